"""Blobs: large things by the SHA-256 of their raw bytes, deflated where it pays. Pure.

Rules:
1. A blob's digest is over its raw bytes, so how it is stored is no part of what it is.
2. An event that names a blob is appended together with it, or after it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping

from gonogo.canonical import sha256
from gonogo.errors import InputError, IntegrityError
from gonogo.ledger.body import BLOB_MEMBERS, Entry, blobs_named

SMALLEST_DEFLATED = 128
LEVEL = 3


def check_given(blobs: Mapping[str, bytes]) -> None:
    """Raise InputError BLOB_CHANGED where a given blob is not what its digest says."""
    for digest, data in blobs.items():
        if sha256(data) != digest:
            raise InputError(f"the blob given as {digest} has another SHA-256", code="BLOB_CHANGED", found=sha256(data))


def require(entries: Iterable[Entry], given: Mapping[str, bytes], stored: Callable[[str], bool]) -> None:
    """Raise InputError BLOB_ABSENT where an event names a blob that is neither given nor stored."""
    for entry in entries:
        draft = entry.draft
        if draft.type not in BLOB_MEMBERS:
            continue
        for member, digest in blobs_named(draft.type, draft.data):
            if digest not in given and not stored(digest):
                raise InputError(
                    f"a {draft.type} event names a blob that was not given",
                    code="BLOB_ABSENT",
                    where=f"data/{member}",
                    found=digest,
                    hint="append the blob together with the event that names it",
                )


def deflate(data: bytes) -> tuple[str, bytes]:
    """Return how to store raw bytes: ("zlib", shorter bytes) or ("raw", the same)."""
    if len(data) >= SMALLEST_DEFLATED:
        packed = zlib.compress(data, LEVEL)
        if len(packed) < len(data):
            return "zlib", packed
    return "raw", data


def inflate(digest: str, size: int, coding: str, data: bytes) -> bytes:
    """Return the raw bytes of a stored blob, checked. IntegrityError: BLOB_CHANGED."""
    if type(size) is not int or type(data) is not bytes:
        raise _changed(digest, "a column holds a value of another kind")
    raw = data
    if coding == "zlib":
        try:
            inflater = zlib.decompressobj()
            raw = inflater.decompress(data, size + 1)
        except (zlib.error, ValueError, OverflowError) as error:
            raise _changed(digest, "its deflated bytes cannot be read") from error
        if len(raw) <= size and (not inflater.eof or inflater.unused_data):
            raise _changed(digest, "its deflated bytes do not end where they should")
    elif coding != "raw":
        raise _changed(digest, f"its coding {coding!r} is unknown")
    if len(raw) != size:
        raise _changed(digest, f"its size is not {size}")
    if sha256(raw) != digest:
        raise _changed(digest, "its content has another SHA-256")
    return raw


def _changed(digest: str, how: str) -> IntegrityError:
    return IntegrityError(
        f"a blob is not what its digest says: {how}",
        code="BLOB_CHANGED",
        where=f"blob {digest}",
        hint="restore the ledger from a backup",
    )

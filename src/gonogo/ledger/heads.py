"""The last signed head of each ledger, kept outside its database: what shows that a ledger was rolled back or forked.

One file a ledger, `heads/<ledger id>.json` in the per-user private state directory, as canonical bytes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
from msgspec import Struct

from gonogo import canonical
from gonogo.errors import IntegrityError
from gonogo.ledger import checkpoint
from gonogo.ledger.private import alone, prepare, replace

DIRECTORY = "heads"
_SAFE = re.compile(r"[0-9A-Za-z_-]{1,64}")


class KeptHead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest checkpoint that this user has signed: its number, its chain value in hex, the note itself."""

    ledger: str
    number: int
    chain: str
    note: str


def read(directory: Path, ledger: str) -> KeptHead | None:
    """Return the head kept of a ledger, or None. Creates nothing. IntegrityError CHECKPOINT_INVALID."""
    path = _path(directory, ledger)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, str(error)) from error
    try:
        kept = msgspec.json.decode(data, type=KeptHead)
    except msgspec.DecodeError as error:
        raise _unreadable(path, str(error)) from error
    if kept.ledger != ledger or checkpoint.read(kept.note).origin != checkpoint.origin_of(ledger):
        raise _unreadable(path, f"the head of another ledger: {kept.ledger}")
    return kept


def keep(directory: Path, head: KeptHead) -> None:
    """Keep a head, unless a later one is kept already; on the disk when this returns. Refusal LEDGER_READ_ONLY."""
    prepare(directory / DIRECTORY)
    with alone(directory / DIRECTORY):
        before = read(directory, head.ledger)
        if before is not None and before.number >= head.number:
            return
        replace(_path(directory, head.ledger), canonical.encode(msgspec.to_builtins(head)))


def _path(directory: Path, ledger: str) -> Path:
    if not _SAFE.fullmatch(ledger):
        raise IntegrityError(
            "the ledger's id is not one", code="LEDGER_CHANGED", where="meta ledger", found=repr(ledger)
        )
    return directory / DIRECTORY / f"{ledger}.json"


def _unreadable(path: Path, found: str) -> IntegrityError:
    return IntegrityError(
        "the signed head kept outside the ledger cannot be read",
        code="CHECKPOINT_INVALID",
        where=os.fspath(path),
        found=found,
        hint="restore it from a backup",
    )

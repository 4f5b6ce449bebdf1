"""Reading a ledger file: events in order, checked against leaf hashes, revisions and root; blobs; the head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any

import msgspec

from gonogo.errors import IntegrityError
from gonogo.ledger import body
from gonogo.ledger.blobs import inflate
from gonogo.ledger.database import Database
from gonogo.ledger.faults import changed
from gonogo.ledger.merkle import Frontier
from gonogo.model.event import Event

STRETCH = 1024
"""Rows a query: long enough to be quick, short enough that no reader holds back a writer's log."""


def read_id(database: Database) -> str:
    """Return the ledger's id. IntegrityError LEDGER_CHANGED."""
    meta = dict(database.fetch("meta"))
    ledger = meta.get("ledger")
    if not isinstance(ledger, str):
        raise changed("meta ledger", "the ledger does not name itself")
    return ledger


def read_frontier(database: Database) -> Frontier:
    """Return the tree as the head row has it, if the last event is the one it counts. IntegrityError LEDGER_CHANGED."""
    found = database.fetch("head")
    if len(found) != 1:
        raise changed("head", "there is no head row")
    size, packed, last = found[0]
    if type(size) is not int or type(last) is not int:
        raise changed("head", "the head row counts no events")
    if last != size:
        raise changed(f"event {min(last, size) + 1}", f"the head row counts {size} events, and the last one is {last}")
    return unpack_frontier(size, packed)


def unpack_frontier(size: int, packed: bytes) -> Frontier:
    """Return the tree of a head row. IntegrityError LEDGER_CHANGED where it is none."""
    try:
        return Frontier(size, packed)
    except (TypeError, ValueError) as error:
        raise changed("head", str(error)) from error


def read_events(
    database: Database, lock: AbstractContextManager[object], after: int, upto: int | None
) -> Iterator[Event]:
    """Return an iterator as the port describes it, bounded by the head as it is now."""
    with lock:
        head = read_frontier(database)
    end = head.size if upto is None else min(upto, head.size)
    whole = after <= 0 and end == head.size
    return _walk(database, lock, max(after, 0), end, head if whole else None)


def _walk(
    database: Database, lock: AbstractContextManager[object], at: int, end: int, head: Frontier | None
) -> Iterator[Event]:
    tree = Frontier()
    revisions: dict[str, int] = {}
    from_start = at == 0
    read = body.read
    while at < end:
        with lock:
            rows = database.fetch("bodies", (at, end, STRETCH))
        if not rows:
            raise changed(f"event {at + 1}", "the event is missing")
        leaves = _check_leaves(rows, at)
        at += len(rows)
        for seq, rev, _leaf, data in rows:
            try:
                event = read(seq, rev, data)
            except msgspec.DecodeError as error:
                raise changed(f"event {seq}", f"its body is no event: {error}") from error
            if from_start:
                subject = event.subject
                if rev != revisions.get(subject, 0) + 1:
                    raise changed(f"event {seq}", f"its revision {rev} does not follow that of its subject")
                revisions[subject] = rev
            yield event
        if head is not None:
            tree.extend(leaves)
    if head is not None and tree.peaks != head.peaks:
        raise changed("head", "the events do not have the root of the ledger's head")


def _check_leaves(rows: list[tuple[Any, ...]], after: int) -> list[bytes]:
    """Return the leaf hashes of rows that follow each other and have them. IntegrityError LEDGER_CHANGED."""
    if rows[0][0] != after + 1 or rows[-1][0] != after + len(rows):
        missing = next(at for at, row in enumerate(rows, after + 1) if row[0] != at)
        raise changed(f"event {missing}", "the event is missing")
    leaves: list[bytes] = [row[2] for row in rows]
    try:
        hashed = [sha256(b"\x00" + row[3]).digest() for row in rows]
    except TypeError as error:
        raise changed(f"events {after + 1} to {after + len(rows)}", "a body is no bytes") from error
    if hashed != leaves:
        place = next(at for at, pair in enumerate(zip(hashed, leaves, strict=True), after + 1) if pair[0] != pair[1])
        raise changed(f"event {place}", "its body does not have its leaf hash")
    return leaves


def read_blob(database: Database, digest: str) -> bytes:
    """Return a blob's raw bytes, checked. IntegrityError: BLOB_MISSING, BLOB_CHANGED."""
    named = body.DIGEST.fullmatch(digest)
    found = database.fetch("blob", (bytes.fromhex(digest),)) if named else []
    if not found:
        raise IntegrityError(
            "a blob is not there",
            code="BLOB_MISSING",
            where=f"blob {digest}",
            hint="restore the ledger from a backup",
        )
    size, coding, data = found[0]
    return inflate(digest, size, coding, data)

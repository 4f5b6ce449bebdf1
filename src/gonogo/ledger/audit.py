"""What one row of a ledger must be, taken by itself. Pure; `verify` brings rows and what lies between them.

Rules:
1. `body` is canonical, with exactly the members of the format, and every column but `seq` and `rev` repeats it.
2. `leaf` is the hash of `body`; `request` is the digest that the body's own members give.
3. A checkpoint's columns repeat its note; the note names the ledger and bears the signature of `key`.
"""

from __future__ import annotations

from typing import Any

from gonogo import canonical
from gonogo.errors import InputError, IntegrityError
from gonogo.ledger import body, checkpoint
from gonogo.ledger.faults import changed
from gonogo.ledger.keys import verifies
from gonogo.model.event import BODY_VERSION

MEMBERS = frozenset(
    ("v", "ledger", "id", "type", "subject", "time", "actor", "correlation", "cause", "key", "request", "data")
)
REPEATED = ("id", "type", "subject", "time", "actor", "key")

EventRow = tuple[int, int, str, str, str, str, str, str, bytes, bytes, bytes]
NoteRow = tuple[int, int, bytes, bytes, str, bytes]


def event_row(row: tuple[object, ...]) -> EventRow:
    """Return a row whose columns hold what they should hold a kind of. IntegrityError LEDGER_CHANGED."""
    seq, rev, *texts, request, leaf, data = row
    sound = type(seq) is int and type(rev) is int and all(type(text) is str for text in texts)
    if not sound or not all(type(part) is bytes for part in (request, leaf, data)):
        raise changed(f"event {seq}", "a column holds a value of another kind")
    return row  # type: ignore[return-value]  # every column was looked at just now


def note_row(row: tuple[object, ...]) -> NoteRow:
    """Return a checkpoint row whose columns hold what they should hold a kind of. IntegrityError LEDGER_CHANGED."""
    number, size, root, key, note, chain = row
    sound = type(number) is int and type(size) is int and type(note) is str
    if not sound or not all(type(part) is bytes for part in (root, key, chain)):
        raise changed(f"checkpoint {number}", "a column holds a value of another kind")
    return row  # type: ignore[return-value]  # every column was looked at just now


def is_signed(note: str, key: bytes, root: bytes) -> bool:
    """Say whether a note is one, over this root, with this key's signature."""
    try:
        found = checkpoint.read(note)
    except IntegrityError:
        return False
    return found.root == root and checkpoint.is_signed_by(found, key, verifies)


def check_event(row: EventRow, ledger: str) -> dict[str, Any]:
    """Return the members of an event's body, whose hash the caller has checked. IntegrityError LEDGER_CHANGED."""
    seq, _rev, *repeated, request, _leaf, data = row
    members = _members(seq, data)
    if members["ledger"] != ledger:
        where = "meta ledger" if seq == 1 else f"event {seq}, body"
        raise changed(where, f"the file is ledger {ledger!r}, and event {seq} is of ledger {members['ledger']!r}")
    for name, found in zip(REPEATED, repeated, strict=True):
        if found != members[name]:
            raise changed(f"event {seq}, {name}", f"the column {name} is not what the body says")
    if body.request_of(members) != _digest(members["request"]):
        raise changed(f"event {seq}, body", "the request digest is not that of the body's members")
    if request != _digest(members["request"]):
        raise changed(f"event {seq}, request", "the column request is not what the body says")
    return members


def blobs_of(seq: int, members: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (member, digest) of each blob that an event names. IntegrityError LEDGER_CHANGED."""
    try:
        return list(body.blobs_named(members["type"], members["data"]))
    except InputError as error:
        raise changed(f"event {seq}, body", f"{error.where} is not {error.expected}") from error


def check_note(row: NoteRow, ledger: str, before: bytes) -> checkpoint.Checkpoint:
    """Return a checkpoint row's note taken apart; `before` is the chain value of the row before it.

    IntegrityError: CHECKPOINT_INVALID.
    """
    number, size, root, key, note, chain = row
    where = f"checkpoint {number}"
    try:
        found = checkpoint.read(note)
    except IntegrityError as error:
        raise _invalid(f"{where}, note", error.message) from error
    if found.origin != checkpoint.origin_of(ledger):
        raise _invalid(f"{where}, note", f"the note is of another ledger: {found.origin}")
    if not checkpoint.is_signed_by(found, key, verifies):
        raise _invalid(f"{where}, note or key", "the signature is not that of the key")
    if size != found.size:
        raise _invalid(f"{where}, size", f"the column says {size}, and the signed note {found.size}")
    if root != found.root:
        raise _invalid(f"{where}, root", "the column is not what the signed note says")
    if chain != checkpoint.chain(before, note):
        raise _invalid(f"{where}, chain", "the chain over this checkpoint and those before it is broken")
    return found


def _members(seq: int, data: bytes) -> dict[str, Any]:
    try:
        members = canonical.decode(data)
    except InputError as error:
        raise changed(f"event {seq}, body", error.message) from error
    if type(members) is not dict or set(members) != MEMBERS:
        raise changed(f"event {seq}, body", "the body has other members than those of the format")
    if members["v"] != BODY_VERSION:
        raise IntegrityError(
            "an event has a body of another version",
            code="LEDGER_TOO_NEW",
            where=f"event {seq}, body",
            expected=str(BODY_VERSION),
            found=str(members["v"]),
            hint="upgrade gonogo",
        )
    if type(members["data"]) is not dict:
        raise changed(f"event {seq}, body", "its data is no map")
    return members


def _digest(text: Any) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except (TypeError, ValueError):
        return None


def _invalid(where: str, how: str) -> IntegrityError:
    return IntegrityError(how, code="CHECKPOINT_INVALID", where=where, hint="restore the ledger from a backup")

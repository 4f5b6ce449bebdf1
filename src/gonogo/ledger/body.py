"""An event's body: the canonical bytes that are hashed into the tree and never spelled anew. Pure.

Rules (docs/reference/format.md):
1. A body is the canonical form of `{v, ledger, id, type, subject, time, actor, correlation, cause, key, request,
   data}`.
2. `request` is the SHA-256 of the canonical form of the same without id, time, correlation and request: what was asked,
   whenever and however often it was asked.
3. A body is at most 65,535 bytes.
4. `BLOB_MEMBERS` says which members of `data` name blobs; each must be stored with the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
import orjson
from msgspec import Struct
from msgspec.structs import force_setattr

from gonogo import canonical
from gonogo.errors import InputError, Refusal
from gonogo.model.event import BODY_VERSION, EVENT_TYPES, LARGEST_BODY, Draft, Event

BLOB_MEMBERS: dict[str, tuple[str, ...]] = {
    "run.finished": ("inputs", "output", "statement"),
    "tracker.read": ("facts",),
    "decision.made": ("facts", "policy", "decision"),
}
"""By event type, the members of `data` that hold the SHA-256 of a blob, or null."""

_TYPES = frozenset(EVENT_TYPES)
_TIME = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]\.[0-9]{3}Z")
DIGEST = re.compile(r"[0-9a-f]{64}")
_DECODE = msgspec.json.Decoder(Event).decode


class Entry(Struct, frozen=True, gc=False):
    """A draft as the ledger will hold it."""

    draft: Draft
    request: bytes
    leaf: bytes
    body: bytes


def write(draft: Draft, ledger: str) -> Entry:
    """Return a draft's body with its request digest and leaf hash.

    InputError: EVENT_MALFORMED, NOT_CANONICAL. Refusal: EVENT_TOO_LARGE.
    """
    _check(draft)
    data = orjson.Fragment(canonical.encode(draft.data))
    try:
        asked = orjson.dumps(
            {
                "actor": draft.actor,
                "cause": draft.cause,
                "data": data,
                "key": draft.key,
                "ledger": ledger,
                "subject": draft.subject,
                "type": draft.type,
                "v": BODY_VERSION,
            }
        )
        request = sha256(asked).digest()
        body = orjson.dumps(
            {
                "actor": draft.actor,
                "cause": draft.cause,
                "correlation": draft.correlation,
                "data": data,
                "id": draft.id,
                "key": draft.key,
                "ledger": ledger,
                "request": request.hex(),
                "subject": draft.subject,
                "time": draft.time,
                "type": draft.type,
                "v": BODY_VERSION,
            }
        )
    except TypeError as error:
        raise InputError(f"the event has no canonical form: {error}", code="NOT_CANONICAL") from error
    if len(body) > LARGEST_BODY:
        raise Refusal(
            f"the body of a {draft.type} event is too large",
            code="EVENT_TOO_LARGE",
            expected=f"at most {LARGEST_BODY:,} bytes",
            found=f"{len(body):,} bytes",
            hint="keep the large part as a blob",
        )
    return Entry(draft, request, sha256(b"\x00" + body).digest(), body)


def read(seq: int, rev: int, body: bytes) -> Event:
    """Return the event of a body whose hash was checked. msgspec.DecodeError if it is none."""
    event = _DECODE(body)
    force_setattr(event, "seq", seq)  # the event is new and nobody else has it yet
    force_setattr(event, "rev", rev)
    return event


def request_of(members: dict[str, Any]) -> bytes:
    """Return the request digest that a parsed body must carry."""
    left_out = ("id", "time", "correlation", "request")
    return sha256(canonical.encode({k: v for k, v in members.items() if k not in left_out})).digest()


def blobs_named(event_type: str, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (member, digest) for each blob that an event names. InputError EVENT_MALFORMED where a digest is none."""
    for member in BLOB_MEMBERS.get(event_type, ()):
        digest = data.get(member)
        if digest is None:
            continue
        if type(digest) is not str or not DIGEST.fullmatch(digest):
            raise _malformed(f"data/{member}", "a SHA-256 as 64 lower-case hex digits, or null", repr(digest))
        yield member, digest


def _check(draft: Draft) -> None:
    correlation, cause = draft.correlation, draft.cause
    if (
        draft.type in _TYPES
        and type(draft.data) is dict
        and type(draft.id) is type(draft.subject) is type(draft.actor) is type(draft.key) is type(draft.time) is str
        and (draft.id and draft.subject and draft.actor and draft.key)
        and (cause is None or type(cause) is str)
        and (correlation is None or type(correlation) is str)
        and _TIME.fullmatch(draft.time)
    ):
        return
    raise _fault_of(draft)


def _fault_of(draft: Draft) -> InputError:
    if draft.type not in _TYPES:
        return _malformed("type", "a type of the closed list of events", repr(draft.type))
    if type(draft.data) is not dict:
        return _malformed("data", "a map", type(draft.data).__name__)
    for name in ("id", "subject", "actor", "key"):
        value = getattr(draft, name)
        if type(value) is not str or not value:
            return _malformed(name, "text that is not empty", repr(value))
    for name in ("correlation", "cause"):
        value = getattr(draft, name)
        if value is not None and type(value) is not str:
            return _malformed(name, "text or null", repr(value))
    return _malformed("time", "RFC 3339 in UTC with Z and milliseconds", repr(draft.time))


def _malformed(where: str, expected: str, found: str) -> InputError:
    return InputError("the event is malformed", code="EVENT_MALFORMED", where=where, expected=expected, found=found)

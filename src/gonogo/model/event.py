"""Events: what happened. The ledger stores them as canonical bytes and never spells them anew."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

BODY_VERSION = 1
LARGEST_BODY = 65_535

EVENT_TYPES = (
    "tracker.read",
    "run.started",
    "run.finished",
    "run.lost",
    "evidence.bound",
    "command.trusted",
    "command.untrusted",
    "decision.made",
)
"""The closed list of event types; a new one is added here, to the fold and to `docs/reference/events.md`."""


class Draft(Struct, frozen=True, kw_only=True):
    """An event before the ledger has taken it. Ids and times are given by the caller; `seq` and `rev` by the ledger.

    key: idempotency key within ledger and actor; the same key with the same request is answered as the first time.
    expected: the revision that the subject must have (0 for a new subject), or None to append whatever it is.
    """

    id: str
    type: str
    subject: str
    time: str
    actor: str
    data: dict[str, Any]
    key: str
    correlation: str | None = None
    cause: str | None = None
    expected: int | None = None


class Event(Struct, frozen=True, kw_only=True):
    """One event as the ledger holds it."""

    seq: int = 0
    """Position in the ledger, from 1; not in the body."""
    rev: int = 0
    """Revision of the subject that this event made, from 1; not in the body."""
    v: int
    ledger: str
    id: str
    type: str
    subject: str
    time: str
    actor: str
    correlation: str | None
    cause: str | None
    key: str
    request: str
    data: dict[str, Any]


class Receipt(Struct, frozen=True, kw_only=True, gc=False):
    """The ledger's answer to one draft."""

    seq: int
    rev: int
    id: str
    replayed: bool = False
    """True where the key had been seen and this is the first answer again."""

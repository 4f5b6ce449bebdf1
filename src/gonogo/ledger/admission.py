"""What an append may do: idempotency key first, then revision, then a place in the order. Pure.

Rules (design §7):
1. A key is looked up within ledger and actor. Seen with the same request, the first receipt is given again and nothing
   is inserted; seen with another request, the whole batch is refused.
2. Then an expected revision must be the subject's, counting what the batch itself has added.
3. Then an id must be new.
4. A batch is admitted whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gonogo.errors import Refusal
from gonogo.ledger.body import Entry
from gonogo.model.event import Receipt

Row = tuple[int, int, str, str, str, str, str, str, bytes, bytes, bytes]
"""seq, rev, id, type, subject, time, actor, key, request, leaf, body"""


class Seen(NamedTuple):
    """The event that took a key."""

    request: bytes
    seq: int
    rev: int
    id: str


class Known(NamedTuple):
    """What admission asks the ledger. A caller whose indexes catch repeated keys and ids may answer None and False."""

    size: int
    by_key: Callable[[str, str], Seen | None]
    has_id: Callable[[str], bool]
    revision: Callable[[str], int]


def admit(entries: Sequence[Entry], known: Known) -> tuple[list[Row], tuple[Receipt, ...]]:
    """Return the rows to insert and a receipt for each entry. Refusal: KEY_REUSED, REVISION_CONFLICT, ID_REUSED."""
    rows: list[Row] = []
    receipts: list[Receipt] = []
    revisions: dict[str, int] = {}
    keys: dict[tuple[str, str], Seen] = {}
    ids: set[str] = set()
    seq = known.size
    for draft, request, leaf, body in entries:
        name = (draft.actor, draft.key)
        seen = keys.get(name) or known.by_key(*name)
        if seen is not None:
            if seen.request != request:
                raise _reused(draft.key, seen)
            receipts.append(Receipt(seq=seen.seq, rev=seen.rev, id=seen.id, replayed=True))
            continue
        subject = draft.subject
        rev = revisions.get(subject)
        if rev is None:
            rev = known.revision(subject)
        if draft.expected is not None and draft.expected != rev:
            raise _conflict(subject, draft.expected, rev)
        if draft.id in ids or known.has_id(draft.id):
            raise Refusal(
                f"the id {draft.id} belongs to an event already",
                code="ID_REUSED",
                hint="give each event an id of its own",
            )
        seq += 1
        rev += 1
        revisions[subject] = rev
        keys[name] = Seen(request, seq, rev, draft.id)
        ids.add(draft.id)
        rows.append((seq, rev, draft.id, draft.type, subject, draft.time, draft.actor, draft.key, request, leaf, body))
        receipts.append(Receipt(seq=seq, rev=rev, id=draft.id))
    return rows, tuple(receipts)


def _reused(key: str, seen: Seen) -> Refusal:
    return Refusal(
        f"the key {key!r} was used before, for another request",
        code="KEY_REUSED",
        found=f"event {seen.seq} has it",
        hint="use a new key for a new request",
    )


def _conflict(subject: str, expected: int, rev: int) -> Refusal:
    return Refusal(
        f"someone else changed {subject} first",
        code="REVISION_CONFLICT",
        expected=f"revision {expected}",
        found=f"revision {rev}",
        hint="look at it again and repeat the act",
    )

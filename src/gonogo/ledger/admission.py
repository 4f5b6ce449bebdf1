"""What an append may do: idempotency key first, then the id, then the revision, then a place in the order. Pure.

Rules (design §7):
1. A key is looked up within ledger and actor. Seen with the same request, the first receipt is given again and nothing
   is inserted; seen with another request, the whole batch is refused.
2. An id must be new.
3. An expected revision must be the subject's, counting what the batch itself has added.
4. A batch is admitted whole or not at all.

Rules 1 and 2 are `recall`, rule 3 is `admit`; who has indexes that catch repeated keys and ids may admit first, and
recall only when they did.
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


class Recalled(NamedTuple):
    """A batch parted into what is new, and where each receipt comes from: a first answer, or a place among the new."""

    new: list[Entry]
    answers: list[Receipt | int]


def recall(
    entries: Sequence[Entry], by_key: Callable[[str, str], Seen | None], has_id: Callable[[str], bool]
) -> Recalled:
    """Part a batch by what the ledger, or the batch itself, has seen. Refusal: KEY_REUSED, ID_REUSED."""
    new: list[Entry] = []
    answers: list[Receipt | int] = []
    places: dict[tuple[str, str], int] = {}
    ids: set[str] = set()
    for entry in entries:
        draft = entry.draft
        name = (draft.actor, draft.key)
        place = places.get(name)
        if place is not None:
            if new[place].request != entry.request:
                raise _key_reused(draft.key, "another event of the batch has it")
            answers.append(place)
            continue
        seen = by_key(*name)
        if seen is not None:
            if seen.request != entry.request:
                raise _key_reused(draft.key, f"event {seen.seq} has it")
            answers.append(Receipt(seq=seen.seq, rev=seen.rev, id=seen.id, replayed=True))
            continue
        if draft.id in ids or has_id(draft.id):
            raise Refusal(
                f"the id {draft.id} belongs to an event already",
                code="ID_REUSED",
                hint="give each event an id of its own",
            )
        ids.add(draft.id)
        places[name] = len(new)
        answers.append(len(new))
        new.append(entry)
    return Recalled(new, answers)


def answer(answers: Sequence[Receipt | int], receipts: Sequence[Receipt]) -> tuple[Receipt, ...]:
    """Return the receipts of a whole batch from those of what was new in it."""
    found: list[Receipt] = []
    given: set[int] = set()
    for source in answers:
        if isinstance(source, Receipt):
            found.append(source)
        elif source in given:
            first = receipts[source]
            found.append(Receipt(seq=first.seq, rev=first.rev, id=first.id, replayed=True))
        else:
            given.add(source)
            found.append(receipts[source])
    return tuple(found)


def admit(entries: Sequence[Entry], size: int, revision: Callable[[str], int]) -> tuple[list[Row], tuple[Receipt, ...]]:
    """Return the rows to insert after the first `size`, and a receipt for each. Refusal: REVISION_CONFLICT."""
    rows: list[Row] = []
    receipts: list[Receipt] = []
    revisions: dict[str, int] = {}
    seq = size
    for entry in entries:
        draft = entry.draft
        subject, event_id = draft.subject, draft.id
        rev = revisions.get(subject)
        if rev is None:
            rev = revision(subject)
        if draft.expected is not None and draft.expected != rev:
            raise _conflict(subject, draft.expected, rev)
        seq += 1
        revisions[subject] = rev = rev + 1
        rows.append(
            (
                seq,
                rev,
                event_id,
                draft.type,
                subject,
                draft.time,
                draft.actor,
                draft.key,
                entry.request,
                entry.leaf,
                entry.body,
            )
        )
        receipts.append(Receipt(seq=seq, rev=rev, id=event_id))
    return rows, tuple(receipts)


def _key_reused(key: str, found: str) -> Refusal:
    return Refusal(
        f"the key {key!r} was used before, for another request",
        code="KEY_REUSED",
        found=found,
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

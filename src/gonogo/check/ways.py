"""In how many honest ways a status can be counted: with or without what is cancelled, blocked, or unsigned. Pure."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from gonogo.model.item import Status

_COMPLETE = frozenset({Status.DONE, Status.SIGNED_OFF})
_WAYS: dict[Status, tuple[frozenset[Status], ...]] = {
    Status.DONE: (
        _COMPLETE,
        _COMPLETE | {Status.DOC_BASELINE},
        _COMPLETE | {Status.CANCELLED},
        _COMPLETE | {Status.DOC_BASELINE, Status.CANCELLED},
        frozenset({Status.DONE}),
    ),
    Status.SIGNED_OFF: (frozenset({Status.SIGNED_OFF}), _COMPLETE),
    Status.DOC_BASELINE: (frozenset({Status.DOC_BASELINE}),),
    Status.IN_PROGRESS: (
        frozenset({Status.IN_PROGRESS}),
        frozenset({Status.IN_PROGRESS, Status.BLOCKED}),
        frozenset({Status.IN_PROGRESS, Status.READY_FOR_SIGNOFF}),
        frozenset({Status.IN_PROGRESS, Status.READY_FOR_SIGNOFF, Status.BLOCKED}),
        frozenset({Status.IN_PROGRESS, Status.DOC_BASELINE}),
    ),
    Status.NOT_STARTED: (
        frozenset({Status.NOT_STARTED}),
        frozenset({Status.NOT_STARTED, Status.UNKNOWN}),
        frozenset({Status.NOT_STARTED, Status.BLOCKED}),
        frozenset({Status.NOT_STARTED, Status.IN_PROGRESS}),
        frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED}),
        frozenset(Status) - _COMPLETE,
        frozenset(Status) - _COMPLETE - {Status.CANCELLED},
        frozenset(Status) - _COMPLETE - {Status.CANCELLED, Status.DOC_BASELINE},
    ),
    Status.BLOCKED: (frozenset({Status.BLOCKED}),),
    Status.READY_FOR_SIGNOFF: (
        frozenset({Status.READY_FOR_SIGNOFF}),
        frozenset({Status.READY_FOR_SIGNOFF, Status.IN_PROGRESS}),
    ),
    Status.CANCELLED: (frozenset({Status.CANCELLED}),),
    Status.UNKNOWN: (),
}


class Reading(Struct, frozen=True):
    """One way to count a group: how many there are, by status, and by the first word of their status."""

    total: int
    statuses: Counter[Status]
    words: Counter[str]

    def counts(self, status: Status | None, word: str) -> set[int]:
        """Return how many have a status, each way to see it, or say that very word."""
        found = {sum(self.statuses[one] for one in way) for way in _WAYS[status]} if status is not None else set()
        if word and (status is None or self.words[word]):
            found.add(self.words[word])
        return found

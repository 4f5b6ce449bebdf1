"""What became of items over time, as values: the shape of `gonogo history --format json`."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from gonogo.model.item import Item, Status
from gonogo.model.past import Past, Revision, Step

_Place = tuple[str, str, int]
"""A document, a key in it, and which one of the items of that key."""


class StatusStep(Struct, frozen=True, kw_only=True):
    """A commit that gave an item a status, or took the item away (`status` is null)."""

    status: Status | None
    status_raw: str | None
    commit: str
    time: str
    author: str
    subject: str


class Timeline(Struct, frozen=True, kw_only=True):
    """One item, and its statuses, oldest first. An item that is gone has no line and no status."""

    key: str
    id: str | None
    title: str | None
    path: str
    line: int | None
    status: Status | None
    status_raw: str | None
    committed: bool
    """Whether the last step says what the item says now."""
    steps: tuple[StatusStep, ...] = ()


class History(Struct, frozen=True, kw_only=True):
    """The timelines of a workspace."""

    items: tuple[Timeline, ...]
    commits: int
    """How many commits changed a tracker."""
    cut: bool
    """Whether there is older history that was not looked at."""


def draw(items: tuple[tuple[Item, str], ...], past: Past) -> History:
    """Return the timelines of items, each with its key in its document, then those of items that are gone."""
    taken: dict[_Place, list[StatusStep]] = {}
    last: dict[_Place, Item] = {}
    for step in past.steps:
        item = step.after or step.before
        if item is None:
            continue
        place = step.path, item.key, step.turn
        last[place] = item
        if changes_status(step):
            taken.setdefault(place, []).append(_status_step(step, past.revisions[step.revision]))
    turns: Counter[tuple[str, str]] = Counter()
    present = []
    for item, local in items:
        turns[item.path, local] += 1
        present.append(_present(item, taken.pop((item.path, local, turns[item.path, local]), [])))
    gone = [_gone(place[0], last[place], steps) for place, steps in taken.items()]
    return History(items=(*present, *gone), commits=len(past.revisions), cut=past.cut)


def changes_status(step: Step) -> bool:
    """Whether a step adds an item, takes it away, or gives it another status; an unknown one is as written."""
    before, after = step.before, step.after
    if before is None or after is None or before.status is not after.status:
        return True
    return after.status is Status.UNKNOWN and before.status_raw != after.status_raw


def _status_step(step: Step, revision: Revision) -> StatusStep:
    return StatusStep(
        status=step.after.status if step.after is not None else None,
        status_raw=step.after.status_raw if step.after is not None else None,
        commit=revision.id,
        time=revision.time,
        author=revision.author,
        subject=revision.subject,
    )


def _present(item: Item, steps: list[StatusStep]) -> Timeline:
    return Timeline(
        key=item.key,
        id=item.id,
        title=item.title,
        path=item.path,
        line=item.line,
        status=item.status,
        status_raw=item.status_raw,
        committed=bool(steps) and steps[-1].status is item.status,
        steps=tuple(steps),
    )


def _gone(path: str, item: Item, steps: list[StatusStep]) -> Timeline:
    return Timeline(
        key=item.key,
        id=item.id,
        title=item.title,
        path=path,
        line=None,
        status=None,
        status_raw=None,
        committed=bool(steps) and steps[-1].status is None,
        steps=tuple(steps),
    )

"""Steps from status to status that a tracker's past holds. Pure; one function a rule.

Rules:
1. A state diagram rules the items of its document where at least half of its states, and three, are statuses. A step
   counts if the diagram stood there before, both statuses are states of it, and no arrow leads from one to the other;
   through states that are no statuses (a choice, a fork) an arrow leads on.
2. An item is told once: its last such step.
3. A completed item that is open again needs a reason: in the commit's message, in its own row then or now, or in
   another line of the document that speaks of it. A name and a status are no reason; a few words are. Boxes that are
   cleared together are a list that begins anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from gonogo.check.rule import at_item, called
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Kind, Severity, Status, StructureType
from gonogo.model.past import Past, Revision, Step
from gonogo.tracker.statuses import StatusReader

_LEAST_STATES = 3
_ENDS = "[*]"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LEAD = re.compile(r"[\s(（\[:：;,–—|/-]*([^(（\[:：;,–—|]+)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_REASON = re.compile(
    r"\b(?:re-?open\w*|regress\w*|revert\w*|roll\w*[ -]?back|broke\w*|bugs?|flak\w*|because|due to|incident\w*"
    r"|redo|rework\w*|wrong\w*|premature\w*|missing|incorrect\w*|mistak\w*|not (?:yet )?(?:done|complete)|false\w*"
    r"|fail\w*|invalid\w*|reset\w*|withdr\w+|undo\w*|stale|outdated)\b",
    re.IGNORECASE,
)
_SAYING_NOTHING = (
    "the and for into with from this that now its item items row task status tracker trackers docs doc readme update "
    "updates updated updating set sets mark marks marked move moved moves change changed changes sync synced weekly "
    "daily week sprint progress again back begin began start started not yet done complete completed open pending "
    "todo doing blocked planned backlog wip chore work working"
)
_EMPTY_WORDS = frozenset(_SAYING_NOTHING.split())
_A_FEW = 3
_CLEARED = 3
"""Boxes."""
_OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED})
_DONE = frozenset({Status.DONE, Status.SIGNED_OFF})


def transition_illegal(scene: Scene) -> Iterator[Finding]:
    """Find steps that the tracker's own state diagram does not have."""
    past = scene.past or Past()
    workflows: dict[str, tuple[_Workflow, ...]] = {}
    wrong: dict[tuple[str, str], tuple[Step, _Workflow]] = {}
    for step in past.steps:
        before, after = step.before, step.after
        page = scene.by_path.get(step.path)
        if not step.ruled or page is None or before is None or after is None or before.status_raw == after.status_raw:
            continue
        if step.path not in workflows:
            workflows[step.path] = tuple(_workflows(page, StatusReader(scene.dialect)))
        judged = [flow for flow in workflows[step.path] if flow.knows(before, after)]
        if judged and not any(flow.allows(before, after) for flow in judged):
            wrong[step.path, after.key] = step, judged[0]
    for (path, key), (step, flow) in wrong.items():
        item = scene.by_path[path].by_key.get(key)
        before, after = step.before, step.after
        if item is not None and before is not None and after is not None:
            yield at_item(
                "TRANSITION_ILLEGAL",
                Severity.WARNING,
                item,
                f"{called(item)} went from {before.status_raw} to {after.status_raw} in "
                f"{said_in(past.revisions[step.revision])}; the state diagram has no such step",
                hint=flow.ways_from(before),
                cell="status",
            )


def reopened_silently(scene: Scene) -> Iterator[Finding]:
    """Find completed items that are open again without a word."""
    past = scene.past or Past()
    opened: dict[tuple[str, str], Step] = {}
    cleared: dict[str, int] = {}
    for step in past.steps:
        item = step.after or step.before
        if item is None:
            continue
        if _opens(step):
            opened[step.path, item.key] = step
            cleared[step.revision] = cleared.get(step.revision, 0) + (item.kind is Kind.CHECKBOX)
        elif step.after is None or step.after.status not in _OPEN:
            opened.pop((step.path, item.key), None)
    for (path, key), step in opened.items():
        page = scene.by_path.get(path)
        now = page.by_key.get(key) if page is not None else None
        if page is None or now is None or now.status not in _OPEN or cleared[step.revision] >= _CLEARED:
            continue
        revision = past.revisions[step.revision]
        if step.before is not None and not _says_why(page, now, step, revision):
            yield at_item(
                "REOPENED_SILENTLY",
                Severity.WARNING,
                now,
                f"{called(now)} was {step.before.status_raw or 'complete'} until {said_in(revision)} opened it again, "
                "and nothing says why",
                hint="say why in its row, or in a line of the document that names it",
                cell="status",
            )


def said_in(revision: Revision) -> str:
    """Return what a message calls a commit: short id, day and author."""
    return f"{revision.id[:7]} ({revision.time[:10]}, {revision.author.partition(' <')[0] or 'nobody'})"


class _Workflow:
    """One state diagram, as far as its states are statuses."""

    def __init__(self, rows: Iterable[tuple[str, ...]], reader: StatusReader) -> None:
        self._reader = reader
        self._next: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        for origin, target, *_ in rows:
            for name in (origin, target):
                self._names.setdefault(_fold(name), name)
            self._next.setdefault(_fold(origin), []).append(_fold(target))
        self._names.pop(_fold(_ENDS), None)

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """The states that are statuses."""
        told = {state: self._reader.cell(_CAMEL.sub(" ", name)) for state, name in self._names.items()}
        return {state: status for state, status in told.items() if status is not None and status is not Status.UNKNOWN}

    @property
    def rules_items(self) -> bool:
        """Whether it is about how items stand, and not about some machine of the product."""
        return len(self.statuses) >= _LEAST_STATES and 2 * len(self.statuses) >= len(self._names)

    def knows(self, *items: Item) -> bool:
        """Whether the statuses of these items are states."""
        return all(self._state(item) is not None for item in items)

    def allows(self, before: Item, after: Item) -> bool:
        """Whether an arrow leads from one item's status to the other's."""
        origin, target = self._state(before), self._state(after)
        return origin == target or target in self._after(origin or "")

    def ways_from(self, item: Item) -> str:
        """Return a hint: where the diagram leads from an item's status, and what makes another step right."""
        ways = [self._names[state] for state in self._after(self._state(item) or "") if state in self._names]
        told = " or ".join(ways) if ways else "no other state"
        return f"from {item.status_raw} the diagram leads to {told}; draw the step there if it is allowed"

    def _after(self, origin: str) -> list[str]:
        found: list[str] = []
        seen = {origin}
        pending = list(self._next.get(origin, ()))
        while pending:
            state = pending.pop(0)
            if state in seen:
                continue
            seen.add(state)
            if state in self.statuses or state not in self._names:
                found.append(state)
            else:
                pending += self._next.get(state, ())
        return found

    def _state(self, item: Item) -> str | None:
        raw = item.status_raw or ""
        lead = _LEAD.match(raw.lstrip("".join(char for char in raw if not char.isalnum())))
        for text in (raw, lead[1] if lead else ""):
            if _fold(text) in self._names and text:
                return _fold(text)
        same = [state for state, status in self.statuses.items() if status is item.status]
        return same[0] if len(same) == 1 else None


def _workflows(page: Page, reader: StatusReader) -> Iterator[_Workflow]:
    for part in page.reading.structures:
        if part.type is StructureType.STATES:
            flow = _Workflow(part.rows, reader)
            if flow.rules_items:
                yield flow


def _fold(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()) or text


def _opens(step: Step) -> bool:
    before, after = step.before, step.after
    return before is not None and after is not None and before.status in _DONE and after.status in _OPEN


def _says_why(page: Page, now: Item, step: Step, revision: Revision) -> bool:
    name = now.id or now.title or ""
    if _REASON.search(revision.message) or (_names(revision.message, name) and _tells(revision.message, name)):
        return True
    if step.before is not None and step.after is not None:
        said = _said(step.before)
        if any(_tells(text, name, said) for item in (step.after, now) for text in _texts(item)):
            return True
    logs = (row for part in page.reading.structures if part.type is StructureType.LOG for row in part.rows)
    written = (*step.noted, *(" ".join(row) for row in logs))
    return any(_names(text, name) and _tells(text, name) for text in written)


def _tells(text: str, name: str, said: str = "") -> bool:
    """Whether a text says more than a name, a status and what was said before."""
    if text.casefold() in said:
        return False
    if _REASON.search(text):
        return True
    known = {word.casefold() for word in _WORD.findall(name)} | _EMPTY_WORDS | set(_WORD.findall(said))
    return len({word for word in _WORD.findall(text.casefold()) if word not in known}) >= _A_FEW


def _names(text: str, name: str) -> bool:
    if not name:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _texts(item: Item) -> Iterator[str]:
    """Yield what a row says in words."""
    yield item.status_raw or ""
    yield item.title or ""
    yield from item.exit_criteria
    yield from item.depends_on
    for value in item.extra.values():
        yield from (value,) if isinstance(value, str) else value


def _said(item: Item) -> str:
    return "\n".join(_texts(item)).casefold()

"""What a rule is, and how it says where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from gonogo.check.scene import Scene
from gonogo.model.item import Finding, Item, Severity

Find = Callable[[Scene], Iterable[Finding]]
_MOST_CALLED = 6


class Rule(Struct, frozen=True, kw_only=True):
    """One rule: its code, which `reasons` explains, how much it matters by default, and what finds it."""

    code: str
    severity: Severity
    find: Find


def at_item(
    code: str,
    severity: Severity,
    item: Item,
    message: str,
    *,
    hint: str | None = None,
    cell: str | None = None,
) -> Finding:
    """Return a finding about an item, at one of its cells where it has that."""
    span = item.span.cells.get(cell) if cell is not None else None
    return Finding(
        code=code,
        severity=severity,
        message=message,
        hint=hint,
        item=item.key,
        path=item.path,
        line=item.line,
        span=span or item.span.row,
    )


def at_line(
    code: str,
    severity: Severity,
    path: str,
    line: int,
    message: str,
    *,
    hint: str | None = None,
    item: str | None = None,
) -> Finding:
    """Return a finding about a line of a document, and the item of that key where it is about one."""
    return Finding(code=code, severity=severity, message=message, hint=hint, item=item, path=path, line=line)


def called(item: Item) -> str:
    """Return what a message calls an item: its id, else its title."""
    return item.id or item.title or item.key


def all_called(items: Sequence[Item]) -> str:
    """Return what a message calls several items: all of a few, else the first of them and how many more there are."""
    names = [called(item) for item in items]
    few = names if len(names) <= _MOST_CALLED else names[: _MOST_CALLED - 1]
    more = f" and {len(names) - len(few)} more" if len(few) < len(names) else ""
    return ", ".join(few) + more


_BOX = re.compile(r"\[.{0,2}\]|[☐☑☒]")


def claimed(item: Item) -> str:
    """Return what a message says that an item claims: its status as written, a box in words."""
    raw = item.status_raw
    return item.status.replace("_", " ") if raw is None or _BOX.fullmatch(raw) else raw


def read_as(code: str) -> Find:
    """Return a rule that the reader of documents applies itself: its findings of one code."""

    def find(scene: Scene) -> Iterator[Finding]:
        return (finding for page in scene.pages for finding in page.reading.findings if finding.code == code)

    return find


def found_elsewhere(scene: Scene) -> Iterable[Finding]:
    """Find nothing: what this code tells of is met where silences or settings are read."""
    del scene
    return ()

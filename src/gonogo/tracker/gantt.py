"""A mermaid gantt chart to items, line by line: `done`, `active` or not started; `after ID` is a dependency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gonogo.model.item import Item, Kind, Spans, Status
from gonogo.tracker.diagram import Diagram, Line, Place, clean_label, findings_of, span_of
from gonogo.tracker.drafts import anchor

MARKS = ("done", "active", "crit", "milestone", "vert")
_SETTING = re.compile(
    r"(?:title|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|inclusiveEndDates|topAxis|weekday"
    r"|weekend|displayMode|click|acc(?:Title|Descr))\b"
)
_TASK = re.compile(r"(?P<title>[^:]+):(?P<data>[^;]*)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DURATION = re.compile(r"\d+(?:\.\d+)?(?:ms|[smhdwMy])?")


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: its title, marks, id, the ids that it comes after, and its end where that is a date.

    The `_at` pairs are columns of the line: of the title, and of the first status mark.
    """

    at: Line
    title: str
    title_at: tuple[int, int]
    section: str | None
    marks: tuple[str, ...]
    mark_at: tuple[int, int] | None
    id: str | None
    after: tuple[str, ...]
    end: str | None


def read_bars(lines: Iterable[Line], faults: list[Line]) -> Iterator[Bar]:
    """Yield the tasks of a gantt chart's lines (without its `gantt` line); other lines go to `faults`."""
    section = None
    for line in lines:
        text = line.text
        if not text or text.startswith("%%") or _SETTING.match(text):
            continue
        if text.startswith("section"):
            section = text[len("section") :].strip() or None
            continue
        found = _TASK.match(text)
        if found is None:
            faults.append(line)
            continue
        yield _bar(line, found, section)


def _bar(line: Line, found: re.Match[str], section: str | None) -> Bar:
    at = found.start("data")
    marks: list[str] = []
    mark_at = None
    rest: list[str] = []
    for part in found["data"].split(","):
        word = part.strip()
        if word in MARKS and not rest:
            marks.append(word)
            if word in ("done", "active") and mark_at is None:
                start = at + part.index(word)
                mark_at = (start, start + len(word))
        elif word:
            rest.append(word)
        at += len(part) + 1
    name = _name(rest)
    after = tuple(word for part in rest if part.startswith("after ") for word in part.split()[1:])
    timing = rest[1:] if name else rest
    dates = [part for part in timing if _DATE.match(part)]
    title = found["title"]
    return Bar(
        at=line,
        title=title.strip(),
        title_at=(0, len(title.rstrip())),
        section=section,
        marks=tuple(marks),
        mark_at=mark_at,
        id=name,
        after=after,
        end=dates[-1] if dates and (timing[-1] == dates[-1] or "milestone" in marks) else None,
    )


def _name(rest: list[str]) -> str | None:
    """The id stands before start and end; with fewer parts than three it is there only if it cannot be a time."""
    if not rest or _DATE.match(rest[0]) or rest[0].startswith(("after ", "until ")):
        return None
    if len(rest) >= 3 or not _DURATION.fullmatch(rest[0]):  # noqa: PLR2004 -- id, start, end
        return rest[0]
    return None


def read_gantt(place: Place, lines: list[Line]) -> Diagram:
    """Return the tasks of a gantt chart as items."""
    faults: list[Line] = []
    items = tuple(_bar_item(place, bar) for bar in read_bars(lines, faults))
    return Diagram(items, (), findings_of(place, faults))


def _bar_item(place: Place, bar: Bar) -> Item:
    cells = {"title": span_of(bar.at, *bar.title_at)}
    status = Status.NOT_STARTED
    if bar.mark_at:
        cells["status"] = span_of(bar.at, *bar.mark_at)
        status = Status.DONE if "done" in bar.marks else Status.IN_PROGRESS
    title = clean_label(bar.title)
    return Item(
        id=bar.id,
        key=bar.id or anchor(place.path, bar.section or place.heading, title),
        title=title,
        workstream=bar.section,
        target=bar.end,
        kind=Kind.MILESTONE if "milestone" in bar.marks else Kind.TASK,
        status_raw=next((mark for mark in bar.marks if mark in ("done", "active")), None),
        status=status,
        depends_on=bar.after,
        extra={"critical": "yes"} if "crit" in bar.marks else {},
        path=place.path,
        line=bar.at.line,
        span=Spans(span_of(bar.at, 0, len(bar.at.text)), cells),
    )

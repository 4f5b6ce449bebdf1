"""What became of items: text for people, JSON, CSV, and a Mermaid gantt chart of who stood how from when to when."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from gonogo.model.item import COMPLETION, Status
from gonogo.model.timeline import History, StatusStep, Timeline
from gonogo.render import json, spreadsheet, words
from gonogo.render.cells import clean
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

SHORT_COMMIT = 7
MOST_BEFORE = 3
"""Earlier statuses of an item that the overview names."""
_HEADER = ("item", "id", "path", "status", "status_raw", "commit", "time", "author", "subject")
_OVERVIEW = (
    Column(least=8, most=28),
    Column(least=8, most=36),
    Column(most=20),
    Column(),
    Column(least=8, most=20),
    Column(),
    Column(least=8),
)
_ONE = (Column(), Column(least=8, most=30), Column(), Column(least=8, most=24), Column(least=12))
_STEERING = re.compile(r"[:;#,\n%\"`{}<>]+")
"""What ends a name in Mermaid's gantt grammar, or begins something else in it."""


def as_json(history: History) -> bytes:
    """Return the timelines as JSON."""
    return json.indented(history)


def as_csv(history: History) -> str:
    """Return CSV (RFC 4180) with a header, a line a step; control characters and formulas are made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for line in history.items:
        for step in line.steps:
            item = [line.key, line.id, line.path, step.status, step.status_raw]
            told = [*item, step.commit, step.time, step.author, step.subject]
            writer.writerow([spreadsheet.cell(str(value)) if value is not None else "" for value in told])
    return out.getvalue()


def text(history: History, screen: Screen) -> str:
    """Return an overview for a terminal: a line an item, a heading a document."""
    page = Page(screen)
    cells: list[list[Part]] = []
    headings: dict[int, Part] = {}
    for index, line in enumerate(history.items):
        if index == 0 or history.items[index - 1].path != line.path:
            headings[index] = Toned(line.path, Tone.STRONG)
        last = line.steps[-1] if line.steps else None
        cells.append(
            [
                _name(line),
                line.title or "" if line.id else "",
                _status(last.status, last.status_raw) if last else "",
                last.time[:10] if last else "",
                _author(last) if last else "",
                Toned(last.commit[:SHORT_COMMIT], Tone.QUIET) if last else "",
                Toned(_before(line), Tone.QUIET),
            ]
        )
    page.table(cells, _OVERVIEW, headings=headings)
    page.line(_sum(history))
    return page.text()


def text_of(lines: Sequence[Timeline], history: History, screen: Screen) -> str:
    """Return the timelines of one id for a terminal, a line a step."""
    page = Page(screen)
    for line in lines:
        page.gap()
        place = f"{line.path}:{line.line}" if line.line is not None else f"{line.path}, gone"
        page.line(Toned(_name(line), Tone.STRONG), f" {line.title or ''}  ", Toned(place, Tone.QUIET))
        rows: list[list[Part]] = [
            [
                Toned(step.time[:16].replace("T", " "), Tone.QUIET),
                _status(step.status, step.status_raw),
                Toned(step.commit[:SHORT_COMMIT], Tone.QUIET),
                _author(step),
                step.subject,
            ]
            for step in line.steps
        ]
        if not line.committed and line.line is not None:
            rows.append([Toned("now", Tone.QUIET), _status(line.status, line.status_raw), "", "", "not committed yet"])
        page.table(rows, _ONE)
    if history.cut:
        page.line(Toned("older history was not looked at", Tone.QUIET))
    return page.text()


def mermaid(history: History, now: str) -> str:
    """Return a Mermaid gantt chart: a section an item, a bar a status, the last one until `now`."""
    lines = ["gantt", "  title Status over time", "  dateFormat YYYY-MM-DD HH:mm", "  axisFormat %Y-%m-%d"]
    for line in history.items:
        if line.steps:
            lines.append(f"  section {_plain(_name(line)) or 'item'}")
            lines += _bars(line, now)
    return "\n".join(lines) + "\n"


def _bars(line: Timeline, now: str) -> Iterator[str]:
    steps = sorted(line.steps, key=lambda step: step.time)
    ends = [step.time for step in steps[1:]] + [max(now, steps[-1].time)]
    for step, end in zip(steps, ends, strict=True):
        if step.status is None or step.status is Status.CANCELLED:
            continue
        tag = "done, " if step.status in COMPLETION else "crit, " if step.status is Status.BLOCKED else "active, "
        tag = "" if step.status in (Status.NOT_STARTED, Status.UNKNOWN) else tag
        word = _plain(_spelled(step.status, step.status_raw)) or words.CLAIMS[Status.UNKNOWN]
        yield f"  {word} :{tag}{_minute(step.time)}, {_minute(end)}"


def _minute(time: str) -> str:
    return time[:16].replace("T", " ")


def _plain(text: str) -> str:
    return " ".join(_STEERING.sub(" ", clean(text)).split())


def _name(line: Timeline) -> str:
    if line.id:
        return line.id
    return line.title or (f":{line.line}" if line.line is not None else line.key)


def _status(status: Status | None, raw: str | None) -> Part:
    if status is None:
        return Toned("taken out", Tone.QUIET)
    word = f"{raw}?" if status is Status.UNKNOWN and raw else words.CLAIMS[status]
    tone = Tone.GOOD if status in COMPLETION else Tone.BAD if status is Status.BLOCKED else None
    return Toned(word, tone)


def _before(line: Timeline) -> str:
    """Say what is not committed yet, and what an item was before, the latest first."""
    told = [_spelled(step.status, step.status_raw) for step in reversed(line.steps[:-1])]
    more = f" and {len(told) - MOST_BEFORE} more" if len(told) > MOST_BEFORE else ""
    was = f"was {', '.join(told[:MOST_BEFORE])}{more}" if told else ""
    if line.committed or line.line is None:
        return was
    now = f"now {_spelled(line.status, line.status_raw)}, not committed"
    return f"{now}; {was}" if was else now


def _spelled(status: Status | None, raw: str | None) -> str:
    part = _status(status, raw)
    return part if isinstance(part, str) else part.text


def _author(step: StatusStep) -> str:
    return step.author.partition(" <")[0] or step.author


def _sum(history: History) -> str:
    if not history.items:
        return "no tracker found: gonogo items --explain says for each file why"
    items = words.count(len(history.items), "item")
    told = f"{items}, {words.count(history.commits, 'commit')} that changed a tracker"
    return f"{told}; older history was not looked at" if history.cut else told

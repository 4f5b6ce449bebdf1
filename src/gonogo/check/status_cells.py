"""Status cells that nobody has explained. Pure.

1. Every cell of a column of statuses counts, whether its row bears an id or not, and so does what `Status:` below a
   heading says, if it is about as short as a status and no command, path, amount or question.
2. What the document's legend lists is explained, whatever the legend makes of it.
3. The answers of a server (`404 Not Found`) and the sums of a last row are no statuses.
4. A column that only sounds like one of statuses, or stands in no list of items, is doubted where most is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gonogo.check.rule import Rule, at_item, at_line
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Severity, Status, Structure, StructureType
from gonogo.tracker.dialect import Dialect

_EXPLAINING = frozenset({StructureType.LEGEND, StructureType.STATES, StructureType.MATRIX, StructureType.ORDER})
_CERTAIN = re.compile(
    r"\bstatus\b|\bestado\b|\bstatut\b|\bstato\b|\bdurum\b|статус|状态|狀態|ステータス|상태|สถานะ|trạng thái",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\[\d+\]")
"""What looks like a box and is the number of a note or a choice."""
_ANSWER = re.compile(r"[1-5]\d\d(?: [A-Z]|\Z)")
"""What a server answers."""
_AMOUNT = re.compile(r"[~≈<>]?\s?\d")
_NO_STATUS = re.compile(r"[?？]|^[/.~$]|\w/\w|\w\(\)")
"""What marks a question, a path or a call."""
_PHRASE_END = re.compile(r"\s[-–—]+\s|[,;:(（，。；：]|\.(?:\s|\Z)")
_LONGEST_PHRASE = 5
_LEGEND = re.compile(
    r"\W*(?:status(?:es)?(?: (?:legend|key|values|codes))|legend|key|图例|状态说明|凡例|범례|legenda|leyenda"
    r"|légende|legende|легенда|обозначения)\W{0,6}[:：=]",
    re.IGNORECASE,
)
_FAR = 20
_HINT = "use a word of the legend, or add it under [dialect.status] in gonogo.toml"


def find_unknown_statuses(scene: Scene) -> Iterator[Finding]:
    """Yield STATUS_UNKNOWN for each status cell, of an item or not, that says something that nobody has explained."""
    for page in scene.pages:
        for item in _unexplained(page, scene.dialect):
            message = f"{item.status_raw!r} is in neither the document's legend nor the dialect"
            if _in_a_cell(page, item):
                yield at_item("STATUS_UNKNOWN", Severity.WARNING, item, message, hint=_HINT, cell="status")
            else:
                line = _line_of_field(page, item)
                yield at_line("STATUS_UNKNOWN", Severity.WARNING, page.path, line, message, hint=_HINT, item=item.key)
    for page in scene.pages:
        told = {item.line for item in page.items} | page.broken_rows
        for structure in page.reading.structures:
            if structure.type not in _EXPLAINING and _states(structure):
                yield from _unknown_in_rows(structure, told, page, scene.dialect)


def _unexplained(page: Page, dialect: Dialect) -> Iterator[Item]:
    """Yield the items of unknown status, but not of a table whose column only happens to look like one of statuses."""
    unknown = [
        item
        for item in page.items
        if item.status is Status.UNKNOWN and item.status_raw and not _is_none(item.status_raw, dialect)
    ]
    if not unknown:
        return
    doubted = _doubted(page)
    legend = _legend(page)
    for item in unknown:
        raw = item.status_raw or ""
        if item.key in doubted or item.line in page.broken_rows or _is_listed(raw, legend):
            continue
        if not _in_a_cell(page, item):
            if _looks_stated(raw):
                yield item
        elif not dialect.is_total(_first_cell(page.row(item))):
            yield item


def _in_a_cell(page: Page, item: Item) -> bool:
    return "status" in item.span.cells or item.line not in page.headings


def _is_none(raw: str, dialect: Dialect) -> bool:
    """Whether a cell of statuses holds no status."""
    return dialect.is_placeholder(raw) or _NUMBERED.fullmatch(raw) is not None or _ANSWER.match(raw) is not None


def _doubted(page: Page) -> set[str]:
    """Return the items of columns that only sound like statuses and mostly say something else."""
    doubted: set[str] = set()
    for table in page.reading.tables:
        if "status" in table.fields and not _CERTAIN.search(table.columns[table.fields.index("status")]):
            stated = [item for key in table.items if (item := page.by_key.get(key)) is not None and item.status_raw]
            unknown = [item for item in stated if item.status is Status.UNKNOWN]
            doubted |= {item.key for item in unknown if _AMOUNT.match(item.status_raw or "")}
            if len(unknown) * 2 > len(stated):
                doubted |= {item.key for item in stated}
    return doubted


def _looks_stated(raw: str) -> bool:
    """Whether what stands behind `Status:` is about as short as a status, and nothing else that might stand there."""
    said = _PHRASE_END.split(raw, maxsplit=1)[0]
    return not _AMOUNT.match(said) and not _NO_STATUS.search(said) and len(said.split()) <= _LONGEST_PHRASE


def _legend(page: Page) -> str:
    """Return all that the document's legend says, in lower case."""
    listed = [
        cell
        for structure in page.reading.structures
        if structure.type is StructureType.LEGEND
        for row in structure.rows
        for cell in row
    ]
    listed += [passage.text for passage in page.reading.passages if _LEGEND.match(passage.text)]
    return "\n".join(listed).casefold()


def _is_listed(raw: str, legend: str) -> bool:
    word = raw.casefold().strip(" *_`")
    at = legend.find(word) if legend and word else -1
    past = at + len(word)
    return at >= 0 and not legend[max(at - 1, 0) : at].isalnum() and not legend[past : past + 1].isalnum()


def _first_cell(row: str) -> str:
    return row.strip().removeprefix("|").split("|", 1)[0].strip(" *_`")


def _line_of_field(page: Page, item: Item) -> int:
    """Return the line below a heading in which its status stands."""
    raw = item.status_raw or ""
    for passage in page.reading.passages:
        if item.line < passage.line <= item.line + _FAR:
            key, found, _ = passage.text.partition(raw)
            if found and key.rstrip(" *_").endswith((":", "：")):
                return passage.line
    return item.line


def _states(structure: Structure) -> bool:
    """Whether a column that is called like a status holds statuses, not the names of states or places."""
    stated = [status for status in structure.statuses if status is not None]
    unknown = stated.count(Status.UNKNOWN)
    return 0 < unknown <= len(stated) / 2


def _unknown_in_rows(structure: Structure, told: set[int], page: Page, dialect: Dialect) -> Iterator[Finding]:
    column = structure.fields.index("status") if "status" in structure.fields else None
    legend = _legend(page)
    for line, row, status in zip(structure.lines, structure.rows, structure.statuses, strict=True):
        if status is Status.UNKNOWN and line not in told and not (row and dialect.is_total(row[0])):
            written = row[column] if column is not None and column < len(row) else None
            if written is not None and (_is_none(written, dialect) or _is_listed(written, legend)):
                continue
            said = "the status" if written is None else repr(written)
            message = f"{said} is in neither the document's legend nor the dialect"
            yield at_line("STATUS_UNKNOWN", Severity.WARNING, structure.path, line, message, hint=_HINT)


RULES = (Rule(code="STATUS_UNKNOWN", severity=Severity.WARNING, find=find_unknown_statuses),)

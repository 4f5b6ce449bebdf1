"""What is wrong with the list of items itself. Pure; one function a rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from gonogo.check.rule import Rule, at_item, at_line, called, read_as
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, ItemTable, Severity, Status, Structure, StructureType
from gonogo.tracker.identifiers import is_named

_EXPLAINING = frozenset({StructureType.LEGEND, StructureType.STATES, StructureType.MATRIX, StructureType.ORDER})
_CERTAIN = re.compile(
    r"\bstatus\b|\bestado\b|\bstatut\b|\bstato\b|\bdurum\b|статус|状态|狀態|ステータス|상태|สถานะ|trạng thái",
    re.IGNORECASE,
)
_OF_IDS = re.compile(r"\bids?\b|\bkey\b|编号|番号", re.IGNORECASE)
_NUMBERED = re.compile(r"\[\d+\]")
"""What looks like a box and is the number of a note or a choice."""
_UNKNOWN_HINT = "use a word of the legend, or add it under [dialect.status] in gonogo.toml"


def find_duplicate_ids(scene: Scene) -> Iterator[Finding]:
    """Yield ID_DUPLICATE for each id that several items of the workspace bear, at the second of them.

    Only where the id should have been the key: a mere row number may stand anywhere. An id that another branch gives
    to something else is told of at the item here.
    """
    bearers: dict[str, list[Item]] = defaultdict(list)
    for item in scene.items:
        if item.id is not None and item.key in scene.duplicated:
            bearers[item.id].append(item)
    for name, same in bearers.items():
        if len(same) > 1:
            yield at_item(
                "ID_DUPLICATE",
                Severity.ERROR,
                same[1],
                f"{name} stands on {len(same)} items, first at {same[0].path}:{same[0].line}; it binds nothing",
                hint="give each item an id of its own, or put the trackers into workspaces of their own",
                cell="id",
            )
    yield from _rivals(scene)


def _rivals(scene: Scene) -> Iterator[Finding]:
    if scene.past is None or not scene.past.rivals:
        return
    here: dict[str, list[Item]] = defaultdict(list)
    for item in scene.items:
        if item.id is not None:
            here[item.id.casefold()].append(item)
    for rival in scene.past.rivals:
        same = here.get((rival.item.id or "").casefold(), [])
        mine = next((one for one in same if one.path == rival.item.path), same[0] if same else None)
        if mine is not None:
            yield at_item(
                "ID_DUPLICATE",
                Severity.ERROR,
                mine,
                f"{called(mine)} is {rival.item.title or 'another item'!r} on branch {rival.branch}, "
                f"at {rival.item.path}:{rival.item.line}; here it is {mine.title or 'without a title'!r}",
                hint="give one of them another id before the branches meet",
                cell="id",
            )


def find_unknown_statuses(scene: Scene) -> Iterator[Finding]:
    """Yield STATUS_UNKNOWN for each status cell, of an item or not, that says something that nobody has explained."""
    for item in (item for page in scene.pages for item in _unexplained(page)):
        if not scene.is_broken(item) and not scene.dialect.is_placeholder(item.status_raw or ""):
            message = f"{item.status_raw!r} is in neither the document's legend nor the dialect"
            yield at_item("STATUS_UNKNOWN", Severity.WARNING, item, message, hint=_UNKNOWN_HINT, cell="status")
    for page in scene.pages:
        told = {item.line for item in page.items} | page.broken_rows
        for structure in page.reading.structures:
            if structure.type not in _EXPLAINING and _states(structure):
                yield from _unknown_in_rows(structure, told)


def _unexplained(page: Page) -> Iterator[Item]:
    """Yield the items of unknown status, but not of a table whose column only happens to look like one of statuses."""
    unknown = [
        item
        for item in page.items
        if item.status is Status.UNKNOWN and item.status_raw and not _NUMBERED.fullmatch(item.status_raw)
    ]
    if not unknown:
        return
    doubted: set[str] = set()
    for table in page.reading.tables:
        if "status" in table.fields and not _CERTAIN.search(table.columns[table.fields.index("status")]):
            stated = [item for key in table.items if (item := page.by_key.get(key)) is not None and item.status_raw]
            if sum(item.status is Status.UNKNOWN for item in stated) * 2 > len(stated):
                doubted |= {item.key for item in stated}
    yield from (item for item in unknown if item.key not in doubted)


def _states(structure: Structure) -> bool:
    """Whether a column that is called like a status holds statuses, not the names of states or places."""
    stated = [status for status in structure.statuses if status is not None]
    unknown = stated.count(Status.UNKNOWN)
    return 0 < unknown <= len(stated) / 2


def _unknown_in_rows(structure: Structure, told: set[int]) -> Iterator[Finding]:
    column = structure.fields.index("status") if "status" in structure.fields else None
    for line, row, status in zip(structure.lines, structure.rows, structure.statuses, strict=True):
        if status is Status.UNKNOWN and line not in told:
            written = row[column] if column is not None and column < len(row) else "the status"
            message = f"{written!r} is in neither the document's legend nor the dialect"
            yield at_line("STATUS_UNKNOWN", Severity.WARNING, structure.path, line, message, hint=_UNKNOWN_HINT)


def find_missing_columns(scene: Scene) -> Iterator[Finding]:
    """Yield COLUMN_MISSING for each table of ids that says of none of its items how it stands, at its header.

    What a table joined to it, or another tracker of the workspace, says of the same id counts. Row numbers and names
    such as `Phase 2` are no ids.
    """
    stated: dict[str, set[str]] | None = None
    for page in scene.pages:
        joined: frozenset[str] | None = None
        for table in page.reading.tables:
            items = [page.by_key[key] for key in table.items if key in page.by_key]
            if not _lists_bare_ids(table, items):
                continue
            stated = _stated_ids(scene) if stated is None else stated
            elsewhere = any(stated.get((item.id or "").casefold(), set()) - {page.path} for item in items)
            joined = _joined_keys(page) if joined is None else joined
            if not elsewhere and joined.isdisjoint(table.items):
                yield at_line(
                    "COLUMN_MISSING",
                    Severity.WARNING,
                    page.path,
                    table.line,
                    f"the table lists {len(items)} ids from {called(items[0])} on, and says of none how it stands",
                    hint="add a Status column",
                )


def _lists_bare_ids(table: ItemTable, items: list[Item]) -> bool:
    ids = [item.id for item in items if item.id is not None]
    if "status" in table.fields or len(ids) * 2 <= len(items):
        return False
    header = table.columns[table.fields.index("id")] if "id" in table.fields else ""
    counted = all(name.isdecimal() for name in ids) and not _OF_IDS.search(header)
    numbered = counted or (not any(c.isalpha() for c in header) and all(name[:1].isdigit() for name in ids))
    return (
        not all(map(is_named, ids))
        and not numbered
        and all(item.status is Status.UNKNOWN and not item.status_raw for item in items)
    )


def _stated_ids(scene: Scene) -> dict[str, set[str]]:
    """Return in which documents an id that is more than a number has a status."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in scene.items:
        if item.id is not None and not item.id.isdecimal() and (item.status is not Status.UNKNOWN or item.status_raw):
            found[item.id.casefold()].add(item.path)
    return found


def _joined_keys(page: Page) -> frozenset[str]:
    """Return the items to which another table of the document gives a status."""
    return frozenset(
        key
        for structure in page.reading.structures
        if structure.type is not StructureType.DELIVERABLES  # those say how their files stand
        for key, status in zip(structure.items, structure.statuses, strict=False)
        if key is not None and status is not None
    )


def find_ragged_rows(scene: Scene) -> Iterator[Finding]:
    """Yield the reader's ROW_RAGGED, unless it is the header that lacks a cell: then TABLE_MALFORMED tells it once."""
    for page in scene.pages:
        malformed = {finding.line for finding in page.reading.findings if finding.code == "TABLE_MALFORMED"}
        rows = sorted(page.broken_rows)
        told = {row for line, last in _tables(page) if line in malformed for row in _mostly_ragged(rows, line, last)}
        yield from (f for f in page.reading.findings if f.code == "ROW_RAGGED" and f.line not in told)


def _tables(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the lines of the header and of the last row of each table."""
    yield from ((table.line, table.last) for table in page.reading.tables)
    yield from ((s.line, max(s.lines)) for s in page.reading.structures if s.lines)


def _mostly_ragged(rows: list[int], line: int, last: int) -> list[int]:
    """Return the ragged rows of a table where they are more than half of it."""
    ragged = rows[bisect_right(rows, line) : bisect_right(rows, last)]
    return ragged if len(ragged) * 2 > last - line - 1 else []


RULES = (
    Rule(code="TRACKER_EMPTY", severity=Severity.WARNING, find=read_as("TRACKER_EMPTY")),
    Rule(code="TRACKER_UNREADABLE", severity=Severity.ERROR, find=read_as("TRACKER_UNREADABLE")),
    Rule(code="TABLE_MALFORMED", severity=Severity.WARNING, find=read_as("TABLE_MALFORMED")),
    Rule(code="ROW_RAGGED", severity=Severity.WARNING, find=find_ragged_rows),
    Rule(code="ITEM_UNREPRESENTABLE", severity=Severity.WARNING, find=read_as("ITEM_UNREPRESENTABLE")),
    Rule(code="ID_DUPLICATE", severity=Severity.ERROR, find=find_duplicate_ids),
    Rule(code="STATUS_UNKNOWN", severity=Severity.WARNING, find=find_unknown_statuses),
    Rule(code="COLUMN_MISSING", severity=Severity.WARNING, find=find_missing_columns),
)

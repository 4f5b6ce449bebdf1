"""What is wrong with the list of items itself. Pure; one function a rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from gonogo.check.rule import Rule, at_item, at_line, called, read_as
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, ItemTable, Severity, Status, StructureType
from gonogo.tracker.dialect import normal
from gonogo.tracker.identifiers import is_named

_OF_IDS = re.compile(r"\bids?\b|\bkey\b|编号|番号", re.IGNORECASE)
_NO_ID = re.compile(r"P[0-5]|[^\W\d]+(?: [^\W\d]+)+", re.IGNORECASE)
"""What says how urgent something is, and words: neither tells one item from another."""
_FOLLOWING = re.compile(r"\W*(?:follow[- ]?ups?|continued|cont\.|part \d|续|後続|后续)(?!\w)", re.IGNORECASE)
"""How the title of what goes on with an item of that id begins."""
_SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
_BEHIND = 2
_SEVERAL = 3
_GRADES = re.compile(
    r"\b(?:level|severity|priority|prio|tier|class|grade|score|multiplier|size|key|shortcut|hotkey|port|variable)s?\b"
    r"|stufe|niveau|nivel|уровень|приоритет|级别|等级|优先级|レベル|등급|우선순위",
    re.IGNORECASE,
)
_ITEM_LIKE = re.compile(r"(?=.*\d).{1,40}|[A-Z]{2,10}", re.DOTALL)
_NO_ITEM = re.compile(r"P[0-5]|\d+(?:[.,]\d+)?[x×%hdw]|.*[/\\].*|.*\.[A-Za-z]{2,5}", re.DOTALL)
_ANSWERS = frozenset({"yes", "no", "y", "n", "true", "false", "none", "required", "needed", "missing", "gap", "new"})
"""Words of the dialect that tell something else in most columns."""


def find_duplicate_ids(scene: Scene) -> Iterator[Finding]:
    """Yield ID_DUPLICATE for each id that several items of the workspace bear, at the second of them.

    Only where the id should have been the key: a mere row number may stand anywhere. An id that another branch gives
    to something else is told of at the item here.
    """
    bearers: dict[str, list[Item]] = defaultdict(list)
    if scene.duplicated:
        grouped = {(page.path, line) for page in scene.pages for line in _grouped(page)}
        for item in scene.items:
            if item.id is None or item.key not in scene.duplicated or _FOLLOWING.match(item.title or ""):
                continue
            if (item.path, item.line) not in grouped:
                bearers[item.id].append(item)
    restarted = _restarted(scene, bearers)
    for name, same in bearers.items():
        if len(same) > 1 and name not in restarted and not _NO_ID.fullmatch(name):
            yield at_item(
                "ID_DUPLICATE",
                Severity.ERROR,
                same[1],
                f"{name} stands on {len(same)} items, first at {same[0].path}:{same[0].line}; it binds nothing",
                hint="give each item an id of its own, or put the trackers into workspaces of their own",
                cell="id",
            )
    yield from _rivals(scene)


def _grouped(page: Page) -> Iterator[int]:
    """Yield the lines of tables whose ids say to what a row belongs: they stand far behind, or on row after row."""
    for table in page.reading.tables:
        if "id" not in table.fields:
            continue
        at = table.fields.index("id")
        ids = [item.id for key in table.items if (item := page.by_key.get(key)) is not None and item.id is not None]
        repeated = len(ids) - len(set(ids))
        in_a_row = sum(1 for one, other in pairwise(ids) if one == other)
        unsaid = not _OF_IDS.search(table.columns[at])
        if repeated and unsaid and (at >= _BEHIND or (repeated > 1 and repeated == in_a_row)):
            yield from range(table.line, table.last + 1)


def _restarted(scene: Scene, bearers: dict[str, list[Item]]) -> set[str]:
    """Return the numbers of headings that begin again at the same number in part after part of a document."""
    again: dict[str, set[str]] = defaultdict(set)
    for name, same in bearers.items():
        if len(same) > 1 and _SECTION.fullmatch(name) and all(i.line in scene.page_of(i).headings for i in same):
            again[same[0].path].add(name)
    return {name for names in again.values() if len(names) > 1 for name in names}


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
            if not _lists_bare_ids(table, items) or _tells_otherwise(items, scene):
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
    if "status" in table.fields or len(ids) * 2 <= len(items) or not _leads(table):
        return False
    if len(set(ids)) < len(ids) - 1:
        return False  # days or groups, to which several rows belong
    header = table.columns[table.fields.index("id")] if "id" in table.fields else ""
    like_items = [name for name in ids if _ITEM_LIKE.fullmatch(name) and not _NO_ITEM.fullmatch(name)]
    if len(like_items) * 2 <= len(ids) or (_GRADES.search(header) and not _OF_IDS.search(header)):
        return False
    counted = all(name.isdecimal() for name in ids) and not _OF_IDS.search(header)
    numbered = counted or (not any(c.isalpha() for c in header) and all(name[:1].isdigit() for name in ids))
    return (
        not all(map(is_named, ids))
        and not numbered
        and all(item.status is Status.UNKNOWN and not item.status_raw for item in items)
    )


def _leads(table: ItemTable) -> bool:
    """Whether the ids of a table stand in front, and not in what each row comes to."""
    fields = table.fields
    return "id" in fields or "title" not in fields or fields.index("title") <= _BEHIND


def _tells_otherwise(items: list[Item], scene: Scene) -> bool:
    """Whether another column of a table says of most items how they stand, whatever it is called."""
    told: Counter[str] = Counter()
    for item in items:
        for column, value in item.extra.items():
            word = normal(value) if isinstance(value, str) else ""
            if word and word not in _ANSWERS and word in scene.dialect.status:
                told[column] += 1
    return any(count * 2 > len(items) for count in told.values())


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
    """Yield the reader's ROW_RAGGED, but tell once what is the header's fault.

    Where the header is known to lack a cell TABLE_MALFORMED tells it; where each of several rows is ragged the first.
    """
    for page in scene.pages:
        rows = sorted(page.broken_rows)
        if not rows:
            continue
        malformed = {finding.line for finding in page.reading.findings if finding.code == "TABLE_MALFORMED"}
        told: set[int] = set()
        for line, last in _tables(page):
            ragged = rows[bisect_right(rows, line) : bisect_right(rows, last)]
            if line in malformed and len(ragged) * 2 > last - line - 1:
                told.update(ragged)
            elif len(ragged) >= _SEVERAL and len(ragged) == last - line - 1:
                told.update(ragged[1:])
        yield from (f for f in page.reading.findings if f.code == "ROW_RAGGED" and f.line not in told)


def _tables(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the lines of the header and of the last row of each table."""
    yield from ((table.line, table.last) for table in page.reading.tables)
    yield from ((s.line, max(s.lines)) for s in page.reading.structures if s.lines)


RULES = (
    Rule(code="TRACKER_EMPTY", severity=Severity.WARNING, find=read_as("TRACKER_EMPTY")),
    Rule(code="TRACKER_UNREADABLE", severity=Severity.ERROR, find=read_as("TRACKER_UNREADABLE")),
    Rule(code="TABLE_MALFORMED", severity=Severity.WARNING, find=read_as("TABLE_MALFORMED")),
    Rule(code="ROW_RAGGED", severity=Severity.WARNING, find=find_ragged_rows),
    Rule(code="ITEM_UNREPRESENTABLE", severity=Severity.WARNING, find=read_as("ITEM_UNREPRESENTABLE")),
    Rule(code="ID_DUPLICATE", severity=Severity.ERROR, find=find_duplicate_ids),
    Rule(code="COLUMN_MISSING", severity=Severity.WARNING, find=find_missing_columns),
)

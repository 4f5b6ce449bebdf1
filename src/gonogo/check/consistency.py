"""Where a document contradicts the day, or its own mapping of items. Pure; one function a rule.

Rules:
1. The target of an open item is over when its last day is before today. Dates without a year are read only where every
   other date of the document is of one year, and none of these comes after.
2. A mapping names items that exist, names all of those it is for, and gives each the link that its own row has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gonogo.check.dates import last_day, years_named
from gonogo.check.outline import Outline, is_historical
from gonogo.check.rule import Rule, at_item, at_line, called
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Kind, Severity, Status, Structure, StructureType
from gonogo.tracker.identifiers import is_id, shape

_OPEN = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.BLOCKED, Status.READY_FOR_SIGNOFF})
_LINK = re.compile(r"#\d+|\b[A-Z][A-Z0-9]{1,9}-\d+\b|/(?:issues|pull|browse|merge_requests)/(?P<id>[\w-]+)")
_PUT_OFF = re.compile(
    r"defer|postpon|parked|on.?hold|延期|推迟|延期中|보류|verschoben|reporté|adiad|aplazad|отложен", re.IGNORECASE
)
_DUE = re.compile(
    r"(?:\b(?:due|deadline|target|eta)\b(?: date| by| on)?|📅|⏳)\s{0,3}[:：]?\s{0,3}(?P<day>20\d\d-\d\d-\d\d)(?!\d)",
    re.IGNORECASE,
)
"""A day that a line of a checklist gives as its own."""
_MOST = 2 / 3
_LEAST_MAPPED = 3


def find_past_targets(scene: Scene) -> Iterator[Finding]:
    """Yield TARGET_PAST for each open item whose target is over."""
    today = date.fromisoformat(scene.today)
    for page in scene.pages:
        items = [
            item
            for item in page.items
            if (item.target or _due(item))
            and item.status in _OPEN
            and not scene.is_broken(item)
            and not _is_put_off(item)
        ]
        if not items:
            continue
        outline = Outline.of(page)
        year = _certain_year(page) if any(last_day(item.target or "") is None for item in items) else None
        for item in items:
            last = last_day(item.target or _due(item)) or _without_year(item.target or "", year)
            if last is None or last >= today or outline.is_historical(item.line):
                continue
            yield at_item(
                "TARGET_PAST",
                Severity.WARNING,
                item,
                f"{called(item)} is {_said(item)}, and its target {_target(item, last)} is over",
                hint="set a new date, finish it, or cancel it",
                cell="target",
            )


def _due(item: Item) -> str:
    """Return the day by which a box is due, where its text says so."""
    match = _DUE.search(item.title or "") if item.kind is Kind.CHECKBOX else None
    return "" if match is None else match["day"]


def _is_put_off(item: Item) -> bool:
    """Whether the item says itself that its date no longer holds."""
    return _PUT_OFF.search(item.status_raw or "") is not None


def _target(item: Item, last: date) -> str:
    """Return a target as it is written, with its last day where that is not the same."""
    target = " ".join((item.target or _due(item)).split())[:40].rstrip()
    return target if target == last.isoformat() else f"{target} ({last})"


def _said(item: Item) -> str:
    return item.status.value.replace("_", " ")


def _certain_year(page: Page) -> tuple[int, date] | None:
    """Return the only year that the document's dates are of, and the earliest of them; None where it is not certain."""
    texts = [passage.text for passage in page.reading.passages] + [item.target or "" for item in page.items]
    years = {year for text in texts for year in years_named(text)}
    days = [day for passage in page.reading.passages if (day := last_day(passage.text)) is not None]
    return (years.pop(), min(days)) if len(years) == 1 and days else None


def _without_year(target: str, certain: tuple[int, date] | None) -> date | None:
    if certain is None:
        return None
    day = last_day(target, certain[0])
    return day if day is not None and day >= certain[1] else None


def find_mapping_disagreements(scene: Scene) -> Iterator[Finding]:
    """Yield MAPPING_DISAGREES for each row of a mapping that its items do not bear out, and each item left out."""
    borne = {item.id.casefold() for item in scene.items if item.id is not None} | scene.borne_elsewhere
    for page in scene.pages:
        outline = Outline.of(page)
        for structure in page.reading.structures:
            if structure.type is StructureType.MAPPING and not outline.is_historical(structure.line):
                yield from _mapping(structure, page, borne)


def _mapping(structure: Structure, page: Page, borne: set[str]) -> Iterator[Finding]:
    if is_historical(structure.heading):
        return
    column = structure.fields.index("id") if "id" in structure.fields else 0
    mapped = {
        page.by_key[key].key: page.by_key[key] for key in structure.items if key is not None and key in page.by_key
    }
    shapes = {shape(item.id) for item in mapped.values() if item.id is not None}
    for line, row, key in zip(structure.lines, structure.rows, structure.items, strict=False):
        name = row[column].strip() if column < len(row) else ""
        item = None if key is None else page.by_key.get(key)
        if item is not None:
            if line not in page.broken_rows:
                yield from _other_link(structure, line, row, item, page.cell(item, "links") or "", column)
        elif is_id(name) and shape(name) in shapes and name.casefold() not in borne and not page.has_lost_ids:
            yield _disagreement(structure, line, f"it maps {name}, which is no item", "correct the id, or add the item")
    yield from _left_out(structure, page, mapped)


def _other_link(
    structure: Structure, line: int, row: Sequence[str], item: Item, cell: str, column: int
) -> Iterator[Finding]:
    """Yield what is wrong where a row of a mapping and the item's own row have links of one kind, none in common."""
    said = {link for at, text in enumerate(row) if at != column for link in _links(text)} - {item.id}
    words = {word for header in structure.columns for word in header.casefold().split()} - {"id"}
    extra = (
        value if isinstance(value, str) else " ".join(value)
        for header, value in item.extra.items()
        if not words.isdisjoint(header.casefold().split())
    )
    own = {link for text in (cell, *extra) for link in _links(text)}
    kinds = {_kind(link) for link in said}
    own = {link for link in own if _kind(link) in kinds}
    if said and own and not said & own:
        told = f"it gives {called(item)} {', '.join(sorted(said))}; the item's own row has {', '.join(sorted(own))}"
        yield _disagreement(structure, line, told, "correct the one that is wrong", item)
    linked = sorted(_links(cell)) if not said else []
    if linked and not any(text.strip() for at, text in enumerate(row) if at != column):
        told = f"it gives {called(item)} nothing; the item's own row has {', '.join(linked)}"
        yield _disagreement(structure, line, told, "fill the row in", item)


def _links(text: str) -> Iterator[str]:
    for match in _LINK.finditer(text):
        yield f"#{match['id']}" if match["id"] else match[0]


def _kind(link: str) -> str:
    return link.rstrip("0123456789")


def _left_out(structure: Structure, page: Page, mapped: dict[str, Item]) -> Iterator[Finding]:
    """Yield the items that a mapping lacks which has most of their table."""
    rows = {row.key: item for row, item in zip(page.reading.items, page.items, strict=True)}
    for table in page.reading.tables:
        items = [rows[key] for key in table.items if key in rows and rows[key].id is not None]
        lacking = [
            item
            for item in items
            if item.key not in mapped and item.status is not Status.CANCELLED and item.line not in page.broken_rows
        ]
        if sum(1 for item in items if item.key in mapped) < max(_LEAST_MAPPED, _MOST * len(items)):
            continue
        for item in lacking:
            told = f"it leaves out {called(item)}, which stands in line {item.line}"
            yield _disagreement(structure, structure.line, told, f"add a row for {called(item)}", item)


def _disagreement(structure: Structure, line: int, told: str, hint: str, item: Item | None = None) -> Finding:
    key = None if item is None else item.key
    message = f"the mapping differs from the items: {told}"
    return at_line("MAPPING_DISAGREES", Severity.ERROR, structure.path, line, message, hint=hint, item=key)


RULES = (
    Rule(code="TARGET_PAST", severity=Severity.WARNING, find=find_past_targets),
    Rule(code="MAPPING_DISAGREES", severity=Severity.ERROR, find=find_mapping_disagreements),
)

"""Counts in tables and summary lists against the items that they count. Pure.

Rules:
1. A row is held against the items that its name means: a heading, a workstream, a priority, a milestone, a family of
   ids, a status, or a column of the item table; a row whose name means none of these is not judged.
2. A number that fits any honest way to count is right: with or without what is cancelled, parents, or boxes.
3. A total is held against all items where each row above it could be; else against the sum of the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gonogo.check.counts import FRACTION, Fact, facts_of, wrong_share
from gonogo.check.groups import Groups, spoken
from gonogo.check.outline import Outline, is_historical
from gonogo.check.rule import Rule, at_line
from gonogo.check.scene import Page, Scene
from gonogo.check.tallies import wrong_tallies
from gonogo.check.totals import wrong_own_totals, wrong_total
from gonogo.check.ways import Reading
from gonogo.model.item import Finding, Item, Kind, Severity, Structure, StructureType
from gonogo.tracker.statuses import StatusReader

_STRUCTURES = frozenset({StructureType.ROLLUP, StructureType.OTHER, StructureType.LEGEND})


def find_rollup_disagreements(scene: Scene) -> Iterator[Finding]:
    """Yield ROLLUP_DISAGREES for each row of counts that fits no honest way to count what it names."""
    reader = StatusReader(scene.dialect)
    for page in scene.pages:
        if not page.items:
            continue
        groups = Groups(page, Outline.of(page), reader)
        yield from _item_rows(page, groups)
        for tally, count in wrong_tallies(groups):
            yield _finding(page.path, tally.line, tally.label, [f"{tally.number}, and there are {count}"], None)
        for structure in page.reading.structures:
            if structure.type not in _STRUCTURES or is_historical(structure.heading):
                continue
            if not groups.outline.is_historical(structure.line):
                for line, label, wrong in wrong_own_totals(structure, groups):
                    yield _finding(page.path, line, label, [wrong], None)
                yield from _Table(structure, groups, scene).findings()


def _item_rows(page: Page, groups: Groups) -> Iterator[Finding]:
    """Yield what rows that are items themselves count wrongly of the items below them."""
    headers = _status_headers(page)
    below: dict[str, list[Item]] = defaultdict(list)
    for item in page.items:
        if item.parent is not None:
            below[item.parent].append(item)
    children = {key: tuple(found) for key, found in below.items()}
    for item in page.items:
        cells = _cells(item, headers.get(item.key, ""))
        facts = [fact for name, cell in cells for fact in facts_of(name, cell, groups, by_columns=False)]
        if not facts:
            continue
        named = [group for label in (item.id, item.title) if label for group in groups.named(label)]
        named.append(children.get(item.key, ()))
        candidates = [rest for group in named if (rest := tuple(one for one in group if one.key != item.key))]
        if _only_boxes(candidates) and not _has_so_many(facts, candidates, groups):
            continue
        wrong = _wrong(facts, candidates, groups)
        if wrong and not any(fact.total and fact.number in groups.headings(item.title or "") for fact in facts):
            yield _finding(page.path, item.line, item.id or item.title or "", wrong, item.key)


def _only_boxes(candidates: Sequence[Sequence[Item]]) -> bool:
    return all(item.kind is Kind.CHECKBOX for group in candidates for item in group)


def _has_so_many(facts: Sequence[Fact], candidates: Sequence[tuple[Item, ...]], groups: Groups) -> bool:
    """Whether some group has as many boxes as a row says: else these are not the boxes that it counts."""
    totals = {fact.number for fact in facts if fact.total}
    return any(reading.total in totals for group in candidates for reading in groups.readings(group))


def _status_headers(page: Page) -> dict[str, str]:
    """Return what the status column of each item's table is called."""
    rows = {row.key: item.key for row, item in zip(page.reading.items, page.items, strict=True)}
    return {
        rows[key]: table.columns[table.fields.index("status")]
        for table in page.reading.tables
        if "status" in table.fields
        for key in table.items
        if key in rows
    }


def _cells(item: Item, header: str) -> Iterator[tuple[str, str]]:
    """Yield the cells of an item that may count others, with their headers."""
    if item.status_raw is not None and FRACTION.fullmatch(item.status_raw):
        yield header, item.status_raw
    for name, value in item.extra.items():
        if isinstance(value, str):
            yield name, value


class _Table:
    """One table of counts."""

    def __init__(self, structure: Structure, groups: Groups, scene: Scene) -> None:
        self._structure = structure
        self._groups = groups
        self._scene = scene
        self._identified = True
        self._by_column = False

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with each row."""
        structure = self._structure
        counted: list[Sequence[str]] = []
        union: dict[str, Item] = {}
        for line, row in zip(structure.lines, structure.rows, strict=False):
            label = next((cell for cell in row if cell.strip()), "")
            facts = self._facts(row)
            if not facts or not label:
                if label and any(cell.strip() and not self._scene.dialect.is_placeholder(cell) for cell in row[1:]):
                    counted.append(row)  # `about 9` is part of the total, too
                continue
            share = wrong_share(row, structure.columns, facts)
            if share is not None:
                yield _finding(structure.path, line, label, [share], None)
                continue
            if self._scene.dialect.is_total(label) and counted and not self._is_one_of_many(label):
                wrong = self._total(facts, counted, tuple(union.values()))
            else:
                counted.append(row)
                wrong = self._row(label, facts, union)
            if wrong:
                yield _finding(structure.path, line, label, wrong, None)

    def _total_of_all(self, label: str, facts: Sequence[Fact]) -> list[str]:
        """Return what is wrong with a total that stands above or among rows that count statuses."""
        if not self._scene.dialect.is_total(label) or len(facts) != 1 or not facts[0].total:
            return []
        others = [next((cell for cell in row if cell.strip()), "") for row in self._structure.rows]
        if not any(self._groups.meaning(other) for other in others):
            return []
        wrong = wrong_total(label, facts[0].number, self._structure.line, self._groups)
        return [] if wrong is None else [wrong]

    def _is_one_of_many(self, label: str) -> bool:
        """Whether it is one total among others, `Total files`, `Total tests`: these sum nothing up."""
        labels = [next((cell for cell in row if cell.strip()), "") for row in self._structure.rows]
        totals = [other for other in labels if self._scene.dialect.is_total(other)]
        return len(spoken(label).split(" ")) > 1 and (len(totals) > 1 or label != labels[-1])

    def _facts(self, row: Sequence[str]) -> list[Fact]:
        headers = self._structure.columns
        return [
            fact
            for header, cell in list(zip(headers, row, strict=False))[1:]
            for fact in facts_of(header, cell, self._groups)
        ]

    def _row(self, label: str, facts: list[Fact], union: dict[str, Item]) -> list[str]:
        name = spoken(label)
        column = self._groups.columns.get(name) or self._groups.columns.get(name.removesuffix("s"))
        if column is not None:
            self._by_column = True
            tables = [table for table in self._groups.tables if any(column in item.extra for item in table)]
            filled = {self._groups.filled(table, column) for table in tables}
            facts = [
                Fact(f.header, f.number, f.status, f.word, f.column or column, f.total)
                for f in facts
                if not (f.total and f.number in filled)
            ]
            return _wrong(facts, tables, self._groups)
        status = self._groups.meaning(label)
        if status is not None and len(facts) == 1 and facts[0].total:
            found = [Fact(label, facts[0].number, status, spoken(label).split(" ")[0])]
            return _wrong(found, [*self._groups.around(self._structure.line), *self._groups.tables], self._groups)
        named = self._groups.named(label)
        if not named:
            self._identified = False
            return self._total_of_all(label, facts)
        facts = [fact for fact in facts if not (fact.total and fact.number in self._groups.headings(label))]
        union.update({item.key: item for group in named for item in group})
        return _wrong(facts, named, self._groups)

    def _total(self, facts: list[Fact], counted: Sequence[Sequence[str]], union: tuple[Item, ...]) -> list[str]:
        candidates = [group for group in (union, self._groups.everything, *self._groups.tables) if group]
        if self._identified and (union or self._by_column):
            return _wrong(facts, candidates, self._groups)
        wrong = []
        for fact in facts:
            sums = self._sum(fact, counted)
            if sums is None or fact.number == sums:
                continue
            if not _fits(fact, [r for group in candidates for r in self._groups.readings(group, fact.column)]):
                wrong.append(f"{fact.header} {fact.number}, and the rows add up to {sums}")
        return wrong

    def _sum(self, fact: Fact, counted: Sequence[Sequence[str]]) -> int | None:
        """Return what the rows above a total add up to in its column; None where one of them is no number."""
        same = [
            found.number
            for row in counted
            for found in self._facts(row)
            if (found.header, found.total) == (fact.header, fact.total)
        ]
        return sum(same) if len(same) == len(counted) else None


def _wrong(facts: Sequence[Fact], candidates: Sequence[tuple[Item, ...]], groups: Groups) -> list[str]:
    """Return, in words, the numbers that no reading of any candidate bears out."""
    if not candidates:
        return []
    readings = {
        column: [reading for group in candidates for reading in groups.readings(group, _present(column, group))]
        for column in {fact.column for fact in facts}
    }
    wrong = []
    for fact in facts:
        found = readings[fact.column]
        if not _fits(fact, found):
            wrong.append(f"{fact.header} {fact.number}, and {_counted(fact, found)}")
    return wrong


def _present(column: str | None, group: Sequence[Item]) -> str | None:
    """Return the column by which to count a group: its items' own, or their status where they do not have it."""
    return column if column is not None and any(column in item.extra for item in group) else None


def _fits(fact: Fact, readings: Sequence[Reading]) -> bool:
    if fact.total:
        return any(fact.number == reading.total for reading in readings)
    return any(fact.number in reading.counts(fact.status, fact.word) for reading in readings)


def _counted(fact: Fact, readings: Sequence[Reading]) -> str:
    if fact.total:
        return f"there are {min((reading.total for reading in readings), key=lambda total: abs(total - fact.number))}"
    ways = [(way, one.total) for one in readings for way in one.counts(fact.status, fact.word) or {0}]
    way, total = min(ways, key=lambda found: (abs(found[0] - fact.number), -found[1]))
    return f"{way} of {total} are"


def _finding(path: str, line: int, label: str, wrong: Sequence[str], item: str | None) -> Finding:
    return at_line(
        "ROLLUP_DISAGREES",
        Severity.ERROR,
        path,
        line,
        f"{label.strip()} says {'; '.join(wrong)}",
        hint="count again, or correct the items",
        item=item,
    )


RULES = (Rule(code="ROLLUP_DISAGREES", severity=Severity.ERROR, find=find_rollup_disagreements),)

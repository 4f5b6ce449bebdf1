"""Which items a count may speak of, and in how many honest ways they can be counted. Pure.

A group is named by a heading, a workstream, a priority, an owner, a parent, a family of ids, or by what stands in a
column. Where a name means several groups, each of them is a candidate; where a count fits any reading of any candidate,
it is honest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from gonogo.check.outline import Outline, Section
from gonogo.check.scene import Page
from gonogo.check.ways import Reading
from gonogo.model.item import Item, Kind, Span, Spans, Status
from gonogo.tracker.identifiers import expand
from gonogo.tracker.statuses import StatusReader

_NOT_SPOKEN = re.compile(r"[^\w\s.&/+#-]", re.UNICODE)
_PARTS = re.compile(r"\s*(?:[—–:：|·]|\s-\s)\s*")
_PARENTHESES = re.compile(r"[(（]([^()（）]*)[)）]")
_FAMILY = re.compile(r"(.*[A-Za-z0-9])[-_.](?:\d+[a-z]?|x+|n+|\*)\Z", re.IGNORECASE)
_LETTERED_FAMILY = re.compile(r"([A-Za-z]+)\d+[a-z]?\Z")
_NUMBERS = re.compile(r"[^\w\d/]*(\d{1,5})(?:\s*/\s*(\d{1,5}))?[^\w\d/%]*")
_PLANS = frozenset({"planned", "scheduled", "expected", "target", "estimated", "plan"})
_VERDICTS = re.compile(r"pass|fail|skip|error|success")
_SHORT_VALUE = 40
_SHORTEST_NAME = 3
_LEADING_WORD = re.compile(r"[^\W\d_]+")


class Groups:
    """The groups of one page, by the names that they answer to."""

    def __init__(self, page: Page, outline: Outline, reader: StatusReader) -> None:
        self.page = page
        self.outline = outline
        self._reader = reader
        self._items = tuple(sorted((*page.items, *_boxes(page)), key=lambda item: item.line))
        self._lines = [item.line for item in self._items]
        self._by_id = {item.id: item for item in page.items if item.id is not None}
        self._by_key = {item.key: item for item in page.items}
        self._parents = {item.parent for item in page.items if item.parent is not None}
        self._spans: dict[tuple[int, int], tuple[Item, ...]] = {}
        self._counted: dict[tuple[int, str | None], tuple[Sequence[Item], list[Reading]]] = {}
        self._headings: dict[str, set[int]] = {}
        self._by_name: dict[str, list[tuple[Item, ...]]] | None = None
        rows = {row.key: item for row, item in zip(page.reading.items, page.items, strict=True)}
        self.tables = [tuple(rows[key] for key in table.items if key in rows) for table in page.reading.tables]
        named = (
            (t.columns[t.fields.index(f)], f) for t in page.reading.tables for f in ("id", "title") if f in t.fields
        )
        self.nouns = frozenset(plural for header, field in named for plural in _plurals(header, field))
        """What the item tables call their rows: `scenarios` where ids stand under `Scenario ID`."""
        self.inherited = frozenset(item.status_raw for item in page.items if item.status_raw is not None)
        """What items have as their status; a heading among them gave it to what stands below it."""
        self.columns = {
            spoken(header): header for table in page.reading.tables for header in table.columns if header.strip()
        }

    @property
    def everything(self) -> tuple[Item, ...]:
        """All items of the page."""
        return self.page.items

    def within(self, first: int, last: int) -> tuple[Item, ...]:
        """Return the items that stand between two lines."""
        if (first, last) not in self._spans:
            low, high = bisect_left(self._lines, first), bisect_right(self._lines, last)
            self._spans[first, last] = self._items[low:high]
        return self._spans[first, last]

    def around(self, line: int) -> Iterator[tuple[Item, ...]]:
        """Yield what stands in each section around a line, innermost first."""
        for section in self.outline.around(line):
            items = self.within(section.first, section.last)
            if items:
                yield items

    def named(self, label: str) -> list[tuple[Item, ...]]:
        """Return the groups that a label may mean; none where it names none."""
        if self._by_name is None:
            self._by_name = self._index()
        found = [group for name in _names_of(label) for group in self._by_name.get(name, ())]
        for inside in _PARENTHESES.findall(label):
            ids = expand(inside, lambda name: name if name in self._by_id else None)
            if ids and all(name in self._by_id for name in ids):
                found.append(tuple(self._by_id[name] for name in ids))
        return found

    def headings(self, label: str) -> set[int]:
        """Return how many headings stand below sections that begin with a label: `LOW` of `Low gaps`."""
        name = spoken(label)
        first = name.split(" ")[0].removesuffix("s")
        if len(first) < _SHORTEST_NAME:
            return set()
        if first not in self._headings:
            named = [section for title, section in self._titles if title.startswith(first)]
            self._headings[first] = {count for section in named for count in self.outline.parts(section)}
        return self._headings[first]

    def readings(self, group: Sequence[Item], column: str | None = None) -> list[Reading]:
        """Return every way to count a group; by what stands in a column, where one is given."""
        known = self._counted.get((id(group), column))
        if known is None:
            known = self._counted[id(group), column] = (group, self._ways(group, column))
        return known[1]

    def _ways(self, group: Sequence[Item], column: str | None) -> list[Reading]:
        inside = {item.key for item in group}
        leaves = [item for item in group if item.key not in self._parents]
        roots = [item for item in group if item.parent not in inside]
        variants: list[list[Item]] = [list(group), leaves, roots]
        variants.append([item for item in group if item.kind is not Kind.CHECKBOX])
        variants.append([item for item in group if item.kind is Kind.CHECKBOX])
        variants.append([item for item in roots if item.kind is Kind.CHECKBOX])
        variants.append([item for item in group if item.kind not in {Kind.PHASE, Kind.MILESTONE, Kind.DELIVERABLE}])
        variants.append([item for item in group if item.id is not None])
        variants.extend([[item for item in rows if item.status is not Status.CANCELLED] for rows in variants])
        seen: dict[tuple[str, ...], list[Item]] = {tuple(item.key for item in rows): rows for rows in variants if rows}
        return [self._reading(rows, column) for rows in seen.values()]

    @cached_property
    def _titles(self) -> list[tuple[str, Section]]:
        return [(spoken(one.title), one) for one in self.outline.sections if one.heading is not None]

    @cached_property
    def sums(self) -> frozenset[int]:
        """What numbers and fractions in the columns of item tables and summaries add up to."""
        cells: dict[tuple[int, str], list[str]] = defaultdict(list)
        for turn, table in enumerate(self.tables):
            for item in table:
                for header, value in (*item.extra.items(), ("", item.status_raw or "")):
                    if isinstance(value, str):
                        cells[turn, header].append(value)
        for turn, structure in enumerate(self.page.reading.structures, len(self.tables)):
            for row in structure.rows:
                if self.meaning(next((cell for cell in row if cell.strip()), "")) is not None:
                    continue  # it counts items itself
                for header, text in zip(structure.columns, row, strict=False):
                    cells[turn, header].append(text)
        found = [_NUMBERS.fullmatch(cell) for column in cells.values() for cell in column]
        if not any(found):
            return frozenset()
        columns = ([match for cell in column if (match := _NUMBERS.fullmatch(cell))] for column in cells.values())
        pairs = ([(int(m[1]), int(m[2] or 0)) for m in column] for column in columns if len(column) > 1)
        return frozenset(total for column in pairs for total in map(sum, zip(*column, strict=True)))

    def meaning(self, label: str) -> Status | None:
        """Return the status that a label counts; None for words of plans, and for verdicts that no item here uses."""
        name = spoken(label)
        if name in _PLANS:
            return None
        if _VERDICTS.match(name) and not any(
            (item.status_raw or "").casefold().find(name[:4]) >= 0 for item in self._items
        ):
            return None
        return self._reader.exact(name)

    def filled(self, group: Sequence[Item], column: str) -> int:
        """Return in how many rows of a group something stands in a column."""
        return sum(1 for item in group if _text(item, column) is not None)

    def _reading(self, rows: Sequence[Item], column: str | None) -> Reading:
        statuses: Counter[Status] = Counter()
        words: Counter[str] = Counter()
        for item in rows:
            said = item.status_raw if column is None else _text(item, column)
            status = item.status if column is None else self._reader.cell((said or "").split(" - ")[0])
            statuses[status or Status.UNKNOWN] += 1
            word = _LEADING_WORD.search(said or "")
            if word is not None:
                words[word[0].casefold()] += 1
        return Reading(len(rows), statuses, words)

    def _index(self) -> dict[str, list[tuple[Item, ...]]]:
        found: dict[str, list[tuple[Item, ...]]] = defaultdict(list)
        for section in self.outline.sections:
            items = self.within(section.first + 1, section.last) if section.heading is not None else ()
            if items:
                for name in _names_of(section.title):
                    found[name].append(items)
        values: dict[str, dict[str, Item]] = defaultdict(dict)
        for item in self._items:
            for name in self._names(item):
                values[name][item.key] = item
        for name, members in values.items():
            found[name].append(tuple(members.values()))
        return found

    def _names(self, item: Item) -> Iterator[str]:
        """Yield the names of all groups that an item belongs to."""
        for label in (item.workstream, item.priority, item.owner):
            if label:
                yield from _names_of(label)
        for value in item.extra.values():
            if isinstance(value, str) and len(value) <= _SHORT_VALUE:
                yield spoken(value)
        parent = self._by_key.get(item.parent or "")
        if parent is not None:
            yield from (spoken(text) for text in (parent.id, parent.title) if text)
        yield from (spoken(family) for family in _families(item.id or ""))


def _boxes(page: Page) -> Iterator[Item]:
    """Yield boxes below items, which are no items of their own, as what can be counted."""
    for structure in page.reading.structures:
        if structure.columns[:1] != ("box",):
            continue
        for line, row, status in zip(structure.lines, structure.rows, structure.statuses, strict=False):
            yield Item(
                key=f"{page.path}:{line}:box",
                title=row[1] if len(row) > 1 else None,
                kind=Kind.CHECKBOX,
                status=status or Status.UNKNOWN,
                path=page.path,
                line=line,
                span=Spans(row=Span(0, 0)),
            )


def _plurals(header: str, field: str) -> Iterator[str]:
    """Yield what a header calls its rows, more than one: `scenarios` for `Scenario ID`, `controls` for `Control`."""
    words = spoken(header).split(" ")
    if len(words) == 1 and field == "title":
        yield words[0] + "s" if not words[0].endswith("s") else words[0]
    elif len(words) == 2 and words[1] in {"id", "name"}:  # noqa: PLR2004 -- a noun, and what of it
        yield words[0] + "s"


@lru_cache(maxsize=8192)
def spoken(text: str) -> str:
    """Return a name in the form in which names are compared: no marks, no signs, lower case."""
    return " ".join(_NOT_SPOKEN.sub(" ", text).casefold().split())


@lru_cache(maxsize=8192)
def _names_of(label: str) -> tuple[str, ...]:
    """Return the names in a label: all of it, without its parentheses, its parts, and what its parentheses hold."""
    bare = _PARENTHESES.sub(" ", label)
    names = [spoken(label), spoken(bare), *(spoken(part) for part in _PARTS.split(bare))]
    first = spoken(bare).split(" ")[0]
    if any(char.isdigit() for char in first) and any(char.isalpha() for char in first):
        names.append(first)
    for inside in _PARENTHESES.findall(label):
        names += [spoken(inside), *(spoken(family) for family in _families(inside.strip()))]
    return tuple(dict.fromkeys(name for name in names if name))


def _families(name: str) -> Iterable[str]:
    """Yield what an id begins with: `T01.1` and `T01` for `T01.1.6`, `NATS` for `NATS-001`."""
    while (match := _FAMILY.match(name)) is not None:
        name = match[1]
        yield name
    lettered = _LETTERED_FAMILY.match(name)
    if lettered is not None:
        yield lettered[1]


def _text(item: Item, column: str) -> str | None:
    value = item.extra.get(column)
    text = value if value is None or isinstance(value, str) else " ".join(value)
    return None if text is None or not text.strip(" -–—") else text

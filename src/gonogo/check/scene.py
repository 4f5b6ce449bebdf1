"""All that rules look at, gathered beforehand: rules ask nothing of the world.

What a caller did not gather is empty or None, and the rules that need it find nothing: `gonogo items` needs no history.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gonogo.check.families import family
from gonogo.model.evidence import Resolved
from gonogo.model.item import COMPLETION, Item, ItemTable, PassageKind, Reading
from gonogo.model.links import Links
from gonogo.model.past import Past
from gonogo.tracker.dialect import BUILT_IN, Dialect


@dataclass(frozen=True, kw_only=True)
class Page:
    """One document: what it says, its bytes, and its items as the workspace knows them."""

    reading: Reading
    data: bytes = b""
    items: tuple[Item, ...] = ()
    """Under workspace keys and with what `gonogo.toml` adds; in the order of `reading.items`."""

    @property
    def path(self) -> str:
        """The document."""
        return self.reading.path

    @property
    def directory(self) -> str:
        """The directory in which it lies, from the root."""
        return posixpath.dirname(self.reading.path)

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """Its items by the keys that `reading` uses."""
        return {row.key: item for row, item in zip(self.reading.items, self.items, strict=True)}

    @cached_property
    def broken_rows(self) -> frozenset[int]:
        """Lines of rows with too few or too many cells: what stands in which cell of them is anyone's guess."""
        return frozenset(finding.line for finding in self.reading.findings if finding.code == "ROW_RAGGED")

    @cached_property
    def has_lost_ids(self) -> bool:
        """Whether a ragged row may be that of an id which then seems to be missing: its own is unlike all others."""
        if not self.broken_rows:
            return False
        known = {family(item.id) for item in self.items if item.id is not None and item.line not in self.broken_rows}
        names = {item.line: item.id for item in self.items}
        tables = sorted((table.line, table.last) for table in self.reading.tables)
        for row in self.broken_rows:
            at = bisect_left(tables, (row, 0)) - 1
            if at >= 0 and row <= tables[at][1] and family(names.get(row) or "") not in known:
                return True
        return False

    @cached_property
    def headings(self) -> frozenset[int]:
        """The lines of its headings."""
        return frozenset(passage.line for passage in self.reading.passages if passage.kind is PassageKind.HEADING)

    @cached_property
    def _tables(self) -> dict[str, ItemTable]:
        """The table that lists each item, by the keys that the workspace knows."""
        rows = {row.key: item.key for row, item in zip(self.reading.items, self.items, strict=True)}
        return {rows[key]: table for table in self.reading.tables for key in table.items if key in rows}

    def header(self, item: Item, name: str) -> str | None:
        """Return what the column of a field is called in an item's table; None where it has no such column."""
        table = self._tables.get(item.key)
        return table.columns[table.fields.index(name)] if table is not None and name in table.fields else None

    def row(self, item: Item) -> str:
        """Return the whole row of an item as written."""
        return self.data[item.span.row.start : item.span.row.end].decode("utf-8", "replace")

    def cell(self, item: Item, name: str) -> str | None:
        """Return an item's cell as written, empty for an empty one; None where its table has no such column."""
        span = item.span.cells.get(name)
        return None if span is None else self.data[span.start : span.end].decode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A workspace at one moment, as far as reading shows it."""

    pages: tuple[Page, ...]
    items: tuple[Item, ...]
    links: Links
    duplicated: frozenset[str] = frozenset()
    """Keys that had to be told apart."""
    whole: bool = True
    """False where only some documents were asked for."""
    borne_elsewhere: frozenset[str] = frozenset()
    """Ids, in lower case, that the trackers of the workspace bear which were not asked for."""
    today: str
    """An ISO date."""
    dialect: Dialect = BUILT_IN
    resolved: Mapping[tuple[str, str], Resolved] = field(default_factory=dict)
    """What references of completed items and lists of deliverables came to, by directory of the document and text as
    written; what a run may yet write is left out."""
    behind: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """The files of `contents` behind references."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """Small text files that evidence of completed items names."""
    files: frozenset[str] | None = None
    """Every file of the workspace; None where nobody looked."""
    present: frozenset[str] = frozenset()
    """Paths beyond `files` that `check/targets.py` asked for and that exist."""
    recipes: Mapping[str, str] = field(default_factory=dict)
    """Makefiles, justfiles, package.json and their like, by path."""
    directories: Mapping[str, str] = field(default_factory=dict)
    """Where an item's commands run, by key; the root for all others."""
    shallow: bool = False
    """Whether the clone lacks older history."""
    past: Past | None = None
    minimums: Mapping[str, int] = field(default_factory=dict)
    """From how many on a rule speaks, by code, where `gonogo.toml` says so."""

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """Items by key."""
        return {item.key: item for item in self.items}

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Pages by path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def folders(self) -> frozenset[str]:
        """The directories in which `files` lie."""
        found: set[str] = set()
        for path in self.files or ():
            place = posixpath.dirname(path)
            while place and place not in found:
                found.add(place)
                place = posixpath.dirname(place)
        return frozenset(found)

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """The `files` by what they are called in their directories, sorted."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.files or ()):
            found.setdefault(posixpath.basename(path), []).append(path)
        return found

    def page_of(self, item: Item) -> Page:
        """Return the page on which an item stands."""
        return self.by_path[item.path]

    @cached_property
    def completed(self) -> tuple[Item, ...]:
        """The items that claim completion, in rows that are whole."""
        return tuple(item for item in self.items if item.status in COMPLETION and not self.is_broken(item))

    def is_broken(self, item: Item) -> bool:
        """Whether an item's row is told of as ROW_RAGGED: what else is odd about it follows from that."""
        return item.line in self.by_path[item.path].broken_rows

    def resolution(self, item: Item, reference: str) -> Resolved | None:
        """Return what an item's reference came to; None where nobody looked."""
        return self.resolved.get((posixpath.dirname(item.path), reference))

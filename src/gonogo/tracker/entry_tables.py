"""What rules look at in YAML and JSON beside items: lists as tables or structures, loose values as prose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from itertools import groupby

from gonogo.model.item import ItemTable, Passage, PassageKind, Span, Status, Structure, StructureType
from gonogo.tracker.dialect import Dialect, normal
from gonogo.tracker.listing import Entry, Other, field_of
from gonogo.tracker.statuses import StatusReader
from gonogo.tracker.tree import Mapping, Node, Scalar

_DEEPEST_PROSE = 2
"""Levels of mappings whose values speak about the whole document."""


def entry_tables(entries: SequenceType[Entry], key_of: Callable[[Entry], str]) -> tuple[ItemTable, ...]:
    """Return each list of entries as a table whose columns are their keys as written."""
    return tuple(
        _table(list(group), key_of) for _, group in groupby(entries, lambda entry: (entry.section, id(entry.parent)))
    )


def _table(entries: list[Entry], key_of: Callable[[Entry], str]) -> ItemTable:
    fields: dict[str, str | None] = {}
    for entry in entries:
        named = {key: name for name, (key, _) in entry.fields.items()}
        for key in entry.mapping.entries:
            if fields.get(key) is None:
                fields[key] = named.get(key)
    return ItemTable(
        heading=entries[0].section,
        columns=tuple(fields),
        fields=tuple(fields.values()),
        items=tuple(key_of(entry) for entry in entries),
        line=entries[0].mapping.line,
        last=max(entry.mapping.line for entry in entries),
    )


class Others:
    """Turns lists that are no items into structures of one document; `ids` and `titles` give the items' keys."""

    def __init__(
        self,
        path: str,
        data: bytes,
        dialect: Dialect,
        statuses: StatusReader,
        ids: MappingType[str, str],
        titles: MappingType[str, str],
    ) -> None:
        self._path, self._data = path, data
        self._dialect, self._statuses = dialect, statuses
        self._ids, self._titles = ids, titles

    def structure(self, other: Other) -> Structure:
        """Return a list as a structure."""
        columns = tuple(dict.fromkeys(key for row in other.rows for key in row.entries))
        fields = tuple(field_of(name, self._dialect) for name in columns)
        named = {name: key for key, name in reversed(tuple(zip(columns, fields, strict=True))) if name is not None}
        return Structure(
            type=StructureType.OTHER,
            heading=other.name,
            columns=columns,
            rows=tuple(
                tuple(self._plain(row.entries[name]) if name in row.entries else "" for name in columns)
                for row in other.rows
            ),
            lines=tuple(row.line for row in other.rows),
            fields=fields,
            items=tuple(self._item(row, named) for row in other.rows),
            statuses=tuple(self._status(row, named) for row in other.rows),
            path=self._path,
            line=other.rows[0].line,
        )

    def _item(self, row: Mapping, named: MappingType[str, str]) -> str | None:
        name, title = _value(row, named, "id"), _value(row, named, "title")
        return self._ids.get(name.casefold()) if name else self._titles.get(normal(title)) if title else None

    def _status(self, row: Mapping, named: MappingType[str, str]) -> Status | None:
        text = _value(row, named, "status")
        if self._dialect.is_placeholder(text):
            return None
        return self._statuses.cell(text) or Status.UNKNOWN

    def _plain(self, node: Node) -> str:
        return node.text if isinstance(node, Scalar) else text_of(self._data, node.span)


def _value(row: Mapping, named: MappingType[str, str], name: str) -> str:
    node = row.entries.get(named[name]) if name in named else None
    return node.text.strip() if isinstance(node, Scalar) and not node.null else ""


def text_of(data: bytes, span: Span) -> str:
    """Return what stands in a span, trimmed."""
    return data[span.start : span.end].decode("utf-8", "replace").strip()


def loose_values(roots: SequenceType[Node], entries: SequenceType[Entry]) -> tuple[Passage, ...]:
    """Return the values that stand outside of entries near the root, as `key: value` lines."""
    taken = {id(entry.mapping) for entry in entries}
    found = (passage for root in roots for passage in _loose(root, taken, 0))
    return tuple(sorted(found, key=lambda passage: passage.line))


def _loose(node: Node, taken: set[int], level: int) -> Iterator[Passage]:
    if not isinstance(node, Mapping) or id(node) in taken:
        return
    for key, value in node.entries.items():
        if isinstance(value, Scalar):
            text = " ".join(value.text.split())
            if text and not value.null:
                yield Passage(kind=PassageKind.LINE, text=f"{key}: {text}", line=value.line, level=level)
        elif level + 1 < _DEEPEST_PROSE:
            yield from _loose(value, taken, level + 1)

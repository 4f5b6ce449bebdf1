"""Rows of a table that stand apart from it: behind a stray blank line, or behind other text.

Rules:
1. Rows right behind a table, with only a blank line between, go on it. Prose that follows them without a blank line is
   prose.
2. A delimiter row that a blank line parts from its header makes that the header.
3. Rows elsewhere belong to the last table that is as wide; a single one without such a table stands as it is, until
   a delimiter row behind it makes it a header.
4. A table with a blank line behind every row is broken once, not as often as it has rows.
"""

from __future__ import annotations

from collections.abc import Callable

from gonogo.tracker.blocks import Block, Paragraph, Table
from gonogo.tracker.pipes import Line, Reader


class Strays:
    """Knows the tables of one document so far, and the rows that were taken for theirs."""

    def __init__(self, data: bytes, tables: Reader, blocks: list[Block]) -> None:
        self._data = data
        self._tables = tables
        self._blocks = blocks
        self._widths: dict[int, int] = {}
        self._tails: dict[int, list[Line]] = {}

    def emit(self, table: Table) -> None:
        """Add a table to the blocks."""
        self._widths[len(table.header.cells)] = len(self._blocks)
        self._blocks.append(table)

    def take(self, lines: list[Line], split: Callable[[int, int], list[Line]]) -> int:
        """Return how many of a text's lines, from the first, go on a table before; `split` parts bytes into lines."""
        tables = self._tables
        if self._data[lines[0][0] : lines[0][0] + 1] != b"|":
            return 0
        count = next((n for n, (start, _) in enumerate(lines) if self._data[start : start + 1] != b"|"), len(lines))
        if any(tables.is_delimiter(line) for line in lines[1:count]):
            return 0
        rows = lines[:count]
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, Table) and last.header.cells:
            self._tail(len(self._blocks) - 1, rows)
            return count
        if count < len(lines):
            return 0
        if tables.is_delimiter(lines[0]) and self._head(last, lines, split):
            return count
        return count if self._apart(rows) else 0

    def _head(self, last: Block | None, lines: list[Line], split: Callable[[int, int], list[Line]]) -> bool:
        """Make what stands before a delimiter row the header of a table, if it is one line with a pipe."""
        if isinstance(last, Table) and len(last.rows) == 1:
            self._tables.retract(last.line)
        elif not isinstance(last, Paragraph):
            return False
        header = split(last.span.start, last.span.end)
        if len(header) != 1 or b"|" not in self._data[header[0][0] : header[0][1]]:
            return False
        table = self._tables.headed(header[0], lines[0], lines[1:])
        self._widths[len(table.header.cells)] = len(self._blocks) - 1
        self._blocks[-1] = table
        return True

    def finish(self) -> None:
        """Give the tables the rows that were taken for theirs."""
        for place, lines in self._tails.items():
            table = self._blocks[place]
            if isinstance(table, Table):
                self._blocks[place] = self._tables.continued(table, lines)

    def _apart(self, lines: list[Line]) -> bool:
        """Take rows that stand apart for rows of the last table that is as wide; return whether they were taken."""
        tables = self._tables
        if not all(tables.is_row(line) for line in lines):
            return False
        place = self._widths.get(len(tables.row(lines[0]).cells))
        if place is not None:
            self._tail(place, lines)
        elif len(lines) == 1:
            self._blocks.append(tables.orphan(lines))
        return place is not None or len(lines) == 1

    def _tail(self, place: int, lines: list[Line]) -> None:
        self._tails.setdefault(place, []).extend(lines)

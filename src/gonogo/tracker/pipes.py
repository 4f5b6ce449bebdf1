"""Pipe tables: lines of bytes to tables, as their author meant them.

Rules (GFM §4.10, and what people write instead):
1. A `|` after a backslash does not split; outer pipes are optional.
2. A delimiter row makes the line before it a header. Where the two differ in cell count, a renderer shows no table: it
   is read as meant, with TABLE_MALFORMED.
3. Rows that go on after a blank line belong to the table before them, with TABLE_MALFORMED.
4. A row with too many cells is mended when bare pipes in its code spans explain them; else the surplus is left out. A
   row with too few is filled up. Both are ROW_RAGGED, but not a lone first cell, which heads a group of rows; a lone
   id in a table of two columns does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from gonogo.model.item import Finding, Severity, Span
from gonogo.tracker.blocks import Cell, Row, Table
from gonogo.tracker.identifiers import is_id
from gonogo.tracker.remembered import remembered

DELIMITER = re.compile(rb"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_SPLIT = re.compile(rb"(?<!\\)\|")
_CODE = re.compile(rb"(`+)(?:.+?)(?<!`)\1(?!`)")

_FEWEST = 3
MOST_CELLS = 10_000
"""Cells of the widest row that is read."""

Line = tuple[int, int]
"""The bytes of one line, without indentation, quote marks and line ending."""


class Pipes(Struct, frozen=True):
    """What a run of lines holds: at most one table, and where it begins and ends among the lines."""

    table: Table
    first: int
    past: int


class Reader:
    """Reads the tables of one document and notes their faults."""

    def __init__(self, path: str, data: bytes, line_of: Callable[[int], int]) -> None:
        self._path = path
        self._data = data
        self._line_of = line_of
        self.findings: list[Finding] = []
        self._parted: set[int] = set()

    def find(self, lines: Sequence[Line], after: int = 0) -> Pipes | None:
        """Return the first table among the lines from `after` on, or None."""
        data = self._data
        for index in range(after, len(lines)):
            start, end = lines[index]
            text = data[start:end]
            if text.count(b"|") > MOST_CELLS:
                self.malformed(Row((), self._line_of(start), Span(start, end)), "a row has too many cells to be read")
                return None
            if b"-" in text and b"|" in text and DELIMITER.match(text) and index > after:
                header = lines[index - 1]
                if b"|" in data[header[0] : header[1]] or text.count(b"|") == 1:
                    return self._table(lines, index - 1, index + 1, delimiter=lines[index])
        bare = self._bare(lines, after)
        if bare is not None:
            return self._table(lines, bare, bare + 1, delimiter=None)
        return None

    def _bare(self, lines: Sequence[Line], after: int) -> int | None:
        """Return where a table without delimiter row begins: two or more lines that start and end with a pipe."""
        for index in range(after, len(lines) - 1):
            if self.is_row(lines[index]) and self.is_row(lines[index + 1]):
                return index
        return None

    def is_row(self, line: Line) -> bool:
        """Return whether the line begins and ends with a pipe and has one more between."""
        start, end = line
        text = self._data[start:end]
        return text.startswith(b"|") and text.rstrip().endswith(b"|") and _FEWEST <= text.count(b"|") <= MOST_CELLS

    def is_delimiter(self, line: Line) -> bool:
        """Return whether the line is a delimiter row with at least one pipe."""
        text = self._data[line[0] : line[1]]
        return b"|" in text and DELIMITER.match(text) is not None

    def _table(self, lines: Sequence[Line], header_at: int, body_at: int, delimiter: Line | None) -> Pipes:
        header = self.row(lines[header_at])
        count = len(header.cells)
        if delimiter is None:
            self.malformed(header, "the table has no delimiter row under its header; it was read as meant")
        else:
            marks = len(self._cells(*delimiter))
            if marks != count:
                self.malformed(
                    header, f"the header has {count} cells and the delimiter row {marks}; it was read as meant"
                )
        rows: list[Row] = []
        at = body_at
        while at < len(lines) and b"|" in self._data[lines[at][0] : lines[at][1]]:
            rows.append(self.fitted(lines[at], count))
            at += 1
        past = lines[at - 1][1]
        table = Table(header=header, rows=tuple(rows), line=header.line, span=Span(lines[header_at][0], past))
        return Pipes(table=table, first=header_at, past=at)

    def headed(self, header: Line, delimiter: Line, lines: Sequence[Line]) -> Table:
        """Return a table whose header and delimiter row a blank line separates."""
        row = self.row(header)
        self._parted.add(row.line)
        self.malformed(row, "a blank line stands between the header and the delimiter row; it was read as meant")
        rows = tuple(self.fitted(line, len(row.cells)) for line in lines if b"|" in self._data[line[0] : line[1]])
        return Table(
            header=row, rows=rows, line=row.line, span=Span(header[0], lines[-1][1] if lines else delimiter[1])
        )

    def continued(self, table: Table, lines: Sequence[Line]) -> Table:
        """Return the table with rows that stand after a blank line."""
        count = len(table.header.cells)
        rows = tuple(self.fitted(line, count) for line in lines if not self.is_delimiter(line))
        if rows and table.line not in self._parted:
            self.malformed(rows[0], "its rows do not follow each other; they were read as meant")
        return Table(
            header=table.header, rows=table.rows + rows, line=table.line, span=Span(table.span.start, lines[-1][1])
        )

    def orphan(self, lines: Sequence[Line]) -> Table:
        """Return rows that no header precedes, as a table without header."""
        first = self.row(lines[0])
        count = len(first.cells)
        self.malformed(first, "rows of a table stand without a header; they were read as meant")
        rows = (first, *(self.fitted(line, count) for line in lines[1:]))
        none = Row(cells=(), line=first.line, span=Span(lines[0][0], lines[0][0]))
        return Table(header=none, rows=rows, line=first.line, span=Span(lines[0][0], lines[-1][1]))

    def row(self, line: Line) -> Row:
        """Return a line's cells as GFM splits them."""
        start, end = line
        return Row(cells=tuple(self._cells(start, end)), line=self._line_of(start), span=Span(start, end))

    def fitted(self, line: Line, count: int) -> Row:
        """Return a line's cells, made as many as the header has."""
        start, end = line
        cells = self._cells(start, end)
        found = len(cells)
        if found == count:
            return Row(cells=tuple(cells), line=self._line_of(start), span=Span(start, end))
        if found == 1 and count == 2 and is_id(cells[0].raw):  # noqa: PLR2004 -- an id and what it is mapped to
            self._ragged(line, count, found, "the missing cell is empty")
        elif found == 1 or (cells[0].raw and not any(c.raw for c in cells[1:])):
            cells = cells[:count]
        elif found > count and b"`" in self._data[start:end]:
            mended = self._cells(start, end, whole_code=True)
            if len(mended) == count:
                cells = mended
                self._ragged(line, count, found, "pipes inside code spans were taken as text")
            else:
                self._ragged(line, count, found, "the cells past the header are left out")
        elif found > count:
            self._ragged(line, count, found, "the cells past the header are left out")
        else:
            self._ragged(line, count, found, "the missing cells are empty")
        cells = cells[:count]
        cells += [Cell("", Span(end, end))] * (count - len(cells))
        return Row(cells=tuple(cells), line=self._line_of(start), span=Span(start, end))

    def _cells(self, start: int, end: int, *, whole_code: bool = False) -> list[Cell]:
        line = self._data[start:end]
        pieces = _cut(line, whole_code=True) if whole_code else _PIECES(line)
        return [Cell(raw, Span(start + first, start + past)) for raw, first, past in pieces]

    def retract(self, line: int) -> None:
        """Take back that a row is malformed which turned out to be a header."""
        if self.findings and self.findings[-1].line == line:
            self.findings.pop()

    def malformed(self, row: Row, what: str) -> None:
        """Note that what its author sees as a table is none to a renderer."""
        self.findings.append(
            Finding(
                code="TABLE_MALFORMED",
                severity=Severity.WARNING,
                message=what,
                hint="give the delimiter row as many cells as the header, and leave no blank line inside the table",
                path=self._path,
                line=row.line,
                span=row.span,
            )
        )

    def _ragged(self, line: Line, count: int, found: int, done: str) -> None:
        start, end = line
        self.findings.append(
            Finding(
                code="ROW_RAGGED",
                severity=Severity.WARNING,
                message=f"the row has {found} cells and its header {count}; {done}",
                hint="escape each `|` inside a cell as `\\|`, also inside code spans, and add the missing cells",
                path=self._path,
                line=self._line_of(start),
                span=Span(start, end),
            )
        )


def _cut(line: bytes, *, whole_code: bool = False) -> list[tuple[str, int, int]]:
    """Return the cells of a line: text, and where it begins and ends."""
    text = line.rstrip()
    at = 0
    if text.startswith(b"|"):
        text = text[1:]
        at = 1
    if text.endswith(b"|") and not text.endswith(b"\\|"):
        text = text[:-1]
    if whole_code:
        text = _CODE.sub(lambda m: m[0].replace(b"|", b"\x00"), text)
    pieces = []
    for part in _SPLIT.split(text) if b"\\" in text else text.split(b"|"):
        inner = part.strip(b" \t")
        first = at + part.find(inner)
        past = first + len(inner)
        pieces.append((line[first:past].decode(), first, past))
        at += len(part) + 1
    return pieces


_PIECES = remembered(_cut, most=4_096)

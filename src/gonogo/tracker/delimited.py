"""CSV and TSV documents as one table, whose cells keep their bytes, quotes included."""

from __future__ import annotations

import re

from gonogo.errors import InputError
from gonogo.model.item import Finding, Severity, Span
from gonogo.tracker.blocks import Blocks, Cell, Row, Table


def read_csv(path: str, data: bytes) -> Blocks:
    """Return the rows of a CSV or TSV document as one table, each as wide as the first.

    Raises InputError where a quote never ends or the bytes are no UTF-8.
    """
    rows = _rows(path, data)
    if not rows:
        return Blocks()
    width = len(rows[0].cells)
    findings = tuple(_ragged(path, row, width) for row in rows if len(row.cells) != width)
    body = tuple(_fitted(row, width) for row in rows[1:])
    span = Span(rows[0].span.start, rows[-1].span.end)
    return Blocks((Table(rows[0], body, rows[0].line, span),), findings)


def _fitted(row: Row, width: int) -> Row:
    missing = width - len(row.cells)
    if missing == 0:
        return row
    empty = Cell("", Span(row.span.end, row.span.end))
    return Row((*row.cells[:width], *(empty,) * max(missing, 0)), row.line, row.span)


def _ragged(path: str, row: Row, width: int) -> Finding:
    return Finding(
        code="ROW_RAGGED",
        severity=Severity.WARNING,
        message=f"the row has {len(row.cells)} fields and the header {width}",
        hint="quote each field that holds a separator, and add the missing fields",
        path=path,
        line=row.line,
        span=row.span,
    )


def _rows(path: str, data: bytes) -> list[Row]:
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "the document is not UTF-8", code="TRACKER_UNREADABLE", where=f"{path}:{line}", hint="save it as UTF-8"
        ) from error
    separator = _separator(path, data[at : at + 65_536])
    mark = re.escape(separator)
    cell = re.compile(rb'[ \t]*+"((?:[^"]|"")*+)"[ \t]*+|(?![ \t]*+")([^' + mark + rb"\r\n]*+)")
    line = 1
    rows: list[Row] = []
    while at < len(data):
        start, first, cells = at, line, []
        while True:
            found = cell.match(data, at)
            if found is None:  # it matches nothing at least
                break
            line += data.count(b"\n", at, found.end())
            at = found.end()
            cells.append(_cell(found))
            if data[at : at + 1] != separator:
                break
            at += 1
        if at < len(data) and data[at] not in b"\r\n":
            raise InputError(
                "a quoted field does not end where it should",
                code="TRACKER_UNREADABLE",
                where=f"{path}:{first}",
                hint='double each `"` inside a quoted field, and close it',
            )
        if any(entry.raw for entry in cells) and not (not rows and cells[0].raw.startswith(("#", "sep="))):
            rows.append(Row(tuple(cells), first, Span(start, at)))
        at += 2 if data[at : at + 2] == b"\r\n" else 1
        line += 1
    return rows


def _cell(found: re.Match[bytes]) -> Cell:
    if found[1] is not None:
        return Cell(found[1].replace(b'""', b'"').decode("utf-8").strip(), Span(found.start(), found.end()))
    raw = found[2]
    lead = len(raw) - len(raw.lstrip())
    return Cell(raw.strip().decode("utf-8"), Span(found.start() + lead, found.start() + max(lead, len(raw.rstrip()))))


def _separator(path: str, head: bytes) -> bytes:
    if path.casefold().endswith(".tsv"):
        return b"\t"
    first = re.sub(rb'"[^"]*"', b"", head.lstrip().split(b"\n", 1)[0])
    return max((b",", b";", b"\t", b"|"), key=first.count)

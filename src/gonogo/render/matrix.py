"""The 0/1 dependency matrix: `1` means that the item of the row depends on the item of the column."""

from __future__ import annotations

import csv
import io

from gonogo.model.board import MatrixView
from gonogo.render import json, spreadsheet
from gonogo.render.cells import clean, width
from gonogo.render.markdown import escape, table
from gonogo.render.page import Page, Screen, Tone, Toned, padded

CORNER = "Row \\ Col"
WIDEST_LABEL = 24


def text(view: MatrixView, screen: Screen) -> str:
    """Return the matrix for a terminal; where labels over columns are too wide, columns are numbered as rows are."""
    page = Page(screen)
    if not view.keys:
        page.line("no items")
        return page.text()
    labels = [clean(label) for label in view.labels]
    step = max(width(label) for label in labels) + 2
    left = min(step, WIDEST_LABEL)
    if left + step * len(labels) > screen.width - 2:
        _numbered(page, view, labels, left)
        return page.text()
    page.line("  ", " " * left, *(Toned(padded(label, step), Tone.STRONG) for label in labels))
    for label, cells in zip(labels, view.cells, strict=True):
        page.line("  ", Toned(padded(label, left), Tone.STRONG), *(_digit(cell, step) for cell in cells))
    return page.text()


def markdown(view: MatrixView) -> str:
    """Return the matrix as a Markdown table."""
    header = (escape(CORNER), *(escape(label) for label in view.labels))
    rows = [
        (escape(label), *(str(cell) for cell in cells)) for label, cells in zip(view.labels, view.cells, strict=True)
    ]
    return table(header, rows, right=frozenset(range(1, len(header))))


def as_csv(view: MatrixView) -> str:
    """Return the matrix as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    labels = [spreadsheet.cell(label) for label in view.labels]
    writer.writerow(["", *labels])
    for label, cells in zip(labels, view.cells, strict=True):
        writer.writerow([label, *cells])
    return out.getvalue()


def as_json(view: MatrixView) -> bytes:
    """Return keys, labels and rows as JSON, a row a line."""
    return json.compact(view)


def _numbered(page: Page, view: MatrixView, labels: list[str], left: int) -> None:
    """Rows and columns by number, a column a character wide, its number written downwards."""
    count, digits = len(labels), len(str(len(labels)))
    if digits + left + count > page.screen.width - 2:
        page.line(f"{count} columns are wider than the screen: gonogo matrix --format csv, or gonogo graph")
        return
    for place in range(digits):
        page.line("  ", " " * (digits + 1 + left), *(f"{number:>{digits}}"[place] for number in range(1, count + 1)))
    for number, (label, cells) in enumerate(zip(labels, view.cells, strict=True), 1):
        shown = (Toned("1", Tone.STRONG) if cell else Toned("·", Tone.QUIET) for cell in cells)
        page.line("  ", f"{number:>{digits}} ", padded(label, left - 1), " ", *shown)


def _digit(cell: int, step: int) -> Toned:
    return Toned(f"{cell:<{step}}", Tone.STRONG if cell else Tone.QUIET)

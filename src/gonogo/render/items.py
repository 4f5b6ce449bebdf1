"""Items as read: JSON with the keys of design §4, CSV, Markdown, and text for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from gonogo.model.item import Item
from gonogo.render import json, spreadsheet, words
from gonogo.render.cells import clean
from gonogo.render.markdown import code, escape, table
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

_FIELDS = tuple(name for name in Item.__struct_fields__ if name != "span")
_COLUMNS = (
    Column(least=8, most=28),
    Column(most=8),
    Column(least=16, most=60),
    Column(most=16),
    Column(least=6, most=20),
    Column(least=8, most=30),
    Column(least=8),
)


def as_json(items: Sequence[Item]) -> bytes:
    """Return a JSON list, one item a line."""
    return json.listed(list(items))


def as_csv(items: Iterable[Item]) -> str:
    """Return CSV (RFC 4180) with a header; a list has one entry a line; nothing in it steers or computes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    for item in items:
        writer.writerow([spreadsheet.harmless(_cell(getattr(item, name))) for name in _FIELDS])
    return out.getvalue()


def markdown(items: Iterable[Item]) -> str:
    """Return a Markdown table that gonogo reads as a tracker again."""
    header = ("ID", "Title", "Priority", "Owner", "Target", "Status", "Depends On", "Verify Command", "Evidence")
    rows = (
        (
            escape(item.id or ""),
            escape(item.title or ""),
            escape(item.priority or ""),
            escape(item.owner or ""),
            escape(item.target or ""),
            escape(words.claim(item)),
            escape(", ".join(item.depends_on)),
            "<br>".join(code(command) for command in item.verify),
            "<br>".join(code(reference) for reference in item.evidence),
        )
        for item in items
    )
    return table(header, rows)


def text(items: Sequence[Item], screen: Screen) -> str:
    """Return the items as a table for a terminal, a heading a document."""
    page = Page(screen)
    cells: list[list[Part]] = []
    headings: dict[int, Part] = {}
    for index, item in enumerate(items):
        if index == 0 or items[index - 1].path != item.path:
            headings[index] = Toned(item.path, Tone.STRONG)
        cells.append(
            [
                words.near_name(item),
                item.priority or "",
                item.title or "",
                words.claim(item),
                item.owner or "",
                f"needs {', '.join(item.depends_on)}" if item.depends_on else "",
                Toned(f"line {item.line}", Tone.QUIET),
            ]
        )
    page.table(cells, _COLUMNS, headings=headings)
    documents = len(headings)
    hint = "" if items else ": gonogo items --explain says for each file why"
    page.line(f"{words.count(len(items), 'item')} in {words.count(documents, 'tracker')}{hint}")
    return page.text()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(clean(str(entry)) for entry in value)
    if isinstance(value, dict):
        return "\n".join(f"{clean(name)}: {_cell(entry)}" for name, entry in value.items())
    return clean(str(value))

"""What can be worked on now, and the whole execution order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gonogo.model.board import NextRow
from gonogo.render import json, words
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

MOST_ROWS = 20
_COLUMNS = (
    Column(right=True),
    Column(least=8, most=28),
    Column(most=8),
    Column(least=16, most=44),
    Column(most=16),
    Column(),
    Column(least=16),
)


def text(rows: Sequence[NextRow], names: Mapping[str, str], screen: Screen, *, everything: bool) -> str:
    """Return the rows for a terminal; `names` gives for a key what people call the item."""
    page = Page(screen)
    if not rows:
        page.line("nothing to work on: every item is proven or cancelled" if names else "no items")
        return page.text()
    page.line("execution order" if everything else "can be worked on now, first what unblocks most")
    cells: list[list[Part]] = []
    for place, row in enumerate(rows if everything else rows[:MOST_ROWS], 1):
        cells.append(
            [
                str(place),
                names[row.item.key],
                row.item.priority or "",
                row.item.title or "",
                words.claim(row.item),
                words.standing(row.verdict.standing),
                "; ".join(_notes(row, names)),
            ]
        )
    page.table(cells, _COLUMNS)
    if len(rows) > len(cells):
        page.line(Toned(f"  …{len(rows) - len(cells)} more: gonogo next --format json", Tone.QUIET))
    return page.text()


def as_json(rows: Sequence[NextRow]) -> bytes:
    """Return a JSON list, in order."""
    return json.indented(rows)


def _notes(row: NextRow, names: Mapping[str, str]) -> list[str]:
    notes = []
    if row.waits_for:
        notes.append("waits for " + ", ".join(names.get(key, key) for key in row.waits_for))
    if row.unblocks:
        notes.append(f"unblocks {row.unblocks}")
    if row.layer is None:
        notes.append("on or behind a cycle")
    reason = row.verdict.reason
    if not row.waits_for and reason is not None:
        notes.append(reason.message or reason.subject)
    return notes

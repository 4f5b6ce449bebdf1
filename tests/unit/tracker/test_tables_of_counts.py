"""A column of plain numbers under a status word counts items; it is no status of the row."""

from __future__ import annotations

from gonogo.model.item import StructureType
from gonogo.tracker.parse import parse

SUMMARY = b"""| Area | Total | Done | Open |
|---|---|---|---|
| Floor | 3 | 2 | 1 |
| Roof | 1 | 0 | 1 |
"""
TICKS = b"""| Check | Done |
|---|---|
| Roof is tight | 1 |
| Doors close | 0 |
"""


def test_rows_of_counts_are_a_rollup() -> None:
    reading = parse("plan.md", SUMMARY)
    assert [structure.type for structure in reading.structures] == [StructureType.ROLLUP]
    assert reading.items == ()


def test_ones_and_noughts_may_say_yes_and_no() -> None:
    assert [item.title for item in parse("plan.md", TICKS).items] == ["Roof is tight", "Doors close"]

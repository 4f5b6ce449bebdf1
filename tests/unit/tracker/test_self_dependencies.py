"""An item that names itself as its dependency is told of as a circle; one that a range runs over is not."""

from __future__ import annotations

import pytest

from gonogo.tracker.parse import parse


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("K-3", ("K-3",)),
        ("`K-3`", ("K-3",)),
        ("K-1, K-3", ("K-1", "K-3")),
        ("K-1..K-4", ("K-1", "K-2", "K-4")),
        ("-", ()),
    ],
)
def test_what_an_item_says_of_itself_is_not_lost(cell: str, expected: tuple[str, ...]) -> None:
    needs = {"K-3": cell}
    rows = "".join(f"| K-{n} | Knot {n} | Done | {needs.get(f'K-{n}', '-')} |\n" for n in range(1, 5))
    reading = parse("knots-tracker.md", f"| ID | Task | Status | Depends On |\n|---|---|---|---|\n{rows}".encode())
    assert {item.id: item.depends_on for item in reading.items}["K-3"] == expected

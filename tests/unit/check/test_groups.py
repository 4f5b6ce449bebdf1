"""Which items a name means, and in how many honest ways they can be counted."""

from __future__ import annotations

import pytest

from gonogo.check.groups import Groups, spoken
from gonogo.check.outline import Outline
from gonogo.check.scene import Page
from gonogo.model.item import Item, Status
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.parse import parse
from gonogo.tracker.statuses import StatusReader


def _groups(text: str) -> Groups:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    return Groups(page, Outline.of(page), StatusReader(BUILT_IN))


def _ids(group: tuple[Item, ...]) -> str:
    return " ".join(item.id or item.title or "?" for item in group)


HOUSE = """# House

| Work ID | Work | Workstream | Priority | Owner | Place | Status | Insured |
|---|---|---|---|---|---|---|---|
| F-1 | Lay the floor | Carpentry | P1 | Mia | North wing | Done | Yes |
| F-2 | Wax the floor | Carpentry | P2 | Jon | South wing | Open | - |
| R-1.1 | Order tiles | Roofing | P1 | Mia | North wing | Cancelled | Yes - by letter |
| R-1.2 | Lay tiles | Roofing | P2 | Ida | South wing | In progress | |

## Garden (G-09)

- [x] Dig
- [ ] Plant
- [ ] Water

## Garden wall

### First course

### Second course

## Gate
"""


@pytest.mark.parametrize(
    ("label", "groups"),
    [
        ("Carpentry", ["F-1 F-2"]),
        ("**carpentry**", ["F-1 F-2"]),
        ("P1", ["F-1 R-1.1"]),
        ("Mia", ["F-1 R-1.1"]),
        ("South wing", ["F-2 R-1.2"]),
        ("F", ["F-1 F-2"]),
        ("R-1", ["R-1.1 R-1.2"]),
        ("R", ["R-1.1 R-1.2"]),
        ("Tiles (R-1.1, R-1.2)", ["R-1.1 R-1.2"]),
        ("Tiles (R-1.1, R-9.9)", []),
        ("Tiles (F-1)", ["F-1", "F-1 F-2"]),
        ("Early work (Roofing)", ["R-1.1 R-1.2"]),
        ("Trades: Roofing", ["R-1.1 R-1.2"]),
        ("Garden", ["Dig Plant Water"]),
        ("Garden (G-09)", ["Dig Plant Water", "Dig Plant Water"]),
        ("House", ["F-1 F-2 R-1.1 R-1.2 Dig Plant Water"]),
        ("Cellar", []),
        ("", []),
    ],
)
def test_named(label: str, groups: list[str]) -> None:
    found = [_ids(group) for group in _groups(HOUSE).named(label)]
    assert sorted(set(found)) == sorted(set(groups))


def test_a_place_stands_in_its_sections_innermost_first() -> None:
    groups = _groups(HOUSE)
    assert [_ids(group) for group in groups.around(14)] == [
        "Dig Plant Water",
        "F-1 F-2 R-1.1 R-1.2 Dig Plant Water",
        "F-1 F-2 R-1.1 R-1.2 Dig Plant Water",
    ]


@pytest.mark.parametrize(
    ("label", "counts"),
    [("Low", {1, 2}), ("LOWS", {1, 2}), ("Low or so", {1, 2}), ("Lows gaps", {1, 2}), ("Lo", set()), ("High", set())],
)
def test_headings_below_sections_of_that_name(label: str, counts: set[int]) -> None:
    text = "# Gaps\n\n## Low gaps\n\n### a\n\n### b\n\n## LOW\n\n### c\n\n## Medium\n\n### d\n\n### e\n\n### f\n"
    assert _groups(text).headings(label) == counts


def test_what_is_counted_may_leave_out_what_is_cancelled() -> None:
    groups = _groups(HOUSE)
    (roofing,) = groups.named("Roofing")
    totals = {reading.total for reading in groups.readings(roofing)}
    assert totals == {1, 2}
    assert next(dict(reading.statuses) for reading in groups.readings(roofing)) == {
        Status.CANCELLED: 1,
        Status.IN_PROGRESS: 1,
    }


def test_a_column_is_counted_by_what_stands_in_it() -> None:
    groups = _groups(HOUSE)
    (table,) = groups.tables
    first = groups.readings(table, "Insured")[0]
    assert (first.total, first.statuses[Status.UNKNOWN]) == (4, 2)
    assert first.words == {"yes": 2}
    assert groups.filled(table, "Insured") == 2
    assert groups.filled(table, "Place") == 4
    assert groups.filled(table, "Colour") == 0


def test_the_words_of_statuses_are_counted() -> None:
    groups = _groups(HOUSE)
    first = groups.readings(groups.everything)[0]
    assert first.total == 7
    assert {word: first.words[word] for word in ("done", "open", "cancelled", "in")} == {
        "done": 1,
        "open": 1,
        "cancelled": 1,
        "in": 1,
    }


def test_boxes_parents_and_leaves_may_be_counted_alone() -> None:
    groups = _groups(
        "# House\n\n## Phase 1: Floor\n\nStatus: In progress\n\n- [x] F-1 Lay it\n  - [x] Sand it\n  - [ ] Oil it\n"
        "- [ ] F-2 Wax it\n- [ ] Sweep up\n"
    )
    everything = groups.everything
    totals = {reading.total for reading in groups.readings(everything)}
    boxes = [item for item in everything if item.kind.value == "checkbox"]
    assert len(boxes) in totals
    assert len([item for item in everything if item.id is not None]) in totals
    assert len([item for item in everything if item not in boxes]) in totals
    parents = {item.parent for item in everything}
    assert len([item for item in everything if item.key not in parents]) in totals
    assert max(totals) == len(everything)


def test_what_rows_are_called() -> None:
    assert _groups(HOUSE).nouns == {"works"}
    other = "| {} | {} | Status |\n|---|---|---|\n| S-1 | Fire | Done |\n| S-2 | Flood | Open |\n"
    assert _groups(other.format("Scenario ID", "Scenario")).nouns == {"scenarios"}
    assert _groups(other.format("ID", "Controls")).nouns == {"controls"}


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Done", Status.DONE),
        ("✅ Done", Status.DONE),
        ("Planned", None),
        ("Target", None),
        ("Passed", None),
        ("Failed", None),
        ("Blocked", Status.BLOCKED),
        ("Hours", None),
    ],
)
def test_the_status_that_a_label_counts(label: str, status: Status | None) -> None:
    assert _groups(HOUSE).meaning(label) is status


@pytest.mark.parametrize("said", ["Passed", "✅ Passed", "Passing"])
def test_verdicts_count_items_where_items_have_them(said: str) -> None:
    text = f"| ID | Task | Status |\n|---|---|---|\n| K-1 | Lay it | {said} |\n| K-2 | Wax it | Open |\n"
    assert _groups(text).meaning("Passed") is Status.DONE
    assert _groups(text).meaning("Skipped") is None


def test_sums_of_columns_of_numbers_and_shares() -> None:
    text = (
        "| ID | Task | Points | Tests | Status |\n|---|---|---|---|---|\n"
        "| K-1 | Lay it | 3 | 4/5 | Done |\n| K-2 | Wax it | **5** | 1/2 | Open |\n\n"
        "| Area | Hours | Cost |\n|---|---|---|\n| Floor | 20 | 5% |\n| Roof | 30 | 7% |\n"
    )
    assert {8, 5, 7, 50} <= _groups(text).sums
    assert 12 not in _groups(text).sums
    assert _groups("| ID | Task | Status |\n|---|---|---|\n| K-1 | Lay it | Done |\n").sums == frozenset()
    assert 3 not in _groups("| ID | Task | Points | Status |\n|---|---|---|---|\n| K-1 | Lay it | 3 | Done |\n").sums


def test_names_are_compared_without_marks_signs_and_case() -> None:
    assert spoken("  ✅ **North**   Wing! ") == "north wing"
    assert spoken("R-1.1 (A/B) & C#+") == "r-1.1 a/b & c#+"


def test_parts_of_parts_may_be_counted_with_their_wholes_without_or_not_at_all() -> None:
    groups = _groups("- [ ] K-1 Lay it\n  - [x] K-2 Sand it\n  - [ ] K-3 Oil it\n  - [x] K-4 Wax it\n- [ ] K-5 Sweep\n")
    assert {reading.total for reading in groups.readings(groups.everything)} == {5, 4, 2}


@pytest.mark.parametrize(
    ("header", "nouns"),
    [
        ("Control name", {"controls"}),
        ("Control ID", {"controls"}),
        ("Control of what", set()),
        ("Control number", set()),
    ],
)
def test_what_ids_are_the_ids_of(header: str, nouns: set[str]) -> None:
    text = f"| {header} | Task | Status |\n|---|---|---|\n| S-1 | Fire | Done |\n| S-2 | Flood | Open |\n"
    assert _groups(text).nouns - {"tasks"} == nouns

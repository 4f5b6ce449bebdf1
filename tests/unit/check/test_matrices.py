"""A dependency matrix beside the items that it is about: what it says otherwise, and what it leaves out."""

from __future__ import annotations

import pytest

from gonogo.check.matrix import find_matrix_disagreements
from gonogo.check.matrix_gaps import find_incomplete_matrices
from gonogo.check.scene import Page, Scene
from gonogo.model.links import link
from gonogo.tracker.parse import parse

HEADER = "| ID | Task | Status | Depends On |\n|---|---|---|---|\n"


def tracker(**needs: str) -> str:
    """Return a tracker of items `K1="K2"`: their ids and what each depends on."""
    return HEADER + "".join(f"| {spell(name)} | part | Open | {need} |\n" for name, need in needs.items()) + "\n"


def spell(name: str) -> str:
    return f"{name[0]}-{name[1:]}"


def matrix(columns: str, **rows: str) -> str:
    """Return a matrix with columns `1 2 3` and rows `K1="0 1 0"`."""
    names = [f"K-{name}" for name in columns.split()]
    lines = [f"|  | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {spell(name)} | {' | '.join(cells.split())} |" for name, cells in rows.items()]
    return "## Dependency matrix\n\n" + "\n".join(lines) + "\n\n"


def scene(text: str) -> Scene:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    return Scene(pages=(page,), items=page.items, links=link(page.items), today="2026-11-21")


def wrong(text: str) -> list[str]:
    return [f"{f.line} {f.message}" for f in find_matrix_disagreements(scene(text))]


def lacks(text: str) -> list[str]:
    return [f"{f.line} {f.message}" for f in find_incomplete_matrices(scene(text))]


CHAIN = tracker(K1="", K2="K-1", K3="K-2")
ENDING = "the item's own dependencies do not"


@pytest.mark.parametrize("yes", ["1", "x", "X", "✓", "✅", "yes", "●", "Dep"])
@pytest.mark.parametrize("no", ["0", "-", "no", "·", "○", "N/A"])
def test_a_cell_says_yes_or_no_in_many_ways(yes: str, no: str) -> None:
    assert wrong(CHAIN + matrix("1 2 3", K1=f"- {no} {no}", K2=f"{yes} - {no}", K3=f"{no} {yes} -")) == []
    assert wrong(CHAIN + matrix("1 2 3", K1=f"- {no} {yes}", K2=f"{yes} - {no}", K3=f"{no} {no} -")) == [
        f"11 the matrix says that K-1 needs K-3; {ENDING}",
        f"13 the matrix leaves out that K-3 needs K-2; {ENDING}",
    ]


def test_a_cell_that_is_neither_says_nothing() -> None:
    assert wrong(CHAIN + matrix("1 2 3", K1="- ? soon", K2="maybe - 0", K3="0 1 -")) == []


def test_a_row_tells_all_that_it_says_before_what_it_leaves_out() -> None:
    text = CHAIN + matrix("1 2 3", K1="- 0 0", K2="0 - 1", K3="0 1 -")
    assert wrong(text) == [f"12 the matrix says that K-2 needs K-3, leaves out that K-2 needs K-1; {ENDING}"]
    (finding,) = find_matrix_disagreements(scene(text))
    assert (finding.item, finding.hint) == ("K-2", "regenerate it: gonogo matrix --format markdown")


@pytest.mark.parametrize(("count", "more"), [(8, ""), (9, ", …")])
def test_a_message_names_eight_cells(count: int, more: str) -> None:
    names = [f"K{n}" for n in range(1, count + 3)]
    items = tracker(**dict.fromkeys(names, ""))
    rows = {name: " ".join("0" * len(names)) for name in names}
    rows["K1"] = " ".join(["0", *"1" * count, "0"])
    (message,) = wrong(items + matrix(" ".join(name[1:] for name in names), **rows))
    told = ", ".join(f"says that K-1 needs K-{n}" for n in range(2, 10))
    assert message.endswith(f"the matrix {told}{more}; {ENDING}")


TURNED = {"K1": "0 1 0", "K2": "0 0 1", "K3": "0 0 0"}


@pytest.mark.parametrize(
    ("sentence", "rows", "count"),
    [
        ("", TURNED, 0),
        ("A column depends on its rows.", TURNED, 0),
        ("Rows block the columns.", TURNED, 0),
        ("A row depends on its columns.", TURNED, 0),
        ("A column depends on its rows.", {"K1": "0 1 1", "K2": "0 0 0", "K3": "0 0 0"}, 2),
        ("", {"K1": "0 1 0", "K2": "0 0 0", "K3": "0 0 0"}, 3),
    ],
)
def test_a_matrix_may_be_turned(sentence: str, rows: dict[str, str], count: int) -> None:
    assert len(wrong(CHAIN + f"{sentence}\n\n" + matrix("1 2 3", **rows))) == count


def test_a_turned_matrix_names_who_needs_what() -> None:
    text = CHAIN + "A column depends on its rows.\n\n" + matrix("1 2 3", K1="0 1 0", K2="0 0 1", K3="1 0 0")
    assert wrong(text) == [f"15 the matrix says that K-1 needs K-3; {ENDING}"]


@pytest.mark.parametrize(
    ("row", "count"),
    [("1 0 0", 1), ("0 1 0", 1), ("0 0 0", 0), ("? - 0", 0)],
)
def test_a_row_of_nobody_is_told_where_it_has_something_to_say(row: str, count: int) -> None:
    found = wrong(CHAIN + matrix("1 2 3", K1="0 0 0", K2="1 0 0", K3="0 1 0", K9=row))
    assert found == ["14 the matrix says what K-9 needs, and no item bears that id"] * count


def test_a_matrix_of_which_half_the_rows_are_nobodys_is_about_something_else() -> None:
    assert len(wrong(CHAIN + matrix("1 2 3", K1="0 0 0", K2="1 0 0", K9="1 0 0"))) == 1
    assert wrong(CHAIN + matrix("1 2 3", K1="0 0 0", K2="1 0 0", K8="1 0 0", K9="1 0 0")) == []


def test_a_matrix_is_not_compared_where_no_item_has_a_place_for_dependencies() -> None:
    items = "| ID | Task | Status |\n|---|---|---|\n| K-1 | a | Open |\n| K-2 | b | Open |\n\n"
    assert wrong(items + matrix("1 2", K1="0 0", K2="1 0")) == []
    assert len(wrong(tracker(K1="", K2="") + matrix("1 2", K1="0 0", K2="1 0"))) == 1


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ({"K1": "0 0 0", "K2": "1 0 0", "K3": "1 1 0"}, 0),
        ({"K1": "0 0 0", "K2": "1 0 0", "K3": "1 0 0"}, 1),
        ({"K1": "0 0 1", "K2": "1 0 0", "K3": "1 1 0"}, 2),
    ],
)
def test_a_matrix_may_mark_all_that_follows(rows: dict[str, str], count: int) -> None:
    assert len(wrong(CHAIN + matrix("1 2 3", **rows))) == count


def test_a_ragged_row_says_nothing() -> None:
    text = CHAIN + matrix("1 2 3", K1="0 1 1 1", K2="1 0 0", K3="0 1 0")
    assert wrong(text) == []


NO_ROW = {"K1": "0 0 0", "K2": "1 0 0"}


@pytest.mark.parametrize(
    ("items", "columns", "rows", "told"),
    [
        (CHAIN, "1 2 3", NO_ROW, ["no row for K-3"]),
        (CHAIN, "1 2", {"K1": "0 0", "K2": "1 0", "K3": "0 1"}, ["no column for K-3"]),
        (CHAIN, "2 3", {"K1": "0 0", "K2": "0 0", "K3": "1 0"}, ["no column for K-1"]),
        (CHAIN, "1 2", {"K1": "0 0", "K2": "1 0"}, ["no row for K-3 and no column for K-3"]),
        (CHAIN, "1", {"K1": "0"}, []),
        (tracker(K1="", K2="K-1", K3="K-2", K4="K-2"), "1 2", {"K2": "1 0", "K3": "0 1", "K4": "0 1"}, []),
        (CHAIN, "1 2", {"K2": "1 0", "K3": "0 1"}, []),
        (CHAIN, "1 2 3", {"K2": "1 0 0", "K3": "0 1 0"}, ["no row for K-1"]),
        (tracker(K1="", K2="K-1", K3="K-2", L9="K-1"), "1 2 3", {"K1": "0 0 0", "K2": "1 0 0", "K3": "0 1 0"}, []),
        (
            tracker(K1="K-4", K2="K-1", K3="K-2", K4=""),
            "1 2 3",
            {"K2": "1 0 0", "K3": "0 1 0", "K4": "0 0 0"},
            ["no row for K-1 and no column for K-4"],
        ),
    ],
)
def test_what_a_matrix_leaves_out_that_has_something_to_say(
    items: str, columns: str, rows: dict[str, str], told: list[str]
) -> None:
    found = lacks(items + matrix(columns, **rows))
    assert [message.partition(" the matrix has ")[2] for message in found] == told


@pytest.mark.parametrize(("gone", "more"), [(8, ""), (9, " and 1 more"), (10, " and 2 more")])
def test_a_message_names_eight_rows(gone: int, more: str) -> None:
    whole = 3 * gone
    items = tracker(**{f"K{n}": f"K-{n - 1}" if n > 1 else "" for n in range(1, whole + gone)})
    numbers = range(1, whole)
    cells = {f"K{n}": " ".join("1" if m == n - 1 else "0" for m in range(1, whole + gone)) for n in numbers}
    (message,) = lacks(items + matrix(" ".join(str(m) for m in range(1, whole + gone)), **cells))
    named = ", ".join(f"K-{n}" for n in range(whole, whole + 8))
    assert message.endswith(f"the matrix has no row for {named}{more}")


def test_a_ragged_row_of_nobody_may_be_the_one_that_seems_to_lack() -> None:
    assert len(lacks(CHAIN + matrix("1 2 3", K1="0 0 0", K2="1 0 0"))) == 1
    assert lacks(CHAIN + matrix("1 2 3", K1="0 0 0", K2="1 0 0", K9="0 1 0 0")) == []
    assert len(lacks(CHAIN + matrix("1 2 3", K1="0 0 0", K2="1 0 0", K9="0 1 0"))) == 1


def test_a_dependency_from_one_matrix_into_another_is_told_at_the_first_that_lacks_a_cell() -> None:
    items = tracker(K1="", K2="K-1", K3="K-2", K4="K-3, K-1")
    text = items + matrix("1 2", K1="0 0", K2="1 0") + matrix("3 4", K3="0 0", K4="1 0")
    (finding,) = find_incomplete_matrices(scene(text))
    assert finding.message == "K-3 depends on K-2, K-4 depends on K-1, and no matrix has a cell for it"
    assert finding.line == 17
    assert finding.hint == "keep one matrix over all of them: gonogo matrix --format markdown"

"""What is wrong with a list of ids: one that stands twice, and one of which nobody says how it stands."""

from __future__ import annotations

from collections import Counter

import pytest

from gonogo.check.scene import Page, Scene
from gonogo.check.structure import find_duplicate_ids, find_missing_columns, find_ragged_rows
from gonogo.model.links import link
from gonogo.tracker.parse import parse


def scene(*texts: str) -> Scene:
    readings = [parse(f"{'ab'[place]}.md", text.encode()) for place, text in enumerate(texts)]
    pages = tuple(Page(reading=reading, items=reading.items) for reading in readings)
    items = tuple(item for page in pages for item in page.items)
    ids = Counter(item.id for item in items)
    twice = frozenset(item.key for item in items if ids[item.id] > 1)
    return Scene(pages=pages, items=items, links=link(items), today="2026-11-21", duplicated=twice)


def table(header: str, *rows: str) -> str:
    columns = header.count("|") + 1
    return "\n".join((f"| {header} |", "|---" * columns + "|", *(f"| {row} |" for row in rows), ""))


def lacks(*texts: str) -> list[str]:
    return [f"{f.path}:{f.line} {f.message}" for f in find_missing_columns(scene(*texts))]


BARE = table("ID | Task", "K-1 | Lay the floor", "K-2 | Paint the wall")
TOLD = "a.md:1 the table lists 2 ids from K-1 on, and says of none how it stands"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("Done", "Open", "Done"), 0),
        (("Done", "Open", ""), 0),
        (("done", "", ""), 1),
        (("Done", "Open", "", ""), 1),
        (("yes", "no", "yes"), 1),
        (("oak", "pine", "oak"), 1),
        (("", "", ""), 1),
    ],
)
def test_a_column_of_another_name_may_say_of_most_items_how_they_stand(words: tuple[str, ...], count: int) -> None:
    rows = [f"K-{number} | part {number} | {word}" for number, word in enumerate(words, 1)]
    assert len(lacks(table("ID | Task | Seen by Ada", *rows))) == count


def test_statuses_in_two_columns_are_not_added_up() -> None:
    rows = ("K-1 | floor | Done | ", "K-2 | wall |  | Done", "K-3 | door | | ")
    assert len(lacks(table("ID | Task | Seen by Ada | Seen by Bo", *rows))) == 1


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (table("ID | Task | Status", "k-1 | Lay the floor | Done"), 0),
        (table("ID | Task | Status", "K-1 | Lay the floor | what?"), 0),
        (table("ID | Task | Status", "K-1 | Lay the floor | "), 1),
        (table("ID | Task | Status", "K-3 | Hang the door | Done"), 1),
    ],
)
def test_another_tracker_may_say_how_an_id_stands(other: str, count: int) -> None:
    assert [line for line in lacks(BARE, other) if line.startswith("a.md")] == [TOLD] * count


def test_an_id_without_a_status_in_another_table_of_its_own_document_is_told_of_once_a_table() -> None:
    other = table("ID | Task", "L-1 | Dig", "L-2 | Plant")
    assert lacks(BARE + "\n## More\n\n" + other) == [
        TOLD,
        "a.md:8 the table lists 2 ids from L-1 on, and says of none how it stands",
    ]


@pytest.mark.parametrize(
    ("joined", "count"),
    [
        (table("ID | Status", "K-1 | Done"), 0),
        (table("ID | Status", "K-1 | "), 1),
        (table("ID | Status", "K-9 | Done"), 1),
    ],
)
def test_another_table_of_the_document_may_say_how_an_item_stands(joined: str, count: int) -> None:
    assert lacks(BARE + "\n## How it stands\n\n" + joined) == [TOLD] * count


@pytest.mark.parametrize(
    ("header", "names", "count"),
    [
        ("ID", ("K-1", "K-2", "K-3"), 1),
        ("ID", ("K-1", "K-1", "K-3"), 1),
        ("ID", ("K-1", "K-1", "K-3", "K-3"), 0),
        ("ID", ("1", "2", "3"), 1),
        ("#", ("1", "2", "3"), 0),
        ("No.", ("1.1", "1.2", "1.3"), 1),
        ("#", ("1.1", "1.2", "1.3"), 0),
        ("Level", ("K-1", "K-2", "K-3"), 0),
        ("Key", ("K-1", "K-2", "K-3"), 1),
        ("ID", ("P0", "P1", "P2"), 0),
        ("ID", ("1x", "2x", "3x"), 0),
        ("ID", ("ui", "db", "os"), 0),
        ("ID", ("UI", "DB", "OS"), 1),
    ],
)
def test_only_ids_that_tell_items_apart_ask_for_a_status(header: str, names: tuple[str, ...], count: int) -> None:
    rows = [f"{name} | part {number}" for number, name in enumerate(names, 1)]
    assert len(lacks(table(f"{header} | Task", *rows))) == count


@pytest.mark.parametrize(
    ("header", "rows", "count"),
    [
        ("ID | Task | Status", ("K-1 | Lay | ", "K-2 | Paint | "), 0),
        ("ID | Task", ("K-1 | Lay", " | Paint"), 0),
        ("ID | Task", ("K-1 | Lay", "K-2 | Paint", " | Hang"), 1),
        ("ID | Task", ("K-1 | Lay", "K-2 | Paint", "ui | Hang", "db | Oil"), 0),
        ("ID | Task", ("K-1 | Lay", "K-2 | Paint", "ui | Hang"), 1),
        ("Days | Week | Task", ("3 | 1 | K-1 Lay", "2 | 1 | K-2 Paint"), 1),
        ("Days | Cost | Week | Task", ("3 | 9 | 1 | K-1 Lay", "2 | 9 | 1 | K-2 Paint"), 0),
        ("Days | Cost | Week | ID | Task", ("3 | 9 | 1 | K-1 | Lay", "2 | 9 | 1 | K-2 | Paint"), 1),
    ],
)
def test_a_table_that_lists_items_by_their_ids_needs_a_status(header: str, rows: tuple[str, ...], count: int) -> None:
    assert len(lacks(table(header, *rows))) == count


def repeated(*texts: str) -> list[str]:
    return [f"{f.path}:{f.line} {f.message}" for f in find_duplicate_ids(scene(*texts))]


def test_an_id_that_stands_thrice_is_told_at_its_second_item() -> None:
    rows = ("K-1 | floor | Open", "K-2 | wall | Open", "K-1 | door | Open", "K-1 | roof | Open")
    assert repeated(table("ID | Task | Status", *rows)) == [
        "a.md:5 K-1 stands on 3 items, first at a.md:3; it binds nothing"
    ]


@pytest.mark.parametrize(
    ("header", "rows", "count"),
    [
        ("ID | Task | Status", ("K-1 | a | Open", "K-1 | b | Open", "K-1 | c | Open"), 1),
        ("Ref | Task | Status", ("K-1 | a | Open", "K-1 | b | Open", "K-1 | c | Open"), 0),
        ("Task | Ref | Status", ("a | K-1 | Open", "b | K-2 | Open", "c | K-1 | Open"), 1),
        ("Task | Status | Ref", ("a | Open | K-1", "b | Open | K-2", "c | Open | K-1"), 0),
        ("Task | Status | ID", ("a | Open | K-1", "b | Open | K-2", "c | Open | K-1"), 1),
        ("Ref | Task | Status", ("K-1 | a | Open", "K-1 | b | Open", "K-2 | c | Open"), 1),
        ("Ref | Task | Status", ("K-1 | a | Open", "K-2 | b | Open", "K-1 | c | Open", "K-1 | d | Open"), 1),
    ],
)
def test_rows_that_follow_each_other_may_belong_to_one_step(header: str, rows: tuple[str, ...], count: int) -> None:
    assert len(repeated(table(header, *rows))) == count


def test_a_table_without_ids_does_not_hide_a_later_one_of_steps() -> None:
    plain = table("Task | Status", "Sweep | Open", "Dust | Open")
    steps = table("Ref | Task | Status", "K-1 | a | Open", "K-1 | b | Open", "K-1 | c | Open")
    assert repeated(f"## One\n\n{plain}\n## Two\n\n{steps}") == []


@pytest.mark.parametrize(
    ("title", "count"), [("Oil it", 1), ("Follow-up: oil it", 0), ("(continued)", 0), ("Part 2", 0), ("Partly oil", 1)]
)
def test_what_goes_on_with_an_item_may_bear_its_id(title: str, count: int) -> None:
    assert len(repeated(table("ID | Task | Status", "K-1 | Lay | Open", f"K-1 | {title} | Open"))) == count


@pytest.mark.parametrize(
    ("marks", "ragged", "told"),
    [
        ("|---|---|---|", 1, [3]),
        ("|---|---|---|", 3, [3, 4, 5]),
        ("|---|---|---|", 4, [3]),
        ("|---|---|", 2, [3, 4]),
        ("|---|---|", 3, []),
    ],
)
def test_the_fault_of_a_header_is_told_once(marks: str, ragged: int, told: list[int]) -> None:
    rows = "".join(f"| K-{n} | part {n} | Open |{' oak |' if n <= ragged else ''}\n" for n in range(1, 5))
    text = f"| ID | Task | Status |\n{marks}\n{rows}"
    assert [f.line for f in find_ragged_rows(scene(text))] == told


def test_two_ragged_rows_are_told_one_by_one() -> None:
    text = table("ID | Task | Status", "K-1 | Lay | Open | oak", "K-2 | Paint | Open | red")
    assert [f.line for f in find_ragged_rows(scene(text))] == [3, 4]
    assert [f.path for f in find_ragged_rows(scene(BARE, text))] == ["b.md", "b.md"]

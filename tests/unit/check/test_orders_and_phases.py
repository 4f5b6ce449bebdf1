"""What follows what: execution orders, numbered phases, and parents over open children and boxes."""

from __future__ import annotations

import pytest

from gonogo.check.boxes import is_duty
from gonogo.check.order import find_contradicted_orders
from gonogo.check.phases import find_open_children, find_phases_out_of_order
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding
from gonogo.model.links import link
from gonogo.tracker.parse import parse

CHAIN = """| ID | Task | Status | Depends On |
|---|---|---|---|
| K-1 | Dig | Open | - |
| K-2 | Pour | Open | K-1 |
| K-3 | Build | Open | K-2 |

"""
HINT = "gonogo next --all prints an order that holds"


def scene(text: str) -> Scene:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    return Scene(pages=(page,), items=page.items, links=link(page.items), today="2026-11-21")


def told(findings: list[Finding]) -> list[str]:
    return [f"{f.line} {f.message}" for f in findings]


def contradicted(text: str) -> list[str]:
    return [f"{f.line} {f.message}" for f in find_contradicted_orders(scene(CHAIN + text))]


def wrong(late: str, *early: str) -> str:
    return f"the order puts {late} before {', '.join(early)}, on which it depends"


@pytest.mark.parametrize(
    ("order", "late", "early"),
    [
        ("K-1 → K-2 → K-3", None, ()),
        ("K-2 → K-1 → K-3", "K-2", ("K-1",)),
        ("K-2 => K-1", "K-2", ("K-1",)),
        ("K-2 ⇒ K-1", "K-2", ("K-1",)),
        ("K-2 -> K-1", "K-2", ("K-1",)),
        ("K-2 > K-1", "K-2", ("K-1",)),
        ("`K-2` → `K-1`.", "K-2", ("K-1",)),
        ("K-3 → K-1", None, ()),
        ("K-9 → K-2 → K-1", "K-2", ("K-1",)),
        ("K-2 → K-1 → K-2", None, ()),
        ("K-1 → K-2 → K-1", None, ()),
        ("k-2 (pour) → K-1: dig", "K-2", ("K-1",)),
    ],
)
@pytest.mark.parametrize("lead", ["Execution order:", "Order:", "The recommended sequence：", "Critical path (2026):"])
def test_an_order_in_a_sentence_is_read_from_left_to_right(
    lead: str, order: str, late: str | None, early: tuple[str, ...]
) -> None:
    assert contradicted(f"{lead} {order}\n") == ([f"7 {wrong(late, *early)}"] if late else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "We moved K-2 → K-1 in May.",
        "In order: no arrow, K-2, K-1",
        "> Execution order: K-2 → K-1",
        "Pecking order K-2 → K-1",
    ],
)
def test_other_sentences_are_no_order(sentence: str) -> None:
    assert contradicted(f"{sentence}\n") == []


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (("K-1", "K-2", "K-3"), []),
        (("K-3", "K-2", "K-1"), [f"9 {wrong('K-3', 'K-2')}", f"10 {wrong('K-2', 'K-1')}"]),
        (("K-2", "K-1", "K-2"), []),
        (("K-1, K-2", "K-3"), []),
    ],
)
def test_a_list_is_an_order_line_by_line(steps: tuple[str, ...], found: list[str]) -> None:
    listed = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    assert contradicted(f"## Execution order\n\n{listed}\n") == found


def test_a_contradiction_in_a_list_says_where_to_move_what() -> None:
    (finding,) = find_contradicted_orders(scene(CHAIN + "## Execution order\n\n1. K-2\n2. K-1\n"))
    assert finding.item == "K-2"
    assert finding.hint == f"move K-2 below K-1; {HINT}"


@pytest.mark.parametrize("column", ["Order", "Execution order", "Build sequence", "Seq.", "Reihenfolge", "顺序"])
@pytest.mark.parametrize(
    ("numbers", "late"),
    [(("1", "2", "3"), None), (("1", "1", "1"), None), (("2", "1", "3"), "K-2"), (("?", "1", "2"), None)],
)
def test_a_column_may_number_the_rows(column: str, numbers: tuple[str, ...], late: str | None) -> None:
    rows = zip(("K-1", "K-2", "K-3"), numbers, ("-", "K-1", "K-2"), strict=True)
    text = f"| ID | Task | Status | Depends On | {column} |\n|---|---|---|---|---|\n"
    text += "".join(f"| {name} | part | Open | {need} | {number} |\n" for name, number, need in rows)
    found = list(find_contradicted_orders(scene(text)))
    assert told(found) == ([f"4 {wrong(late, 'K-1')}"] if late else [])
    assert all(f.hint == f"give K-2 a number above that of K-1; {HINT}" for f in found)


def test_all_that_an_order_puts_too_late_is_told_in_its_order() -> None:
    text = "| ID | Task | Status | Depends On |\n|---|---|---|---|\n"
    text += "| K-1 | a | Open | K-3, K-2, K-3 |\n| K-2 | b | Open | - |\n| K-3 | c | Open | - |\n\n"
    (finding,) = find_contradicted_orders(scene(text + "Order: K-1 → K-2 → K-3\n"))
    assert finding.message == wrong("K-1", "K-2", "K-3")
    assert finding.hint == f"move K-1 below K-3; {HINT}"


def phases(*rows: str, more: str = "") -> list[str]:
    text = "| Phase | Goal | Status |\n|---|---|---|\n" + "".join(f"| {row} |\n" for row in rows) + f"\n{more}\n"
    return told(list(find_phases_out_of_order(scene(text))))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("Phase 1 | a | Open", "Phase 2 | b | Done"), ["4 Phase 2 claims Done, and Phase 1 before it is Open"]),
        (("Phase 2 | a | Open", "Phase 1 | b | Done"), []),
        (("Phase 1 | a | Done", "Phase 2 | b | Open"), []),
        (("Phase 1 | a | Cancelled", "Phase 2 | b | Done"), []),
        (("Phase 1 | a | ", "Phase 2 | b | Done"), []),
        (("Phase 1 | a | required", "Phase 2 | b | Done"), []),
        (("Phase 1 | a | Open", "Phase 2 | b | Done (partial)"), []),
        (
            ("Phase 1 | a | Open", "Phase 2 | b | Done (partial)", "Phase 3 | c | Done"),
            ["5 Phase 3 claims Done, and Phase 1 before it is Open"],
        ),
        (("Phase 1 | a | Open", "Phase 1.1 | b | Done"), []),
        (
            ("Phase 1.1 | a | Open", "Phase 1.2 | b | Done"),
            ["4 Phase 1.2 claims Done, and Phase 1.1 before it is Open"],
        ),
        (("Phase 2 | a | Open", "Phase 10 | b | Done"), ["4 Phase 10 claims Done, and Phase 2 before it is Open"]),
        (("Phase 1 | a | Open", "Milestone 2 | b | Done"), []),
        (
            ("Phase 1 | a | Open", "Phase 2 | b | Done", "Phase 3 | c | Done"),
            ["4 Phase 2 claims Done, and Phase 1 before it is Open"],
        ),
        (
            ("Phase 1 | a | Open", "Phase 2 | b | Done", "Phase 3 | c | Blocked", "Phase 4 | c | Done"),
            [
                "4 Phase 2 claims Done, and Phase 1 before it is Open",
                "6 Phase 4 claims Done, and Phase 3 before it is Blocked",
            ],
        ),
        (
            ("Phase 1 | a | Open", "Phase 2 | b | Open", "Phase 3 | c | Done"),
            ["5 Phase 3 claims Done, and Phase 1 before it is Open"],
        ),
    ],
)
def test_a_phase_is_done_after_those_before_it(rows: tuple[str, ...], found: list[str]) -> None:
    assert phases(*rows) == found


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The phases run in parallel.", 0),
        ("Phases may be done in any order.", 0),
        ("Milestones overlap.", 0),
        ("The tests run in parallel.", 1),
        ("The phases are long.", 1),
    ],
)
def test_a_document_may_say_that_its_phases_run_side_by_side(sentence: str, count: int) -> None:
    assert len(phases("Phase 1 | a | Open", "Phase 2 | b | Done", more=sentence)) == count


def test_an_open_phase_is_told_with_a_cure() -> None:
    text = "| Phase | Goal | Status |\n|---|---|---|\n| Phase 1 | a | Open |\n| Phase 2 | b | Done |\n"
    (finding,) = find_phases_out_of_order(scene(text))
    assert finding.hint == "close Phase 1 first, or say what Phase 2 depends on instead"


def boxes(status: str, *lines: str) -> list[str]:
    text = f"# Plan\n\n## Kitchen\n\nStatus: {status}\n\n" + "".join(f"- {line}\n" for line in lines)
    return told(list(find_open_children(scene(text))))


@pytest.mark.parametrize(
    ("status", "lines", "told"),
    [
        ("Done", ("[x] tile", "[ ] paint"), "paint (line 8) is"),
        ("Complete", ("[ ] tile", "[ ] paint"), "tile (line 7); paint (line 8) are"),
        (
            "Done",
            tuple(f"[ ] tile {n}" for n in "abcd"),
            "tile a (line 7); tile b (line 8); tile c (line 9); tile d (line 10) are",
        ),
        (
            "Done",
            tuple(f"[ ] tile {n}" for n in "abcdef"),
            "tile a (line 7); tile b (line 8); tile c (line 9); tile d (line 10) and 2 more are",
        ),
        ("Done", ("[ ] " + "t" * 70,), "t" * 60 + " (line 7) is"),
        ("Open", ("[ ] tile",), None),
        ("Done", ("[x] tile",), None),
        ("Done", ("[ ] ~~tile~~",), None),
        ("Done", ("[ ] tile (optional)",), None),
        ("Done", ("tile",), None),
    ],
)
def test_a_section_that_is_done_has_no_open_boxes(status: str, lines: tuple[str, ...], told: str | None) -> None:
    found = boxes(status, *lines)
    assert found == ([f"5 Kitchen claims {status}, and below it {told} open"] if told else [])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("## Kitchen\n\nStatus: Done\n\n- [ ] tile\n", 1),
        ("## Kitchen\n\n- Status: Done\n\n- [ ] tile\n", 1),
        ("## Kitchen\n\nStatus: Done\nStatus: Complete\n\n- [ ] tile\n", 1),
        ("## Kitchen\n\nStatus: Done\n\n- [ ] tile\n\n## Hall\n\nStatus: Done\n\n- [ ] paint\n", 2),
        ("## Kitchen\n\nStatus: Done\n\n## Hall\n\n- [ ] paint\n", 0),
        ("## Kitchen\n\nStatus: Done\n\n### Wall\n\n- [ ] paint\n", 1),
        ("## Kitchen\n\n- [ ] tile\n\nStatus: Done\n", 0),
        ("## Kitchen\n\n> Status: Done\n\n- [ ] tile\n", 0),
        ("## Kitchen\n\n- [x] Status: Done\n- [ ] tile\n", 0),
        ("## Kitchen\n\n- Oven\n  - Status: Done\n\n- [ ] tile\n", 0),
        ("## Kitchen\n\n### Status: Done\n\n- [ ] tile\n", 0),
        ("# Plan\n\nStatus: Done\n\n- [ ] tile\n", 0),
        ("Status: Done\n\n- [ ] tile\n", 0),
    ],
)
def test_a_status_line_right_below_a_heading_claims_for_all_below_it(text: str, count: int) -> None:
    assert len(list(find_open_children(scene(text)))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("## Phase 1: Dig\n\nStatus: Open\n\n## Phase 2: Build\n\nStatus: Done\n", 1),
        ("## Phase 1: Dig\n\nStatus: Open\n\n## Phase 2: Build ✅\n", 0),
    ],
)
def test_a_tick_in_a_heading_is_no_claim(text: str, count: int) -> None:
    assert len(list(find_phases_out_of_order(scene(text)))) == count


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("Paint the wall", True),
        ("Go shopping", True),
        ("NO-GO", False),
        ("no go", True),
        ("Go / No-Go", False),
        ("Yes", False),
        ("Approved — with remarks", False),
        ("Option B: tiles", False),
        ("Passed on", True),
        ("Optional: paint", False),
        ("Paint (deferred to May)", False),
        ("Paint it, nice to have", False),
        ("Signed by:", False),
        ("Signed by： ", False),
        ("Sign: here", True),
    ],
)
def test_what_is_optional_or_one_of_several_answers_is_no_duty(text: str, duty: bool) -> None:
    assert is_duty(text) is duty

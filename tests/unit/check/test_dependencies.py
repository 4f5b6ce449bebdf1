"""Dependencies on what is open, missing or circular: when one binds, when it is met, and what is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gonogo.check.graph import find_cycles, find_open_dependencies, find_unknown_dependencies
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Severity
from gonogo.model.links import link
from gonogo.tracker.parse import parse

HEADER = "| ID | Task | Status | Depends On |\n|---|---|---|---|\n"


def scene(*rows: str, before: str = "", elsewhere: frozenset[str] = frozenset()) -> Scene:
    """Return rows `id | status | depends on` as a tracker."""
    lines = [row.partition("|") for row in rows]
    text = before + HEADER + "".join(f"| {name} | part | {rest} |\n" for name, _, rest in lines)
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    return Scene(pages=(page,), items=page.items, links=link(page.items), today="2026-11-21", borne_elsewhere=elsewhere)


def opened(*rows: str) -> list[str]:
    return [f.message for f in find_open_dependencies(scene(*rows))]


@pytest.mark.parametrize(
    ("claim", "need", "told"),
    [
        ("Done", "Open", "error"),
        ("Signed off", "In progress", "error"),
        ("Doc baseline", "Open", "error"),
        ("In progress", "Open", "warning"),
        ("Ready for sign-off", "Blocked", "warning"),
        ("Done", "what?", "error"),
        ("Done", "", "error"),
        ("Done", "Cancelled", "error"),
        ("Open", "Open", None),
        ("Blocked", "Open", None),
        ("Done", "Done", None),
        ("Done", "Doc baseline", None),
        ("Done", "Signed off", None),
    ],
)
def test_only_what_is_done_lets_others_claim(claim: str, need: str, told: str | None) -> None:
    found = list(find_open_dependencies(scene(f"K-1 | {need} | ", f"L-2 | {claim} | K-1")))
    assert [f.severity for f in found] == ([Severity(told)] if told else [])


@pytest.mark.parametrize(
    ("claim", "suffix", "need", "count"),
    [
        ("Done", "", "In progress", 1),
        ("Done", ":FS", "In progress", 1),
        ("Done", ":SS", "In progress", 0),
        ("Done", " (ss)", "In progress", 0),
        ("Done", ":SS", "Open", 1),
        ("Done", ":SS", "Cancelled", 1),
        ("Done", ":SS", "what?", 1),
        ("In progress", ":SS", "Blocked", 0),
        ("In progress", ":SS", "Open", 1),
        ("Done", ":FF", "In progress", 1),
        ("In progress", ":FF", "Open", 0),
        ("Done", ":SF", "In progress", 0),
        ("Done", ":SF", "Open", 1),
        ("In progress", ":SF", "Open", 0),
        ("Done", " (optional)", "Open", 0),
        ("Done", " (nice to have)", "Open", 0),
        ("Done", " soft", "Open", 0),
        ("Done", " (not for the faint-hearted, optional)", "Open", 1),
        ("Done", ":SSL", "In progress", 1),
    ],
)
def test_what_stands_behind_a_dependency_says_what_it_asks_for(claim: str, suffix: str, need: str, count: int) -> None:
    assert len(opened(f"K-1 | {need} | ", f"L-2 | {claim} | K-1{suffix}")) == count


def test_the_remark_of_one_dependency_is_not_that_of_another() -> None:
    needs = ("K-1 | Open | ", "K-11 | Open | ")
    assert len(opened(*needs, "L-2 | Done | K-11 (optional), K-1")) == 1
    assert len(opened(*needs, "L-2 | Done | K-11, K-1 (optional)")) == 1
    assert opened(*needs, "L-2 | Done | K-11 (optional), K-1 (optional)") == []


@pytest.mark.parametrize(
    ("name", "parent", "count"),
    [
        ("K-1.2", "K-1", 0),
        ("K-1a", "K-1", 0),
        ("k-1.2", "K-1", 0),
        ("K-12", "K-1", 1),
        ("K-1", "K-1.2", 1),
        ("L-1.2", "K-1", 1),
    ],
)
def test_a_parent_by_id_is_no_dependency(name: str, parent: str, count: int) -> None:
    assert len(opened(f"{parent} | Open | ", f"{name} | Done | {parent}")) == count


def test_an_open_dependency_is_told_with_its_standing_and_a_cure() -> None:
    (finding,) = find_open_dependencies(scene("K-1 | 🟡 half way | ", "K-2 | | ", "L-3 | Complete | K-1, K-2"))
    assert finding.message == (
        "L-3 claims Complete and depends on K-1 (🟡 half way), K-2 (unknown), which are not done"
    )
    assert finding.hint == "finish K-1 first, or take the claim back"
    assert finding.item == "L-3"
    (finding,) = find_open_dependencies(scene("K-1 | Open | ", "L-3 | In progress | K-1"))
    assert finding.message == "L-3 claims In progress and depends on K-1 (Open), which is not done"
    assert finding.hint == "finish K-1 first, or correct the dependency"
    (finding,) = find_open_dependencies(scene("K-1 | Cancelled | ", "L-3 | Done | K-1"))
    assert finding.hint == "K-1 was cancelled: depend on what took its place, or on nothing"


@pytest.mark.parametrize(("count", "more"), [(8, ""), (9, ", 1 more"), (11, ", 3 more")])
def test_a_message_names_eight_open_dependencies(count: int, more: str) -> None:
    needs = [f"K-{n} | Open | " for n in range(count)]
    (message,) = opened(*needs, f"L-1 | Done | {', '.join(f'K-{n}' for n in range(count))}")
    named = ", ".join(f"K-{n} (Open)" for n in range(8))
    assert message == f"L-1 claims Done and depends on {named}{more}, which are not done"


@pytest.mark.parametrize(
    ("whole", "parts", "count"),
    [
        ("", ("Done", "Signed off"), 0),
        ("", ("Done", "Cancelled"), 0),
        ("", ("Doc baseline", "Done"), 0),
        ("", ("Done", "Open"), 1),
        ("", ("Open", "Done"), 1),
        ("what?", ("Done", "Done"), 1),
        ("Open", ("Done", "Done"), 1),
    ],
)
def test_an_item_without_a_status_is_as_done_as_its_children(whole: str, parts: tuple[str, ...], count: int) -> None:
    plain = scene(f"K-1 | {whole} | ", *(f"M-{n} | {part} | " for n, part in enumerate(parts)), "L-2 | Done | K-1")
    items = tuple(replace(item, parent="K-1") if item.key.startswith("M") else item for item in plain.items)
    family = Scene(pages=plain.pages, items=items, links=link(items), today=plain.today)
    assert len(list(find_open_dependencies(family))) == count


@pytest.mark.parametrize(("child", "parent"), [("K-1", "L-2"), ("L-2", "K-1")])
def test_a_child_and_its_parent_are_the_business_of_another_rule(child: str, parent: str) -> None:
    plain = scene("K-1 | Open | ", "L-2 | Done | K-1")
    items = tuple(replace(item, parent=parent) if item.key == child else item for item in plain.items)
    assert list(find_open_dependencies(Scene(pages=plain.pages, items=items, links=link(items), today=""))) == []


def test_a_ragged_row_of_unknown_status_keeps_nobody_waiting() -> None:
    assert len(opened("K-1 | what? | ", "L-2 | Done | K-1")) == 1
    assert opened("K-1 | what? | - | x", "L-2 | Done | K-1") == []
    assert len(opened("K-1 | Open | - | x", "L-2 | Done | K-1")) == 1


def circles(*rows: str) -> list[Finding]:
    return list(find_cycles(scene(*rows)))


@pytest.mark.parametrize(("count", "more"), [(8, ""), (9, " → …"), (12, " → …")])
def test_a_message_names_eight_items_of_a_circle(count: int, more: str) -> None:
    (finding,) = circles(*(f"K-{n} | Open | K-{(n + 1) % count}" for n in range(count)))
    named = " → ".join(f"K-{n}" for n in range(8))
    assert finding.message == f"{count} items depend on each other: {named}{more} → K-0"
    assert finding.hint == "remove one of these dependencies"


def test_a_circle_of_one_is_told_in_its_own_words() -> None:
    (finding,) = circles("K-1 | Open | K-1")
    assert finding.message == "K-1 depends on itself"
    assert finding.hint == "remove the dependency"
    (finding,) = circles("K-1 | Open | K-1, K-2", "K-2 | Open | K-1")
    assert finding.message == "K-1 depends on itself; 2 items hang together in this way"


@pytest.mark.parametrize(
    ("before", "needs", "count"),
    [
        ("", "K-9", 1),
        ("", "K-9 (#12)", 1),
        ("", "X-9", 1),
        ("", "X-9 (#12)", 0),
        ("", "X-9 #12", 0),
        ("", "X-9 (see the wiki)", 0),
        ("", "X-9 (FS)", 1),
        ("", "X-9 external", 0),
        ("", "`X-9` upstream", 0),
        ("", "E-9", 0),
        ("X-9 is with the vendor.\n\n", "X-9", 0),
        ("X-91 is with the vendor.\n\n", "X-9", 1),
        ("See x-9.\n\n", "X-9", 0),
        ("This table is an excerpt of the plan.\n\n", "K-9", 0),
    ],
)
def test_an_id_of_another_kind_may_be_somebody_elses(before: str, needs: str, count: int) -> None:
    rows = ("K-1 | Open | ", f"K-2 | Open | {needs}")
    found = list(find_unknown_dependencies(scene(*rows, before=before, elsewhere=frozenset({"e-9"}))))
    assert len(found) == count
    assert all(f.hint == "correct the id, or add the item" for f in found)

"""What one version of a tracker says otherwise than the one before, one after the other, adds up to the last one."""

from __future__ import annotations

from operator import attrgetter

from hypothesis import given
from hypothesis import strategies as st

from gonogo.app.differences import Change, differ
from gonogo.model.item import Item
from gonogo.tracker.parse import parse

SAID = attrgetter("id", "title", "owner", "status", "status_raw", "evidence", "depends_on", "extra")
WORDS = st.sampled_from(["-", "Open", "Done", "In progress", "was it?", "a|b", "`x.txt`", "A-1", "✅ Done", "漢字"])
ROW = st.tuples(st.sampled_from(["A-1", "A-2", "B-7", "7", ""]), WORDS, WORDS, WORDS, WORDS)
VERSION = st.lists(ROW, max_size=6)
HEADER = "| ID | Task | Status | Owner | Evidence |\n|---|---|---|---|---|\n"


def items(rows: list[tuple[str, ...]]) -> tuple[Item, ...]:
    text = HEADER + "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)
    return parse("plan.md", f"# Plan\n\n{text}".encode()).items


def applied(state: list[Item], changes: list[Change]) -> list[Item]:
    """The items after a step, in no order; what is compared are values, so equal ones may stand for each other."""
    for change in changes:
        if change.before is not None:
            at = next(i for i, item in enumerate(state) if same(item, change.before))
            del state[at]
        if change.after is not None:
            state.append(change.after)
    return state


def same(one: Item, other: Item) -> bool:
    return one.key == other.key and SAID(one) == SAID(other)


@given(st.lists(VERSION, min_size=1, max_size=6))
def test_changes_from_nothing_add_up_to_the_last_version(versions: list[list[tuple[str, ...]]]) -> None:
    state: list[Item] = []
    before: tuple[Item, ...] = ()
    for rows in versions:
        after = items(rows)
        state = applied(state, differ(before, after))
        before = after
    left = list(before)
    for item in state:
        del left[next(i for i, other in enumerate(left) if same(item, other))]
    assert left == []


@given(VERSION)
def test_nothing_differs_from_itself(rows: list[tuple[str, ...]]) -> None:
    assert differ(items(rows), items(rows)) == []

"""Structure and graph rules end well whatever a document says, and a deep graph costs them what a flat one does."""

from __future__ import annotations

import sys
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gonogo.check import graph, matrix, matrix_gaps, order, phases, structure
from gonogo.check.scene import Page, Scene
from gonogo.model.item import (
    Finding,
    Item,
    ItemTable,
    Kind,
    Passage,
    PassageKind,
    Reading,
    Severity,
    Span,
    Spans,
    Status,
    Structure,
    StructureType,
)
from gonogo.model.links import link
from gonogo.model.past import Past, Rival

RULES = (*structure.RULES, *graph.RULES, *matrix.RULES, *matrix_gaps.RULES, *order.RULES, *phases.RULES)
NAMES = st.sampled_from(("K-1", "K-2", "k-2", "K-1.1", "P1", "Phase 2", "M3", "7", "", "Σ", "K-99 (#4)", "\\", "*"))
TEXTS = st.one_of(NAMES, st.text(max_size=12), st.sampled_from(("Status: done", "an extract of the tracker", "1", "x")))


@st.composite
def items(draw: st.DrawFn, path: str, key: str) -> Item:
    return Item(
        id=draw(st.none() | NAMES),
        key=key,
        title=draw(st.none() | TEXTS),
        kind=draw(st.sampled_from(Kind)),
        parent=draw(st.none() | st.sampled_from(("0", "1", "2", "gone"))),
        status=draw(st.sampled_from(Status)),
        status_raw=draw(st.none() | TEXTS),
        depends_on=tuple(draw(st.lists(NAMES, max_size=3))),
        extra=draw(st.dictionaries(st.sampled_from(("Order", "Seq", "Hook")), TEXTS, max_size=2)),
        path=path,
        line=draw(st.integers(1, 9)),
        span=Spans(row=Span(0, draw(st.integers(0, 40))), cells=draw(CELLS)),
    )


CELLS = st.dictionaries(
    st.sampled_from(("id", "status", "depends_on")), st.builds(Span, st.integers(0, 20), st.integers(0, 40)), max_size=3
)


@st.composite
def structures(draw: st.DrawFn, path: str) -> Structure:
    width, height = draw(st.integers(1, 4)), draw(st.integers(0, 4))
    rows = st.lists(TEXTS, min_size=0, max_size=width + 1).map(tuple)
    return Structure(
        type=draw(st.sampled_from(StructureType)),
        columns=tuple(draw(st.lists(TEXTS, min_size=width, max_size=width))),
        fields=tuple(draw(st.lists(st.sampled_from((None, "id", "status")), min_size=width, max_size=width))),
        rows=tuple(draw(st.lists(rows, min_size=height, max_size=height))),
        lines=tuple(draw(st.lists(st.integers(1, 9), min_size=height, max_size=height))),
        items=tuple(draw(st.lists(st.sampled_from((None, "0", "1")), min_size=height, max_size=height))),
        statuses=tuple(draw(st.lists(st.none() | st.sampled_from(Status), min_size=height, max_size=height))),
        path=path,
        line=draw(st.integers(1, 9)),
    )


@st.composite
def pages(draw: st.DrawFn, path: str, first: int) -> Page:
    count = draw(st.integers(0, 4))
    listed = tuple(draw(items(path, str(first + n))) for n in range(count))
    faults = draw(
        st.lists(st.tuples(st.sampled_from(("ROW_RAGGED", "TABLE_MALFORMED")), st.integers(1, 9)), max_size=3)
    )
    tables = tuple(
        ItemTable(columns=("ID", "Name"), fields=fields, items=tuple(item.key for item in listed), line=1, last=9)
        for fields in draw(st.lists(st.sampled_from((("id", "title"), ("title", None))), max_size=2))
    )
    passages = st.builds(
        Passage,
        kind=st.sampled_from(PassageKind),
        text=TEXTS,
        line=st.integers(1, 9),
        level=st.integers(0, 6),
        quoted=st.booleans(),
        box=st.none() | st.sampled_from((" ", "x", "")),
    )
    reading = Reading(
        path=path,
        digest="",
        size=0,
        items=listed,
        structures=tuple(draw(st.lists(structures(path), max_size=3))),
        findings=tuple(
            Finding(code=code, severity=Severity.WARNING, message="odd", path=path, line=line) for code, line in faults
        ),
        tables=tables,
        passages=tuple(draw(st.lists(passages, max_size=4))),
    )
    return Page(reading=reading, data=draw(st.binary(max_size=40)), items=listed)


def scene_of(both: tuple[Page, ...], duplicated: frozenset[str]) -> Scene:
    listed = tuple(item for page in both for item in page.items)
    rivals = tuple(Rival(branch="other", item=item) for item in listed[:1])
    return Scene(
        pages=both,
        items=listed,
        links=link(listed),
        duplicated=duplicated,
        today="2026-11-21",
        past=Past(rivals=rivals),
    )


@given(st.tuples(pages("a.md", 0), pages("b/c.md", 4)), st.frozensets(st.sampled_from("014"), max_size=2))
def test_rules_end_well_and_speak_of_what_is_there(both: tuple[Page, ...], duplicated: frozenset[str]) -> None:
    scene = scene_of(both, duplicated)
    for rule in RULES:
        found = list(rule.find(scene))
        assert found == list(rule.find(scene))
        assert all(f.code == rule.code and f.path in scene.by_path and f.line >= 1 and f.message for f in found)


def test_deep_graph_of_diamonds_costs_no_more_than_a_flat_one() -> None:
    """10,000 items in 10 layers, each of which needs two of the layer before: 2 to the power of 9 ways through each."""
    deep = [[place - 1000, (place - 1000) // 1000 * 1000 + (place + 1) % 1000] for place in range(1000, 10_000)]
    flat = [[place % 1000, (place + 1) % 1000] for place in range(1000, 10_000)]
    assert effort(deep) <= 1.2 * effort(flat)


def test_ladder_of_diamonds_costs_what_its_items_do() -> None:
    """Rungs of two items above each other, each of which needs both of the rung before: 2 to the power of 500 ways."""
    ladder = [[place // 2 * 2 - 2, place // 2 * 2 - 1] for place in range(2, 1000)]
    flat = [[0, 1] for _ in range(2, 1000)]
    assert effort(ladder) <= 1.5 * effort(flat)


def effort(needs: list[list[int]]) -> int:
    """Return how many calls all rules make over items that need others; the first need nothing and are open."""
    first = needs[0][0] + 2 if needs[0] == [0, 1] else 1000
    rows = [[]] * first + needs
    listed = tuple(
        Item(
            id=f"K-{place}",
            key=f"K-{place}",
            status=Status.DONE if place >= first else Status.NOT_STARTED,
            status_raw="Done" if place >= first else "Open",
            depends_on=tuple(f"K-{need}" for need in wanted),
            path="plan.md",
            line=place + 3,
            span=Spans(row=Span(0, 0)),
        )
        for place, wanted in enumerate(rows)
    )
    reading = Reading(path="plan.md", digest="", size=0, items=listed)
    scene = Scene(pages=(Page(reading=reading, items=listed),), items=listed, links=link(listed), today="2026-11-21")
    calls = 0

    def count(*_: Any) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        for rule in RULES:
            list(rule.find(scene))
    finally:
        sys.setprofile(None)
    return calls

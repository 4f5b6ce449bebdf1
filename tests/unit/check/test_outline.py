"""Sections of a document by its headings: where each begins and ends, and which of them tell of the past."""

from __future__ import annotations

import pytest

from gonogo.check.outline import Outline, is_historical
from gonogo.check.scene import Page
from gonogo.model.item import Passage, PassageKind
from gonogo.tracker.parse import parse


def _outline(*headings: tuple[int, int, str]) -> Outline:
    return Outline(
        Passage(kind=PassageKind.HEADING, level=level, line=line, text=text) for level, line, text in headings
    )


def test_a_section_ends_at_the_next_heading_of_its_level_or_above() -> None:
    outline = _outline((1, 1, "Plan"), (2, 3, "Floor"), (3, 5, "Boards"), (2, 9, "Roof"))
    spans = {section.title: (section.first, section.last) for section in outline.sections[1:4]}
    assert spans == {"Plan": (1, outline.sections[0].last), "Floor": (3, 8), "Boards": (5, 8)}


def test_around_goes_from_the_innermost_section_to_the_document() -> None:
    outline = _outline((1, 1, "Plan"), (2, 3, "Floor"), (3, 5, "Boards"), (2, 9, "Roof"))
    assert [section.title for section in outline.around(6)] == ["Boards", "Floor", "Plan", ""]
    assert [section.title for section in outline.around(9)] == ["Roof", "Plan", ""]
    assert [section.title for section in _outline((2, 5, "Late")).around(1)] == [""]


def test_levels_may_be_skipped_and_begin_deep() -> None:
    outline = _outline((4, 1, "Deep"), (2, 4, "Shallow"), (6, 6, "Deepest"))
    assert [section.title for section in outline.around(7)] == ["Deepest", "Shallow", ""]
    assert [section.title for section in outline.around(2)] == ["Deep", ""]


def test_what_stands_under_a_historical_heading_is_historical() -> None:
    outline = _outline((1, 1, "Plan"), (2, 3, "Change log"), (3, 5, "March"), (2, 9, "Roof"))
    assert [outline.is_historical(line) for line in (2, 4, 6, 10)] == [False, True, True, False]


@pytest.mark.parametrize(
    "heading", ["History", "Archived items", "Launch plan (template)", "Status at kick-off", "变更记录"]
)
def test_headings_of_the_past(heading: str) -> None:
    assert is_historical(heading)


@pytest.mark.parametrize("heading", [None, "Template engine", "Current snapshot", "Roof", "Legacy path removal"])
def test_headings_of_the_present(heading: str | None) -> None:
    assert not is_historical(heading)


def test_parts_are_the_headings_below_a_section_by_level() -> None:
    outline = _outline(
        (1, 1, "Plan"), (2, 3, "Floor"), (3, 5, "a"), (3, 6, "b"), (3, 7, "c"), (2, 9, "Roof"), (1, 11, "x")
    )
    counts = {section.title: outline.parts(section) for section in outline.sections}
    assert counts == {
        "": {2, 3},
        "Plan": {2, 3},
        "Floor": {3},
        "a": set(),
        "b": set(),
        "c": set(),
        "Roof": set(),
        "x": set(),
    }


def test_the_document_itself_has_no_heading_and_no_section_around_it() -> None:
    outline = _outline((1, 2, "Plan"))
    document, plan = outline.sections
    assert (document.heading, document.title, document.first, document.parent) == (None, "", 0, None)
    assert (plan.title, plan.first, plan.parent) == ("Plan", 2, 0)
    assert document.last >= plan.last > 1_000_000


def test_prose_and_lists_make_no_sections() -> None:
    text = "# Plan\n\nText.\n\n- a line\n\n## Floor\n"
    reading = parse("plan.md", text.encode())
    outline = Outline.of(Page(reading=reading, data=text.encode(), items=reading.items))
    assert [section.title for section in outline.sections] == ["", "Plan", "Floor"]

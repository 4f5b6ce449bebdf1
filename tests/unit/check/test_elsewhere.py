"""What a document says of itself when it leaves items out on purpose."""

from __future__ import annotations

import pytest

from gonogo.check.elsewhere import Elsewhere, is_extract
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Item, Passage, PassageKind, Reading, Span, Spans
from gonogo.model.links import link

EXTRACTS = (
    "This file is an extract of the programme's tracker.",
    "This table shows a subset of the backlog.",
    "Excerpt from the master plan, for the harbour board.",
    "The full tracker lives in the wiki.",
    "See the board for the complete list.",
    "Other items are tracked in the main repository.",
    "Auszug aus der Gesamtliste",
    "Trecho do plano geral",
    "以下为节选",
)
WHOLE = (
    "This tracker lists what has to be true.",
    "Gate output excerpts are pasted below each item.",
    "Full text search is part of the first release.",
    "The plan is complete.",
    "Run the critical subset of the tests.",
    "Archive the old logs before the drill.",
)


@pytest.mark.parametrize("text", EXTRACTS)
def test_document_that_calls_itself_a_part_is_believed(text: str) -> None:
    assert is_extract((heading("Tracker"), paragraph(text)))


@pytest.mark.parametrize("text", WHOLE)
def test_words_that_speak_of_other_things_make_no_extract(text: str) -> None:
    assert not is_extract((heading("Tracker"), paragraph(text)))


def test_only_the_beginning_says_what_a_document_is() -> None:
    talk = tuple(paragraph("Something else.") for _ in range(20))
    assert not is_extract((*talk, paragraph(EXTRACTS[0])))


@pytest.mark.parametrize("title", ["Archive", "Arquivo de tarefas", "Completed tasks", "Архив задач"])
def test_archive_leaves_out_what_is_open(title: str) -> None:
    assert is_extract((heading(title),))


def test_dependency_without_a_name_is_none() -> None:
    item = Item(id="K-1", key="K-1", depends_on=("",), path="plan.md", line=3, span=Spans(row=Span(0, 0)))
    page = Page(reading=Reading(path="plan.md", digest="", size=0, items=(item,)), items=(item,))
    scene = Scene(pages=(page,), items=(item,), links=link((item,)), today="2026-11-21")
    assert Elsewhere(scene).has(item, "")
    assert not Elsewhere(scene).has(item, "K-9")


def heading(text: str) -> Passage:
    return Passage(kind=PassageKind.HEADING, text=text, line=1, level=1)


def paragraph(text: str) -> Passage:
    return Passage(kind=PassageKind.PARAGRAPH, text=text, line=3)

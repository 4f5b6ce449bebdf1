from __future__ import annotations

from gonogo.check.structure import find_unknown_statuses
from gonogo.model.item import Item, Span, Spans, Status


def item(status: Status, raw: str | None) -> Item:
    cells = {"status": Span(4, 9)} if raw else {}
    return Item(key="A-1", status=status, status_raw=raw, path="tracker.md", line=3, span=Spans(Span(0, 10), cells))


def test_a_word_that_nobody_explained_is_named_in_its_cell() -> None:
    (finding,) = find_unknown_statuses([item(Status.UNKNOWN, "Frobnicated")])
    assert (finding.code, finding.item, finding.line, finding.span) == ("STATUS_UNKNOWN", "A-1", 3, Span(4, 9))
    assert "Frobnicated" in finding.message


def test_an_empty_cell_and_a_known_word_are_no_finding() -> None:
    assert find_unknown_statuses([item(Status.UNKNOWN, None), item(Status.DONE, "Done")]) == ()

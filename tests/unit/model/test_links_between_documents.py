from __future__ import annotations

from gonogo.model.item import Item, Span, Spans
from gonogo.model.links import link


def item(key: str, *needs: str, path: str = "t.md") -> Item:
    return Item(key=key, id=key.rpartition("#")[2], depends_on=needs, path=path, line=1, span=Spans(row=Span(0, 9)))


def test_an_id_means_the_item_of_its_own_document_first() -> None:
    rows = (item("t.md#A"), item("u.md#A", path="u.md"), item("B", "A", path="u.md"), item("C", "A", path="v.md"))
    needs = link(rows).needs
    assert needs["B"] == (("A", "u.md#A"),)
    assert needs["C"] == (("A", None),)

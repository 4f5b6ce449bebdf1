"""An id that another branch gives to something else is told of at the item here."""

from __future__ import annotations

from gonogo.check.scene import Page, Scene
from gonogo.check.structure import find_duplicate_ids
from gonogo.model.item import Item, Reading, Span, Spans
from gonogo.model.links import link
from gonogo.model.past import Past, Rival


def test_rival_is_told_of_with_its_branch_place_and_title() -> None:
    found = list(find_duplicate_ids(scene(item("K-2", "Mend the roof", "plan.md", 9))))
    assert [(f.item, f.path, f.line) for f in found] == [("K-2", "plan.md", 4)]
    assert found[0].severity == "error"
    assert found[0].hint == "give one of them another id before the branches meet"
    assert "'Mend the roof' on branch attic, at plan.md:9; here it is 'Paint the wall'" in found[0].message


def test_item_of_the_same_document_is_meant_first() -> None:
    other = item("K-2", "Hang the door", "annex.md", 7)
    found = list(find_duplicate_ids(scene(item("k-2", "Mend the roof", "annex.md", 9), other)))
    assert [(f.path, f.line) for f in found] == [("annex.md", 7)]


def test_rival_of_what_is_no_longer_here_is_none() -> None:
    assert list(find_duplicate_ids(scene(item("K-9", "Mend the roof", "plan.md", 9)))) == []


def item(name: str, title: str, path: str, line: int) -> Item:
    return Item(id=name, key=f"{path}#{name}", title=title, path=path, line=line, span=Spans(row=Span(0, 0)))


def scene(rival: Item, *more: Item) -> Scene:
    wall = Item(id="K-2", key="K-2", title="Paint the wall", path="plan.md", line=4, span=Spans(row=Span(0, 0)))
    listed = (wall, *more)
    pages = tuple(
        Page(reading=Reading(path=path, digest="", size=0), items=tuple(one for one in listed if one.path == path))
        for path in ("plan.md", "annex.md")
    )
    past = Past(rivals=(Rival(branch="attic", item=rival),))
    return Scene(pages=pages, items=listed, links=link(listed), today="2026-11-21", past=past)

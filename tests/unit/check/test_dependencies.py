"""Findings about ids and dependencies: each rule fires on its fault and is silent on the honest twin."""

from __future__ import annotations

from gonogo.check.dependencies import find_cycles, find_matrix_disagreements, find_unknown_dependencies
from gonogo.check.structure import find_duplicate_ids
from gonogo.model.item import Item, Span, Spans, Structure, StructureType
from gonogo.model.links import link


def item(key: str, *needs: str, path: str = "t.md", line: int = 1) -> Item:
    return Item(key=key, id=key.rpartition("#")[2], depends_on=needs, path=path, line=line, span=Spans(row=Span(0, 9)))


def matrix(*rows: tuple[str, ...], columns: tuple[str, ...] = ("", "A", "B")) -> Structure:
    lines = tuple(range(20, 20 + len(rows)))
    return Structure(type=StructureType.MATRIX, columns=columns, rows=rows, lines=lines, path="t.md", line=18)


HONEST = (item("A"), item("B", "A"))


def test_unknown_dependencies() -> None:
    assert find_unknown_dependencies(HONEST, link(HONEST)) == ()
    faulty = (item("A", "Z"),)
    assert [f.code for f in find_unknown_dependencies(faulty, link(faulty))] == ["DEPENDENCY_UNKNOWN"]


def test_cycles() -> None:
    assert find_cycles(HONEST, link(HONEST)) == ()
    faulty = (item("A", "B"), item("B", "A"))
    found = find_cycles(faulty, link(faulty))
    assert [(f.code, f.item) for f in found] == [("DEPENDENCY_CYCLE", "A")]
    assert "A → B → A" in found[0].message


def test_matrices() -> None:
    agreeing = matrix(("A", "0", "0"), ("B", "1", "0"))
    assert find_matrix_disagreements([agreeing], HONEST, link(HONEST)) == ()
    faulty = matrix(("A", "0", "1"), ("B", "0", "0"))
    found = find_matrix_disagreements([faulty], HONEST, link(HONEST))
    assert [(f.code, f.item, f.line) for f in found] == [("MATRIX_DISAGREES", "A", 20), ("MATRIX_DISAGREES", "B", 21)]


def test_a_matrix_over_some_items_is_silent_about_the_others() -> None:
    some = matrix(("B", "0"), columns=("", "B"))
    assert find_matrix_disagreements([some], HONEST, link(HONEST)) == ()


def test_duplicate_ids_across_documents() -> None:
    assert find_duplicate_ids(HONEST, frozenset()) == ()
    faulty = (item("t.md#A"), item("u.md#A", path="u.md", line=7))
    found = find_duplicate_ids(faulty, {"t.md#A", "u.md#A"})
    assert [(f.code, f.path, f.line) for f in found] == [("ID_DUPLICATE", "u.md", 7)]


def test_row_numbers_that_name_no_item_by_themselves_are_no_duplicates() -> None:
    assert find_duplicate_ids((item("t.md#1"), item("u.md#1", path="u.md")), frozenset()) == ()


def test_an_id_means_the_item_of_its_own_document_first() -> None:
    rows = (item("t.md#A"), item("u.md#A", path="u.md"), item("B", "A", path="u.md"), item("C", "A", path="v.md"))
    needs = link(rows).needs
    assert needs["B"] == (("A", "u.md#A"),)
    assert needs["C"] == (("A", None),)

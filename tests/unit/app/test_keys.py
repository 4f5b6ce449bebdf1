"""Keys: unique whatever the documents say, and each `[items.KEY]` bound to one item or to none."""

from __future__ import annotations

from gonogo.app.keys import by_item, shared_names, with_policy, with_unique_keys
from gonogo.model.item import Item, Span, Spans
from gonogo.model.policy import ItemPolicy, Policy


def item(key: str, path: str = "t.md", line: int = 1, name: str | None = None, parent: str | None = None) -> Item:
    return Item(key=key, id=name or key, parent=parent, path=path, line=line, span=Spans(row=Span(0, 0)))


def commands(items: tuple[Item, ...], **policies: str) -> dict[str, tuple[str, ...]]:
    policy = by_item(Policy(items={name: ItemPolicy(verify=(text,)) for name, text in policies.items()}), items)
    return {made.key: made.verify for made in (with_policy(one, policy.items) for one in items)}


def test_what_is_unique_keeps_its_key() -> None:
    rows = (item("A"), item("B"))
    assert with_unique_keys(rows) == (rows, frozenset())


def test_namesakes_are_told_apart_by_document_then_line_then_turn() -> None:
    rows = (item("A"), item("A", path="u.md", line=4), item("A", path="u.md", line=4), item("A", path="u.md", line=5))
    made, duplicated = with_unique_keys(rows)
    assert [one.key for one in made] == ["t.md#A", "u.md:4#A", "u.md:4#A~2", "u.md:5#A"]
    assert duplicated == {one.key for one in made}


def test_a_made_key_never_takes_one_that_is_there() -> None:
    made, _ = with_unique_keys((item("t.md#A"), item("A"), item("A", path="u.md")))
    assert [one.key for one in made] == ["t.md#A", "t.md#A~2", "u.md#A"]


def test_a_child_follows_the_parent_of_its_own_document() -> None:
    made, _ = with_unique_keys((item("P"), item("P", path="u.md"), item("C", path="u.md", parent="P")))
    assert made[2].parent == "u.md#P"


def test_settings_are_meant_for_a_key_or_for_the_only_bearer_of_an_id() -> None:
    rows = (item("A"), item("t.md#x/one", name="1"), item("u.md#y/uno", path="u.md", name="2"))
    assert commands(rows, **{"A": "a", "1": "b", "u.md#y/uno": "c"}) == {
        "A": ("a",),
        "t.md#x/one": ("b",),
        "u.md#y/uno": ("c",),
    }


def test_settings_for_an_id_of_several_items_bind_nothing() -> None:
    rows = (item("t.md#x/one", name="1"), item("u.md#y/uno", path="u.md", name="1"))
    assert set(commands(rows, **{"1": "b"}).values()) == {()}
    assert shared_names(["1", "t.md#x/one"], rows) == ("1",)

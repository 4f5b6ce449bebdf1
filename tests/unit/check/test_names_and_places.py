"""What a name in a document means, what a message calls an item, and where a finding stands."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gonogo.check.cycles import shortest_cycle
from gonogo.check.families import family
from gonogo.check.mentions import Mention, find_shared_settings, find_unknown_settings
from gonogo.check.naming import Naming
from gonogo.check.phases import find_open_children
from gonogo.check.rule import all_called, at_item, called, claimed, read_as
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Severity, Span, Spans, Status
from gonogo.model.links import link
from gonogo.tracker.parse import parse

HEADER = "| ID | Task | Status | Owner |\n|---|---|---|---|\n"


def item(key: str, path: str = "a.md", **more: object) -> Item:
    made = {"id": key.rpartition("#")[2], "line": 1, "span": Spans(row=Span(0, 9))} | more
    return Item(key=key, path=path, **made)  # type: ignore[arg-type]


def scene(*texts: str, files: frozenset[str] | None = None) -> Scene:
    readings = [parse(f"{'ab'[place]}.md", text.encode()) for place, text in enumerate(texts)]
    pages = tuple(
        Page(reading=reading, data=text.encode(), items=reading.items)
        for reading, text in zip(readings, texts, strict=True)
    )
    items = tuple(one for page in pages for one in page.items)
    return Scene(pages=pages, items=items, links=link(items), today="2026-11-21", files=files)


def named(*items: Item) -> Naming:
    return Naming(Scene(pages=(), items=items, links=link(items), today="2026-11-21"))


@pytest.mark.parametrize(
    ("path", "text", "key"),
    [
        ("a.md", "K-1", "K-1"),
        ("b.md", "K-1", "K-1"),
        ("b.md", " k-1 ", "K-1"),
        ("b.md", "K-1: lay the floor", "K-1"),
        ("b.md", "K-1. lay", "K-1"),
        ("b.md", "k-1), lay", "K-1"),
        ("a.md", "K-2", "a.md#K-2"),
        ("b.md", "K-2", "b.md#K-2"),
        ("c.md", "K-2", None),
        ("a.md", "K-3", None),
        ("a.md", "Wall 4 left", None),
        ("a.md", "WALL 4", "Wall 4"),
        ("a.md", "lay K-1", None),
        ("a.md", "K-9", None),
        ("a.md", "  ", None),
        ("a.md", "", None),
    ],
)
def test_a_name_means_the_item_of_its_document_first(path: str, text: str, key: str | None) -> None:
    naming = named(
        item("K-1"),
        item("a.md#K-2"),
        item("b.md#K-2", "b.md"),
        item("a.md:5#K-3"),
        item("a.md:6#K-3"),
        item("Wall 4"),
        item("plain", id=None),
    )
    assert naming.meant(path, text) == key
    assert naming.is_borne(path, text) is (key is not None or text in ("K-2", "K-3"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("M-01", "m-"), ("m-12", "m-"), ("M5-D1", "m5-d"), ("K-1a", "k-"), ("7", ""), ("KITCHEN", ""), ("K-1ab", "")],
)
def test_ids_of_one_family_differ_in_their_last_number(name: str, kind: str) -> None:
    assert family(name) == kind


@pytest.mark.parametrize(
    ("one", "name"),
    [
        (item("x", id="K-1", title="Lay"), "K-1"),
        (item("x", id=None, title="Lay"), "Lay"),
        (item("x", id=None), "x"),
    ],
)
def test_an_item_is_called_by_id_then_title_then_key(one: Item, name: str) -> None:
    assert called(one) == name


@pytest.mark.parametrize(("count", "told"), [(1, "0"), (6, "0, 1, 2, 3, 4, 5"), (7, "0, 1, 2, 3, 4 and 2 more")])
def test_of_many_items_some_are_called(count: int, told: str) -> None:
    assert all_called([item(str(number)) for number in range(count)]) == told


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("✅ Shipped", "✅ Shipped"),
        (None, "in progress"),
        ("[x]", "in progress"),
        ("[ ]", "in progress"),
        ("[]", "in progress"),
        ("☑", "in progress"),
        ("[x] half", "[x] half"),
        ("", ""),
    ],
)
def test_a_claim_is_quoted_and_a_box_said_in_words(raw: str | None, said: str) -> None:
    assert claimed(item("x", status=Status.IN_PROGRESS, status_raw=raw)) == said


@pytest.mark.parametrize(
    ("cell", "span"), [("status", Span(4, 6)), ("owner", Span(0, 9)), (None, Span(0, 9)), ("target", Span(0, 9))]
)
def test_a_finding_stands_at_the_cell_that_there_is_or_at_the_row(cell: str | None, span: Span) -> None:
    one = item("a.md#K-1", line=7, span=Spans(row=Span(0, 9), cells={"status": Span(4, 6)}))
    assert at_item("ROW_RAGGED", Severity.NOTE, one, "is odd", hint="mend it", cell=cell) == Finding(
        code="ROW_RAGGED",
        severity=Severity.NOTE,
        message="is odd",
        hint="mend it",
        item="a.md#K-1",
        path="a.md",
        line=7,
        span=span,
    )


def test_what_the_reader_finds_is_told_by_code() -> None:
    text = f"{HEADER}| K-1 | a | Open |\n"
    assert [f.line for f in read_as("ROW_RAGGED")(scene(text, text))] == [3, 3]
    assert list(read_as("TABLE_MALFORMED")(scene(text))) == []


def test_a_page_shows_cells_and_rows_as_written() -> None:
    page = scene(f"{HEADER}| `K-1` | **Lay** é | 🟡 Open |  |\n").pages[0]
    (one,) = page.items
    assert page.row(one).strip() == "| `K-1` | **Lay** é | 🟡 Open |  |"
    assert page.cell(one, "title") == "**Lay** é"
    assert (page.cell(one, "owner") or "").strip() == ""
    assert page.cell(one, "depends_on") is None
    assert page.header(one, "title") == "Task"
    assert page.header(one, "depends_on") is None
    assert page.header(item("none"), "title") is None


def test_bytes_that_are_no_text_are_shown_as_such() -> None:
    broken = Page(reading=parse("a.md", b""), data=b"a \xff b")
    one = item("x", span=Spans(row=Span(0, 5), cells={"title": Span(2, 5)}))
    assert (broken.row(one), broken.cell(one, "title")) == ("a \ufffd b", "\ufffd b")


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        (("K-1 | a | Open | x", "K-2 | b | Open"), False),
        (("K-1 | a | Open | x", "L-2 | b | Open"), True),
        (("K-1 | a | Open | x", "soon | b"), True),
        (("K-1 | a | Open | x", "L-2 | b | Open | x"), False),
        (("K-1 | a | Open | x | y", "K-2 | b | Open"), True),
    ],
)
def test_a_ragged_row_of_an_unlike_id_may_hide_one(rows: tuple[str, ...], lost: bool) -> None:
    text = HEADER + "".join(f"| {row} |\n" for row in rows)
    assert scene(text).pages[0].has_lost_ids is lost


def test_the_files_of_a_workspace_lie_in_folders_and_have_names() -> None:
    plain = scene(HEADER, files=frozenset({"a/b/c.txt", "a/d.txt", "d.txt", "x/d.txt"}))
    assert plain.folders == {"a", "a/b", "x"}
    assert plain.by_name == {"c.txt": ["a/b/c.txt"], "d.txt": ["a/d.txt", "d.txt", "x/d.txt"]}
    assert scene(HEADER).folders == frozenset()
    assert scene(HEADER).by_name == {}


def parents(whole: str, *parts: str) -> list[str]:
    rows = "".join(f"| M-{number} | part | {part} | |\n" for number, part in enumerate(parts))
    plain = scene(f"{HEADER}| K-1 | whole | {whole} | |\n{rows}")
    items = tuple(one if one.key == "K-1" else replace(one, parent="K-1") for one in plain.items)
    family = Scene(pages=plain.pages, items=items, links=link(items), today=plain.today)
    return [f"{f.message}; {f.hint}" for f in find_open_children(family)]


@pytest.mark.parametrize(
    ("whole", "parts", "told"),
    [
        ("Done", ("Done", "Cancelled", "Signed off"), None),
        ("Done", ("Done", "Open"), "M-1 (Open) is"),
        ("Done", ("In progress", "Blocked"), "M-0 (In progress), M-1 (Blocked) are"),
        ("Done", ("Doc baseline",), "M-0 (Doc baseline) is"),
        ("Doc baseline", ("Doc baseline", "Done"), None),
        ("Signed off", ("Ready for sign-off",), "M-0 (Ready for sign-off) is"),
        ("Done", ("what?", ""), None),
        ("Open", ("Open",), None),
        ("what?", ("Open",), None),
        ("Done", ("Open",) * 8, ", ".join(f"M-{n} (Open)" for n in range(8)) + " are"),
        ("Done", ("Open",) * 10, ", ".join(f"M-{n} (Open)" for n in range(8)) + " and 2 more are"),
    ],
)
def test_a_parent_claims_completion_over_what_is_closed(whole: str, parts: tuple[str, ...], told: str | None) -> None:
    found = parents(whole, *parts)
    if told is None:
        assert found == []
    else:
        first = told.partition(" ")[0]
        cure = f"close or cancel {first}, or take the claim back"
        assert found == [f"K-1 claims {whole}, and below it {told} open; {cure}"]


def test_a_group_without_a_circle_has_none() -> None:
    assert shortest_cycle((), {}) == ()
    assert shortest_cycle(("a", "b"), {"a": ("b",), "b": ()}) == ()


UNKNOWN = {"K-9": "did you mean K-8?", "K-7": None}


@pytest.mark.parametrize(
    ("place", "name", "message", "hint"),
    [
        ("[items.K-9]", "K-9", "[items.K-9] names no item of this workspace", "did you mean K-8?"),
        ("[gates.ship]", "K-7", "[gates.ship]: K-7 names no item of this workspace", "gonogo items lists the keys"),
    ],
)
def test_settings_that_name_no_item_are_told(place: str, name: str, message: str, hint: str) -> None:
    said = Mention(place=place, name=name, line=5)
    (finding,) = find_unknown_settings([Mention(place="[items.K-1]", name="K-1", line=1), said], UNKNOWN)
    assert (finding.code, finding.path, finding.line) == ("ITEM_UNKNOWN", "gonogo.toml", 5)
    assert (finding.severity, finding.message, finding.hint) == ("error", message, hint)


def test_settings_of_an_id_that_several_items_bear_are_told() -> None:
    said = [Mention(place=f"[items.{name}]", name=name, line=line) for line, name in enumerate(("K-1", "K-2"), 1)]
    gate = Mention(place="[gates.ship]", name="K-2", line=9)
    (finding,) = find_shared_settings([*said, gate], {"K-2"})
    assert (finding.code, finding.path, finding.line) == ("ID_DUPLICATE", "gonogo.toml", 2)
    assert finding.severity == "error"
    assert finding.message == "[items.K-2] is the id of several items; it binds nothing"
    assert finding.hint == "name the item by its key: gonogo items"

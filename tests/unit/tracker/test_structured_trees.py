"""YAML, JSON and CSV lists of items, and what is refused before it can do harm."""

from __future__ import annotations

import json

import pytest

from gonogo.errors import InputError
from gonogo.model.item import Kind, Reading, Status
from gonogo.tracker.delimited import read_csv
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.structured import read_structured
from gonogo.tracker.tree import Offsets, Scalar, read_json, read_yaml

PLAN = """\
name: bakery oven
crew:
  - name: Ada
    mail: ada@example.org
phases:
  - id: B1
    name: Dough
    status: signed off
    tasks:
      - id: D-1
        title: 'Weigh the flour'
        status: done
        owner: ada
        verify_command: make weigh && make sieve
        evidence: [logs/flour.json, {path: logs/sieve.md, kind: doc}]
        acceptance_criteria:
          - within two grams
          - sieve is clean
        labels: [dry, cold]
      - id: D-2
        title: Knead
        status: no
        dependsOn: [D-1]
        owner: TBD
  - id: B2
    name: Oven
    status: blocked   # gas
"""


def _read(text: str, path: str = "plan.yaml") -> Reading:
    return read_structured(path, text.encode(), BUILT_IN)


def test_nested_lists_are_parents_and_children() -> None:
    items = {item.id: item for item in _read(PLAN).items}
    assert list(items) == ["B1", "D-1", "D-2", "B2"]
    assert [items[name].parent for name in items] == [None, "B1", "B1", None]
    assert items["B1"].kind is Kind.PHASE
    assert items["D-1"].kind is Kind.TASK


def test_fields_are_known_by_the_words_of_their_keys() -> None:
    item = _read(PLAN).items[1]
    assert item.title == "Weigh the flour"
    assert item.status is Status.DONE
    assert item.owner == "ada"
    assert item.verify == ("make weigh && make sieve",)
    assert item.evidence == ("logs/flour.json", "logs/sieve.md")
    assert item.exit_criteria == ("within two grams", "sieve is clean")
    assert item.extra == {"labels": ("dry", "cold")}


def test_no_is_a_word_and_placeholders_are_nothing() -> None:
    """YAML 1.2: `no` is a string; a placeholder owner is no owner."""
    item = _read(PLAN).items[2]
    assert item.status_raw == "no"
    assert item.depends_on == ("D-1",)
    assert item.owner is None


def test_spans_cut_out_what_was_written() -> None:
    data = PLAN.encode()
    item = _read(PLAN).items[1]
    cells = {name: data[span.start : span.end].decode() for name, span in item.span.cells.items()}
    assert cells["title"] == "'Weigh the flour'"
    assert cells["status"] == "done"
    assert data[item.span.row.start :].startswith(b"id: D-1")
    assert not data[item.span.row.start : item.span.row.end].endswith(b"\n")
    assert item.line == 10


def test_people_are_data_and_stay_a_structure() -> None:
    found = _read(PLAN)
    assert [(s.heading, s.columns) for s in found.structures] == [("crew", ("name", "mail"))]


def test_a_mapping_by_id_lists_items() -> None:
    found = _read("K-1:\n  title: a\n  status: done\nK-2:\n  title: b\n  status: open\n  depends_on: K-1\n")
    assert [(i.id, i.status, i.depends_on) for i in found.items] == [
        ("K-1", Status.DONE, ()),
        ("K-2", Status.NOT_STARTED, ("K-1",)),
    ]


def test_a_document_may_be_one_item() -> None:
    found = _read("title: The only one\nstatus: done\nevidence: docs/one.md\n")
    assert [(i.title, i.evidence) for i in found.items] == [("The only one", ("docs/one.md",))]


def test_yes_or_no_to_done_is_a_status() -> None:
    stories = {"userStories": [{"id": "S1", "title": "a", "passes": True}, {"id": "S2", "title": "b", "passes": False}]}
    found = _read(json.dumps(stories), "prd.json")
    assert [i.status for i in found.items] == [Status.DONE, Status.NOT_STARTED]


def test_merge_keys_give_what_the_entry_leaves_out() -> None:
    text = (
        "base: &b {owner: eve, status: open}\ntasks:\n"
        "  - {<<: *b, id: X-1, title: a}\n  - {<<: *b, id: X-2, title: b, status: done}\n"
    )
    found = _read(text)
    assert [(i.id, i.owner, i.status) for i in found.items] == [
        ("X-1", "eve", Status.NOT_STARTED),
        ("X-2", "eve", Status.DONE),
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.json", '{"name": "x", "version": "1.0.0", "scripts": {"test": "x"}, "contributors": [{"name": "a"}]}'),
        (
            "a.yml",
            "on: push\njobs:\n  b:\n    steps:\n      - name: a\n        run: make\n      - name: c\n        run: d\n",
        ),
        ("a.json", '[{"lat": 1, "lon": 2}, {"lat": 3, "lon": 4}]'),
        ("a.yaml", "just text\n"),
        ("a.yaml", "[]\n"),
    ],
)
def test_other_data_lists_no_items(path: str, text: str) -> None:
    assert _read(text, path).items == ()


@pytest.mark.parametrize("depth", [10_000, 100_000])
@pytest.mark.parametrize("unit", ["[", "- ", "{a: ", "? "])
def test_deep_yaml_is_refused(unit: str, depth: int) -> None:
    """Ten thousand levels, and ten times as many, in every notation."""
    with pytest.raises(InputError) as caught:
        read_yaml("x.yaml", (unit * depth).encode())
    assert caught.value.code == "INPUT_NESTED"


@pytest.mark.parametrize("unit", ["[", '{"a":'])
def test_deep_json_is_refused(unit: str) -> None:
    with pytest.raises(InputError) as caught:
        read_json("x.json", (unit * 100_000).encode())
    assert caught.value.code == "INPUT_NESTED"


def test_alias_bombs_are_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(InputError) as caught:
        read_yaml("x.yaml", "\n".join(rows).encode())
    assert caught.value.code == "INPUT_NESTED"


def test_an_alias_of_itself_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_yaml("x.yaml", b"a: &a [*a]")
    assert caught.value.code == "INPUT_NESTED"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a: 1\na: 2\n", "twice"),
        (b"a: *b\n", "anchor"),
        (b"a: \x01\n", "not YAML"),
        (b"a: [1\n", "not YAML"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_bad_yaml_is_named_with_its_place(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read_yaml("x.yaml", data)
    assert str(caught.value.where).startswith("x.yaml:")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1,}',
        b"[1,]",
        b'{"a" 1}',
        b"[1 2]",
        b"1 2",
        b"[01]",
        b'"\\ud800"',
        b"nulll",
        b'{"a":1,"a":2}',
        b"\xff",
        b'"a',
        b"]",
        b"{]",
        b":",
    ],
)
def test_bad_json_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_json("x.json", data)
    assert caught.value.code == "TRACKER_UNREADABLE"


def test_scalars_stay_as_written() -> None:
    """Zeros in front, huge numbers and YAML 1.1 words are text."""
    root = read_yaml("x.yaml", b"[007, yes, 1e999, ~]")[0]
    assert [item.text for item in root.items if isinstance(item, Scalar)] == ["007", "yes", "1e999", "~"]
    huge = read_json("x.json", b"[" + b"9" * 5000 + b"]")[0]
    assert huge.items[0].text == "9" * 5000


def test_offsets_count_bytes() -> None:
    text = "é" * 3000 + "x"
    assert Offsets(text).byte(3000) == 6000
    assert Offsets(text, 3).byte(1) == 5
    assert Offsets("abc").byte(2) == 2


def test_csv_keeps_quotes_breaks_and_places() -> None:
    data = b'\xef\xbb\xbfid;title;status\r\n1;"a;b ""q""\r\nmore";done\r\n\r\n2; x ;open\r\n'
    table = read_csv("x.csv", data).blocks[0]
    rows = [[cell.raw for cell in row.cells] for row in table.rows]
    assert rows == [["1", 'a;b "q"\r\nmore', "done"], ["2", "x", "open"]]
    assert [row.line for row in table.rows] == [2, 5]
    assert [data[c.span.start : c.span.end] for c in table.rows[1].cells] == [b"2", b"x", b"open"]


def test_csv_separators_are_told_from_the_header() -> None:
    for separator in ",;\t|":
        table = read_csv("x.csv", separator.join(["id", "title", "status"]).encode() + b"\n").blocks[0]
        assert [cell.raw for cell in table.header.cells] == ["id", "title", "status"]


@pytest.mark.parametrize("data", [b'a,"b\n', b'a,"b"c,d\n', b"\xff,a\n"])
def test_bad_csv_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_csv("x.csv", data)
    assert caught.value.code == "TRACKER_UNREADABLE"


def test_ragged_csv_rows_are_fitted_with_a_finding() -> None:
    found = read_csv("x.csv", b"id,title,status\n1,a\n2,b,done,more\n")
    assert [[cell.raw for cell in row.cells] for row in found.blocks[0].rows] == [["1", "a", ""], ["2", "b", "done"]]
    assert [(finding.code, finding.line) for finding in found.findings] == [("ROW_RAGGED", 2), ("ROW_RAGGED", 3)]


def test_an_empty_csv_has_no_table() -> None:
    assert read_csv("x.csv", b"\n\n").blocks == ()

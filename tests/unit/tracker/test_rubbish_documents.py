"""Documents that nobody means well with: each is read, or refused with a reason, and never breaks the reader."""

from __future__ import annotations

import json

import pytest

from gonogo.errors import InputError
from gonogo.model.item import Status
from gonogo.tracker.lengths import LONGEST
from gonogo.tracker.parse import LARGEST_DOCUMENT, parse

HEAD = b"| ID | Task | Status |\n|---|---|---|\n"


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_encoding_marks_change_no_value(ending: bytes, mark: bytes) -> None:
    data = mark + ending.join(
        [b"# T", b"", b"| ID | Task | Status |", b"|---|---|---|", b"| A-1 | paint | Done |", b""]
    )
    (item,) = parse("x.md", data).items
    assert (item.id, item.title, item.status, item.line) == ("A-1", "paint", Status.DONE, 5)
    assert data[item.span.cells["title"].start : item.span.cells["title"].end] == b"paint"


@pytest.mark.parametrize("data", ["# T".encode("utf-16"), b"# caf\xe9\n", b"\xff\xfe\x00"])
def test_a_document_that_is_no_utf8_is_a_finding(data: bytes) -> None:
    reading = parse("x.md", data)
    assert reading.items == ()
    assert [f.code for f in reading.findings] == ["TRACKER_UNREADABLE"]


def test_a_document_above_the_limit_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        parse("x.md", b"x" * (LARGEST_DOCUMENT + 1))
    assert refused.value.code == "INPUT_TOO_LARGE"


def test_a_thousand_columns_are_read() -> None:
    names = "|".join(f"c{n}" for n in range(1000))
    row = "|".join("x" for _ in range(1000))
    data = f"|ID|Task|Status|{names}|\n|{'---|' * 1003}\n|A-1|paint|Done|{row}|\n".encode()
    (item,) = parse("x.md", data).items
    assert len(item.extra) == 1000


def test_a_row_with_too_many_cells_is_a_finding() -> None:
    reading = parse("x.md", b"|a" * 20_000 + b"|\n" + b"|-" * 20_000 + b"|\n")
    assert "TABLE_MALFORMED" in [f.code for f in reading.findings]


@pytest.mark.parametrize("data", [b"> " * 10_000 + b"x", b"- " * 10_000 + b"[ ] x", b"[" * 10_000, b"`a ``b " * 5_000])
def test_deep_nesting_is_survived(data: bytes) -> None:
    assert len(parse("x.md", data).items) <= 1


def test_control_characters_in_ids_are_made_visible() -> None:
    reading = parse("x.md", HEAD + b"| A\x1b[31m-1 | pa\x07int | Done |\n")
    (item,) = reading.items
    assert (item.id, item.title) == ("A\\u001b[31m-1", "pa\\u0007int")
    assert [f.code for f in reading.findings] == ["ITEM_UNREPRESENTABLE"]


def test_a_range_bomb_stays_small() -> None:
    data = b"| ID | Task | Depends on |\n|---|---|---|\n| A-1 | x | T1..T999999999 |\n"
    (item,) = parse("x.md", data).items
    assert item.depends_on == ("T1", "T999999999")


def test_nothing_of_a_row_is_lost() -> None:
    head = b"| ID | Task | Status | Shade | Notes |\n|---|---|---|---|---|\n"
    data = head + b"| A-1 | paint | Done | grey \\| white | dry |\n"
    (item,) = parse("x.md", data).items
    assert item.extra == {"Shade": "grey | white", "Notes": "dry"}


def test_items_without_ids_have_stable_addresses() -> None:
    data = b"## Yard\n\n- [ ] Sweep\n- [ ] Sweep\n- [x] Rake the leaves\n"
    assert [i.key for i in parse("d/x.md", data).items] == [
        "d/x.md#yard/sweep",
        "d/x.md#yard/sweep-2",
        "d/x.md#yard/rake-the-leaves",
    ]


@pytest.mark.parametrize("letter", ["(", "1", "`", "A-1 ", "-", "a.", "1/2 ", "[a](", "\u00e9"])
def test_a_text_that_nobody_writes_is_cut_and_the_item_stays(letter: str) -> None:
    text = (letter * 200_000)[:200_000]
    table = "| ID | Task | Status | Depends On | Verify | Evidence |\n|---|---|---|---|---|---|\n"
    cells = f"| A-1 | {text} | Done | {text} | `{text}` | {text} |\n| A-2 | paint | Done | A-1 | `make` | a.md |\n"
    prose = f"\n## {text}\n\n- {text}\n\n{text}\n"
    reading = parse("x.md", (table + cells + prose).encode())
    assert [item.id for item in reading.items][:2] == ["A-1", "A-2"]
    cut = [finding for finding in reading.findings if "of which the rest was not read" in finding.message]
    assert {finding.code for finding in cut} == {"ITEM_UNREPRESENTABLE"}
    assert cut[0].line == 3
    assert max(len(passage.text) for passage in reading.passages) <= LONGEST


def test_prose_of_many_lines_is_as_long_as_it_likes() -> None:
    reading = parse("x.md", HEAD + b"| A-1 | paint | Done |\n\n" + b"The paint is dry by now.\n" * 1_000)
    assert reading.findings == ()
    assert len(reading.passages) == 1_000


def test_silences_that_never_end_are_told_one_by_one() -> None:
    reading = parse("x.md", HEAD + b"| A-1 | paint | Done |\n\n" + b"<!-- gonogo: ignore " * 2_000 + b"\n")
    assert len(reading.silences) == 2_000
    assert {silence.fault for silence in reading.silences} == {"the comment has no end"}


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
@pytest.mark.parametrize("letter", ["(", "[a]("])
def test_a_value_that_nobody_writes_is_cut_and_the_entry_stays(name: str, letter: str) -> None:
    text = (letter * 200_000)[:200_000]
    entry = {"id": "A-1", "title": text, "status": "done", "evidence": text, "depends_on": [text]}
    reading = parse(name, json.dumps({"items": [entry]}).encode())
    assert [item.id for item in reading.items] == ["A-1"]
    assert [finding.code for finding in reading.findings] == ["ITEM_UNREPRESENTABLE"] * 3

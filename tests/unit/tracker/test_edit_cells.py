"""Editing one value changes the bytes of its span and nothing else."""

from __future__ import annotations

import csv
import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gonogo.model.item import Span
from gonogo.tracker import edit

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)


def _at(data: bytes, part: bytes) -> Span:
    start = data.index(part)
    return Span(start, start + len(part))


@pytest.mark.parametrize(
    ("row", "old", "new", "expected"),
    [
        ("| A | Done | x |", "Done", "Blocked", "| A | Blocked | x |"),
        ("| A | **Done** | x |", "**Done**", "Blocked", "| A | **Blocked** | x |"),
        ("| A | `done` | x |", "`done`", "blocked", "| A | `blocked` | x |"),
        ("| A | **`done`** | x |", "**`done`**", "open", "| A | **`open`** | x |"),
        ("| A | ~~old~~ | x |", "~~old~~", "new", "| A | ~~new~~ | x |"),
        ("| A | `a` and `b` | x |", "`a` and `b`", "c", "| A | c | x |"),
        ("| A | **a** and **b** | x |", "**a** and **b**", "c", "| A | c | x |"),
        ("| A | Done | x |", "Done", "a | b\nc", "| A | a \\| b c | x |"),
        ("| A | `a` | x |", "`a`", "x`y", "| A | ``x`y`` | x |"),
        ("| A | `a` | x |", "`a`", "`", "| A | `` ` `` | x |"),
        ("| 项 | 完成 | x |", "完成", "进行中", "| 项 | 进行中 | x |"),
        ("| A |Done| x |", "Done", "\\", "| A |\\ | x |"),
        ("| A | Done | x |\r", "Done", "Open", "| A | Open | x |\r"),
    ],
)
def test_a_cell_keeps_its_dress_and_its_row(row: str, old: str, new: str, expected: str) -> None:
    """Emphasis, ticks and padding stay; pipes and line breaks cannot break the row."""
    data = row.encode()
    assert edit.replace_cell(data, _at(data, old.encode()), new, table=True).decode() == expected


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        ("| a    |\n| Done |\n", " Done ", "Open", "| a    |\n| Open |\n"),
        ("| status  |\n| Done    |\n", " Done    ", "Blocked", "| status  |\n| Blocked |\n"),
        ("| status  |\n| Blocked |\n", " Blocked ", "Done", "| status  |\n| Done    |\n"),
        ("| 状态   |\n| 完成   |\n", " 完成   ", "ok", "| 状态   |\n| ok     |\n"),
        ("| s |\n| Done |\n", " Done ", "Blocked", "| s |\n| Blocked |\n"),
        ("| s |\n|  |\n", "  ", "Blocked", "| s |\n| Blocked |\n"),
    ],
)
def test_a_padded_cell_stays_as_wide_as_its_column(table: str, old: str, new: str, expected: str) -> None:
    """Display columns, not characters, are kept where the table was aligned."""
    data = table.encode()
    start = data.rindex(old.encode())
    text = Span(start + 1, start + len(old.encode()) - 1)
    span = edit.padded(data, text)
    assert (span.start, span.end) == (start, start + len(old.encode()))
    assert edit.replace_cell(data, span, new, table=True).decode() == expected


def test_padding_is_widened_only_between_pipes() -> None:
    """A list line's text has no padding of its own."""
    data = b"- [ ] text  \n"
    assert edit.padded(data, Span(6, 10)) == Span(6, 10)


@given(st.binary(max_size=20), TEXTS, TEXTS, st.binary(max_size=20), st.booleans())
def test_bytes_around_the_span_never_change(before: bytes, old: str, new: str, after: bytes, table: bool) -> None:
    """Whatever surrounds a value, and whatever replaces it."""
    data = before + old.encode() + after
    span = Span(len(before), len(before) + len(old.encode()))
    result = edit.replace_cell(data, span, new, table=table)
    assert result.startswith(before)
    assert result.endswith(after)


@pytest.mark.parametrize(
    ("token", "expected"), [("x", "- [x] a"), ("[~]", "- [~] a"), ("", "- [ ] a"), ("[ ]", "- [ ] a")]
)
def test_a_box_is_set_with_or_without_brackets(token: str, expected: str) -> None:
    data = b"- [X] a"
    assert edit.replace_box(data, Span(2, 5), token).decode() == expected


@given(TEXTS, st.sampled_from(["plain", "'old'", '"old"', "two words"]))
def test_a_yaml_scalar_reads_back_as_the_text(text: str, old: str) -> None:
    """Any text, in any quoting that stood there before."""
    data = f"- a: 1\n  status: {old}\n  z: é\n".encode()
    result = edit.replace_yaml(data, _at(data, old.encode()), text)
    assert yaml.safe_load(result.decode()) == [{"a": 1, "status": text, "z": "é"}]


def test_a_yaml_value_that_was_empty_is_set_apart_from_its_colon() -> None:
    data = b"status:\nowner: a\n"
    assert edit.replace_yaml(data, Span(7, 7), "done") == b"status: done\nowner: a\n"


def test_a_plain_yaml_word_stays_plain() -> None:
    data = b"status: done\n"
    assert edit.replace_yaml(data, Span(8, 12), "in progress") == b"status: in progress\n"


@given(TEXTS)
def test_a_json_string_reads_back_as_the_text(text: str) -> None:
    data = b'{"a": [{"status": "old", "n": 3}]}'
    result = edit.replace_json(data, _at(data, b'"old"'), text)
    assert json.loads(result) == {"a": [{"status": text, "n": 3}]}


def test_a_json_number_stays_a_number_only_for_a_number() -> None:
    data = b'{"n": 3}'
    assert edit.replace_json(data, Span(6, 7), "40") == b'{"n": 40}'
    assert edit.replace_json(data, Span(6, 7), "x") == b'{"n": "x"}'


@given(TEXTS, st.sampled_from(["old", '"old"', '"o""ld"']), st.sampled_from([",", ";", "\t"]))
def test_a_csv_field_reads_back_as_the_text(text: str, old: str, separator: str) -> None:
    data = separator.join(["a", old, "z"]).encode()
    result = edit.replace_csv(data, _at(data, old.encode()), text, separator=separator)
    assert next(csv.reader(io.StringIO(result.decode()), delimiter=separator)) == ["a", text, "z"]


def test_width_counts_columns() -> None:
    assert [edit.width(text) for text in ("abc", "完成", "é", "e\u0301", "ｆ")] == [3, 4, 1, 1, 2]

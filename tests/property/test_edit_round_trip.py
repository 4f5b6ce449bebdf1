"""Editing one cell and reading again: exactly that field has changed, and every other byte is as it was."""

from __future__ import annotations

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.model.item import Item
from gonogo.tracker import edit
from gonogo.tracker.parse import parse

WORDS = st.text(string.ascii_letters, min_size=2, max_size=8).filter(
    lambda w: w.casefold() not in {"na", "no", "tbd", "tba"}
)
TITLES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: "Do " + " ".join(words))
STATUSES = st.sampled_from(["Done", "In progress", "Blocked", "Open"])
ROWS = st.lists(st.tuples(TITLES, STATUSES), min_size=1, max_size=5)


def _but(item: Item, name: str) -> dict[str, object]:
    hidden = {name, "span", "key", *(("status", "status_raw") if name == "status" else ())}
    return {field: getattr(item, field) for field in item.__struct_fields__ if field not in hidden}


def _check(path: str, data: bytes, index: int, name: str, value: str, *, form: str) -> None:
    before = parse(path, data)
    item = before.items[index]
    span = item.span.cells[name]
    if form == "table":
        result = edit.replace_cell(data, span, value, table=True)
    elif form == "yaml":
        result = edit.replace_yaml(data, span, value)
    elif form == "json":
        result = edit.replace_json(data, span, value)
    else:
        result = edit.replace_csv(data, span, value)
    assert result[: span.start] == data[: span.start]
    assert result[len(result) - (len(data) - span.end) :] == data[span.end :]
    after = parse(path, result)
    assert len(after.items) == len(before.items)
    for place, (old, new) in enumerate(zip(before.items, after.items, strict=True)):
        changed = name if place == index else "-"
        assert _but(old, changed) == _but(new, changed)
    now = after.items[index]
    assert (now.status_raw if name == "status" else getattr(now, name)) == value


@settings(max_examples=60, deadline=None)
@given(
    ROWS, st.data(), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from(["{}", "**{}**", "`{}`", "{}   "])
)
def test_a_markdown_cell(
    rows: list[tuple[str, str]], data: st.DataObject, newline: str, mark: bool, dress: str
) -> None:
    """With either line ending, with and without byte order mark, in ticks, bold or padded."""
    lines = ["# Plän", "", "| ID | Task | Status | 備考 |", "|---|:--|---|---|"]
    lines += [
        f"| X-{n} | {title} | {dress.format(status)} | a \\| b 完了 |" for n, (title, status) in enumerate(rows, 1)
    ]
    text = (b"\xef\xbb\xbf" if mark else b"") + newline.join([*lines, ""]).encode()
    index = data.draw(st.integers(0, len(rows) - 1))
    name, value = data.draw(st.one_of(st.tuples(st.just("status"), STATUSES), st.tuples(st.just("title"), TITLES)))
    _check("plan.md", text, index, name, value, form="table")


@settings(max_examples=40, deadline=None)
@given(ROWS, st.data(), st.sampled_from(["{}", "'{}'", '"{}"']))
def test_a_yaml_value(rows: list[tuple[str, str]], data: st.DataObject, dress: str) -> None:
    """Plain or quoted."""
    text = "tasks:\n" + "".join(
        f"  - id: X-{n}\n    title: {dress.format(title)}\n    status: {dress.format(status)}  # ß\n"
        for n, (title, status) in enumerate(rows, 1)
    )
    index = data.draw(st.integers(0, len(rows) - 1))
    name, value = data.draw(st.one_of(st.tuples(st.just("status"), STATUSES), st.tuples(st.just("title"), TITLES)))
    _check("plan.yaml", text.encode(), index, name, value, form="yaml")


@settings(max_examples=40, deadline=None)
@given(ROWS, st.data())
def test_a_json_value(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    inner = ",\n".join(
        f' {{"id": "X-{n}", "title": "{title}", "status": "{status}", "né": 1}}'
        for n, (title, status) in enumerate(rows, 1)
    )
    index = data.draw(st.integers(0, len(rows) - 1))
    name, value = data.draw(st.one_of(st.tuples(st.just("status"), STATUSES), st.tuples(st.just("title"), TITLES)))
    _check("plan.json", f"[\n{inner}\n]\n".encode(), index, name, value, form="json")


@settings(max_examples=40, deadline=None)
@given(ROWS, st.data(), st.sampled_from(["{}", '"{}"']))
def test_a_csv_value(rows: list[tuple[str, str]], data: st.DataObject, dress: str) -> None:
    text = "id,title,status,note\r\n" + "".join(
        f"X-{n},{dress.format(title)},{dress.format(status)},é\r\n" for n, (title, status) in enumerate(rows, 1)
    )
    index = data.draw(st.integers(0, len(rows) - 1))
    name, value = data.draw(st.one_of(st.tuples(st.just("status"), STATUSES), st.tuples(st.just("title"), TITLES)))
    _check("plan.csv", text.encode(), index, name, value, form="csv")

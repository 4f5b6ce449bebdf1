"""Trees, orders, graphs, matrices, decisions and items: what they say, and that their notations stay intact."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from types import SimpleNamespace

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.model.board import GraphView, MatrixView, NextRow, Why
from gonogo.model.decision import Answer, Cause
from gonogo.model.item import Finding, Item, Severity
from gonogo.model.standing import Standing
from gonogo.render import decision, findings, graph, items, matrix, order, why
from gonogo.render import json as rendering_json
from gonogo.render.markdown import code, escape, table
from gonogo.render.page import Screen

NOW = "2026-03-04T10:00:00.000Z"


def test_the_tree_goes_down_to_the_run_that_failed_with_its_age(failing_tree: Why) -> None:
    drawn = why.text(failing_tree, NOW, Screen(width=140))
    assert drawn.splitlines()[0] == "B-2 Title of B-2 · claims Done · unproven  docs/ready.md:7"
    assert "└─ depends on A-1" in drawn
    assert "VERIFY_FAILED" in drawn
    assert "1 of 9 failed, run abcd, 4 min ago" in drawn


def test_a_circle_of_dependencies_is_drawn_once_around(failing_tree: Why) -> None:
    drawn = why.text(failing_tree, NOW, Screen(width=140))
    assert drawn.count("depends on C-3") == 1
    assert drawn.count("depends on A-1") == 2


def test_the_hint_names_the_item_that_can_be_mended_and_what_follows(failing_tree: Why) -> None:
    drawn = why.text(failing_tree, NOW, Screen(width=140))
    assert "hint: A-1: Mend what it found and verify again." in drawn
    assert "2 other claims follow from it" in drawn


def test_why_as_json_gives_each_obligation_its_remedy(failing_tree: Why) -> None:
    value = json.loads(why.as_json(failing_tree, NOW))
    assert value["root"] == "B-2"
    failed = value["verdicts"]["A-1"]["obligations"][1]
    assert failed["code"] == "VERIFY_FAILED"
    assert failed["hint"]


def test_next_says_what_a_row_waits_for_and_unblocks(make: SimpleNamespace) -> None:
    row = make.row("A-1", Standing.OPEN)
    rows = (NextRow(item=row.item, verdict=row.verdict, ready=False, waits_for=("k-2",), unblocks=3, layer=1),)
    drawn = order.text(rows, {"A-1": "A-1", "k-2": "B-2"}, Screen(), everything=True)
    assert "waits for B-2; unblocks 3" in drawn


def test_mermaid_labels_hold_no_character_that_mermaid_reads(small_graph: GraphView) -> None:
    drawn = graph.mermaid(small_graph)
    labels = [line.split('["')[1].split('"]:::')[0] for line in drawn.splitlines() if '["' in line]
    assert len(labels) == 2
    assert not {char for label in labels for char in label} & set('"<>[]{}|`\\\x1b\n')
    assert "n0 ==> n1" in drawn


def test_dot_labels_are_quoted_strings(small_graph: GraphView) -> None:
    drawn = graph.dot(small_graph)
    assert '[label="A-1 say \\"hi\\" | <b>[x]</b> \\\\ #1; `{y}`"' in drawn
    assert "\x1b" not in drawn
    assert "n0 -> n1 [penwidth=3];" in drawn


def test_the_text_graph_ends_with_the_critical_path_and_unknown_ids(small_graph: GraphView) -> None:
    drawn = graph.text(small_graph, Screen())
    assert "critical path, 2 items (*): A-1 → B-2" in drawn
    assert "Z-9 (unknown)" in drawn


MATRIX = MatrixView(keys=("a", "b"), labels=("M-01", "M|02"), cells=((0, 0), (1, 0)))


def test_the_matrix_is_a_markdown_table_with_one_row_an_item() -> None:
    assert matrix.markdown(MATRIX).splitlines() == [
        "| Row \\\\ Col | M-01 | M\\|02 |",
        "|---|---:|---:|",
        "| M-01 | 0 | 0 |",
        "| M\\|02 | 1 | 0 |",
    ]


def test_the_matrix_as_csv_reads_back() -> None:
    assert list(csv.reader(io.StringIO(matrix.as_csv(MATRIX)))) == [
        ["", "M-01", "M|02"],
        ["M-01", "0", "0"],
        ["M|02", "1", "0"],
    ]


def test_a_matrix_too_wide_for_labels_numbers_its_columns() -> None:
    count = 30
    labels = tuple(f"LONG-NAME-{n}" for n in range(count))
    wide = MatrixView(keys=labels, labels=labels, cells=tuple((0,) * (count - 1) + (1,) for _ in labels))
    drawn = matrix.text(wide, Screen(width=120))
    assert max(map(len, drawn.splitlines())) <= 120
    rows = [line for line in drawn.splitlines() if "LONG-NAME" in line]
    assert len(rows) == count
    assert all(line.endswith("·" * (count - 1) + "1") for line in rows)


def test_the_first_line_of_a_decision_is_its_verdict(make: SimpleNamespace) -> None:
    cause = Cause(code="VERIFY_FAILED", subject="pytest", items=("k-1",), message="1 of 9 failed", unblocks=4)
    drawn = decision.text((make.decision(causes=(cause,)),), {"k-1": "M-04"}, Screen())
    assert drawn.splitlines()[0] == "decision: NO-GO (default)"
    assert "M-04" in drawn
    assert "4 items" in drawn
    assert decision.text((make.decision(Answer.GO),), {}, Screen()).splitlines()[0] == "decision: GO (default)"


def test_a_decision_as_markdown_keeps_its_table_whatever_the_message(make: SimpleNamespace) -> None:
    cause = Cause(code="VERIFY_FAILED", subject="x", items=("k",), message="a | b <script>\n", unblocks=1)
    drawn = decision.markdown((make.decision(causes=(cause,)),), {})
    row = next(line for line in drawn.splitlines() if line.startswith("| 1 "))
    assert row.replace("\\|", "").count("|") == 6
    assert "<script>" not in row


def test_items_as_csv_read_back_with_all_their_fields(make: SimpleNamespace) -> None:
    item = make.item("A-1", title='with "quotes", commas', verify=("a && b", "c"), extra={"Note": "x"})
    header, row = csv.reader(io.StringIO(items.as_csv([item])))
    cells = dict(zip(header, row, strict=True))
    assert cells["title"] == 'with "quotes", commas'
    assert cells["verify"] == "a && b\nc"
    assert cells["extra"] == "Note: x"


def test_items_as_json_are_a_list_with_the_keys_of_the_struct(make: SimpleNamespace) -> None:
    (value,) = json.loads(items.as_json([make.item("A-1")]))
    assert list(value) == list(Item.__struct_fields__)
    assert json.loads(items.as_json([])) == []


@given(st.text())
def test_json_is_the_same_value_and_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    data = rendering_json.compact({"v": text + "\x9b\u202e\x7f"})
    assert json.loads(data) == {"v": text + "\x9b\u202e\x7f"}
    assert not {"\x9b", "\u202e", "\x7f", "\x1b"} & set(data.decode())


@pytest.mark.parametrize("text", ["a|b", "`x` | y", "``", "plain", "a\\|b", "<b>&amp;", "a || b && `c`"])
@pytest.mark.parametrize("spell", [code, escape])
def test_a_cell_shows_exactly_its_text(spell: Callable[[str], str], text: str) -> None:
    """The oracle is GitHub's own Markdown renderer."""
    page = cmarkgfm.github_flavored_markdown_to_html(table(("one", "two"), [(spell(text), "end")]))
    cells = re.findall(r"<td>(?:<code>)?(.*?)(?:</code>)?</td>", page)
    assert [html.unescape(cell) for cell in cells] == [text, "end"]


def test_escaped_markdown_leaves_words_with_underscores_alone() -> None:
    assert escape("VERIFY_FAILED _now_ *b*") == "VERIFY_FAILED \\_now\\_ \\*b\\*"


def test_findings_name_place_severity_code_and_cure() -> None:
    found = (
        Finding(code="ROW_RAGGED", severity=Severity.WARNING, message="too many cells", item="A", path="d.md", line=4),
    )
    drawn = findings.text(found, 0, 3, 1, Screen())
    assert drawn.startswith("d.md:4  warning  ROW_RAGGED  A  too many cells\n")
    assert "hint: Escape each" in drawn
    assert drawn.endswith("0 errors, 1 warning in 3 items of 1 tracker\n")

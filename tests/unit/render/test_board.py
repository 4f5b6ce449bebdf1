"""The board: totals from the values, rows that fit, and nothing hidden without saying so."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from gonogo.model.decision import Answer
from gonogo.model.item import Finding, Severity, Status
from gonogo.model.standing import Obligation, ObligationKind, Standing
from gonogo.render import board
from gonogo.render.cells import width
from gonogo.render.page import Screen


def reason(message: str) -> Obligation:
    return Obligation(kind=ObligationKind.COMMAND, subject="x", standing=Standing.REFUTED, message=message)


def test_totals_are_one_sentence_best_first(make: SimpleNamespace) -> None:
    standings = [Standing.PROVEN] * 3 + [Standing.STALE] * 2 + [Standing.REFUTED]
    rows = tuple(make.row(f"M-{n}", standing) for n, standing in enumerate(standings))
    assert "6 claim Done: 3 proven, 2 stale, 1 refuted" in board.text(make.board(rows), Screen())


def test_claims_of_several_kinds_are_called_completion(make: SimpleNamespace) -> None:
    rows = (make.row("A", Standing.PROVEN), make.row("B", Standing.UNPROVEN, status=Status.SIGNED_OFF))
    assert "2 claim completion: 1 proven, 1 unproven" in board.text(make.board(rows), Screen())


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_no_row_is_wider_than_the_screen(make: SimpleNamespace, columns: int) -> None:
    rows = tuple(
        make.row(f"后端-{n}", Standing.REFUTED, reason("it failed because " * 9), title="接口设计 and more " * 8)
        for n in range(3)
    )
    drawn = board.text(make.board(rows), Screen(width=columns)).splitlines()
    assert max(map(width, drawn)) <= columns
    assert all("refuted" in line for line in drawn if line.startswith("  后端-"))


def test_a_long_board_keeps_the_rows_that_need_an_eye_and_says_how_many_it_left_out(make: SimpleNamespace) -> None:
    rows = (*(make.row(f"P-{n}", Standing.PROVEN) for n in range(60)), make.row("Z-1", Standing.REFUTED))
    short = board.text(make.board(rows), Screen())
    assert "Z-1" in short
    assert f"…{61 - board.PIPED_ROWS} more: gonogo status --all" in short
    assert "more: gonogo" not in board.text(make.board(rows), Screen(), everything=True)


def test_a_short_terminal_gets_fewer_rows(make: SimpleNamespace) -> None:
    rows = tuple(make.row(f"P-{n}", Standing.PROVEN) for n in range(15))
    drawn = board.text(make.board(rows), Screen(rows=20))
    assert "…5 more: gonogo status --all" in drawn


def test_where_nothing_has_run_it_says_so_and_names_the_next_command(make: SimpleNamespace) -> None:
    rows = (make.row("A", Standing.UNPROVEN),)
    drawn = board.text(
        make.board(rows, totals={"runs": 0, "commands": 3}, next_command="gonogo trust", why_next="3 are not trusted"),
        Screen(),
    )
    assert "nothing run yet" in drawn
    assert "next: gonogo trust" in drawn


def test_findings_are_counted_with_the_verb_that_prints_them(make: SimpleNamespace) -> None:
    findings = tuple(
        Finding(code="ROW_RAGGED", severity=severity, message="m", path="p", line=1)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    )
    drawn = board.text(make.board((make.row("A", Standing.PROVEN),), findings=findings), Screen())
    assert "3 findings, 1 error among them: gonogo check" in drawn


def test_the_verdict_reads_go_or_no_go_with_the_gate(make: SimpleNamespace) -> None:
    rows = (make.row("A", Standing.PROVEN),)
    assert "decision: NO-GO (default)" in board.text(make.board(rows), Screen())
    drawn = board.text(make.board(rows, decision=make.decision(Answer.GO)), Screen())
    assert "decision: GO (default)" in drawn


def test_without_a_tracker_it_says_what_was_looked_for_and_what_to_do(make: SimpleNamespace) -> None:
    drawn = board.text(make.board(()), Screen())
    assert "no tracker found under /w" in drawn
    assert "gonogo items --explain" in drawn
    assert "gonogo status FILE" in drawn


def test_an_escape_sequence_in_a_title_is_written_out(make: SimpleNamespace) -> None:
    rows = (make.row("A\x1b[2J", Standing.PROVEN, title="\x1b]0;owned\x07", path="\x1b[31mdoc.md"),)
    drawn = board.text(make.board(rows), Screen())
    assert "\x1b" not in drawn
    assert "\\x1b[2J" in drawn


def test_colour_adds_escape_sequences_and_no_words(make: SimpleNamespace) -> None:
    value = make.board((make.row("A", Standing.PROVEN), make.row("B", Standing.REFUTED, reason("no"))))
    plain, coloured = board.text(value, Screen()), board.text(value, Screen(colour=True))
    assert "\x1b[32mproven\x1b[0m" in coloured
    for code in ("0", "1", "2", "31", "32", "33", "34"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == plain


def test_json_holds_every_row_with_item_and_verdict(make: SimpleNamespace) -> None:
    value = json.loads(board.as_json(make.board((make.row("A", Standing.PROVEN),))))
    assert value["rows"][0]["item"]["key"] == "A"
    assert value["rows"][0]["verdict"]["standing"] == "proven"
    assert value["totals"]["by_standing"]["proven"] == 1

"""No cell of CSV is a formula, and no number or mark is changed on the way."""

import pytest

from gonogo.render.spreadsheet import cell


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("x")', "+SUM(A1)", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", " =1", "-a"]
)
def test_a_formula_becomes_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-", "+", "-5", "+3.25", "-1,000", "-7 %", "A-1", "a=b", "1+1", "@ada", "@org/ops"]
)
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_control_characters_are_written_out() -> None:
    assert cell("\x1b[31m=1") == "\\x1b[31m=1"

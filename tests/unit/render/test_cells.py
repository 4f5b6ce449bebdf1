"""Text on a terminal: width, cutting, and what never gets through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.render.cells import clean, fit, pad, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("plain", 5),
        ("后端", 4),
        ("ｆｕｌｌ", 8),
        ("é", 1),
        ("e\u0301", 1),
        ("✅", 2),
        ("✔\ufe0f", 2),
        ("👩\u200d💻", 2),
        ("👍🏽", 2),
        ("🏃\u200d♂\ufe0f", 2),
        ("a\u200d b", 3),
        ("한글 ok", 7),
    ],
)
def test_width_counts_columns_not_characters(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\r\nb\tc", "a b c"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("bell\x07", "bell\\x07"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_could_steer_a_terminal_is_written_out(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text())
def test_cleaned_text_has_no_control_character_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}]
    assert clean(cleaned) == cleaned


@given(st.text(), st.integers(0, 40))
def test_cut_text_never_takes_more_columns_than_there_are(text: str, columns: int) -> None:
    cleaned = clean(text)
    shown = fit(cleaned, columns)
    assert width(shown) <= columns
    assert shown == cleaned or shown.endswith("…") or not columns
    assert width(pad(shown, columns)) == columns


def test_a_wide_character_is_left_out_rather_than_halved() -> None:
    assert fit("后端接口", 4) == "后…"

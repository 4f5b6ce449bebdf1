"""The dialect: header words, placeholders, and a user's own words."""

from __future__ import annotations

import pytest

from gonogo.errors import UsageError
from gonogo.model.item import Status
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.parse import parse

TABLE = b"| Kennung | Sache | Lage |\n|---|---|---|\n| K-1 | Tor streichen | durch |\n"


def test_a_users_words_are_added() -> None:
    dialect = BUILT_IN.extended({"Durch": "done"}, {"Lage": "status", "Sache": "title"})
    (item,) = parse("x.md", TABLE, dialect).items
    assert (item.id, item.title, item.status) == ("K-1", "Tor streichen", Status.DONE)


def test_a_users_words_win_over_the_built_in_ones() -> None:
    dialect = BUILT_IN.extended({"done": "ready_for_signoff"}, {})
    (item,) = parse("x.md", b"| Task | Status |\n|---|---|\n| A | Done |\n", dialect).items
    assert item.status is Status.READY_FOR_SIGNOFF


@pytest.mark.parametrize(("status", "columns"), [({"x": "finished"}, {}), ({}, {"x": "colour"})])
def test_a_word_for_nothing_is_refused(status: dict[str, str], columns: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="is not a"):
        BUILT_IN.extended(status, columns)


@pytest.mark.parametrize(
    "text", ["", "-", "—", "TBD", "n/a", "________", "无", "미정", "なし", "ยังไม่ระบุ", "a definir", "YYYY-MM-DD"]
)
def test_placeholders_say_that_nothing_stands_here(text: str) -> None:
    assert BUILT_IN.is_placeholder(text)


@pytest.mark.parametrize("text", ["0", "Ann", "@lee", "2026-W08", "None of the above"])
def test_values_are_no_placeholders(text: str) -> None:
    assert not BUILT_IN.is_placeholder(text)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Depends On", "depends_on"),
        ("**Verify Command**", "verify"),
        ("evidence_path", "evidence"),
        ("Definition of Done", "exit_criteria"),
        ("Dependências (IDs)", "depends_on"),
        ("🎯 Status", "status"),
        ("负责人", "owner"),
        ("当前负责人员", "owner"),
        ("담당자", "owner"),
        ("สถานะ", "status"),
        ("Срок", "target"),
        ("Critères d'acceptation", "exit_criteria"),
    ],
)
def test_headers_are_known_in_many_languages(header: str, field: str) -> None:
    assert field in {meaning.field for meaning in BUILT_IN.meanings(header)}

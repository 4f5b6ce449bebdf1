from __future__ import annotations

from gonogo.model.item import Status
from gonogo.tracker.parse import parse

PAGE = """\
# Readiness

| Status | Meaning |
|---|---|
| {token} | {meaning} |

| ID | Item | Status |
|---|---|---|
| A-1 | Something | {token} |
"""


def read(token: str, meaning: str) -> Status:
    return parse("readiness.md", PAGE.format(token=token, meaning=meaning).encode()).items[0].status


def test_a_status_word_is_not_overruled_by_a_word_in_its_explanation() -> None:
    assert read("Not Started", "nobody works on it") is Status.NOT_STARTED


def test_a_legend_that_names_another_status_overrules_the_dialect() -> None:
    assert read("Open", "in progress") is Status.IN_PROGRESS


def test_a_word_that_only_the_legend_knows_means_what_the_legend_says() -> None:
    assert read("Kaput", "blocked by others") is Status.BLOCKED

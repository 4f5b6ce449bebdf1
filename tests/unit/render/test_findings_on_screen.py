"""What `gonogo check` prints for people: aligned, whole, calm."""

from __future__ import annotations

from typing import Any

import pytest

from gonogo.model.item import Finding, Severity
from gonogo.render import findings as rendering
from gonogo.render.cells import width
from gonogo.render.page import Screen

WIDE = Screen(width=100)
NARROW = Screen(width=80)


def make(line: int, message: str, **more: Any) -> Finding:
    given = {"code": "EVIDENCE_MISSING", "severity": Severity.ERROR, "path": "docs/ready.md", "hint": "restore it"}
    return Finding(line=line, message=message, **{**given, **more})


def test_columns_stand_below_each_other_and_the_cure_under_its_line() -> None:
    findings = (
        make(7, "M-08 lacks ops/m08/dashboards.json", item="M-08"),
        make(41, "the matrix says that it needs M-02", item="M-12", code="MATRIX_DISAGREES", hint="regenerate it"),
        make(102, "the row has 5 cells and its header 4", code="ROW_RAGGED", severity=Severity.WARNING),
    )
    assert rendering.text(findings, 0, 12, 1, WIDE).splitlines() == [
        "docs/ready.md:7    error    EVIDENCE_MISSING  M-08  lacks ops/m08/dashboards.json",
        "                   hint: restore it",
        "docs/ready.md:41   error    MATRIX_DISAGREES  M-12  the matrix says that it needs M-02",
        "                   hint: regenerate it",
        "docs/ready.md:102  warning  ROW_RAGGED              the row has 5 cells and its header 4",
        "                   hint: restore it",
        "",
        "2 errors, 1 warning in 12 items of 1 tracker",
    ]


def test_neighbours_with_one_cure_share_it() -> None:
    findings = (make(1, "a"), make(2, "b"), make(3, "c", hint="another"), make(4, "d"))
    lines = rendering.text(findings, 0, 4, 1, WIDE).splitlines()
    assert [line.strip() for line in lines if "hint" in line] == [
        "hint: restore it",
        "hint: another",
        "hint: restore it",
    ]
    assert "hint" not in lines[1]


def test_on_a_narrow_screen_messages_go_under_their_place_and_nothing_is_cut() -> None:
    told = "depends on a thing that is in no tracker of this workspace, wherever one may look for it"
    text = rendering.text((make(7, f"M-08 {told}", item="M-08"),), 0, 1, 1, NARROW)
    lines = text.splitlines()
    assert lines[0] == "docs/ready.md:7  error  EVIDENCE_MISSING  M-08"
    assert lines[1].startswith("    depends on")
    assert max(map(width, lines)) <= NARROW.width
    assert told in " ".join(text.split())


def test_a_long_message_goes_on_below_itself() -> None:
    (first, second, *_) = rendering.text((make(7, "word " * 20, path="a.md"),), 0, 1, 1, WIDE).splitlines()
    assert len(first) - len(first.lstrip()) == 0
    assert second.index("word") == first.index("word")


def test_each_document_is_a_group() -> None:
    text = rendering.text((make(1, "a", path="a.md"), make(1, "b", path="b.md")), 0, 4, 2, WIDE)
    assert text.split("\n\n")[1].startswith("b.md:1")


def test_a_key_that_was_made_from_the_place_is_not_repeated() -> None:
    text = rendering.text((make(7, "K-1 stands twice", item="docs/ready.md:7#K-1"),), 0, 1, 1, WIDE)
    assert text.startswith("docs/ready.md:7  error  EVIDENCE_MISSING  K-1 stands twice\n")


def test_an_id_with_a_hash_is_an_id() -> None:
    text = rendering.text((make(7, "#12 has no owner", item="#12"),), 0, 1, 1, WIDE)
    assert text.startswith("docs/ready.md:7  error  EVIDENCE_MISSING  #12  has no owner\n")


@pytest.mark.parametrize(
    ("found", "silenced", "documents", "said"),
    [
        ((), 0, 2, "no fault found in 12 items of 2 trackers by reading alone; nothing was run"),
        ((), 3, 1, "no fault found in 12 items of 1 tracker by reading alone; nothing was run · 3 silenced"),
        ((), 0, 0, "no tracker found, so nothing was checked"),
        ((make(1, "a"),), 1, 1, "1 error, 0 warnings in 12 items of 1 tracker · 1 silenced"),
        ((make(1, "a", severity=Severity.NOTE),), 0, 1, "0 errors, 0 warnings, 1 note in 12 items of 1 tracker"),
    ],
)
def test_the_last_line_counts_all_of_it(found: tuple[Finding, ...], silenced: int, documents: int, said: str) -> None:
    assert rendering.text(found, silenced, 12, documents, WIDE).splitlines()[-1] == said


@pytest.mark.parametrize("screen", [WIDE, NARROW])
def test_a_finding_that_says_nothing_has_a_line(screen: Screen) -> None:
    assert rendering.text((make(1, "", hint=""),), 0, 1, 1, screen).startswith(
        "docs/ready.md:1  error  EVIDENCE_MISSING"
    )


def test_text_from_a_tracker_steers_no_terminal() -> None:
    hostile = "\x1b[2J\n\u202e" + "x" * 10_000
    text = rendering.text((make(1, hostile, item=hostile, hint=hostile, path=f"{hostile}.md"),), 0, 1, 1, NARROW)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.count("x" * 10_000) == 4

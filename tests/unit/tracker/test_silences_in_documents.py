"""Comments that silence findings are read wherever they stand, and change nothing of what the document says."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from gonogo.model.item import Reading, Silence, Span, Spans
from gonogo.tracker.parse import parse

COMMENT = '<!-- gonogo: ignore TARGET_PAST until=2027-01-31 reason="the venue moved" -->'
NOWHERE = Spans(row=Span(0, 0))
TABLE = """# Fair

| ID | Task | Status | Depends On |
|---|---|---|---|
| F-1 | Rent the hall | Done | - |
| F-2 | Build the stage | Open | F-1 |
| F-3 | Hang the lights | Open | F-2 |
"""
CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def _read(text: str, name: str = "fair.md") -> Reading:
    return parse(name, text.encode())


def _only(text: str, name: str = "fair.md") -> Silence:
    (silence,) = _read(text, name).silences
    return silence


def _says(reading: Reading) -> object:
    """All that a reading says but for places and silences."""
    return (
        [structs.replace(item, line=0, span=NOWHERE) for item in reading.items],
        [structs.replace(told, lines=(), line=0) for told in reading.structures],
        [structs.replace(table, line=0, last=0) for table in reading.tables],
        [finding.code for finding in reading.findings],
        [(passage.kind, passage.text, passage.box) for passage in reading.passages],
    )


def test_comment_says_codes_day_and_reason() -> None:
    text = (
        '<!-- gonogo: ignore TARGET_PAST, EVIDENCE_ABSENT until=2027-01-31 reason="the  venue\nmoved" -->\n\n' + TABLE
    )
    assert _only(text) == Silence(
        codes=("TARGET_PAST", "EVIDENCE_ABSENT"), until="2027-01-31", reason="the venue moved", line=1, whole=True
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("| F-1 |\n| F-3", f"| F-1 {COMMENT} |\n| F-3", 6),
        ("| F-1 |\n| F-3", f"| F-1 | {COMMENT}\n| F-3", 6),
        ("Build the stage", f"Build {COMMENT} the stage", 6),
        ("| F-2 | Build", f"{COMMENT} | F-2 | Build", 6),
        ("# Fair", f"# Fair {COMMENT}", 1),
    ],
)
def test_comment_inside_a_line_speaks_for_that_line_and_is_no_part_of_it(old: str, new: str, line: int) -> None:
    text = TABLE.replace(old, new)
    silence = _only(text)
    assert (silence.line, silence.whole, silence.fault) == (line, False, None)
    assert _says(_read(text)) == _says(_read(TABLE))


@pytest.mark.parametrize("before", range(1, 8))
def test_comment_in_a_line_of_its_own_speaks_for_the_document_and_parts_nothing(before: int) -> None:
    lines = TABLE.split("\n")
    text = "\n".join((*lines[: before - 1], COMMENT, *lines[before - 1 :]))
    assert (_only(text).line, _only(text).whole) == (before, True)
    assert _says(_read(text)) == _says(_read(TABLE))


def test_comment_in_a_list_line_speaks_for_its_first_line() -> None:
    text = f"# Fair\n\n- [x] Rent the hall\n- [ ] Build the stage\n  and try it {COMMENT}\n- [ ] Hang the lights\n"
    assert (_only(text).line, _only(text).whole) == (4, False)
    assert [item.title for item in _read(text).items] == [
        "Rent the hall",
        "Build the stage and try it",
        "Hang the lights",
    ]


@pytest.mark.parametrize("lead", ["- [ ] ", "- ", "1. "])
def test_comment_right_behind_a_list_mark_leaves_the_line_a_list_line(lead: str) -> None:
    text = f"# Fair\n\n{lead}{COMMENT} Rent the hall\n{lead}Build the stage\n"
    assert _says(_read(text)) == _says(_read(text.replace(f"{COMMENT} ", "")))
    assert _only(text).line == 3


@pytest.mark.parametrize("text", [f"```\n{COMMENT}\n```\n", f"A comment such as `{COMMENT}`.\n", f"    {COMMENT}\n"])
def test_comment_in_code_is_code(text: str) -> None:
    assert _read(f"{TABLE}\n{text}").silences == ()


def test_other_comments_are_no_silences() -> None:
    assert _read(f"{TABLE}\n<!-- gonogo reads this -->\n<!-- ignore TARGET_PAST -->\n").silences == ()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", "no code"),
        ('until=2027-01-31 reason="why"', "no code"),
        ("TARGET_PAST until=2027-01-31 reason=why", "quotation marks"),
        ("TARGET_PAST because it rains", "'because'"),
        ('TARGET_PAST till=2027-01-31 reason="why"', "'till'"),
        ('TARGET_PAST until=31.1.2027 reason="why"', "'31.1.2027'"),
        ('TARGET_PAST until=2027-01-31 until=2028-01-31 reason="why"', "twice"),
        ('target_past until=2027-01-31 reason="why"', "'target_past'"),
        (f"TARGET_PAST {'x' * 4000}", "x' is neither"),
    ],
)
def test_what_cannot_be_understood_is_told(body: str, fault: str) -> None:
    found = _only(f"<!-- gonogo: ignore {body} -->\n\n{TABLE}").fault
    assert found is not None
    assert fault in found
    assert len(found) < 120


def test_comment_without_end_hides_nothing() -> None:
    text = TABLE.replace("| F-2", '<!-- gonogo: ignore TARGET_PAST until=2027-01-31 reason="why"\n| F-2', 1)
    assert _only(text).fault == "the comment has no end"
    assert _says(_read(text)) == _says(_read(TABLE))


def test_no_byte_of_a_cell_moves() -> None:
    text = TABLE.replace("Build the stage", f"{COMMENT} Bühne bauen")
    item = _read(text).items[1]
    span = item.span.cells["status"]
    assert text.encode()[span.start : span.end] == b"Open"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_comments_of_their_own_between_all_lines_change_nothing(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    plain = _read(text, case.name)
    lines = text.split("\n")
    for at in range(0, len(lines), 3):
        commented = _read("\n".join((*lines[:at], COMMENT, *lines[at:])), case.name)
        if commented.silences:  # else it stands in code
            assert _says(commented) == _says(plain), at


def test_yaml_comments_speak_for_the_item_or_the_document() -> None:
    text = (
        '# gonogo: ignore TARGET_PAST until=2027-01-31 reason="moved"\n'
        "tasks:\n"
        "  - id: F-1\n    title: 'Rent # gonogo: ignore X'\n    status: done\n"
        "  - id: F-2\n    title: Build\n    status: open # gonogo: ignore EVIDENCE_ABSENT\n"
    )
    found = _read(text, "fair.yaml").silences
    assert [(silence.codes, silence.line, silence.whole) for silence in found] == [
        (("TARGET_PAST",), 1, True),
        (("EVIDENCE_ABSENT",), 6, False),
    ]


def test_csv_and_json_have_no_comments() -> None:
    assert _read(f"id,title,status\nF-1,Rent {COMMENT},done\n", "fair.csv").silences == ()
    assert _read("id,title,status\n# gonogo: ignore X,a,done\n", "fair.csv").silences == ()
    assert _read('[{"id": "F-1", "title": "# gonogo: ignore X", "status": "done"}]', "fair.json").silences == ()

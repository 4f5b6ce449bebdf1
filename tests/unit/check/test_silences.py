"""What a silence hides, what is told of one that is faulty, and of one that is over."""

from __future__ import annotations

import pytest

from gonogo.check.scene import Page, Scene
from gonogo.check.silence import Told, is_day, silence
from gonogo.model.item import Finding, Item, Reading, Severity, Silence, Span, Spans
from gonogo.model.links import link
from gonogo.model.policy import Ignore

CODES = frozenset({"STATUS_UNKNOWN", "TARGET_PAST", "SILENCE_EXPIRED"})


def finding(line: int = 4, path: str = "plan.md", code: str = "STATUS_UNKNOWN", item: str | None = None) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, message="is wrong", item=item, path=path, line=line)


def comment(*codes: str, line: int = 4, **more: object) -> Silence:
    made = {"until": "2026-12-31", "reason": "the board knows", "whole": False} | more
    return Silence(codes=codes, line=line, **made)  # type: ignore[arg-type]


def entry(code: str = "STATUS_UNKNOWN", until: str = "2026-12-31", **more: tuple[str, ...]) -> Ignore:
    return Ignore(code=code, reason="the board knows", until=until, **more)


def hush(*found: Finding, written: tuple[Silence, ...] = (), ignored: tuple[Ignore, ...] = ()) -> Told:
    items = (Item(id="K-1", key="plan.md#K-1", path="plan.md", line=4, span=Spans(row=Span(0, 0))),)
    page = Page(reading=Reading(path="plan.md", digest="", size=0, items=items, silences=written), items=items)
    scene = Scene(pages=(page,), items=items, links=link(items), today="2026-11-21")
    return silence(found, scene, ignored, {0: 7, 1: 12}, CODES)


def told(*found: Finding, **more: object) -> list[tuple[str, int, str]]:
    return [(f.code, f.line, f.message) for f in hush(*found, **more).findings]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (comment("STATUS_UNKNOWN", fault="a stray quote"), "the silence cannot be understood: a stray quote"),
        (comment(), "the silence names no code"),
        (comment("STATUS_UNKNOWN", "FLYING"), "the silence names FLYING, which is no rule"),
        (comment("TARGET_PAST", "SILENCE_EXPIRED"), "SILENCE_EXPIRED cannot be silenced"),
        (
            comment("STATUS_UNKNOWN", "TARGET_PAST", until=None),
            "the silence of STATUS_UNKNOWN, TARGET_PAST has no last day",
        ),
        (
            comment("STATUS_UNKNOWN", until="2026-02-30"),
            "the silence of STATUS_UNKNOWN ends on 2026-02-30, which is no day",
        ),
        (
            comment("STATUS_UNKNOWN", until="20261231"),
            "the silence of STATUS_UNKNOWN ends on 20261231, which is no day",
        ),
        (comment("STATUS_UNKNOWN", reason=None), "the silence of STATUS_UNKNOWN has no reason"),
        (comment("STATUS_UNKNOWN", reason=" "), "the silence of STATUS_UNKNOWN has no reason"),
    ],
)
def test_a_faulty_silence_hides_nothing_and_is_told_with_its_fault(written: Silence, message: str) -> None:
    found = hush(finding(), written=(written,))
    assert found.silenced == ()
    assert found.findings == (
        finding(),
        Finding(
            code="SILENCE_INVALID",
            severity=Severity.WARNING,
            message=message,
            hint='write <!-- gonogo: ignore CODE until=YYYY-MM-DD reason="why" -->',
            path="plan.md",
            line=4,
        ),
    )


def test_what_is_hidden_says_why_until_when_and_by_which_line() -> None:
    above = comment("STATUS_UNKNOWN", line=1, whole=True, reason="ask Ada", until="2026-11-30")
    (hidden,) = hush(finding(), written=(above,)).silenced
    assert hidden.finding == finding()
    assert (hidden.reason, hidden.until, hidden.path, hidden.line) == ("ask Ada", "2026-11-30", "plan.md", 1)
    (hidden,) = hush(finding(), ignored=(entry("TARGET_PAST"), entry())).silenced
    assert (hidden.reason, hidden.until, hidden.path, hidden.line) == (
        "the board knows",
        "2026-12-31",
        "gonogo.toml",
        12,
    )


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        (comment("STATUS_UNKNOWN", whole=True, line=1), []),
        (comment("STATUS_UNKNOWN"), [9]),
        (comment("STATUS_UNKNOWN", line=1), [4, 9]),
        (comment("TARGET_PAST", whole=True), [4, 9]),
        (comment("TARGET_PAST", "STATUS_UNKNOWN", whole=True), []),
    ],
)
def test_a_comment_speaks_for_its_line_or_for_its_document(written: Silence, lines: list[int]) -> None:
    assert [line for _, line, _ in told(finding(4), finding(9), written=(written,))] == lines


def test_a_comment_does_not_speak_for_another_document() -> None:
    written = comment("STATUS_UNKNOWN", whole=True)
    assert hush(finding(path="annex.md"), written=(written,)).findings == (finding(path="annex.md"),)


@pytest.mark.parametrize(
    ("scope", "hidden"),
    [
        ({}, True),
        ({"paths": ("plan.md",)}, True),
        ({"paths": ("docs/**", "*.md")}, True),
        ({"paths": ("docs/**",)}, False),
        ({"items": ("K-1",)}, True),
        ({"items": ("plan.md#K-1",)}, True),
        ({"items": ("K-2", "K-1")}, True),
        ({"items": ("K-2",)}, False),
        ({"items": ("K-1",), "paths": ("docs/**",)}, False),
    ],
)
def test_an_entry_of_the_settings_speaks_for_its_paths_and_items(
    scope: dict[str, tuple[str, ...]], hidden: bool
) -> None:
    assert bool(hush(finding(item="plan.md#K-1"), ignored=(entry(**scope),)).silenced) is hidden


@pytest.mark.parametrize(("item", "hidden"), [(None, False), ("gone", False), ("K-9", True)])
def test_an_entry_for_items_leaves_the_rest_alone(item: str | None, hidden: bool) -> None:
    assert bool(hush(finding(item=item), ignored=(entry(items=("K-9",)),)).silenced) is hidden


@pytest.mark.parametrize(("until", "count"), [("2026-11-20", 0), ("2026-11-21", 1), ("2026-11-22", 1)])
def test_a_silence_holds_on_its_last_day(until: str, count: int) -> None:
    assert len(hush(finding(), ignored=(entry(until=until),)).silenced) == count
    assert len(hush(finding(), written=(comment("STATUS_UNKNOWN", until=until),)).silenced) == count


def test_one_that_is_over_names_the_first_thing_that_it_hid_and_the_cure() -> None:
    over = comment("TARGET_PAST", "STATUS_UNKNOWN", line=1, whole=True, until="2026-11-20")
    found = hush(finding(4), finding(9), written=(over,)).findings
    assert found == (
        finding(4),
        finding(9),
        Finding(
            code="SILENCE_EXPIRED",
            severity=Severity.WARNING,
            message="the silence of STATUS_UNKNOWN, TARGET_PAST ended on 2026-11-20; it hid plan.md:4",
            hint="mend what it hid; else renew it, with a reason",
            path="plan.md",
            line=1,
        ),
    )


def test_one_that_is_over_and_hides_nothing_is_to_be_taken_away() -> None:
    (found,) = hush(ignored=(entry(until="2026-11-20"),)).findings
    assert (found.path, found.line) == ("gonogo.toml", 7)
    assert found.message == "the silence of STATUS_UNKNOWN ended on 2026-11-20, and it hides nothing"
    assert found.hint == "take it away"


def test_while_another_silence_holds_one_that_is_over_hides_nothing() -> None:
    found = hush(finding(), ignored=(entry(until="2026-11-20"), entry()))
    assert [hidden.line for hidden in found.silenced] == [12]
    assert [f.message for f in found.findings] == [
        "the silence of STATUS_UNKNOWN ended on 2026-11-20, and it hides nothing"
    ]


@pytest.mark.parametrize("code", ["TRACKER_UNREADABLE", "SILENCE_INVALID", "SILENCE_EXPIRED"])
def test_what_nobody_may_silence_is_told(code: str) -> None:
    assert hush(finding(code=code), ignored=(entry(code),)).findings == (finding(code=code),)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2026-11-21", True),
        ("2028-02-29", True),
        ("2026-02-29", False),
        ("2026-W01-1", False),
        ("", False),
        (None, False),
    ],
)
def test_a_day_is_one_of_the_calendar_in_iso_form(text: str | None, is_one: bool) -> None:
    assert is_day(text) is is_one

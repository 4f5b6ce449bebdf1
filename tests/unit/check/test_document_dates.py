"""Which day a document gives as its own, and of which it speaks as past."""

from __future__ import annotations

from datetime import date

import pytest

from gonogo.check.staleness import own_date, spoken_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Last updated: 2026-02-15", "2026-02-15"),
        ("_Last updated: February 15, 2026_", "2026-02-15"),
        ("**Last Updated**: 15 Feb 2026", "2026-02-15"),
        ("> **Last Modified on** 2026/02/15", "2026-02-15"),
        ("- Updated: 2026.02.15", "2026-02-15"),
        ("> 更新时间：2026-02-15", "2026-02-15"),
        ("As of 2026-02-15, all is well", "2026-02-15"),
        ("Date: 2026-02-15", "2026-02-15"),
        ("Date: 2026-01-01\n\nLast updated: 2026-02-15", "2026-02-15"),
        ("Last updated: 2026-02-15\nLast updated: 2026-01-01", "2026-02-15"),
        ("x\n" * 300 + "Last updated: 2026-02-15", "2026-02-15"),
        ("x\n" * 300 + "Date: 2026-02-15", None),
        ("x\n" * 100 + "Last updated: 2026-02-15\n" + "x\n" * 100, None),
        ("```\nLast updated: 2026-02-15\n```", None),
        ("Last updated: February 2026", None),
        ("Last updated: 2026-13-40", None),
        ("Last updated: ________", None),
        ("The board was last updated: 2026-02-15", None),
        ("Target date: 2026-02-15", None),
        ("  ~~~\nLast updated: 2026-02-15\n  ~~~", None),
        ("  ```\nx\n  ```\nLast updated: 2026-02-15", "2026-02-15"),
        ("x\n" * 39 + "Date: 2026-02-15", "2026-02-15"),
        ("x\n" * 40 + "Date: 2026-02-15", None),
        ("x\n" * 39 + "Last updated: 2026-02-15\n" + "x\n" * 60, "2026-02-15"),
        ("x\n" * 40 + "Last updated: 2026-02-15\n" + "x\n" * 60, None),
        ("x\n" * 85 + "Last updated: 2026-02-15\n" + "x\n" * 14, "2026-02-15"),
        ("x\n" * 84 + "Last updated: 2026-02-15\n" + "x\n" * 15, None),
        ("Date: 2026-02-15\nDate: 2026-03-15", "2026-02-15"),
        ("Last updated: 2026-02-31\nLast updated: 2026-01-01", "2026-01-01"),
        ("Last updated: 2026-02-15 " + "x" * 1975, "2026-02-15"),
        ("Last updated: 2026-02-15 " + "x" * 1976, None),
        ("", None),
    ],
)
def test_own_date(text: str, day: str | None) -> None:
    own = own_date(text.splitlines())
    assert (None if own is None else own.day.isoformat()) == day


def test_a_time_of_day_leaves_a_day_of_slack() -> None:
    with_time, without = own_date(["Last updated: 2026-01-14T20:00Z"]), own_date(["Last updated: 2026-01-14 (Ada)"])
    assert with_time is not None
    assert without is not None
    assert (with_time.slack, without.slack) == (1, 0)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It was completed on 2026-02-15.", ["2026-02-15"]),
        ("Verified 2026-02-15; approved by Ada Reed on March 1, 2026", ["2026-02-15", "2026-03-01"]),
        ("| done | merged: 2026-02-15 |", ["2026-02-15"]),
        ("Tests passed (2026-02-15)", ["2026-02-15"]),
        ("Will be completed on 2026-02-15", []),
        ("Target: completed on 2026-02-15", []),
        ("Not verified on 2026-02-15", []),
        ("Nothing is planned. Tested on 2026-02-15", ["2026-02-15"]),
        ("Completed in March 2026", []),
        ("Completed by 2026-02-15", []),
        ("Next review 2026-02-15", []),
        ("```\ncompleted on 2026-02-15\n```", []),
        ("completed on 2026-02-31", []),
        ("  ~~~\ncompleted on 2026-02-15\n  ~~~\nmerged 2026-02-16", ["2026-02-16"]),
        ("completed on 2026-02-15" + "x" * 1977, ["2026-02-15"]),
        ("completed on 2026-02-15" + "x" * 1978, []),
    ],
)
def test_spoken_of_as_past(text: str, days: list[str]) -> None:
    assert [spoken.day for spoken in spoken_in(text.splitlines())] == [date.fromisoformat(day) for day in days]

"""The last day of a target, for each way to write one; what says nothing about a day says none."""

from __future__ import annotations

import pytest

from gonogo.check.dates import last_day, years_named

NAMED = {
    "2026-W08": "2026-02-22",
    "2026-W08..W10": "2026-03-08",
    "KW 8/2026": "2026-02-22",
    "W53 2025": "2026-01-04",
    "Q1 2026": "2026-03-31",
    "2026-Q1": "2026-03-31",
    "2026 Q1-Q2": "2026-06-30",
    "Q4 2025 – Q2 2026": "2026-06-30",
    "Q1'26": "2026-03-31",
    "2026年第2季度": "2026-06-30",
    "H1 2026": "2026-06-30",
    "March 2026": "2026-03-31",
    "mid-March 2026": "2026-03-31",
    "2026/03": "2026-03-31",
    "03/2026": "2026-03-31",
    "15 de marzo de 2026": "2026-03-15",
    "15. März 2026": "2026-03-15",
    "Mar 3-14, 2026": "2026-03-14",
    "2026. 3. 15.": "2026-03-15",
    "03/04/2026": "2026-04-03",
    "31/12/2026": "2026-12-31",
    "by end of 2026": "2026-12-31",
    "2026-03-15T12:00Z": "2026-03-15",
    "2026-02-10 or 2026-02-01": "2026-02-10",
    "January 2026": "2026-01-31",
    "12/31/2026": "2026-12-31",
    "3/13/2026": "2026-03-13",
    "2026-W01": "2026-01-04",
    "2026-W53": "2027-01-03",
    "2027-W53": "2028-01-09",
    "W00 2026": "2026-12-31",
    "Aprıl 2026": "2026-12-31",
    "Feb 29, 2026": "2026-12-31",
    "~~2026-05-01~~ 2026-06-01": "2026-06-01",
    "~~2026-07-01~~ 2026-06-01": "2026-06-01",
    "<del>2026-07-01</del> 2026-06-01": "2026-06-01",
    "2026-06-01 FYI": "2026-06-01",
    "2026-04-30, else Q3 2026": "2026-09-30",
    "1st of June 2026": "2026-06-01",
    "AUGUST 2026": "2026-08-31",
    "2026年3月5日": "2026-03-05",
    "2026": "2026-12-31",
}
NOTHING = (
    "",
    "TBD",
    "Week 3",
    "Sprint 2",
    "FY26 Q1",
    "v2026.1",
    "#2026",
    "2026-13-45",
    "100%",
    "May",
    "Jun 30",
    "CL-2026-03",
    "2026-W54",
    "2026-W00",
)


@pytest.mark.parametrize(("text", "day"), NAMED.items())
def test_last_day_of_a_target(text: str, day: str) -> None:
    assert str(last_day(text)) == day


@pytest.mark.parametrize("text", NOTHING)
def test_what_names_no_day(text: str) -> None:
    assert last_day(text) is None


def test_a_day_without_a_year_is_read_only_in_a_year_that_is_given() -> None:
    assert str(last_day("50+ by Jun 30", 2026)) == "2026-06-30"
    assert str(last_day("6月30日", 2026)) == "2026-06-30"
    assert last_day("Jun 30 2027", 2026) == last_day("Jun 30 2027")


def test_years_are_those_of_dates() -> None:
    assert years_named("Updated May 20, 2026 after 2025-12-31; 2000 rows, port 2048, #2031") == {2026, 2025}

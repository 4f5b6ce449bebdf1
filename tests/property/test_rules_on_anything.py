"""No document makes a rule of people or consistency fail, and a target text never makes the date reader fail."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gonogo.check.catalogue import FAMILIES
from gonogo.check.dates import last_day, years_named
from gonogo.check.scene import Page, Scene
from gonogo.model.links import link
from gonogo.tracker.parse import parse

HEADERS = st.sampled_from(
    [
        "ID",
        "Task",
        "Status",
        "Owner",
        "Target",
        "Done",
        "Total",
        "%",
        "Role",
        "Name",
        "Sign-off",
        "Depends On",
        "Notes",
        "Environment",
        "Decision",
        "GitHub Issue",
        "Area",
        "Open",
        "Priority",
        "Milestone",
    ]
)
CELLS = st.one_of(
    st.sampled_from(
        [
            "K-1",
            "K-2",
            "M1",
            "Done",
            "Blocked",
            "In progress",
            "TBD",
            "-",
            "",
            "3 / 4",
            "2/0",
            "12",
            "0",
            "99999",
            "100%",
            "2026-W08",
            "2026-W60",
            "Q1 2026",
            "@mia",
            "____",
            "✅ Mia",
            "GO",
            "NO-GO",
            "#12",
            "K-1..K-3",
            "[x] GO [ ] NO",
        ]
    ),
    st.text(max_size=12).map(lambda text: " ".join(text.replace("|", "/").split())),
)
LINES = st.one_of(
    st.sampled_from(
        [
            "# Plan",
            "## K-1: Floor",
            "## Sign-off",
            "Status: ✅ Complete",
            "Sign-off: ____",
            "- Safety: ____ Date: __",
            "Progress: 3/4 tasks complete",
            "- Done: 3",
            "- Open: 1",
            "- [x] K-1 Floor",
            "- [!] Wall",
            "Owner: Mia",
            "Decision: GO",
            "## Blockers",
            "Total: 9 tasks",
            "",
            "Epic: E-1",
            "E-1 status: done",
        ]
    ),
    st.text(max_size=40).map(lambda text: " ".join(text.split())),
)


@st.composite
def tables(draw: st.DrawFn) -> list[str]:
    headers = draw(st.lists(HEADERS, min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=5))
    return [f"| {' | '.join(row)} |" for row in (headers, ["---"] * len(headers), *rows)] + [""]


DOCUMENTS = st.lists(st.one_of(tables(), LINES.map(lambda line: [line])), max_size=10).map(
    lambda blocks: "\n".join(line for block in blocks for line in block)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(DOCUMENTS, min_size=1, max_size=2))
def test_rules_judge_any_document_and_name_lines_of_it(texts: list[str]) -> None:
    pages = []
    for number, text in enumerate(texts):
        reading = parse(f"{number}.md", text.encode("utf-8", "replace"))
        pages.append(Page(reading=reading, data=text.encode("utf-8", "replace"), items=reading.items))
    items = {item.key: item for page in pages for item in page.items}
    if len(items) < sum(len(page.items) for page in pages):
        pages = pages[:1]
    every = tuple(item for page in pages for item in page.items)
    scene = Scene(pages=tuple(pages), items=every, links=link(every), today="2026-11-21")
    for rule in (*FAMILIES["people"], *FAMILIES["consistency"]):
        for finding in rule.find(scene):
            page = scene.by_path[finding.path]
            assert finding.code == rule.code
            assert 1 <= finding.line <= page.data.decode().count("\n") + 1
            assert finding.message
            assert "\n" not in finding.message


DATES = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"(Q[0-9]|W[0-9]{1,2}|20[0-9]{2}|[0-9]{1,2}|[-/. ]|Mar|May|年|月|日){1,8}", fullmatch=True),
)


@settings(max_examples=400, deadline=None)
@given(DATES, st.one_of(st.none(), st.integers(2000, 2099)))
@example("2026-W53", None)
@example("KW 53/2099", None)
@example("30.02.2026", None)
@example("APRıL 2026", None)
def test_any_text_is_a_date_or_none(text: str, year: int | None) -> None:
    day = last_day(text, year)
    assert day is None or date(2000, 1, 1) <= day <= date(2101, 1, 1)
    assert all(2000 <= one <= 2099 for one in years_named(text))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_found_in_each_spelling(day: date) -> None:
    week = day.isocalendar()
    if week.year >= 2000:
        assert last_day(f"{week.year}-W{week.week:02}") == date.fromisocalendar(week.year, week.week, 7)
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        f"~~1 January 2031~~ {day.isoformat()}",
        f"2000-01-01 – {day.isoformat()}",
    ):
        assert last_day(text) == day, text

"""History in each notation holds no character that the notation or a terminal would obey."""

from __future__ import annotations

import csv
import io

import pytest

from gonogo.model.event import Event
from gonogo.model.item import Status
from gonogo.model.timeline import History, StatusStep, Timeline
from gonogo.render import events
from gonogo.render import history as views
from gonogo.render.page import Screen

ODD = 'a: b; c # d\n  section e, "f" `g` <h> %% {i}\x1b[31m'


def status_step(status: Status | None, day: int, raw: str | None = None) -> StatusStep:
    return StatusStep(
        status=status,
        status_raw=raw,
        commit=f"{day:040x}",
        time=f"2026-03-{day:02}T12:00:00.000Z",
        author=f"{ODD} <odd@example.org>",
        subject=ODD,
    )


def line(*steps: StatusStep, key: str = "K-1", committed: bool = True, gone: bool = False) -> Timeline:
    last = steps[-1] if steps else status_step(Status.DONE, 1)
    return Timeline(
        key=key,
        id=key,
        title=ODD,
        path="plan.md",
        line=None if gone else 3,
        status=None if gone else last.status,
        status_raw=last.status_raw,
        committed=committed,
        steps=steps,
    )


def history(*lines: Timeline, cut: bool = False) -> History:
    return History(items=lines, commits=3, cut=cut)


def test_a_gantt_chart_has_a_section_an_item_and_a_bar_a_status() -> None:
    steps = (status_step(Status.NOT_STARTED, 1), status_step(Status.BLOCKED, 2), status_step(Status.DONE, 4))
    drawn = views.mermaid(history(line(*steps, key=ODD)), "2026-03-09T08:30:00.000Z").splitlines()
    assert drawn[4:] == [
        "  section a b c d section e f g h i \\x1b[31m",
        "  Not started :2026-03-01 12:00, 2026-03-02 12:00",
        "  Blocked :crit, 2026-03-02 12:00, 2026-03-04 12:00",
        "  Done :done, 2026-03-04 12:00, 2026-03-09 08:30",
    ]


def test_a_bar_ends_where_the_item_was_taken_out_or_cancelled_and_never_before_it_begins() -> None:
    steps = (
        status_step(Status.IN_PROGRESS, 5),
        status_step(None, 6),
        status_step(Status.DONE, 3),
        status_step(Status.CANCELLED, 7),
    )
    drawn = views.mermaid(history(line(*steps)), "2026-01-01T00:00:00.000Z").splitlines()
    assert drawn[5:] == [
        "  Done :done, 2026-03-03 12:00, 2026-03-05 12:00",
        "  In progress :active, 2026-03-05 12:00, 2026-03-06 12:00",
    ]


def test_a_status_that_nobody_knows_is_drawn_as_it_is_written() -> None:
    drawn = views.mermaid(history(line(status_step(Status.UNKNOWN, 1, "near: ly"))), "2026-03-02T12:00:00.000Z")
    assert "  near ly? :2026-03-01 12:00, 2026-03-02 12:00" in drawn.splitlines()


def test_an_item_without_a_past_has_no_section() -> None:
    assert "section" not in views.mermaid(history(line()), "2026-03-09T08:30:00.000Z")


def test_csv_holds_a_line_a_step_and_no_control_character() -> None:
    rows = list(
        csv.reader(io.StringIO(views.as_csv(history(line(status_step(Status.DONE, 1, ODD), status_step(None, 2))))))
    )
    assert [row[3] for row in rows] == ["status", "done", ""]
    assert rows[1][4] == rows[1][8]
    assert rows[1][8].startswith("a: b; c # d   section")
    assert not any("\x1b" in cell or "\n" in cell for row in rows for cell in row)


@pytest.mark.parametrize("width", [40, 100, 300])
def test_text_is_one_line_an_item_and_says_what_is_not_committed(width: int) -> None:
    lines = (
        line(status_step(Status.DONE, 1), status_step(Status.UNKNOWN, 2, "frobbed"), committed=False),
        line(status_step(Status.DONE, 1), status_step(None, 2), gone=True),
        line(committed=False),
    )
    text = views.text(history(*lines, cut=True), Screen(width=width))
    assert text.count("\n") == 5
    assert all(len(row) <= width or width == 40 for row in text.splitlines())
    assert "older history was not looked at" in text
    assert "\x1b" not in text
    if width == 300:
        assert "now frobbed?, not committed; was Done" in text
        assert "taken out" in text


def test_one_item_is_told_step_by_step() -> None:
    told = history(line(status_step(Status.NOT_STARTED, 1), status_step(Status.DONE, 2), committed=False), cut=True)
    text = views.text_of(told.items, told, Screen(width=200))
    assert [row.split()[1 + (row.split()[0] != "now")] for row in text.splitlines()[1:4]] == ["Not", "Done", "Done"]
    assert "not committed yet" in text.splitlines()[3]
    assert text.endswith("older history was not looked at\n")


def test_the_log_tells_a_reading_of_the_past_from_one_of_the_present() -> None:
    def event(data: dict[str, object]) -> Event:
        return Event(
            v=1,
            ledger="x",
            id="i",
            type="tracker.read",
            subject="workspace",
            time="2026-11-21T09:30:00.000Z",
            actor="local:ann",
            correlation=None,
            cause=None,
            key="k",
            request="0" * 64,
            data={"facts": "a" * 64, "documents": 1, **data},
        )

    past = event(
        {
            "revision": "8e6c784" + "0" * 33,
            "document": "plan.md",
            "committed": "2026-03-02T12:00:00.000Z",
            "author": "Ada",
        }
    )
    present, told = events.text([event({}), past], "2026-11-21T09:30:01.000Z", Screen(width=200)).splitlines()
    assert "1 tracker, facts aaaaaaaa" in present
    assert "plan.md as of 8e6c784 (2026-03-02, Ada)" in told

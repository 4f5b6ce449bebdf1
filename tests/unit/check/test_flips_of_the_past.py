"""Which of the steps of one commit make a bulk flip, on a past that is given."""

from __future__ import annotations

import pytest

from gonogo.check.history import bulk_flip, history_unreadable
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item
from gonogo.model.links import link
from gonogo.model.past import Gap, Past, Revision, Step
from gonogo.tracker.parse import parse

COMMIT = "2" * 40
HEADER = "| ID | Task | Status | Evidence |\n|---|---|---|---|\n"


def rows(*states: str, evidence: str = "") -> str:
    return HEADER + "".join(f"| K-{n} | part | {state} | {evidence} |\n" for n, state in enumerate(states))


def items(text: str) -> tuple[Item, ...]:
    return parse("plan.md", text.encode()).items


def found(*pairs: tuple[Item | None, Item | None], now: str, paths: tuple[str, ...] = ("plan.md",)) -> list[Finding]:
    steps = tuple(Step(path="plan.md", revision=COMMIT, before=before, after=after) for before, after in pairs)
    when = "2026-03-02T12:00:00.000Z"
    revision = Revision(id=COMMIT, author="Ada Reed <a@example.org>", time=when, subject="Update", paths=paths)
    reading = parse("plan.md", now.encode())
    page = Page(reading=reading, data=now.encode(), items=reading.items)
    past = Past(revisions={COMMIT: revision}, steps=steps)
    scene = Scene(pages=(page,), items=page.items, links=link(page.items), today="2026-11-21", past=past)
    return list(bulk_flip(scene))


def flips(*pairs: tuple[Item | None, Item | None], now: str, paths: tuple[str, ...] = ("plan.md",)) -> list[str]:
    return [finding.message.rpartition(": ")[2] for finding in found(*pairs, now=now, paths=paths)]


OPEN, DONE = items(rows(*["Open"] * 5)), items(rows(*["Done"] * 5))
NOW = rows(*["Done"] * 5)


def test_items_that_came_in_as_done_or_were_taken_away_do_not_count() -> None:
    pairs = list(zip(OPEN, DONE, strict=True))
    assert flips(*pairs, now=NOW) == ["K-0, K-1, K-2, K-3, K-4"]
    assert flips((None, DONE[0]), *pairs[1:], now=NOW) == []
    assert flips(*pairs[1:], (OPEN[0], None), now=NOW) == []
    assert flips(*pairs, (DONE[0], None), now=NOW) == ["K-0, K-1, K-2, K-3, K-4"]


def test_a_flip_is_a_warning_at_the_status_of_its_first_item() -> None:
    (finding,) = found(*zip(OPEN, DONE, strict=True), now=NOW)
    assert (finding.code, finding.severity, finding.item, finding.line) == ("BULK_FLIP", "warning", "K-0", 3)
    assert finding.span == DONE[0].span.cells["status"]
    assert finding.hint == "verify each of them: gonogo verify; let the commit that does the work say that it is done"


def test_what_is_open_now_is_not_named() -> None:
    pairs = zip(OPEN, DONE, strict=True)
    assert flips(*pairs, now=rows("Open", *["Done"] * 4)) == ["K-1, K-2, K-3, K-4"]


@pytest.mark.parametrize(
    ("evidence", "path", "count"),
    [
        ("`#the-floor`", "a.md", 1),
        ("`a.md`", "la.md", 1),
        ("`ops/X`", "ops/X/a.md", 0),
        ("`a.md`, `b.md`", "b.md", 0),
    ],
)
def test_evidence_that_came_along_speaks_for_its_item(evidence: str, path: str, count: int) -> None:
    before, after = (items(rows(*[state] * 5, evidence=evidence)) for state in ("Open", "Done"))
    now = rows(*["Done"] * 5, evidence=evidence)
    assert len(flips(*zip(before, after, strict=True), now=now, paths=("plan.md", path))) == count


def test_what_git_cannot_tell_is_a_warning_at_the_head_of_the_document() -> None:
    past = Past(gaps=(Gap(path="plan.md", revision=None, message="no such object"),))
    scene = Scene(pages=(), items=(), links=link(()), today="2026-11-21", past=past)
    (finding,) = history_unreadable(scene)
    assert (finding.code, finding.severity, finding.line) == ("HISTORY_UNREADABLE", "warning", 1)

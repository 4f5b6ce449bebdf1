"""History rules on a past that is given: which statuses, files, words and diagrams make the difference."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gonogo.check.history import MANY, bulk_flip, claim_before_evidence, evidence_lost_since, history_unreadable
from gonogo.check.scene import Page, Scene
from gonogo.check.transitions import reopened_silently, transition_illegal
from gonogo.model.evidence import EvidenceKind, Resolved
from gonogo.model.item import Item, Status
from gonogo.model.links import link
from gonogo.model.past import Gap, Past, PastClaim, Revision, Step
from gonogo.tracker.parse import parse

HEADER = "| ID | Task | Status | Notes | Evidence |\n|---|---|---|---|---|\n"
DIAGRAM = "```mermaid\nstateDiagram-v2\n{}\n```\n\n"
FIRST, SECOND, THIRD = ("1" * 40, "2" * 40, "3" * 40)


def rows(*states: str, notes: str = "", evidence: str = "") -> str:
    return HEADER + "".join(
        f"| K-{n} | part {n} | {state} | {notes} | {evidence} |\n" for n, state in enumerate(states)
    )


def items(text: str) -> tuple[Item, ...]:
    return parse("plan.md", text.encode()).items


def scene(text: str, past: Past, resolved: dict[str, str | None] | None = None) -> Scene:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    told = {
        ("", name): Resolved(reference=name, kind=EvidenceKind.DOC, code=code, hint="look elsewhere")
        for name, code in (resolved or {}).items()
    }
    links = link(reading.items)
    return Scene(pages=(page,), items=reading.items, links=links, today="2026-11-21", past=past, resolved=told)


def revision(
    identifier: str, *paths: str, message: str = "Update", author: str = "Ada Reed <ada@example.org>"
) -> Revision:
    return Revision(
        id=identifier,
        author=author,
        time="2026-03-02T12:00:00.000Z",
        subject=message,
        message=message,
        paths=paths or ("plan.md",),
    )


def steps(
    before: str, after: str, identifier: str = SECOND, *, ruled: bool = True, noted: tuple[str, ...] = ()
) -> list[Step]:
    pairs = zip(items(before), items(after), strict=True)
    return [
        Step(path="plan.md", revision=identifier, before=old, after=new, ruled=ruled, noted=noted)
        for old, new in pairs
        if (old.status, old.status_raw) != (new.status, new.status_raw)
    ]


def past(*made: Step, revisions: tuple[Revision, ...] = (), **more: object) -> Past:
    known = {one.id: one for one in (revision(FIRST), revision(SECOND), revision(THIRD), *revisions)}
    return Past(revisions=known, steps=made, **more)  # type: ignore[arg-type]


OPEN, DONE = rows(*["Open"] * MANY), rows(*["Done"] * MANY)


def flips(*made: Step, now: str = DONE, changed: tuple[str, ...] = ("plan.md",)) -> list[str]:
    return [f.message for f in bulk_flip(scene(now, past(*made, revisions=(revision(SECOND, *changed),))))]


def test_a_bulk_flip_names_commit_day_author_and_the_first_items() -> None:
    (message,) = flips(*steps(OPEN, DONE))
    assert message == (
        "5 items became done in 2222222 (2026-03-02, Ada Reed), which touches only documents: K-0, K-1, K-2, K-3, K-4"
    )


@pytest.mark.parametrize(
    ("state", "count"),
    [("Open", 1), ("In progress", 1), ("Blocked", 1), ("Ready for sign-off", 0), ("what?", 0), ("Doc baseline", 0)],
)
def test_a_flip_begins_at_a_status_that_somebody_can_read(state: str, count: int) -> None:
    assert len(flips(*steps(rows(*[state] * MANY), DONE))) == count


@pytest.mark.parametrize(("state", "count"), [("Signed off", 1), ("Doc baseline", 0), ("Cancelled", 0), ("Blocked", 0)])
def test_a_flip_ends_in_done(state: str, count: int) -> None:
    after = rows(*[state] * MANY)
    assert len(flips(*steps(OPEN, after), now=after)) == count


@pytest.mark.parametrize(
    ("path", "count"),
    [("docs/a.MD", 1), ("notes.txt", 1), ("pic.svg", 1), ("a.py", 0), ("Makefile", 0), ("plan.yaml", 0), ("md", 0)],
)
def test_documents_are_told_by_their_ending(path: str, count: int) -> None:
    assert len(flips(*steps(OPEN, DONE), changed=("plan.md", path))) == count


@pytest.mark.parametrize(
    ("evidence", "changed", "count"),
    [
        ("`ops/a.md`", "ops/a.md", 0),
        ("`ops/`", "ops/deep/a.md", 0),
        ("`ops/a.md`", "docs/ops/a.md", 0),
        ("`ops/a.md#L3`", "ops/a.md", 0),
        ("`./ops/a.md` (week 3)", "ops/a.md", 0),
        ("`tests/test_a.txt::test_b`", "tests/test_a.txt", 0),
        ("`ops/a.md`", "ops/b.md", 1),
        ("`plan.md`", "other.md", 1),
    ],
)
def test_items_whose_own_evidence_came_along_do_not_count(evidence: str, changed: str, count: int) -> None:
    before, after = (rows(*[state] * MANY, evidence=evidence) for state in ("Open", "Done"))
    assert len(flips(*steps(before, after), now=after, changed=("plan.md", changed))) == count


def test_items_that_were_opened_again_since_do_not_count() -> None:
    one_open = rows("Open", *["Done"] * (MANY - 1))
    assert flips(*steps(OPEN, DONE), *steps(DONE, one_open, THIRD), now=one_open) == []
    again = [*steps(OPEN, DONE), *steps(DONE, one_open, THIRD), *steps(one_open, DONE, THIRD)]
    assert flips(*again) == []


def test_items_that_are_gone_count_as_long_as_one_is_left() -> None:
    assert len(flips(*steps(OPEN, DONE), now=rows("Done"))) == 1
    assert flips(*steps(OPEN, DONE), now="# Nothing is left\n") == []


def judged(diagram: str, before: str, after: str, *, ruled: bool = True) -> list[tuple[str, str | None]]:
    now = DIAGRAM.format(diagram) + rows(after)
    found = transition_illegal(scene(now, past(*steps(rows(before), rows(after), ruled=ruled))))
    return [(f.message, f.hint) for f in found]


TASKS = "[*] --> Open\nOpen --> InProgress\nInProgress --> Done\nInProgress --> Blocked\nBlocked --> InProgress"


def test_a_step_without_an_arrow_is_told_with_the_ways_that_there_are() -> None:
    ((message, hint),) = judged(TASKS, "Blocked", "Done")
    assert message == (
        "K-0 went from Blocked to Done in 2222222 (2026-03-02, Ada Reed); the state diagram has no such step"
    )
    assert hint == "from Blocked the diagram leads to InProgress; draw the step there if it is allowed"
    ((_, hint),) = judged(TASKS, "Done", "Open")
    assert hint == "from Done the diagram leads to no other state; draw the step there if it is allowed"


@pytest.mark.parametrize(
    ("diagram", "before", "after"),
    [
        (TASKS, "Open", "In progress"),
        (TASKS, "Open", "🟢 In-Progress (half)"),
        (TASKS, "Done", "✅ Done"),
        (TASKS, "Cancelled", "Done"),
        (TASKS, "Open", "Cancelled"),
        (
            TASKS + "\nBlocked --> choice1\nchoice1 --> choice2\nchoice2 --> Done\nchoice2 --> choice1",
            "Blocked",
            "Done",
        ),
        ("Open --> Done\nDone --> Open", "Done", "Blocked"),
        (
            "Open --> Paid\nPaid --> Packed\nPacked --> Sent\nSent --> Kept\nKept --> Done\nX --> Blocked",
            "Open",
            "Done",
        ),
    ],
)
def test_what_the_diagram_has_or_does_not_speak_of_is_no_fault(diagram: str, before: str, after: str) -> None:
    assert judged(diagram, before, after) == []


def test_a_step_from_before_the_diagram_is_not_judged() -> None:
    assert judged(TASKS, "Open", "Done", ruled=False) == []
    assert len(judged(TASKS, "Open", "Done")) == 1


def test_of_several_wrong_steps_the_last_is_told() -> None:
    now = DIAGRAM.format(TASKS) + rows("Done")
    made = (*steps(rows("Done"), rows("Open"), FIRST), *steps(rows("Open"), rows("Done"), THIRD))
    (finding,) = transition_illegal(scene(now, past(*made)))
    assert finding.message.startswith("K-0 went from Open to Done in 3333333")
    assert finding.line == 12


def silent(
    message: str = "Update", now: str | None = None, noted: tuple[str, ...] = (), after: str = "In progress"
) -> int:
    made = steps(rows("Done"), rows(after), noted=noted)
    said = past(*made, revisions=(revision(SECOND, message=message),))
    return len(list(reopened_silently(scene(now or rows(after), said))))


@pytest.mark.parametrize(
    "message",
    [
        "Update",
        "docs: weekly sync",
        "K-0 back to in progress",
        "Mark K-0 as not started",
        "K-1 lost a wheel near mill",
        "",
    ],
)
def test_names_and_statuses_are_no_reason(message: str) -> None:
    assert silent(message) == 1


@pytest.mark.parametrize(
    "message",
    [
        "Reopen K-0",
        "re-open two rows",
        "Revert 'done'",
        "tests fail",
        "K-0 lost a wheel near the mill",
        "Undo a mistake",
    ],
)
def test_a_few_words_are_a_reason(message: str) -> None:
    assert silent(message) == 0


def test_a_reason_may_stand_in_the_row_or_in_another_line() -> None:
    assert silent(now=rows("In progress", notes="a wheel is missing")) == 0
    assert silent(now=rows("In progress", notes="2026-03-01")) == 1
    assert silent(noted=("K-0 lost a wheel near the mill",)) == 0
    assert silent(noted=("| K-0 | 1 | 0 |",)) == 1
    log = "\n## Log\n\n| Date | What |\n|---|---|\n| 2026-03-02 | K-0 lost a wheel near the mill |\n"
    assert silent(now=rows("In progress") + log) == 0
    assert silent(now=rows("In progress") + log.replace("K-0", "K-00")) == 1
    assert silent(after="In progress (lost a wheel near the mill)") == 0


@pytest.mark.parametrize(("after", "count"), [("Open", 1), ("Blocked", 1), ("Cancelled", 0), ("Ready for sign-off", 0)])
def test_only_what_is_open_is_open_again(after: str, count: int) -> None:
    assert silent(after=after) == count


def test_boxes_that_are_cleared_together_begin_anew() -> None:
    def boxes(mark: str, count: int) -> str:
        return "# List\n\n" + "".join(f"- [{mark}] part {n} of it\n" for n in range(count))

    for count, told in ((2, 2), (3, 0)):
        made = past(*steps(boxes("x", count), boxes(" ", count)))
        assert len(list(reopened_silently(scene(boxes(" ", count), made)))) == told


def claims(existed: dict[str, bool], resolved: dict[str, str | None]) -> tuple[list[str], list[str]]:
    claim = PastClaim(item="K-0", path="plan.md", revision=SECOND, existed=existed)
    told = scene(rows("Done", evidence="`a.txt`"), past(claims=(claim, replace(claim, item="gone"))), resolved)
    lost, late = list(evidence_lost_since(told)), list(claim_before_evidence(told))
    assert all(finding.hint == "look elsewhere" for finding in lost)
    return [f.message for f in lost], [f.message for f in late]


def test_evidence_is_lost_that_stood_there_and_late_that_did_not() -> None:
    assert claims({"a.txt": True}, {"a.txt": "EVIDENCE_MISSING"}) == (
        ["a.txt existed when K-0 was claimed complete in 2222222 (2026-03-02, Ada Reed), and is gone"],
        [],
    )
    assert claims({"a.txt": True}, {"a.txt": None}) == ([], [])
    assert claims({"a.txt": True}, {"a.txt": "EVIDENCE_EMPTY"}) == ([], [])
    assert claims({"a.txt": False}, {"a.txt": "EVIDENCE_MISSING"}) == ([], [])
    lost, (late,) = claims({f"{n}.txt": False for n in range(6)}, {"0.txt": None})
    assert lost == []
    assert late.endswith("before its evidence was there: 0.txt, 1.txt, 2.txt, 3.txt and 2 more")


def test_what_git_cannot_tell_is_told_once_a_document() -> None:
    gap = Gap(path="plan.md", revision=revision(SECOND), message="it is damaged", hint="git fsck")
    whole = Gap(path="other.md", revision=None, message="no such object")
    found = list(history_unreadable(scene(DONE, past(gaps=(gap, gap, whole)))))
    assert [(f.path, f.line, f.message, f.hint) for f in found] == [
        (
            "plan.md",
            1,
            "Git cannot tell what the tracker said in 2222222 (2026-03-02, Ada Reed): it is damaged",
            "git fsck",
        ),
        ("other.md", 1, "Git cannot tell the past of the trackers: no such object", None),
    ]


def test_without_a_past_nothing_is_found() -> None:
    plain = scene(DONE, Past())
    rules = (bulk_flip, transition_illegal, evidence_lost_since, claim_before_evidence, reopened_silently)
    assert [finding for rule in rules for finding in rule(plain)] == []
    assert {item.status for item in plain.items} == {Status.DONE}

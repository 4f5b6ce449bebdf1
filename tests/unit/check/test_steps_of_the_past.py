"""Steps of one item in a past that is given: which diagram judges them, and which words explain them."""

from __future__ import annotations

import pytest

from gonogo.check.history import bulk_flip, claim_before_evidence
from gonogo.check.scene import Page, Scene
from gonogo.check.transitions import reopened_silently, said_in, transition_illegal
from gonogo.model.evidence import EvidenceKind, Resolved
from gonogo.model.item import Item, Severity
from gonogo.model.links import link
from gonogo.model.past import Past, PastClaim, Revision, Step
from gonogo.tracker.parse import parse

COMMIT = "2" * 40
DIAGRAM = "```mermaid\nstateDiagram-v2\n{}\n```\n\n"
TASKS = "[*] --> Open\nOpen --> InProgress\nInProgress --> Done\nInProgress --> Blocked\nBlocked --> InProgress"


def row(status: str, task: str = "Lay the floor", identifier: str = "K-1", notes: str = "") -> str:
    return (
        "| ID | Task | Status | Depends On | Exit criteria | Notes |\n|---|---|---|---|---|---|\n"
        f"| {identifier} | {task} | {status} | | | {notes} |\n"
    )


def item(text: str) -> Item:
    (found,) = parse("plan.md", text.encode()).items
    return found


def revision(message: str = "Update", author: str = "Ada Reed <ada@example.org>", *paths: str) -> Revision:
    when = "2026-03-02T12:00:00.000Z"
    return Revision(id=COMMIT, author=author, time=when, subject="", message=message, paths=paths or ("plan.md",))


def scene(text: str, past: Past, **more: object) -> Scene:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    return Scene(pages=(page,), items=page.items, links=link(page.items), today="2026-11-21", past=past, **more)


def step(before: str | None, after: str | None, **more: object) -> Step:
    old, new = (None if text is None else item(text) for text in (before, after))
    return Step(path="plan.md", revision=COMMIT, before=old, after=new, **more)  # type: ignore[arg-type]


def silent(
    before: str, after: str, now: str | None = None, message: str = "Update", noted: tuple[str, ...] = ()
) -> list[str]:
    past = Past(revisions={COMMIT: revision(message)}, steps=(step(before, after, noted=noted),))
    return [f.message for f in reopened_silently(scene(now or after, past))]


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ada Reed <ada@example.org>", "Ada Reed"),
        ("Ada <Reed <ada@example.org>", "Ada"),
        ("<ada@example.org>", "<ada@example.org>"),
        (" <ada@example.org>", "nobody"),
        ("", "nobody"),
    ],
)
def test_a_commit_is_called_by_its_short_id_day_and_author(author: str, name: str) -> None:
    assert said_in(revision(author=author)) == f"2222222 (2026-03-02, {name})"


def test_what_is_opened_again_is_told_with_its_claim_and_a_cure() -> None:
    past = Past(revisions={COMMIT: revision()}, steps=(step(row("✅ Done"), row("Open")),))
    (finding,) = reopened_silently(scene(row("Open"), past))
    assert finding.message == (
        "K-1 was ✅ Done until 2222222 (2026-03-02, Ada Reed) opened it again, and nothing says why"
    )
    assert finding.hint == "say why in its row, or in a line of the document that names it"
    assert (finding.severity, finding.item, finding.line) == (Severity.WARNING, "K-1", 3)
    start = row("Open").encode().index(b"Open")
    assert finding.span is not None
    assert (finding.span.start, finding.span.end) == (start, start + 4)


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("Done", "Open", 1),
        ("Signed off", "In progress", 1),
        ("Done", "Blocked", 1),
        ("Doc baseline", "Open", 0),
        ("Open", "In progress", 0),
        ("Done", "Signed off", 0),
        ("Done", "Cancelled", 0),
        ("Cancelled", "Open", 0),
        ("what?", "Open", 0),
    ],
)
def test_only_done_becomes_open_again(before: str, after: str, count: int) -> None:
    assert len(silent(row(before), row(after))) == count


@pytest.mark.parametrize(
    "now", [row("Done"), row("Cancelled"), row("what?"), row("Open", identifier="K-2"), "# None\n"]
)
def test_what_is_no_longer_open_or_no_longer_there_is_not_told(now: str) -> None:
    assert silent(row("Done"), row("Open"), now) == []


@pytest.mark.parametrize(
    ("later", "count"),
    [
        ((row("Open"), row("Done")), 0),
        ((row("Open"), None), 0),
        ((row("Open"), row("In progress")), 1),
        ((None, row("Open")), 1),
    ],
)
def test_what_was_done_or_taken_away_since_is_not_told(later: tuple[str | None, str | None], count: int) -> None:
    past = Past(revisions={COMMIT: revision()}, steps=(step(row("Done"), row("Open")), step(*later)))
    assert len(list(reopened_silently(scene(row("In progress"), past)))) == count


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("K-1 lost its oak boards", 0),
        ("k-1 lost its oak boards", 0),
        ("K-1 lost its boards", 1),
        ("K-1 boards boards boards lost", 1),
        ("K-1 Boards boards lost", 1),
        ("K-10 lost its oak boards", 1),
        ("AK-1 lost its oak boards", 1),
        ("a wheel lost its oak boards", 1),
        ("Roll-back", 0),
        ("tests were flaky", 0),
        ("INCIDENT 7", 0),
        ("K-1 is blocked again, work started this week", 1),
    ],
)
def test_a_message_says_why_by_a_reason_or_by_three_words_about_the_item(message: str, count: int) -> None:
    assert len(silent(row("Done"), row("Open"), message=message)) == count


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        (row("Done"), row("Open", notes="the oak boards are wet"), 0),
        (row("Done", notes="the oak boards are wet"), row("Open", notes="the oak boards are wet"), 1),
        (row("Done", notes="boards are wet"), row("Open", notes="wet boards"), 1),
        (row("Done", notes="it was because of Ada"), row("Open", notes="it was because of Ada"), 1),
        (row("Done"), row("Open", notes="because"), 0),
        (row("Done"), row("Open (oak boards are wet)"), 0),
        (row("Done"), row("Open", task="Lay the floor anew, with planks from Bergen"), 0),
        (row("Done"), row("Open", task="Lay the floor"), 1),
        (row("Done"), row("Open", notes="lay open boards"), 1),
        (row("Done"), row("Open", notes="2026-03-01"), 1),
    ],
)
def test_a_row_says_why_by_what_it_did_not_say_before(before: str, after: str, count: int) -> None:
    assert len(silent(before, after)) == count


@pytest.mark.parametrize(
    ("noted", "count"),
    [
        (("K-1: the oak boards are wet",), 0),
        (("a line", "K-1: the oak boards are wet"), 0),
        (("K-2: the oak boards are wet",), 1),
        (("K-1 (again)",), 1),
        (("K-1: because",), 0),
    ],
)
def test_another_line_says_why_where_it_names_the_item(noted: tuple[str, ...], count: int) -> None:
    assert len(silent(row("Done"), row("Open"), noted=noted)) == count


def test_an_item_without_an_id_is_named_by_its_title() -> None:
    def box(mark: str) -> str:
        return f"# List\n\n- [{mark}] Mend the roof\n"

    assert silent(box("x"), box(" ")) == [
        "Mend the roof was [x] until 2222222 (2026-03-02, Ada Reed) opened it again, and nothing says why"
    ]
    assert silent(box("x"), box(" "), message="Mend the roof: needs more slate tiles") == []
    assert len(silent(box("x"), box(" "), message="the barn needs more slate tiles")) == 1


def judged(diagram: str, before: str, after: str) -> list[str | None]:
    now = DIAGRAM.format(diagram) + row(after)
    past = Past(revisions={COMMIT: revision()}, steps=(step(row(before), row(after), ruled=True),))
    return [f.hint for f in transition_illegal(scene(now, past))]


@pytest.mark.parametrize(
    ("diagram", "before", "after", "ways"),
    [
        (TASKS, "In progress", "Open", "Done or Blocked"),
        (TASKS, "In Progress (half)", "Open", "Done or Blocked"),
        (TASKS, "**In-Progress**", "Open", "Done or Blocked"),
        (TASKS, "🟡 In progress: half", "Open", "Done or Blocked"),
        (TASKS, "WIP", "Open", "Done or Blocked"),
        (TASKS, "Open", "🟢 Done — by Ada", "InProgress"),
        (TASKS + "\nDone --> [*]", "Done", "Open", "no other state"),
        (TASKS + "\nDone --> Complete", "✅ Complete (by Ada)", "Open", "no other state"),
        (TASKS + "\nDone --> FullyDone\nFullyDone --> Done", "fully-done", "Open", "Done"),
        (TASKS + "\nDone --> gate\ngate --> Done\ngate --> Blocked", "Done", "Open", "Blocked"),
        (TASKS + "\nDone --> gate\nDone --> Blocked\ngate --> InProgress", "Done", "Open", "Blocked or InProgress"),
        (TASKS + "\nDone --> dead", "Done", "Open", "no other state"),
        (TASKS + "\nDone --> dead\nDone --> Blocked", "Done", "Open", "Blocked"),
        (TASKS + "\nDone --> gate\nDone --> gate\nDone --> Blocked", "Done", "Open", "Blocked"),
    ],
)
def test_a_wrong_step_is_told_with_every_way_that_the_diagram_has(
    diagram: str, before: str, after: str, ways: str
) -> None:
    name = item(row(before)).status_raw
    assert judged(diagram, before, after) == [
        f"from {name} the diagram leads to {ways}; draw the step there if it is allowed"
    ]


@pytest.mark.parametrize(
    ("diagram", "before", "after"),
    [
        (TASKS, "Done", "Completed"),
        (TASKS + "\nBlocked --> Paused", "Parked", "Done"),
        ("Open --> Done\nDone --> Finished\nDone --> Closed", "Complete", "Open"),
        ("[*] --> Open\nOpen --> Done\nDone --> [*]", "Done", "Open"),
    ],
)
def test_a_status_that_is_no_one_state_of_the_diagram_is_not_judged(diagram: str, before: str, after: str) -> None:
    assert judged(diagram, before, after) == []


@pytest.mark.parametrize(
    ("states", "count"),
    [
        ("Open --> InProgress\nInProgress --> Done", 1),
        ("Open --> InProgress\nInProgress --> Done\nA1 --> B1\nB1 --> C1", 1),
        ("Open --> InProgress\nInProgress --> Done\nA1 --> B1\nB1 --> C1\nC1 --> D1", 0),
        ("Open --> Done", 0),
    ],
)
def test_three_states_and_half_of_them_have_to_be_statuses(states: str, count: int) -> None:
    assert len(judged(states, "Done", "Open")) == count


def test_of_two_diagrams_one_that_has_the_step_is_enough() -> None:
    other = "Open --> Done\nDone --> InProgress\nDone --> Open"
    now = DIAGRAM.format(TASKS) + DIAGRAM.format(other) + row("Open")
    past = Past(revisions={COMMIT: revision()}, steps=(step(row("Done"), row("Open"), ruled=True),))
    assert list(transition_illegal(scene(now, past))) == []


def rows(states: list[str]) -> str:
    head, line, *_ = row("Open").splitlines()
    return "\n".join((head, line, *(f"| K-{n} | part | {state} | | | |" for n, state in enumerate(states)), ""))


@pytest.mark.parametrize(
    ("count", "names"),
    [(2, "K-0, K-1"), (6, "K-0, K-1, K-2, K-3, K-4, K-5"), (7, "K-0, K-1, K-2, K-3, K-4 and 2 more")],
)
@pytest.mark.parametrize("least", [2, 7])
def test_a_bulk_flip_names_its_items_from_the_number_that_is_asked_for(count: int, names: str, least: int) -> None:
    before, after = (parse("plan.md", rows([state] * count).encode()).items for state in ("Open", "Done"))
    made = tuple(Step(path="plan.md", revision=COMMIT, before=a, after=b) for a, b in zip(before, after, strict=True))
    past = Past(revisions={COMMIT: revision()}, steps=made)
    found = list(bulk_flip(scene(rows(["Done"] * count), past, minimums={"BULK_FLIP": least})))
    assert [f.message.rpartition(": ")[2] for f in found] == ([names] if count >= least else [])


@pytest.mark.parametrize(
    ("count", "names"),
    [(1, "0.txt"), (4, "0.txt, 1.txt, 2.txt, 3.txt"), (5, "0.txt, 1.txt, 2.txt, 3.txt and 1 more")],
)
def test_late_evidence_is_told_by_four_names(count: int, names: str) -> None:
    existed = {f"{number}.txt": False for number in range(count)}
    claim = PastClaim(item="K-1", path="plan.md", revision=COMMIT, existed={**existed, "there.txt": True})
    (finding,) = claim_before_evidence(scene(row("Done"), Past(revisions={COMMIT: revision()}, claims=(claim,))))
    assert finding.message == (
        f"K-1 was claimed complete in 2222222 (2026-03-02, Ada Reed), before its evidence was there: {names}"
    )
    assert finding.hint == "look at it as it is now, and say so in the row: that makes the claim again"


@pytest.mark.parametrize(("code", "count"), [("EVIDENCE_MISSING", 0), ("EVIDENCE_EMPTY", 1), (None, 1)])
def test_evidence_that_never_came_is_not_late(code: str | None, count: int) -> None:
    claim = PastClaim(item="K-1", path="plan.md", revision=COMMIT, existed={"a.txt": False})
    found = {("", "a.txt"): Resolved(reference="a.txt", kind=EvidenceKind.DOC, code=code)}
    past = Past(revisions={COMMIT: revision()}, claims=(claim,))
    assert len(list(claim_before_evidence(scene(row("Done"), past, resolved=found)))) == count

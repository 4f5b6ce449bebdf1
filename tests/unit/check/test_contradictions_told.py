"""What is told, word for word, where a document contradicts itself or the day: statuses, mappings, targets."""

from __future__ import annotations

import pytest

from gonogo.check.claims import can_hold_together, find_claim_conflicts
from gonogo.check.consistency import find_mapping_disagreements, find_past_targets
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Status
from gonogo.model.links import link
from gonogo.tracker.parse import parse

HINTS = {
    "keep its status in one place, or make both say the same",
    "set a new date, finish it, or cancel it",
    "correct the id, or add the item",
    "correct the one that is wrong",
    "fill the row in",
    "add a row for K-4",
}
TWO = "| ID | Task | Status |\n|---|---|---|\n| K-1 | Lay it | Done |\n| K-2 | Wax it | Open |\n\n"
THREE = "| ID | Task | Status | Issue |\n|---|---|---|---|\n| K-1 | Lay it | Done | #1 |\n" + "".join(
    f"| K-{n} | Part {n} | Open | #{n} |\n" for n in (2, 3, 4)
)
DUE = "| ID | Task | Target | Status |\n|---|---|---|---|\n| K-1 | Lay it | {} | {} |\n"
MAP = "\n## Mapping to issues\n\n| ID | Issue |\n|---|---|\n{}"


def _told(text: str) -> list[str]:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    scene = Scene(pages=(page,), items=reading.items, links=link(reading.items), today="2026-11-21")
    rules = (find_claim_conflicts, find_mapping_disagreements, find_past_targets)
    found = [finding for rule in rules for finding in rule(scene)]
    assert {finding.hint for finding in found} <= HINTS
    return list(dict.fromkeys(f"{f.line} {f.severity} {f.item}: {f.message}" for f in found))


CLAIMS = {
    TWO + "## K-1: Lay it\n\nStatus: open\n": ["8 error K-1: K-1 is 'open' here and 'Done' in line 3"],
    TWO + "## K-1: Lay it\n\nStatus: done\n": [],
    TWO + "## K-1: Lay it\n\nStatus: signed off\n": [],
    TWO + "## K-1: Lay it\n\nCurrent status: blocked by rain\nStatus: open\n": [
        "8 error K-1: K-1 is 'blocked by rain' here and 'Done' in line 3"
    ],
    TWO + "## The floor\n\nTask: K-2\nStatus: done\n\nStatus: done\n": [
        "9 error K-2: K-2 is 'done' here and 'Open' in line 4"
    ],
    TWO + "K-2 status: done\n": ["6 error K-2: K-2 is 'done' here and 'Open' in line 4"],
    TWO + "K-2 build status: ready\n": [],
    TWO + "> K-2 status: done\n": [],
    TWO + "## History\n\nK-2 status: done\n": [],
    TWO + "K-2 status: somehow\n": [],
    TWO + "Z-9 status: done\n\nText.\n\nZ-9 status: open, " + "and so on " * 9 + "\n": [
        "10 error None: Z-9 is 'open, and so on and so on and so on and so on and so on and…' here and 'done' in line 6"
    ],
    TWO + "Z-9 status: done\n\nZ-9 status: complete\n": [],
    TWO + "| Item | Status | Remark |\n|---|---|---|\n| K-1 | In progress | wet |\n| K-2 | Open | |\n": [
        "8 error K-1: K-1 is 'In progress' here and 'Done' in line 3"
    ],
    TWO + "| Item | Status | Remark |\n|---|---|---|\n| Lay it | In progress | wet |\n| K-2 | Open | |\n": [],
    TWO + "| Item | Test status | Remark |\n|---|---|---|\n| K-1 | Open | wet |\n| K-2 | Open | |\n": [],
    TWO + "## Test evidence\n\n| Item | Status | Remark |\n|---|---|---|\n| K-1 | Open | wet |\n": [],
    TWO + "## Archive\n\n| Item | Status | Remark |\n|---|---|---|\n| K-1 | Open | wet |\n": [],
    TWO + "| Item | Status | Remark |\n|---|---|---|\n| K-1 | Open | wet |\n| K-1 | Done | dry |\n": [],
    TWO + TWO.replace("Done", "Blocked: rain"): ["8 error K-1: K-1 is 'Blocked: rain' here and 'Done' in line 3"],
    "| # | Task | Status |\n|---|---|---|\n| 1 | Lay floor | Done |\n\n"
    "| # | Task | Status |\n|---|---|---|\n| 1 | Paint door | Open |\n": [],
    "| # | Task | Status |\n|---|---|---|\n| 1 | Lay floor | Done |\n\n"
    "| # | Task | Status |\n|---|---|---|\n| 1 | Lay floor | Open |\n": [
        "7 error plan.md#lay-floor: 1 is 'Open' here and 'Done' in line 3"
    ],
}
MAPPINGS = {
    THREE + MAP.format("| K-1 | #1 |\n| K-2 | #2 |\n| K-3 | #3 |\n| K-4 | #4 |\n"): [],
    THREE + MAP.format("| K-1 | #1 |\n| K-2 | #9 |\n| K-3 | #3 |\n| K-4 | #4 |\n"): [
        "13 error K-2: the mapping differs from the items: it gives K-2 #9; the item's own row has #2"
    ],
    THREE + MAP.format("| K-1 | #1 |\n| K-2 | |\n| K-3 | #3, #30 |\n| K-4 | #4 |\n"): [
        "13 error K-2: the mapping differs from the items: it gives K-2 nothing; the item's own row has #2"
    ],
    THREE + MAP.format("| K-1 | #1 |\n| K-2 | #2 |\n| K-3 | #3 |\n| K-9 | #4 |\n"): [
        "15 error None: the mapping differs from the items: it maps K-9, which is no item",
        "10 error K-4: the mapping differs from the items: it leaves out K-4, which stands in line 6",
    ],
    THREE + MAP.format("| K-1 | #1 |\n| K-2 | ABC-7 |\n| K-3 | #3 |\n| K-4 | later |\n"): [],
    THREE + MAP.format("| K-1 | #1 |\n| K-2 | #2 |\n"): [],
    THREE.replace("Open | #3", "Cancelled | #3") + MAP.format("| K-1 | #1 |\n| K-2 | #2 |\n| K-4 | #4 |\n"): [],
    THREE + "\n# History\n" + MAP.format("| K-1 | #1 |\n| K-2 | #9 |\n| K-3 | #3 |\n| K-4 | #4 |\n"): [],
    THREE + MAP.format("| K-1 | https://x.org/a/issues/1 |\n| K-2 | https://x.org/a/pull/9 |\n| K-3 | #3 |\n"): [
        "13 error K-2: the mapping differs from the items: it gives K-2 #9; the item's own row has #2",
        "10 error K-4: the mapping differs from the items: it leaves out K-4, which stands in line 6",
    ],
    THREE.replace("Issue", "Ticket")
    + MAP.format("| K-1 | #1 |\n| K-2 | #9 |\n| K-3 | #3 |\n| K-4 | #4 |\n").replace("Issue", "Ticket"): [
        "13 error K-2: the mapping differs from the items: it gives K-2 #9; the item's own row has #2"
    ],
}
ASIDE = "\n## Mapping to issues\n\n| Issue | ID |\n|---|---|\n{}"
ASIDE_MAPPINGS = {
    THREE + ASIDE.format("| #1 | K-1 |\n| #2 | K-2 |\n| #3 | K-3 |\n| #4 | K-4 |\n"): [],
    THREE + ASIDE.format("| #1 | K-1 |\n| #7 | K-2 |\n| #3 | K-3 |\n| #4 | K-4 |\n| #5 | K-5 |\n"): [
        "13 error K-2: the mapping differs from the items: it gives K-2 #7; the item's own row has #2",
        "16 error None: the mapping differs from the items: it maps K-5, which is no item",
    ],
}
TARGETS = {
    DUE.format("2026-11-20", "Open"): ["3 warning K-1: K-1 is not started, and its target 2026-11-20 is over"],
    DUE.format("2026-11-21", "Open"): [],
    DUE.format("2026-W40", "In progress"): [
        "3 warning K-1: K-1 is in progress, and its target 2026-W40 (2026-10-04) is over"
    ],
    DUE.format("Q3 2026", "Blocked: rain"): [
        "3 warning K-1: K-1 is blocked, and its target Q3 2026 (2026-09-30) is over"
    ],
    DUE.format("Q3 2026", "ready for sign-off"): [
        "3 warning K-1: K-1 is ready for signoff, and its target Q3 2026 (2026-09-30) is over"
    ],
    DUE.format("Q3 2026", "Done"): [],
    DUE.format("Q3 2026", "Cancelled"): [],
    DUE.format("Q3 2026", "Open, deferred"): [],
    DUE.format("Q3 2026", "On hold"): [],
    DUE.format("Jun 30", "Open"): [],
    DUE.format("Jun 30", "Open") + "\nWritten on 2026-05-02.\n": [
        "3 warning K-1: K-1 is not started, and its target Jun 30 (2026-06-30) is over"
    ],
    DUE.format("Jan 30", "Open") + "\nWritten on 2026-05-02.\n": [],
    DUE.format("Jun 30", "Open") + "\nWritten on 2026-05-02, again on 2025-05-02.\n": [],
    DUE.format("the first release, if all goes well, at the end of the year 2025", "Open"): [
        "3 warning K-1: K-1 is not started, and its target the first release, if all goes well, at (2025-12-31) is over"
    ],
    "# Archive\n\n" + DUE.format("2026-11-20", "Open"): [],
    "- [ ] K-1 Lay it, due 2026-11-20\n- [x] K-2 Wax it, due 2026-11-20\n": [
        "1 warning K-1: K-1 is not started, and its target 2026-11-20 is over"
    ],
    "- [ ] K-1 Lay it 📅 2026-11-20\n- [ ] K-2 Wax it, due: 2027-11-20\n": [
        "1 warning K-1: K-1 is not started, and its target 2026-11-20 is over"
    ],
    "- [ ] K-1 Lay it as on 2026-11-20\n": [],
}


@pytest.mark.parametrize(
    ("text", "told"), [*CLAIMS.items(), *MAPPINGS.items(), *ASIDE_MAPPINGS.items(), *TARGETS.items()]
)
def test_told(text: str, told: list[str]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [
        (Status.DONE, Status.SIGNED_OFF, True),
        (Status.DONE, Status.DOC_BASELINE, True),
        (Status.IN_PROGRESS, Status.BLOCKED, True),
        (Status.NOT_STARTED, Status.BLOCKED, True),
        (Status.CANCELLED, Status.CANCELLED, True),
        (Status.UNKNOWN, Status.DONE, True),
        (Status.DONE, Status.UNKNOWN, True),
        (Status.DONE, Status.IN_PROGRESS, False),
        (Status.NOT_STARTED, Status.IN_PROGRESS, True),
        (Status.CANCELLED, Status.DONE, False),
        (Status.DONE, Status.BLOCKED, False),
    ],
)
def test_which_statuses_one_thing_can_have_at_once(one: Status, other: Status, can: bool) -> None:
    assert can_hold_together(one, other) is can

"""What counts of a document are told as wrong, word for word, and which are right in some honest way."""

from __future__ import annotations

import pytest

from gonogo.check.headlines import find_headline_disagreements
from gonogo.check.rollups import find_rollup_disagreements
from gonogo.check.scene import Page, Scene
from gonogo.model.links import link
from gonogo.tracker.parse import parse

ITEMS = """| ID | Area | Task | Status | Tests |
|---|---|---|---|---|
| F-1 | Floor | Lay it | Done | Covered |
| F-2 | Floor | Wax it | In progress | Covered |
| F-3 | Floor | Oil it | Open | |
| R-1 | Roof | Order tiles | Done | Covered |
| R-2 | Roof | Lay tiles | Blocked: rain | Partial |
| R-3 | Roof | Paint tiles | Cancelled | |

"""
FIRST = ITEMS.count("\n") + 1


def _scene(text: str) -> Scene:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    return Scene(pages=(page,), items=reading.items, links=link(reading.items), today="2026-11-21")


def _told(text: str, first: int = FIRST) -> list[str]:
    """Return what is told of a line and those below it, counted from 1."""
    scene = _scene(text)
    found = [*find_rollup_disagreements(scene), *find_headline_disagreements(scene)]
    assert {finding.hint for finding in found} <= {"count again, or correct the items"}
    return [f"{finding.line - first + 1}: {finding.message}" for finding in found]


TABLES = {
    "| Area | All | Done | Open | Blocked |\n|-|-|-|-|-|\n| Floor | 4 | 1 | 1 | 0 |\n| Roof | 3 | 2 | 0 | 9 |\n": [
        "3: Floor says All 4, and there are 3",
        "4: Roof says Blocked 9, and 1 of 3 are",
    ],
    "| Area | Total |\n|---|---|\n| Floor | 3 |\n| Roof | 2 |\n| Total | 5 |\n": [],
    "| Area | Total |\n|---|---|\n| Floor | 3 |\n| Roof | 3 |\n| Total | 7 |\n": [
        "5: Total says Total 7, and there are 6"
    ],
    "| Area | Done |\n|---|---|\n| Floor | 1/3 |\n| Roof | 2/3 |\n| **Total** | 3/6 |\n": [],
    "| Area | Progress |\n|---|---|\n| Floor | 1 of 3 (33%) |\n| Roof | 1 out of 4 |\n": [
        "4: Roof says Progress 4, and there are 3"
    ],
    "| Area | Tasks | Remaining |\n|---|---|---|\n| Floor | 3 | 2 |\n| Roof | 3 | 3 |\n": [
        "4: Roof says Remaining 3, and 2 of 3 are"
    ],
    "| Status | Count |\n|---|---|\n| Done | 2 |\n| In progress | 2 |\n| Open | 5 |\n": [
        "5: Open says Open 5, and 4 of 6 are"
    ],
    "| Status | Count |\n|---|---|\n| Done | 2 |\n| Planned | 9 |\n| Passed | 9 |\n": [],
    "| Column | Covered | Partial |\n|---|---|---|\n| Tests | 3 | 2 |\n": ["3: Tests says Partial 2, and 1 of 6 are"],
    "| Column | Covered | Total |\n|---|---|---|\n| Tests | 2 | 4 |\n": ["3: Tests says Covered 2, and 3 of 6 are"],
    "| Column | Covered | Total |\n|---|---|---|\n| Tests | 3 | 5 |\n": [],
    "| Area | Total | Hours | Points |\n|---|---|---|---|\n| Floor | ~80 | 12 | 500+ |\n| Roof | 3 | 99 | 7 |\n": [],
    "| Group | Total |\n|---|---|\n| Cellar | 9 |\n| Attic | 4 |\n| Total | 14 |\n": [
        "5: Total says Total 14, and the rows add up to 13"
    ],
    "| Group | Total |\n|---|---|\n| Cellar | 9 |\n| Attic | 4 |\n| Total | 13 |\n": [],
    "| Group | Total |\n|---|---|\n| Cellar | 9 |\n| Attic | 4 |\n| Total | 6 |\n": [],
    "| Group | Total |\n|---|---|\n| Cellar | 9 |\n| Attic | many |\n| Total | 14 |\n": [],
    "| Group | Total |\n|---|---|\n| Cellar | 9 |\n| Attic | - |\n| Total | 14 |\n": [
        "5: Total says Total 14, and the rows add up to 9"
    ],
    "| Group | Total | Done |\n|---|---|---|\n| Cellar | 9 | 8 |\n| Attic | 4 | 5 |\n| Total | 13 | 14 |\n": [
        "5: Total says Done 14, and the rows add up to 13"
    ],
    "| Group | Done | Total |\n|---|---|---|\n| Cellar | 2 | 9 |\n| Attic | 2 | 4 |\n| Overall | 4 | 15 |\n": [
        "5: Overall says Total 15, and the rows add up to 13"
    ],
    "| Area | Total | Done | % Done |\n|---|---|---|---|\n| Floor | 3 | 1 | 40% |\n| Roof | 3 | 1 | 33 |\n": [],
    "| Area | Total | Done | % |\n|---|---|---|---|\n| Floor | 3 | 1 | 35% |\n| Roof | 3 | 2 | 65.5% |\n": [
        "3: Floor says 35%, and 1 of 3 are 33 %",
        "4: Roof says 65.5%, and 2 of 3 are 67 %",
    ],
    "| Area | Total | Done | % |\n|---|---|---|---|\n| Floor | 3 | 1 | 34.3 % |\n| Roof | 3 | 2 | 66% |\n": [],
    "| Area | Total | Done | Coverage |\n|---|---|---|---|\n| Floor | 3 | 1 | 33% |\n| Roof | 3 | 2 | 5% |\n": [
        "4: Roof says 5%, and 2 of 3 are 67 %"
    ],
    "| Area | Total | Done | Humidity |\n|---|---|---|---|\n| Floor | 3 | 1 | 35% |\n| Roof | 3 | 2 | 5% |\n": [],
    "| Area | Total | Done | % |\n|---|---|---|---|\n| Floor | 3 | 1 | 33% |\n| Roof | 3 | 4 | 5% |\n": [
        "4: Roof says Done 4, and 2 of 3 are"
    ],
    "| Area | Patterns | N/A |\n|---|---|---|\n| Floor | 3 | 1 |\n| Roof | 3 | 0 |\n": [
        "3: Floor says N/A 1, and 0 of 3 are"
    ],
    "| Area | Done | Hours done |\n|---|---|---|\n| F | 2 | 9 |\n| R | 2 | 9 |\n": ["3: F says Done 2, and 1 of 3 are"],
    "| Area | Done |\n|---|---|\n| Floor | 2 tasks |\n| Roof | +2 |\n": [],
    "| Area | Total |\n|---|---|\n| Floor | 4 items |\n| Roof | **2** |\n": ["3: Floor says Total 4, and there are 3"],
    "| Group | Count |\n|---|---|\n| Total files | 9 |\n| Total tests | 14 |\n": [],
    "| Area | Tasks listed |\n|---|---|\n| Floor | 4 |\n| Roof | 3 |\n": [
        "3: Floor says Tasks listed 4, and there are 3"
    ],
    "| Column | Covered | None |\n|---|---|---|\n| Tests | 3 | 1 |\n": [],
    "| Column | Covered |\n|---|---|\n| Tests | 3/6 |\n| Areas | 0/6 |\n": [],
    "## History\n\n| Area | Total |\n|---|---|\n| Floor | 9 |\n": [],
    "## Example\n\n| Area | Total |\n|---|---|\n| Floor | 9 |\n": [],
    "| Area | Value |\n|---|---|\n| Floor | 9 |\n| Roof | 7 |\n": [],
}
LISTS = {
    "- Done: 4 tasks (so far)\n- Open: 2 tasks (late)\n": ["1: Done says 4, and there are 3"],
    "- Done: 4 walls\n- Open: 2 walls\n": [],
    "- Total: 5\n- Done: 2\n- Open: 3\n": [],
    "- Done: 2\n- Blocked: 4\n": ["2: Blocked says 4, and there are 1"],
    "- Done: 2 tasks\n- Blocked: 4 items\n": ["2: Blocked says 4, and there are 1"],
    "# Done: 3\n\n# Open: 2\n": [],
    "- [x] Done: 4\n- [ ] Open: 2\n": [],
    "- Done: 3\n- Open: 1\n- Blocked: 2\n- Cancelled: 0\n": ["3: Blocked says 2, and there are 1"],
    "- Done: 2\n- Open: 1\n- In progress: 1\n- Blocked: 1\n": [],
    "- Done: 3\n- Open: 1\n- In progress: 1\n": [],
    "- Total: 6\n- Done: 4\n- Open: 2\n": ["2: Done says 4, and there are 3"],
    "- Total: 7\n- Done: 2\n- Open: 4\n": ["1: Total says 7, and there are 6"],
    "- ✅ Done - 3 tasks\n- Open = 3 (soon)\n": [],
    "- Done: 3 hours\n- Open: 3 hours\n": [],
    "- Done: 30\n- Open: 30\n": [],
    "- Done: 4\n": [],
    "- Done: 4\n\nAnd so on.\n\n- Open: 1\n": [],
    "## Changelog\n\n- Done: 4\n- Open: 2\n": [],
    "> - Done: 4\n> - Open: 2\n": [],
    "- Done: 4\n- Open: 2\n\nText.\n": ["1: Done says 4, and there are 3"],
}
SENTENCES = {
    "Total tasks: 3\n": ["1: it says 3 in all, and there are 6"],
    "Total tasks: 12\n": ["1: it says 12 in all, and there are 6"],
    "Total tasks: 13\n": [],
    "Total tasks: 2\n": [],
    "Overall, 8 of 9 tasks are done\n": [],
    "Overall, 5 of 9 tasks are done\n": ["1: it says 5 of 9, and there are 6"],
    "8 of 9 extended tasks done\n": [],
    "3 of 6 WERE done\n": [],
    "Tests: 3 of 6 tasks covered\n": [],
    "Progress: 3/6 tasks done.\n": [],
    "Progress: 2/6 tasks done.\n": [],
    "3 of 5 tasks are done.\n": ["1: it says 3 of 5, and 2 of them are"],
    "4 of 6 tasks done, 2 of 6 tasks open.\n": ["1: it says 4 of 6, and 3 of them are"],
    "Goal: 6 of 6 tasks done.\n": [],
    "Goal: now 6 of 6 tasks done.\n": ["1: it says 6 of 6, and 3 of them are"],
    "3 of 6 tests passed.\n": [],
    "Score: 5/10\n": [],
    "Progress: 7/9 tasks done.\n": [],
    "Progress: 7/9 tasks done (see also the other tracker).\n": [],
    "Floor: 2 of 3 done\n": ["1: it says 2 of 3, and 1 of them are"],
    "Floor: 1 of 3 done\n": [],
    "## Roof 3/3\n\nText.\n": ["1: it says 3 of 3, and 2 of them are"],
    "Total tasks: 9\n": ["1: it says 9 in all, and there are 6"],
    "Total: 9 tasks\n": ["1: it says 9 in all, and there are 6"],
    "Total tasks: 6\n": [],
    "Total tasks: 40\n": [],
    "Total: 9 hours\n": [],
    "Overall: 2 of 9 laws.\n": [],
    "Tests: 3 of 6 covered\n": [],
    "> Progress: 4/6 tasks done.\n": [],
    "## History\n\nProgress: 4/6 tasks done.\n": [],
    "Progress: 12%, 4/6 done\n": ["1: it says 4 of 6, and 3 of them are"],
    "Progress: 4/6\n": ["1: it says 4 of 6, and 3 of them are"],
    "2 of 2 major tasks done\n": [],
    "4 out of 6 tasks complete\n": ["1: it says 4 of 6, and 3 of them are"],
    "4/6/2026 tasks done\n": [],
    "All 6 of 6 tasks blocked.\n": ["1: it says 6 of 6, and 1 of them are"],
    "5 of 6 tasks blocked.\n": ["1: it says 5 of 6, and 1 of them are"],
}

PHASES = "| ID | Phase | Status | {} |\n|---|---|---|---|\n| P1 | Floor | {} | {} |\n| P2 | Roof | Open | |\n\n"
BOXES = "### P1: Floor\n\n- [x] Lay it\n- [x] Wax it\n- [ ] Oil it\n\n### P2: Roof\n\n- [ ] Order tiles\n"
ROWS = "| ID | Phase | Task | Status |\n|-|-|-|-|\n| K-1 | Floor | Lay it | Done |\n| K-2 | Floor | Wax it | Open |\n"
OTHERS = {
    PHASES.format("Tasks", "In progress", "2/3") + BOXES: [],
    PHASES.format("Tasks", "In progress", "3/3") + BOXES: ["3: P1 says Tasks 3, and 2 of 3 are"],
    PHASES.format("Tasks", "In progress", "7/9") + BOXES: [],
    PHASES.format("Progress", "In progress", "1 of 3") + BOXES: ["3: P1 says Progress 1, and 2 of 3 are"],
    PHASES.format("Items", "In progress", "3") + BOXES: [],
    PHASES.format("Hours", "In progress", "9") + BOXES: [],
    PHASES.format("Notes", "3/3", "") + BOXES: ["3: P1 says Status 3, and 2 of 3 are"],
    PHASES.format("Notes", "2/3", "") + BOXES: [],
    PHASES.format("Tasks", "Open", "1/2") + ROWS: [],
    PHASES.format("Tasks", "Open", "2/2") + ROWS: ["3: P1 says Tasks 2, and 1 of 2 are"],
    PHASES.format("Tasks", "Open", "2") + ROWS: [],
    PHASES.format("Tasks", "Open", "5") + ROWS: ["3: P1 says Tasks 5, and there are 2"],
    PHASES.format("Tasks", "Open", "5") + "## Floor\n\n### a\n\n### b\n\n" + ROWS: [
        "3: P1 says Tasks 5, and there are 2"
    ],
    PHASES.format("Tasks", "Open", "5") + "## Floor\n\n" + "### part\n\n" * 5 + ROWS: [],
    "# Plan (3/3 done)\n\n" + ROWS: [],
    "# Plan\n\n## Floor (1/2)\n\n" + ROWS: [],
    "# Plan\n\n## Floor (2/2 complete)\n\n" + ROWS: ["3: it says 2 of 2, and 1 of them are"],
    "# Plan\n\n2 of 2 tasks done, as of today\n\n" + ROWS: ["3: it says 2 of 2, and 1 of them are"],
}


@pytest.mark.parametrize(("text", "told"), [*TABLES.items(), *LISTS.items(), *SENTENCES.items()])
def test_told_of_one_list_of_items(text: str, told: list[str]) -> None:
    assert _told(ITEMS + text) == told


@pytest.mark.parametrize(("text", "told"), OTHERS.items())
def test_told_of_phases_and_headings(text: str, told: list[str]) -> None:
    assert _told(text, first=1) == told

"""What is told, word for word, of owners, of blocks, of sign-offs and of verdicts over several parts."""

from __future__ import annotations

import pytest

from gonogo.check.people import find_missing_blockers, find_owner_placeholders
from gonogo.check.scene import Page, Scene
from gonogo.check.scopes import find_missing_scopes
from gonogo.check.signoffs import find_dependent_signoffs, find_missing_signoffs
from gonogo.model.links import link
from gonogo.tracker.parse import parse

RULES = (
    find_owner_placeholders,
    find_missing_blockers,
    find_missing_signoffs,
    find_dependent_signoffs,
    find_missing_scopes,
)
OWNED = "| ID | Task | Owner | Status |\n|---|---|---|---|\n| K-1 | Lay it | {} | {} |\n"
BLOCKED = "| ID | Task | Status | {} |\n|---|---|---|---|\n| K-1 | Lay it | Blocked | {} |\n| K-2 | Wax it | Open | |\n"
SIGNED = "| ID | Task | Owner | Status | Sign-off |\n|---|---|---|---|---|\n{}"
ROLES = "# Launch\n\nStatus: {}\n\n## Sign-off\n\n| Role | Name | Signature |\n|---|---|---|\n{}"
HINTS = {
    "name the person or the team that answers for it",
    "say what blocks it in its row, or name the item it waits for as a dependency",
    "have it signed off, or take the claim back",
    "have it signed off, or take the claims back",
    "have somebody else sign",
    "have each role signed by somebody else",
    "say which part each answer is for",
}
GO = "# Launch\n\n{}\n\n| {} | Status |\n|---|---|\n{}"


def _told(text: str) -> list[str]:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    scene = Scene(pages=(page,), items=reading.items, links=link(reading.items), today="2026-11-21")
    found = [finding for rule in RULES for finding in rule(scene)]
    assert {finding.hint for finding in found} <= HINTS
    return [f"{f.line} {f.severity}: {f.message}" for f in found]


OWNERS = {
    OWNED.format("Mia", "Open"): [],
    OWNED.format("", "Open"): ["3 note: K-1 has no owner: its owner is left empty"],
    OWNED.format("____", "In progress"): ["3 warning: K-1 has no owner: its owner is left empty"],
    OWNED.format("TBD", "Done"): ["3 warning: K-1 has no owner: its owner is 'TBD'"],
    OWNED.format("**[name]**", "Blocked: rain"): ["3 warning: K-1 has no owner: its owner is '[name]'"],
    OWNED.format("TBD", "Cancelled"): [],
    OWNED.format("n/a", "Done"): [],
    OWNED.format("N/A", "Open"): ["3 note: K-1 has no owner: its owner is 'N/A'"],
    OWNED.format("TBD (Mia?)", "Done"): ["3 warning: K-1 has no owner: its owner is 'TBD (Mia?)'"],
    OWNED.format("Owner TBD after the great reorganisation of all the teams", "Open"): [
        "3 note: K-1 has no owner: its owner is 'Owner TBD after the great reorganisation'"
    ],
    OWNED.format("Opening team", "Open"): [],
    "- [ ] K-1 Lay it\n- [x] K-2 Wax it\n": [],
    "# Sign-off\n\n| Role | Name | Sign-off | Status |\n|---|---|---|---|\n| Safety | TBD | | Open |\n": [],
}
BLOCKS = {
    BLOCKED.format("Notes", ""): ["3 warning: K-1 is blocked, and nothing says by what"],
    BLOCKED.format("Notes", "TBD"): ["3 warning: K-1 is blocked, and nothing says by what"],
    BLOCKED.format("Notes", "rain"): [],
    BLOCKED.format("Place", "north"): ["3 warning: K-1 is blocked, and nothing says by what"],
    BLOCKED.format("Place", "waits for the north"): [],
    BLOCKED.format("Place", "the north wing is under water"): [],
    BLOCKED.format("Depends on", "K-2"): [],
    BLOCKED.format("Depends on", "Z-9"): [],
    BLOCKED.format("Effort", "as much as five whole days"): ["3 warning: K-1 is blocked, and nothing says by what"],
    BLOCKED.format("Blocked by", "Ida"): [],
    BLOCKED.format("Place", "") + "\nK-1 has to dry first.\n": [],
    BLOCKED.format("Place", "") + "\nK-1, K-2\n": ["3 warning: K-1 is blocked, and nothing says by what"],
    BLOCKED.format("Place", "") + "\n## Blockers\n\n- rain\n": [],
    BLOCKED.format("Place", "") + "\n## Blockers\n\n- none\n": ["3 warning: K-1 is blocked, and nothing says by what"],
    BLOCKED.format("Place", "") + "\n## Blockers\n\n## Other\n\nText.\n": [
        "3 warning: K-1 is blocked, and nothing says by what"
    ],
    BLOCKED.format("Place", "") + "\n| Item | What happened |\n|---|---|\n| K-1 | it rains |\n": [],
    BLOCKED.format("Place", "").replace("Blocked", "Blocked: rain"): [],
    BLOCKED.format("Place", "").replace("Blocked", "On hold"): ["3 warning: K-1 is blocked, and nothing says by what"],
    BLOCKED.format("Place", "").replace("Blocked", "❌ Failed"): [],
    BLOCKED.format("Place", "").replace("Lay it", "Lay it, waiting for rain"): [],
    BLOCKED.format("Place", "").replace("| Blocked |", "| Blocked | | |"): [],
    "- [!] K-1 Lay it\n": ["1 warning: K-1 is blocked, and nothing says by what"],
    "- [!] K-1 Lay it\n  - the glue is wet\n": [],
    "- [!] K-1 Lay it\n- [ ] K-2 Wax it\n": ["1 warning: K-1 is blocked, and nothing says by what"],
}
SIGNATURES = {
    SIGNED.format("| K-1 | Lay it | Mia | Done | |\n| K-2 | Wax it | Mia | Open | |\n"): [
        "3 error: K-1 claims Done, and nobody has signed it off"
    ],
    SIGNED.format("| K-1 | Lay it | Mia | ✅ Done | ____ |\n| K-2 | Wax it | Mia | Done | Jon |\n"): [
        "3 error: K-1 claims ✅ Done, and nobody has signed it off"
    ],
    SIGNED.format("| K-1 | Lay it | Mia | Done | - |\n| K-2 | Wax it | Mia | Done | - |\n"): [],
    SIGNED.format("| K-1 | Lay it | Mia | Done | Mia Berg |\n| K-2 | Wax it | Mia & Jon | Done | Jon |\n"): [
        "3 warning: K-1 is signed off by its own owner, Mia",
        "4 warning: K-2 is signed off by its own owner, Mia & Jon",
    ],
    SIGNED.format("| K-1 | Lay it | Mia | Done | Mia, Ida |\n| K-2 | Wax it | | Done | Jon |\n"): [
        "4 warning: K-2 has no owner: its owner is left empty"
    ],
    ROLES.format("approved", "| Site | Mia | M.B. |\n| Safety | | |\n"): [
        "10 error: Launch says 'approved', and Safety has not signed"
    ],
    ROLES.format("Done", "| Site | | |\n| Safety | | |\n"): ["9 error: Launch says 'Done', and Site has not signed"],
    ROLES.format("in progress", "| Site | Mia | M.B. |\n| Safety | | |\n"): [],
    ROLES.format("approved", "| Site | Mia | M.B. |\n| Safety | Mia | M.B. |\n"): [
        "9 warning: one person, Mia, signs for 2 roles: Site, Safety"
    ],
    ROLES.format("approved", "| Site | Mia | M.B. |\n| Safety | Jon | J. |\n"): [],
    ROLES.format("approved", "| Site | Mia | M.B. |\n| Safety | Jon | TBD |\n"): [
        "10 error: Launch says 'approved', and Safety has not signed"
    ],
    ROLES.format("approved", "| Site | Mia | M.B. |\n| Site lead | | |\n"): [],
    ROLES.format("not yet approved", "| Site | | |\n| Safety | | |\n"): [],
    "# Launch\n\nStatus: done\n\nSign-off:\n\n- Site: Mia  Date: 2026-05-02\n- Safety: Mia  Date: 2026-05-03\n": [
        "8 warning: one person, Mia, signs for 2 roles: Site, Safety"
    ],
    "# Launch\n\nStatus: done\n\nSign-off:\n\n- Site: Mia  Date: 2026-05-02\n- Safety: ____ Date: ____\n": [
        "8 error: Launch says 'done', and Safety has not signed"
    ],
    "# Launch\n\nStatus: done\n\nSign-off: Site lead ____ Date: ____\n": [
        "5 error: Launch says 'done', and Site lead has not signed"
    ],
    "# Launch\n\nStatus: done\n\nSign-off: Mia Berg, 2026-05-02\n": [],
    "# Launch\n\nOwner: Mia\n\nSigned off by: Mia (2026-05-02)\n": ["5 warning: only owners of it sign it off: mia"],
    "# Launch\n\nOwner: Mia and Jon\n\nApproved by: Mia\n": ["5 warning: only owners of it sign it off: mia"],
    "# Launch\n\nOwner: Mia\n\nApproved by: Jon\n": [],
    "# Launch\n\nOwner: Mia\n\nApproved by: ____\n": [],
    "# Launch\n\nOwner: Mia\n\n# Other\n\nApproved by: Mia\n": [],
    "# Approvals\n\n- [x] Site lead: Mia\n- [ ] Safety lead: Jon\n\nDecision: approved\n": [
        "4 error: Approvals says 'approved', and Safety lead has not signed"
    ],
    "# Plan\n\n"
    + SIGNED.format("| K-1 | Lay it | Mia | Done | Jon |\n| K-2 | Wax it | Mia | Done | Jon |\n")
    + "\n## Final sign-off\n\n| Role | Name | Signature |\n|---|---|---|\n| Site | | |\n": [
        "12 error: all 2 rows claim to be done, and nobody has given the final sign-off"
    ],
    "# Plan\n\n"
    + SIGNED.format("| K-1 | Lay it | Mia | Done | Jon |\n| K-2 | Wax it | Mia | Open | |\n")
    + "\n## Final sign-off\n\n| Role | Name | Signature |\n|---|---|---|\n| Site | | |\n": [],
}
VERDICTS = {
    GO.format("Go/No-Go: GO", "Environment", "| Test | Done |\n| Live | Blocked: rain |\n"): [
        "3 warning: one go for everything, and Live may not"
    ],
    GO.format("Final decision: approved", "Region", "| North | Done |\n| South | Open |\n| East | Open |\n"): [
        "3 warning: one go for everything, and South, East may not"
    ],
    GO.format("Go/No-Go: NO-GO", "Environment", "| Test | Done |\n| Live | Blocked: rain |\n"): [],
    GO.format("Go/No-Go: GO for Test only", "Environment", "| Test | Done |\n| Live | Blocked: rain |\n"): [],
    GO.format("Decision for Test: go", "Environment", "| Test | Done |\n| Live | Blocked: rain |\n"): [],
    GO.format("Decision: GO", "Environment", "| Test | Done |\n| Live | Done |\n"): [],
    GO.format("Decision: GO", "Environment", "| Test | Open |\n| Live | Open |\n"): [],
    GO.format("Decision: GO", "Environment", "| Test | Done |\n| Live | No-Go |\n"): [
        "3 warning: one go for everything, and Live may not"
    ],
    GO.format("Decision: GO", "Component", "| Pump | Done |\n| Pipe | Open |\n"): [],
    GO.format("Decision: GO", "Component", "| Pump | Done |\n| Pipe | No-go: leaks |\n"): [
        "3 warning: one go for everything, and Pipe may not"
    ],
    GO.format("> Decision: GO", "Environment", "| Test | Done |\n| Live | Blocked: rain |\n"): [],
    GO.format("## Live\n\nDecision: GO", "Environment", "| Test | Done |\n| Live | Blocked: rain |\n"): [],
    GO.format("## History\n\nDecision: GO", "Environment", "| Test | Done |\n| Live | Blocked: rain |\n"): [],
    GO.format("Decision: GO", "ID | Environment", "| K-1 | Test | Done |\n| K-2 | Live | Blocked: rain |\n"): [
        "3 warning: one go for everything, and Live may not"
    ],
}


@pytest.mark.parametrize(("text", "told"), [*OWNERS.items(), *BLOCKS.items(), *SIGNATURES.items(), *VERDICTS.items()])
def test_told(text: str, told: list[str]) -> None:
    assert _told(text) == told

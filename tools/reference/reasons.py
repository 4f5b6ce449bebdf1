"""docs/reference/reasons.md, from the catalogue in reasons.py."""

from __future__ import annotations

from gonogo.reasons import CATALOGUE, Family

INTRODUCTIONS = {
    Family.FINDING: "Faults in the documents themselves; `gonogo check` prints them.",
    Family.STANDING: "Why an item is not proven; `gonogo why ID` shows each in its place.",
    Family.DECISION: "Why a gate says no; `gonogo decide` groups them into root causes.",
    Family.REFUSAL: "Why an act was refused. Nothing was changed. Exit status 1.",
    Family.INTEGRITY: "What is stored is not what was written. Exit status 4.",
    Family.INPUT: "What was asked or given cannot be used. Exit status 2.",
}


def page() -> str:
    """Return the page: a table for each family, every code once."""
    lines = [
        "# Reason codes",
        "",
        "Each code is stable: it is never renamed and never changes its meaning. The catalogue is closed: no other",
        "code is ever printed. Generated from `src/gonogo/reasons.py`.",
    ]
    for family in Family:
        rows = [reason for reason in CATALOGUE.values() if reason.family is family]
        lines += ["", f"## {family.value.capitalize()}", "", INTRODUCTIONS[family], ""]
        lines += ["| code | meaning | what mends it |", "|---|---|---|"]
        lines += [f"| `{row.code}` | {_cell(row.meaning)} | {_cell(row.remedy)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("\\|", "|").replace("|", "\\|")

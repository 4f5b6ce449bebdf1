"""Findings: a place, a severity, a code, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from gonogo import reasons
from gonogo.model.item import Finding, Severity
from gonogo.render import json, words
from gonogo.render.cells import width
from gonogo.render.page import Page, Screen, Tone, Toned, wrapped


def as_json(findings: Sequence[Finding]) -> bytes:
    """Return a JSON list of findings."""
    return json.listed(list(findings))


def text(findings: Sequence[Finding], items: int, documents: int, screen: Screen) -> str:
    """Return findings for a terminal, then how many there are in how many items."""
    page = Page(screen)
    for finding in findings:
        place = f"{finding.path}:{finding.line}"
        who = f"{finding.item}  " if finding.item and "#" not in finding.item else ""
        page.line(
            f"{place}  ",
            words.severity(finding.severity),
            "  ",
            Toned(finding.code, Tone.STRONG),
            f"  {who}",
            finding.message,
        )
        _hint(page, finding, width(place) + 2)
    counts = [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "note")]
    told = [
        words.count(number, word)
        for level, word in counts
        if (number := sum(1 for f in findings if f.severity is level)) or level is not Severity.NOTE
    ]
    page.line(f"{', '.join(told)} in {words.count(items, 'item')} of {words.count(documents, 'tracker')}")
    return page.text()


def _hint(page: Page, finding: Finding, indent: int) -> None:
    known = reasons.CATALOGUE.get(finding.code)
    cure = finding.hint or (known.remedy if known else None)
    if not cure:
        return
    left = min(indent, page.screen.width // 3)
    for index, line in enumerate(wrapped(cure, page.screen.width - left - len("hint: "))):
        page.line(" " * left, Toned(("hint: " if index == 0 else "      ") + line, Tone.QUIET))

"""What a verification of the ledger found, and what it was measured against."""

from __future__ import annotations

from gonogo.ledger.verify import Report
from gonogo.render import json, words
from gonogo.render.page import Column, Page, Screen, Tone, Toned, wrapped

_COLUMNS = (Column(), Column())


def text(report: Report, screen: Screen) -> str:
    """Return the report for a terminal."""
    page = Page(screen)
    held = ", ".join(
        (
            words.count(report.events, "event"),
            words.count(report.blobs, "blob"),
            words.count(report.checkpoints, "checkpoint"),
        )
    )
    page.line(Toned("sound", Tone.GOOD), f": {held}; every row is what was written")
    unsigned = report.events - report.measured_size
    page.table(
        [
            ["ledger", report.ledger],
            ["root", report.root],
            ["key", report.key or "none: nothing was ever signed"],
        ],
        _COLUMNS,
    )
    for index, line in enumerate(wrapped(f"measured against {report.against}", screen.width - 4)):
        page.line(("  " if index == 0 else "    ") + line)
    if unsigned > 0:
        page.line(f"  {words.count(unsigned, 'event')} after that agree with each other; nobody has signed them yet")
    if report.key is not None and not report.own_key:
        page.line("  the last checkpoint was signed by a key that is not yours")
    return page.text()


def as_json(report: Report) -> bytes:
    """Return the report as JSON."""
    return json.indented(report)

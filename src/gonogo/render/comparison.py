"""A comparison with an earlier commit: for a terminal, for programs, and for a comment on a pull request.

The comment is short, so that people read it: the most important rows, and how many more there are. Its first line tells
a bot which of its comments to renew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gonogo.model.comparison import Comparison, Shift
from gonogo.model.item import Finding, Severity
from gonogo.model.standing import Standing
from gonogo.render import json, words
from gonogo.render import markdown as md
from gonogo.render.cells import clean, fit
from gonogo.render.findings_markdown import shown
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

MARKER = "<!-- gonogo: comparison -->"
"""The first line of every comment, the same for ever."""
MOST_ROWS = 20
_ID = 7
_LONGEST = 160
"""Columns of a title or a message."""


class _Row(Struct, frozen=True):
    what: str
    tone: Tone
    name: str
    title: str
    place: str
    change: str
    code: str
    message: str


def as_json(comparison: Comparison) -> bytes:
    """Return the comparison as JSON."""
    return json.indented(comparison)


def text(comparison: Comparison, screen: Screen) -> str:
    """Return the comparison for a terminal: what became of claims; findings are shown by themselves."""
    page = Page(screen)
    rows = list(_claims(comparison))
    if rows:
        page.table(
            [_cells(row) for row in rows],
            [Column(), Column(least=4, most=24), Column(), Column(least=12)],
        )
        page.gap()
    page.line(f"since {comparison.revision} ({comparison.commit[:_ID]}): {summary(comparison)}")
    return page.text()


def markdown(comparison: Comparison) -> str:
    """Return a comment for a pull request."""
    rows = list(_rows(comparison))
    head = f"{MARKER}\n### gonogo: {summary(comparison)}\n\nCompared with {shown(comparison.revision)}"
    head += f" (`{comparison.commit[:_ID]}`).\n"
    if not rows:
        return head
    table = md.table(("", "item", "claim", "why"), [_markdown_cells(row) for row in rows[:MOST_ROWS]])
    left = len(rows) - MOST_ROWS
    if left <= 0:
        return f"{head}\n{table}"
    more = ", ".join(f"{number} {what}" for what, number in _count(rows[MOST_ROWS:]).items())
    return f"{head}\n{table}\n…and {left} more: {more}. `gonogo check --since git:REV` lists them all.\n"


def summary(comparison: Comparison) -> str:
    """Return in a line how much became false, stale or true."""
    counts = [
        (comparison.made_false, "claim made false", "claims made false"),
        (comparison.made_stale, "claim made stale", "claims made stale"),
        (comparison.unproven, "new claim without proof", "new claims without proof"),
        (comparison.made_true, "claim newly true", "claims newly true"),
        (comparison.withdrawn, "claim withdrawn", "claims withdrawn"),
    ]
    told = [words.count(len(shifts), one, many) for shifts, one, many in counts if shifts]
    if comparison.new:
        told.append(words.count(len(comparison.new), "new finding"))
    if comparison.mended:
        told.append(f"{words.count(len(comparison.mended), 'finding')} mended")
    return ", ".join(told) or "nothing became false, stale or newly true"


def _rows(comparison: Comparison) -> Iterator[_Row]:
    """Yield everything, the most important first."""
    claims = list(_claims(comparison))
    worse = [row for row in claims if row.tone in {Tone.BAD, Tone.DOUBT}]
    told = {(row.name, row.code) for row in worse}
    errors = [finding for finding in comparison.new if finding.severity is Severity.ERROR]
    yield from worse
    yield from (row for row in map(_found, errors) if (row.name, row.code) not in told)
    yield from (row for row in claims if row.tone is Tone.GOOD)
    yield from (_found(finding) for finding in comparison.new if finding.severity is not Severity.ERROR)
    yield from (row for row in claims if row.tone is Tone.QUIET)
    yield from (_mended(finding) for finding in comparison.mended)


def _claims(comparison: Comparison) -> Iterator[_Row]:
    lists: list[tuple[str, Tone, Sequence[Shift]]] = [
        ("made false", Tone.BAD, comparison.made_false),
        ("made stale", Tone.DOUBT, comparison.made_stale),
        ("without proof", Tone.DOUBT, comparison.unproven),
        ("newly true", Tone.GOOD, comparison.made_true),
        ("withdrawn", Tone.QUIET, comparison.withdrawn),
    ]
    for what, tone, shifts in lists:
        for shift in shifts:
            yield _Row(
                what=what,
                tone=tone,
                name=shift.id or f"{shift.path}:{shift.line}",
                title=shift.title or "",
                place=f"{shift.path}:{shift.line}",
                change=_change(shift),
                code=shift.code or "",
                message=shift.message or "",
            )


def _change(shift: Shift) -> str:
    """Return what an item was and is, if not the same: a standing where it claims completion, else what it claims."""
    then = _state(shift.claimed, shift.was)
    now = _state(shift.claims, shift.standing)
    return f"still {now}" if then == now else f"{then} → {now}"


def _state(claim: object, standing: Standing | None) -> str:
    if claim is None:
        return "not there"
    return str(claim).replace("_", " ") if standing in {None, Standing.OPEN} else str(standing)


def _found(finding: Finding) -> _Row:
    return _of(finding, f"new {finding.severity}", Tone.BAD if finding.severity is Severity.ERROR else Tone.DOUBT)


def _mended(finding: Finding) -> _Row:
    return _of(finding, "mended", Tone.QUIET)


def _of(finding: Finding, what: str, tone: Tone) -> _Row:
    place = f"{finding.path}:{finding.line}"
    name = finding.item if finding.item is not None and "#" not in finding.item else place
    return _Row(what, tone, name, "", place, "", finding.code, finding.message)


def _cells(row: _Row) -> list[Part]:
    why = " ".join(part for part in (row.code, row.message) if part)
    return [Toned(row.what, row.tone), row.name, row.change, why or row.title]


def _markdown_cells(row: _Row) -> tuple[str, ...]:
    what = f"**{row.what}**" if row.tone in {Tone.BAD, Tone.DOUBT} else row.what
    title = f" {shown(fit(clean(row.title), _LONGEST))}" if row.title else ""
    place = "" if row.name == row.place else f"<br>{md.code(row.place)}"
    why = " ".join(part for part in (md.code(row.code), shown(fit(clean(row.message), _LONGEST))) if part)
    return what, f"{md.code(row.name)}{title}{place}", row.change, why


def _count(rows: Sequence[_Row]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.what] = counted.get(row.what, 0) + 1
    return counted

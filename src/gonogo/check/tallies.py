"""Lists that sum items up, `Done: 7`, `In progress: 3`, against the items that they count. Pure.

A list is one where two or more of its lines are a status word and a number, and which counts about as many items as
some section or table around it has. What is not in that order of size counts something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gonogo.check.groups import Groups, spoken
from gonogo.check.ways import Reading
from gonogo.model.item import Passage, PassageKind, Status

_LINE = re.compile(
    r"[^\w\d]*(?P<label>[^\d:：]{2,40}?)\s*[:：=–—-]\s*(?P<number>\d{1,4})(?P<rest>(?:\s+[^\W\d_]+)?\s*(?:[(（].*)?)\Z",
    re.DOTALL,
)
_TOTAL = re.compile(r"\W*(?:total|overall|all|总|合计|gesamt)\b.*", re.IGNORECASE)
_BOXES = frozenset({"", " ", "x", "X", "-", "~", "!"})
"""Boxes to tick, not signs such as ⬜ that stand before a status word."""
_LEAST_LINES = 2
_ABOUT = 0.25


_BETWEEN = re.compile(r"\s*[,;|·•]\s*(?:and\s+)?|\s+[/–—&]\s+|\s+(?:and|und|et|y|e)\s+")
_LEAD = re.compile(r"[^\d:：]{0,40}[:：]\s*")
_PAIR = re.compile(
    r"[^\w\d]*(?P<number>\d{1,4})\s+(?:(?P<noun>[^\W\d_]+)\s+)?(?P<label>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})[^\w\d]*"
)


class Tally(Struct, frozen=True):
    """One line of such a list: its line, its label, its number, and the status that it counts; None for the total."""

    line: int
    label: str
    number: int
    status: Status | None


def wrong_tallies(groups: Groups) -> Iterator[tuple[Tally, int]]:
    """Yield each line whose number fits no honest way to count, and the number that would."""
    for tallies in _lists(groups):
        stated = [tally for tally in tallies if tally.status is not None]
        whole = sum(tally.number for tally in stated)
        candidates = [groups.everything, *groups.tables, *groups.around(tallies[0].line)]
        readings = [
            reading
            for group in candidates
            for reading in groups.readings(group)
            if abs(reading.total - whole) <= max(1, _ABOUT * reading.total)
        ]
        if not readings or whole in groups.sums:
            continue
        told: set[int] = set()
        for tally in tallies:
            counts = _counts(tally, readings)
            if tally.number not in counts | groups.sums and tally.line not in told:
                told.add(tally.line)
                yield tally, min(counts or {0}, key=lambda count: (abs(count - tally.number), count))


def _counts(tally: Tally, readings: Sequence[Reading]) -> set[int]:
    if tally.status is None:
        return {reading.total for reading in readings}
    word = spoken(tally.label).split(" ")[0]
    return {count for reading in readings for count in reading.counts(tally.status, word)}


def _lists(groups: Groups) -> Iterator[list[Tally]]:
    found: list[Tally] = []
    for passage in groups.page.reading.passages:
        inline = _inline(passage, groups)
        if inline:
            yield inline
            continue
        tally = _tally(passage, groups)
        if tally is not None:
            found.append(tally)
            continue
        if sum(1 for one in found if one.status is not None) >= _LEAST_LINES:
            yield found
        found = []
    if sum(1 for one in found if one.status is not None) >= _LEAST_LINES:
        yield found


def _inline(passage: Passage, groups: Groups) -> list[Tally]:
    """Return the counts of a line that is nothing but counts: `4 done, 1 in progress, 2 blocked`; else none."""
    if passage.quoted or passage.box is not None or groups.outline.is_historical(passage.line):
        return []
    lead = _LEAD.match(passage.text)
    parts = _BETWEEN.split(passage.text[lead.end() :] if lead is not None else passage.text)
    if len(parts) < _LEAST_LINES:
        return []
    found = []
    for part in parts:
        match = _PAIR.fullmatch(part)
        status = None if match is None else _status(match, groups)
        if match is None or status is None:
            return []
        found.append(Tally(passage.line, match["label"], int(match["number"]), status))
    return found if len({tally.status for tally in found}) == len(found) else []


def _status(match: re.Match[str], groups: Groups) -> Status | None:
    """Return what a pair counts; a word before its status is part of that, or a noun for items."""
    noun = (match["noun"] or "").casefold()
    if noun and (status := groups.meaning(f"{noun} {match['label']}")) is not None:
        return status
    is_item = not noun or noun in groups.nouns or noun.startswith(("task", "item"))
    return groups.meaning(match["label"]) if is_item else None


def _tally(passage: Passage, groups: Groups) -> Tally | None:
    is_line = passage.kind is not PassageKind.HEADING and passage.box not in _BOXES
    match = _LINE.match(passage.text) if is_line else None
    if match is None or passage.quoted or groups.outline.is_historical(passage.line):
        return None
    noun = match["rest"].split("(")[0].strip().casefold()
    if noun and noun not in groups.nouns and not noun.startswith(("task", "item")):
        return None
    label = match["label"].strip()
    if _TOTAL.match(label) is not None:
        return Tally(passage.line, label, int(match["number"]), None)
    status = groups.meaning(label)
    return None if status is None else Tally(passage.line, label, int(match["number"]), status)

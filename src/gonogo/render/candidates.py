"""Why each file was, or was not, taken as a tracker."""

from __future__ import annotations

from collections.abc import Sequence

from gonogo.model.item import Reading
from gonogo.render import json, words
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned
from gonogo.tracker.discover import Candidate

_COLUMNS = (Column(), Column(least=24, most=60), Column(least=24))


def explained(candidates: Sequence[Candidate], readings: Sequence[Reading]) -> list[Candidate]:
    """Return the judged files, taken ones first, with those that were named on the command line."""
    judged = {candidate.path for candidate in candidates}
    named = [
        Candidate(path=reading.path, take=True, why="named on the command line")
        for reading in readings
        if reading.path not in judged
    ]
    return sorted([*named, *candidates], key=lambda candidate: (not candidate.take, candidate.path))


def text(candidates: Sequence[Candidate], screen: Screen) -> str:
    """Return a line a file for a terminal."""
    page = Page(screen)
    rows: list[list[Part]] = [
        [
            Toned("tracker", Tone.GOOD) if candidate.take else Toned("left out", Tone.QUIET),
            candidate.path,
            candidate.why,
        ]
        for candidate in candidates
    ]
    page.table(rows, _COLUMNS)
    taken = sum(1 for candidate in candidates if candidate.take)
    page.line(f"{words.count(taken, 'tracker')} in {words.count(len(candidates), 'file')} that could be one")
    if not taken:
        page.line(
            "hint: gonogo status FILE reads a file whatever it is called; [trackers] include in gonogo.toml names it"
        )
    return page.text()


def as_json(candidates: Sequence[Candidate]) -> bytes:
    """Return a JSON list of paths, each with whether it was taken and why."""
    return json.listed(list(candidates))

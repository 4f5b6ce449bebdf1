"""Files that a tracker lists as delivered. Pure.

A list says so by its own status column; without one by the claim of the item that a row belongs to, else by a heading
that speaks of what was done. A bare file name means any file of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from msgspec import Struct

from gonogo.check.rule import Rule, at_item, at_line, called
from gonogo.check.scene import Page, Scene
from gonogo.model.item import COMPLETION, Finding, Item, Kind, Severity, Structure, StructureType
from gonogo.tracker.references import references

_DONE = re.compile(r"\b(?:delivered|created|produced|shipped|completed|done|finished|written)\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"\b(?:not|to be|will be|yet)\b", re.IGNORECASE)


class Delivered(Struct, frozen=True):
    """One file that a row of a list says was delivered, as written."""

    reference: str
    line: int
    item: Item | None


def delivered(page: Page) -> Iterator[Delivered]:
    """Yield the files that the lists of a document say were delivered."""
    for structure in page.reading.structures:
        if structure.type is not StructureType.DELIVERABLES or "file" not in structure.fields:
            continue
        column = structure.fields.index("file")
        for index, row in enumerate(structure.rows):
            key = structure.items[index] if index < len(structure.items) else None
            item = page.by_key.get(key) if key is not None else None
            if column < len(row) and _is_delivered(structure, index, item):
                for reference in references(row[column]):
                    yield Delivered(reference, structure.lines[index], item)


def _is_delivered(structure: Structure, index: int, item: Item | None) -> bool:
    if "status" in structure.fields:
        return index < len(structure.statuses) and structure.statuses[index] in COMPLETION
    if item is not None:
        return item.status in COMPLETION
    heading = structure.heading or ""
    return _DONE.search(heading) is not None and _NOT_DONE.search(heading) is None


def find_missing_deliverables(scene: Scene) -> Iterator[Finding]:
    """Yield DELIVERABLE_MISSING for each file that was delivered and does not exist."""
    if scene.files is None:
        return
    names = scene.by_name.keys()
    for page in scene.pages:
        for one in delivered(page):
            resolved = scene.resolved.get((page.directory, one.reference))
            if resolved is None or resolved.code != "EVIDENCE_MISSING" or _is_somewhere(one.reference, names):
                continue
            yield at_line(
                "DELIVERABLE_MISSING",
                Severity.ERROR,
                page.path,
                one.line,
                f"{one.reference} is listed as delivered and does not exist",
                hint=resolved.hint or "restore it, or correct its path or its status",
                item=None if one.item is None else one.item.key,
            )
    for item in scene.items:
        if item.kind is Kind.DELIVERABLE and item.status in COMPLETION and not scene.is_broken(item):
            yield from _missing_of(scene, item, names)


def _missing_of(scene: Scene, item: Item, names: AbstractSet[str]) -> Iterator[Finding]:
    for reference in item.evidence:
        resolved = scene.resolution(item, reference)
        if resolved is not None and resolved.code == "EVIDENCE_MISSING" and not _is_somewhere(reference, names):
            yield at_item(
                "DELIVERABLE_MISSING",
                Severity.ERROR,
                item,
                f"{called(item)} claims {item.status_raw}, and {reference} does not exist",
                hint=resolved.hint or "restore it, or correct its path or its status",
                cell="evidence",
            )


def _is_somewhere(reference: str, names: AbstractSet[str]) -> bool:
    """Whether a bare name is that of some file, or is no name of a file at all."""
    return "/" not in reference and (reference in names or "." not in reference)


RULES = (Rule(code="DELIVERABLE_MISSING", severity=Severity.ERROR, find=find_missing_deliverables),)

"""Open boxes in a section whose own status line says that it is done. Pure.

1. A status line is `Status: …` in the text right below a heading of level 2 or deeper, before any box; it claims for
   all that stands below the heading. A tick in the heading itself is decoration.
2. A box that is struck out, optional, skipped or one of several answers (`[ ] NO-GO`) keeps nothing open.
3. Where the heading is an item and the boxes are its children, `phases.py` speaks of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from gonogo.check.outline import Outline, Section
from gonogo.check.rule import at_line
from gonogo.check.scene import Page, Scene
from gonogo.model.item import COMPLETION, Finding, Passage, PassageKind, Severity
from gonogo.tracker.statuses import StatusReader

_STATUS = re.compile(
    r"(?:status|estado|statut|stato|stan|durum|статус|状态|狀態|ステータス|상태)\s*[:：]\s*(\S.*)", re.IGNORECASE
)
_NO_DUTY = re.compile(
    r"\s*(?:no-?go|go|yes|no|pass|fail|(?:proceed with )?caution|partial|approved?|rejected?|n/?a)\b\s*(?:$|[/|\[(—–-])"
    r"|\s*(?:option|alternative|variant)\b"
    r"|.*\b(?:optional\w*|skipped|not applicable|n/a|deferred|waived|postponed|nice to have|out of scope|cancell?ed)\b",
    re.IGNORECASE,
)
_SHOWN = 4


def is_duty(text: str) -> bool:
    """Whether a line has to be done at all: what is optional, skipped or one of several answers has not.

    A line that ends in a colon waits for a name, and is the business of SIGNOFF_MISSING.
    """
    return _NO_DUTY.match(text) is None and not text.rstrip().endswith((":", "："))


def find_open_boxes(scene: Scene) -> Iterator[Finding]:
    """Yield CHILD_OPEN at each status line that claims completion over open boxes."""
    statuses = StatusReader(scene.dialect)
    for page in scene.pages:
        boxes = [passage for passage in page.reading.passages if passage.box is not None and not passage.quoted]
        if all((box.box or "").strip() for box in boxes):
            continue
        claims = [
            (passage, match[1])
            for passage in page.reading.passages
            if _may_claim(passage) and (match := _STATUS.match(passage.text)) is not None
        ]
        if claims:
            yield from _over_boxes(page, _parents(scene, page), statuses, claims, boxes)


def _parents(scene: Scene, page: Page) -> frozenset[int]:
    """Return the lines of items that have children."""
    return frozenset(item.line for item in page.items if item.key in scene.links.children)


def _over_boxes(
    page: Page,
    parents: frozenset[int],
    statuses: StatusReader,
    claims: list[tuple[Passage, str]],
    boxes: list[Passage],
) -> Iterator[Finding]:
    outline = Outline.of(page)
    written = page.data.splitlines()
    struck = {number for number, line in enumerate(written, 1) if b"~~" in line}
    boxes = sorted((box for box in boxes if box.line not in struck), key=lambda box: box.line)
    lines = [box.line for box in boxes]
    seen: set[int] = set()
    for claim, said in claims:
        section = next(outline.around(claim.line))
        if section.heading is None or section.heading.level < 2 or section.first in seen:  # noqa: PLR2004 -- the title
            continue
        seen.add(section.first)
        first, last = bisect_right(lines, section.first), bisect_right(lines, section.last)
        if first == last or lines[first] < claim.line or section.first in parents:
            continue
        if statuses.cell(said) in COMPLETION:
            yield from _open_below(page, section, claim, said, boxes[first:last])


def _may_claim(passage: Passage) -> bool:
    return not passage.quoted and passage.box is None and passage.kind is not PassageKind.HEADING and not passage.level


def _open_below(page: Page, section: Section, claim: Passage, said: str, boxes: list[Passage]) -> Iterator[Finding]:
    opened = [box for box in boxes if not (box.box or "").strip() and is_duty(box.text)]
    if opened:
        verb = "is" if len(opened) == 1 else "are"
        names = "; ".join(f"{box.text[:60]} (line {box.line})" for box in opened[:_SHOWN])
        more = f" and {len(opened) - _SHOWN} more" if len(opened) > _SHOWN else ""
        yield at_line(
            "CHILD_OPEN",
            Severity.ERROR,
            page.path,
            claim.line,
            f"{section.title} claims {said.strip()}, and below it {names}{more} {verb} open",
            hint="tick or strike out what is closed, or take the claim back",
        )

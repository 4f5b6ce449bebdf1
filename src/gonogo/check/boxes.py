"""Open boxes in a section whose own status line says that it is done. Pure.

1. A status line is `Status: …` in the text right below a heading of level 2 or deeper, before any box; it claims for
   all that stands below the heading. A tick in the heading itself is decoration.
2. A box that is struck out, optional, skipped or one of several answers (`[ ] NO-GO`) keeps nothing open.
3. Where the heading is an item and the boxes are its children, `phases.py` speaks of them.
"""

from __future__ import annotations

import re
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
    """Whether a line has to be done at all: what is optional, skipped or one of several answers has not."""
    return _NO_DUTY.match(text) is None


def find_open_boxes(scene: Scene) -> Iterator[Finding]:
    """Yield CHILD_OPEN at each status line that claims completion over open boxes."""
    statuses = StatusReader(scene.dialect)
    for page in scene.pages:
        passages = page.reading.passages
        boxes = [p for p in passages if p.box is not None and not p.box.strip() and not p.quoted]
        if not boxes:
            continue
        claims = [(p, match[1]) for p in passages if _may_claim(p) and (match := _STATUS.match(p.text)) is not None]
        outline = Outline.of(page) if claims else None
        for claim, said in claims:
            section = next(outline.around(claim.line)) if outline is not None else None
            if section is None or section.heading is None or section.heading.level < 2:  # noqa: PLR2004 -- the title
                continue
            leads = not any(p.box is not None and section.first < p.line < claim.line for p in passages)
            if leads and statuses.cell(said) in COMPLETION and not _is_listed(scene, page, section):
                yield from _open_below(page, section, claim, said, boxes)


def _may_claim(passage: Passage) -> bool:
    return not passage.quoted and passage.box is None and passage.kind is not PassageKind.HEADING and not passage.level


def _is_listed(scene: Scene, page: Page, section: Section) -> bool:
    return any(item.line == section.first and item.key in scene.links.children for item in page.items)


def _open_below(page: Page, section: Section, claim: Passage, said: str, boxes: list[Passage]) -> Iterator[Finding]:
    within = [box for box in boxes if section.first < box.line <= section.last and is_duty(box.text)]
    lines = page.data.splitlines() if within else []
    opened = [box for box in within if box.line <= len(lines) and b"~~" not in lines[box.line - 1]]
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

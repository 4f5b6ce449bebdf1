"""What is wrong between phases, and between an item and what stands below it. Pure.

1. Phases and milestones that are numbered (`Phase 2`, `M3`, `2`) follow each other within their kind, parent and
   document. Unnumbered ones do not, nor does a part (`2.1`) follow its whole (`2`).
2. A phase that has dependencies of its own, or a place for them, follows those: DEPENDENCY_OPEN speaks of them. A
   document that says that phases run side by side is believed.
3. Phases that are cancelled, or that say nothing, nothing known or only how much they matter, keep none back.
4. A child is closed when it is done, signed off, cancelled, or moved; a documented one is enough for a documented
   parent. One that says nothing, is optional or one of several answers keeps nothing open.
5. A tick in a heading is decoration, and no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gonogo.check.boxes import find_open_boxes, is_duty
from gonogo.check.rule import Rule, at_item, called, claimed
from gonogo.check.scene import Page, Scene
from gonogo.model.item import CLOSED, COMPLETION, Finding, Item, Kind, Severity, Status

_PHASES = frozenset({Kind.PHASE, Kind.MILESTONE})
_WORDS = (
    "phase|milestone|stage|sprint|wave|step|iteration|increment|week|fase|etapa|étape|étappe|marco|hito|jalon|meilenstein|"
    "этап|фаза|веха|спринт|этапа|阶段|階段|里程碑|フェーズ|マイルストーン|단계|마일스톤|ระยะ|giai đoạn|aşama"
)
_BY_ID = re.compile(r"(?!v\d)(?P<word>[^\W\d_]{0,12})[\s.\-_#]{0,2}(?P<number>\d{1,4}(?:\.\d{1,3})*)\b", re.IGNORECASE)
_BY_TITLE = re.compile(
    rf"\W{{0,3}}(?P<word>{_WORDS})[\s.\-_#]{{0,2}}(?P<number>\d{{1,4}}(?:\.\d{{1,3}})*)\b", re.IGNORECASE
)
_SIDE_BY_SIDE = re.compile(
    r"\bparallel\w*\b|\bconcurrent\w*\b|\bsimultaneous\w*\b|\bindependent(?:ly)?\b|\bin any order\b|\bside by side\b"
    r"|\bout of (?:order|sequence)\b|\bnot sequential\b|\bpull(?:ed)? forward\b|\boverlap\w*\b"
    r"|\bparalel\w*\b|\bparallèle\w*\b|\bgleichzeitig\b|параллельн\w*|并行|並行|병렬",
    re.IGNORECASE,
)
_OF_PHASES = re.compile(rf"\b(?:{_WORDS})", re.IGNORECASE)
_DUTY = re.compile(
    r"\b(?:required|recommended|optional|mandatory|ready|must|should|could|minimal|tbd)\b", re.IGNORECASE
)
"""What says how much a phase matters, and not how it stands."""
_IN_PART = re.compile(r"\bpartial|\bpartly|\bin part\b", re.IGNORECASE)
_TICKS = frozenset("✅✔✓☑🟢🎉✨️ ")
_SHOWN = 8


def find_phases_out_of_order(scene: Scene) -> Iterator[Finding]:
    """Yield PHASE_OUT_OF_ORDER for each phase that claims completion while one before it does not."""
    for page in scene.pages:
        series: dict[tuple[str, str | None, str], list[tuple[tuple[int, ...], Item]]] = {}
        for item in page.items:
            number = _number(item) if item.kind in _PHASES else None
            if number is not None and not _DUTY.search(item.status_raw or "") and not _is_decorated(page, item):
                series.setdefault((item.kind, item.parent, number[0]), []).append((number[1], item))
        if any(len(phases) > 1 for phases in series.values()) and not _runs_side_by_side(page):
            for phases in series.values():
                yield from _out_of_order(phases)


def find_open_children(scene: Scene) -> Iterator[Finding]:
    """Yield CHILD_OPEN for each item, and each section of boxes, that claims completion over something open."""
    yield from find_open_boxes(scene)
    for key, children in scene.links.children.items():
        parent = scene.by_key[key]
        if parent.status not in COMPLETION or _DUTY.search(parent.status_raw or ""):
            continue
        if scene.is_broken(parent) or _is_decorated(scene.page_of(parent), parent):
            continue
        enough = CLOSED | {Status.DOC_BASELINE} if parent.status is Status.DOC_BASELINE else CLOSED
        opened = [
            child
            for child in (scene.by_key[name] for name in children)
            if child.status not in enough and child.status is not Status.UNKNOWN and is_duty(child.title or "")
        ]
        if opened:
            told = [f"{called(child)} ({claimed(child)})" for child in opened[:_SHOWN]]
            more = f" and {len(opened) - _SHOWN} more" if len(opened) > _SHOWN else ""
            yield at_item(
                "CHILD_OPEN",
                Severity.ERROR,
                parent,
                f"{called(parent)} claims {claimed(parent)}, and below it {', '.join(told)}{more}"
                f" {'is' if len(opened) == 1 else 'are'} open",
                hint=f"close or cancel {called(opened[0])}, or take the claim back",
                cell="status",
            )


def _number(item: Item) -> tuple[str, tuple[int, ...]] | None:
    """Return the kind of a phase and its number in that kind, by its id, else by its title."""
    match = _BY_ID.match(item.id) if item.id is not None else None
    match = match or _BY_TITLE.match(item.title or "")
    if match is None:
        return None
    return match["word"].casefold(), tuple(int(part) for part in match["number"].split("."))


def _runs_side_by_side(page: Page) -> bool:
    """Whether a document says somewhere that its phases need not follow each other."""
    return any(_SIDE_BY_SIDE.search(p.text) and _OF_PHASES.search(p.text) for p in page.reading.passages)


def _out_of_order(phases: list[tuple[tuple[int, ...], Item]]) -> Iterator[Finding]:
    """Tell each open phase once, at the first later one that claims to be over."""
    opened: list[tuple[tuple[int, ...], Item]] = []
    for number, item in sorted(phases, key=lambda pair: pair[0]):
        if item.status in COMPLETION:
            if _IN_PART.search(item.status_raw or ""):
                continue
            if item.depends_on or "depends_on" in item.span.cells:
                continue
            passed = [(at, early) for at, early in opened if at < number and number[: len(at)] != at]
            if passed:
                before = passed[0][1]
                opened = [pair for pair in opened if pair not in passed]
                yield at_item(
                    "PHASE_OUT_OF_ORDER",
                    Severity.WARNING,
                    item,
                    f"{called(item)} claims {claimed(item)}, and {called(before)} before it is {claimed(before)}",
                    hint=f"close {called(before)} first, or say what {called(item)} depends on instead",
                    cell="status",
                )
        elif item.status not in (Status.CANCELLED, Status.UNKNOWN):
            opened.append((number, item))


def _is_decorated(page: Page, item: Item) -> bool:
    """Whether an item is a heading and its claim nothing but a tick in it."""
    if item.status_raw is None or not _TICKS.issuperset(item.status_raw):
        return False
    return item.line in page.headings


RULES = (
    Rule(code="PHASE_OUT_OF_ORDER", severity=Severity.WARNING, find=find_phases_out_of_order),
    Rule(code="CHILD_OPEN", severity=Severity.ERROR, find=find_open_children),
)

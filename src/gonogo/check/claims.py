"""One thing with two statuses: in two tables, in a table and a section, in two documents. Pure.

Rules:
1. A row of another table claims where that table has one row an item. Lists of files or evidence, logs, legends and
   matrices claim nothing about items, nor does what stands under a heading that tells of the past.
2. Prose claims in `Status: …` below a heading that begins with an id, after a line that names one (`Epic: E-1`), and in
   `E-1 status: …`.
3. Two items of one id claim against each other where their titles are alike; else the id is told of as duplicated.
4. Statuses that can hold together are no conflict: done and signed off, blocked and in progress.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gonogo.check.outline import Outline, is_historical
from gonogo.check.rule import Rule, at_line, called
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Passage, PassageKind, Severity, Status, StructureType
from gonogo.tracker.identifiers import is_id
from gonogo.tracker.statuses import StatusReader

_COMPATIBLE = tuple(
    frozenset(pair)
    for pair in (
        {Status.DONE, Status.SIGNED_OFF, Status.DOC_BASELINE},
        {Status.DOC_BASELINE, Status.IN_PROGRESS, Status.NOT_STARTED, Status.READY_FOR_SIGNOFF},
        {Status.IN_PROGRESS, Status.READY_FOR_SIGNOFF},
        {Status.IN_PROGRESS, Status.BLOCKED},
        {Status.NOT_STARTED, Status.BLOCKED},
    )
)
_SECTION = ("id", "title", "status")
"""What the reader makes of an item's own section: its heading is the item's name, not what a table is about."""
_CLAIMING = frozenset({StructureType.ROLLUP, StructureType.OTHER, StructureType.MAPPING})
_ID = r"(?P<id>[\w.-]{0,60}\d[\w.-]{0,60})"
_HEADED = re.compile(rf"\W{{0,40}}{_ID}(?=\s{{0,40}}[:：—–-]|\s|$)")
_NAMED = re.compile(
    rf"\W*(?:epic|phase|milestone|task|item|id|ticket|story|feature|project|requirement)\s*[:：]\s*{_ID}",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\W*(?:current |overall )?(?:status|state|状态|상태|estado|statut|статус)\s*[:：]\s*(?P<said>\S.*)", re.IGNORECASE
)
_OF_ID = re.compile(rf"\W{{0,40}}{_ID}\s+(?:(?P<aspect>[A-Za-z]+)\s+)?status\s*[:：]\s*(?P<said>\S.*)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{4,}|[\u3400-\u9fff\uac00-\ud7af]{2}")
_OTHER_STATUS = re.compile(
    r"\b(?:tests?|testing|qa|review|deploy\w*|ci|build|docs?|documentation|migration|staging|production|approval|evidence"
    r"|mitigation|verification|rollout|coverage)\b",
    re.IGNORECASE,
)
_READY = re.compile(r"(?<!\w)ready(?! for)", re.IGNORECASE)
_SAID = 60
_LEAST_ALIKE = 0.4
_LEAST_ALIKE_OF_NUMBERS = 0.6
"""Of all words of both titles, where the id is a mere number, which every list begins anew."""


class Claim(Struct, frozen=True):
    """A status that a place gives to something: its line, and the words."""

    path: str
    line: int
    status: Status
    said: str


def find_claim_conflicts(scene: Scene) -> Iterator[Finding]:
    """Yield CLAIM_CONFLICT for each later claim that cannot hold together with an earlier one of the same id."""
    reader = StatusReader(scene.dialect)
    for page in scene.pages:
        outline = Outline.of(page)
        by_id = {item.id: item for item in page.items if item.id is not None}
        spoken: dict[str, list[Claim]] = defaultdict(list)
        for name, claim in _in_prose(page, outline, reader):
            spoken[name].append(claim)
        for key, claims in _in_rows(page, outline).items():
            yield from _against_item(scene.by_key[key], claims)
        for name, claims in spoken.items():
            if name in by_id:
                yield from _against_item(by_id[name], claims)
            else:
                yield from _among(name, claims)
    yield from _between_items(scene)


def can_hold_together(one: Status, other: Status) -> bool:
    """Whether one thing can have both statuses at once; what is unknown can."""
    return one is other or Status.UNKNOWN in {one, other} or any({one, other} <= pair for pair in _COMPATIBLE)


def _conflicts(one: Claim, other: Claim) -> bool:
    """Whether two claims contradict each other; `ready` may mean done, or ready to be looked at."""
    if {one.status, other.status} == {Status.DONE, Status.READY_FOR_SIGNOFF} and _READY.search(
        f"{one.said} {other.said}"
    ):
        return False
    return not can_hold_together(one.status, other.status)


def _against_item(item: Item, claims: list[Claim]) -> Iterator[Finding]:
    own = Claim(item.path, item.line, item.status, item.status_raw or item.status.value)
    for claim in claims:
        if _conflicts(own, claim):
            yield _conflict(called(item), own, claim, item)


def _among(name: str, claims: list[Claim]) -> Iterator[Finding]:
    for claim in claims[1:]:
        if _conflicts(claims[0], claim):
            yield _conflict(name, claims[0], claim, None)


def _conflict(name: str, first: Claim, second: Claim, item: Item | None) -> Finding:
    if first.path == second.path and first.line > second.line:
        first, second = second, first
    where = f"line {first.line}" if first.path == second.path else f"{first.path}:{first.line}"
    return at_line(
        "CLAIM_CONFLICT",
        Severity.ERROR,
        second.path,
        second.line,
        f"{name} is {_short(second.said)!r} here and {_short(first.said)!r} in {where}",
        hint="keep its status in one place, or make both say the same",
        item=None if item is None else item.key,
    )


def _short(said: str) -> str:
    text = " ".join(said.split())
    return text if len(text) <= _SAID else text[: _SAID - 1] + "…"


def _in_rows(page: Page, outline: Outline) -> Mapping[str, list[Claim]]:
    """Return what rows of other tables claim, by the key of the item that they speak of."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for structure in page.reading.structures:
        if structure.type not in _CLAIMING or outline.is_historical(structure.line) or is_historical(structure.heading):
            continue
        if (
            (_OTHER_STATUS.search(structure.heading or "") and structure.columns != _SECTION)
            or "file" in structure.fields
            or any(n > 1 for key, n in Counter(structure.items).items() if key is not None)
        ):
            continue
        column = structure.fields.index("status") if "status" in structure.fields else None
        if column is not None and _OTHER_STATUS.search(structure.columns[column]):
            continue
        for line, row, key, status in zip(
            structure.lines, structure.rows, structure.items, structure.statuses, strict=False
        ):
            item = None if key is None else page.by_key.get(key)
            if item is None or status is None or line == item.line or not _is_about(row, structure.heading, item):
                continue
            said = row[column] if column is not None and column < len(row) else status.value
            if not _is_name(said, item):
                found[item.key].append(Claim(page.path, line, status, said))
    return found


def _is_name(said: str, item: Item) -> bool:
    """Whether what looks like a status is only what the item is called: a heading `Monitoring`."""
    return item.title is not None and _WORDS.findall(said.casefold()) == _WORDS.findall(item.title.casefold()) != []


def _is_about(row: Sequence[str], heading: str | None, item: Item) -> bool:
    """Whether a row names an item by its id or its title, not by the area that it belongs to."""
    cells = [cell.casefold().strip() for cell in row]
    if _is_number(item) and heading is not None and heading.startswith(f"{item.id}."):
        return _share_words(heading, item.title or "")
    if item.title is not None and item.title.casefold() in cells:
        return True
    name = re.compile(rf"\W*{re.escape((item.id or '').casefold())}(?![\w-]|\.\d)") if item.id else None
    return name is not None and any(name.match(cell) for cell in cells)


def _in_prose(page: Page, outline: Outline, reader: StatusReader) -> Iterator[tuple[str, Claim]]:
    """Yield what sentences claim, with the id that they speak of."""
    name: str | None = None
    for passage in page.reading.passages:
        if passage.quoted:
            continue
        if passage.kind is PassageKind.HEADING:
            name = _id_in(_HEADED.match(passage.text))
            continue
        named = _id_in(_NAMED.match(passage.text))
        if named is not None:
            name = named
        match = _OF_ID.match(passage.text)
        if match is not None and _OTHER_STATUS.search(match["aspect"] or ""):
            continue
        about = _id_in(match)
        if match is None or about is None:
            match, about = _STATUS.match(passage.text), name
        if match is None or about is None or outline.is_historical(passage.line):
            continue
        claim = _claim(page, passage, match["said"], reader)
        if claim is not None:
            yield about, claim
        if about == name:
            name = None


def _claim(page: Page, passage: Passage, said: str, reader: StatusReader) -> Claim | None:
    first = said.splitlines()[0].strip()
    status = reader.cell(first)
    return None if status is None else Claim(page.path, passage.line, status, first)


def _id_in(match: re.Match[str] | None) -> str | None:
    """Return the id that was matched, where it is one that a reader would know again: letters and digits."""
    if match is None:
        return None
    name = match["id"].rstrip(".-")
    return name if is_id(name) and re.search(r"[^\W\d_]", name) else None


def _between_items(scene: Scene) -> Iterator[Finding]:
    """Yield the conflicts between items of one id, in one document or several."""
    bearers: dict[str, list[Item]] = defaultdict(list)
    for item in scene.items:
        if item.id is not None:
            bearers[item.id].append(item)
    outlines: dict[str, Outline] = {}
    for items in bearers.values():
        first = items[0]
        for item in items[1:]:
            if can_hold_together(first.status, item.status) or not _are_alike(first, item):
                continue
            for path in {first.path, item.path}:
                if path not in outlines:
                    outlines[path] = Outline.of(scene.by_path[path])
            if not any(outlines[one.path].is_historical(one.line) for one in (first, item)):
                yield from _against_item(
                    first, [Claim(item.path, item.line, item.status, item.status_raw or item.status)]
                )


def _are_alike(one: Item, other: Item) -> bool:
    """Whether two items of one id are the same thing, as far as their titles tell."""
    if _is_number(one) and one.path == other.path:
        return _share_words(one.title or "", other.title or "")
    first, second = (set(_WORDS.findall((item.title or "").casefold())) for item in (one, other))
    if not first or not second:
        return (one.title or "").casefold() == (other.title or "").casefold()
    return len(first & second) >= _LEAST_ALIKE * min(len(first), len(second))


def _is_number(item: Item) -> bool:
    """Whether an item's id is a number alone."""
    return item.id is not None and item.id.isdecimal()


def _share_words(one: str, other: str) -> bool:
    first, second = (set(_WORDS.findall(text.casefold())) for text in (one, other))
    return len(first & second) >= _LEAST_ALIKE_OF_NUMBERS * len(first | second)


RULES = (Rule(code="CLAIM_CONFLICT", severity=Severity.ERROR, find=find_claim_conflicts),)

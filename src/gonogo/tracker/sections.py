"""Headings that are items: a heading with `Key: value` lines below it, of which one says how it stands.

A heading counts when a line below it states a status, or when it begins with an id and lines below it state at least
two other fields; and it is one of several, or has an id. A heading of the first level is the document's own,
whatever stands below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gonogo.model.item import Kind, Status
from gonogo.tracker.blocks import Block, Fence, Heading, ListLine, Paragraph, Table
from gonogo.tracker.checklist import key_value, set_field
from gonogo.tracker.dialect import Dialect, header_key, normal
from gonogo.tracker.drafts import Draft
from gonogo.tracker.headings import marked, strip_marks
from gonogo.tracker.identifiers import is_id, split
from gonogo.tracker.inline import plain
from gonogo.tracker.looks import gives_values
from gonogo.tracker.statuses import StatusReader

_NOUN = re.compile(r"^\s*(?P<noun>[^\W\d][\w /-]{1,24}?)\s*[:：]\s*(?P<name>\S.*)\Z")
_PHASE = re.compile(r"phase|stage|sprint|阶段|フェーズ|단계|fase|etapa|étape|этап|фаза|giai đoạn|ระยะ", re.IGNORECASE)
_MILESTONE = re.compile(
    r"milestone|里程碑|マイルストーン|마일스톤|marco|hito|jalon|meilenstein|веха|cột mốc", re.IGNORECASE
)
_PRIORITY = re.compile(r"\bP[0-4]\b")
_CODE = re.compile(r"^`([^`]+)`\s*\Z")
_FIELDS = frozenset({"owner", "target", "depends_on", "verify", "evidence", "exit_criteria", "priority"})
_TROUBLES = frozenset({"issue", "problem", "question", "symptom", "error"})
"""Nouns that begin the headings of advice on troubles, not of a list of items."""
_NEAR = 14
_SEVERAL = 2
_SERIES = 3
_MOST = 0.6
_DOTTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})[.)]?\s+(?P<title>\S.*)\Z")


class Section:
    """A heading and the `Key: value` lines right below it."""

    __slots__ = ("heading", "pairs", "parts", "place")

    def __init__(self, heading: Heading, place: int) -> None:
        self.heading = heading
        self.place = place
        self.pairs: list[tuple[str, str, int]] = []
        """Key, value as written, and line."""
        self.parts: tuple[str, ...] = ()
        """What a line such as `P0 | ⬜ TODO | 2d` right below the heading holds."""


def sections(blocks: Sequence[Block]) -> list[Section]:
    """Return the document's headings with the key lines that follow each before anything else does."""
    found: list[Section] = []
    near = 0
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            found.append(Section(block, place))
            near = 0
            continue
        near += 1
        if found and isinstance(block, Table) and gives_values(block):
            found[-1].pairs.extend((plain(r.cells[0].raw), r.cells[1].raw, r.line) for r in block.rows)
            continue
        if not found or near > _NEAR or isinstance(block, Table | Fence):
            near = _NEAR + 1
            continue
        _take(found[-1], block)
    return found


def _take(section: Section, block: Block) -> None:
    if isinstance(block, Paragraph):
        for number, line in enumerate(block.raw.split("\n"), block.line):
            if not section.pairs and "|" in line and not section.parts:
                section.parts = tuple(part.strip() for part in line.split("|"))
                continue
            pair = (
                key_value(line)
                if line.lstrip().startswith(("**", "__", "*", "_")) or ":" in line[:40] or "：" in line[:40]
                else None
            )
            if pair is not None:
                section.pairs.append((*pair, number))
    elif isinstance(block, ListLine) and block.box is None:
        if block.depth == 0 or not section.pairs:
            pair = key_value(block.raw)
            if pair is not None:
                section.pairs.append((*pair, block.line))
        else:
            key, value, first = section.pairs[-1]
            section.pairs[-1] = (key, f"{value}\n{block.raw}", first)


def stated_below(section: Section, dialect: Dialect, reader: StatusReader) -> tuple[str, Status, int] | None:
    """Return the status that a heading's key lines state, or that it carries itself, as written and read; its line."""
    for key, value, line in section.pairs:
        if any(m.field == "status" and m.sureness > 1 for m in dialect.meanings(key)):
            text = plain(value.split("\n", 1)[0])
            return (text, reader.cell(text) or Status.UNKNOWN, line) if text else None
    carried = marked(section.heading.raw, reader)
    return (carried[1], carried[2], section.heading.line) if carried else None


def heading_items(
    found: Sequence[Section], dialect: Dialect, reader: StatusReader, named: Sequence[bool], *, alone: bool
) -> list[tuple[Section, Draft]]:
    """Return the headings that are items; `named` says of each whether it only names an item that is listed elsewhere.

    `alone` says that nothing else lists items; otherwise headings without ids count only as a series.
    """
    candidates: list[tuple[Section, Draft, bool]] = []
    nouns = Counter(_noun(s.heading) for s in found)
    for section, taken in zip(found, named, strict=True):
        if taken or section.heading.level == 1:
            continue
        candidate = _candidate(section, dialect, reader, nouns)
        if candidate is not None:
            candidates.append(candidate)
    above = _above(found)
    groups = Counter((s.heading.level, above[s.place]) for s, _, _ in candidates)
    levels = Counter(s.heading.level for s, _, _ in candidates)
    everywhere = Counter((s.heading.level, above[s.place]) for s in found)
    least = _SEVERAL if alone else _SERIES

    def is_series(section: Section) -> bool:
        level, group = section.heading.level, (section.heading.level, above[section.place])
        return levels[level] >= least and (alone or (groups[group] >= least and groups[group] * 2 >= everywhere[group]))

    return [(s, d) for s, d, own in candidates if own or is_series(s)]


def _above(found: Sequence[Section]) -> dict[int, int]:
    """Return for each heading the place of the one that it stands under, -1 for none."""
    above: dict[int, int] = {}
    over: list[Section] = []
    for section in found:
        while over and over[-1].heading.level >= section.heading.level:
            over.pop()
        above[section.place] = over[-1].place if over else -1
        over.append(section)
    return above


def _noun(heading: Heading) -> str:
    match = _NOUN.match(plain(heading.raw))
    return f"{heading.level} {normal(match['noun'])}" if match else ""


def _candidate(
    section: Section, dialect: Dialect, reader: StatusReader, nouns: Counter[str]
) -> tuple[Section, Draft, bool] | None:
    heading = section.heading
    carried = marked(heading.raw, reader)
    draft = _draft(heading, section.place, carried[0] if carried else "")
    fields: set[str] = set()
    for key, value, _ in section.pairs:
        field = next((m.field for m in dialect.meanings(key) if m.sureness > 1), None)
        if field == "status":
            first = value.split("\n", 1)[0]
            if draft.status_raw is None:
                draft.status_raw = plain(first) or None
                draft.status = reader.cell(first) or Status.UNKNOWN
            fields.add("status")
        else:
            stated = set_field(draft, key, value, dialect)
            if stated in _FIELDS:
                fields.add(stated)
    if "status" in fields and draft.status is Status.UNKNOWN and carried:
        _, draft.status_raw, draft.status = carried
    if "status" not in fields and draft.id is not None and _take_parts(draft, section, dialect, reader):
        fields.add("status")
    noun = _noun(heading)
    series = nouns[noun] >= _SERIES and bool(noun) and noun.split(" ", 1)[1] not in _TROUBLES
    if series and section.pairs and any(m.field.startswith("title") for m in dialect.meanings(noun.split(" ", 1)[1])):
        _name_from_series(draft, heading)
        return section, draft, True
    if "status" in fields and draft.status_raw is not None:
        return section, draft, draft.id is not None
    if draft.id is not None and len(fields) >= _SEVERAL:
        return section, draft, True
    return None


def _take_parts(draft: Draft, section: Section, dialect: Dialect, reader: StatusReader) -> bool:
    """Take a line of parts below a heading, of which one is a status; return whether one was."""
    for part in section.parts:
        key, colon, value = part.partition(":")
        status = reader.cell(part)
        if colon:
            set_field(draft, key, value.strip(), dialect)
        elif status is not None and draft.status_raw is None and not _PRIORITY.search(part):
            draft.status_raw, draft.status = plain(part), status
        elif _PRIORITY.search(part) and draft.priority is None:
            draft.priority = plain(part)
    return draft.status_raw is not None


def _bears_id(parted: tuple[str, str, bool]) -> bool:
    found, _, sure = parted
    lettered = any(c.isalpha() for c in found)
    return lettered and (sure or "-" in found) and (is_id(found) or " " in found)


def _name_from_series(draft: Draft, heading: Heading) -> None:
    name = heading.raw.split(":", 1)[-1].split("：", 1)[-1].strip()
    code = _CODE.match(name)
    if code:
        draft.id = code[1]
        draft.title = code[1]
    elif draft.id is None:
        draft.title = plain(name)


def _draft(heading: Heading, place: int, text: str = "") -> Draft:
    text = text or strip_marks(heading.raw)
    draft = Draft(title=plain(text), line=heading.line, row=heading.span, heading=None, source=place)
    draft.cells = {"title": heading.span}
    parted = split(text)
    if parted is not None and _bears_id(parted):
        draft.id, draft.title = parted[0], plain(parted[1])
    if _MILESTONE.search(text):
        draft.kind = Kind.MILESTONE
    elif _PHASE.search(text):
        draft.kind = Kind.PHASE
    return draft


def marked_headings(found: Sequence[Section], reader: StatusReader, *, alone: bool) -> list[tuple[Section, Draft]]:
    """Return headings that carry their status in themselves ("Phase 1: Foundation ✅ COMPLETE").

    `alone` says that nothing else lists items; otherwise only a series of headings with ids counts.
    """
    drafts: list[tuple[Section, Draft]] = []
    for section in found:
        heading = section.heading
        parted = marked(heading.raw, reader) if heading.level > 1 else None
        if parted is None:
            continue
        name, state, status = parted
        draft = _draft(heading, section.place, name)
        draft.status, draft.status_raw = status, state
        drafts.append((section, draft))
    if alone:
        return drafts
    _number(found, drafts)
    levels = Counter(s.heading.level for s, d in drafts if d.id is not None)
    return [(s, d) for s, d in drafts if d.id is not None and levels[s.heading.level] >= _SERIES]


def _number(found: Sequence[Section], drafts: Sequence[tuple[Section, Draft]]) -> None:
    """Take numbers such as `2.1` for ids where most headings that have one carry a status."""
    numbered = Counter(s.heading.level for s in found if _DOTTED.match(strip_marks(plain(s.heading.raw))))
    parted = [(s, d, _DOTTED.match(d.title or "")) for s, d in drafts if d.id is None]
    levels = Counter(s.heading.level for s, _, match in parted if match)
    for section, draft, match in parted:
        level = section.heading.level
        if match and levels[level] >= _SERIES and levels[level] >= _MOST * numbered[level]:
            draft.id, draft.title = match["number"], match["title"]


def names(heading: str) -> tuple[tuple[str, ...], str]:
    """Return the ids that a heading may begin with, and its text without them, to find the item that it names."""
    text = strip_marks(heading)
    parted = split(text)
    whole = header_key(text)
    if parted is None:
        return (whole,), whole
    number = parted[0].rsplit(" ", 1)[-1] if " " in parted[0] else ""
    return tuple(n for n in (normal(parted[0]), number, whole) if n), header_key(parted[1])

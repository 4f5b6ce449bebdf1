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
from gonogo.tracker.dialect import Dialect, Meaning, header_key, heading_key, normal
from gonogo.tracker.drafts import Draft
from gonogo.tracker.identifiers import is_id, split
from gonogo.tracker.inline import plain
from gonogo.tracker.statuses import StatusReader

_NOUN = re.compile(r"^\s*(?P<noun>[^\W\d][\w /-]{1,24}?)\s*[:：]\s*(?P<name>\S.*)\Z")
_PHASE = re.compile(r"phase|stage|sprint|阶段|フェーズ|단계|fase|etapa|étape|этап|фаза|giai đoạn|ระยะ", re.IGNORECASE)
_MILESTONE = re.compile(
    r"milestone|里程碑|マイルストーン|마일스톤|marco|hito|jalon|meilenstein|веха|cột mốc", re.IGNORECASE
)
_CODE = re.compile(r"^`([^`]+)`\s*\Z")
_FIELDS = frozenset({"owner", "target", "depends_on", "verify", "evidence", "exit_criteria", "priority"})
_NEAR = 14
_EXACTLY = 3
_SEVERAL = 2
_SERIES = 3
_LONGEST_BOARD = 48
_COUNT = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$|\s*[:：]\s*$")
_MARKED_TAIL = re.compile(
    r"^(?P<title>.{0,160}?\S)\s*(?:[-–—:：|·]\s*|[(（\[]\s*|\s)"
    r"(?P<state>[^\w\s()\[\]`*.,;:!?'\"/&+-]{1,4}\s*[\w /-]{0,40}|[A-Z][A-Z /_-]{2,24})[)）\]]?\s*\Z"
)


class Section:
    """A heading and the `Key: value` lines right below it."""

    __slots__ = ("heading", "pairs", "place")

    def __init__(self, heading: Heading, place: int) -> None:
        self.heading = heading
        self.place = place
        self.pairs: list[tuple[str, str, Block]] = []


def bare(heading: str) -> str:
    """Return a heading's text without marks around it and a count behind it."""
    return _COUNT.sub("", strip_marks(heading))


def stated(heading: str, dialect: Dialect, reader: StatusReader) -> Status | None:
    """Return the status that a heading is: a status alone ("Done (3)"), or one before what is so ("Pending gates")."""
    key = heading_key(bare(heading))
    status = reader.exact(key)
    if status is not None:
        return status
    words = key.split()
    for count in range(len(words) - 1, 0, -1):
        noun = " ".join(words[count:])
        if any(m.sureness == _EXACTLY and m.field.startswith("title") for m in _singular(noun, dialect)):
            return reader.exact(" ".join(words[:count]))
    return None


def _singular(noun: str, dialect: Dialect) -> tuple[Meaning, ...]:
    return dialect.meanings(noun) or dialect.meanings(noun.removesuffix("s"))


def boards(blocks: Sequence[Block], dialect: Dialect, reader: StatusReader) -> dict[str, Status]:
    """Return the headings that are statuses themselves ("In progress (3)"), if there are several different ones."""
    found: dict[str, Status] = {}
    for block in blocks:
        if isinstance(block, Heading) and len(block.raw) <= _LONGEST_BOARD:
            status = stated(block.raw, dialect, reader)
            if status is not None:
                found[block.raw] = status
    return found if len(set(found.values())) >= _SEVERAL else {}


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
        if not found or near > _NEAR or isinstance(block, Table | Fence):
            near = _NEAR + 1
            continue
        _take(found[-1], block)
    return found


def _take(section: Section, block: Block) -> None:
    if isinstance(block, Paragraph):
        for line in block.raw.split("\n"):
            pair = (
                key_value(line)
                if line.lstrip().startswith(("**", "__", "*", "_")) or ":" in line[:40] or "：" in line[:40]
                else None
            )
            if pair is not None:
                section.pairs.append((*pair, block))
    elif isinstance(block, ListLine) and block.box is None:
        if block.depth == 0 or not section.pairs:
            pair = key_value(block.raw)
            if pair is not None:
                section.pairs.append((*pair, block))
        else:
            key, value, first = section.pairs[-1]
            section.pairs[-1] = (key, f"{value}\n{block.raw}", first)


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
    levels = Counter(s.heading.level for s, _, _ in candidates)
    everywhere = Counter(s.heading.level for s in found)
    least = _SEVERAL if alone else _SERIES
    return [
        (s, d)
        for s, d, own in candidates
        if own
        or (levels[s.heading.level] >= least and (alone or levels[s.heading.level] * 2 >= everywhere[s.heading.level]))
    ]


def _noun(heading: Heading) -> str:
    match = _NOUN.match(plain(heading.raw))
    return f"{heading.level} {normal(match['noun'])}" if match else ""


def _candidate(
    section: Section, dialect: Dialect, reader: StatusReader, nouns: Counter[str]
) -> tuple[Section, Draft, bool] | None:
    heading = section.heading
    draft = _draft(heading, section.place)
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
    series = nouns[_noun(heading)] >= _SERIES and bool(_noun(heading))
    if (
        series
        and section.pairs
        and any(m.field.startswith("title") for m in dialect.meanings(_noun(heading).split(" ", 1)[1]))
    ):
        _name_from_series(draft, heading)
        return section, draft, True
    if "status" in fields and draft.status_raw is not None:
        return section, draft, draft.id is not None
    if draft.id is not None and len(fields) >= _SEVERAL:
        return section, draft, True
    return None


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


_TAIL = re.compile(r"(?:\s{0,3}[^\w\s()\[\]`*.,;:!?'\"/&+%-]){1,8}(?:\s*[(（][A-Z _-]+[)）])?\s*\Z")


def strip_marks(raw: str) -> str:
    """Return a heading's text without the marks before and after it."""
    raw = _TAIL.sub("", raw) or raw
    at = 0
    while at < len(raw) and not (raw[at].isalnum() or raw[at] in "[`*_(#<\"'"):
        at += 1
    return raw[at:] if at < len(raw) else raw


def marked_headings(found: Sequence[Section], reader: StatusReader) -> list[Draft]:
    """Return headings that carry their status in themselves ("Phase 1: Foundation ✅ COMPLETE")."""
    drafts = []
    for section in found:
        heading = section.heading
        if heading.level == 1:
            continue
        text = plain(heading.raw)
        match = _MARKED_TAIL.match(text)
        state, title = (match["state"], match["title"]) if match else ("", text)
        status = reader.cell(state) if state else None
        if status is None:
            bare = strip_marks(text)
            lead = text[: len(text) - len(bare)]
            status = reader.cell(lead) if lead.strip() else None
            state, title = lead.strip(), bare
        if status is None:
            continue
        draft = _draft(heading, section.place, strip_marks(title).strip(" -–—:：|·([（"))
        draft.status, draft.status_raw = status, state.strip()
        drafts.append(draft)
    return drafts


def names(heading: str) -> tuple[tuple[str, ...], str]:
    """Return the ids that a heading may begin with, and its text without them, to find the item that it names."""
    text = strip_marks(heading)
    parted = split(text)
    whole = header_key(text)
    if parted is None:
        return (whole,), whole
    number = parted[0].rsplit(" ", 1)[-1] if " " in parted[0] else ""
    return tuple(n for n in (normal(parted[0]), number, whole) if n), header_key(parted[1])

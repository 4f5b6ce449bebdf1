"""Authority boundaries: documents that say what may *not* be written live yet.

Rules:
1. A boundary is recognised by what it does, in whatever words: it withholds authority, lists guardrails, and names
   records or neighbouring branches that stay out. One of these alone is prose; a document with boxes is a checklist.
2. It becomes one item of kind `boundary`, claimed blocked: a document can restrict and never admit.
3. Its lines are kept as written, sorted into posture, authority, record classes, guardrails, what is blocked, next work
   and branches: upstream ones by their word, admitted ones by theirs, all others are downstream.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gonogo.model.item import Item, Kind, Span, Spans, Status
from gonogo.tracker.blocks import Block, Heading, ListLine, Paragraph, Table
from gonogo.tracker.drafts import anchor
from gonogo.tracker.inline import plain

WITHHELD = re.compile(
    r"\b(?:not (?:yet )?(?:admitted|authori[sz]ed|permitted|granted|allowed|enabled)|(?:does|do) not admit"
    r"|no (?:live|write|production) authority|placeholder(?: only)?|read-only|no-live|default[- ]deny|deny by default"
    r"|(?:remains?|stays?|still|is|are) (?:blocked|held|withheld|closed)|held back|out of bounds|off limits"
    r"|pending admission|unadmitted)\b",
    re.IGNORECASE,
)
_CLASS = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_ADMITTED = re.compile(r"(?<!not )(?<!not yet )(?<!separately )\badmitted\b", re.IGNORECASE)
_TOPICS = (
    (
        "guardrails",
        re.compile(
            r"guard-?rails?|no-?go|prohibit|forbidden|must not|not allowed|never|restrictions?|hard limits|red lines",
            re.IGNORECASE,
        ),
    ),
    (
        "next",
        re.compile(
            r"\bnext\b|recommended|follow-?up|later work|planned|to prepare|preparation|before admission", re.IGNORECASE
        ),
    ),
    (
        "branches",
        re.compile(
            r"branch(?:es)?|upstream|downstream|neighbou?r|adjacent|related (?:work|scopes?)|kept apart|held apart",
            re.IGNORECASE,
        ),
    ),
    (
        "record_classes",
        re.compile(r"taxonomy|record (?:classes|types|kinds)|classes|labels|draft (?:records|types)", re.IGNORECASE),
    ),
    (
        "blocked",
        re.compile(
            r"blocked|not admitted|withheld|held back|off limits|out of (?:scope|bounds)"
            r"|not (?:yet )?(?:allowed|permitted|authori[sz]ed)",
            re.IGNORECASE,
        ),
    ),
    ("posture", re.compile(r"posture|current state|current status|standing", re.IGNORECASE)),
    ("authority", re.compile(r"authority", re.IGNORECASE)),
)
_PROHIBITION = re.compile(r"(?:no|never|do not|don't|must not|may not|cannot|nothing)\b", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[^:]{3,40}):\s+(?P<value>\S.*)", re.DOTALL)
_SPEAKS = re.compile(
    r"\b(?:authority|boundar(?:y|ies)|admission|admitted|admit|placeholder|capabilit(?:y|ies))\b", re.IGNORECASE
)
_LONGEST_LABEL = 48
_LARGEST = 400
"""Blocks. A boundary is a page; what is longer is something else, and is not searched."""


@dataclass(slots=True)
class _Part:
    """What was found for one topic."""

    lines: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def add(self, text: str, span: Span) -> None:
        self.lines.append(text)
        self.spans.append(span)


def read_boundary(path: str, blocks: Sequence[Block]) -> Item | None:
    """Return the boundary that the document declares; None where it is something else."""
    if not blocks or len(blocks) > _LARGEST or any(_lists_items(block) for block in blocks):
        return None
    parts = _sort(blocks)
    title = next((block for block in blocks if isinstance(block, Heading)), None)
    if title is None or not _is_boundary(blocks, parts):
        return None
    extra: dict[str, str | tuple[str, ...]] = {}
    cells = {"title": title.span}
    for name, part in _named(parts).items():
        if part.lines:
            single = name in ("posture", "authority")
            extra[name] = part.lines[0] if single else tuple(part.lines)
            cells[name] = Span(part.spans[0].start, part.spans[0 if single else -1].end)
    posture = extra.get("posture") or extra.get("authority")
    if "posture" in cells:
        cells["status"] = cells["posture"]
    name = plain(title.raw)
    return Item(
        key=anchor(path, None, name),
        title=name,
        kind=Kind.BOUNDARY,
        status_raw=posture if isinstance(posture, str) else None,
        status=Status.BLOCKED,
        extra=extra,
        path=path,
        line=title.line,
        span=Spans(Span(title.span.start, blocks[-1].span.end), cells),
    )


def _lists_items(block: Block) -> bool:
    return isinstance(block, Table) or (isinstance(block, ListLine) and block.box is not None)


def _is_boundary(blocks: Sequence[Block], parts: dict[str, _Part]) -> bool:
    """Rule 1: guardrails, authority withheld and spoken of; two of classes, branches, what is blocked, what is next."""
    text = "\n".join(block.raw for block in blocks if isinstance(block, Heading | Paragraph | ListLine))
    others = sum(bool(parts[name].lines) for name in ("record_classes", "branches", "blocked", "next"))
    return (
        len(parts["guardrails"].lines) >= 2  # noqa: PLR2004 -- rule 1
        and others >= 2  # noqa: PLR2004 -- rule 1
        and len(WITHHELD.findall(text)) >= 2  # noqa: PLR2004 -- rule 1
        and len(_SPEAKS.findall(text)) >= 2  # noqa: PLR2004 -- rule 1
    )


def _sort(blocks: Sequence[Block]) -> dict[str, _Part]:
    """Put each line under the topic of its heading; record classes and labelled values are known by themselves."""
    parts = {name: _Part() for name, _ in _TOPICS}
    topic: str | None = None
    for block in blocks:
        if isinstance(block, Heading):
            topic = _topic(plain(block.raw))
        elif isinstance(block, ListLine):
            _sort_line(parts, block, topic)
        elif isinstance(block, Paragraph):
            topic = _sort_prose(parts, block, topic)
    return parts


def _topic(heading: str) -> str | None:
    return next((name for name, words in _TOPICS if words.search(heading)), None)


def _sort_line(parts: dict[str, _Part], line: ListLine, topic: str | None) -> None:
    text = plain(line.raw)
    lead = re.split(r"[\s:(—–-]", text, maxsplit=1)[0].strip("`")
    if _CLASS.fullmatch(lead):
        parts["record_classes"].add(lead, line.span)
        return
    labelled = _LABELLED.fullmatch(text)
    named = _topic(labelled["label"]) if labelled and len(labelled["label"].split()) <= 4 else None  # noqa: PLR2004 -- a label
    if labelled and named in ("posture", "authority", "blocked") and topic in (None, "posture", "authority"):
        parts[named].add(labelled["value"], line.span)
    elif topic is not None and topic not in ("posture", "record_classes"):
        parts[topic].add(text, line.span)
    elif _PROHIBITION.match(text):
        parts["guardrails"].add(text, line.span)


def _sort_prose(parts: dict[str, _Part], prose: Paragraph, topic: str | None) -> str | None:
    """Read label and value lines; other prose belongs to posture, authority or what is blocked, and ends no topic."""
    lines = [plain(line) for line in prose.raw.splitlines() if line.strip()]
    for label, value in pairwise(lines):
        named = _topic(label)
        if named in ("posture", "authority") and len(label) <= _LONGEST_LABEL and not label.endswith((".", ";")):
            kind = "authority" if "authority" in label.casefold() else "posture"
            if not parts[kind].lines:
                parts[kind].add(value, prose.span)
    for line in lines:
        labelled = _LABELLED.fullmatch(line)
        named = _topic(labelled["label"]) if labelled else None
        if labelled and named in ("posture", "authority") and not parts[named].lines:
            parts[named].add(labelled["value"], prose.span)
            return topic
    if topic in ("posture", "authority", "blocked") and len(lines) == 1:
        parts[topic].add(lines[0], prose.span)
    return topic


def _named(parts: dict[str, _Part]) -> dict[str, _Part]:
    """The parts under the names that an item carries, branches told apart."""
    upstream, downstream, admitted = _Part(), _Part(), _Part()
    for text, span in zip(parts["branches"].lines, parts["branches"].spans, strict=True):
        side = upstream if "upstream" in text.casefold() else admitted if _ADMITTED.search(text) else downstream
        side.add(text, span)
    return {
        **{name: part for name, part in parts.items() if name != "branches"},
        "branches_upstream": upstream,
        "branches_downstream": downstream,
        "branches_admitted": admitted,
    }

"""Checkbox lines to drafts: nesting gives parents, headings give workstreams, bullets below a line give its fields.

A line's id is taken for one only where it cannot be part of the sentence: set apart by emphasis, brackets or a
separator, or with a dot, a hyphen or three digits in it; and lines of its form stand more than once, or it has a
separator inside.
"""

from __future__ import annotations

import re
from collections import Counter

from gonogo.model.item import Kind, Span, Status
from gonogo.tracker.blocks import ListLine
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.drafts import Draft
from gonogo.tracker.identifiers import is_id, shape, split
from gonogo.tracker.inline import plain
from gonogo.tracker.references import commands, files, is_command, links, references
from gonogo.tracker.statuses import StatusReader

_KEY = re.compile(
    r"^\W*?(?P<key>[^\s:：*`_][^:：*`\n]{0,38}?)(?:\*\*|__)?\s*[:：](?!//)\s*(?:\*\*|__)?\s*(?P<value>.*)\Z", re.DOTALL
)
_RELIES = (
    r"depends[ -]on|dependent on|blocked[ -]by|requires|deps?|prereq(?:uisite)?s?|依赖|前置|依存|前提|의존|선행"
    r"|depende de|dépend de|hängt ab von|abhängig von|зависит от|phụ thuộc(?: vào)?|dipende da|zależy od|bağımlı"
    r"|tergantung"
)
_DEPENDS = re.compile(
    rf"[(（\[]\s*(?P<word>{_RELIES}|after|needs)\s*[:：]?\s*(?P<needs>[^()（）\[\]]*)[)）\]]"
    rf"|(?:\s[—–-]+|[;；|·])\s+(?P<word2>{_RELIES})\s*[:：]?\s+(?P<needs2>[^()（）\[\]]*)",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"^\s*~~.+~~\W*(?:[(（].*[)）])?\s*\Z", re.DOTALL)
_PROVES = re.compile(r"\b(?:proof|verif\w*|validation|tests?|checks?|commands?)\b", re.IGNORECASE)
_RECORDS = re.compile(r"\b(?:evidence|records?|recorded|artifacts?|artefacts?|proofs?)\b", re.IGNORECASE)
_FIRM = re.compile(r"[-.]|\d{3}")


class Checklist:
    """Collects the checkbox lines of one document, in order."""

    def __init__(self, dialect: Dialect, reader: StatusReader) -> None:
        self._dialect = dialect
        self._reader = reader
        self._open: list[tuple[int, Draft]] = []
        self._ids: list[tuple[Draft, str, str, bool]] = []
        self.drafts: list[Draft] = []

    def heading(self) -> None:
        """A heading ends every list."""
        self._open.clear()

    def line(self, line: ListLine, heading: str | None, source: int) -> Draft | None:
        """Take one line; return the draft that it made, if it did."""
        while self._open and self._open[-1][0] >= line.depth:
            self._open.pop()
        if line.box is None:
            if self._open:
                self._detail(self._open[-1][1], line)
            return None
        text = line.raw
        title = plain(text)
        if not title or line.box_span is None or self._reader.exact(title) is not None:
            return None
        draft = Draft(
            title=title, line=line.line, row=Span(line.box_span.start, line.span.end), heading=heading, source=source
        )
        draft.kind = Kind.CHECKBOX
        draft.status_raw = f"[{line.box or ' '}]" if line.box not in ("☐", "☑", "☒", "✓", "✔", "⬜", "□") else line.box
        draft.status = self._reader.box(line.box)
        if draft.status is Status.NOT_STARTED and _STRUCK.match(text):
            draft.status = Status.CANCELLED
        draft.workstream = plain(heading) if heading else None
        draft.cells = {"status": line.box_span, "title": line.span}
        needs = _DEPENDS.search(title)
        if needs:
            draft.needs = needs["needs"] or needs["needs2"] or ""
            draft.headers = {"depends_on": needs["word"] or needs["word2"] or ""}
        if self._open:
            draft.parent = self._open[-1][1]
        self._note_id(draft, text)
        self._open.append((line.depth, draft))
        self.drafts.append(draft)
        return draft

    def _note_id(self, draft: Draft, text: str) -> None:
        parted = split(text)
        if parted is None or not is_id(parted[0]):
            return
        found, title, sure = parted
        if not any(c.isalpha() for c in found) and found.count(".") < 1:
            return
        if sure or _FIRM.search(found):
            self._ids.append((draft, found, plain(title), bool(_FIRM.search(found))))

    def settle(self) -> None:
        """Give ids to the lines that have them, now that all lines are known."""
        shapes = Counter(shape(found) for _, found, _, _ in self._ids)
        repeats = Counter(found for _, found, _, _ in self._ids)
        for draft, found, title, firm in self._ids:
            alike = shapes[shape(found)] > 1
            worded = any(c.isalpha() for c in found)
            if repeats[found] > max(1, len(self._ids) // 4) or not (alike or (firm and worded)):
                continue
            draft.id, draft.title = found, title

    def _detail(self, draft: Draft, line: ListLine) -> None:
        match = _KEY.match(line.raw)
        if match is None:
            return
        set_field(draft, match["key"], match["value"], self._dialect)


def key_value(text: str) -> tuple[str, str] | None:
    """Split `Key: value`, however it is emphasised."""
    match = _KEY.match(text)
    if match is None:
        return None
    value = match["value"].strip()
    if value.endswith("**") and value.count("**") == 1:
        value = f"**{value}"  # it is the value that is emphasised
    return plain(match["key"]), value


def set_field(draft: Draft, key: str, value: str, dialect: Dialect) -> str | None:
    """Put the value of a `Key: value` line into the field that the key names, else into `extra`; return the field."""
    field = next((m.field for m in dialect.meanings(key) if m.sureness > 1), None)
    text = plain(value)
    if dialect.is_placeholder(text):
        return field
    if field in ("owner", "target", "priority", "workstream"):
        if getattr(draft, field) is None or field == "workstream":
            setattr(draft, field, text)
    elif field == "depends_on":
        if not draft.needs:
            draft.needs, draft.headers = value, {**draft.headers, field: plain(key)}
    elif field == "verify" and commands(value):
        draft.verify = tuple(dict.fromkeys((*draft.verify, *commands(value))))
    elif field == "evidence" and references(value):
        draft.evidence = tuple(dict.fromkeys((*draft.evidence, *references(value))))
    elif field == "exit_criteria":
        draft.exit_criteria = (*draft.exit_criteria, text)
    elif field == "links" and links(value):
        draft.links = tuple(dict.fromkeys((*draft.links, *links(value))))
    elif field is None and (proof := _prove(draft, plain(key), value)):
        return proof
    elif text:
        draft.extra[plain(key)] = text
    return field


def _prove(draft: Draft, key: str, value: str) -> str | None:
    """Take commands under a key that speaks of proofs, and files under one that speaks of records; return the field."""
    if _PROVES.search(key) and any(is_command(c) for c in commands(value)):
        draft.verify = tuple(dict.fromkeys((*draft.verify, *commands(value))))
        return "verify"
    if _RECORDS.search(key) and files(value):
        draft.evidence = tuple(dict.fromkeys((*draft.evidence, *files(value))))
        return "evidence"
    return None

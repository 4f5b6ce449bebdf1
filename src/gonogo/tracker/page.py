"""The plain text of a web page to blocks: what remains of headings, lists, tables and diagrams once all marks are gone.

Rules:
1. A text is a page when it has none of Markdown's own marks and some of a page's: `•` bullets, navigation lines,
   diagram sources without fences, header lines such as `Item Evidence`.
2. A short line of its own between blank lines is a heading, unless it begins in lower case or ends like a sentence.
3. A diagram begins at its keyword and goes on as long as lines are indented.
4. A table is a header line of known column words with rows under it. A row splits behind its id, at a known status, and
   before the first path that begins its evidence; one that cannot be split is ITEM_UNREPRESENTABLE, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gonogo.model.item import Finding, Severity, Span
from gonogo.tracker.blocks import Block, Blocks, Cell, Fence, Heading, ListLine, Paragraph, Row, Table
from gonogo.tracker.cuts import SENTENCE_END, column_field, columns, cut_row, pairs
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.mermaid import DIAGRAM

_MARKDOWN = re.compile(
    r"^(?:#{1,6}[ \t]+\S|[ \t]*(?:```|~~~)|[ \t]*\|.*\||[ \t]*[-*+][ \t]+\[[ xX]\][ \t]|[ \t]*:?-{3,}:?[ \t]*\|)"
    r"|\*\*\S[^*\n]{0,200}\*\*|\]\([^)\s]{1,200}\)",
    re.MULTILINE,
)
_NAVIGATION = re.compile(
    r"(?:skip to (?:main )?content|on this page|table of contents|edit this page|back to top|menu|search|home|sign in"
    r"|log in|copy|copied!?|previous|next|loading…?|share|print|cookie settings)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[•·‣▪▸◦●○∙⁃*+–-]|\d{1,4}[.)])[ \t]+(?P<text>\S.*)$")
_LONGEST_HEADING = 90
_HEAD = 65_536
"""Characters that show what a text is."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int
    start: int

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def span(self) -> Span:
        return self.part(0, len(self.text))

    def part(self, begin: int, end: int) -> Span:
        """The bytes of some of the line's characters, less blanks around them."""
        piece = self.text[begin:end]
        lead = len(piece) - len(piece.lstrip())
        start = self.start + len(self.text[: begin + lead].encode())
        return Span(start, start + len(piece.strip().encode()))

    def cell(self, begin: int, end: int) -> Cell:
        return Cell(self.text[begin:end].strip(), self.part(begin, end))


def is_page(text: str, dialect: Dialect) -> bool:
    """Return whether a text is what is left of a web page, rather than Markdown or free prose."""
    head = text[:_HEAD]
    if _MARKDOWN.search(head):
        return False
    lines = head.splitlines()
    return any(
        DIAGRAM.match(line)
        or _NAVIGATION.match(line.strip())
        or line.lstrip()[:1] in ("•", "▪", "‣", "◦")
        or (len(line) < _LONGEST_HEADING and len(columns(line, dialect)) > 1)
        for line in lines
    )


def read_page(path: str, data: bytes, dialect: Dialect) -> Blocks:
    """Return the blocks of a page's text."""
    reader = _Page(path, dialect, _split(data))
    return Blocks(blocks=tuple(reader.read()), findings=tuple(reader.findings))


def _split(data: bytes) -> list[_Line]:
    found: list[_Line] = []
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    for number, raw in enumerate(data[at:].split(b"\n"), 1):
        found.append(_Line(raw.rstrip(b"\r").decode("utf-8", "replace"), number, at))
        at += len(raw) + 1
    return found


@dataclass(slots=True)
class _Page:
    """Walks the lines once."""

    path: str
    dialect: Dialect
    lines: list[_Line]
    at: int = 0
    titled: bool = False
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.bare:
                self.at += 1
            elif DIAGRAM.match(line.text):
                yield self._diagram()
            elif _BULLET.match(line.text):
                yield self._bullet()
            else:
                yield from self._chunk()

    def _diagram(self) -> Fence:
        first = self.at
        end = self.at + 1
        inner = next((line for line in self.lines[end : end + 3] if line.bare), None)
        indented = inner is not None and inner.text[:1] in " \t"
        while end < len(self.lines):
            text = self.lines[end].text
            if text.strip() and indented and text[:1] not in " \t":
                break
            if not text.strip() and not indented:
                break
            end += 1
        self.at = end
        while not self.lines[end - 1].bare:
            end -= 1
        body = self.lines[first:end]
        span = Span(body[0].start, body[-1].span.end)
        return Fence(language="mermaid", body="\n".join(line.text for line in body), line=body[0].number, span=span)

    def _bullet(self) -> ListLine:
        line = self.lines[self.at]
        found = _BULLET.match(line.text)
        self.at += 1
        if found is None:  # the caller has looked
            return ListLine(depth=0, raw=line.bare, line=line.number, span=line.span)
        begin = found.start("text")
        span = line.part(begin, len(line.text))
        texts = [found["text"].strip()]
        while self.at < len(self.lines):
            more = self.lines[self.at]
            if not more.bare or _BULLET.match(more.text) or len(more.text) - len(more.text.lstrip()) < begin:
                break
            texts.append(more.bare)
            span = Span(span.start, more.span.end)
            self.at += 1
        number = int(found["mark"][:-1]) if found["mark"][0].isdigit() else None
        depth = len(found["indent"].expandtabs(4)) // 4
        return ListLine(depth=depth, raw=" ".join(texts), line=line.number, span=span, number=number)

    def _chunk(self) -> Iterator[Block]:
        """Lines up to a blank one: a heading, a table, or prose."""
        first = self.at
        while self.at < len(self.lines) and self.lines[self.at].bare:
            text = self.lines[self.at].text
            if self.at > first and (DIAGRAM.match(text) or _BULLET.match(text)):
                break
            self.at += 1
        chunk = self.lines[first : self.at]
        if len(chunk) > 1 and len(columns(chunk[0].text, self.dialect)) > 1:
            yield self._table(chunk)
        elif len(chunk) == 1 and _NAVIGATION.match(chunk[0].bare):
            return
        elif len(chunk) == 1 and _is_heading(chunk[0].bare):
            level = 2 if self.titled else 1
            self.titled = True
            yield Heading(level=level, raw=chunk[0].bare, line=chunk[0].number, span=chunk[0].span)
        else:
            raw = "\n".join(line.text.strip() for line in chunk)
            yield Paragraph(raw=raw, line=chunk[0].number, span=Span(chunk[0].span.start, chunk[-1].span.end))

    def _table(self, chunk: list[_Line]) -> Table:
        header = chunk[0]
        cuts = columns(header.text, self.dialect)
        names = Row(tuple(header.cell(a, b) for a, b in pairs(cuts, len(header.text))), header.number, header.span)
        fields = tuple(column_field(cell.raw, self.dialect) for cell in names.cells)
        rows: list[Row] = []
        for line in chunk[1:]:
            cells = cut_row(line.text, fields, self.dialect)
            if cells is None and ("evidence" in fields or "status" in fields) and "meaning" not in fields:
                self.findings.append(self._unrepresentable(line))
                continue
            end = len(line.text)
            whole = [(0, end), *[(end, end)] * (len(fields) - 1)]
            rows.append(Row(tuple(line.cell(a, b) for a, b in cells or whole), line.number, line.span))
        return Table(names, tuple(rows), header.number, Span(header.span.start, chunk[-1].span.end))

    def _unrepresentable(self, line: _Line) -> Finding:
        return Finding(
            code="ITEM_UNREPRESENTABLE",
            severity=Severity.WARNING,
            message=f"nothing shows where one cell of this row ends and the next begins: {line.bare[:80]}",
            hint="keep the tracker as a Markdown table, or name a path where the evidence begins",
            path=self.path,
            line=line.number,
            span=line.span,
        )


def _is_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or text.endswith(SENTENCE_END) or text[0].islower():
        return False
    return any(char.isalpha() for char in text) and text[0] not in "/.`<{[(" and ": " not in text

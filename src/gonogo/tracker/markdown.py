"""Markdown to blocks: CommonMark's block structure from pulldown-cmark, tables by our own rules (`pipes`).

Tables are left to `pipes` because the parser sees only those that GFM accepts, and their authors see more. The parser's
ranges are bytes; its events are streamed, never listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Any

from pyromark import Markdown, Options

from gonogo.model.item import Span
from gonogo.tracker.blocks import Block, Blocks, Fence, Heading, ListLine, Paragraph
from gonogo.tracker.pipes import Line, Reader
from gonogo.tracker.silences import FILLER
from gonogo.tracker.strays import Strays

_MARKDOWN = Markdown(options=Options.ENABLE_YAML_STYLE_METADATA_BLOCKS)
_MARK = b"\xef\xbb\xbf"
_ENDING = re.compile(rb"\r\n|\n|\r")
_INDENT = re.compile(rb"[ \t]*(?:>[ \t]?[ \t]*)*")
_PLAIN_INDENT = re.compile(rb"[ \t]*")
_BOX = re.compile(
    rb"(?:\[([^\[\]\r\n]{0,4})\]|(\xe2\x98[\x90\x91\x92]|\xe2\x9c[\x93\x94]|\xe2\xac\x9c|\xe2\x96\xa1))"
    rb"(?=[ \t\r\n]|\xc2\xa0|$)[ \t]*"
)
"""A box in brackets, or one of ☐ ☑ ☒ ✓ ✔ ⬜ □."""

_ATX = re.compile(rb"#{1,6}(?:[ \t]+|$)")
_ATX_END = re.compile(rb"(?:^|[ \t]+)#+[ \t]*$")
_FILLING = FILLER + b" \t"
_LEVELS = {f"H{n}": n for n in range(1, 7)}
_LEAVES = frozenset({"Heading", "Paragraph", "CodeBlock", "HtmlBlock", "MetadataBlock"})
_CONTAINERS = frozenset({"List", "Item", "BlockQuote"})
_DEEPEST = 64
"""List levels that are told apart; deeper lines count as this deep."""


def read_markdown(path: str, data: bytes, *, filled: bool = False) -> Blocks:
    """Return the blocks of a Markdown document that is valid UTF-8; `filled` where silences were taken out of it."""
    return _Builder(path, data, filled=filled).build()


def _name(tag: Any) -> str:
    return tag if type(tag) is str else next(iter(tag))


class _Item:
    """An open list item: its number, and whether its first text was met."""

    __slots__ = ("begun", "number")

    def __init__(self, number: int | None) -> None:
        self.number = number
        self.begun = False


class _Builder:
    def __init__(self, path: str, data: bytes, *, filled: bool) -> None:
        self._data = data
        self._filled = filled
        self._offset = len(_MARK) if data.startswith(_MARK) else 0
        self._starts = [0, *(m.end() for m in _ENDING.finditer(data))]
        self._tables = Reader(path, data, self._line_of)
        self._blocks: list[Block] = []
        self._numbers: list[int | None] = []
        self._items: list[_Item] = []
        self._quotes = 0
        self._loose: tuple[int, int] | None = None
        self._strays = Strays(data, self._tables, self._blocks)

    def build(self) -> Blocks:
        """Stream the events once: leaves are read from their bytes, so that inline events are passed over."""
        skip = ""
        offset = self._offset
        text = self._data[offset:].decode() if offset else self._data.decode()
        event: Any
        for event, span in _MARKDOWN.events_with_range(text):
            tagged = type(event) is dict
            if skip:
                if tagged and "End" in event and _name(event["End"]) == skip:
                    skip = ""
                continue
            if tagged and "Start" in event:
                name = _name(event["Start"])
                if name in _LEAVES:
                    self._flush()
                    self._leaf(name, event["Start"], span["start"] + offset, span["end"] + offset)
                    skip = name
                    continue
                if name in _CONTAINERS:
                    self._flush()
                    self._enter(name, event["Start"])
                    continue
            elif tagged and "End" in event:
                name = _name(event["End"])
                if name in _CONTAINERS:
                    self._flush()
                    self._leave(name)
                    continue
            if self._items:
                start = self._loose[0] if self._loose else span["start"] + offset
                self._loose = (start, span["end"] + offset)
        self._flush()
        self._strays.finish()
        return Blocks(blocks=tuple(self._blocks), findings=tuple(self._tables.findings))

    def _enter(self, name: str, tag: Any) -> None:
        if name == "List":
            self._numbers.append(tag["List"])
        elif name == "Item":
            number = self._numbers[-1]
            self._items.append(_Item(number))
            if number is not None:
                self._numbers[-1] = number + 1
        else:
            self._quotes += 1

    def _leave(self, name: str) -> None:
        if name == "List":
            self._numbers.pop()
        elif name == "Item":
            self._items.pop()
        else:
            self._quotes -= 1

    def _flush(self) -> None:
        if self._loose is not None:
            start, end = self._loose
            self._loose = None
            self._text(start, end)

    def _leaf(self, name: str, tag: Any, start: int, end: int) -> None:
        if name == "Paragraph":
            self._text(start, end)
        elif name == "Heading":
            self._heading(_LEVELS[tag["Heading"]["level"]], start, end)
        elif name == "CodeBlock":
            self._code(tag["CodeBlock"], start, end)
        elif name == "MetadataBlock":
            body = self._between(start, end)
            self._blocks.append(
                Fence(language="yaml", body=body, line=self._line_of(start), span=Span(start, end), front=True)
            )
        elif not self._data.startswith(b"<!--", start):
            lines = self._lines(start, end)
            found = self._tables.find(lines)
            while found is not None:
                self._strays.emit(found.table)
                found = self._tables.find(lines, found.past)

    def _code(self, tag: Any, start: int, end: int) -> None:
        fenced = type(tag) is dict
        language = tag["Fenced"] if fenced else ""
        body = self._between(start, end) if fenced else self._data[start:end].decode()
        self._blocks.append(Fence(language=language, body=body, line=self._line_of(start), span=Span(start, end)))

    def _between(self, start: int, end: int) -> str:
        lines = self._data[start:end].decode().splitlines(keepends=True)[1:]
        if lines and lines[-1].strip().strip("`~-.") == "":
            lines.pop()
        return "".join(lines)

    def _heading(self, level: int, start: int, end: int) -> None:
        lines = self._lines(start, end)
        if not lines:
            return
        first, past = lines[0]
        opening = _ATX.match(self._data, first, past)
        if opening:
            first = opening.end()
            closing = _ATX_END.search(self._data[first:past])
            past = first + closing.start() if closing else past
        elif len(lines) > 1:
            past = lines[-2][1]
        raw = self._data[first:past].decode()
        self._blocks.append(Heading(level=level, raw=raw, line=self._line_of(start), span=Span(first, past)))

    def _text(self, start: int, end: int) -> None:
        """Emit a paragraph, or the first text of an item, with the tables inside it."""
        lines = self._lines(start, end)
        if not lines:
            return
        if b"|" not in self._data[start:end]:
            self._prose(lines)
            return
        lines = lines[self._strays.take(lines, self._lines) :]
        at = 0
        found = self._tables.find(lines)
        while found is not None:
            self._prose(lines[at : found.first])
            self._strays.emit(found.table)
            at = found.past
            found = self._tables.find(lines, at)
        self._prose(lines[at:])

    def _prose(self, lines: list[Line]) -> None:
        if not lines:
            return
        item = self._items[-1] if self._items else None
        if item is not None and not item.begun:
            item.begun = True
            self._list_line(item, lines)
            return
        for part in self._unbroken(lines) if self._filled else (lines,):
            first, past = part[0][0], part[-1][1]
            self._blocks.append(
                Paragraph(
                    raw=self._joined(part), line=self._line_of(first), span=Span(first, past), quoted=self._quotes > 0
                )
            )

    def _unbroken(self, lines: list[Line]) -> list[list[Line]]:
        """Part lines where a silence was taken out between them, so that each knows its number."""
        parts = [lines[:1]]
        for before, line in pairwise(lines):
            if self._line_of(line[0]) == self._line_of(before[0]) + 1:
                parts[-1].append(line)
            else:
                parts.append([line])
        return parts

    def _list_line(self, item: _Item, lines: list[Line]) -> None:
        first, past = lines[0][0], lines[-1][1]
        box: str | None = None
        box_span: Span | None = None
        match = _BOX.match(self._data, first, lines[0][1])
        if match:
            box = (match[1] if match[1] is not None else match[2]).decode().strip()
            box_span = Span(match.start(), match.end(1) + 1 if match[1] is not None else match.end(2))
            lines = [(match.end(), lines[0][1]), *lines[1:]]
        self._blocks.append(
            ListLine(
                depth=min(len(self._numbers) - 1, _DEEPEST),
                raw=self._joined(lines),
                line=self._line_of(first),
                span=Span(lines[0][0], past),
                number=item.number,
                box=box,
                box_span=box_span,
                quoted=self._quotes > 0,
            )
        )

    def _joined(self, lines: list[Line]) -> str:
        data = self._data
        if len(lines) == 1:
            return data[lines[0][0] : lines[0][1]].decode()
        return "\n".join(data[start:end].decode() for start, end in lines)

    def _lines(self, start: int, end: int) -> list[Line]:
        """Return the lines of a byte range without indentation, quote marks, line endings and empty lines."""
        data = self._data
        indent = _INDENT if self._quotes else _PLAIN_INDENT
        lines = []
        number = bisect_right(self._starts, start) - 1
        first = start
        while first < end:
            number += 1
            following = self._starts[number] if number < len(self._starts) else len(data)
            past = min(following, end)
            opening = indent.match(data, first, past)
            first = opening.end() if opening and first != start else first
            text = data[first:past].rstrip()
            if self._filled and FILLER in text:
                first += len(text) - len(text.lstrip(_FILLING))
                text = data[first:past].rstrip(_FILLING + b"\r\n")
            if text:
                lines.append((first, first + len(text)))
            first = past
        return lines

    def _line_of(self, position: int) -> int:
        return bisect_right(self._starts, position)

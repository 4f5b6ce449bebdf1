"""YAML and JSON texts to one kind of tree, whose every scalar knows its line and its bytes.

Rules:
1. Nothing recurses: YAML is read from the parser's events, JSON from its tokens, each with a stack of our own.
2. At most DEEPEST levels, and aliases may not multiply the document beyond LARGEST_EXPANSION nodes: INPUT_NESTED.
3. A key that stands twice in one mapping is refused: nobody knows which of the two was meant.
4. Scalars stay the text that was written (YAML 1.2 core schema): `no` is a word, `007` keeps its zeros.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from gonogo.errors import InputError
from gonogo.model.item import Span

DEEPEST = 100
LARGEST_EXPANSION = 2_000_000

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TOKEN = re.compile(
    rb'[ \t\r\n]*+(?:(?P<string>"[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+")'
    rb"|(?P<mark>[][{},:])|(?P<word>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null))"
)
_BLANK = re.compile(rb"[ \t\r\n]*+")
_CHUNK = 1024


@dataclass(slots=True, eq=False)
class Scalar:
    """One value as text; `quoted` tells that it can only be a string."""

    text: str
    line: int
    span: Span
    quoted: bool = False

    @property
    def null(self) -> bool:
        """Whether nothing was written, or the word for nothing."""
        return not self.quoted and self.text in _NULLS


@dataclass(slots=True, eq=False)
class Sequence:
    """A list."""

    line: int
    span: Span
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys and values in document order."""

    line: int
    span: Span
    entries: dict[str, Node] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


class Offsets:
    """Character offsets of a text to byte offsets of its UTF-8, without a table as long as the text."""

    def __init__(self, text: str, before: int = 0) -> None:
        self._text, self._before = text, before
        self._ascii = text.isascii()
        self._sums = [0]
        if not self._ascii:
            for at in range(0, len(text), _CHUNK):
                self._sums.append(self._sums[-1] + len(text[at : at + _CHUNK].encode()))

    def byte(self, at: int) -> int:
        """Return the byte at which the character stands."""
        if self._ascii:
            return self._before + at
        chunk = at // _CHUNK
        return self._before + self._sums[chunk] + len(self._text[chunk * _CHUNK : at].encode())


class _Builder:
    """Puts nodes together; shared by both formats."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.roots: list[Node] = []
        self.stack: list[tuple[Sequence | Mapping, str | None]] = []
        self.key: Scalar | None = None
        self.sizes: dict[int, int] = {}

    def add(self, node: Node, size: int = 1) -> None:
        """Put a finished or just opened node where it belongs."""
        if not self.stack:
            self.roots.append(node)
            return
        holder = self.stack[-1][0]
        total = self.sizes[id(holder)] = self.sizes[id(holder)] + size
        if total > LARGEST_EXPANSION:
            raise self.nested(node.line, f"at most {LARGEST_EXPANSION:,} values, aliases expanded", "more")
        if isinstance(holder, Sequence):
            holder.items.append(node)
        elif self.key is None:
            self.key = node if isinstance(node, Scalar) else Scalar(f"\0{node.span.start}", node.line, node.span)
        else:
            if self.key.text in holder.entries and self.key.text != "<<":
                raise self.fault(self.key.line, f"the key {self.key.text[:60]!r} stands twice in one mapping")
            holder.entries[self.key.text] = node
            self.key = None

    def open(self, node: Sequence | Mapping) -> None:
        """Begin a list or a mapping."""
        if len(self.stack) >= DEEPEST:
            raise self.nested(node.line, f"at most {DEEPEST} levels", "deeper nesting")
        as_key = bool(self.stack) and isinstance(self.stack[-1][0], Mapping) and self.key is None
        self.add(node)
        self.stack.append((node, self.key.text if self.key and as_key else None))
        self.sizes[id(node)] = 1
        self.key = None

    def close(self, end: int) -> Node:
        """End the innermost list or mapping at this byte."""
        node, key = self.stack.pop()
        node.span = Span(node.span.start, end)
        size = self.sizes[id(node)]
        if self.stack:
            self.sizes[id(self.stack[-1][0])] += size - 1
            if self.sizes[id(self.stack[-1][0])] > LARGEST_EXPANSION:
                raise self.nested(node.line, f"at most {LARGEST_EXPANSION:,} values, aliases expanded", "more")
        self.key = Scalar(key, node.line, node.span) if key is not None else None
        return node

    def fault(self, line: int, message: str) -> InputError:
        """The document is not what its format allows."""
        return InputError(message, code="TRACKER_UNREADABLE", where=f"{self.path}:{line}")

    def nested(self, line: int, expected: str, found: str) -> InputError:
        """The document is nested or expanded beyond what is read."""
        return InputError(
            "the document is nested too deep or expands too far",
            code="INPUT_NESTED",
            where=f"{self.path}:{line}",
            expected=expected,
            found=found,
            hint="flatten it",
        )


def read_yaml(path: str, data: bytes) -> list[Node]:
    """Return the root of each YAML document in the bytes."""
    text, before = _decode(path, data)
    offsets = Offsets(text, before)
    builder = _Builder(path)
    anchors: dict[str, Node] = {}
    opened: set[int] = set()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            _take(builder, event, offsets, anchors, opened)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        raise builder.fault(mark.line + 1 if mark else 1, f"not YAML: {problem}") from error
    return builder.roots


def _take(builder: _Builder, event: yaml.Event, offsets: Offsets, anchors: dict[str, Node], opened: set[int]) -> None:
    if event.start_mark is None or event.end_mark is None:
        return
    line = event.start_mark.line + 1
    span = Span(offsets.byte(event.start_mark.index), offsets.byte(event.end_mark.index))
    if isinstance(event, yaml.CollectionEndEvent):
        opened.discard(id(builder.close(span.end)))
    elif isinstance(event, yaml.AliasEvent):
        builder.add(*_follow(builder, str(event.anchor), line, anchors, opened))
    elif isinstance(event, yaml.DocumentStartEvent):
        anchors.clear()
    elif isinstance(event, yaml.ScalarEvent):
        scalar = Scalar(event.value, line, span, quoted=bool(event.style))
        if event.anchor:
            anchors[event.anchor] = scalar
        builder.add(scalar)
    elif isinstance(event, yaml.CollectionStartEvent):
        make = Sequence if isinstance(event, yaml.SequenceStartEvent) else Mapping
        holder = make(line, Span(span.start, span.start))
        if event.anchor:
            anchors[event.anchor] = holder
        opened.add(id(holder))
        builder.open(holder)


def _follow(builder: _Builder, name: str, line: int, anchors: dict[str, Node], opened: set[int]) -> tuple[Node, int]:
    """Return what an alias stands for, and how many values that is."""
    known = anchors.get(name)
    if known is None:
        raise builder.fault(line, f"the alias *{name[:60]} names no anchor")
    if id(known) in opened:
        raise builder.nested(line, "an alias of something that has ended", f"*{name[:60]} inside itself")
    return known, builder.sizes.get(id(known), 1)


def read_json(path: str, data: bytes) -> list[Node]:
    """Return the root of a JSON document, in a list."""
    _, before = _decode(path, data)
    builder = _Builder(path)
    lines = _Lines(data)
    expect = "value"
    for kind, text, start, end in _tokens(builder, data, before, lines):
        if kind == "mark":
            expect = _mark(builder, text, start, end, expect, lines)
            continue
        if expect not in ("value", "value or ]", "key", "key or }") or (expect.startswith("key") and kind != "string"):
            raise builder.fault(lines.at(start), f"not JSON: expected {expect}, found a {kind}")
        builder.add(Scalar(text, lines.at(start), Span(start, end), quoted=kind == "string"))
        expect = ":" if expect.startswith("key") else _next(builder)
    if builder.stack or not builder.roots:
        raise builder.fault(lines.at(len(data)), "not JSON: it ends too early")
    return builder.roots


def _next(builder: _Builder) -> str:
    return ", or end" if builder.stack else "end of document"


def _mark(builder: _Builder, mark: str, start: int, end: int, expect: str, lines: _Lines) -> str:
    inner = builder.stack[-1][0] if builder.stack else None
    if mark in "[{" and expect in ("value", "value or ]"):
        builder.open((Sequence if mark == "[" else Mapping)(lines.at(start), Span(start, start)))
        return "value or ]" if mark == "[" else "key or }"
    if mark == "]" and isinstance(inner, Sequence) and expect in (", or end", "value or ]"):
        builder.close(end)
        return _next(builder)
    if mark == "}" and isinstance(inner, Mapping) and expect in (", or end", "key or }"):
        builder.close(end)
        return _next(builder)
    if mark == "," and expect == ", or end":
        return "value" if isinstance(inner, Sequence) else "key"
    if mark == ":" and expect == ":":
        return "value"
    raise builder.fault(lines.at(start), f"not JSON: expected {expect}, found {mark!r}")


def _tokens(builder: _Builder, data: bytes, before: int, lines: _Lines) -> Iterator[tuple[str, str, int, int]]:
    at = before
    while True:
        found = _TOKEN.match(data, at)
        if found is None:
            at = _BLANK.match(data, at).end()  # type: ignore[union-attr]  # it matches nothing at least
            if at < len(data):
                raise builder.fault(
                    lines.at(at), f"not JSON: unexpected {data[at : at + 12].decode('utf-8', 'replace')!r}"
                )
            return
        kind = found.lastgroup or ""
        start, at = found.span(kind)
        text = data[start:at].decode()
        if kind == "string":
            try:
                text = json.loads(text) if "\\" in text else text[1:-1]
                text.encode()
            except ValueError as error:
                raise builder.fault(lines.at(start), f"not JSON: {error}") from error
        yield kind, text, start, at


class _Lines:
    """Line numbers of growing byte offsets, each newline counted once."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at, self._line = data, 0, 1

    def at(self, offset: int) -> int:
        if offset > self._at:
            self._line += self._data.count(b"\n", self._at, offset)
            self._at = offset
        return self._line


def _decode(path: str, data: bytes) -> tuple[str, int]:
    """Return the text behind a byte order mark, and how many bytes the mark takes."""
    before = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        return data[before:].decode("utf-8"), before
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "the document is not UTF-8",
            code="TRACKER_UNREADABLE",
            where=f"{path}:{line}",
            found=f"byte 0x{data[error.start + before]:02x}" if error.start + before < len(data) else None,
            hint="save it as UTF-8",
        ) from error

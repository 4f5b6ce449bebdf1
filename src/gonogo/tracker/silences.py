"""Silences in documents: comments that name findings which somebody decided not to be told of.

Rules:
1. In Markdown a silence is `<!-- gonogo: ignore CODE, … until=DAY reason="why" -->`, outside of code; in YAML it is a
   comment `# gonogo: ignore …`. JSON and CSV have no comments, so no silences.
2. Before a document is read, its silences are taken out without moving any other byte: the comment is no part of a
   cell, and a line of its own parts no table, list or paragraph. All other comments stay as the renderer sees them.
3. A silence that is alone in its line speaks for the document, any other for its line; in a list line that runs over
   several, for the first; in YAML, for the line of the item that it stands in.
4. What cannot be understood is told as a fault of the silence, never passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import structs
from pyromark import Markdown, Options

from gonogo.model.item import Item, Silence, Span
from gonogo.tracker.blocks import Block, ListLine
from gonogo.tracker.tree import Mapping, Node, Scalar, Sequence

FILLER = b"\x1a"
"""Stands where a comment was that blanks would make another line of."""

_OPENING = re.compile(rb"<!--[ \t\r\n]*gonogo[ \t]*:[ \t\r\n]*ignore\b", re.IGNORECASE)
_YAML = re.compile(
    rb"(?:^|(?<=[ \t]))#[ \t]*gonogo[ \t]*:[ \t]*ignore\b(?P<body>[^\r\n]*)", re.IGNORECASE | re.MULTILINE
)
_PART = re.compile(
    r"(?P<name>[A-Za-z_][\w-]*)[ \t]*=[ \t]*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s,\"]+))(?=[\s,]|\Z)"
    r"|(?P<code>[A-Z][A-Z0-9_]*)(?=[\s,]|\Z)|(?P<other>[^\s,]+)"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEGINNING = re.compile(rb"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\Z")
_BLANK = b" \t>\r"
_SHOWN = 40
"""Characters of what cannot be understood that a fault repeats."""
_MARKDOWN = Markdown(options=Options.ENABLE_YAML_STYLE_METADATA_BLOCKS)


class Written(NamedTuple):
    """One silence, and the bytes of its comment."""

    silence: Silence
    span: Span


def take_out(data: bytes) -> tuple[bytes, tuple[Written, ...]]:
    """Return a Markdown document without its silences, every other byte in its place, and the silences."""
    if b"gonogo" not in data or _OPENING.search(data) is None:
        return data, ()
    comments = list(_comments(data))
    if not comments:
        return data, ()
    bare = bytearray(data)
    for span, _, _ in comments:
        bare[span.start : span.end] = re.sub(rb"[^\r\n]", b" ", data[span.start : span.end])
    starts = [0, *(m.end() for m in re.finditer(rb"\r\n|\n|\r", data))]
    lines = _Lines(bytes(bare), starts)
    found = []
    for span, body, open_ended in comments:
        first, last = lines.at(span.start), lines.at(span.end - 1)
        whole = all(lines.is_blank(number) for number in range(first, last + 1))
        silence = _silence(body, first + 1, whole=whole)
        if open_ended:
            silence = structs.replace(silence, fault="the comment has no end")
        found.append(Written(silence, span))
        if whole:
            lines.taken.update((number, max(span.start, starts[number])) for number in range(first, last + 1))
        elif _BEGINNING.match(data[starts[first] : span.start]):
            bare[span.start : span.end] = re.sub(rb"[^\r\n]", FILLER, data[span.start : span.end])
    for at in lines.bridges():
        bare[at : at + 1] = FILLER
    return bytes(bare), tuple(found)


def yaml_silences(data: bytes, roots: Iterable[Node], items: Iterable[Item]) -> tuple[Silence, ...]:
    """Return the silences in the comments of a YAML document."""
    if b"gonogo" not in data:
        return ()
    found = list(_YAML.finditer(data))
    texts = sorted(_texts(roots), key=lambda span: span.start) if found else []
    listed = sorted(items, key=lambda item: item.span.row.start) if found else []
    silences = []
    for match in found:
        at = match.start()
        before = bisect_right(texts, at, key=lambda span: span.start)
        if before and at < texts[before - 1].end:
            continue
        whole = not data[data.rfind(b"\n", 0, at) + 1 : at].strip()
        line = data.count(b"\n", 0, at) + 1
        if not whole:
            near = reversed(listed[: bisect_right(listed, at, key=lambda item: item.span.row.start)])
            line = next((item.line for item in near if at <= _line_end(data, item.span.row.end)), line)
        silences.append(_silence(match["body"].decode("utf-8", "replace"), line, whole=whole))
    return tuple(silences)


def placed(data: bytes, written: Iterable[Written], blocks: Iterable[Block]) -> tuple[Silence, ...]:
    """Return silences, those in a list line with the line where that begins."""
    lists = [block for block in blocks if isinstance(block, ListLine)]
    found = []
    for silence, span in written:
        before = bisect_right(lists, span.start, key=lambda block: block.span.start)
        if not silence.whole and before and data.find(b"\n", lists[before - 1].span.end, span.start) < 0:
            silence = structs.replace(silence, line=lists[before - 1].line)  # noqa: PLW2901
        found.append(silence)
    return tuple(found)


def _line_end(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return end if end >= 0 else len(data)


def _texts(roots: Iterable[Node]) -> Iterator[Span]:
    open_nodes = list(roots)
    seen: set[int] = set()
    while open_nodes:
        node = open_nodes.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Scalar):
            yield node.span
        elif isinstance(node, Sequence):
            open_nodes.extend(node.items)
        elif isinstance(node, Mapping):
            open_nodes.extend(node.entries.values())


def _comments(data: bytes) -> Iterator[tuple[Span, str, bool]]:
    """Yield the bytes of each silence outside of code, what stands behind `ignore`, and whether it lacks an end."""
    code = _code(data)
    at = 0
    for match in _OPENING.finditer(data):
        start = match.start()
        while at < len(code) and code[at].end <= start:
            at += 1
        if at < len(code) and code[at].start <= start:
            continue
        behind = match.end()
        following = data.find(b"<!--", behind)
        last = following if following >= 0 else len(data)
        end = data.find(b"-->", behind, last)
        open_ended = end < 0
        if open_ended:
            line = data.find(b"\n", behind, last)
            end = line if line >= 0 else last
        body = data[behind:end].decode("utf-8", "replace").rstrip("\r")
        yield Span(start, end if open_ended else end + 3), body, open_ended


def _code(data: bytes) -> list[Span]:
    """Return where code blocks, code spans and front matter stand, in order."""
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    found: list[Span] = []
    for event, span in _MARKDOWN.events_with_range(data[mark:].decode("utf-8", "replace")):
        if type(event) is not dict:
            continue
        begun = event.get("Start")
        block = begun if type(begun) is dict else {}
        if "Code" in event or "CodeBlock" in block or "MetadataBlock" in block:
            found.append(Span(span["start"] + mark, span["end"] + mark))
    return found


class _Lines:
    """The lines of a document whose comments are blanked; `taken` are those that held nothing else."""

    def __init__(self, bare: bytes, starts: list[int]) -> None:
        self._bare = bare
        self._starts = starts
        self.taken: dict[int, int] = {}

    def at(self, position: int) -> int:
        """Return the line, from 0, of a byte."""
        return bisect_right(self._starts, position) - 1

    def is_blank(self, number: int) -> bool:
        """Return whether nothing but quote marks stands in a line; there is none beyond the first and the last."""
        if not 0 <= number < len(self._starts):
            return True
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._bare)
        return not self._bare[self._starts[number] : end].strip(_BLANK + b"\n")

    def bridges(self) -> Iterator[int]:
        """Yield where a filler must stand so that the lines before and after comments still follow each other."""
        run: list[int] = []
        for number in sorted(self.taken):
            if run and number != run[-1] + 1:
                yield from self._bridge(run)
                run = []
            run.append(number)
        yield from self._bridge(run)

    def _bridge(self, run: list[int]) -> Iterator[int]:
        if run and not self.is_blank(run[0] - 1) and not self.is_blank(run[-1] + 1):
            yield from (self.taken[number] for number in run)


def _silence(body: str, line: int, *, whole: bool) -> Silence:
    codes: list[str] = []
    said: dict[str, str] = {}
    faults: list[str] = []
    for part in _PART.finditer(body):
        name = (part["name"] or "").casefold()
        if part["code"] and not said:
            codes.append(part["code"])
        elif part["code"] or part["other"]:
            faults.append(f"{part[0][:_SHOWN]!r} is neither a code nor in quotation marks")
        elif name not in ("until", "reason"):
            faults.append(f"nobody knows {name[:_SHOWN]!r}; there are until and reason")
        elif name in said:
            faults.append(f"it says {name} twice")
        else:
            said[name] = part["quoted"] if part["quoted"] is not None else part["bare"]
            if name == "reason" and part["quoted"] is None:
                faults.append("its reason stands in no quotation marks")
            if name == "until" and not _DAY.fullmatch(said[name]):
                faults.append(f"{said[name][:_SHOWN]!r} is no day such as 2026-12-31")
    if not codes:
        faults.append("it names no code")
    return Silence(
        codes=tuple(dict.fromkeys(codes)),
        until=said.get("until"),
        reason=" ".join(said["reason"].split()) if "reason" in said else None,
        line=line,
        whole=whole,
        fault=faults[0] if faults else None,
    )

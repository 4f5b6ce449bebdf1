"""Prose for rules to read: headings, list lines and each line of a paragraph, without markup.

Rules:
1. A paragraph gives one passage a line, so that a rule names the right one; so do the lines that continue a list line,
   which count as a paragraph. Emphasis that runs over several lines is taken off all the same.
2. Front matter gives its `Key: value` lines. Code blocks, diagrams and tables give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gonogo.model.item import Passage, PassageKind
from gonogo.tracker.blocks import Block, Fence, Heading, ListLine, Paragraph
from gonogo.tracker.inline import plain

_BREAK = "\ue002"
"""Stands for a line's end while markup is taken off, which would otherwise make it a space."""
_FRONT = re.compile(r"(?P<key>[^\s#:'\"\[\]{}-][^:#]{0,60}):[ \t]+(?P<value>\S.*)$")


def passages(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """Return the prose of a document in order."""
    found: list[Passage] = []
    for block in blocks:
        if isinstance(block, Heading):
            text = plain(block.raw)
            if text:
                found.append(Passage(kind=PassageKind.HEADING, text=text, line=block.line, level=block.level))
        elif isinstance(block, ListLine):
            first, *more = _lines(block.raw)
            found.append(
                Passage(
                    kind=PassageKind.LINE,
                    text=first,
                    line=block.line,
                    level=block.depth,
                    quoted=block.quoted,
                    box=block.box,
                )
            )
            found.extend(_prose(more, block.line + 1, quoted=block.quoted))
        elif isinstance(block, Paragraph):
            found.extend(_prose(_lines(block.raw), block.line, quoted=block.quoted))
        elif isinstance(block, Fence) and block.front:
            found.extend(_front(block))
    return tuple(found)


def _lines(raw: str) -> list[str]:
    if "\n" not in raw:
        return [plain(raw)]
    lines = plain(raw.replace(_BREAK, " ").replace("\n", _BREAK)).split(_BREAK)
    if len(lines) != raw.count("\n") + 1:  # a tag ran over several lines
        lines = [plain(line) for line in raw.split("\n")]
    return [line.strip() for line in lines]


def _prose(lines: Iterable[str], first: int, *, quoted: bool) -> Iterator[Passage]:
    for number, text in enumerate(lines, first):
        if text:
            yield Passage(kind=PassageKind.PARAGRAPH, text=text, line=number, quoted=quoted)


def _front(block: Fence) -> Iterator[Passage]:
    for number, line in enumerate(block.body.split("\n"), block.line + 1):
        match = _FRONT.match(line)
        if match is not None:
            value = match["value"].split(" #", 1)[0].strip().strip("\"'")
            if value:
                yield Passage(kind=PassageKind.LINE, text=f"{match['key'].strip()}: {value}", line=number)

"""Places in a document that a link may name: headings, spelled as GitHub spells them, and ids given by hand.

A heading's name is its text in lower case without punctuation, spaces as hyphens; the second of the same name gets
`-1`. Lines inside code fences are no headings. Works line by line: a document need not be well formed to have headings.
"""

from __future__ import annotations

import re

LONGEST = 2_000
"""Characters; a longer line is no heading that anyone reads, and matching takes time in proportion to its square."""
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_ASCIIDOC = re.compile(r"={1,6}[ \t]+(.*\S)[ \t]*")
_UNDERLINE = re.compile(r"[ \t]*([=\-~^\"'`#*+.:_])\1{2,}[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_GIVEN = re.compile(r"""\b(?:id|name)\s*=\s*["']([^"'<>]+)["']|\{#([\w:.-]+)\}|^\.\. _([^:]+):|\[\[([\w:.-]+)\]\]""")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[^<>]*>")
_DROPPED = re.compile(r"[^\w\- ]")


def find_places(text: str) -> frozenset[str]:
    """Return the names of all headings and given ids of a document."""
    places: set[str] = set()
    seen: dict[str, int] = {}
    fence: str | None = None
    before = ""
    for line in text.splitlines():
        if mark := _FENCE.fullmatch(line):
            if fence is None:
                fence = mark[1]
            elif mark[1].startswith(fence) and not mark[2].strip():
                fence = None
            before = ""
            continue
        if fence is None:
            if "=" in line or "#" in line or "[[" in line or line.startswith(".. _"):
                places.update(name for found in _GIVEN.findall(line) for name in found if name)
            heading = _heading(line, before)
            if heading is not None:
                name = slug(heading)
                count = seen[name] = seen.get(name, -1) + 1
                places.add(f"{name}-{count}" if count else name)
            before = line
    return frozenset(places)


def slug(heading: str) -> str:
    """Return the name by which a link refers to a heading."""
    text = _TAG.sub("", _LINK.sub(r"\1", heading)).strip().lower()
    return _DROPPED.sub("", text).replace(" ", "-")


def _heading(line: str, before: str) -> str | None:
    if max(len(line), len(before)) > LONGEST:
        return None
    if found := _ATX.fullmatch(line) or _ASCIIDOC.fullmatch(line):
        return found[1]
    if before.strip() and _UNDERLINE.fullmatch(line) and not _UNDERLINE.fullmatch(before):
        return before
    return None

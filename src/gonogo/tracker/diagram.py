"""What every kind of mermaid diagram is read from and into: lines that know their bytes, and the parts of a tracker."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gonogo.model.item import Finding, Item, Severity, Span, Structure, StructureType
from gonogo.tracker.statuses import StatusReader

_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_ENTITY = re.compile(r"#(\w{1,10});")
_FENCE = ("```", "~~~", ":::")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a diagram without its indent: its number in the document and the byte at which its text starts."""

    text: str
    line: int
    start: int


class Diagram(NamedTuple):
    """What one diagram says."""

    items: tuple[Item, ...] = ()
    structures: tuple[Structure, ...] = ()
    findings: tuple[Finding, ...] = ()


class Place(NamedTuple):
    """Where a diagram stands: document, its heading, and how its statuses are read."""

    path: str
    heading: str | None
    statuses: StatusReader


def split_lines(data: bytes, span: Span, line: int) -> list[Line]:
    """Return a diagram's lines without fence, front matter, quote marks and indent, each with its place."""
    found: list[Line] = []
    at = span.start
    hidden: str | None = None
    for number, raw in enumerate(data[span.start : span.end].split(b"\n")):
        bare = raw.lstrip(b" \t>") if raw.lstrip(b" \t").startswith(b">") else raw.lstrip(b" \t")
        text = bare.decode("utf-8", "replace").rstrip()
        start = at + len(raw) - len(bare)
        at += len(raw) + 1
        if hidden is not None:
            hidden = None if hidden in text else hidden
        elif text.startswith(_FENCE):
            continue
        elif text == "---" and not any(known.text for known in found):
            hidden = "---"
        elif text.startswith("%%{"):
            hidden = None if "}%%" in text else "}%%"
        else:
            found.append(Line(text, line + number, start))
    return found


def span_of(line: Line, begin: int, end: int) -> Span:
    """Return the bytes of some of a line's characters."""
    if line.text.isascii():
        return Span(line.start + begin, line.start + end)
    start = line.start + len(line.text[:begin].encode())
    return Span(start, start + len(line.text[begin:end].encode()))


def clean_label(text: str) -> str:
    """Return a label as people read it: breaks are spaces; tags, quotes, ticks and entities are resolved."""
    text = _TAG.sub("", _BREAK.sub(" ", text)).strip('"` \t')
    text = _ENTITY.sub(lambda found: f"&#{found[1]};" if found[1].isdigit() else f"&{found[1]};", text)
    return " ".join(html.unescape(text).split())


def findings_of(place: Place, faults: Iterable[Line]) -> tuple[Finding, ...]:
    """Return a finding for each line that is not understood."""
    return tuple(
        Finding(
            code="ITEM_UNREPRESENTABLE",
            severity=Severity.WARNING,
            message=f"the diagram's line is not understood: {line.text[:80]}",
            path=place.path,
            line=line.line,
            span=span_of(line, 0, len(line.text)),
        )
        for line in faults
    )


def structure_of(
    place: Place, kind: StructureType, columns: tuple[str, ...], rows: Sequence[tuple[int, tuple[str, ...]]]
) -> tuple[Structure, ...]:
    """Return the rows, each with its line, as a structure; nothing for no rows."""
    if not rows:
        return ()
    return (
        Structure(
            type=kind,
            heading=place.heading,
            columns=columns,
            rows=tuple(row for _, row in rows),
            lines=tuple(line for line, _ in rows),
            fields=(None,) * len(columns),
            items=(None,) * len(rows),
            statuses=(None,) * len(rows),
            path=place.path,
            line=rows[0][0],
        ),
    )

"""Findings as other programs take them: which text is meant, in which file of the repository, and known again later.

Rules:
1. Paths are relative to the repository, not to the workspace: forges know nothing of workspaces.
2. A region is given only where the bytes confirm it: columns and bytes name the same text (SARIF 2.1.0 §3.30.4).
3. A fingerprint says which fault it is, not where: it survives lines that move, and no two findings share one.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gonogo.model.item import Finding, Silenced, Span

_PLACE = re.compile(r"(?<=\S:)\d+\b|(?<=\bline )\d+\b")
"""Numbers of lines inside a message."""
_PLACE_IN_KEY = re.compile(r":\d+#")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of text: lines and columns from 1, the end excluded; columns in UTF-16 units, as editors count them."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, kw_only=True)
class Published:
    """What a check found, with all that other programs ask about it."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()
    documents: tuple[str, ...] = ()
    """Every tracker that was read, also those in which nothing was found."""
    items: int = 0
    texts: Mapping[str, bytes] = field(default_factory=dict)
    """What the documents hold, by path."""
    prefix: str = ""
    """Where the workspace lies in its repository: empty, or a path that ends in a slash."""

    def place(self, path: str) -> str:
        """Return a document's path as the repository knows it; what lies outside the workspace stays absolute."""
        return path if path.startswith("/") else f"{self.prefix}{path}"

    def region(self, finding: Finding) -> Region | None:
        """Return the text that a finding is about; None where only its line is known."""
        if finding.span is None or finding.path not in self.texts:
            return None
        region = self._lines_of(finding.path).region(finding.span)
        return region if region is not None and region.line == finding.line else None

    @cached_property
    def fingerprints(self) -> Mapping[Finding, str]:
        """A digest for each finding, silenced ones too."""
        seen: Counter[str] = Counter()
        every = dict.fromkeys((*self.findings, *(silenced.finding for silenced in self.silenced)))
        return {finding: _fingerprint(finding, self.place(finding.path), seen) for finding in every}

    @cached_property
    def by_path(self) -> Mapping[str, Sequence[Finding]]:
        """The findings of each document."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.path, []).append(finding)
        return found

    @cached_property
    def silenced_by_path(self) -> Mapping[str, Sequence[Silenced]]:
        """The silenced findings of each document."""
        found: dict[str, list[Silenced]] = {}
        for silenced in self.silenced:
            found.setdefault(silenced.finding.path, []).append(silenced)
        return found

    def _lines_of(self, path: str) -> _Lines:
        if path not in self._known_lines:
            self._known_lines[path] = _Lines(self.texts[path])
        return self._known_lines[path]

    @cached_property
    def _known_lines(self) -> dict[str, _Lines]:
        return {}


class _Lines:
    """Where the lines of a text begin."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.starts: Sequence[int] = [0, *(found.end() for found in re.finditer(rb"\n", data))]

    def region(self, span: Span) -> Region | None:
        """Return the lines and columns of a byte range; None where it is no range of this text."""
        if not 0 <= span.start <= span.end <= len(self.data):
            return None
        first, last = self._line(span.start), self._line(max(span.start, span.end - 1))
        start, end = self._column(first, span.start), self._column(last, span.end)
        return None if start is None or end is None else Region(first + 1, start, last + 1, end)

    def _line(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def _column(self, line: int, offset: int) -> int | None:
        """None in the midst of a character."""
        try:
            before = self.data[self.starts[line] : offset].removeprefix(_MARK if line == 0 else b"").decode()
        except UnicodeDecodeError:
            return None
        return len(before.encode("utf-16-le")) // 2 + 1


def _fingerprint(finding: Finding, path: str, seen: Counter[str]) -> str:
    """Return the digest of what a finding says; the second of two that say the same is told apart by its turn."""
    said = "\0".join((finding.code, path, _PLACE_IN_KEY.sub("#", finding.item or ""), _PLACE.sub("", finding.message)))
    seen[said] += 1
    turn = seen[said]
    text = said if turn == 1 else f"{said}\0{turn}"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()

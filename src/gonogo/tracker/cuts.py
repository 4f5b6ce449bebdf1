"""Where the cells of a table end that has lost its delimiters: by known words, ids and paths, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gonogo.tracker.dialect import Dialect, normal

SENTENCE_END = (".", ";", ",", ":", "?", "!", "。", "；")
_PATH = re.compile(
    r"(?:(?:GET|POST|PUT|PATCH|DELETE)[ \t]+/\S*"
    r"|(?<![\w/.@-])(?:\.{0,2}/?(?:[\w.@*{}-]+/)+[\w.@*{}-]*|\.[a-z][\w-]*(?:\.\w+)+|[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{1,5}\d?))"
    r"(?![\w/])"
)
_GOES_ON = re.compile(r"[ \t]*(?:$|[,;(+&→]|and\b|#)")
"""What stands behind a path that begins the evidence; a path inside a title is followed by words."""
_NO_FILE = re.compile(
    r"(?:e\.g|i\.e|etc|vs|v?\d+(?:\.\d+)*|\w/\w|n/a|and/or|i/o|ci/cd|on/off|yes/no|go/no-go)\.?", re.IGNORECASE
)
_ID = re.compile(r"[A-Z][A-Za-z]{0,9}[-_.]?\d+(?:[.-]\d+)*[a-z]?\b")
_LONGEST_ROW = 4_000
_WIDEST_HEADER = 8
"""Words. A longer line is prose."""


def columns(text: str, dialect: Dialect) -> list[int]:
    """Return where the columns of a header line begin; empty unless every part is a known column word."""
    words = list(re.finditer(r"\S+", text))
    if not 1 < len(words) <= _WIDEST_HEADER or text.rstrip().endswith(SENTENCE_END):
        return []
    starts: list[int] = []
    at = 0
    while at < len(words):
        stops = range(min(len(words), at + 3), at, -1)
        end = next((stop for stop in stops if column_field(_joined(words[at:stop]), dialect)), None)
        if end is None or not (words[at][0][0].isupper() or not words[at][0].isascii() or words[at][0] == "#"):
            return []
        starts.append(words[at].start())
        at = end
    return starts if len(starts) > 1 else []


def _joined(words: Iterable[re.Match[str]]) -> str:
    return " ".join(word[0] for word in words)


def column_field(header: str, dialect: Dialect) -> str | None:
    """Return the field that a header word stands for, where it is said exactly."""
    if normal(header) in ("meaning", "description", "definition", "explanation", "means"):
        return "meaning"
    meanings = [meaning.field for meaning in dialect.meanings(header) if meaning.sureness > 1]
    return next((name if not name.startswith("title") else "title" for name in meanings), None)


def pairs(cuts: list[int], end: int) -> list[tuple[int, int]]:
    """Return begin and end of each column, from where they begin."""
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def cut_row(text: str, fields: tuple[str | None, ...], dialect: Dialect) -> list[tuple[int, int]] | None:
    """Return the cells of a row as columns of its line; None where a border cannot be told."""
    cuts = [0]
    at = 0
    if len(text) > _LONGEST_ROW:
        return None
    for place, name in enumerate(fields[1:], 1):
        before = fields[place - 1]
        cut = _after(text, at, before, dialect) if before in ("id", "status") else None
        if cut is None and name == "evidence":
            cut = _first_path(text, at)
        if cut is None and name == "status":
            cut = _first_status(text, at, dialect)
        if cut is None or cut <= at:
            return None
        cuts.append(cut)
        at = cut
    return pairs(cuts, len(text))


def _after(text: str, at: int, before: str, dialect: Dialect) -> int | None:
    if before == "id":
        found = _ID.match(text, at)
        return found.end() if found else None
    length = _status_length(text[at:], dialect)
    return at + length if length else None


def _first_path(text: str, at: int) -> int | None:
    paths = [path for path in _PATH.finditer(text, at) if not _NO_FILE.fullmatch(path[0]) and path.start() > at]
    listed = [path.start() for path in paths if _GOES_ON.match(text, path.end())]
    return next(iter(listed or [path.start() for path in paths]), None)


def _first_status(text: str, at: int, dialect: Dialect) -> int | None:
    """Where the last words of the row are a status and nothing else."""
    words = list(re.finditer(r"\S+", text[at:]))
    for word in words[-4:]:
        rest = text[at + word.start() :].strip()
        if word.start() > 0 and normal(rest) in dialect.status:
            return at + word.start()
    return None


def _status_length(text: str, dialect: Dialect) -> int:
    """How many characters the longest known status at the beginning takes, with a bracket that belongs to it."""
    ends = [word.end() for word in list(re.finditer(r"\S+", text))[:5]]
    known = [
        end
        for end in ends
        if normal(re.sub(r"[()]", "", text[:end])) in dialect.status or normal(text[:end]) in dialect.status
    ]
    if not known:
        return 0
    bracket = re.match(r"\s*\([^()]{1,40}\)", text[known[-1] :])
    return known[-1] + (bracket.end() if bracket else 0)

r"""Text as a terminal shows it: how wide it is, how to cut it, and how to keep it from speaking to the terminal.

Rules:
1. No control character reaches a terminal: it is written out (`\x1b`); line breaks and tabs become a space.
2. Marks that reorder or hide text (bidirectional overrides, zero-width letters) are written out as well.
3. Widths follow Unicode Standard Annex 11: wide and full-width characters take two columns, combining ones none.
"""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_JOINER = "\u200d"
_EMOJI_MARK = "\ufe0f"
_SKIN = range(0x1F3FB, 0x1F400)


def clean(text: str) -> str:
    """Return the text on one line, with every character that could steer a terminal written out."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_written, _BREAKS.sub(" ", text))


def width(text: str) -> int:
    """Return how many columns a cleaned text takes."""
    return len(text) if text.isascii() else sum(step for _, step in _steps(text))


def fit(text: str, columns: int) -> str:
    """Return the text, cut to at most so many columns with `…` as the last where something was left out."""
    if len(text) * 2 <= columns or width(text) <= columns:
        return text
    taken = 0
    for index, step in _steps(text):
        if taken + step > columns - 1:
            return text[:index].rstrip() + "…" if columns > 0 else ""
        taken += step
    return text


def pad(text: str, columns: int) -> str:
    """Return the text with spaces after it up to so many columns."""
    return text + " " * (columns - width(text))


def _written(found: re.Match[str]) -> str:
    code = f"{ord(found[0]):02x}"
    return f"\\x{code}" if len(code) == len("ff") else f"\\u{code:0>4}"


def _steps(text: str) -> list[tuple[int, int]]:
    """Each character's index and the columns that it adds; a joiner makes one symbol of two and nothing else."""
    steps: list[tuple[int, int]] = []
    after_symbol = joined = False
    for index, char in enumerate(text):
        symbol = category(char) == "So"
        step = 0 if joined and symbol else _columns(char)
        if char == _EMOJI_MARK and steps and steps[-1][1] == 1:
            step = 1
        joined = char == _JOINER and after_symbol
        after_symbol = symbol or (after_symbol and (step == 0 or char == _EMOJI_MARK))
        steps.append((index, step))
    return steps


def _columns(char: str) -> int:
    if char < "\u0300":
        return 1
    if ord(char) in _SKIN or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1

"""Near-equal commands, put together so that a person can be asked about them once. Pure.

Rules:
1. Only commands with the same settings and the same program are near-equal.
2. Numbers and the last part of paths do not tell commands apart; options, operators and everything else do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gonogo.model.command import Command, Settings
from gonogo.verify.words import Word, tokenize

_NUMBER = re.compile(r"\d+")
_PATH = re.compile(r"(?<=/)[^/]+$")
_NODE = re.compile(r"::.*$")


def group(commands: Iterable[Command]) -> tuple[tuple[Command, ...], ...]:
    """Return the commands in groups of near-equal ones, groups and members in the order in which they came."""
    groups: dict[tuple[Settings, str], list[Command]] = {}
    for command in commands:
        groups.setdefault((command.settings, shape(command.text)), []).append(command)
    return tuple(tuple(found) for found in groups.values())


def shape(text: str) -> str:
    """Return what near-equal commands have in common: words with numbers and file names blanked out."""
    tokens = tokenize(text)
    if tokens is None:
        return text
    shaped = [
        _shape_word(token.text, index) if isinstance(token, Word) else token for index, token in enumerate(tokens)
    ]
    return " ".join(shaped)


def _shape_word(word: str, index: int) -> str:
    if index == 0:
        return word
    if not word.startswith("-"):
        word = _PATH.sub("*", _NODE.sub("", word))
    return _NUMBER.sub("N", word)

"""Answers about short texts, remembered: a tracker repeats its words, and the next version of it repeats nearly all."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")
MOST = 16_384
"""Texts that are remembered for each question."""
LONGEST = 300
"""Characters; longer texts repeat less and hold more memory."""


def remembered(answer: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Return a pure function of a text that works out each short text once."""
    recall = lru_cache(maxsize=MOST)(answer)

    @wraps(answer)
    def ask(text: str) -> Answer:
        return recall(text) if len(text) <= LONGEST else answer(text)

    return ask

"""Answers about short texts, remembered: a tracker repeats its words, and the next version of it repeats nearly all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
Text = TypeVar("Text", str, bytes)
LONGEST = 1_000
"""Characters or bytes; longer texts repeat less and hold more memory."""


class _Memory(dict[Text, Answer]):
    """Answers by text. When there are too many, all are forgotten: what is asked often is soon back."""

    def __init__(self, answer: Callable[[Text], Answer], most: int) -> None:
        super().__init__()
        self._answer: Callable[[Text], Answer] = answer
        self._most = most

    def __missing__(self, text: Text) -> Answer:
        answer: Answer = self._answer(text)
        if len(text) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[text] = answer
        return answer


def remembered(answer: Callable[[Text], Answer], most: int = 16_384) -> Callable[[Text], Answer]:
    """Return a pure function of a text that works out each short text once, up to `most` of them."""
    # The dictionary's own method is the function: no call in Python stands between a question and a known answer.
    return _Memory(answer, most).__getitem__

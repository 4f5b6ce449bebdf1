"""Telling what a program works on from its options. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gonogo.verify.words import Word


class Options:
    """Options of one program: `valued` take the next word, `plain` do not, `ends` leave no word for the program.

    short_o: whether a bundle of letters that ends in `o` takes the next word, as in `-euo pipefail`.
    """

    def __init__(self, *, valued: str = "", plain: str = "", ends: str = "", short_o: bool = False) -> None:
        self.valued = frozenset(valued.split())
        self.plain = frozenset(plain.split())
        self.ends = frozenset(ends.split())
        self.short_o = short_o


def positional(words: Sequence[Word], options: Options, *, first: bool = False) -> Iterator[Word]:
    """Yield the words that are neither options nor, as far as anyone can tell, their values; `first`: just the first.

    What follows an unknown long option may be its value: with `first` nothing more is sure then.
    """
    skip = False
    for index, word in enumerate(words):
        text = word.text
        if skip:
            skip = False
        elif text == "--":
            yield from words[index + 1 : index + 2 if first else None]
            return
        elif not text.startswith("-") or text == "-":
            yield word
            if first:
                return
        elif text in options.ends:
            return
        elif text in options.valued or (options.short_o and text[1:2] != "-" and text.endswith("o")):
            skip = True
        elif text.startswith("--") and "=" not in text and text not in options.plain:
            if first:
                return
            skip = True

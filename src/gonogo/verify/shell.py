"""The structure of a shell script as far as gonogo needs to know it: pipelines, lists and groups. Pure.

Rules:
1. What is not surely understood is opaque: compound commands (`if`, `for`, `case` …), functions, arrays. Nobody is
   judged by a guess.
2. A list is read from left to right; `&&` and `||` bind alike.

Grammar: POSIX.1-2017, Shell Command Language, 2.9.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gonogo.verify.words import ASSIGNMENT, KEYWORDS, Word, tokenize


@dataclass(frozen=True, slots=True)
class Simple:
    """A simple command: assignments before it, and its words without redirections."""

    words: tuple[Word, ...]
    assigned: bool = False
    redirected: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The words as text."""
        return tuple(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Group:
    """`( … )` or `{ …; }`."""

    body: Script


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that is not understood here."""


Part = Simple | Group | Opaque


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands joined by `|`; `connector` joins it to what stands before: `;`, `&&` or `||` (the first has `;`)."""

    connector: str
    parts: tuple[Part, ...]
    negated: bool = False
    background: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """Pipelines in order."""

    pipelines: tuple[Pipeline, ...]


@lru_cache(maxsize=64)
def parse(text: str) -> Script | None:
    """Return the structure of a script, or None where it is opaque as a whole."""
    tokens = tokenize(text)
    if tokens is None:
        return None
    reader = _Reader(tokens)
    script = reader.script(until=None)
    return script if reader.at == len(tokens) else None


def programs(script: Script) -> Iterator[str]:
    """Yield the first literal word of every simple command that the script may start, in order."""
    for pipeline in script.pipelines:
        for part in pipeline.parts:
            if isinstance(part, Group):
                yield from programs(part.body)
            elif isinstance(part, Simple) and part.words and part.words[0].literal:
                yield part.words[0].text


class _Reader:
    """Recursive descent over tokens; groups nest at most as deep as `DEEPEST`."""

    DEEPEST = 50

    def __init__(self, tokens: list[Word | str]) -> None:
        self._tokens = tokens
        self.at = 0
        self._depth = 0

    def script(self, until: str | None) -> Script:
        """Read pipelines up to a closing bracket, or to the end."""
        pipelines: list[Pipeline] = []
        connector = ";"
        while (ahead := self._peek()) is not None and not self._ends(ahead, until):
            if ahead in {";", "\n", "&&", "||", "&"}:
                if pipelines and ahead == "&":
                    last = pipelines[-1]
                    pipelines[-1] = Pipeline(last.connector, last.parts, last.negated, background=True)
                connector = ahead if ahead in {"&&", "||"} else connector if ahead == "\n" else ";"
                self.at += 1
                continue
            before = self.at
            pipelines.append(self._pipeline(connector))
            connector = ";"
            if self.at == before:
                break
        return Script(tuple(pipelines))

    def _pipeline(self, connector: str) -> Pipeline:
        negated = False
        while self._is_bare("!"):
            negated, self.at = not negated, self.at + 1
        parts = [self._part()]
        while self._peek() in {"|", "|&"}:
            self.at += 1
            while self._peek() == "\n":
                self.at += 1
            parts.append(self._part())
        return Pipeline(connector, tuple(parts), negated)

    def _part(self) -> Part:
        ahead = self._peek()
        if ahead == "(" or self._is_bare("{"):
            return self._group(")" if ahead == "(" else "}")
        if isinstance(ahead, Word) and not ahead.quoted and ahead.text in KEYWORDS - {"time", "[["}:
            self.at = len(self._tokens)
            return Opaque()
        return self._simple()

    def _group(self, closing: str) -> Part:
        self.at += 1
        self._depth += 1
        if self._depth > self.DEEPEST:
            self.at = len(self._tokens)
            return Opaque()
        body = self.script(until=closing)
        self._depth -= 1
        if self._peek() is None:
            return Opaque()
        self.at += 1
        while self._peek() == "<":
            self.at += 2
        return Group(body)

    def _simple(self) -> Part:
        words: list[Word] = []
        assigned = redirected = False
        while (ahead := self._peek()) is not None:
            if ahead == "<":
                redirected, self.at = True, self.at + 2
                continue
            if ahead == "(" and words:  # a function, or an array
                self.at = len(self._tokens)
                return Opaque()
            if not isinstance(ahead, Word):
                break
            if not words and not ahead.quoted and ASSIGNMENT.match(ahead.text):
                assigned = True
            else:
                words.append(ahead)
            self.at += 1
        self.at = min(self.at, len(self._tokens))
        return Simple(tuple(words), assigned, redirected)

    def _peek(self) -> Word | str | None:
        return self._tokens[self.at] if self.at < len(self._tokens) else None

    def _is_bare(self, text: str) -> bool:
        ahead = self._peek()
        return isinstance(ahead, Word) and ahead.text == text and not ahead.quoted

    def _ends(self, ahead: Word | str, until: str | None) -> bool:
        if until == "}":
            return self._is_bare("}")
        return ahead == ")" and (until == ")" or until is None)

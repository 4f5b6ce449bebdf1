"""What a command would run that somebody has to have written: test files, scripts, modules, recipes. Pure.

Rules:
1. Only what the text says for sure: no variables, globs, substitutions, compound commands; nothing in containers, on
   other machines or outside the workspace.
2. `cd DIR && …` moves what follows. What another part of the same command names may be made there.
3. What is run only if something else fails, or after a look whether it is there, may be missing.
4. An option that is not known here may have a value: the word after it is no target.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import structs

from gonogo.check.callees import READERS, SCRIPT, SHELLS, Sort, Target, file_of, is_built
from gonogo.check.launchers import launched
from gonogo.verify.shell import Group, Opaque, Pipeline, Script, Simple, parse
from gonogo.verify.words import Word

_WINDOWS = re.compile(r"\\[\w.]")
_GUARDS = frozenset({"test", "[", "[[", "command", "which", "type", "hash"})
_HARMLESS = frozenset({"true", ":", "exit", "echo", "false", "printf"})
_DEEPEST = 4


@lru_cache(maxsize=1 << 15)  # asked for by those who look up and by the rule
def targets(text: str) -> tuple[Target, ...]:
    """Return what a command surely runs; empty where nothing is sure."""
    return tuple(dict.fromkeys(_targets(text, "", 0)))


def _targets(text: str, place: str, depth: int) -> Iterator[Target]:
    if depth > _DEEPEST or _WINDOWS.search(text):
        return
    script = parse(text)
    if script is None:
        return
    for target in _Walk(text, place, depth).script(script):
        if not target.name or text.count(target.name) == 1 or not _may_be_made(target):
            yield target


def _may_be_made(target: Target) -> bool:
    return target.sort in {Sort.FILE, Sort.TEST, Sort.DIRECTORY}


class _Walk:
    """One way through a script; `place` is None from where nobody knows where it is."""

    def __init__(self, text: str, place: str | None, depth: int) -> None:
        self._text = text
        self._place = place
        self._depth = depth
        self._guarded = False

    def script(self, script: Script) -> Iterator[Target]:
        pipelines = script.pipelines
        for index, pipeline in enumerate(pipelines):
            following = pipelines[index + 1] if index + 1 < len(pipelines) else None
            if pipeline.connector == ";":
                self._guarded = False
            optional = pipeline.negated or pipeline.connector == "||" or _has_fallback(following)
            for part in pipeline.parts:
                if isinstance(part, Opaque):
                    self._place = None
                found = self._part(part)
                if not optional and not self._guarded:
                    yield from found
            self._guarded = self._guarded or _is_guard(pipeline)

    def _part(self, part: Simple | Group | Opaque) -> list[Target]:
        if isinstance(part, Group):
            inner = _Walk(self._text, self._place, self._depth)
            return list(inner.script(part.body))
        if self._place is None or isinstance(part, Opaque) or not part.words:
            return []
        name = part.words[0].text
        if name in {"cd", "pushd"} and part.words[0].literal:
            return self._move(part.words[1:])
        return [target for target in self._simple(part.words) if _is_inside(target)]

    def _move(self, words: Sequence[Word]) -> list[Target]:
        before = self._place or ""
        plain = [word for word in words if not word.text.startswith("-")]
        if len(plain) != 1 or not plain[0].literal or plain[0].text.startswith("/"):
            self._place = None
            return []
        self._place = _join(before, plain[0].text)
        above = self._place == "" or f"{before}/".startswith(f"{self._place}/")
        if self._place is None or above or is_built(plain[0].text):
            return []
        name = plain[0].text
        return [Target(sort=Sort.DIRECTORY, name=name, place=before, spellings=(name,))]

    def _simple(self, words: Sequence[Word]) -> Iterator[Target]:
        words, alone = launched(words)
        place = self._place or ""
        if not words or not words[0].literal:
            return
        path = words[0].text
        name = posixpath.basename(path)
        name = re.sub(r"^(python|pypy)[\d.]*$", "python", name)
        inner = _inner_script(name, words)
        if inner is not None:
            yield from _targets(inner, place, self._depth + 1)
            return
        if name in READERS:
            yield from (_at(place, target) for target in READERS[name](words))
        elif not path.startswith(("/", "~")) and self._is_script(path, alone=alone):
            yield from (_at(place, target) for target in file_of(words[0]))

    def _is_script(self, path: str, *, alone: bool) -> bool:
        """Whether a program is a file of the workspace, and none that may have been built just before."""
        if SCRIPT.fullmatch(path):
            return "/" in path or alone
        return "/" in path and not self._anything_before(path)

    def _anything_before(self, path: str) -> bool:
        """Whether something stands before a program without an ending that may have built it."""
        before = self._text[: max(self._text.find(path), 0)]
        return any(mark in before for mark in ("&&", ";", "|", "\n"))


def _has_fallback(following: Pipeline | None) -> bool:
    if following is None or following.connector != "||":
        return False
    part = following.parts[0]
    return not (isinstance(part, Simple) and part.words and part.words[0].text in _HARMLESS)


def _is_guard(pipeline: Pipeline) -> bool:
    part = pipeline.parts[0]
    return isinstance(part, Simple) and bool(part.words) and part.words[0].text in _GUARDS


def _inner_script(name: str, words: Sequence[Word]) -> str | None:
    """Return the script of `bash -c '…'`."""
    if name not in SHELLS:
        return None
    for index, word in enumerate(words[1:-1], 1):
        if re.fullmatch(r"-[a-z]*c", word.text):
            return words[index + 1].text if words[index + 1].literal else ""
        if not word.text.startswith("-") and words[index - 1].text[-1:] != "o":
            return None
    return None


def _join(place: str, name: str) -> str | None:
    """Return a path from where the command starts; None where it leads out of sight."""
    joined = posixpath.normpath(posixpath.join(place, name))
    return None if joined == ".." or joined.startswith(("/", "../")) else "" if joined == "." else joined


def _is_inside(target: Target) -> bool:
    return all(_join(target.place, name) is not None for name in (*target.spellings, *target.only_if))


def _at(place: str, target: Target) -> Target:
    inner = _join(place, target.place)
    if inner is None:  # `make -C ../other`: nobody here knows
        return Target(sort=target.sort, name=target.name, spellings=("../",))
    return structs.replace(target, place=inner)

"""Glob patterns over workspace paths: `*` and `?` within a name, `[...]`, `{a,b}`, and `**` across directories.

A pattern without wildcards means the file, or everything below the directory; so does one that is a path as it stands.
Matching takes time proportional to pattern times path, whatever the pattern: patterns come from documents.
"""

from __future__ import annotations

import fnmatch
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product

MOST_ALTERNATIVES = 64
"""Patterns that `{a,b}` may stand for; one that stands for more is taken as written."""
_WILD = re.compile(r"[*?\[{]")
_Test = Callable[[str], object]
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")


def is_wild(text: str) -> bool:
    """Whether a text has wildcards."""
    return _WILD.search(text) is not None


def select(pattern: str, paths: Sequence[str], *, into: bool = False) -> list[str]:
    """Return those of the sorted `paths` that a pattern means; `into`: also what is below a directory that it means."""
    pattern = pattern.strip().removeprefix("./")
    literal = _select_literal(pattern, paths)
    if literal or not is_wild(pattern):
        return literal
    found: set[str] = set()
    for simple in _alternatives(pattern):
        found.update(_select_wild(simple, paths, into=into))
    return sorted(found)


def means(pattern: str, path: str) -> bool:
    """Return whether a pattern means one path; wildcards without a slash mean names at any depth (`.gitignore`)."""
    if is_wild(pattern) and "/" not in pattern and select(pattern, (path.rpartition("/")[2],)):
        return True
    return bool(select(pattern, (path,)))


def literal_directory(pattern: str) -> str:
    """Return the directory above the first wildcard (`` is the root)."""
    found = _WILD.search(pattern)
    return pattern[: found.start() if found else len(pattern)].rpartition("/")[0]


@cache
def matcher(pattern: str) -> Callable[[str], bool]:
    """Return the test whether a pattern without braces means a whole path."""
    names = pattern.split("/")
    steps: list[_Test | None] = [None if name == "**" else re.compile(fnmatch.translate(name)).match for name in names]

    def matches(path: str) -> bool:
        return _walk(steps, path.split("/"))

    return matches


def _select_literal(pattern: str, paths: Sequence[str]) -> list[str]:
    name = pattern.rstrip("/")
    if name in {"", "."}:
        return list(paths)
    at = bisect_left(paths, name)
    alone = [name] if at < len(paths) and paths[at] == name else []
    return alone + _below(name, paths)


def _select_wild(pattern: str, paths: Sequence[str], *, into: bool) -> list[str]:
    directory = literal_directory(pattern)
    only_below = pattern.endswith("/")
    matches = matcher(pattern.rstrip("/"))
    return [
        path
        for path in (_below(directory, paths) if directory else paths)
        if (not only_below and matches(path)) or ((into or only_below) and _has_parent(path, directory, matches))
    ]


def _below(directory: str, paths: Sequence[str]) -> list[str]:
    start = bisect_left(paths, directory + "/")
    return list(paths[start : bisect_left(paths, directory + "0", lo=start)])  # "0" follows "/"


def _has_parent(path: str, directory: str, matches: Callable[[str], bool]) -> bool:
    end = path.find("/", len(directory) + 1)
    while end >= 0:
        if matches(path[:end]):
            return True
        end = path.find("/", end + 1)
    return False


def _walk(steps: Sequence[_Test | None], names: list[str]) -> bool:
    """Match names one by one; after a `**` fall back to it by one name more, which never needs to go further back."""
    step = name = 0
    back: tuple[int, int] | None = None
    while name < len(names):
        if step < len(steps):
            test = steps[step]
            if test is None:
                back = (step + 1, name)
                step += 1
                continue
            if test(names[name]):
                step += 1
                name += 1
                continue
        if back is None:
            return False
        back = (back[0], back[1] + 1)
        step, name = back
    # What is left must match nothing at all: only `**` does, and not as the last step, which means files below.
    return step == len(steps)


def _alternatives(pattern: str) -> list[str]:
    parts = _BRACES.split(pattern)
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(parts)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST_ALTERNATIVES:
        return [pattern]
    return ["".join(chosen) for chosen in product(*choices)]

"""Which files the text of a command names.

Rules:
1. A command names a file by a word that is its path, a directory above it, or a glob that matches one of these.
2. Words are seen from the workspace's root and from the directory in which the command runs. `.` is a word too.
3. Words end at white space and at what a shell or an option puts between them (`;|&<>()=:,` and quotes); what stands in
   quotes is also one word. Options (`-x`) are no words, but what follows their `=` is.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
from collections.abc import Sequence

from gonogo.model.patterns import is_wild, select

_SEPARATORS = re.compile(r"[\s;&|<>()'\"`=:]+")
_QUOTED = re.compile(r"['\"\\]")


class Nameable:
    """Sorted paths that commands may name."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._known = {"."} if paths else set()
        """The paths and every directory above them."""
        for path in paths:
            while path and path not in self._known:
                self._known.add(path)
                path = path.rpartition("/")[0]  # noqa: PLW2901 -- climbing

    def named_by(self, command: str, directory: str = ".") -> tuple[str, ...]:
        """Return the paths that a command names when it runs in a directory, sorted."""
        if not self._paths:
            return ()
        found: set[str] = set()
        for word in _words(command):
            for seen_from in {".", directory}:
                place = word if seen_from == "." and word in self._known else os.path.normpath(f"{seen_from}/{word}")
                if place in self._known or is_wild(place):
                    found.update(select(place, self._paths, into=True))
        return tuple(sorted(found))


def _words(command: str) -> set[str]:
    words = set(_SEPARATORS.split(command))
    words.update([part for word in words if "," in word for part in word.split(",")])
    if _QUOTED.search(command):
        with contextlib.suppress(ValueError):  # an open quote: what stands between separators has to do
            words.update(shlex.split(command))
    return {word for word in words if word and not word.startswith("-")}

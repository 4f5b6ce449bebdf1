"""Noticing cheaply that the list of files is still the same: by the times of directories.

Rules:
1. A file that appears, disappears or is renamed changes the time of its directory; what only changes content does not,
   and does not change the list either, but for what decides what is ignored and tracked: those files are watched too.
2. A directory that changed within one tick of the clock before the list was made proves nothing (see `stat_cache`).
3. Directories that Git ignores, and repositories inside this one, are not watched: nothing in them is listed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from gonogo.workspace import git_command
from gonogo.workspace.listing import PRIVATE, TOOL_DIRECTORIES, Listing, list_files, system_path
from gonogo.workspace.names import spell, spell_all
from gonogo.workspace.root import SETTINGS
from gonogo.workspace.stat_cache import is_settled

_Place = str | bytes
_Mark = tuple[int, int, int, int] | None


class Lister:
    """Lists the files of a root again and again; an unchanged list is the same object."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._latest: Listing | None = None
        self._moment = 0
        self._marks: dict[_Place, _Mark] | None = None

    def list(self) -> Listing:
        """Return the files as they are now; raises InputError where Git refuses."""
        if self._latest is None or not self._holds(self._latest):
            self._moment = time.time_ns()  # compared with file times only; never stored, never shown
            self._latest = list_files(self._root)
            self._marks = None
        return self._latest

    def _holds(self, listing: Listing) -> bool:
        if self._marks is not None:
            return all(_mark(place) == mark for place, mark in self._marks.items())
        marks: dict[_Place, _Mark] = {}
        for place in self._watched(listing):
            found = _look(place)
            if found is not None and not is_settled(found, self._moment):
                return False
            marks[place] = _marked(found)
        self._marks = marks
        return True

    def _watched(self, listing: Listing) -> Iterator[_Place]:
        top = str(self._root)
        yield top
        if listing.by_git:
            yield from self._git_files
        yield from (system_path(top, path) for path in listing.paths if path.endswith((".gitignore", SETTINGS)))
        left_out = _ignored_directories(self._root) if listing.by_git else frozenset()
        names = PRIVATE if listing.by_git else TOOL_DIRECTORIES
        pending = [""]
        while pending:
            prefix = pending.pop()
            place = system_path(top, prefix)
            yield place
            for path, name in _directories(place, prefix):
                if name not in names and path not in left_out and path not in listing.every:
                    pending.append(path + "/")

    @cached_property
    def _git_files(self) -> tuple[_Place, ...]:
        """What decides what is tracked and ignored, besides the files of the tree."""
        command = [word for name in ("index", "info/exclude", "config") for word in ("--git-path", name)]
        printed = git_command.run(self._root, "rev-parse", *command)
        return tuple(os.path.join(os.fsencode(self._root), name) for name in printed.splitlines())  # noqa: PTH118 -- bytes


def _directories(place: _Place, prefix: str) -> Iterator[tuple[str, str]]:
    try:
        entries = list(os.scandir(os.fsencode(place)))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            name = spell(entry.name)
            yield prefix + name, name


def _ignored_directories(root: Path) -> frozenset[str]:
    """Return directories that a rule ignores; not those in which only every file happens to be ignored."""
    printed = git_command.run(root, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    # `./` keeps a name that begins with a colon from being read as more than a name.
    asked = b"".join(b"./" + name.rstrip(b"/") + b"\0" for name in printed.split(b"\0") if name.endswith(b"/"))
    if not asked:
        return frozenset()
    ignored = git_command.run(root, "check-ignore", "-z", "--stdin", stdin=asked, allow=(0, 1))
    return frozenset(name.removeprefix("./") for name in spell_all(ignored))


def _look(place: _Place) -> os.stat_result | None:
    try:
        return os.stat(place)  # noqa: PTH116 -- the name may be no text
    except (OSError, ValueError):
        return None


def _mark(place: _Place) -> _Mark:
    return _marked(_look(place))


def _marked(found: os.stat_result | None) -> _Mark:
    return None if found is None else (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)

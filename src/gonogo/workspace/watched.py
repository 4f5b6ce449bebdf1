"""A working tree that remembers what was asked of it beyond its listing, so that an answer can be told to still hold.

Rules:
1. What is listed is known by the marks of the whole listing (kind, size, times, inode); a listing with a file that
   changed within one tick of the clock proves nothing (see `stat_cache`).
2. What is not listed (absent, ignored, behind a symbolic link) is known by the mark of each path that was asked for.
3. Whoever walked through ignored files saw more than marks tell: such an answer is not told to hold.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

from gonogo.errors import InputError
from gonogo.workspace import git_command
from gonogo.workspace.ground import DiskGround
from gonogo.workspace.listing import Listing, system_path
from gonogo.workspace.names import spell
from gonogo.workspace.stat_cache import COARSE_TICK, is_settled
from gonogo.workspace.tree import Tree

Mark = tuple[int, int, int, int, int] | None
"""Kind and permissions, size, both times and inode of what stands at a path, not through a link; None for nothing."""


_MOST_LINKS = 40
"""In a row, as Linux counts."""
_OF_THE_USER = (".gitconfig", ".config/git/config", ".config/git/ignore")
"""Files in the home of the user that may say what Git ignores."""


class Witness:
    """The marks of paths outside a listing, as they were when they were first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.marks: dict[str, Mark] = {}
        self.saw_more = False
        """Whether more was seen than the marks tell."""

    def note(self, path: str) -> None:
        """Take down what stands at a path, before anybody looks at it."""
        if path not in self.marks:
            self.marks[path] = mark_of(self._root, path)


class WatchedTree(Tree):
    """The working tree, with a `witness` of what is asked beyond its listing."""

    def __init__(self, root: Path, cache: Path | None) -> None:
        super().__init__(root, cache)
        self.witness = Witness(root)

    def ground(self) -> DiskGround:
        """Return what answers about single paths, and notes which are not listed."""
        return _WatchedGround(self.root, self.listing.every, self.witness)

    def standing(self, path: str) -> tuple[str, ...]:
        """Return the files at or below a path, as `Tree` does."""
        self.witness.note(path)
        found = super().standing(path)
        self.witness.saw_more = self.witness.saw_more or bool(found)
        return found


class _WatchedGround(DiskGround):
    def __init__(self, root: Path, listed: Collection[str], witness: Witness) -> None:
        super().__init__(root)
        self._listed = listed
        self._witness = witness

    def is_file(self, path: str) -> bool:
        self._note(path)
        return super().is_file(path)

    def is_directory(self, path: str) -> bool:
        self._note(path)
        return super().is_directory(path)

    def real(self, path: str) -> str | None:
        self._note(path)
        self._note_links(path)
        real = super().real(path)
        if real is not None and real != path:
            self._note(real)
        return real

    def read(self, path: str, limit: int, *, cut: bool = False) -> bytes:
        self._note(path)
        return super().read(path, limit, cut=cut)

    def _note(self, path: str) -> None:
        if path not in self._listed:
            self._witness.note(path)

    def _note_links(self, path: str) -> None:
        """Take down each symbolic link on the way to where a path leads; one that leads out tells more than marks."""
        names, place, links = path.split("/")[::-1], list[str](), 0
        while names:
            name = names.pop()
            if name in {"", "."}:
                continue
            if name == "..":
                if not place:
                    self._witness.saw_more = True
                    return
                place.pop()
                continue
            place.append(name)
            target = _target(self._root, "/".join(place))
            if target is None:
                continue
            self._note("/".join(place))
            links += 1
            if target.startswith("/") or links > _MOST_LINKS:
                self._witness.saw_more = True
                return
            place.pop()
            names += target.split("/")[::-1]


def _target(root: str, path: str) -> str | None:
    """Return what a symbolic link says; None for anything else."""
    try:
        return spell(os.readlink(os.fsencode(system_path(root, path))))  # noqa: PTH115 -- the name may be no text
    except (OSError, ValueError):
        return None


def mark_of(root: Path, path: str) -> Mark:
    """Return what stands at a path of a workspace."""
    try:
        found = os.lstat(system_path(str(root), path))
    except (OSError, ValueError):
        return None
    return found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def settled(mark: Mark, moment: int) -> bool:
    """Return whether what bears a mark changed so long before a moment that a change after it must look different."""
    return mark is None or max(mark[2], mark[3]) + COARSE_TICK <= moment


def digest_of(root: Path, listing: Listing, more: Iterable[str], moment: int) -> str | None:
    """Return a digest of all that stands in a workspace, by marks, and of all that Git's references name.

    more: further paths, listed or not. None where something changed within a tick before `moment` (nanoseconds), or Git
    cannot say.
    """
    told = hashlib.sha256()
    top = str(root)
    for path in (*listing.paths, *more):
        try:
            found = os.lstat(f"{top}/{path}" if path.isascii() else system_path(top, path))
        except (OSError, ValueError):
            told.update(f"{path}\0-\n".encode("utf-8", "surrogateescape"))
            continue
        if not is_settled(found, moment):
            return None
        mark = f"{found.st_mode} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
        told.update(f"{path}\0{mark}\n".encode("utf-8", "surrogateescape"))
    for names in (listing.tracked, listing.gone, listing.other):
        told.update("\0".join(sorted(names)).encode("utf-8", "surrogateescape") + b"\n\n")
    if listing.by_git:
        try:
            told.update(_git_state(root))
        except InputError:
            return None
    return told.hexdigest()


def _git_state(root: Path) -> bytes:
    """Return where all references point, and the marks of what says which files are ignored and how deep history is."""
    names = ("shallow", "info/exclude", "config", "info/attributes", "info/grafts")
    asked = [word for name in names for word in ("--git-path", name)]
    places = git_command.run(root, "rev-parse", *asked).splitlines()
    own = [os.path.join(os.fsencode(root), place) for place in places]  # noqa: PTH118 -- bytes
    home = os.environ.get("HOME")
    own += [os.fsencode(Path(home) / name) for name in _OF_THE_USER if home]
    marks = b"\n".join(repr(_times(place)).encode() for place in own)
    return git_command.run(root, "show-ref", "--head", "--dereference", allow=(0, 1)) + marks


def _times(place: bytes) -> tuple[int, ...] | None:
    try:
        found = os.stat(place)  # noqa: PTH116 -- the name may be no text
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino

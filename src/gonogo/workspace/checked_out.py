"""A commit's files as they would stand in the working tree if that commit were checked out there.

Rules:
1. What Git ignores stays where it is: reports that a run wrote, settings of the machine.
2. A file that has not changed since that commit is read on disk, as filters and line endings have left it there.
3. All else is as the commit has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from gonogo.errors import UsageError
from gonogo.model.evidence import FileDigest
from gonogo.workspace.git import Repository
from gonogo.workspace.listing import Listing
from gonogo.workspace.port import Ground
from gonogo.workspace.snapshot import Snapshot
from gonogo.workspace.tree import Tree


class CheckedOut:
    """The files of a snapshot among the ignored ones of a working tree that has the same root."""

    def __init__(self, snapshot: Snapshot, tree: Tree) -> None:
        self._snapshot = snapshot
        self._tree = tree
        self.root: Path = tree.root

    @property
    def listing(self) -> Listing:
        """All that the commit holds below the root."""
        return self._snapshot.listing

    def ground(self) -> Ground:
        """Return what answers about single paths."""
        return _CheckedOutGround(self, self._snapshot.ground(), self._tree.ground())

    def standing(self, path: str) -> tuple[str, ...]:
        """Return the files at or below a path, ignored ones too, sorted; never through a link."""
        found = {*self._snapshot.standing(path), *filter(self.is_ignored, self._tree.standing(path))}
        return tuple(sorted(found))

    def digests(self, paths: Iterable[str]) -> dict[str, FileDigest]:
        """Return what is in the files; a path that cannot be read, or is no file, is missing from the result."""
        here: list[str] = []
        there: list[str] = []
        for path in paths:
            (here if self.is_here(path) else there).append(path)
        return {**self._tree.digests(here), **self._snapshot.digests(there)}

    def repository(self) -> Repository:
        """Return what Git knows of the commit's moment."""
        return self._snapshot.repository()

    def is_here(self, path: str) -> bool:
        """Whether a file of this moment is the one that stands on disk."""
        return path in self._same or self.is_ignored(path)

    def is_ignored(self, path: str) -> bool:
        """Whether a file that stands on disk is one that Git ignores, and a check-out would leave alone."""
        return self.listing.leaves_out(path) and self._tree.listing.leaves_out(path)

    @cached_property
    def _same(self) -> frozenset[str]:
        """Paths that are neither changed on disk nor otherwise in the index than in the commit."""
        try:
            staged = Snapshot.of_index(self.root).entries
        except UsageError:
            return frozenset()  # amid a merge all is read from the commit
        repository = self._tree.repository()
        changed = repository.changes if repository is not None else {}
        entries = self._snapshot.entries
        return frozenset(path for path, entry in staged.items() if entries.get(path) == entry and path not in changed)


class _CheckedOutGround:
    def __init__(self, files: CheckedOut, snapshot: Ground, disk: Ground) -> None:
        self._files = files
        self._snapshot = snapshot
        self._disk = disk

    def is_file(self, path: str) -> bool:
        return self._snapshot.is_file(path) or (self._files.is_ignored(path) and self._disk.is_file(path))

    def is_directory(self, path: str) -> bool:
        return self._snapshot.is_directory(path) or (self._files.is_ignored(path) and self._disk.is_directory(path))

    def real(self, path: str) -> str | None:
        found = self._snapshot.real(path)
        if found is not None or not self._files.is_ignored(path):
            return found
        found = self._disk.real(path)
        return found if found is not None and (self.is_file(found) or self.is_directory(found)) else None

    def read(self, path: str, limit: int, *, cut: bool = False) -> bytes:
        return (self._disk if self._files.is_here(path) else self._snapshot).read(path, limit, cut=cut)

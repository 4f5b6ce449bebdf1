"""The working tree on disk: which files belong to the workspace, and what is in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from gonogo import canonical
from gonogo.model.evidence import FileDigest
from gonogo.workspace.git import Repository
from gonogo.workspace.ground import DiskGround
from gonogo.workspace.listing import Listing, system_path, walk_files
from gonogo.workspace.nested import describe_repository
from gonogo.workspace.stat_cache import StatCache
from gonogo.workspace.watch import Lister


class Tree:
    """The files of a workspace as they were listed at the first question; `refreshed` lists them anew.

    root: absolute, without symbolic links. cache: the directory where digests are remembered, or None.
    """

    def __init__(self, root: Path, cache: Path | None) -> None:
        self.root = root
        self._stats = StatCache(root, cache)
        self._lister = Lister(root)

    def refreshed(self) -> Tree:
        """Return the tree as it is now, with the same memory of digests; costs little where the list is the same."""
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__["listing"] = self._lister.list()
        return other

    @cached_property
    def listing(self) -> Listing:
        """All that stands below the root, other workspaces too."""
        return self._lister.list()

    def ground(self) -> DiskGround:
        """Return what answers about single paths, as they stand from now on."""
        return DiskGround(self.root)

    def repository(self) -> Repository | None:
        """Return what Git knows now; None without Git."""
        return Repository.open(self.root)

    def standing(self, path: str) -> tuple[str, ...]:
        """Return the files at or below a path as they stand on disk, ignored ones too, sorted; never through a link."""
        if path in {"", "."}:
            return tuple(sorted(walk_files(self.root)))
        if path.startswith("/") or ".." in path.split("/"):
            return ()
        ground = self.ground()
        if ground.is_directory(path):
            return tuple(sorted(walk_files(self.root, path)))
        return (path,) if ground.is_file(path) else ()

    def digests(self, paths: Iterable[str]) -> dict[str, FileDigest]:
        """Return what is in the files now; a path that cannot be read, or is no file, is missing from the result.

        A symbolic link counts as the text of its target, a repository inside this one as its commit and what differs.
        """
        root, stats, listed = str(self.root), self._stats, self.listing.every
        digests: dict[str, FileDigest] = {}
        for path in paths:
            place = f"{root}/{path}" if path.isascii() else system_path(root, path)
            try:
                found = os.lstat(place)
            except (OSError, ValueError):
                continue
            kind = stat.S_IFMT(found.st_mode)
            digest = None
            if kind == stat.S_IFREG:
                digest = stats.digest(path, place, found)
            elif kind == stat.S_IFLNK:
                digest = _digest_link(path, place)
            elif kind == stat.S_IFDIR and path in listed:
                digest = self._digest_repository(path, place)
            if digest is not None:
                digests[path] = digest
        return digests

    def save_cache(self) -> None:
        """Keep the memory of digests for the next program; for verbs that may write."""
        self._stats.save(self.listing.every)

    def _digest_repository(self, path: str, place: str | bytes) -> FileDigest | None:
        described = describe_repository(self.root, path, Path(os.fsdecode(place)))
        if described is None:
            return None
        commit, changed = described
        inside = Tree(Path(os.fsdecode(place)), None).digests(changed) if changed else {}
        contents = [[name, inside[name].digest if name in inside else None] for name in changed]
        return FileDigest(path, canonical.digest(["repository", commit, contents]), 0)


def _digest_link(path: str, place: str | bytes) -> FileDigest | None:
    try:
        target = os.readlink(os.fsencode(place))  # noqa: PTH115 -- the name may be no text
    except OSError:
        return None
    return FileDigest(path, canonical.sha256(b"link\0" + target), len(target))

"""The files of a workspace as a commit or the index has them: nothing is checked out, nothing is written.

Rules:
1. Contents are those that Git keeps: no line ending is converted, and no filter (LFS) puts something else there.
2. Nothing is ignored: what a commit has, it has.
3. A symbolic link is followed as if the commit were checked out in the workspace's place. A submodule is its commit;
   what it holds is not looked into.
4. What this clone does not have cannot be read, and is not fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from gonogo import canonical
from gonogo.errors import InputError, UsageError
from gonogo.model.evidence import FileDigest
from gonogo.workspace import git_command
from gonogo.workspace.blobs import Blobs
from gonogo.workspace.git import Repository
from gonogo.workspace.listing import Listing, list_paths
from gonogo.workspace.names import spell, spell_all, unspell
from gonogo.workspace.port import Circle, Outside

_FILE, _LINK, _REPOSITORY = "100", "120", "160"
"""How the modes of the three kinds of entries begin."""
_MOST_LINKS = 40
_LONGEST_LINK = 4096
_STAGED = {"A": "A ", "D": "D ", "M": "M ", "T": "T "}

Entry = tuple[str, str]
"""Mode and object id."""


class Snapshot:
    """A workspace's files in one tree of Git, by their paths as spelled."""

    def __init__(self, root: Path, entries: Mapping[str, Entry], repository: Repository) -> None:
        self.root = root
        self.entries = entries
        self._repository = repository
        self._blobs = Blobs(root)

    @classmethod
    def of_commit(cls, root: Path, commit: str) -> Snapshot:
        """Return the files of a commit, named by its full id; raises InputError where Git cannot read it."""
        printed = git_command.run(root, "ls-tree", "-r", "-z", commit)
        entries: dict[str, Entry] = {}
        for line in spell_all(printed):
            about, _, path = line.partition("\t")
            mode, _, identifier = about.split(" ")
            entries[path] = mode, identifier
        return cls(root, entries, Repository(root, commit))

    @classmethod
    def of_index(cls, root: Path, index: str | None = None) -> Snapshot:
        """Return the files as they are staged, in the usual index or in another; raises UsageError amid a merge."""
        entries: dict[str, Entry] = {}
        for line in spell_all(git_command.run(root, "ls-files", "--stage", "-z", index=index)):
            about, _, path = line.partition("\t")
            mode, identifier, stage = about.split(" ")
            if stage != "0":
                raise UsageError(
                    f"{path} is not merged", code="REPOSITORY_UNREADABLE", hint=f"mend it, then git add {path}"
                )
            entries[path] = mode, identifier
        head = Repository(root).head
        return cls(root, entries, Repository(root, head, _staged(root, entries, head, index)))

    @cached_property
    def listing(self) -> Listing:
        """All that the tree holds below the root."""
        return list_paths(self.entries)

    def ground(self) -> SnapshotGround:
        """Return what answers about single paths."""
        return self._ground

    def standing(self, path: str) -> tuple[str, ...]:
        """Return the files at or below a path, sorted; never through a link."""
        return (path,) if self._ground.is_file(path) else self.listing.below(path)

    def digests(self, paths: Iterable[str]) -> dict[str, FileDigest]:
        """Return what is in the files; a path that cannot be read, or is no file, is missing from the result.

        A symbolic link counts as the text of its target, a submodule as its commit.
        """
        found: dict[str, FileDigest] = {}
        for path in paths:
            mode, identifier = self.entries.get(path, ("", ""))
            try:
                if mode.startswith(_FILE):
                    found[path] = FileDigest(path, *self._blobs.digest(identifier))
                elif mode.startswith(_LINK):
                    target = self._blobs.read(identifier, _LONGEST_LINK)
                    found[path] = FileDigest(path, canonical.sha256(b"link\0" + target), len(target))
                elif mode.startswith(_REPOSITORY):
                    found[path] = FileDigest(path, canonical.digest(["repository", identifier, []]), 0)
            except InputError:
                continue
        return found

    def repository(self) -> Repository:
        """Return what Git knows of this moment."""
        return self._repository

    @cached_property
    def _ground(self) -> SnapshotGround:
        return SnapshotGround(self.root, self.entries, self._blobs)


class SnapshotGround:
    """What stands at a path of a tree of Git."""

    def __init__(self, root: Path, entries: Mapping[str, Entry], blobs: Blobs) -> None:
        self._root = os.fsencode(root)
        self._entries = entries
        self._blobs = blobs

    def is_file(self, path: str) -> bool:
        """Whether a regular file stands at a path, and no symbolic link is on the way."""
        return self._entries.get(path, ("", ""))[0].startswith(_FILE)

    def is_directory(self, path: str) -> bool:
        """Whether a directory stands at a path, and no symbolic link is on the way; a submodule is one."""
        return path in self._directories or self._entries.get(path, ("", ""))[0].startswith(_REPOSITORY)

    def real(self, path: str) -> str | None:
        """Return the path of what a path leads to (`.` is the root), or None where nothing is; raises Outside."""
        names = unspell(path).split(b"/")[::-1]
        place: list[str] = []
        links = 0
        while names:
            name = names.pop()
            if name in {b"", b"."}:
                continue
            if name == b"..":
                if not place:
                    raise Outside(path)
                place.pop()
                continue
            place.append(spell(name))
            at = "/".join(place)
            if self._entries.get(at, ("", ""))[0].startswith(_LINK):
                links += 1
                target = self._target(at)
                if links > _MOST_LINKS:
                    raise Circle(path)
                place = [] if target.startswith(b"/") else place[:-1]
                names += self._inside(target).split(b"/")[::-1]
            elif not self.is_directory(at) and (names or not self.is_file(at)):
                return None
        return "/".join(place) or "."

    def read(self, path: str, limit: int, *, cut: bool = False) -> bytes:
        """Return the content of a regular file; raises InputError where it cannot be read.

        One that is larger than `limit` bytes is cut there, or refused with InputError.
        """
        if not self.is_file(path):
            raise InputError("it is no regular file", code="PATH_UNREADABLE", where=path)
        try:
            return self._blobs.read(self._entries[path][1], limit, cut=cut)
        except InputError as error:
            error.where = path
            raise

    @cached_property
    def _directories(self) -> frozenset[str]:
        found = {"", "."}
        for path in self._entries:
            place = path.rpartition("/")[0]
            while place not in found:
                found.add(place)
                place = place.rpartition("/")[0]
        return frozenset(found)

    def _target(self, path: str) -> bytes:
        try:
            return self._blobs.read(self._entries[path][1], _LONGEST_LINK)
        except InputError as error:
            raise Outside(error.message) from error

    def _inside(self, target: bytes) -> bytes:
        """Return a link's target from the root, if it is one that names the root's own place on this machine."""
        if not target.startswith(b"/"):
            return target
        if target != self._root and not target.startswith(self._root.rstrip(b"/") + b"/"):
            raise Outside(os.fsdecode(target))
        return target[len(self._root) :]


def _staged(root: Path, entries: Mapping[str, Entry], head: str | None, index: str | None) -> dict[str, str]:
    """Return what the index has otherwise than HEAD, with Git's two letters."""
    if head is None:
        return dict.fromkeys(entries, "A ")
    words = ("diff-index", "--cached", "--name-status", "-z", "--no-renames", "--relative", "--end-of-options", head)
    printed = spell_all(git_command.run(root, *words, index=index))
    return {path: _STAGED.get(letter, "M ") for letter, path in zip(printed[::2], printed[1::2], strict=True)}

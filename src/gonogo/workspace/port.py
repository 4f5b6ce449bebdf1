"""What the rest of the program asks of a workspace's files, wherever they are: on disk, in a commit, in the index."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from gonogo.model.evidence import FileDigest
from gonogo.workspace.git import Repository
from gonogo.workspace.listing import Listing


class Outside(Exception):  # noqa: N818 -- an answer, caught where it is asked for
    """A symbolic link on the way leads out of the root, or into a circle."""


class Circle(Outside):
    """It leads into a circle."""


class Ground(Protocol):
    """What stands at a path, with symbolic links followed as long as they stay below the root."""

    def is_file(self, path: str) -> bool:
        """Whether a regular file stands at a path, and no symbolic link is on the way."""

    def is_directory(self, path: str) -> bool:
        """Whether a directory stands at a path, and no symbolic link is on the way."""

    def real(self, path: str) -> str | None:
        """Return the path of what a path leads to (`.` is the root), or None where nothing is; raises Outside."""

    def read(self, path: str, limit: int, *, cut: bool = False) -> bytes:
        """Return the content of a regular file; raises InputError where it cannot be read.

        One that is larger than `limit` bytes is cut there, or refused with InputError.
        """


class Files(Protocol):
    """The files of a workspace at one moment."""

    @property
    def root(self) -> Path:
        """The workspace's directory: absolute, without symbolic links."""

    @property
    def listing(self) -> Listing:
        """All that stands below the root and is not ignored."""

    def ground(self) -> Ground:
        """Return what answers about single paths at this moment."""

    def standing(self, path: str) -> tuple[str, ...]:
        """Return the files at or below a path, ignored ones too, sorted; never through a link."""

    def digests(self, paths: Iterable[str]) -> dict[str, FileDigest]:
        """Return what is in the files; a path that cannot be read, or is no file, is missing from the result.

        A symbolic link counts as the text of its target, a repository inside this one as its commit and what differs.
        """

    def repository(self) -> Repository | None:
        """Return what Git knows of this moment, asked anew; None without Git."""

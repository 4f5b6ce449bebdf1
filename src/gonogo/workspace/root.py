"""Which workspace a path lies in: the nearest `gonogo.toml` or Git root above it, else its own directory."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from gonogo.errors import InputError

SETTINGS = "gonogo.toml"


class Root(Struct, frozen=True):
    """A workspace: its directory (absolute, without symbolic links) and what made it one."""

    path: Path
    kind: Literal["settings", "git", "directory"]


def find_root(start: Path) -> Root:
    """Return the workspace of a file or directory, which need not exist.

    A symbolic link to a file belongs where the link stands. Raises InputError (REPOSITORY_BARE) inside a repository
    without a working tree, and for a path that cannot be followed.
    """
    directory = _directory_of(start)
    try:
        for place in (directory, *directory.parents):
            if (place / SETTINGS).is_file():
                return Root(place, "settings")
            if is_git_root(place):
                return Root(place, "git")
            if _is_bare(place):
                raise InputError(
                    "the repository is bare: it has no working tree that could be read",
                    code="REPOSITORY_BARE",
                    where=str(place),
                    hint="clone it, or add a working tree: git worktree add DIRECTORY",
                )
    except OSError as error:
        raise _unreachable(start, error) from error
    return Root(directory, "directory")


def is_git_root(place: Path) -> bool:
    """Whether a directory is the top of a working tree (a repository, a linked worktree or a submodule)."""
    entry = place / ".git"
    return (entry / "HEAD").is_file() or entry.is_file()


def _directory_of(start: Path) -> Path:
    try:
        path = start.parent.resolve() / start.name if start.is_file() else start.resolve()
        while not path.is_dir():
            path = path.parent
    except (OSError, RuntimeError, ValueError) as error:
        raise _unreachable(start, error) from error
    return path


def _is_bare(place: Path) -> bool:
    return (place / "HEAD").is_file() and (place / "objects").is_dir() and (place / "refs").is_dir()


def _unreachable(start: Path, error: Exception) -> InputError:
    return InputError(f"the path cannot be followed: {error}", code="PATH_UNREADABLE", where=ascii(str(start))[1:-1])

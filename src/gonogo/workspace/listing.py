"""Which files a workspace has: Git's tracked and unignored files, or, without Git, a walk.

Rules:
1. With Git: tracked files that are there, and untracked files that are not ignored.
2. Without Git: regular files and symbolic links below the root, but for directories that tools keep for themselves.
3. A symbolic link is an entry of its own and is never followed; nor is a repository inside the repository.
4. `.git` and `.gonogo` are never listed.
5. A directory below the root with a `gonogo.toml` of its own is another workspace.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from gonogo.errors import InputError
from gonogo.workspace import git_command
from gonogo.workspace.names import MARK, spell, spell_all, unspell
from gonogo.workspace.root import SETTINGS, is_git_root

PRIVATE = (".git", ".gonogo")
TOOL_DIRECTORIES = frozenset(
    {
        *PRIVATE,
        "venv",
        ".venv",
        "node_modules",
        "__pycache__",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".hg",
        ".svn",
    }
)
MOST_FILES = 500_000
"""A walk that finds more is not in a project but in someone's home."""


@dataclass(frozen=True)
class Listing:
    """Files as they stand: `paths` sorted, relative, with `/`; a repository inside this one is one path.

    gone: tracked files that are not there.
    other: directories that are workspaces of their own; their files are in `paths` too.
    """

    paths: tuple[str, ...]
    tracked: frozenset[str]
    gone: frozenset[str]
    other: tuple[str, ...]
    by_git: bool

    @cached_property
    def own(self) -> tuple[str, ...]:
        """`paths` without those of other workspaces."""
        return tuple(path for path in self.paths if not path.startswith(self.other)) if self.other else self.paths

    @cached_property
    def own_set(self) -> frozenset[str]:
        """`own` as a set."""
        return frozenset(self.own)

    @cached_property
    def every(self) -> frozenset[str]:
        """`paths` as a set."""
        return frozenset(self.paths) if self.other else self.own_set

    def below(self, directory: str) -> tuple[str, ...]:
        """Return the paths below a directory (`` is the root), those of other workspaces too."""
        paths = self.paths
        if directory in {"", "."}:
            return paths
        start = bisect_left(paths, directory + "/")
        return paths[start : bisect_left(paths, directory + "0", lo=start)]  # "0" follows "/"

    def leaves_out(self, path: str) -> bool:
        """Whether Git ignores a path at which something stands; without Git nothing is ignored.

        A directory is ignored where it holds something and nothing of it is listed.
        """
        if not self.by_git or path in {"", "."} or path in self.every or self.below(path):
            return False
        parts = path.split("/")
        # What stands in a repository inside this one is listed with it.
        return not any("/".join(parts[:end]) in self.every for end in range(1, len(parts)))


def list_files(root: Path) -> Listing:
    """Return the files of a workspace; raises InputError where Git refuses or there are too many."""
    if git_command.program() is not None and any(map(is_git_root, (root, *root.parents))):
        return _list_by_git(root)
    return _list_by_walk(root)


def list_paths(paths: Iterable[str]) -> Listing:
    """Return the listing of a tree of Git, of which nothing is ignored and nothing gone."""
    listing = _listing(set(paths), frozenset(), frozenset(), by_git=True)
    return replace(listing, tracked=frozenset(listing.paths))


def system_path(root: str, path: str) -> str | bytes:
    """Return what the operating system calls a listed path."""
    if MARK not in path:
        return f"{root}/{path}"
    return os.fsencode(root) + b"/" + unspell(path)


def _list_by_git(root: Path) -> Listing:
    printed = git_command.run(root, "ls-files", "-z", "-t", "--cached", "--others", "--deleted", "--exclude-standard")
    tracked: set[str] = set()
    untracked: set[str] = set()
    gone: set[str] = set()
    for entry in spell_all(printed):
        tag, path = entry[0], entry[2:]
        if tag == "?":
            untracked.add(path)
        elif tag == "R" or (tag == "S" and not os.path.lexists(system_path(str(root), path))):
            gone.add(path)
        else:
            tracked.add(path)
    tracked -= gone
    untracked = {path.removesuffix("/") for path in untracked}  # a repository that was cloned there ends in a slash
    return _listing(tracked | untracked, frozenset(tracked), frozenset(gone), by_git=True)


def walk_files(root: Path, directory: str = "", leave: Container[str] = PRIVATE) -> Iterator[str]:
    """Yield the regular files and symbolic links below a directory, but not below directories named in `leave`."""
    top = str(root)
    pending = [directory + "/" if directory else ""]
    while pending:
        prefix = pending.pop()
        try:
            entries = list(os.scandir(os.fsencode(system_path(top, prefix))))
        except OSError:
            continue  # a directory that may not be read has nothing that a command could read
        for entry in entries:
            name = spell(entry.name)
            if entry.is_dir(follow_symlinks=False):
                if name not in leave:
                    pending.append(f"{prefix}{name}/")
            elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
                yield prefix + name


def _list_by_walk(root: Path) -> Listing:
    found = set(islice(walk_files(root, leave=TOOL_DIRECTORIES), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise InputError(
            f"more than {MOST_FILES} files, and neither Git nor a {SETTINGS} says which belong together",
            code="INPUT_TOO_LARGE",
            where=str(root),
            hint=f"run git init, or put an empty {SETTINGS} into the project's directory",
        )
    return _listing(found, frozenset(), frozenset(), by_git=False)


def _listing(every: set[str], tracked: frozenset[str], gone: frozenset[str], *, by_git: bool) -> Listing:
    paths = sorted(path for path in every if not path.startswith(".gonogo/") and "/.gonogo/" not in path)
    other = tuple(path[: -len(SETTINGS)] for path in paths if path.endswith("/" + SETTINGS))
    return Listing(tuple(paths), tracked, gone, other, by_git)

"""The versions of a few documents in Git: which commits changed them, from what to what, whatever they were called.

Rules:
1. A version is a pair of blobs: what a commit has, and what its parent had. So branches that ran side by side need no
   order. A merge counts only where it has something that none of its parents has.
2. A document is followed through renames that Git sees (half of the lines are the same), however many.
3. Where a shallow clone ends, Git only seems to add every file: such a commit tells nothing.
4. What is no regular file (a symbolic link, a submodule) is no version of a document.
"""

from __future__ import annotations

import os
import posixpath
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from gonogo.errors import InputError
from gonogo.model.past import Revision
from gonogo.workspace import git_command
from gonogo.workspace.history import commit_at, tokens
from gonogo.workspace.names import spell, unspell

MANY = 200
"""Documents; among more, history is read whole and not asked for each of them."""
FAR = 10_000
"""Commits of it, then."""
MOST_ROUNDS = 50
"""Renames in a row."""
MOST_PATHS = 5_000
"""Changed files of one commit that are kept."""
_FORMAT = "--format=tformat:%x01%H%x00%P%x00%ct%x00%aN <%aE>%x00%B"
_LOG = ("log", "--topo-order", "--raw", "-z", "--no-abbrev", "--full-diff", "-l400")
_PLAIN = ("--no-ext-diff", "--no-textconv", "--no-relative", "--no-color", "--no-notes", "-O/dev/null")
"""Whatever the repository's configuration says."""
_COMBINED = ("-c", "--combined-all-paths", "--encoding=UTF-8", _FORMAT)
_SIMILAR = ("-M", "-M100%")
"""How alike what a rename leaves must be; where contents are missing, only the same content can be followed."""
_FILE = b"100"
"""How the mode of a regular file begins."""


class Version(Struct, frozen=True):
    """One document in one commit: blob ids, None where no such file stood.

    path: as called now. name: as called then. before: one for each parent, but one None in a first commit.
    """

    path: str
    name: str
    before: tuple[str | None, ...]
    after: str | None


class Changed(Struct, frozen=True):
    """One commit, and the versions that it made."""

    revision: Revision
    versions: tuple[Version, ...]


class Versions(Struct, frozen=True):
    """What was found, newest first; `cut` where there is more than was asked for, or than this clone has."""

    commits: tuple[Changed, ...] = ()
    cut: bool = False


def read_versions(root: Path, head: str, paths: Iterable[str], limit: int, most: int) -> Versions:
    """Return the commits, from `head` back, that changed documents, which are named from `root`.

    limit: versions of each document. most: versions in all. Raises InputError where Git cannot read the history.
    """
    reader = _Reader(root, head, limit, most)
    for path in paths:
        reader.known[path].add(path)
    found = Versions()
    for _ in range(MOST_ROUNDS if reader.known else 0):
        names = len(reader.known)
        found = reader.read()
        if len(reader.known) == names or reader.asks_for_all:
            break
    return found


@dataclass
class _Trail:
    """Which document a name meant, on the way back through history."""

    known: dict[str, set[str]]
    """By name, the documents that were ever called so."""
    now: dict[str, str] = field(default_factory=dict)

    def document(self, name: str) -> str | None:
        """Return the document of a name; None where it is none, or any of several."""
        found = self.now.get(name)
        if found is None and len(self.known.get(name, ())) == 1:
            (found,) = self.known[name]
        return found

    def moved(self, old: str, new: str) -> None:
        """Go back over a rename."""
        document = self.document(new)
        if document is not None:
            self.now.pop(new, None)
            self.now[old] = document
            self.known[old].add(document)


class _Reader:
    """Reads the log until no more names of the documents turn up."""

    def __init__(self, root: Path, head: str, limit: int, most: int) -> None:
        self.known: dict[str, set[str]] = defaultdict(set)
        self._root, self._head, self._limit, self._most = root, head, limit, most
        self._prefix = spell(git_command.run(root, "rev-parse", "--show-prefix").rstrip(b"\n"))
        self._ends = _shallow_ends(root)

    @property
    def asks_for_all(self) -> bool:
        """Whether there are too many names to ask for each."""
        return len(self.known) > MANY

    def read(self) -> Versions:
        """Return what one log tells; new names of documents are added to those that are known."""
        try:
            return self._read(_SIMILAR[0])
        except InputError:
            return self._read(_SIMILAR[1])

    def _read(self, similar: str) -> Versions:
        trail = _Trail(self.known, {path: path for path, documents in self.known.items() if path in documents})
        counts = dict.fromkeys(trail.now, 0)
        commits: list[Changed] = []
        cut, total, walked = False, 0, 0
        arguments: tuple[str, ...] = (*_LOG, *_PLAIN, *_COMBINED, similar, self._head)
        if not self.asks_for_all:
            arguments = (*arguments, "--", *(os.fsdecode(unspell(name)) for name in sorted(self.known)))
        with closing(_log(self._root, arguments)) as read:
            for revision, entries in read:
                walked += 1
                versions = tuple(self._versions(trail, entries))
                if revision.id in self._ends:
                    cut = True
                    continue
                kept = tuple(version for version in versions if counts[version.path] < self._limit)
                cut = cut or len(kept) < len(versions)
                for version in kept:
                    counts[version.path] += 1
                total += len(kept)
                if kept:
                    commits.append(Changed(revision, kept))
                if total >= self._most or walked >= FAR or min(counts.values()) >= self._limit:
                    cut = True
                    break
        return Versions(tuple(map(self._placed, commits)), cut)

    def _versions(self, trail: _Trail, entries: Iterable[_Entry]) -> Iterator[Version]:
        for entry in entries:
            name = self._name(entry.name)
            path = trail.document(name)
            taken_over = len(entry.before) > 1 and entry.after in entry.before  # renamed on one side of a merge
            if path is not None and not taken_over:
                yield Version(path, name, entry.before, entry.after)
            if entry.old is not None:
                trail.moved(self._name(entry.old), name)

    def _placed(self, changed: Changed) -> Changed:
        """Return a commit with the paths that it changed named from the root."""
        told = changed.revision
        placed = Revision(
            id=told.id,
            author=told.author,
            time=told.time,
            subject=told.subject,
            message=told.message,
            paths=tuple(map(self._name, told.paths)),
            merge=told.merge,
        )
        return Changed(placed, changed.versions)

    def _name(self, path: str) -> str:
        """Return a path from the root; what lies beside the root begins with `..`."""
        if path.startswith(self._prefix):
            return path[len(self._prefix) :]
        return posixpath.relpath(path, self._prefix)


class _Entry(Struct, frozen=True):
    """What a commit did to one file: its name from the top of the repository, and the old one of a rename."""

    name: str
    old: str | None
    before: tuple[str | None, ...]
    after: str | None


def _log(root: Path, arguments: tuple[str, ...]) -> Generator[tuple[Revision, list[_Entry]], None, None]:
    """Yield commits as `git log` prints them; raises InputError with what Git says where it gives up."""
    process = git_command.start(root, arguments)
    try:
        yield from _commits(tokens(process))
        if process.wait() != 0:
            git_command.run(root, *arguments)  # only to hear what it complains about
            raise InputError("git log failed", code="REPOSITORY_UNREADABLE", where=str(root))
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _commits(printed: Iterator[bytes]) -> Iterator[tuple[Revision, list[_Entry]]]:
    head: list[bytes] = []
    entries: list[_Entry] = []
    paths: list[str] = []
    for token in printed:
        if token.startswith(b"\x01"):
            if head:
                yield _revision(head, paths), entries
            head = [token[1:], *(next(printed, b"") for _ in range(4))]
            entries, paths = [], []
        elif (about := token.lstrip(b"\n")).startswith(b":"):
            entry = _entry(about, printed)
            entries.append(entry)
            if len(paths) < MOST_PATHS:
                paths += [entry.name] if entry.old is None else [entry.old, entry.name]
    if head:
        yield _revision(head, paths), entries


def _entry(about: bytes, printed: Iterator[bytes]) -> _Entry:
    """Read one line of Git's raw format, of a commit with one parent or of a merge; the names follow."""
    parents = len(about) - len(about.lstrip(b":"))
    words = about[parents:].split(b" ")
    modes, ids, letters = words[: parents + 1], words[parents + 1 : -1], words[-1]
    blobs = tuple(
        blob.decode("ascii") if mode.startswith(_FILE) else None for mode, blob in zip(modes, ids, strict=True)
    )
    names = [
        spell(next(printed, b"")) for _ in range(parents + 1 if parents > 1 else 1 + letters.startswith((b"R", b"C")))
    ]
    old = names[0] if parents == 1 and letters.startswith(b"R") else None
    return _Entry(names[-1], old, blobs[:-1], blobs[-1])


def _revision(head: list[bytes], paths: list[str]) -> Revision:
    identifier, parents, seconds, author, message = (part.decode("utf-8", "replace") for part in head)
    commit = commit_at(identifier, seconds)
    return Revision(
        id=identifier,
        author=author,
        time=commit.time,
        subject=message.strip().partition("\n")[0].strip(),
        message=message.strip(),
        paths=tuple(paths),
        merge=" " in parents,
    )


def _shallow_ends(root: Path) -> frozenset[str]:
    """Return the commits whose parents this clone lacks."""
    place = os.fsdecode(git_command.run(root, "rev-parse", "--git-path", "shallow").rstrip(b"\n"))
    try:
        return frozenset((root / place).read_text("ascii", "replace").split())
    except OSError:
        return frozenset()

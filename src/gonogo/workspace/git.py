"""A repository's answers: many questions, few runs of Git, nothing written and nothing of the repository's own started.

Rules:
1. Answers are about the moment of the first question; ask a new `Repository` for a new moment. One that was opened at
   a commit answers as if that were checked out, and nothing changed since.
2. The last commit of a path is the newest, from HEAD back, that changed it. Where a shallow clone ends, Git only seems
   to add every file: such a commit answers nothing.
3. Among very many paths history is read `FAR` commits back; what changed before that has no known last commit, unless
   few are left.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from gonogo.workspace import git_command
from gonogo.workspace.git_status import read_status
from gonogo.workspace.history import Change, Commit, commit_at, read_history
from gonogo.workspace.names import spell, unspell
from gonogo.workspace.root import is_git_root

FAR = 2_000
"""Commits."""
FEW = 100
"""Paths that are asked for by name, however old they are."""
_HEX = re.compile(r"[0-9a-f]{4,64}")
_COMMITTER = re.compile(rb"^committer .*> (\d+) [+-]\d+$", re.MULTILINE)


def lacks_program(root: Path) -> bool:
    """Whether a workspace lies in a repository, and there is no Git that could read it."""
    return git_command.program() is None and any(map(is_git_root, (root, *root.parents)))


class Repository:
    """The Git repository in which a workspace lies.

    at: the full id of the commit to speak of in place of HEAD.
    changes: what differs from that commit, where it is not the working tree that does.
    """

    def __init__(self, root: Path, at: str | None = None, changes: Mapping[str, str] | None = None) -> None:
        self.root = root
        self._at = at
        self._changes = {} if at is not None and changes is None else changes
        self._commits: dict[str, Commit | None] = {}
        self._last: dict[str, Commit | None] = {}

    @classmethod
    def open(cls, root: Path) -> Repository | None:
        """Return the repository of a workspace; None without Git, or where nothing is under its control."""
        if git_command.program() is None or not any(map(is_git_root, (root, *root.parents))):
            return None
        return cls(root)

    @cached_property
    def head(self) -> str | None:
        """The commit that is checked out; None before the first one. Raises InputError where it cannot be read."""
        found = self._at or self._say("rev-parse", "--verify", "--quiet", "HEAD^{commit}") or None
        if found is None and self._has_begun:
            raise git_command.refusal(self.root, "rev-parse", "the commit that HEAD names is missing or damaged")
        return found

    @cached_property
    def branch(self) -> str | None:
        """The branch that is checked out; None where HEAD is detached."""
        return self._say("symbolic-ref", "--quiet", "--short", "HEAD") or None

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the clone lacks older history."""
        return self._say("rev-parse", "--is-shallow-repository") == "true"

    @cached_property
    def is_partial(self) -> bool:
        """Whether the clone was made without some contents, to be fetched when needed."""
        return bool(self._say("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))

    @cached_property
    def changes(self) -> Mapping[str, str]:
        """Tracked paths that differ from HEAD, with Git's two letters."""
        if self._changes is not None:
            return self._changes
        changes = read_status(self.root, untracked=False)
        skip = len(self._prefix)
        return {path[skip:]: letters for path, letters in changes.items()}

    @property
    def dirty(self) -> frozenset[str]:
        """Tracked paths whose content is not what HEAD has."""
        return frozenset(self.changes)

    def commit_exists(self, identifier: str) -> bool:
        """Whether a full or abbreviated id names exactly one commit here."""
        return self.commits([identifier])[identifier] is not None

    def commits(self, identifiers: Iterable[str]) -> dict[str, Commit | None]:
        """Return the commits of full or abbreviated ids; None for what is unknown, ambiguous, or no commit."""
        wanted = list(dict.fromkeys(identifiers))
        new = [name for name in wanted if name not in self._commits and _HEX.fullmatch(name.lower())]
        if new:
            asked = "".join(f"{name.lower()}^{{commit}}\n" for name in new).encode()
            answers = _split_objects(git_command.run(self.root, "cat-file", "--batch", stdin=asked))
            for name, commit in zip(new, answers, strict=True):
                # A branch may be called like an id; it is not what the id means.
                same = commit is not None and commit.id.startswith(name.lower())
                self._commits[name] = commit if same else None
        return {name: self._commits.get(name) for name in wanted}

    def last_commit(self, path: str) -> Commit | None:
        """Return the newest commit that changed a file, or anything below a directory."""
        return self.last_commits([path]).get(path)

    def last_commits(self, paths: Iterable[str]) -> dict[str, Commit]:
        """Return the newest commit for each path that has one; paths that HEAD does not have cost a long search."""
        wanted = list(dict.fromkeys(paths))
        new = {path for path in wanted if path not in self._last}
        if new and self.head is not None:
            if len(new) > FEW:
                self._search(new, f"--max-count={FAR}")
            if 0 < len(new) <= FEW:
                self._search(new, "--", *(os.fsdecode(unspell(path or ".")) for path in sorted(new)))
            self._last.update(dict.fromkeys(new))
        return {path: commit for path in wanted if (commit := self._last.get(path)) is not None}

    def renamed_to(self, path: str) -> str | None:
        """Return where a file or directory that is gone was moved to, followed through later moves."""
        found = self._departures.get(path)
        return None if found is None else found[0]

    def deleted_in(self, path: str) -> Commit | None:
        """Return the commit that moved or deleted a file, or the last of a directory, that is gone."""
        found = self._departures.get(path)
        return None if found is None else found[1]

    @property
    def _has_begun(self) -> bool:
        """Whether HEAD is a commit, or a branch that has a file for one, whatever is in it."""
        branch = self._say("symbolic-ref", "--quiet", "HEAD")
        if not branch:
            return True
        listed = self._say("for-each-ref", "--format=%(refname)", branch)
        place = self._say("rev-parse", "--git-path", branch)
        return branch in listed.splitlines() or (self.root / place).is_file()

    @property
    def _from(self) -> tuple[str, ...]:
        """Where `git log` begins."""
        return () if self._at is None else (self._at,)

    @cached_property
    def _prefix(self) -> str:
        return spell(git_command.run(self.root, "rev-parse", "--show-prefix").rstrip(b"\n"))

    def _say(self, *arguments: str) -> str:
        return git_command.run(self.root, *arguments, allow=(0, 1)).decode("utf-8", "replace").strip()

    def _search(self, wanted: set[str], *arguments: str) -> None:
        """Move what history tells from `wanted` to the answers."""
        for step in read_history(self.root, *self._from, "--no-renames", *arguments):
            if step.first and self.is_shallow:
                continue
            for change in step.changes:
                place = change.path
                while True:
                    if place in wanted:
                        wanted.discard(place)
                        self._last[place] = step.commit
                    if not place:
                        break
                    place = place.rpartition("/")[0]
            if not wanted:
                break

    @cached_property
    def _departures(self) -> dict[str, tuple[str | None, Commit]]:
        """Paths that history took away: where to, and by which commit."""
        gone: dict[str, tuple[str | None, Commit]] = {}
        if self.head is None:
            return gone
        for step in read_history(self.root, *self._from, "-M", "-l200", "--diff-filter=DR", f"--max-count={FAR}"):
            for change in step.changes:
                for old, new in _moves(change):
                    later = gone.get(new) if new is not None else None
                    gone.setdefault(old, (later[0] if later and later[0] else new, step.commit))
        return gone


def _moves(change: Change) -> Iterable[tuple[str, str | None]]:
    """Yield what one change says of its path and of the directories above it."""
    old, new = change.path, change.new
    yield old, new
    while "/" in old:
        old, _, name = old.rpartition("/")
        if new is not None:
            new = new.removesuffix("/" + name) if new.endswith("/" + name) else None
        yield old, new


def _split_objects(printed: bytes) -> Iterable[Commit | None]:
    at = 0
    while at < len(printed):
        end = printed.index(b"\n", at)
        words = printed[at:end].split(b" ")
        at = end + 1
        if len(words) != 3 or words[1] != b"commit":  # noqa: PLR2004 -- id, type, size; else it says why not
            if words[-1] not in {b"missing", b"ambiguous"} and words[-1].isdigit():
                at += int(words[-1]) + 1
            yield None
            continue
        size = int(words[2])
        committer = _COMMITTER.search(printed[at : at + size])
        yield commit_at(words[0].decode("ascii"), committer[1].decode("ascii") if committer else "0")
        at += size + 1

"""Reading the history of a repository in one pass for many questions."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from gonogo.workspace import git_command
from gonogo.workspace.names import spell

_CHUNK = 1 << 16


class Commit(Struct, frozen=True):
    """A commit: its full id and its committer's time, RFC 3339 in UTC."""

    id: str
    time: str


class Change(Struct, frozen=True, gc=False):
    """What a commit did to one path: Git's letter (A, M, D, R …), and for a rename the new path."""

    letter: str
    path: str
    new: str | None


class Step(Struct, frozen=True):
    """One commit of the history, with what it changed."""

    commit: Commit
    first: bool
    """It has no parent here: the first commit, or where a shallow clone ends."""
    changes: tuple[Change, ...]


def read_history(root: Path, *arguments: str) -> Iterator[Step]:
    """Yield the commits from HEAD back; `arguments` go to `git log`. Paths are relative to `root`, which bounds it."""
    command = ("log", "--raw", "-z", "--relative", "--no-ext-diff", "--diff-merges=off", "--format=tformat:%H %ct %P")
    with _reading(root, (*command, *arguments)) as tokens:
        head: list[str] | None = None
        changes: list[Change] = []
        for token in tokens:
            if not token.startswith(b":"):
                if head is not None:
                    yield _step(head, changes)
                head, changes = token.decode("ascii").split(" "), []
                continue
            letter = token.rsplit(b" ", 1)[1][:1].decode("ascii")
            path = spell(next(tokens, b""))
            changes.append(Change(letter, path, spell(next(tokens, b"")) if letter in "RC" else None))
        if head is not None:
            yield _step(head, changes)


def commit_at(identifier: str, seconds: str) -> Commit:
    """Return a commit from its id and the seconds since 1970 that Git prints."""
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        moment = datetime.fromtimestamp(0, UTC)  # a clock nobody can mean; Git shows the same
    return Commit(identifier, moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"))


def _step(head: list[str], changes: list[Change]) -> Step:
    return Step(commit_at(head[0], head[1]), len(head) < 3 or not head[2], tuple(changes))  # noqa: PLR2004 -- id, time, parents


@contextmanager
def _reading(root: Path, arguments: tuple[str, ...]) -> Iterator[Iterator[bytes]]:
    """Run Git and give what it prints between NULs; it is stopped when nobody reads on."""
    process = git_command.start(root, arguments)
    try:
        yield tokens(process)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def tokens(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Yield what a running Git prints between NULs."""
    stream = process.stdout
    rest = b""
    while stream is not None and (chunk := stream.read1(_CHUNK)):  # type: ignore[attr-defined]
        *whole, rest = (rest + chunk).split(b"\0")
        for token in whole:
            yield token.lstrip(b"\n") if token.startswith(b"\n:") else token

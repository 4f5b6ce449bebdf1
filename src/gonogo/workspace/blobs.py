"""Contents of Git objects, through one `git cat-file --batch` for as many questions as there are.

Rules:
1. An object that this clone does not have, or that is damaged, is an InputError; nothing is fetched.
2. Git is started at the first question and stopped when the last user of these blobs is gone, whatever happens.
3. What is larger than asked for is not read: Git is stopped instead, and started again for the next question.
"""

from __future__ import annotations

import hashlib
import subprocess
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from gonogo.errors import InputError
from gonogo.workspace import git_command

_CHUNK = 1 << 20
_SMALL = 1 << 22
"""Bytes that are sooner read to their end than Git is started again."""


class Blobs:
    """The contents of one repository's objects, by full id."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stop: weakref.finalize[..., Blobs] | None = None
        self._asked: IO[bytes] | None = None
        self._told: IO[bytes] | None = None
        self._last: tuple[str, bytes] = ("", b"")
        """Documents are looked at first and read then."""

    def read(self, identifier: str, limit: int, *, cut: bool = False) -> bytes:
        """Return a content; one that is larger than `limit` bytes is cut there, or refused with InputError."""
        if identifier == self._last[0] and len(self._last[1]) <= limit:
            return self._last[1]
        size = self._ask(identifier)
        if size <= limit or (cut and size <= _SMALL):
            data = b"".join(self._parts(size))
            self._last = identifier, data
            return data[:limit]
        data = b"".join(self._parts(limit, ends=False)) if cut else b""
        self._close()
        if not cut:
            raise InputError(f"larger than {limit >> 20} MiB", code="INPUT_TOO_LARGE")
        return data

    def digest(self, identifier: str) -> tuple[str, int]:
        """Return the SHA-256 of a content, and its size in bytes."""
        size = self._ask(identifier)
        digest = hashlib.sha256()
        for part in self._parts(size):
            digest.update(part)
        return digest.hexdigest(), size

    def _ask(self, identifier: str) -> int:
        """Ask for an object and return its size; its content stands ready to be read."""
        asked, told = self._streams()
        try:
            asked.write(identifier.encode("ascii") + b"\n")
            asked.flush()
            head = told.readline().split()
        except OSError:
            head = []
        if len(head) == 3 and head[1] == b"blob":  # noqa: PLR2004 -- id, type, size
            return int(head[2])
        self._close()  # what is missing from a partial clone makes Git give up
        raise _unreadable()

    def _parts(self, size: int, *, ends: bool = True) -> Iterator[bytes]:
        _, told = self._streams()
        left = size
        while left:
            part = told.read(min(left, _CHUNK))
            if not part:
                self._close()
                raise _unreadable()
            left -= len(part)
            yield part
        if ends:
            told.read(1)

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._asked is None or self._told is None:
            process = git_command.start(self._root, ("cat-file", "--batch"), asked=True)
            if process.stdin is None or process.stdout is None:
                raise InputError("git cat-file has no streams", code="REPOSITORY_UNREADABLE", where=str(self._root))
            self._asked, self._told = process.stdin, process.stdout
            self._stop = weakref.finalize(self, _end, process)
        return self._asked, self._told

    def _close(self) -> None:
        if self._stop is not None:
            self._stop()
        self._stop = self._asked = self._told = None


def _unreadable() -> InputError:
    return InputError(
        "its content is missing from this clone, or damaged",
        code="REPOSITORY_UNREADABLE",
        hint="git fsck says which; git checkout of that commit fetches what a partial clone lacks",
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # the question that nobody answered any more
                continue

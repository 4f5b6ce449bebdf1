"""Bytes kept under names between programs, in a directory of the user's own, for whoever can make them anew.

Rules:
1. Every entry carries its own digest; one that was cut short, altered or written by anything else is as good as none.
2. What cannot be written is not kept; after the first refusal no more is tried.
3. Once a day, entries that nobody used for a month go, and the least lately used of those that are too many.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from pathlib import Path

LARGEST = 256 * 1024 * 1024
"""Bytes that are kept in one directory."""
_DAY = 86_400
"""Seconds."""
_MONTH = 30 * _DAY
_DIGEST = hashlib.sha256().digest_size


class Kept:
    """The entries of one directory, which is made when the first of them is written."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._writable = True

    def get(self, name: str) -> memoryview | None:
        """Return the bytes kept under a name (hexadecimal, at least four digits); None where there are none."""
        place = self._place(name)
        try:
            with place.open("rb") as file:
                kept = memoryview(file.read())
                age = time.time() - os.fstat(file.fileno()).st_mtime
            if hashlib.sha256(kept[_DIGEST:]).digest() != kept[:_DIGEST]:
                return None
            if age > _DAY:
                os.utime(place)
        except OSError:
            return None
        return kept[_DIGEST:]

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name, in one step."""
        if not self._writable:
            return
        place = self._place(name)
        temporary = None
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            Path(temporary).rename(place)
            self._prune()
        except OSError:
            self._writable = False
            if temporary is not None:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()

    def _place(self, name: str) -> Path:
        return self._directory / name[:2] / name[2:]

    def _prune(self) -> None:
        mark = self._directory / "pruned"
        with contextlib.suppress(FileNotFoundError):
            if time.time() - mark.stat().st_mtime < _DAY:
                return
        mark.touch()
        found = [(path.stat(), path) for path in self._directory.glob("??/*")]
        total, oldest = 0, time.time() - _MONTH
        for stat, path in sorted(found, key=lambda entry: entry[0].st_mtime, reverse=True):
            total += stat.st_size
            if total > LARGEST or stat.st_mtime < oldest:
                path.unlink(missing_ok=True)

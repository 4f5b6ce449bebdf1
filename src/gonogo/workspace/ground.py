"""What stands at a path on disk, with symbolic links followed as long as they stay below the root."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from gonogo.errors import InputError
from gonogo.workspace.listing import system_path
from gonogo.workspace.names import spell, unspell
from gonogo.workspace.port import Outside


class DiskGround:
    """Answers about paths below a root (absolute, without symbolic links) at one moment."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._bytes = os.fsencode(root)
        self._kinds: dict[str, int] = {"": stat.S_IFDIR}
        """By path: the kind of what stands there; 0 for nothing, and where a symbolic link is on the way."""

    def is_file(self, path: str) -> bool:
        """Whether a regular file stands at a path, and no symbolic link is on the way."""
        return self._kind(path) == stat.S_IFREG

    def is_directory(self, path: str) -> bool:
        """Whether a directory stands at a path, and no symbolic link is on the way."""
        return path == "." or self._kind(path) == stat.S_IFDIR

    def real(self, path: str) -> str | None:
        """Return the path of what a path leads to (`.` is the root), or None where nothing is; raises Outside."""
        place = self._bytes + b"/" + unspell(path)
        try:
            if not os.path.lexists(place):
                return None
            real = os.path.realpath(place, strict=True)
        except FileNotFoundError:
            self._check_inside(os.path.realpath(place))
            return None
        except (OSError, ValueError) as error:
            raise Outside(str(error)) from error
        return self._check_inside(real)

    def read(self, path: str, limit: int, *, cut: bool = False) -> bytes:
        """Return the content of a regular file; raises InputError where it cannot be read.

        One that is larger than `limit` bytes is cut there, or refused with InputError.
        """
        try:
            handle = os.open(system_path(self._root, path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(handle, "rb") as file:
                data = file.read(limit if cut else limit + 1)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise InputError(f"cannot be read: {reason}", code="PATH_UNREADABLE", where=path) from error
        if len(data) > limit:
            raise InputError(f"larger than {limit >> 20} MiB", code="INPUT_TOO_LARGE", where=path)
        return data

    def _kind(self, path: str) -> int:
        known = self._kinds.get(path)
        if known is not None:
            return known
        unknown = [path]
        while (parent := unknown[-1].rpartition("/")[0]) not in self._kinds:
            unknown.append(parent)
        kind = self._kinds[parent]
        for place in reversed(unknown):
            kind = self._kinds[place] = self._look(place) if kind == stat.S_IFDIR else 0
        return kind

    def _look(self, path: str) -> int:
        try:
            return stat.S_IFMT(os.lstat(system_path(self._root, path)).st_mode)
        except (OSError, ValueError):
            return 0

    def _check_inside(self, real: bytes) -> str:
        if real == self._bytes:
            return "."
        if not real.startswith(self._bytes.rstrip(b"/") + b"/"):
            raise Outside(os.fsdecode(real))
        return spell(real[len(self._bytes.rstrip(b"/")) + 1 :])

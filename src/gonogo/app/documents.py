"""Where documents are read: on disk as they stand, or in a tree of Git."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Protocol

from gonogo.app import settings
from gonogo.errors import InputError, UsageError
from gonogo.model.item import LARGEST_DOCUMENT
from gonogo.tracker.discover import HEAD
from gonogo.workspace.names import unspell
from gonogo.workspace.port import Circle, Files, Outside

READ_ATTEMPTS = 3
LARGEST_SETTINGS = 1 << 24
"""Bytes."""


class Documents(Protocol):
    """The documents of a workspace at one moment, by path from its root."""

    def settings(self) -> bytes | None:
        """Return the bytes of `gonogo.toml`, or None where there is none; raises UsageError."""

    def head(self, name: str) -> bytes:
        """Return the bytes with which a document begins, as many as discovery looks at; raises InputError."""

    def read(self, name: str) -> bytes:
        """Return a document's bytes; raises InputError."""


class DiskDocuments:
    """Documents on disk, each as it stands at the moment when it is asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def settings(self) -> bytes | None:
        """Return the bytes of `gonogo.toml`, or None where there is none; raises UsageError."""
        return settings.read(self._root)

    def head(self, name: str) -> bytes:
        """Return the bytes with which a document begins, as many as discovery looks at; raises InputError."""
        try:
            with _open(self._place(name)) as stream:
                return stream.read(HEAD)
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", code="TRACKER_UNREADABLE", where=name) from error

    def read(self, name: str) -> bytes:
        """Return a document's bytes as they stood at one moment; raises InputError.

        A document that changes meanwhile is read again, then refused.
        """
        path = self._place(name)
        try:
            for _ in range(READ_ATTEMPTS):
                with _open(path) as stream:
                    before = os.fstat(stream.fileno())
                    if before.st_size > LARGEST_DOCUMENT:
                        raise _too_large(str(path), f"{before.st_size} bytes")
                    data = stream.read()
                    after = path.stat()
                if (before.st_mtime_ns, before.st_size, before.st_ino) == (after.st_mtime_ns, len(data), after.st_ino):
                    return data
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", code="TRACKER_UNREADABLE", where=str(path)) from error
        raise InputError(
            "the document keeps changing while it is read",
            code="TRACKER_UNREADABLE",
            where=str(path),
            hint="let the program that writes it finish, then try again",
        )

    def _place(self, name: str) -> Path:
        return self._root / os.fsdecode(unspell(name))


class TreeDocuments:
    """Documents among files that do not change; symbolic links are followed below the root."""

    def __init__(self, files: Files) -> None:
        self._ground = files.ground()

    def settings(self) -> bytes | None:
        """Return the bytes of `gonogo.toml`, or None where there is none; raises UsageError."""
        try:
            real = self._ground.real(settings.NAME)
            return None if real is None else self._ground.read(real, LARGEST_SETTINGS)
        except (Outside, InputError) as error:
            why = error.message if isinstance(error, InputError) else "it is a symbolic link that leads out"
            raise UsageError(
                f"{settings.NAME} cannot be read: {why}", code="SETTING_INVALID", where=settings.NAME
            ) from error

    def head(self, name: str) -> bytes:
        """Return the bytes with which a document begins, as many as discovery looks at; raises InputError."""
        return self._read(name, HEAD, cut=True)

    def read(self, name: str) -> bytes:
        """Return a document's bytes; raises InputError."""
        return self._read(name, LARGEST_DOCUMENT, cut=False)

    def _read(self, name: str, limit: int, *, cut: bool) -> bytes:
        try:
            real = self._ground.real(name)
        except Circle as error:
            raise _not_there(name, "Too many levels of symbolic links") from error
        except Outside as error:
            raise _not_there(name, "it is a symbolic link that leads out of the workspace") from error
        if real is None:
            raise _not_there(name, "No such file or directory")
        if not self._ground.is_file(real):
            raise InputError("it is no regular file", code="TRACKER_UNREADABLE", where=name)
        try:
            return self._ground.read(real, limit, cut=cut)
        except InputError as error:
            if error.code == "INPUT_TOO_LARGE":
                raise _too_large(name, "more") from error
            why = f"cannot be read: {error.message}"
            raise InputError(why, code="TRACKER_UNREADABLE", where=name, hint=error.hint) from error


def _open(path: Path) -> BinaryIO:
    """Open a file for reading; what is no regular file, such as a pipe that nobody writes to, is refused at once."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("it is no regular file", code="TRACKER_UNREADABLE", where=str(path))
    return os.fdopen(handle, "rb")


def _not_there(where: str, why: str) -> InputError:
    return InputError(f"cannot be read: {why}", code="TRACKER_UNREADABLE", where=where)


def _too_large(where: str, found: str) -> InputError:
    return InputError(
        "the document is too large to be a tracker",
        code="INPUT_TOO_LARGE",
        where=where,
        expected=f"at most {LARGEST_DOCUMENT} bytes",
        found=found,
    )

"""Files of the per-user private state directory: for this user alone, whole or absent, durable before they count."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gonogo.errors import Refusal

PRIVATE_HINT = "make room, or make it writable; GONOGO_STATE names another private directory"


def prepare(directory: Path) -> None:
    """Make the directory (mode 0700) if it is not there. Refusal LEDGER_READ_ONLY where it cannot be written to."""
    with writing(directory):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(directory, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(directory))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet; where someone else was quicker, theirs stays."""
    with writing(path), _temporary(path, data) as temporary:
        name_new(temporary, path)


def name_new(temporary: Path, path: Path) -> None:
    """Give a finished file its name, unless a file of that name is there; durable when this returns. OSError."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK):
            raise
        if not path.exists():  # a file system without hard links leaves a moment in which two could win
            temporary.rename(path)
    sync_directory(path.parent)


def replace(path: Path, data: bytes) -> None:
    """Write a file in the place of the one that is there, in one step."""
    with writing(path), _temporary(path, data) as temporary:
        temporary.rename(path)
        sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make the names in a directory durable."""
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Hold the directory's lock, so that looking at a file and replacing it are one act."""
    with writing(directory):
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def writing(path: Path, hint: str = PRIVATE_HINT) -> Iterator[None]:
    """Turn an operating system's no into a Refusal LEDGER_READ_ONLY."""
    try:
        yield
    except OSError as error:
        raise Refusal(
            f"cannot write: {error.strerror or error}",
            code="LEDGER_READ_ONLY",
            where=os.fspath(path),
            hint=hint,
        ) from error


@contextmanager
def _temporary(path: Path, data: bytes) -> Iterator[Path]:
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()

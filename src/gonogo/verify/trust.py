"""Who may run: commands that this user on this machine has trusted, in a private file a workspace.

Rules:
1. Trust is for one workspace path, one exact text and one way of running it; any other text or setting is untrusted.
2. Only this store grants it. What a ledger, a document or a repository says of trust is not asked.
3. A store that others could have written to, or that cannot be read as what it should be, trusts nothing.
4. A change is written as a whole, under a lock, for this user's eyes alone.
"""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from gonogo import canonical
from gonogo.errors import Refusal
from gonogo.model.command import Command, Settings

DIRECTORY = "trust"
VERSION = 1


class Grant(msgspec.Struct, frozen=True):
    """One trusted command, with the moment when it was trusted."""

    text: str
    settings: Settings
    time: str


class _File(msgspec.Struct):
    version: int
    workspace: str
    grants: dict[str, Grant]


class TrustStore:
    """The commands that a user has trusted; `directory` is the per-user private state directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory / DIRECTORY

    def trusted(self, workspace: Path) -> frozenset[tuple[str, Settings]]:
        """Return text and settings of every trusted command of a workspace. Creates nothing."""
        grants = self._load(workspace).grants
        return frozenset((grant.text, grant.settings) for grant in grants.values())

    def trust(self, workspace: Path, commands: Iterable[Command], now: str) -> tuple[Command, ...]:
        """Trust commands; return those that were not trusted before."""
        with self._changing(workspace) as grants:
            new = tuple(command for command in dict.fromkeys(commands) if grant_key(command) not in grants)
            for command in new:
                grants[grant_key(command)] = Grant(command.text, command.settings, now)
        return new

    def untrust(self, workspace: Path, commands: Iterable[Command]) -> tuple[Command, ...]:
        """Take trust back; return those that were trusted before."""
        with self._changing(workspace) as grants:
            return tuple(
                command for command in dict.fromkeys(commands) if grants.pop(grant_key(command), None) is not None
            )

    def _path(self, workspace: Path) -> Path:
        return self._directory / f"{sha256(os.fsencode(workspace)).hexdigest()}.json"

    def _load(self, workspace: Path) -> _File:
        path = self._path(workspace)
        empty = _File(VERSION, os.fspath(workspace), {})
        try:
            with path.open("rb") as file:
                found = os.fstat(file.fileno())
                if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o022:
                    return empty
                kept = msgspec.json.decode(file.read(), type=_File)
        except (OSError, msgspec.DecodeError):
            return empty
        same = kept.version == VERSION and kept.workspace == os.fspath(workspace)
        return kept if same else empty

    @contextmanager
    def _changing(self, workspace: Path) -> Iterator[dict[str, Grant]]:
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self._directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unwritable(self._directory, error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            kept = self._load(workspace)
            before = dict(kept.grants)
            yield kept.grants
            if kept.grants != before:
                self._write(self._path(workspace), msgspec.json.encode(kept))
        finally:
            os.close(lock)

    def _write(self, path: Path, data: bytes) -> None:
        try:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".trust-")  # mode 0600
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise _unwritable(path, error) from error


def grant_key(command: Command) -> str:
    """Return the digest over a command's text and the way in which it is run."""
    settings = command.settings
    return canonical.digest(
        {
            "text": command.text,
            "directory": settings.directory,
            "environment": [list(pair) for pair in settings.environment],
            "allow": list(settings.allow),
            "timeout": settings.timeout,
            "sandbox": settings.sandbox,
        }
    )


def _unwritable(path: Path, error: OSError) -> Refusal:
    return Refusal(
        f"trust cannot be kept: {error.strerror or error}",
        code="TRUST_UNWRITABLE",
        where=os.fspath(path),
        hint="make room, or make it writable; GONOGO_STATE names another private directory",
    )

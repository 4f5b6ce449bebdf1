"""The database file of a ledger: how it is made, opened and read.

Rules:
1. Reading creates nothing: no file beside the database, not on a read-only disk, not while a writer works.
   - Nobody has written since the last tidy end (there is no `-wal`): the file is opened as immutable. A writer may
     begin meanwhile, so every answer is checked against the file's stamp afterwards, and asked again where it moved.
   - There is a write-ahead log with its index: the file is opened read-only, beside the writer.
   - There is a log without an index (a copy of a crashed ledger): SQLite would have to create one, so it is given a
     private copy to do that in.
2. A ledger appears whole: it is made under another name and linked to its own.
3. The database file is never opened by other means than SQLite while it may be in use: closing it would drop the locks
   that this process holds on it (POSIX).
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from gonogo.errors import InputError, IntegrityError, Refusal
from gonogo.ledger.faults import FAULTS, translate, translated
from gonogo.ledger.private import name_new, writing
from gonogo.ledger.queries import FORMAT, QUERIES, migration

APPLICATION_ID = 0x676E6C67
"""`gnlg`, in the file's header: what tells a ledger from another database."""
PATIENCE = 10.0
"""Seconds for which a writer waits for its turn."""
ATTEMPTS = 5
WORKSPACE_HINT = "make room, or make the workspace writable; nothing was half-written"

Stamp = tuple[int, int, int, bool]


class Database:
    """An open ledger file; `fetch` reads, and a writer uses `connection` besides."""

    def __init__(self, path: Path, *, write: bool, patience: float = PATIENCE, whole: bool = False) -> None:
        """Open the file. `whole` is for verification: text comes as it is stored, and the file is never opened anew, so
        that all answers are of one opening; the caller asks `moved` at the end.
        """
        self.path = path
        self.write = write
        self._whole = whole
        self._patience = patience
        self._copy: Path | None = None
        self._stamp: Stamp | None = None
        self.connection = self._open()
        if whole:
            self.connection.text_factory = _as_stored
        try:
            self._check_format()
            if write:
                with translated(path, writing=True):
                    self.connection.execute("PRAGMA journal_mode = WAL")
                    self.connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            self.close()
            raise

    def fetch(self, query: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a named query, as of one moment."""
        sql = QUERIES[query]
        for _ in range(ATTEMPTS):
            try:
                rows = self.connection.execute(sql, parameters).fetchall()
            except FAULTS as error:
                if self._whole or not self.moved():
                    raise translate(error, self.path, writing=self.write) from error
            else:
                if self._whole or not self.moved():
                    return rows
            self._reopen()
        raise Refusal(
            "the ledger was opened and closed by writers faster than it could be read",
            code="LEDGER_LOCKED",
            where=os.fspath(self.path),
            hint="try again",
        )

    def pin(self) -> None:
        """Answer everything from now on as of one moment, whatever writers do."""
        with translated(self.path, writing=False):
            self.connection.execute("BEGIN")

    def moved(self) -> bool:
        """Say whether the file was written to since it was opened, in a way that can have spoiled what was read."""
        return self._stamp is not None and self._stamp != _stamp(self.path)

    def sync(self) -> None:
        """Make everything that has been committed durable, by whomever and however."""
        log = _beside(self.path, "-wal")
        with writing(log, WORKSPACE_HINT), suppress(FileNotFoundError):
            handle = os.open(log, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def close(self) -> None:
        """Close the file, and take a private copy away."""
        with suppress(sqlite3.Error):
            self.connection.close()
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)
            self._copy = None

    def _open(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise InputError(
                "there is no ledger here",
                code="LEDGER_ABSENT",
                where=os.fspath(self.path),
                hint="gonogo verify begins one",
            )
        if self.write:
            with writing(self.path, WORKSPACE_HINT):
                if not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK | os.X_OK)):
                    raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))
            return _connect(self.path, "mode=rw", self._patience)
        log = _beside(self.path, "-wal")
        self._stamp = _stamp(self.path)
        if not log.exists():
            return _connect(self.path, "mode=ro&immutable=1", self._patience)
        self._stamp = None
        if _beside(self.path, "-shm").exists():
            return _connect(self.path, "mode=ro", self._patience)
        return self._open_copy(log)

    def _open_copy(self, log: Path) -> sqlite3.Connection:
        self._copy = Path(mkdtemp(prefix="gonogo-"))
        copy = self._copy / self.path.name
        shutil.copyfile(self.path, copy)
        shutil.copyfile(log, _beside(copy, "-wal"))
        return _connect(copy, "mode=rw", self._patience)

    def _reopen(self) -> None:
        self.close()
        self.connection = self._open()

    def _check_format(self) -> None:
        with translated(self.path, writing=self.write):
            (kind,) = self.connection.execute("PRAGMA application_id").fetchone()
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if kind != APPLICATION_ID:
            raise IntegrityError(
                "the file is a database, and not a ledger",
                code="LEDGER_CORRUPT",
                where=os.fspath(self.path),
                hint="restore the ledger from a backup; moving the file away begins a new one without its history",
            )
        if version > FORMAT:
            raise IntegrityError(
                "the ledger was written by a newer gonogo",
                code="LEDGER_TOO_NEW",
                where=os.fspath(self.path),
                expected=f"format {FORMAT} at most",
                found=f"format {version}",
                hint="upgrade gonogo",
            )
        if version < 1:
            raise IntegrityError(
                "the ledger's format version was changed",
                code="LEDGER_CHANGED",
                where="user_version",
                found=str(version),
            )


def create_ledger(path: Path, ledger: str) -> None:
    """Make an empty ledger of this id, unless one is there already. Refusal LEDGER_READ_ONLY."""
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    with writing(path, WORKSPACE_HINT):
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with translated(path, writing=True):
            connection = _connect(temporary, "mode=rw", PATIENCE)
            try:
                connection.executescript(f"BEGIN;\n{migration(FORMAT)}\n{QUERIES['make_head']};\nCOMMIT")
                meta = (("ledger", ledger), ("format", str(FORMAT)))
                connection.executemany(QUERIES["make_meta"], meta)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                connection.execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
        with writing(path, WORKSPACE_HINT):
            name_new(temporary, path)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                _beside(temporary, suffix).unlink()


def _connect(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    with translated(path, writing="mode=rw" in mode):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection


def _as_stored(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _stamp(path: Path) -> Stamp:
    try:
        seen = path.stat()
    except OSError:
        return 0, 0, 0, False
    return seen.st_ino, seen.st_mtime_ns, seen.st_size, _beside(path, "-wal").exists()

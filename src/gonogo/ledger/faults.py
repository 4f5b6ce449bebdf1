"""Faults of a ledger's rows, and of SQLite, in gonogo's words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gonogo.errors import GonogoError, IntegrityError, InternalError, Refusal

_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_UNWRITABLE = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA}

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What the `sqlite3` module raises; the second where a damaged schema makes an error message that is no text."""


@contextmanager
def translated(path: Path, *, writing: bool) -> Iterator[None]:
    """Let no `sqlite3.Error` out, only LEDGER_LOCKED, _READ_ONLY, _CHANGED, _CORRUPT, or an InternalError."""
    try:
        yield
    except FAULTS as error:
        raise translate(error, path, writing=writing) from error


def translate(error: Exception, path: Path, *, writing: bool) -> GonogoError:
    """Return what a fault of SQLite means for a ledger."""
    where = os.fspath(path)
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF  # none for text that is not UTF-8
    if code in _LOCKED:
        return Refusal(
            "another program holds the ledger",
            code="LEDGER_LOCKED",
            where=where,
            hint="wait for it to finish; `fuser` on the file names it",
        )
    if code in _UNWRITABLE and writing:
        return Refusal(
            f"the ledger cannot be written: {error}",
            code="LEDGER_READ_ONLY",
            where=where,
            hint="make room, or make the file and its directory writable; nothing was half-written",
        )
    if code == sqlite3.SQLITE_CONSTRAINT:
        return IntegrityError(
            f"the ledger's rows contradict each other: {error}",
            code="LEDGER_CHANGED",
            where=where,
            hint="gonogo ledger verify names the first bad place",
        )
    if code in _UNREADABLE or code in _UNWRITABLE:
        return IntegrityError(
            f"the ledger cannot be read: {error}",
            code="LEDGER_CORRUPT",
            where=where,
            hint="restore it from a backup; moving it away begins a new one without its history",
        )
    return InternalError(f"SQLite failed: {type(error).__name__}: {error}", where=where)


def changed(where: str, how: str) -> IntegrityError:
    """Return the error for a row that is not what was written."""
    return IntegrityError(
        how,
        code="LEDGER_CHANGED",
        where=where,
        hint="restore the ledger from a backup",
    )

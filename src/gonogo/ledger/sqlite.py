"""The ledger in one SQLite file (write-ahead log): the default sequencer of a workspace.

Rules:
1. An append is one `BEGIN IMMEDIATE` transaction: head, admission, rows, blobs, frontier. It is tried first as if every
   key and id were new, since the indexes would say otherwise; where they do, it is done again by looking.
2. Acknowledged is durable: `synchronous=FULL`. With `durable=False` the commit is in the log and not yet forced out.
3. A checkpoint is signed only over rows that were forced out before, and is durable before the head outside names it.
4. Who opens for writing first compares with the head kept outside: a shorter ledger, or another one, is not written to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from threading import RLock
from types import TracebackType
from typing import Self

from gonogo.errors import IntegrityError, InternalError, Refusal
from gonogo.ledger import body
from gonogo.ledger.admission import Known, Row, Seen, admit
from gonogo.ledger.anchor import check_against_kept
from gonogo.ledger.blobs import check_given, deflate, require
from gonogo.ledger.database import PATIENCE, Database, create_ledger
from gonogo.ledger.faults import translated
from gonogo.ledger.merkle import Frontier
from gonogo.ledger.port import NO_BLOBS, Head
from gonogo.ledger.queries import QUERIES
from gonogo.ledger.reading import read_blob, read_events, read_frontier, read_id
from gonogo.model.event import Draft, Event, Receipt

SEAL_EVERY = 5_000
"""Events after which a long session signs a checkpoint, so that little is unsigned when it dies."""
LARGEST_BLOB = 1_000_000_000
"""SQLite's limit on one value."""


class SqliteLedger:
    """Keeps every promise of the port in one file."""

    def __init__(self, database: Database, keys: Path) -> None:
        self._database = database
        self._keys = keys
        self._lock = RLock()
        self._durable = True
        self._unsealed = 0
        self.path = database.path
        self.id = read_id(database)
        check_against_kept(database, self.id, keys)

    @classmethod
    def open(cls, path: Path, *, keys: Path, create: bool, write: bool, patience: float = PATIENCE) -> Self:
        """Open a ledger; `keys` is the per-user private state directory, `patience` the seconds to wait for one's turn.

        `create` makes it if it is not there; without `write`, nothing is created or changed, whatever happens.
        InputError LEDGER_ABSENT. IntegrityError: LEDGER_TRUNCATED, LEDGER_FORKED, LEDGER_TOO_NEW, LEDGER_CORRUPT.
        Refusal: LEDGER_READ_ONLY, LEDGER_LOCKED.
        """
        if create and write and not path.exists():
            create_ledger(path, token_hex(16))
        database = Database(path, write=write, patience=patience)
        try:
            return cls(database, keys)
        except BaseException:
            database.close()
            raise

    def append(
        self, drafts: Sequence[Draft], blobs: Mapping[str, bytes] = NO_BLOBS, *, durable: bool = True
    ) -> tuple[Receipt, ...]:
        """See the port."""
        if not self._database.write:
            raise InternalError("a ledger opened for reading was asked to append", where=str(self.path))
        entries = [body.write(draft, self.id) for draft in drafts]
        check_given(blobs)
        with self._lock, translated(self.path, writing=True):
            self._set_durable(durable)
            try:
                receipts = self._transact(entries, blobs, self._assume)
            except (Refusal, sqlite3.IntegrityError):
                receipts = self._transact(entries, blobs, self._look)
            if durable and any(receipt.replayed for receipt in receipts):
                self._database.sync()
            self._unsealed += len(receipts)
            if self._unsealed >= SEAL_EVERY:
                self.seal()
        return receipts

    def events(self, after: int = 0, upto: int | None = None) -> Iterator[Event]:
        """See the port."""
        return read_events(self._database, self._lock, after, upto)

    def blob(self, digest: str) -> bytes:
        """See the port."""
        with self._lock:
            return read_blob(self._database, digest)

    def head(self) -> Head:
        """See the port."""
        with self._lock:
            frontier = read_frontier(self._database)
        return Head(frontier.size, frontier.root())

    def seal(self) -> None:
        """Make everything durable, sign a checkpoint over it, and keep that outside too."""
        from gonogo.ledger.sealing import seal  # noqa: PLC0415 -- reading verbs must not pay for loading the crypto

        with self._lock, translated(self.path, writing=True):
            self._set_durable(True)
            with self._transaction():
                kept = seal(self._database, self.id, self._keys)
            kept()
            self._unsealed = 0

    def close(self) -> None:
        """End the session: what was appended is durable and sealed."""
        try:
            if self._unsealed:
                self.seal()
        finally:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _transact(
        self, entries: list[body.Entry], blobs: Mapping[str, bytes], know: Callable[[int], Known]
    ) -> tuple[Receipt, ...]:
        connection = self._database.connection
        with self._transaction():
            frontier = read_frontier(self._database)
            size = frontier.size
            require((entry.draft for entry in entries), blobs, self._has_blob)
            rows, receipts = admit(entries, know(size))
            if rows:
                connection.executemany(QUERIES["insert_event"], rows)
                self._insert_blobs(blobs)
                self._move_head(frontier, rows, size)
        return receipts

    def _insert_blobs(self, blobs: Mapping[str, bytes]) -> None:
        for digest, data in blobs.items():
            coding, stored = deflate(data)
            if len(stored) > LARGEST_BLOB:
                raise Refusal("a blob is too large", code="EVENT_TOO_LARGE", found=f"{len(stored):,} bytes")
            row = (bytes.fromhex(digest), len(data), coding, stored)
            self._database.connection.execute(QUERIES["insert_blob"], row)

    def _move_head(self, frontier: Frontier, rows: list[Row], size: int) -> None:
        frontier.extend(row[9] for row in rows)
        moved = self._database.connection.execute(
            QUERIES["move_head"], (frontier.size, frontier.packed(), size)
        ).rowcount
        if moved != 1:
            raise IntegrityError("the ledger's head row is not one", code="LEDGER_CHANGED", where="head")

    def _assume(self, size: int) -> Known:
        return Known(size, lambda _actor, _key: None, lambda _id: False, self._revision)

    def _look(self, size: int) -> Known:
        return Known(size, self._by_key, self._has_id, self._revision)

    def _by_key(self, actor: str, key: str) -> Seen | None:
        found = self._database.connection.execute(QUERIES["by_key"], (actor, key)).fetchone()
        return None if found is None else Seen(*found)

    def _has_id(self, event_id: str) -> bool:
        return self._database.connection.execute(QUERIES["has_id"], (event_id,)).fetchone() is not None

    def _has_blob(self, digest: str) -> bool:
        found = self._database.connection.execute(QUERIES["has_blob"], (bytes.fromhex(digest),)).fetchone()
        return found is not None

    def _revision(self, subject: str) -> int:
        (rev,) = self._database.connection.execute(QUERIES["revision"], (subject,)).fetchone()
        return rev or 0

    def _set_durable(self, durable: bool) -> None:
        if durable is not self._durable:
            self._database.connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        connection = self._database.connection
        connection.execute(QUERIES["begin"])
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

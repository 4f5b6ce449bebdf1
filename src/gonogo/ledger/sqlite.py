"""The ledger in one SQLite file (write-ahead log): the default sequencer of a workspace.

Rules:
1. An append is one `BEGIN IMMEDIATE` transaction: head, admission, rows, blobs, frontier. It is tried first as if every
   key and id were new and nobody else had written, since indexes and head row would say otherwise; where they do, or
   where the rules refuse, it is done again by looking.
2. Acknowledged is durable: `synchronous=FULL`. With `durable=False` the commit is in the log and not yet forced out.
3. A checkpoint is signed only over rows that were forced out before, and is durable before the head outside names it.
4. Who opens for writing first compares with the head kept outside: a shorter ledger, or another one, is not written to.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from gonogo.errors import InternalError, Refusal
from gonogo.ledger import body
from gonogo.ledger.admission import Seen, admit, answer, recall
from gonogo.ledger.anchor import check_against_kept
from gonogo.ledger.blobs import check_given, deflate, require
from gonogo.ledger.database import PATIENCE, Database, create_ledger
from gonogo.ledger.faults import changed, translate, translated
from gonogo.ledger.merkle import Frontier
from gonogo.ledger.port import NO_BLOBS, Head
from gonogo.ledger.private import prepare
from gonogo.ledger.queries import QUERIES
from gonogo.ledger.reading import read_blob, read_events, read_frontier, read_id
from gonogo.model.event import Draft, Event, Receipt

SEAL_EVERY = 10_000
"""Events after which a long session signs a checkpoint, so that little is unsigned when it dies."""
LARGEST_BLOB = 1_000_000_000
"""SQLite's limit on one value."""
if TYPE_CHECKING:
    from gonogo.ledger.sealing import Sealer

_BEGIN, _INSERT_EVENT = QUERIES["begin"], QUERIES["insert_event"]
_MOVE_HEAD, _REVISION = QUERIES["move_head"], QUERIES["revision"]


class SqliteLedger:
    """Keeps every promise of the port in one file."""

    def __init__(self, database: Database, keys: Path) -> None:
        self._database = database
        self._keys = keys
        self._lock = RLock()
        self._durable = True
        self._forced = 0
        self._unsealed = 0
        self._seal_at = SEAL_EVERY
        self._sealer: Sealer | None = None
        self._cursor = database.connection.cursor()
        self._revisions: dict[str, int] = {}
        self.path = database.path
        self.id = read_id(database)
        self._head = check_against_kept(database, self.id, keys)

    @classmethod
    def open(cls, path: Path, *, keys: Path, create: bool, write: bool, patience: float = PATIENCE) -> Self:
        """Open a ledger; `keys` is the per-user private state directory, `patience` the seconds to wait for one's turn.

        `create` makes it if it is not there; without `write`, nothing is created or changed, whatever happens.
        InputError LEDGER_ABSENT. IntegrityError: LEDGER_TRUNCATED, LEDGER_FORKED, LEDGER_TOO_NEW, LEDGER_CORRUPT.
        Refusal: LEDGER_READ_ONLY, LEDGER_LOCKED.
        """
        if write:
            prepare(keys)
            if create and not path.exists():
                create_ledger(path, os.urandom(16).hex())
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
        if blobs:
            check_given(blobs)
        with self._lock:
            try:
                if durable is not self._durable:
                    self._set_durable(durable)
                try:
                    receipts = self._append_new(entries, blobs)
                except (Refusal, sqlite3.IntegrityError):
                    receipts = self._append_by_looking(entries, blobs)
            except sqlite3.Error as error:
                raise translate(error, self.path, writing=True) from error
            self._unsealed += len(receipts)
            if self._unsealed >= self._seal_at:
                self._seal_at += SEAL_EVERY
                with suppress(Refusal):  # the events are in; what cannot be kept outside now is tried again at the end
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
        from gonogo.ledger.sealing import Sealer  # noqa: PLC0415 -- reading verbs must not pay for loading the crypto

        with self._lock, translated(self.path, writing=True):
            if self._sealer is None:
                self._sealer = Sealer(self.id, self._keys)
            self._set_durable(True)
            with self._transaction():
                keep = self._sealer.seal(self._database, self._forced)
            keep()
            self._unsealed, self._seal_at = 0, SEAL_EVERY

    def close(self) -> None:
        """End the session: what was appended is durable, and sealed unless another writer holds the ledger too long."""
        try:
            if self._unsealed:
                self._seal_or_force()
        finally:
            self._database.close()

    def _seal_or_force(self) -> None:
        try:
            self.seal()
        except Refusal as error:
            if error.code != "LEDGER_LOCKED":
                raise
            self._database.sync()  # the next session seals; what was acknowledged must not wait for it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _append_new(self, entries: Sequence[body.Entry], blobs: Mapping[str, bytes]) -> tuple[Receipt, ...]:
        """Append as if nobody else had written since this session last did, and every key and id were new."""
        execute = self._cursor.execute
        execute(_BEGIN)
        try:
            receipts, head = self._insert(entries, blobs)
            execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self._head = head
        if self._durable:
            self._forced = head.size
        return receipts

    def _append_by_looking(self, entries: Sequence[body.Entry], blobs: Mapping[str, bytes]) -> tuple[Receipt, ...]:
        """Append after looking up head, keys and ids; what was seen before is answered as the first time."""
        with self._transaction():
            self._revisions.clear()
            self._head = read_frontier(self._database)
            new, answers = recall(entries, self._by_key, self._has_id)
            receipts, head = self._insert(new, blobs) if new else ((), self._head)
        self._head = head
        if self._durable and len(new) < len(entries):
            self._database.sync()  # the first answer may have been given before its event was forced out
        return answer(answers, receipts)

    def _insert(
        self, entries: Sequence[body.Entry], blobs: Mapping[str, bytes]
    ) -> tuple[tuple[Receipt, ...], Frontier]:
        before, cursor = self._head, self._cursor
        require(entries, blobs, self._has_blob)
        rows, receipts = admit(entries, before.size, self._revision)
        cursor.executemany(_INSERT_EVENT, rows)
        if blobs:
            self._insert_blobs(blobs)
        head = before.copy()
        head.extend([entry.leaf for entry in entries])
        if cursor.execute(_MOVE_HEAD, (head.size, head.packed(), before.size)).rowcount != 1:
            raise sqlite3.IntegrityError("the head row moved")
        for row in rows:
            self._revisions[row[4]] = row[1]
        return receipts, head

    def _roll_back(self) -> None:
        self._revisions.clear()
        if self._database.connection.in_transaction:
            self._database.connection.execute("ROLLBACK")

    def _insert_blobs(self, blobs: Mapping[str, bytes]) -> None:
        for digest, data in blobs.items():
            coding, stored = deflate(data)
            if len(stored) > LARGEST_BLOB:
                raise Refusal("a blob is too large", code="EVENT_TOO_LARGE", found=f"{len(stored):,} bytes")
            row = (bytes.fromhex(digest), len(data), coding, stored)
            self._database.connection.execute(QUERIES["insert_blob"], row)

    def _by_key(self, actor: str, key: str) -> Seen | None:
        found = self._database.connection.execute(QUERIES["by_key"], (actor, key)).fetchone()
        return None if found is None else Seen(*found)

    def _has_id(self, event_id: str) -> bool:
        return self._database.connection.execute(QUERIES["has_id"], (event_id,)).fetchone() is not None

    def _has_blob(self, digest: str) -> bool:
        found = self._database.connection.execute(QUERIES["has_blob"], (bytes.fromhex(digest),)).fetchone()
        return found is not None

    def _revision(self, subject: str) -> int:
        rev = self._revisions.get(subject)
        if rev is None:
            (rev,) = self._cursor.execute(_REVISION, (subject,)).fetchone()
            if type(rev) is not int:
                raise changed("event, rev", f"the revisions of {subject} are no numbers")
        return rev

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
            self._roll_back()
            raise

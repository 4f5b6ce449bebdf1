"""A ledger in memory: for tests, dry runs, and workspaces that have no ledger yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from gonogo import canonical
from gonogo.errors import IntegrityError
from gonogo.ledger import body
from gonogo.ledger.admission import Seen, admit, answer, recall
from gonogo.ledger.blobs import check_given, require
from gonogo.ledger.merkle import Frontier
from gonogo.ledger.port import NO_BLOBS, Head
from gonogo.model.event import Draft, Event, Receipt


class MemoryLedger:
    """Keeps every promise of the port but durability."""

    def __init__(self, ledger: str = "memory") -> None:
        self.id = ledger
        self._bodies: list[tuple[int, bytes]] = []
        self._keys: dict[tuple[str, str], Seen] = {}
        self._ids: set[str] = set()
        self._revisions: dict[str, int] = {}
        self._blobs: dict[str, bytes] = {}
        self._frontier = Frontier()

    def append(
        self, drafts: Sequence[Draft], blobs: Mapping[str, bytes] = NO_BLOBS, *, durable: bool = True
    ) -> tuple[Receipt, ...]:
        """See the port."""
        del durable
        entries = [body.write(draft, self.id) for draft in drafts]
        check_given(blobs)
        require(entries, blobs, self._blobs.__contains__)
        new, answers = recall(entries, lambda *name: self._keys.get(name), self._ids.__contains__)
        rows, receipts = admit(new, len(self._bodies), lambda subject: self._revisions.get(subject, 0))
        for seq, rev, id_, _type, subject, _time, actor, key, request, _leaf, data in rows:
            self._bodies.append((rev, data))
            self._keys[(actor, key)] = Seen(request, seq, rev, id_)
            self._ids.add(id_)
            self._revisions[subject] = rev
        self._frontier.extend([row[9] for row in rows])
        if rows:
            self._blobs.update(blobs)
        return answer(answers, receipts)

    def events(self, after: int = 0, upto: int | None = None) -> Iterator[Event]:
        """See the port."""
        end = len(self._bodies) if upto is None else min(upto, len(self._bodies))
        return self._walk(max(after, 0), end)

    def _walk(self, after: int, end: int) -> Iterator[Event]:
        for seq in range(after + 1, end + 1):
            rev, data = self._bodies[seq - 1]
            yield body.read(seq, rev, data)

    def blob(self, digest: str) -> bytes:
        """See the port."""
        data = self._blobs.get(digest)
        if data is None:
            raise IntegrityError(f"no blob {digest}", code="BLOB_MISSING")
        if canonical.sha256(data) != digest:
            raise IntegrityError(f"blob {digest} is not what its digest says", code="BLOB_CHANGED")
        return data

    def head(self) -> Head:
        """See the port."""
        return Head(self._frontier.size, self._frontier.root())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

"""The ledger as the rest of gonogo sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import Protocol, Self

from msgspec import Struct

from gonogo.model.event import Draft, Event, Receipt

NO_BLOBS: Mapping[str, bytes] = MappingProxyType({})


class Head(Struct, frozen=True):
    """Where a ledger stands: how many events it holds, and the RFC 6962 root over them (32 bytes)."""

    size: int
    root: bytes


class Ledger(Protocol):
    """An append-only, tamper-evident list of events with one sequencer. Use it in a `with` statement: leaving it makes
    what was appended durable.
    """

    def append(
        self, drafts: Sequence[Draft], blobs: Mapping[str, bytes] = NO_BLOBS, *, durable: bool = True
    ) -> tuple[Receipt, ...]:
        """Append all drafts in one transaction, or none; return a receipt each, in order.

        `blobs` maps SHA-256 in hex to raw bytes and is stored in the same transaction; a blob that a draft names must
        be among them or stored before. `durable=False` survives the death of the process, not a power cut, until the
        next durable append or the end of the session.

        Refusal: KEY_REUSED, ID_REUSED, REVISION_CONFLICT, EVENT_TOO_LARGE, LEDGER_LOCKED, LEDGER_READ_ONLY.
        InputError: NOT_CANONICAL, EVENT_MALFORMED, BLOB_ABSENT.
        """
        ...

    def events(self, after: int = 0, upto: int | None = None) -> Iterator[Event]:
        """Yield events with `after` < seq ≤ `upto` in order, up to the head as it was at the call.

        Each body is checked against its leaf hash; once every event has been yielded from the first to the head, so is
        the root. IntegrityError names the first that does not fit.
        """
        ...

    def blob(self, digest: str) -> bytes:
        """Return the raw bytes with this SHA-256, checked. IntegrityError: BLOB_MISSING, BLOB_CHANGED."""
        ...

    def head(self) -> Head:
        """Return size and root."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

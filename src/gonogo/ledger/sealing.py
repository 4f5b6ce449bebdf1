"""Signing a checkpoint over what is durable, inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gonogo.ledger import checkpoint, heads
from gonogo.ledger.database import Database
from gonogo.ledger.keys import signing_key, verifies
from gonogo.ledger.queries import QUERIES
from gonogo.ledger.reading import read_frontier


def seal(database: Database, ledger: str, keys: Path) -> Callable[[], None]:
    """Insert a checkpoint over the present head; return what keeps it outside, to be called once it is committed.

    The transaction holds the write lock, so nothing is committed between forcing the log out and signing.
    """
    head = read_frontier(database)
    last = database.fetch("last_checkpoint")
    number, size, chain, note = last[0] if last else (0, 0, checkpoint.FIRST_CHAIN, "")
    key, root = signing_key(keys), head.root()
    if size == head.size:
        return _keeper(ledger, keys, number, chain, note) if number and _is_ours(note, root, key.public) else _nothing
    database.sync()
    note = checkpoint.write(ledger, head.size, root, key.public, key.sign)
    chain = checkpoint.chain(chain, note)
    database.connection.execute(QUERIES["insert_checkpoint"], (number + 1, head.size, root, key.public, note, chain))
    return _keeper(ledger, keys, number + 1, chain, note)


def _keeper(ledger: str, keys: Path, number: int, chain: bytes, note: str) -> Callable[[], None]:
    kept = heads.KeptHead(ledger=ledger, number=number, chain=chain.hex(), note=note)
    return lambda: heads.keep(keys, kept)


def _is_ours(note: str, root: bytes, public: bytes) -> bool:
    found = checkpoint.read(note)
    return found.root == root and checkpoint.is_signed_by(found, public, verifies)


def _nothing() -> None:
    return None

"""Signing a checkpoint over what is durable, inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gonogo.ledger import checkpoint, heads
from gonogo.ledger.audit import is_signed
from gonogo.ledger.database import Database
from gonogo.ledger.faults import changed
from gonogo.ledger.keys import signing_key
from gonogo.ledger.queries import QUERIES
from gonogo.ledger.reading import read_frontier


class Sealer:
    """Signs one ledger's checkpoints with the user's key, made at first use."""

    def __init__(self, ledger: str, keys: Path) -> None:
        self._ledger = ledger
        self._keys = keys
        self._key = signing_key(keys)

    def seal(self, database: Database, forced: int) -> Callable[[], None]:
        """Insert a checkpoint over the present head; return what keeps it outside, to be called once it is committed.

        The transaction holds the write lock, so nothing is committed between forcing the log out and signing.
        `forced` is the size up to which events are known to have been forced out.
        """
        head = read_frontier(database)
        last = database.fetch("last_checkpoint")
        number, size, chain, note = last[0] if last else (0, 0, checkpoint.FIRST_CHAIN, "")
        if type(number) is not int or type(chain) is not bytes or type(note) is not str:
            raise changed(f"checkpoint {number}", "a column holds a value of another kind")
        key, root = self._key, head.root()
        if size == head.size:
            ours = number > 0 and is_signed(note, key.public, root)
            return self._keeper(number, chain, note) if ours else _nothing
        if forced < head.size:
            database.sync()
        note = checkpoint.write(self._ledger, head.size, root, key.public, key.sign)
        chain = checkpoint.chain(chain, note)
        row = (number + 1, head.size, root, key.public, note, chain)
        database.connection.execute(QUERIES["insert_checkpoint"], row)
        return self._keeper(number + 1, chain, note)

    def _keeper(self, number: int, chain: bytes, note: str) -> Callable[[], None]:
        kept = heads.KeptHead(ledger=self._ledger, number=number, chain=chain.hex(), note=note)
        return lambda: heads.keep(self._keys, kept)


def _nothing() -> None:
    return None

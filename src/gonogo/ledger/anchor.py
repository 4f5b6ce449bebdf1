"""The ledger against the head kept outside it, as far as it can be told without reading everything."""

from __future__ import annotations

from pathlib import Path

from gonogo.errors import IntegrityError
from gonogo.ledger import checkpoint, heads
from gonogo.ledger.database import Database
from gonogo.ledger.faults import changed
from gonogo.ledger.merkle import Frontier
from gonogo.ledger.reading import STRETCH, read_frontier


def check_against_kept(database: Database, ledger: str, keys: Path) -> Frontier:
    """Return the tree of a ledger that begins with the head kept outside it, as far as that is known.

    Where both have the same size, head row and note are compared; a longer ledger's first leaves are hashed anew.
    IntegrityError: LEDGER_TRUNCATED, LEDGER_FORKED, LEDGER_CHANGED.
    """
    kept = heads.read(keys, ledger)  # first: a writer moves it last
    head = read_frontier(database)
    if kept is None:
        return head
    outside = checkpoint.read(kept.note)
    if head.size < outside.size:
        raise truncated(head.size, outside.size)
    tree = head if head.size == outside.size else _prefix(database, outside.size)
    if tree.root() != outside.root:
        raise forked(f"events 1 to {outside.size}")
    last_note = database.fetch("last_checkpoint")
    if not last_note or last_note[0][0] < kept.number:
        raise changed(f"checkpoint {kept.number}", "the checkpoint that is kept outside is missing in the ledger")
    return head


def truncated(size: int, kept: int) -> IntegrityError:
    """Return the error for a ledger that is shorter than the head kept outside."""
    return IntegrityError(
        "the ledger is shorter than the signed head kept outside it",
        code="LEDGER_TRUNCATED",
        where=f"event {size + 1}",
        expected=f"at least {kept} events",
        found=f"{size}",
        hint="restore the ledger from a backup; a copy that went its own way needs its own ledger",
    )


def forked(where: str) -> IntegrityError:
    """Return the error for a ledger whose first events are not those of the head kept outside."""
    return IntegrityError(
        "the ledger's events are not those of the signed head kept outside it",
        code="LEDGER_FORKED",
        where=where,
        hint="restore the ledger that the head belongs to; a copy that went its own way needs its own ledger",
    )


def _prefix(database: Database, size: int) -> Frontier:
    tree = Frontier()
    while tree.size < size:
        rows = database.fetch("leaves", (tree.size, size, STRETCH))
        if not rows or rows[-1][0] - tree.size != len(rows):
            raise changed(f"event {tree.size + 1}", "an event is missing from here on")
        tree.extend([leaf for _seq, leaf in rows])
    return tree

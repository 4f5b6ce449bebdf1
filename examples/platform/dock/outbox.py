"""The outbox: a loan and the message about it are written in one transaction, so that neither exists without the other."""

import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).parent.parent / "db" / "schema.sql"


def connect(path=":memory:"):
    """Open a store with the tables of db/schema.sql."""
    store = sqlite3.connect(path)
    store.executescript(SCHEMA.read_text(encoding="utf-8"))
    return store


def lend(store, loan):
    """Write a loan and its message together."""
    with store:
        row = (loan.bike, loan.rider, loan.start, loan.end)
        number = store.execute("INSERT INTO loan (bike, rider, start, stop) VALUES (?, ?, ?, ?)", row).lastrowid
        store.execute("INSERT INTO outbox (topic, loan) VALUES ('loan.made', ?)", (number,))
    return number


def drain(store, publish):
    """Publish waiting messages in order; one is taken away only after `publish` returned."""
    for number, topic, loan in store.execute("SELECT id, topic, loan FROM outbox ORDER BY id").fetchall():
        publish(topic, loan)
        with store:
            store.execute("DELETE FROM outbox WHERE id = ?", (number,))

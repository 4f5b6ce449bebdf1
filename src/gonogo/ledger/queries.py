"""The SQL of the ledger, read from `sql/`: each query named and described there, migrations numbered from 1."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from importlib.resources import files

_FOLDER = files("gonogo.ledger") / "sql"
_QUERY = re.compile(r"^-- name: (\w+)\n((?:--[^\n]*\n)+)([^-].*?)(?=^-- name:|\Z)", re.MULTILINE | re.DOTALL)


def _load() -> dict[str, str]:
    text = (_FOLDER / "queries.sql").read_text(encoding="utf-8")
    return {name: sql.strip() for name, _description, sql in _QUERY.findall(text)}


QUERIES = _load()
"""Each query by name."""

FORMAT = 1
"""The number of the last migration: the format version that this program writes."""


def declarations() -> set[tuple[str | None, ...]]:
    """Return what SQLite declares of a ledger of this format: type, name, table and text of each table and index."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for number in range(1, FORMAT + 1):
            connection.executescript(migration(number))
        return set(connection.execute(QUERIES["schema"]))


def migration(number: int) -> str:
    """Return the text of a numbered migration."""
    (found,) = (entry for entry in _FOLDER.iterdir() if entry.name.startswith(f"{number:03}_"))
    return found.read_text(encoding="utf-8")

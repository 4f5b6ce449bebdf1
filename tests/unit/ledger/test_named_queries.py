"""SQL lives in files: each query named, described, and used."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import gonogo.ledger
from gonogo.ledger.database import create_ledger
from gonogo.ledger.queries import FORMAT, QUERIES, declarations, migration

ROOM = Path(gonogo.ledger.__file__).parent


def test_every_query_of_the_file_has_a_name_and_a_description() -> None:
    text = (ROOM / "sql" / "queries.sql").read_text(encoding="utf-8")
    described = re.findall(r"^-- name: (\w+)\n-- .+\n", text, re.MULTILINE)
    assert list(QUERIES) == described
    assert len(described) == text.count("-- name: ")


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_is_used(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    assert re.search(rf"""(QUERIES\[|fetch\()["']{name}["']""", code)


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_is_sql_over_the_tables_of_the_format(name: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(migration(1))
    if not QUERIES[name].startswith(("PRAGMA", "BEGIN")):
        holes = QUERIES[name].count("?")
        assert connection.execute(f"EXPLAIN {QUERIES[name]}", [None] * holes).fetchall()
    connection.close()


def test_migrations_are_numbered_without_a_gap_and_the_last_is_the_format() -> None:
    numbers = sorted(int(path.name[:3]) for path in (ROOM / "sql").glob("[0-9]*.sql"))
    assert numbers == list(range(1, FORMAT + 1))


def test_a_new_ledger_has_the_declarations_that_verification_expects(tmp_path: Path) -> None:
    create_ledger(tmp_path / "ledger.db", "x")
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        assert set(connection.execute(QUERIES["schema"])) == declarations()

"""The page that promises the ledger's format says what the program and the vectors do."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gonogo import canonical
from gonogo.ledger.audit import MEMBERS
from gonogo.ledger.body import BLOB_MEMBERS
from gonogo.ledger.database import APPLICATION_ID
from gonogo.ledger.queries import FORMAT, declarations
from gonogo.ledger.sqlite import SEAL_EVERY
from gonogo.model.event import LARGEST_BODY

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "reference" / "format.md").read_text(encoding="utf-8")


def test_the_body_has_the_members_of_the_table() -> None:
    section = PAGE.partition("## Body of an event\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \| (?:string|object|digest|1)", section, re.MULTILINE)) == MEMBERS


@pytest.mark.parametrize("kind", BLOB_MEMBERS)
def test_blob_members_are_listed(kind: str) -> None:
    assert f"| `{kind}` | {', '.join(f'`{member}`' for member in BLOB_MEMBERS[kind])} |" in PAGE


def test_every_table_and_column_is_described() -> None:
    section = PAGE.partition("## Database\n")[2]
    for kind, table, _, sql in declarations():
        if kind != "table" or sql is None:
            continue
        row = re.search(rf"^\| `{table}` \|.*$", section, re.MULTILINE)
        assert row is not None
        columns = re.findall(r"^  ([a-z]+) (?:TEXT|INTEGER|BLOB)", sql, re.MULTILINE)
        assert columns
        assert [column for column in columns if f"`{column}`" not in row[0]] == []


def test_the_numbers_are_those_of_the_program() -> None:
    assert f"at most {LARGEST_BODY:,} bytes" in PAGE
    assert f"at most {canonical.DEEPEST} arrays and objects" in PAGE
    assert f"every {SEAL_EVERY:,} events" in PAGE
    assert f"`application_id` is `{APPLICATION_ID:X}`" in PAGE
    assert f"format number, {FORMAT}." in PAGE
    assert canonical.LARGEST_INTEGER == 2**53 - 1


def test_the_checkpoint_that_is_shown_is_one_of_the_vectors() -> None:
    vectors = json.loads((ROOT / "tests/vectors/ledger/checkpoints.json").read_text(encoding="utf-8"))
    assert f"```\n{vectors['checkpoints'][-1]['note']}```" in PAGE

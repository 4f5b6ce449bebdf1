"""A reading that was stored and taken out again is the same reading."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.model.item import Reading
from gonogo.tracker.parse import parse

HERE = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path
    for folder in (HERE / "unit" / "tracker" / "cases", HERE.parent / "examples")
    for path in folder.rglob("*")
    if path.suffix in (".md", ".yaml", ".yml", ".csv", ".txt") and path.is_file()
)
LINES = st.sampled_from(
    [
        "# Part", "| ID | Task | Status |", "|---|---|---|", "| A-1 | Dig | Done |", "| A-1 | Dig | Odd |", "",
        "- [x] A-2: Fill", "Half of it, 1/2.", '<!-- gonogo: ignore X until=2027-01-01 reason="so" -->', "1. A-1",
        "```mermaid", "flowchart TD", "A-1[Dig]:::done --> B", "```", "| Row | A-1 | A-2 |", "| A-1 | 0 | 1 | 2 |",
    ]
)  # fmt: skip


def _stored(reading: Reading) -> Reading:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(reading), type=Reading)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_documents_survive_storage(path: Path) -> None:
    reading = parse(path.name, path.read_bytes())
    assert _stored(reading) == reading


@given(st.lists(LINES, max_size=25))
def test_any_mixture_survives_storage_and_its_parts_are_parallel(lines: list[str]) -> None:
    reading = parse("mix.md", "\n".join(lines).encode())
    assert _stored(reading) == reading
    keys = {item.key for item in reading.items}
    for told in reading.structures:
        assert len(told.fields) == len(told.columns)
        assert len(told.items) == len(told.statuses) == len(told.rows) == len(told.lines)
        assert {key for key in told.items if key is not None} <= keys
    assert all(set(table.items) <= keys for table in reading.tables)

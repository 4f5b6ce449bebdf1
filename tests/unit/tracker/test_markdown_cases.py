"""Each Markdown file under `cases/` is read as the JSON file beside it says. To add a case, add both files.

`items` lists every item in order, with the keys that matter to the case; `structures` and `findings` are complete.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gonogo.tracker.parse import parse

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_document_is_read_as_the_file_beside_it_says(case: Path) -> None:
    expected: dict[str, Any] = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    reading = parse(case.name, case.read_bytes())
    found: list[dict[str, Any]] = json.loads(msgspec.json.encode(reading.items))
    names = [(item["id"], item["title"]) for item in found]
    assert len(found) == len(expected["items"]), names
    for want, item in zip(expected["items"], found, strict=True):
        assert {key: item[key] for key in want} == want
    structures = [{"type": str(s.type), "rows": len(s.rows)} for s in reading.structures]
    assert structures == expected["structures"]
    assert [finding.code for finding in reading.findings] == expected["findings"]

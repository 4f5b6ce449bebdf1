"""Real trackers, labelled by hand, are read as labelled; none of the unlabelled ones makes the reader fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gonogo.tracker.parse import parse

SHARED = Path(__file__).parents[2].parent / "shared"
TRACKERS = SHARED / "trackers"
READ = (
    "import sys, msgspec; from pathlib import Path; from gonogo.tracker.parse import parse; p = Path(sys.argv[1]);"
    "sys.stdout.buffer.write(msgspec.json.encode(parse(p.name, p.read_bytes()).items))"
)

needs_trackers = pytest.mark.skipif(not TRACKERS.is_dir(), reason="the labelled trackers lie outside the repository")


@needs_trackers
def test_labelled_trackers_are_read_as_labelled() -> None:
    """F1 of the items is at least 0.97, and each field agrees in at least 95 of 100."""
    scorer = [sys.executable, str(SHARED / "tools" / "score_items.py"), str(TRACKERS / "labels.json"), str(TRACKERS)]
    limits = ["--min-f1", "0.97", "--min-field", "0.95", "--show", "--"]
    scored = subprocess.run(
        [*scorer, *limits, sys.executable, "-c", READ],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert scored.returncode == 0, scored.stdout


@needs_trackers
def test_every_row_of_every_tracker_is_an_item_a_structure_or_a_finding() -> None:
    """Each line of a table below its header is the line of an item, of a structure's row or of a finding."""
    for path in sorted(TRACKERS.glob("*.md")):
        data = path.read_bytes()
        reading = parse(path.name, data)
        told = {i.line for i in reading.items} | {f.line for f in reading.findings}
        told |= {line for s in reading.structures for line in s.lines}
        fenced = False
        lines = data.decode().splitlines()
        for number, line in enumerate(lines, 1):
            fenced ^= line.lstrip().startswith("```")
            header = number < len(lines) and set(lines[number].strip()) <= set("|-: ") and "-" in lines[number]
            rule = set(line.strip()) <= set("|-: ")
            if line.startswith("|") and not (fenced or header or rule):
                assert number in told or _joined(line, reading.items), f"{path.name}:{number}: {line[:60]}"


def _joined(line: str, items: object) -> bool:
    """A row that lists an item once more is told by that item."""
    encoded = json.dumps(str(items))
    return any(cell.strip(" *`") and cell.strip(" *`") in encoded for cell in line.split("|")[1:3])

"""What is found in the public trackers is what a reader finds there, going by tests/truth/findings.tsv."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from gonogo.app.checking import check
from gonogo.app.reading import open_workspace

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "tests" / "truth" / "findings.tsv"
TRACKERS = ROOT.parent / "shared" / "trackers"
DAY = "2026-11-21"
PRECISION, RECALL = 0.95, 0.9
Place = tuple[str, int, str]

pytestmark = pytest.mark.skipif(not TRACKERS.is_dir(), reason="the public trackers are not here")


def read_table() -> dict[str, set[Place]]:
    kinds: dict[str, set[Place]] = defaultdict(set)
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            kinds[row["kind"]].add((row["file"], int(row["line"]), row["code"]))
    return kinds


def find() -> set[Place]:
    found = set()
    for path in sorted(TRACKERS.iterdir()):
        if path.suffix in {".tsv", ".json"} and path.stem in {"SOURCES", "labels"}:
            continue
        findings = check(open_workspace([path], TRACKERS), day=DAY).findings
        found |= {(path.name, finding.line, finding.code) for finding in findings}
    return found


def test_findings_are_true_and_few_are_missed() -> None:
    table = read_table()
    codes = {code for places in table.values() for _, _, code in places}
    found = {place for place in find() if place[2] in codes}
    told = found - table["doubtful"]
    right, wrong, missed = told & table["true"], told - table["true"], table["true"] - found
    precision, recall = len(right) / len(told), len(right) / len(table["true"])
    lines = [
        f"{mark} {file}:{line} {code}"
        for mark, places in (("wrong", wrong), ("missed", missed))
        for file, line, code in sorted(places)
    ]
    assert found & table["control"] == set()
    assert precision >= PRECISION, "\n".join(lines)
    assert recall >= RECALL, "\n".join(lines)
    assert len(table["true"]) >= 60
    assert len(table["control"]) >= 20

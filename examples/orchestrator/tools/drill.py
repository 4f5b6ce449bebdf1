"""Rehearse a power cut: sort half a night, forget everything, replay the journal, and compare. Writes a report."""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hubline.journal import Journal


def rehearse(folder):
    """Return the report of one rehearsal."""
    path = folder / "night.jsonl"
    before = Journal(path)
    for number in range(200):
        before.record(f"scan-{number}", "sorted", f"RR{number:09}DE", at=number)
    after = Journal(path)
    lost = 200 - len(after.replay())
    twice = sum(after.record(f"scan-{number}", "sorted", f"RR{number:09}DE", at=number) for number in range(200))
    return {"drill": "power cut", "parcels": 200, "lost": lost, "recorded_twice": twice, "passed": not lost and not twice}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        report = rehearse(Path(folder))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(f"{report['drill']}: {report['lost']} of {report['parcels']} lost, {report['recorded_twice']} recorded twice")
    sys.exit(0 if report["passed"] else 1)

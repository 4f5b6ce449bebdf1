"""Events carry the data that docs/reference/events.md says they carry."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable).absolute()  # relative where PATH is
PAGE = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")


def documented(kind: str) -> set[str]:
    """The names in the first column of an event type's table."""
    section = PAGE.partition(f"## `{kind}`\n")[2].partition("\n## ")[0]
    if "data as for" in section:
        return documented(re.findall(r"data as for `([^`]+)`", section)[0])
    cells = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_each_event_that_the_example_leaves_has_just_the_documented_data(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", ".gonogo", "drill")
    workspace = shutil.copytree(ROOT / "examples" / "orchestrator", tmp_path / "orchestrator", ignore=ignored)
    environment = {**os.environ, "GONOGO_STATE": str(tmp_path / "state")}

    def gonogo(*arguments: str) -> str:
        command = [PYTHON, "-m", "gonogo", *arguments]
        done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    gonogo("trust", "--all", "--yes")
    gonogo("verify", "HL-01", "HL-04")
    gonogo("trust", "--revoke", "HL-04")
    gonogo("decide")
    events = json.loads(gonogo("log", "--format", "json"))
    found = {event["type"]: set(event["data"]) for event in events}
    assert set(found) >= {"command.trusted", "command.untrusted", "run.started", "run.finished", "decision.made"}
    assert {kind: names for kind, names in found.items() if names != documented(kind)} == {}

"""The examples show what their pages say they show."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable).absolute()  # relative where PATH is
EVERY_STANDING_BUT_WAIVED = {"open", "refuted", "unproven", "stale", "documented", "proven"}
BOARD_LINE = re.compile(r"^  (HL-\d\d) .*?  (open|refuted|unproven|stale|documented|waived|proven)\b")


class Copy:
    """A copy of an example with private state, and gonogo run in it."""

    def __init__(self, name: str, folder: Path) -> None:
        ignored = shutil.ignore_patterns("__pycache__", ".gonogo", "drill")
        self.path = Path(shutil.copytree(ROOT / "examples" / name, folder / name, ignore=ignored))
        bin_directory = str(PYTHON.parent)
        self.environment = {
            **os.environ,
            "GONOGO_STATE": str(folder / "state"),
            "PATH": f"{bin_directory}{os.pathsep}{os.environ['PATH']}",
            "NO_COLOR": "1",
            "COLUMNS": "160",
        }

    def run(self, *arguments: str) -> tuple[int, str]:
        command = [PYTHON, "-m", "gonogo", *arguments]
        done = subprocess.run(command, cwd=self.path, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.returncode, done.stdout

    def prove(self) -> None:
        assert self.run("trust", "--all", "--yes")[0] == 0
        self.run("verify", "-j", "2")

    def standings(self) -> dict[str, str]:
        lines = self.run("status", "--all")[1].splitlines()
        return {found[1]: found[2] for line in lines if (found := BOARD_LINE.match(line))}


def promised() -> dict[str, str]:
    """What the example's own page says the board shows after the edits."""
    page = (ROOT / "examples" / "orchestrator" / "README.md").read_text(encoding="utf-8")
    section = page.partition("shows every standing but")[2]
    rows = re.findall(r"^\| (\w+) \| (HL-[^|]+) \|", section, re.MULTILINE)
    return {key.strip(): standing for standing, keys in rows for key in keys.split(",")}


@pytest.fixture(scope="module")
def orchestrator(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy("orchestrator", tmp_path_factory.mktemp("examples"))
    copy.prove()
    return copy


def test_before_the_edits_only_what_is_stale_or_moved_differs(orchestrator: Copy) -> None:
    fresh = Copy("orchestrator", orchestrator.path.parent / "fresh")
    fresh.prove()
    assert fresh.standings() == {**promised(), "HL-03": "proven", "HL-08": "proven"}


def test_after_the_edits_the_board_shows_every_standing_but_waived(orchestrator: Copy) -> None:
    subprocess.run([PYTHON, "edit_after_verify.py"], cwd=orchestrator.path, check=True, capture_output=True)
    assert orchestrator.standings() == promised()
    assert set(promised().values()) == EVERY_STANDING_BUT_WAIVED


def test_the_mended_example_is_proven_but_for_what_is_missing_or_open(orchestrator: Copy) -> None:
    """What the page says would mend it does mend it."""
    subprocess.run([PYTHON, "edit_after_verify.py"], cwd=orchestrator.path, check=True, capture_output=True)
    replace(
        orchestrator.path / "hubline" / "journal.py",
        'sorted(self._read(), key=lambda event: event["at"])',
        "self._read()",
    )
    replace(orchestrator.path / "READINESS.md", "-k aside_belt tests", "-k set_aside tests")
    replace(
        orchestrator.path / "READINESS.md",
        "| - | `ops/manifests",
        "| `python3 -m unittest tests.test_manifest` | `ops/manifests",
    )
    (orchestrator.path / "docs" / "archive" / "alarms.md").rename(orchestrator.path / "docs" / "alarms.md")
    orchestrator.prove()
    rest = {key: standing for key, standing in orchestrator.standings().items() if standing != "proven"}
    assert rest == {"HL-10": "unproven", "HL-12": "open"}


def test_the_platform_is_no_go_as_a_whole_and_go_for_lending(tmp_path: Path) -> None:
    platform = Copy("platform", tmp_path)
    platform.prove()
    assert platform.run("decide")[0] == 1
    status, text = platform.run("decide", "lending", "--format", "json")
    assert (status, [decision["answer"] for decision in json.loads(text)]) == (0, ["go"])


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")

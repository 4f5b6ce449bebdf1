"""Pipes, full disks and settings that are rubbish: a clear answer, never a wait or a breakdown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROW = "| ID | Title | Status | Verify |\n|---|---|---|---|\n| A-1 | thing | Done | `test -f tracker.md` |\n"


class Ground:
    """A workspace with one tracker."""

    def __init__(self, directory: Path) -> None:
        self.root = directory / "workspace"
        self.root.mkdir()
        (self.root / "tracker.md").write_text(ROW, encoding="utf-8")
        self._state = directory / "state"

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Run gonogo there, and return its exit status and all that it said."""
        done = subprocess.run(
            [sys.executable, "-m", "gonogo", *arguments],
            cwd=self.root,
            env={**os.environ, "GONOGO_STATE": str(self._state)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout


@pytest.fixture
def run(tmp_path: Path) -> Ground:
    return Ground(tmp_path)


def test_a_named_pipe_is_refused_and_not_waited_for(run: Ground) -> None:
    os.mkfifo(run.root / "pipe-tracker.md")
    status, said = run("items", "pipe-tracker.md")
    assert status == 2
    assert "TRACKER_UNREADABLE" in said
    assert run("items")[0] == 0


@pytest.mark.parametrize("kind", ["pipe", "directory", "link to nothing", "deep", "not UTF-8"])
def test_settings_that_cannot_be_read_are_an_error_and_never_ignored(run: Ground, kind: str) -> None:
    path = run.root / "gonogo.toml"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "directory":
            path.mkdir()
        case "link to nothing":
            path.symlink_to("nowhere.toml")
        case "deep":
            path.write_text(f"a = {'[' * 10_000}{']' * 10_000}", encoding="utf-8")
        case "not UTF-8":
            path.write_bytes(b"\xff\xfe")
    status, said = run("status")
    assert status == 2
    assert "SETTING_INVALID" in said
    assert "gonogo.toml" in said


def test_trust_that_could_not_be_recorded_is_not_given(run: Ground) -> None:
    state = run.root / ".gonogo"
    state.write_text("in the way", encoding="utf-8")
    assert run("trust", "--all", "--yes")[0] == 1
    state.unlink()
    status, said = run("verify")
    assert status == 1
    assert "not trusted" in said


def test_an_ignore_file_that_a_full_disk_left_empty_is_written_again(run: Ground) -> None:
    (run.root / ".gonogo").mkdir()
    (run.root / ".gonogo" / ".gitignore").touch()
    assert run("trust", "--all", "--yes")[0] == 0
    assert (run.root / ".gonogo" / ".gitignore").read_text(encoding="ascii") == "*\n"


def test_a_link_that_leads_out_is_not_advised_to_be_written_as_it_is(run: Ground) -> None:
    (run.root.parent / "outside.md").write_text("x", encoding="utf-8")
    (run.root / "link.md").symlink_to("../outside.md")
    table = "| ID | Title | Status | Evidence |\n|---|---|---|---|\n| A-1 | thing | Done | `link.md` |\n"
    (run.root / "tracker.md").write_text(table, encoding="utf-8")
    status, said = run("why", "A-1")
    assert status == 0
    assert "EVIDENCE_OUTSIDE" in said
    assert "write it from" not in said


def test_without_git_the_past_of_a_repository_is_not_passed_over(run: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "--quiet", str(run.root)], check=True)
    monkeypatch.setenv("PATH", str(run.root))
    status, said = run("check")
    assert status == 0
    assert "HISTORY_UNREADABLE" in said
    assert "Git is not installed" in " ".join(said.split())
    status, said = run("history")
    assert status == 2
    assert "Git is not installed" in " ".join(said.split())

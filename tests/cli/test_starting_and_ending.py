"""How the program starts and how it ends: what it imports, what each verb is called, and which status it leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from gonogo.cli.group import VERBS

HEAVY = ("rich", "cryptography", "yaml", "pyromark", "msgspec", "orjson", "sqlite3", "gonogo.app", "gonogo.tracker")


def gonogo(*arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gonogo", *arguments],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "HOME": str(cwd), "GONOGO_STATE": str(cwd / "state"), **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_what_only_verbs_need_is_not_imported_before_one_is_used(option: str, tmp_path: Path) -> None:
    told = gonogo(option, cwd=tmp_path, PYTHONPROFILEIMPORTTIME="1").stderr
    imported = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert "click" in imported
    assert not [name for name in imported if name.startswith(HEAVY)]


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_verbs_says_what_the_verb_itself_says(verb: str) -> None:
    command = import_module(f"gonogo.cli.{verb}").command
    assert command.name == verb
    assert (command.help or "").partition("\n")[0] == VERBS[verb]


def test_a_stack_trace_is_shown_only_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "gonogo.toml").write_text("[items\n")
    plain = gonogo("status", cwd=tmp_path)
    assert plain.returncode == 2
    assert "SETTING_INVALID" in plain.stderr
    assert "Traceback" not in plain.stderr
    assert "Traceback" in gonogo("status", cwd=tmp_path, GONOGO_DEBUG="1").stderr


def test_an_interrupt_ends_in_130_without_a_stack_trace(tmp_path: Path) -> None:
    (tmp_path / "tracker.md").write_text(
        "| ID | Title | Status | Verify |\n|---|---|---|---|\n| A-1 | x | Done | `ls` |\n"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "gonogo", "trust"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "GONOGO_STATE": str(tmp_path / "state")},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as running:
        assert running.stderr is not None
        told = b""
        while b"quit: " not in told:
            told += running.stderr.read(1)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 130
        assert running.stderr.read().strip().endswith(b"interrupted")
    assert not (tmp_path / ".gonogo").exists()


@pytest.mark.parametrize("verb", ["status", "items", "next", "graph", "matrix", "check", "log"])
def test_reading_verbs_create_nothing(verb: str, tmp_path: Path) -> None:
    (tmp_path / "tracker.md").write_text(
        "| ID | Title | Status | Verify |\n|---|---|---|---|\n| A-1 | x | Done | `ls` |\n"
    )
    done = gonogo(verb, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["tracker.md"]

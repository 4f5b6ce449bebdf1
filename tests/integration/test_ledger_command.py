"""`gonogo ledger verify` from the outside: its exit status, and the place that it names."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gonogo.app import ledgering
from gonogo.model.event import Draft


@pytest.fixture
def workspace(tmp_path: Path, draft: Callable[..., Draft]) -> Path:
    root = tmp_path / "workspace"
    root.mkdir()
    (root / "gonogo.toml").touch()
    with ledgering.open_for_writing(root, {"GONOGO_STATE": str(tmp_path / "state")}) as ledger:
        ledger.append([draft() for _ in range(9)])
    return root


def verify(workspace: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gonogo", "ledger", "verify"],
        cwd=workspace,
        env={**os.environ, "GONOGO_STATE": str(workspace.parent / "state")},
        capture_output=True,
        text=True,
        check=False,
    )


def change(workspace: Path, statement: str) -> None:
    with closing(sqlite3.connect(ledgering.ledger_path(workspace), isolation_level=None)) as connection:
        connection.execute(statement)


def test_a_sound_ledger_ends_in_0_and_says_what_it_was_measured_against(workspace: Path) -> None:
    ended = verify(workspace)
    assert ended.returncode == 0
    assert "measured against the signed head kept outside it (9 events)" in ended.stdout


@pytest.mark.parametrize(
    ("statement", "code", "place"),
    [
        ("UPDATE event SET actor = 'local:bob' WHERE seq = 4", "LEDGER_CHANGED", "event 4, actor"),
        ("DELETE FROM event WHERE seq > 7", "LEDGER_TRUNCATED", "event 8"),
        ("UPDATE checkpoint SET root = zeroblob(32)", "CHECKPOINT_INVALID", "checkpoint 1, root"),
    ],
)
def test_a_changed_ledger_ends_in_4_and_names_the_place(workspace: Path, statement: str, code: str, place: str) -> None:
    change(workspace, statement)
    ended = verify(workspace)
    assert ended.returncode == 4
    assert ended.stdout == ""
    assert f"{code}: {place}: " in ended.stderr
    assert "measured against the signed head kept outside it (9 events)" in ended.stderr
    assert "Traceback" not in ended.stderr

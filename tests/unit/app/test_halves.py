"""A long past is worked out by two processes, and says the same as by one."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gonogo.app.halves import LEAST, share
from gonogo.app.history import gather_past
from gonogo.app.reading import open_workspace


def stream(count: int) -> str:
    parts = []
    for number in range(count):
        row = f"| K-{number % 7} | part {number} | {'Done' if number % 3 else 'Open'} |"
        text = "\0" if number == count // 3 else f"| ID | Task | Status |\n|---|---|---|\n{row}\n"
        parts.append(
            f"commit refs/heads/main\ncommitter A <a@x> {1_700_000_000 + number} +0000\ndata 1\nm\n"
            f"M 100644 inline plan.md\ndata {len(text)}\n{text}\n"
        )
    return "".join(parts)


def test_a_long_past_is_the_same_with_and_without_a_memory(checkout: Any, tmp_path: Path) -> None:
    given = stream(LEAST + 40)
    subprocess.run(("git", "fast-import", "--quiet"), cwd=checkout.path, check=True, input=given, text=True)
    checkout.git("reset", "-q", "--hard", "main")
    plain = gather_past(open_workspace((), checkout.path), 1000)
    cache = tmp_path / "cache"
    for _ in range(2):
        assert gather_past(open_workspace((), checkout.path, cache=cache, remember=True), 1000) == plain
    assert len(plain.revisions) == LEAST + 40


def test_each_part_is_done_once_by_one_of_two(tmp_path: Path) -> None:
    def work(parts: Sequence[int]) -> None:
        for part in parts:
            (tmp_path / f"{part}-{os.getpid()}").touch()

    share(range(LEAST), work)
    done = [path.name.split("-") for path in tmp_path.iterdir()]
    assert sorted(int(part) for part, _ in done) == list(range(LEAST))
    assert len({process for _, process in done}) == 2


def test_a_failure_ends_both() -> None:
    def work(parts: Sequence[int]) -> None:
        if 0 in parts:
            raise ValueError(parts[0])
        threading.Event().wait(60)

    with pytest.raises(ValueError, match="0"):
        share(range(LEAST), work)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_little_work_and_live_threads_are_left_to_whoever_needs_it(tmp_path: Path) -> None:
    def work(parts: Sequence[int]) -> None:
        (tmp_path / str(len(parts))).touch()

    share(range(LEAST - 1), work)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    share(range(LEAST), work)
    stop.set()
    thread.join()
    assert list(tmp_path.iterdir()) == []

"""Fixtures that several rooms share: real directories under real Git."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import _lru_cache_wrapper
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from gonogo.ledger.ids import uuid7
from gonogo.model.event import Draft

LONG_AGO = 1_600_000_000

# Where the tests are started in the background, SIGINT may be ignored, and so it would be in what they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test asserts a time, and a busy machine is no fault of the code.
settings.register_profile("gonogo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gonogo")


def pytest_sessionstart() -> None:
    """Forget what an earlier session of this process worked out: answers it remembered would hide a later break."""
    for one in gc.get_objects():
        if type(one) is _lru_cache_wrapper and one.__module__.startswith("gonogo."):
            one.cache_clear()


@pytest.fixture(autouse=True)
def _no_memory_of_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that tests read is remembered in the user's own cache."""
    monkeypatch.setenv("GONOGO_CACHE", "off")


class Checkout:
    """A directory that a test fills, under Git or not. Its files are dated well before any reading."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: str | bytes = "content\n", *, fresh: bool = False) -> Path:
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        if not fresh:
            os.utime(place, (LONG_AGO, LONG_AGO))
        return place

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        command = (
            "git",
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.org",
            "-c",
            "protocol.file.allow=always",
        )
        ended = subprocess.run((*command, *arguments), cwd=cwd or self.path, check=True, capture_output=True, text=True)
        return ended.stdout.strip()

    def commit(self, message: str = "a change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """An empty directory without Git; the machine's own Git configuration does not reach it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    place = tmp_path.resolve() / "checkout"
    place.mkdir()
    return Checkout(place)


@pytest.fixture
def checkout(directory: Checkout) -> Checkout:
    """An empty Git repository."""
    directory.git("init", "--quiet", "--initial-branch=main")
    return directory


@pytest.fixture
def start_python() -> Callable[..., str]:
    """Run a piece of Python in a process of its own, in a changed environment, and return what it prints."""

    def start(code: str, *arguments: str, **environment: str) -> str:
        command = (sys.executable, "-c", code, *arguments)
        ended = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    return start


TIME = "2026-11-21T09:30:00.000Z"


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """Make the draft of a `run.started` that is new in every way, but for what is given."""
    numbers = count(1)

    def make(**given: Any) -> Draft:
        number = next(numbers)
        made: dict[str, Any] = {
            "id": uuid7(1_795_253_400_000 + number, number.to_bytes(10)),
            "type": "run.started",
            "subject": "command:a",
            "time": TIME,
            "actor": "local:ann",
            "key": f"start:{number}",
            "data": {"run": f"run-{number}", "command": "a", "text": "true"},
        }
        return Draft(**(made | given))

    return make

"""A check that remembers finds what a check without memory finds, whatever changed in between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gonogo.app.report_memory import ReportMemory
from gonogo.model.report import Report

PYTHON = Path(sys.executable).absolute()  # relative where PATH is

TRACKER = (
    "| ID | Task | Status | Verify | Evidence |\n|---|---|---|---|---|\n"
    "| K-1 | Rent the kiosk | Done | `pytest -q tests/test_rent.py` | `records/rent.json` |\n"
    "| K-2 | Paint the kiosk | Done | `./paint.sh` | `out/paint.log` |\n"
)
DAY = "2026-11-21"


@pytest.fixture
def kiosk(checkout: Any) -> Any:
    checkout.write("kiosk.md", TRACKER)
    checkout.write("records/rent.json", '{"passed": true}\n')
    checkout.write("tests/test_rent.py", "def test_rent():\n    assert True\n")
    checkout.write(".gitignore", "out/\n*.sh\n")
    checkout.commit()
    for name in ("config", "index"):
        os.utime(checkout.path / ".git" / name, (1_600_000_000, 1_600_000_000))
    return checkout


def check(path: Path, cache: Path | str) -> list[dict[str, Any]]:
    ended = subprocess.run(
        (str(PYTHON), "-m", "gonogo", "check", "--format", "json"),
        cwd=path,
        env={**os.environ, "GONOGO_CACHE": str(cache)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode in {0, 1}, ended.stderr
    return json.loads(ended.stdout)  # type: ignore[no-any-return]


CHANGES: dict[str, Callable[[Any], object]] = {
    "nothing": lambda kiosk: kiosk,
    "a claim": lambda kiosk: kiosk.write(
        "kiosk.md", TRACKER.replace("| K-2 | Paint the kiosk | Done", "| K-2 | P | Odd")
    ),
    "evidence of the same size": lambda kiosk: kiosk.write("records/rent.json", '{"passed":false}\n'),
    "evidence that is gone": lambda kiosk: (kiosk.path / "records/rent.json").unlink(),
    "a test that is gone": lambda kiosk: (kiosk.path / "tests/test_rent.py").unlink(),
    "an ignored file that appears": lambda kiosk: kiosk.write("paint.sh", "exit 1\n"),
    "ignored evidence that appears": lambda kiosk: kiosk.write("out/paint.log", "painted\n"),
    "what is ignored": lambda kiosk: kiosk.write(".gitignore", "*.sh\n"),
    "what is ignored here alone": lambda kiosk: kiosk.write(".git/info/exclude", "records/\n"),
    "settings": lambda kiosk: kiosk.write("gonogo.toml", '[dialect.status]\nDone = "blocked"\n'),
    "ignored settings": lambda kiosk: (
        kiosk.write(".git/info/exclude", "gonogo.toml\n"),
        kiosk.write("gonogo.toml", '[dialect.status]\nDone = "blocked"\n'),
    ),
    "another tracker": lambda kiosk: kiosk.write("roadmap.md", TRACKER.replace("K-2", "K-1")),
    "a commit": lambda kiosk: ((kiosk.path / "records/rent.json").unlink(), kiosk.commit()),
    "a branch": lambda kiosk: kiosk.git("branch", "other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_remembered_is_what_would_be_found(change: str, kiosk: Any, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert check(kiosk.path, cache) == check(kiosk.path, "off")
    CHANGES[change](kiosk)
    assert check(kiosk.path, cache) == check(kiosk.path, "off")
    assert check(kiosk.path, cache) == check(kiosk.path, "off")


def memory(kiosk: Any, cache: Path, day: str = DAY) -> ReportMemory:
    opened = ReportMemory.open((), kiosk.path, cache, day)
    assert opened is not None
    return opened


def test_a_report_is_taken_from_memory_until_something_changes(kiosk: Any, tmp_path: Path) -> None:
    report = Report(findings=(), silenced=(), items=2, documents=("kiosk.md",))
    time.sleep(0.05)  # a file that was just written counts as changing still
    first = memory(kiosk, tmp_path)
    assert first.recall() is None
    first.keep(report)
    assert memory(kiosk, tmp_path).recall() == report
    assert memory(kiosk, tmp_path, "2026-11-22").recall() is None
    kiosk.write("song.txt", "la la la\n")
    assert memory(kiosk, tmp_path).recall() is None


def test_what_was_asked_beyond_the_listing_must_stay_as_it_was(kiosk: Any, tmp_path: Path) -> None:
    report = Report(findings=(), silenced=(), items=2, documents=("kiosk.md",))
    time.sleep(0.05)
    first = memory(kiosk, tmp_path)
    assert first.recall() is None
    assert not first.tree.ground().is_file("out/paint.log")
    first.keep(report)
    assert memory(kiosk, tmp_path).recall() == report
    kiosk.write("out/paint.log", "painted\n")
    assert memory(kiosk, tmp_path).recall() is None


def test_a_workspace_that_is_being_written_is_not_remembered(kiosk: Any, tmp_path: Path) -> None:
    kiosk.write("song.txt", "la la la\n", fresh=True)
    os.utime(kiosk.path / "song.txt", (time.time() + 60, time.time() + 60))
    first = memory(kiosk, tmp_path)
    assert first.recall() is None
    first.keep(Report(findings=(), silenced=(), items=2, documents=("kiosk.md",)))
    assert memory(kiosk, tmp_path).recall() is None


def test_nothing_is_remembered_inside_the_workspace(kiosk: Any) -> None:
    assert ReportMemory.open((), kiosk.path, kiosk.path / "cache", DAY) is None
    check(kiosk.path, kiosk.path / "cache")
    assert not (kiosk.path / "cache").exists()


@pytest.mark.parametrize("target", ["empty.log", "nothing", "/etc/hostname"])
def test_a_link_behind_a_link_is_remembered_too(target: str, kiosk: Any, tmp_path: Path) -> None:
    kiosk.write("out/real.log", "painted\n")
    kiosk.write("out/empty.log", "")
    (kiosk.path / "out/paint.log").symlink_to("again")
    (kiosk.path / "out/again").symlink_to("real.log")
    kiosk.write("kiosk.md", TRACKER.replace("out/paint.log", "records/link"))
    (kiosk.path / "records/link").symlink_to("../out/paint.log")
    kiosk.commit()
    time.sleep(2.1)  # what changed just now is not remembered at all
    cache = tmp_path / "cache"
    before = check(kiosk.path, cache)
    assert check(kiosk.path, cache) == before
    (kiosk.path / "out/again").unlink()
    (kiosk.path / "out/again").symlink_to(target)
    after = check(kiosk.path, cache)
    assert after == check(kiosk.path, "off")
    assert after != before


def test_a_cache_that_is_a_circle_of_links_is_no_cache(kiosk: Any, tmp_path: Path) -> None:
    (tmp_path / "cache").symlink_to("cache")
    assert check(kiosk.path, tmp_path / "cache") == check(kiosk.path, "off")

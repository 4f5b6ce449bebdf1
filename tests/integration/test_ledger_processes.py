"""Several processes at one ledger, and processes that die: nothing acknowledged is lost, and the tree stays whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gonogo.ledger.sqlite import SqliteLedger
from gonogo.ledger.verify import verify

WRITERS = 4
EACH = 60
KILLS = 25
WRITER = """
import sys
from pathlib import Path
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.model.event import Draft
path, state, name, count, size, durable = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:7])
data = {"output": None, "inputs": None, "statement": None}
with SqliteLedger.open(path, keys=state, create=True, write=True) as ledger:
    for number in range(count):
        receipts = ledger.append(
            [
                Draft(id=f"{name}-{number}-{place}", type="run.finished", subject=f"s{number % 3}", actor="local:ann",
                      time="2026-11-21T09:30:00.000Z", key=f"{name}:{number}:{place}", data=data)
                for place in range(size)
            ],
            durable=bool(durable),
        )
        print(*(f"{receipt.seq}={receipt.id}" for receipt in receipts), flush=True)
"""


def start(path: Path, state: Path, name: str, count: int, size: int, *, durable: bool = True) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(state), name, str(count), str(size), str(int(durable))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def acknowledged(lines: str) -> dict[int, str]:
    """What was printed in whole lines."""
    whole = lines[: lines.rfind("\n") + 1]
    return {int(seq): name for seq, name in (pair.split("=") for pair in whole.split())}


def test_processes_that_append_at_once_lose_nothing_and_agree_on_the_order(tmp_path: Path) -> None:
    path, state = tmp_path / "ledger.db", tmp_path / "state"
    running = [start(path, state, f"w{number}", EACH, 1 + number % 2) for number in range(WRITERS)]
    answers: dict[int, str] = {}
    for process in running:
        found = acknowledged(process.communicate(timeout=60)[0])
        assert process.returncode == 0
        assert not answers.keys() & found.keys()
        answers |= found
    total = sum(EACH * (1 + number % 2) for number in range(WRITERS))
    assert verify(path, keys=state).events == verify(path, keys=state).measured_size == total
    with SqliteLedger.open(path, keys=state, create=False, write=False) as ledger:
        assert {event.seq: event.id for event in ledger.events()} == answers


def test_readers_beside_a_writer_see_whole_batches_only(tmp_path: Path) -> None:
    path, state = tmp_path / "ledger.db", tmp_path / "state"
    with SqliteLedger.open(path, keys=state, create=True, write=True):
        pass
    process = start(path, state, "w", 150, 3)
    seen: set[int] = set()
    while process.poll() is None:
        with SqliteLedger.open(path, keys=state, create=False, write=False) as ledger:
            seen.add(len(list(ledger.events())))
        verify(path, keys=state)
    process.communicate()
    assert process.returncode == 0
    assert {size % 3 for size in seen} == {0}
    assert verify(path, keys=state).events == 450


@pytest.mark.parametrize("durable", [True, False])
def test_killed_at_any_instant_a_writer_loses_nothing_that_it_acknowledged(tmp_path: Path, durable: bool) -> None:
    """Each life goes on where the last one was killed; instants are spread over opening, appending and sealing."""
    path, state = tmp_path / "ledger.db", tmp_path / "state"
    answers: dict[int, str] = {}
    for life in range(KILLS):
        process = start(path, state, f"life{life}", 8, 2, durable=durable)
        assert process.stdout is not None
        lines = process.stdout.readline() if life % 2 else ""
        time.sleep(0.0004 * life if life % 2 else 0.012 * life)
        os.kill(process.pid, signal.SIGKILL)
        rest, _ = process.communicate()
        answers |= acknowledged(lines + rest)
        if not path.exists():
            continue
        report = verify(path, keys=state)
        with SqliteLedger.open(path, keys=state, create=False, write=False) as ledger:
            stored = {event.seq: event.id for event in ledger.events()}
        assert stored.items() >= answers.items()
        assert len(stored) == report.events
        assert report.events % 2 == 0
    assert len(answers) >= KILLS // 2
    last = start(path, state, "last", 1, 1)
    last.communicate()
    report = verify(path, keys=state)
    assert report.events == report.measured_size

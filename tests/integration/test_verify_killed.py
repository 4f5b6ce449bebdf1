"""`kill -9` at many instants of a verification: nothing that was acknowledged is lost, nothing is bound twice."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from gonogo.app import trusting
from gonogo.app.ledgering import open_for_reading
from gonogo.app.reading import open_workspace
from gonogo.app.seeing import see
from gonogo.app.verifying import verify
from gonogo.model.event import Event

KILLS = 30
ITEMS = 24
DRIVER = """
import os, sys
from pathlib import Path
from gonogo.app.reading import open_workspace
from gonogo.app.verifying import verify
from gonogo.model.verification import Result
def tell(progress):
    if isinstance(progress, Result):
        print(progress.run, progress.bound, flush=True)
verify(open_workspace((), Path.cwd()), (), os.environ, jobs=2, notify=tell)
print("end", flush=True)
"""


def test_killed_at_many_instants(tmp_path: Path) -> None:
    path = tmp_path.resolve() / "space"
    path.mkdir()
    subprocess.run(["git", "init", "--quiet", str(path)], check=True)
    rows = [
        f"| T-{n} | Done | `sh -c 'sleep 0.0{n % 4}; echo {n} > out-{n}.txt'` | out-{n}.txt |" for n in range(ITEMS)
    ]
    (path / "readiness.md").write_text(
        "\n".join(["| ID | Status | Verify | Evidence |", "|---|---|---|---|", *rows, ""])
    )
    environ = os.environ | {"GONOGO_STATE": str(tmp_path / "state")}
    workspace = open_workspace((), path)
    trusting.trust(
        workspace,
        [fact.command for fact in trusting.distinct_commands(see(workspace, frozenset(), environ))],
        environ,
    )
    chance = random.Random(20261121)  # noqa: S311 -- the same instants every time
    acknowledged: dict[str, int] = {}
    cut_short = 0
    for attempt in range(KILLS):
        (path / "input.py").write_text(f"round = {attempt}\n")
        program = subprocess.Popen(
            [sys.executable, "-c", DRIVER], cwd=path, env=environ, stdout=subprocess.PIPE, text=True
        )
        try:
            told, _ = program.communicate(timeout=chance.uniform(0.15, 0.9))
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGKILL)
            told, _ = program.communicate()
        lines = told.splitlines()
        cut_short += "end" not in lines
        for line in lines:
            if line != "end" and line.count(" ") == 1:
                run, bound = line.split()
                acknowledged[run] = int(bound)
    assert cut_short > KILLS / 3
    (path / "input.py").write_text("round = 'last'\n")
    assert verify(open_workspace((), path), (), environ, jobs=2).is_green

    with open_for_reading(path, environ) as ledger:
        assert ledger is not None
        events = list(ledger.events())
    check_runs(events, acknowledged)


def check_runs(events: list[Event], acknowledged: dict[str, int]) -> None:
    ends: Counter[str] = Counter()
    bound: Counter[tuple[str, str, str]] = Counter()
    fences: dict[str, int] = {}
    passed: set[str] = set()
    for event in events:
        data = event.data
        if event.type == "run.started":
            fences[data["run"]] = event.rev
        elif event.type in {"run.finished", "run.lost"}:
            ends[data["run"]] += 1
            assert event.rev == fences[data["run"]] + 1
            if event.type == "run.finished" and data["outcome"] == "passed":
                passed.add(data["run"])
        elif event.type == "evidence.bound":
            bound.update((data["run"], data["item"], entry["reference"]) for entry in data["evidence"])
            assert data["run"] in passed
    assert set(ends) == set(fences)
    assert set(ends.values()) == {1}
    assert set(bound.values()) == {1}
    in_ledger = Counter(run for run, _, _ in bound)
    for run, count in acknowledged.items():
        assert run in ends
        assert in_ledger[run] == count

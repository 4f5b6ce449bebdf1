"""What a program cost: processor seconds and peak memory of one child process and all that it waited for."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """CPU (user and system) and wall-clock seconds, and peak resident memory in MiB."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str], directory: Path, output: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command with its output in a file, and return what it cost; raises RuntimeError if it does not end in 0."""
    with output.open("wb") as stream:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=directory, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = output.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(command)} ended in {process.returncode}:\n{tail}")
    kilobytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Cost(cpu=usage.ru_utime + usage.ru_stime, wall=wall, memory=kilobytes / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        cpu=statistics.median(cost.cpu for cost in costs),
        wall=statistics.median(cost.wall for cost in costs),
        memory=statistics.median(cost.memory for cost in costs),
    )

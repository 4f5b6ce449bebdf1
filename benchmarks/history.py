"""Measure `gonogo history` over 1,000 commits of a tracker of 200 items, again unchanged, and `gonogo check` there.

    python benchmarks/history.py [--markdown]

The history is written by `git fast-import`: each commit changes the status of one item, its evidence, or, once it is
done, its owner; now and then a line of prose; and a source file. Rounds are interleaved; figures are medians.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import measure

ITEMS, COMMITS = 200, 1_000
ROUNDS = 3
BOUND = 10.0
STATES = ("Not started", "In progress", "Blocked", "In progress", "Done")
HEADER = "| ID | Item | Priority | Owner | Target | Status | Depends On | Verify Command | Evidence |"
FIRST = 1_700_000_000
"""Seconds since 1970 of the first commit; an hour passes between two."""


def tracker(turns: list[int], week: int) -> bytes:
    """Return the tracker after so many changes of each item."""
    lines = ["# Launch readiness", "", f"Week {week}: {sum(map(bool, turns))} parts have been begun.", ""]
    lines += [HEADER, "|---" * 9 + "|"]
    for number, turn in enumerate(turns):
        state = min(turn, len(STATES) - 1)
        needs = f"P-{number - 1:03}" if number % 7 else "-"
        evidence = f"`records/{number}-{state}.json`" if state > 1 else "-"
        owner = f"@person-{(number + turn - state) % 17}"
        lines.append(
            f"| P-{number:03} | Part {number} keeps its promise | P{number % 3} | {owner} | 2027-W{1 + number % 50:02} "
            f"| {STATES[state]} | {needs} | `pytest -q tests/test_{number}.py` | {evidence} |"
        )
    return ("\n".join(lines) + "\n").encode()


def stream() -> Iterator[bytes]:
    """Yield what `git fast-import` reads: the commits, oldest first."""
    turns = [0] * ITEMS
    for commit in range(COMMITS):
        number = commit * 37 % ITEMS
        turns[number] += commit > 0
        message = f"P-{number:03} is {STATES[min(turns[number], len(STATES) - 1)].lower()}\n".encode()
        yield b"commit refs/heads/main\n"
        yield f"committer Ada Reed <ada@example.org> {FIRST + 3600 * commit} +0000\n".encode()
        yield b"data %d\n%s" % (len(message), message)
        for path, text in (("readiness.md", tracker(turns, commit // 25)), (f"src/{number}.txt", b"%d\n" % commit)):
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(text), text)


def write_workspace(folder: Path) -> None:
    """Write the repository and check its last commit out."""
    folder.mkdir()
    subprocess.run(("git", "init", "-q", "--initial-branch=main"), cwd=folder, check=True)
    subprocess.run(("git", "fast-import", "--quiet"), cwd=folder, check=True, input=b"".join(stream()))
    subprocess.run(("git", "reset", "-q", "--hard", "main"), cwd=folder, check=True)


def history(workspace: Path, output: Path, cache: Path) -> measure.Cost:
    """Return what `gonogo history` costs with what that cache remembers, after seeing that it read everything."""
    gonogo = shutil.which("gonogo") or "gonogo"
    environment = {**os.environ, "GONOGO_CACHE": str(cache)}
    cost = measure.run((gonogo, "history", "--format", "json"), workspace, output, environment)
    told = json.loads(output.read_bytes())
    steps = sum(len(item["steps"]) for item in told["items"])
    if len(told["items"]) != ITEMS or told["commits"] != COMMITS or told["cut"]:
        raise RuntimeError(f"not everything was read: {told['commits']} commits, {steps} steps")
    return cost


def check(workspace: Path, output: Path, cache: Path) -> measure.Cost:
    """Return what `gonogo check` costs there; it looks back on 500 commits."""
    gonogo = shutil.which("gonogo") or "gonogo"
    environment = {**os.environ, "GONOGO_CACHE": str(cache)}
    return measure.run((gonogo, "check", "--fail-on", "never"), workspace, output, environment)


def measure_all(folder: Path) -> tuple[measure.Cost, ...]:
    """Return what history costs, history again, a first check and the next one."""
    workspace, output = folder / "workspace", folder / "output"
    write_workspace(workspace)
    first, again, checked, checked_again = [], [], [], []
    for turn in range(ROUNDS):
        cache, other = folder / f"cache-{turn}", folder / f"check-{turn}"
        first.append(history(workspace, output, cache))
        again.append(history(workspace, output, cache))
        checked.append(check(workspace, output, other))
        checked_again.append(check(workspace, output, other))
    return tuple(map(measure.median, (first, again, checked, checked_again)))


def main() -> int:
    """Measure, print a Markdown section, and return 0 if the bound was met."""
    with tempfile.TemporaryDirectory(prefix="gonogo-bench-") as name:
        first, again, checked, checked_again = measure_all(Path(name))
    met = first.wall <= BOUND and first.cpu <= BOUND
    print(
        f"""## History of {COMMITS:,} commits

A tracker of {ITEMS} items that every commit changes, beside a source file. Medians of {ROUNDS} interleaved rounds.

| what | CPU | wall | peak memory |
|---|---:|---:|---:|
| `gonogo history`, first | {first.cpu:.2f} s | {first.wall:.2f} s | {first.memory:.0f} MiB |
| `gonogo history`, again | {again.cpu:.2f} s | {again.wall:.2f} s | {again.memory:.0f} MiB |
| `gonogo check`, first, 500 commits back | {checked.cpu:.2f} s | {checked.wall:.2f} s | {checked.memory:.0f} MiB |
| `gonogo check`, again | {checked_again.cpu:.2f} s | {checked_again.wall:.2f} s | {checked_again.memory:.0f} MiB |

- history under {BOUND:.0f} s: {"met" if met else "**missed**"}"""
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())

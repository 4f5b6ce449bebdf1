"""Measure `gonogo check` with all rules on 10,000 items in 100 files, again unchanged, and beside Doorstop's check.

    python benchmarks/check.py [--markdown]

The peer is installed from the registry into `.bench/doorstop`, once; it gets 1,000 items, because its time grows with
the square of their number. A graph of diamonds is checked beside one of two layers that has as many dependencies.
Rounds are interleaved, so that a noisy machine is noisy for all; figures are medians.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import measure

from generate import LAYERS, parents

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".bench" / "doorstop"
PEER_PACKAGES = ("doorstop==3.2",)
FILES, ITEMS_A_FILE = 100, 100
PEER_ITEMS = 1_000
TESTS, RECORDS, PEOPLE = 500, 1_000, 40
ROUNDS, PEER_ROUNDS = 5, 2
FIRST_BOUND, AGAIN_BOUND, DIAMOND_BOUND = 3.0, 0.5, 1.2
Needs = Callable[[int], tuple[int, ...]]


def rows(file: int, needs: Needs) -> Iterator[str]:
    """The rows of one file: every kind of cell that a rule looks at; nothing is wrong with any of them."""
    for number in range(file * ITEMS_A_FILE, (file + 1) * ITEMS_A_FILE):
        depends = ", ".join(f"T-{need:05}" for need in needs(number)) or "-"
        cells = (
            f"T-{number:05}",
            f"Part {number} keeps its promise",
            f"P{number % 3}",
            f"@person-{number % PEOPLE}",
            f"2027-W{1 + number % 50:02}",
            "Done",
            depends,
            f"`pytest -q tests/test_{number % TESTS}.py -k part_{number}`",
            f"`records/{number % RECORDS}.json#/parts/{number}`",
        )
        yield f"| {' | '.join(cells)} |"


def shallow(number: int) -> tuple[int, ...]:
    """Return as many dependencies as in the graph of layers, all of them in its first layer."""
    width = FILES * ITEMS_A_FILE // LAYERS
    return () if number < width else tuple(sorted({number % width, (number + 1) % width}))


def write_workspace(folder: Path, needs: Needs) -> None:
    """Write trackers, tests and records, as one commit."""
    header = "| ID | Item | Priority | Owner | Target | Status | Depends On | Verify Command | Evidence |"
    for file in range(FILES):
        path = folder / f"part_{file:03}" / "readiness_tracker.md"
        path.parent.mkdir(parents=True)
        lines = [f"# Part {file}", "", header, "|---" * 9 + "|", *rows(file, needs)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "tests").mkdir()
    for number in range(TESTS):
        text = "def test_part() -> None:\n    assert True\n"
        (folder / "tests" / f"test_{number}.py").write_text(text, encoding="utf-8")
    (folder / "records").mkdir()
    for number in range(RECORDS):
        parts = ", ".join(f'"{part}": {{"passed": true}}' for part in range(number, FILES * ITEMS_A_FILE, RECORDS))
        (folder / "records" / f"{number}.json").write_text(f'{{"parts": {{{parts}}}}}\n', encoding="utf-8")
    git = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.org")
    subprocess.run((*git, "init", "-q"), cwd=folder, check=True)
    subprocess.run((*git, "add", "-A"), cwd=folder, check=True)
    subprocess.run((*git, "commit", "-q", "-m", "everything"), cwd=folder, check=True)


def write_peer(folder: Path) -> None:
    """Write items as Doorstop keeps them: a file each, linked as the graph of layers is."""
    folder.mkdir()
    subprocess.run(("git", "init", "-q"), cwd=folder, check=True)
    (folder / "reqs").mkdir()
    settings = "settings:\n  digits: 5\n  itemformat: yaml\n  prefix: REQ\n  sep: ''\n"
    (folder / "reqs" / ".doorstop.yml").write_text(settings, encoding="utf-8")
    for number in range(PEER_ITEMS):
        links = "".join(f"- REQ{need:05}: null\n" for need in parents(number, PEER_ITEMS))
        text = (
            "active: true\nderived: false\nheader: ''\n"
            f"level: 1.{number + 1}\nlinks:{chr(10) + links if links else ' []' + chr(10)}"
            f"normative: true\nref: ''\nreviewed: null\ntext: |\n  Part {number} keeps its promise.\n"
        )
        (folder / "reqs" / f"REQ{number:05}.yml").write_text(text, encoding="utf-8")


def install_peer() -> Path:
    """Install Doorstop into an environment of its own, once, and return its program."""
    program = PEER / "bin" / "doorstop"
    if not program.exists():
        print("installing Doorstop into .bench/doorstop", file=sys.stderr)
        subprocess.run((sys.executable, "-m", "venv", str(PEER)), check=True)
        pip = (str(PEER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run((*pip, *PEER_PACKAGES), check=True)
    return program


def check(workspace: Path, folder: Path, cache: Path) -> measure.Cost:
    """Return what `gonogo check` costs with what that cache remembers, after seeing that it read everything."""
    gonogo = shutil.which("gonogo") or "gonogo"
    output = folder / "output"
    cost = measure.run((gonogo, "check"), workspace, output, {**os.environ, "GONOGO_CACHE": str(cache)})
    if f"{FILES * ITEMS_A_FILE} items" not in output.read_text(encoding="utf-8").replace(",", ""):
        raise RuntimeError(f"not everything was checked: {output.read_text(encoding='utf-8')[-300:]}")
    return cost


def measure_all(folder: Path) -> tuple[measure.Cost, ...]:
    """Return what a first check costs, the next one, a first one of a flat list, and the peer's."""
    layered, flat, peer = folder / "layered", folder / "flat", folder / "peer"
    write_workspace(layered, lambda number: parents(number, FILES * ITEMS_A_FILE))
    write_workspace(flat, shallow)
    write_peer(peer)
    doorstop = str(install_peer())
    first, again, plain, theirs = [], [], [], []
    for turn in range(ROUNDS):
        cache = folder / f"cache-{turn}"
        first.append(check(layered, folder, cache))
        again.append(check(layered, folder, cache))
        plain.append(check(flat, folder, cache))
        if turn < PEER_ROUNDS:
            theirs.append(measure.run((doorstop, "--no-reformat", "--quiet"), peer, folder / "output"))
    return tuple(map(measure.median, (first, again, plain, theirs)))


def verdict(value: float, bound: float) -> str:
    """Say whether a figure is within its bound."""
    return "met" if value <= bound else "**missed**"


def main() -> int:
    """Measure, print a Markdown section, and return 0 if every bound was met."""
    with tempfile.TemporaryDirectory(prefix="gonogo-bench-") as name:
        first, again, flat, theirs = measure_all(Path(name))
    ratio = first.cpu / flat.cpu
    peer = PEER_PACKAGES[0].replace("==", " ")
    print(
        f"""## Checking 10,000 items in 100 files

`gonogo check`, all rules, in a Git repository with {TESTS} test files and {RECORDS:,} records of evidence; {peer} with
{PEER_ITEMS:,} items. Medians of {ROUNDS} and {PEER_ROUNDS} interleaved rounds.

| what | CPU | wall | peak memory |
|---|---:|---:|---:|
| gonogo, first | {first.cpu:.2f} s | {first.wall:.2f} s | {first.memory:.0f} MiB |
| gonogo, again, nothing changed | {again.cpu:.2f} s | {again.wall:.2f} s | {again.memory:.0f} MiB |
| gonogo, first, two layers with as many dependencies | {flat.cpu:.2f} s | {flat.wall:.2f} s | {flat.memory:.0f} MiB |
| {peer}, a tenth of the items | {theirs.cpu:.2f} s | {theirs.wall:.2f} s | {theirs.memory:.0f} MiB |

- first under {FIRST_BOUND:.0f} s of CPU: {verdict(first.cpu, FIRST_BOUND)}
- again under {AGAIN_BOUND} s: {verdict(again.wall, AGAIN_BOUND)}
- ten layers of diamonds cost {ratio:.2f} of two layers, at most {DIAMOND_BOUND}: {verdict(ratio, DIAMOND_BOUND)}"""
    )
    return 0 if first.cpu <= FIRST_BOUND and again.wall <= AGAIN_BOUND and ratio <= DIAMOND_BOUND else 1


if __name__ == "__main__":
    sys.exit(main())

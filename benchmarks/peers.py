"""Measure reading (`gonogo items` on 10,000 items in 100 files beside Sphinx-Needs) and starting (`gonogo --version`).

    python benchmarks/peers.py [--markdown]

The peer is installed from the registry into `.bench/peer`, once. Rounds are interleaved, so that a noisy machine is
noisy for both; figures are medians. Both are given the same 10,000 items: ids, titles, statuses, owners, dependencies.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import measure

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".bench" / "peer"
PEER_PACKAGES = ("sphinx-needs==9.1.0",)
FILES, ITEMS_A_FILE = 100, 100
ROUNDS, PEER_ROUNDS, STARTS = 7, 3, 15
CPU_BOUND, MEMORY_BOUND, START_BOUND = 1.5, 200, 0.150


def items(file: int) -> Iterator[tuple[str, str, str, str, list[str]]]:
    """Id, title, status, owner and dependencies of each item of a file."""
    for row in range(ITEMS_A_FILE):
        number = file * ITEMS_A_FILE + row
        needs = [f"T-{number - back:05}" for back in (1, 37) if number >= back and row % 3]
        yield (
            f"T-{number:05}",
            f"Requirement {number} of part {file}",
            ("Done", "Open")[number % 2],
            f"@p{row % 7}",
            needs,
        )


def write_trackers(folder: Path) -> None:
    """Write the items as Markdown tables, and as a Git repository where Git is there."""
    for file in range(FILES):
        lines = [
            f"# Part {file}",
            "",
            "| ID | Item | Status | Owner | Depends On | Verify Command | Evidence |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [
            f"| {name} | {title} | {status} | {owner} | {', '.join(needs) or '-'} | `pytest -q tests/test_{name}.py` "
            f"| `ev/{name}.json` |"
            for name, title, status, owner, needs in items(file)
        ]
        path = folder / f"part_{file:03}" / "readiness_tracker.md"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if shutil.which("git"):
        subprocess.run(("git", "init", "-q"), cwd=folder, check=True)
        subprocess.run(("git", "add", "-A"), cwd=folder, check=True)


def write_needs(folder: Path) -> None:
    """Write the same items as Sphinx-Needs directives."""
    folder.mkdir()
    (folder / "conf.py").write_text(
        'extensions = ["sphinx_needs"]\nneeds_id_regex = "^[A-Z0-9-]+$"\nneeds_build_json = True\n'
        'needs_extra_options = ["owner"]\n',
        encoding="utf-8",
    )
    names = [f"part_{file:03}" for file in range(FILES)]
    (folder / "index.rst").write_text(
        "Parts\n=====\n\n.. toctree::\n\n" + "".join(f"   {n}\n" for n in names), encoding="utf-8"
    )
    for file, part in enumerate(names):
        lines = [f"Part {file}", "=" * 10, ""]
        for name, title, status, owner, needs in items(file):
            lines += [f".. req:: {title}", f"   :id: {name}", f"   :status: {status}", f"   :owner: {owner}"]
            lines += [f"   :links: {', '.join(needs)}"] if needs else []
            lines += [""]
        (folder / f"{part}.rst").write_text("\n".join(lines) + "\n", encoding="utf-8")


def install_peer() -> Path:
    """Install Sphinx-Needs into an environment of its own, once, and return its `sphinx-build`."""
    program = PEER / "bin" / "sphinx-build"
    if not program.exists():
        print("installing Sphinx-Needs into .bench/peer", file=sys.stderr)
        subprocess.run((sys.executable, "-m", "venv", str(PEER)), check=True)
        pip = (str(PEER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run((*pip, *PEER_PACKAGES), check=True)
    return program


def read_items(folder: Path) -> tuple[measure.Cost, measure.Cost]:
    """Return what gonogo and the peer cost, medians of interleaved rounds, after checking that both read everything."""
    sphinx = install_peer()
    gonogo = shutil.which("gonogo") or "gonogo"
    trackers, needs, built, output = folder / "trackers", folder / "needs", folder / "built", folder / "output"
    write_trackers(trackers)
    write_needs(needs)
    ours, theirs = [], []
    for turn in range(ROUNDS):
        ours.append(measure.run((gonogo, "items", "--format", "json"), trackers, output))
        check(len(json.loads(output.read_bytes())), "gonogo")
        if turn < PEER_ROUNDS:
            shutil.rmtree(built, ignore_errors=True)
            theirs.append(measure.run((str(sphinx), "-q", "-b", "needs", str(needs), str(built)), folder, output))
            exported = json.loads((built / "needs.json").read_bytes())
            check(len(exported["versions"][exported["current_version"]]["needs"]), "Sphinx-Needs")
    return measure.median(ours), measure.median(theirs)


def check(count: int, name: str) -> None:
    """A program that read less than everything was not measured."""
    if count != FILES * ITEMS_A_FILE:
        raise RuntimeError(f"{name} read {count} items of {FILES * ITEMS_A_FILE}")


def start(folder: Path) -> tuple[measure.Cost, measure.Cost]:
    """Return what `gonogo --version` and a bare Python cost, medians of interleaved rounds."""
    gonogo = shutil.which("gonogo") or "gonogo"
    ours, bare = [], []
    for _ in range(STARTS):
        ours.append(measure.run((gonogo, "--version"), folder, folder / "output"))
        bare.append(measure.run((sys.executable, "-c", "pass"), folder, folder / "output"))
    return measure.median(ours), measure.median(bare)


def verdict(value: float, bound: float) -> str:
    """Say whether a figure is within its bound."""
    return "met" if value <= bound else "**missed**"


def main() -> int:
    """Measure, print a Markdown section, and return 0 if every bound was met."""
    with tempfile.TemporaryDirectory(prefix="gonogo-bench-") as name:
        folder = Path(name)
        ours, theirs = read_items(folder)
        version, bare = start(folder)
    version_name = PEER_PACKAGES[0].replace("==", " ")
    print(
        f"""## Reading 10,000 items in 100 files

`gonogo items --format json` in a Git repository, beside {version_name} (`sphinx-build -b needs`). Medians of {ROUNDS}
and {PEER_ROUNDS} interleaved rounds; CPU is user and system time of the process and its children.

| program | CPU | peak memory | wall |
|---|---:|---:|---:|
| gonogo | {ours.cpu:.2f} s | {ours.memory:.0f} MiB | {ours.wall:.2f} s |
| {version_name} | {theirs.cpu:.2f} s | {theirs.memory:.0f} MiB | {theirs.wall:.2f} s |
| ratio | {theirs.cpu / ours.cpu:.1f} | {theirs.memory / ours.memory:.1f} | {theirs.wall / ours.wall:.1f} |

- CPU under {CPU_BOUND} s: {verdict(ours.cpu, CPU_BOUND)}
- memory under {MEMORY_BOUND} MB: {verdict(ours.memory * 1.048576, MEMORY_BOUND)}

## Starting

`gonogo --version`, median of {STARTS}: {version.cpu * 1000:.0f} ms of CPU; a bare Python {bare.cpu * 1000:.0f} ms.

- CPU under {START_BOUND * 1000:.0f} ms: {verdict(version.cpu, START_BOUND)}"""
    )
    within = ours.cpu <= CPU_BOUND and ours.memory * 1.048576 <= MEMORY_BOUND and version.cpu <= START_BOUND
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())

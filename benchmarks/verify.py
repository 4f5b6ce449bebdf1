"""Measure `gonogo verify -j 2` beside `ninja -j 2` on the same graph: 1,000 distinct commands, then nothing stale.

    python benchmarks/verify.py [--markdown]

The graph has ten layers and two parents an item; the commands are `true 1` to `true 1000`, a process each, counted by
the process ids in the ledger. ninja is asked twice: for the commands alone, after which it knows nothing, and with a
`touch` that keeps the result, so that the next call finds nothing to do, as gonogo does. Rounds are interleaved, so
that a noisy machine is noisy for all; figures are medians, ratios are medians over the rounds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import measure

import generate
from gonogo.app.ledgering import open_for_reading

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".bench" / "ninja"
PEER_PACKAGE = "ninja==1.13.0"
ROUNDS = 9
MANY, MORE = 1_000, 10_000
RATIO_BOUND, MANY_BOUND, MORE_BOUND = 1.2, 0.4, 1.5


def install_peer() -> str:
    """Install ninja into an environment of its own, once, and return the path of the program itself."""
    if not PEER.exists():
        print("installing ninja into .bench/ninja", file=sys.stderr)
        subprocess.run((sys.executable, "-m", "venv", str(PEER)), check=True)
        pip = (str(PEER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run((*pip, PEER_PACKAGE), check=True)
    inside = [path for path in PEER.rglob("ninja") if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]
    if not inside:
        raise RuntimeError("the ninja package holds no program")
    return str(inside[0])


@dataclass
class Bench:
    """A workspace of so many items, with all that is needed to verify it again and again."""

    folder: Path
    count: int
    environment: dict[str, str] = field(default_factory=dict)

    def prepare(self) -> None:
        """Write the tracker and both build files; trust the commands."""
        self.folder.mkdir()
        (self.folder / "readiness.md").write_text(generate.tracker(self.count), encoding="utf-8")
        subprocess.run(("git", "init", "-q"), cwd=self.folder, check=True)
        subprocess.run(("git", "add", "-A"), cwd=self.folder, check=True)
        for name, keep in (("plain", False), ("kept", True)):
            place = self.folder.parent / f"{name}-{self.count}"
            (place / "done").mkdir(parents=True)
            (place / "build.ninja").write_text(generate.ninja(self.count, keep=keep), encoding="utf-8")
        self.environment = os.environ | {"GONOGO_STATE": str(self.folder.parent / f"state-{self.count}")}
        self._gonogo("trust", "--all", "--yes")

    def forget(self) -> None:
        """Begin anew: no ledger, no results of ninja."""
        shutil.rmtree(self.folder / ".gonogo", ignore_errors=True)
        for name in ("plain", "kept"):
            place = self.folder.parent / f"{name}-{self.count}"
            for kept in (*place.glob(".ninja_*"), *(place / "done").iterdir()):
                kept.unlink()

    def verify(self) -> measure.Cost:
        """Run `gonogo verify -j 2`."""
        return self._gonogo("verify", "-j", "2", "--quiet")

    def ninja(self, program: str, name: str) -> measure.Cost:
        """Run `ninja -j 2` on one of the build files."""
        place = self.folder.parent / f"{name}-{self.count}"
        return measure.run((program, "-j", "2", "--quiet"), place, self.folder.parent / "output")

    def processes(self) -> int:
        """Return how many processes the ledger knows to have begun and ended well, each with an id of its own."""
        with open_for_reading(self.folder, self.environment) as ledger:
            if ledger is None:
                return 0
            events = list(ledger.events())
        ids = {event.data["pid"] for event in events if event.type == "run.started"}
        ended = sum(1 for event in events if event.type == "run.finished" and event.data["rc"] == 0)
        return min(len(ids), ended)

    def _gonogo(self, *arguments: str) -> measure.Cost:
        program = shutil.which("gonogo") or "gonogo"
        return measure.run((program, *arguments), self.folder, self.folder.parent / "output", self.environment)


def rounds(*contestants: Callable[[], measure.Cost], before: Callable[[], None] = lambda: None) -> list[list[float]]:
    """Return the wall-clock seconds of each contestant, round by round, in turn."""
    found: list[list[float]] = [[] for _ in contestants]
    for _ in range(ROUNDS):
        before()
        for times, contestant in zip(found, contestants, strict=True):
            times.append(contestant().wall)
    return found


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Return the median of the ratios of pairs."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def verdict(value: float, bound: float) -> str:
    """Say whether a figure is within its bound."""
    return "met" if value <= bound else "**missed**"


def main() -> int:
    """Measure, print a Markdown section, and return 0 if every bound was met."""
    program = install_peer()
    with tempfile.TemporaryDirectory(prefix="gonogo-bench-") as name:
        bench, larger = Bench(Path(name) / "many", MANY), Bench(Path(name) / "more", MORE)
        bench.prepare()
        ours, kept, plain = rounds(
            bench.verify,
            lambda: bench.ninja(program, "kept"),
            lambda: bench.ninja(program, "plain"),
            before=bench.forget,
        )
        processes = bench.processes()
        idle, idle_kept = rounds(bench.verify, lambda: bench.ninja(program, "kept"))
        larger.prepare()
        larger.verify()
        larger.ninja(program, "kept")
        more, more_kept = rounds(larger.verify, lambda: larger.ninja(program, "kept"))
    if processes != MANY:
        raise RuntimeError(f"{processes} processes were counted, not {MANY}")
    middle = statistics.median
    pace = ratio(ours, kept)
    met = pace <= RATIO_BOUND and middle(idle) <= MANY_BOUND and middle(more) <= MORE_BOUND
    rows = (
        ("run all, results kept (ninja: `true n && touch`)", ours, kept, f"{pace:.2f}", RATIO_BOUND, pace),
        ("run all; ninja keeps nothing (`true n`, built into `sh`)", ours, plain, f"{ratio(ours, plain):.2f}", None, 0),
        (f"nothing stale, {MANY:,}", idle, idle_kept, "", MANY_BOUND, middle(idle)),
        (f"nothing stale, {MORE:,}", more, more_kept, "", MORE_BOUND, middle(more)),
    )
    print(
        f"""## Running {MANY:,} commands

`gonogo verify -j 2` from nothing to a durable ledger, beside `ninja -j 2` ({PEER_PACKAGE.replace("==", " ")}) on the
same graph of ten layers: {processes:,} child processes of gonogo, counted. Medians of {ROUNDS} interleaved rounds, wall
clock.

| what | gonogo | ninja | ratio | bound | |
|---|---|---|---|---|---|"""
    )
    for what, mine, theirs, shown, bound, value in rows:
        said = "" if bound is None else verdict(value, bound)
        unit = "" if bound is None or shown else " s"
        print(f"| {what} | {middle(mine):.2f} s | {middle(theirs):.2f} s | {shown} | {bound or ''}{unit} | {said} |")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())

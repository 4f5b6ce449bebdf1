"""Trackers and build files of N items with a command each: a graph of layers in which every item has two parents."""

from __future__ import annotations

import argparse
from pathlib import Path

LAYERS = 10


def parents(number: int, count: int) -> tuple[int, ...]:
    """Return the two items, from 0, of the layer above that an item depends on; none in the first layer."""
    width = max(1, count // LAYERS)
    layer, place = divmod(number, width)
    if layer == 0:
        return ()
    above = (layer - 1) * width
    return tuple(sorted({above + place, above + (place + 1) % width}))


def tracker(count: int) -> str:
    """Return a Markdown tracker; item 1 runs `true 1`, and so on, so that all commands are distinct."""
    lines = ["# Readiness", "", "| ID | Title | Status | Depends On | Verify |", "|---|---|---|---|---|"]
    for number in range(count):
        needs = ", ".join(f"T-{parent + 1}" for parent in parents(number, count))
        lines.append(f"| T-{number + 1} | Part {number + 1} keeps its promise | Done | {needs} | `true {number + 1}` |")
    return "\n".join(lines) + "\n"


def ninja(count: int, *, keep: bool) -> str:
    """Return the same graph for ninja; `keep` lets each command leave the file by which ninja knows that it ran."""
    lines = ["rule run", "  command = true $n && touch $out" if keep else "  command = true $n", ""]
    for number in range(count):
        needs = " ".join(f"done/{parent + 1}" for parent in parents(number, count))
        lines += [f"build done/{number + 1}: run {needs}", f"  n = {number + 1}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write a tracker, or a build file, into a directory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    options.add_argument("--items", type=int, default=1_000)
    chosen = options.parse_args()
    chosen.directory.mkdir(parents=True, exist_ok=True)
    (chosen.directory / "readiness.md").write_text(tracker(chosen.items), encoding="utf-8")
    (chosen.directory / "build.ninja").write_text(ninja(chosen.items, keep=True), encoding="utf-8")


if __name__ == "__main__":
    main()

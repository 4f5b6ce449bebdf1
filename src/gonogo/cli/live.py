"""Progress of a verification on a terminal, redrawn in place. Only here is `rich` imported.

The clock is read to draw how long a run has been going on; nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from gonogo.model.command import Outcome
from gonogo.model.verification import Began, Plan, Progress, Result, Step, Why
from gonogo.render import words
from gonogo.render.cells import clean, fit
from gonogo.render.page import padded
from gonogo.render.verification import MINUTE, SECOND, line, who

BAR = 12
MOST_RUNS = 10
REFRESHES = 8
UNSURE = 0.95
"""A run that takes longer than the last one is drawn as nearly done."""


class LiveProgress:
    """Shows the runs that are going on, and keeps a line of each that did not pass."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.console = Console(stderr=True, highlight=False)
        self.running: dict[str, tuple[Began, float]] = {}
        self.planned = self.fresh = self.ended = 0
        self.live = Live(console=self.console, get_renderable=self.draw, refresh_per_second=REFRESHES, transient=True)

    def __enter__(self) -> Self:
        self.live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.live.stop()

    def __call__(self, progress: Progress) -> None:
        """Take note of what has happened."""
        if isinstance(progress, Plan):
            self.planned = len(progress.steps)
            self.fresh = sum(1 for skip in progress.skips if skip.why is Why.FRESH)
        elif isinstance(progress, Began):
            again = [run for run, (began, _) in self.running.items() if began.step.fact.key == progress.step.fact.key]
            for run in again:
                del self.running[run]
            self.running[progress.run] = (progress, monotonic())
        elif isinstance(progress, Result):
            self.running.pop(progress.run, None)
            self.ended += 1
            if progress.outcome is not Outcome.PASSED:
                self.console.print(Text(line(progress, self.names).rstrip("\n")))

    def draw(self) -> Group:
        """Return what stands on the screen now."""
        now = monotonic()
        lines = [self._run(began, now - since) for began, since in [*self.running.values()][:MOST_RUNS]]
        waiting = max(0, self.planned - self.ended - len(self.running))
        told = [f"{self.ended} of {words.count(self.planned, 'command')} done"]
        told += [f"{number} {word}" for number, word in ((len(self.running), "running"), (waiting, "queued")) if number]
        if self.fresh:
            told.append(f"{self.fresh} fresh already")
        return Group(*lines, Text("  " + " · ".join(told)))

    def _run(self, began: Began, seconds: float) -> Text:
        width = self.console.width
        elapsed = int(seconds * SECOND)
        about = f" of about {_clock(began.expected)}" if began.expected and began.expected >= SECOND else ""
        share = min(UNSURE, elapsed / began.expected) if began.expected else 0.0
        bar = "█" * int(share * BAR) + "░" * (BAR - int(share * BAR)) if began.expected else " " * BAR
        tail = f"{bar}  running  {_clock(elapsed)}{about}"
        room = max(BAR, width - len(tail) - len("  ") * 2 - 1)
        return Text(fit(f"  {padded(_name(began.step, self.names), room)}  {tail}", width))


def _name(step: Step, names: Mapping[str, str]) -> str:
    return f"{clean(who(step, names))}  {clean(step.fact.command.text)}"


def _clock(milliseconds: int) -> str:
    return f"{milliseconds // MINUTE}:{milliseconds % MINUTE // SECOND:02}"

"""Which steps of a plan may begin, as others end. Pure: it is told what happened, and reads no clock.

Rules:
1. An item is settled when all it depends on is settled and all its commands are over.
2. A step may begin when all that its item depends on is settled. Red or green makes no difference.
3. Of the steps that may begin, the earliest in the plan goes first.
"""

from __future__ import annotations

from heapq import heappop, heappush

from gonogo.model.verification import Plan, Step


class Schedule:
    """The run of one plan. Each step is given out once, and must be reported over once."""

    def __init__(self, plan: Plan) -> None:
        self._steps = plan.steps
        self._hosted: dict[str, list[int]] = {}
        self._unfinished = dict.fromkeys(plan.order, 0)
        self._users: dict[str, tuple[str, ...]] = {}
        for index, step in enumerate(plan.steps):
            self._hosted.setdefault(step.at, []).append(index)
            users = tuple(key for key in step.items if key in self._unfinished)
            self._users[step.fact.key] = users
            for key in users:
                self._unfinished[key] += 1
        self._missing = {key: len(needs) for key, needs in plan.needs.items()}
        self._dependents: dict[str, list[str]] = {key: [] for key in plan.order}
        for key, needs in plan.needs.items():
            for need in needs:
                self._dependents[need].append(key)
        self._ready: list[int] = []
        self._open([key for key in plan.order if not self._missing[key]])

    def next(self) -> Step | None:
        """Return the next step that may begin, or None where none may now."""
        return self._steps[heappop(self._ready)] if self._ready else None

    def over(self, step: Step) -> None:
        """Note that a step has ended."""
        settled = []
        for key in self._users[step.fact.key]:
            self._unfinished[key] -= 1
            if not self._unfinished[key] and not self._missing[key]:
                settled.append(key)
        self._settle(settled)

    def _open(self, keys: list[str]) -> None:
        """Let the steps of items begin that wait for nothing any more; settle those that have nothing to run."""
        for key in keys:
            for index in self._hosted.get(key, ()):
                heappush(self._ready, index)
        self._settle([key for key in keys if not self._unfinished[key]])

    def _settle(self, keys: list[str]) -> None:
        pending = keys
        while pending:
            opened = []
            for key in pending:
                for dependent in self._dependents[key]:
                    self._missing[dependent] -= 1
                    if not self._missing[dependent]:
                        opened.append(dependent)
            for key in opened:
                for index in self._hosted.get(key, ()):
                    heappush(self._ready, index)
            pending = [key for key in opened if not self._unfinished[key]]

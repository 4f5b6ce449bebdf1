"""The local executor: processes on this machine, watched by one thread.

Rules:
1. Every wait is bounded: by the command's time limit, by its output limit, by a short grace for those who hold its pipe
   after it has ended, and by a grace between asking a group to end and killing it.
2. A run is over when its process has ended and its pipe is drained, or given up. Then its whole group is killed, before
   the process is reaped and its number can be someone else's.
3. Processes that left the group are found by the run's mark in their environment and killed with it, where it had to be
   killed or its pipe is still held.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf

from gonogo.verify.capture import Capture
from gonogo.verify.death_watch import DeathWatch
from gonogo.verify.environment import RUN_MARK
from gonogo.verify.executor import Ended, Ending, Started, Task
from gonogo.verify.spawn import NotStarted, Process, Spawner

CHUNK = 256 * 1024
PIPE_GRACE = 0.5
"""Seconds for which a pipe may be held by others after the process has ended."""
TERM_GRACE = 3.0
"""Seconds between SIGTERM and SIGKILL."""
_HANG = select.POLLHUP | select.POLLERR | select.POLLNVAL


@dataclass(slots=True)
class _Running:
    task: Task
    process: Process
    end: int
    """The pidfd: readable when the process has ended."""
    began: float
    deadline: float
    capture: Capture = field(default_factory=Capture)
    ending: Ending | None = None
    """Why it is being ended, where it is."""
    has_ended: bool = False
    is_drained: bool = False
    is_killed: bool = False


class LocalExecutor:
    """Runs tasks as processes of this machine. `mark` names this session in the environment of its processes."""

    def __init__(self, mark: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spawner = Spawner()
        self._watch = DeathWatch(mark)
        self._poll = select.poll()
        self._by_handle: dict[int, _Running] = {}
        self._running: dict[str, _Running] = {}
        self._happened: list[Started | Ended] = []

    def submit(self, task: Task) -> None:
        """See the port."""
        began = self._clock()
        try:
            process = self._spawner.start(task)
        except NotStarted as error:
            self._happened.append(Ended(task.run, Ending.NOT_STARTED, problem=str(error)))
            return
        self._watch.add(process.pid)
        running = _Running(task, process, os.pidfd_open(process.pid), began, began + task.command.settings.timeout)
        self._running[task.run] = running
        for handle in (process.output, running.end):
            self._by_handle[handle] = running
            self._poll.register(handle, select.POLLIN)
        self._happened.append(Started(task.run, process.pid))

    def cancel(self, *, hard: bool) -> None:
        """See the port."""
        for running in self._running.values():
            if hard:
                running.ending = running.ending or Ending.CANCELLED
                self._kill(running)
            elif running.ending is None:
                self._ask_to_end(running, Ending.CANCELLED)

    def events(self, patience: float) -> list[Started | Ended]:
        """See the port."""
        if not self._happened and self._running:
            self._wait(patience)
        happened, self._happened = self._happened, []
        return happened

    def close(self) -> None:
        """See the port."""
        self.cancel(hard=True)
        while self._running:
            self._wait(PIPE_GRACE)
        self._watch.close()
        self._spawner.close()

    def _wait(self, patience: float) -> None:
        now = self._clock()
        nearest = min((running.deadline for running in self._running.values()), default=inf)
        for handle, what in self._poll.poll(max(0.0, min(patience, nearest - now)) * 1000):
            running = self._by_handle.get(handle)
            if running is None:
                continue
            if handle == running.end:
                self._note_end(running)
            else:
                self._read(running, what)
        now = self._clock()
        for running in [found for found in self._running.values() if found.deadline <= now]:
            self._overdue(running)

    def _read(self, running: _Running, what: int = 0) -> None:
        try:
            chunk = os.read(running.process.output, CHUNK)
        except BlockingIOError:
            if what & _HANG:
                self._drained(running)
            return
        if not chunk:
            self._drained(running)
            return
        running.capture.add(chunk)
        if running.capture.is_over and running.ending is None:
            running.ending = Ending.FLOODED
            self._kill(running)

    def _drained(self, running: _Running) -> None:
        if not running.is_drained:
            running.is_drained = True
            self._forget(running.process.output)
            if running.has_ended:
                self._finish(running)

    def _note_end(self, running: _Running) -> None:
        running.has_ended = True
        self._forget(running.end)
        if running.is_drained:
            self._finish(running)
            return
        running.deadline = self._clock() + PIPE_GRACE
        self._read(running)

    def _overdue(self, running: _Running) -> None:
        if running.task.run not in self._running:
            return
        if running.has_ended:
            self._kill(running)
            self._drain_rest(running)
        elif running.ending is None:
            self._ask_to_end(running, Ending.TIMED_OUT)
        else:
            self._kill(running)

    def _drain_rest(self, running: _Running) -> None:
        """Take what is in the pipe now, and let go of it: whoever still holds it is no part of the run any more."""
        before = -1
        while not running.is_drained and running.capture.total != before and not running.capture.is_over:
            before = running.capture.total
            self._read(running)
        self._drained(running)

    def _ask_to_end(self, running: _Running, why: Ending) -> None:
        running.ending = why
        running.deadline = self._clock() + TERM_GRACE
        _signal_group(running.process.pid, signal.SIGTERM)
        _signal_group(running.process.pid, signal.SIGCONT)

    def _kill(self, running: _Running) -> None:
        running.deadline = self._clock() + PIPE_GRACE if running.has_ended else inf
        if not running.is_killed:
            running.is_killed = True
            _signal_group(running.process.pid, signal.SIGKILL)
            kill_marked(f"{RUN_MARK}={running.task.run}")

    def _finish(self, running: _Running) -> None:
        process = running.process
        _signal_group(process.pid, signal.SIGKILL)
        self._watch.remove(process.pid)
        rc, by_signal = process.reap()
        del self._running[running.task.run]
        ending = running.ending or (Ending.EXITED if by_signal is None else Ending.SIGNALLED)
        self._happened.append(
            Ended(
                run=running.task.run,
                ending=ending,
                rc=rc,
                signal=by_signal,
                pieces=running.capture.pieces(),
                printed=running.capture.total,
                milliseconds=round((self._clock() - running.began) * 1000),
            )
        )

    def _forget(self, handle: int) -> None:
        self._poll.unregister(handle)
        del self._by_handle[handle]
        os.close(handle)


def kill_marked(mark: str) -> None:
    """Kill every process of this user that bears a mark (`NAME=value`) in the environment that it began with."""
    wanted = mark.encode() + b"\0"
    for name in os.listdir("/proc"):  # noqa: PTH208 -- names are all that is needed
        if name.isdigit():
            with suppress(OSError), open(f"/proc/{name}/environ", "rb") as file:  # noqa: PTH123 -- likewise
                if wanted in file.read():
                    os.kill(int(name), signal.SIGKILL)


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)

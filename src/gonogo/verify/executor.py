"""The executor port: who runs commands. The ledger owns the truth; an executor only runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from gonogo.model.command import Command


@dataclass(frozen=True, slots=True)
class Task:
    """One run to be made: its id, its command, the absolute directory and the whole environment that it gets."""

    run: str
    command: Command
    directory: str
    environment: Mapping[str, str]


class Ending(Enum):
    """Why a run ended."""

    EXITED = "exited"
    SIGNALLED = "signalled"
    NOT_STARTED = "not started"
    TIMED_OUT = "timed out"
    FLOODED = "printed too much"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Started:
    """A run has begun."""

    run: str
    pid: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A run is over: how, what it printed (beginning and end where it was too much), and for how long it ran."""

    run: str
    ending: Ending
    rc: int | None = None
    signal: int | None = None
    pieces: tuple[bytes, ...] = field(default=(), repr=False)
    printed: int = 0
    """Bytes that it printed in all."""
    milliseconds: int = 0
    problem: str | None = None
    """Why it could not start: `no such program: just`."""


class Executor(Protocol):
    """Runs what is submitted, at once and side by side; tells of each run when it starts and when it is over.

    How many run side by side is for the caller to say, by what it submits.
    """

    def submit(self, task: Task) -> None:
        """Begin a run. Whatever goes wrong becomes its `Ended`."""
        ...

    def cancel(self, *, hard: bool) -> None:
        """End all that runs, politely, or at once; each still gets its `Ended`."""
        ...

    def events(self, patience: float) -> list[Started | Ended]:
        """Return what has happened; wait for it at most `patience` seconds."""
        ...

    def close(self) -> None:
        """End all that still runs, at once, and give everything back."""
        ...

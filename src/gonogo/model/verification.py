"""A verification as values: what would be run, what is not and why, what happens, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from gonogo.model.command import Outcome
from gonogo.model.standing import CommandFact


class Why(StrEnum):
    """Why a command is not run."""

    FRESH = "fresh"
    UNTRUSTED = "untrusted"
    CANCELLED = "cancelled"
    TOO_LONG = "too_long"
    INTERRUPTED = "interrupted"
    HALTED = "halted"
    """A command before it was red, and the first red one was to end it."""


class Step(Struct, frozen=True, kw_only=True):
    """A distinct command, the items that name it (in document order), and the item at which it is run."""

    fact: CommandFact
    items: tuple[str, ...]
    at: str


class Skip(Struct, frozen=True, kw_only=True):
    """A command that is not run, and why; `run` is the earlier run that speaks for it."""

    step: Step
    why: Why
    message: str
    run: str | None = None


class Plan(Struct, frozen=True, kw_only=True):
    """Steps in dependency order. `needs` is the graph of the chosen items without cycles; every item is in `order`."""

    steps: tuple[Step, ...]
    skips: tuple[Skip, ...]
    order: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    cycles: tuple[tuple[str, ...], ...]


class Began(Struct, frozen=True, kw_only=True):
    """A run has begun; `expected` is how long the last one of this command took, in milliseconds."""

    run: str
    step: Step
    expected: int | None = None


class Result(Struct, frozen=True, kw_only=True):
    """A run is over, and the ledger has it durably."""

    run: str
    step: Step
    outcome: Outcome
    summary: str | None
    milliseconds: int
    rc: int | None = None
    bound: int = 0
    """Evidence references that it bound."""
    created: tuple[str, ...] = ()
    """Workspace files that it wrote."""


Progress = Plan | Began | Result
"""What a live display is told, in this order: the plan once, then runs as they begin and end."""


class Summary(Struct, frozen=True, kw_only=True):
    """What `gonogo verify` did."""

    results: tuple[Result, ...] = ()
    skips: tuple[Skip, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    lost: tuple[str, ...] = ()
    """Texts of commands whose runs an earlier program began and never ended."""
    interrupted: bool = False
    position: int = 0

    @property
    def counts(self) -> dict[Outcome, int]:
        """Results by outcome; every outcome is there."""
        counts = dict.fromkeys(Outcome, 0)
        for result in self.results:
            counts[result.outcome] += 1
        return counts

    @property
    def untrusted(self) -> tuple[Skip, ...]:
        """Commands that were not run because nobody trusted them."""
        return tuple(skip for skip in self.skips if skip.why is Why.UNTRUSTED)

    @property
    def is_green(self) -> bool:
        """Whether everything that was asked for passed, now or before."""
        unfit = {Why.UNTRUSTED, Why.TOO_LONG, Why.INTERRUPTED, Why.HALTED}
        return (
            not self.interrupted
            and all(result.outcome is Outcome.PASSED for result in self.results)
            and not any(skip.why in unfit for skip in self.skips)
        )

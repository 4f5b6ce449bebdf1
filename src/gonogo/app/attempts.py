"""Attempts: one run each, from its beginning to what the ledger keeps of it; and who is blamed for what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from gonogo.app.recording import LARGEST_LIST, Record
from gonogo.app.surroundings import Surroundings
from gonogo.model.command import Outcome
from gonogo.model.evidence import Resolved
from gonogo.model.standing import CommandFact
from gonogo.model.verification import Step
from gonogo.verify.disturbance import disturbed, written_by
from gonogo.verify.executor import Ended
from gonogo.verify.plan import bindable
from gonogo.workspace.inputs import Manifest

_TESTED = {Outcome.PASSED, Outcome.FAILED, Outcome.TESTED_NOTHING}
NAMED = 3
"""Disturbed files that a summary names before it only counts them."""
SHORT = 5_000
"""Milliseconds of a run that may have ended well before the look that follows it."""
SHARED = 8
"""Runs at most to which a file is laid that any of them may have written."""


@dataclass(slots=True, eq=False)
class Attempt:
    """A run while gonogo watches it."""

    run: str
    step: Step
    fact: CommandFact
    manifest: Manifest
    began: str
    submitted: float
    fence: int
    may_write: tuple[str, ...]
    stamp: tuple[object, ...]
    """Of what it may write, as it was before."""
    pid: int | None = None
    again: bool = False
    """It runs alone, because it was disturbed in company."""
    shared: bool = False
    """The look that found it disturbed also stood for runs that were over before it began, or began after its end."""
    recorded: bool = False
    ended: Ended | None = None
    finished: str = ""
    outcome: Outcome = Outcome.LOST
    summary: str | None = None
    output: bytes = b""
    disturbed: set[str] = field(default_factory=set)
    wrote: set[str] = field(default_factory=set)

    @property
    def over(self) -> float:
        """When it ended, on the clock of `submitted`; infinite while it runs."""
        return inf if self.ended is None else self.submitted + self.ended.milliseconds / 1000

    @property
    def is_suspect(self) -> bool:
        """Whether it may have been disturbed after its end, by a run that shared the look with it."""
        return self.shared and not self.again and self.ended is not None and self.ended.milliseconds < SHORT

    def record(self, evidence: Mapping[str, tuple[Resolved, ...]], duplicated: Collection[str]) -> Record:
        """Return what the ledger is to keep of the run, now that the tree was looked at after its end."""
        ended = self.ended
        assert ended is not None  # noqa: S101 -- only ended attempts are recorded
        outcome, summary = self.outcome, self.summary
        created = tuple(sorted(self.wrote))
        if outcome in _TESTED and self.disturbed:
            outcome, summary = Outcome.DISTURBED, f"changed while it ran: {_some(sorted(self.disturbed))}"
        if sum(len(path.encode()) + 3 for path in created) > LARGEST_LIST:
            outcome, summary = _overwhelmed(outcome, summary, len(created))
            created = ()
        bindings = (
            tuple(
                (item, resolved.reference, resolved.digest)
                for item in self.step.items
                if item not in duplicated
                for resolved in evidence.get(item, ())
                if bindable(resolved) and resolved.digest is not None
            )
            if outcome is Outcome.PASSED
            else ()
        )
        return Record(
            run=self.run,
            fact=self.fact,
            inputs=self.manifest.digest,
            cache_key=self.fact.cache_key,
            outcome=outcome,
            summary=summary,
            started=self.began,
            finished=self.finished,
            milliseconds=ended.milliseconds,
            rc=ended.rc,
            signal=ended.signal,
            output=self.output,
            truncated=len(ended.pieces) > 1,
            created=created,
            bindings=bindings,
        )


def lay(surroundings: Surroundings, alive: Iterable[Attempt]) -> None:
    """Look at the tree, and lay what changed since the last look to the runs that were alive meanwhile."""
    change = surroundings.look()
    if not change.paths:
        return
    alive = list(alive)
    own = {attempt.run: written_by(attempt.may_write, change) for attempt in alive}
    owned = frozenset(path for paths in own.values() for path in paths)
    results = change.created | owned
    surroundings.accept(results)
    for index, attempt in enumerate(alive):
        attempt.wrote |= own[attempt.run]
        if index < SHARED:
            attempt.wrote |= change.created - owned
        attempt.fact, after = surroundings.see(attempt.fact)
        found = disturbed(_digests(attempt.manifest), _digests(after), change, own[attempt.run], results)
        attempt.disturbed.update(found)
        attempt.shared = attempt.shared or (bool(found) and any(_apart(attempt, other) for other in alive))
        attempt.manifest = after


def _apart(one: Attempt, other: Attempt) -> bool:
    """Whether one of two runs was over before the other began."""
    return one.over < other.submitted or other.over < one.submitted


def _digests(manifest: Manifest) -> dict[str, str]:
    return {file.path: file.digest for file in manifest.files}


def _some(paths: list[str]) -> str:
    rest = len(paths) - NAMED
    return ", ".join(paths[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _overwhelmed(outcome: Outcome, summary: str | None, count: int) -> tuple[Outcome, str | None]:
    if outcome not in _TESTED | {Outcome.DISTURBED}:
        return outcome, summary
    return Outcome.DISTURBED, f"left {count} files that Git neither tracks nor ignores: ignore them, or clean up"

"""Running a plan: commands begin and end, the tree is looked at, and what came of it goes into the ledger in batches.

Rules:
1. A run is told of as ended only after the ledger has it durably, together with the evidence that it bound.
2. Many short runs share one look at the tree and one durable append; a long one has its own. `run.started` is in the
   ledger before gonogo waits for longer than a moment.
3. A step begins only when what ended before it, and has written, has been looked at.
4. Each run ends under the fence that it got when it began; a ledger in which someone else moved on refuses it.
5. Where one look stands for several short runs, one after the other, what was disturbed runs once more in the end,
   alone: only what disturbs itself stays disturbed. Runs that went on side by side do disturb each other.
6. When it is told to stop, nothing new begins, what runs is ended, and each is recorded as interrupted: no proof.
7. With `fail_fast`, nothing new begins once a command did not pass; what runs goes on to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic

from gonogo.app import recording
from gonogo.app.attempts import Attempt, lay
from gonogo.app.recording import Clerk, Record
from gonogo.app.surroundings import Surroundings
from gonogo.errors import Refusal
from gonogo.ledger.port import Ledger
from gonogo.model.command import Outcome, Settings
from gonogo.model.event import Draft
from gonogo.model.state import State
from gonogo.model.verification import Began, Plan, Progress, Result, Skip, Step, Why
from gonogo.verify.environment import RUN_MARK, SESSION_MARK, environment
from gonogo.verify.executor import Ended, Executor, Started, Task
from gonogo.verify.judge import judge
from gonogo.verify.redact import Redactor
from gonogo.verify.schedule import Schedule

MOMENT = 0.02
"""Seconds for which a begun run may be missing from the ledger."""
SHORTEST_BATCH = 0.05
LARGEST_BATCH = 400
HEAVIEST_BATCH = 16 * 1024 * 1024
SHARE = 16
"""A batch lasts at least this many times as long as the last one took to be written."""
PATIENCE = 0.2
"""Seconds after which a wish to stop is heeded at the latest."""


@dataclass(slots=True)
class Stop:
    """How often the user has asked to stop: once is politely, more often is at once."""

    asked: int = 0


@dataclass(frozen=True, slots=True)
class Means:
    """What a run of a plan works with. `session` marks its processes, in their environment."""

    ledger: Ledger
    clerk: Clerk
    executor: Executor
    surroundings: Surroundings
    redact: Redactor
    environ: Mapping[str, str]
    root: str
    session: str
    jobs: int
    duplicated: frozenset[str]
    """Items that bind nothing."""
    fail_fast: bool = False


class Runner:
    """Runs one plan once."""

    def __init__(self, plan: Plan, state: State, means: Means, notify: Callable[[Progress], None], stop: Stop) -> None:
        self._state = state
        self._means = means
        self._notify = notify
        self._stop = stop
        self._heeded = 0
        self._halted = False
        self._schedule = Schedule(plan)
        self._running: dict[str, Attempt] = {}
        self._ended: list[Attempt] = []
        self._weight = 0
        """Bytes of output that wait with them."""
        self._first_ended = self._looked = monotonic()
        self._batch = SHORTEST_BATCH
        self._environments: dict[Settings, dict[str, str]] = {}
        self._kept: set[str] = set()
        """Digests of manifests that the ledger has."""
        self._suspects: list[tuple[Attempt, Record]] = []
        """Disturbed by themselves, or by a run that shared the look and not the time."""
        self.results: list[Result] = []

    def run(self) -> tuple[Skip, ...]:
        """Run everything; return what was not begun because it was told to stop or halted."""
        while True:
            self._heed()
            self._fill()
            if self._running:
                for event in self._means.executor.events(self._patience()):
                    self._note(event)
                self._flush()
            elif self._ended:
                self._commit()
            elif self._suspects and not self._stop.asked:
                suspect = self._suspects.pop(0)[0]
                self._begin(suspect.step, fence=suspect.fence + 2)
            else:
                for attempt, record in self._suspects:
                    self._tell(attempt, record, refused=False)
                return self._left()

    def _heed(self) -> None:
        if self._stop.asked > self._heeded:
            self._heeded = self._stop.asked
            self._means.executor.cancel(hard=self._heeded > 1)

    def _fill(self) -> None:
        while not self._stop.asked and not self._halted and len(self._running) < self._means.jobs:
            if self._ended and (monotonic() - self._looked >= self._batch or any(map(self._has_written, self._ended))):
                self._commit()
            step = self._schedule.next()
            if step is None:
                return
            self._begin(step)

    def _has_written(self, attempt: Attempt) -> bool:
        return self._means.surroundings.stamp(attempt.may_write) != attempt.stamp

    def _begin(self, step: Step, fence: int | None = None) -> None:
        means = self._means
        run = means.clerk.new_id()
        fact, manifest = means.surroundings.see(step.fact)
        may_write = means.surroundings.may_write(fact, step.items)
        attempt = Attempt(
            run=run,
            step=step,
            fact=fact,
            manifest=manifest,
            began=means.clerk.now(),
            submitted=monotonic(),
            fence=fence or self._state.revisions.get(recording.subject(fact), 0) + 1,
            again=fence is not None,
            may_write=may_write,
            stamp=means.surroundings.stamp(may_write),
        )
        settings = fact.command.settings
        shared = self._environments.get(settings)
        if shared is None:
            shared = self._environments[settings] = environment(settings, means.environ)
        directory = means.root if settings.directory == "." else f"{means.root}/{settings.directory}"
        marks = {RUN_MARK: run, SESSION_MARK: means.session}
        self._running[run] = attempt
        means.executor.submit(Task(run, fact.command, directory, shared | marks))
        last = self._state.by_command.get(fact.key)
        self._notify(Began(run=run, step=step, expected=last.milliseconds if last else None))

    def _note(self, event: Started | Ended) -> None:
        if isinstance(event, Started):
            self._running[event.run].pid = event.pid
            return
        attempt = self._running.pop(event.run)
        pieces = self._means.redact(event.pieces)
        attempt.ended = event
        attempt.finished = self._means.clerk.now()
        attempt.outcome, attempt.summary = judge(event, attempt.fact.command, pieces)
        self._halted = self._halted or (self._means.fail_fast and attempt.outcome is not Outcome.PASSED)
        gap = b"\n[... %d bytes left out ...]\n" % (event.printed - sum(map(len, event.pieces)))
        attempt.output = gap.join(pieces)
        self._weight += len(attempt.output)
        if not self._ended:
            self._first_ended = monotonic()
        self._ended.append(attempt)
        self._schedule.over(attempt.step)

    def _patience(self) -> float:
        due = PATIENCE if all(a.recorded for a in self._running.values()) else MOMENT
        now = monotonic()
        if self._ended:
            due = min(due, self._first_ended + self._batch - now)
        return max(due, 0.0)

    def _flush(self) -> None:
        now = monotonic()
        full = len(self._ended) >= LARGEST_BATCH or self._weight >= HEAVIEST_BATCH
        if self._ended and (full or now >= self._first_ended + self._batch):
            self._commit()
            return
        late = [a for a in self._running.values() if not a.recorded and now - a.submitted >= MOMENT]
        if late:
            self._means.ledger.append(self._starts(late), durable=False)

    def _starts(self, attempts: Iterable[Attempt]) -> list[Draft]:
        """Return the beginnings that the ledger does not have yet; it gets them now."""
        new = [attempt for attempt in attempts if not attempt.recorded]
        for attempt in new:
            attempt.recorded = True
        return [recording.started(self._means.clerk, a.run, a.fact, a.began, a.pid, a.fence - 1) for a in new]

    def _commit(self) -> None:
        """Look at the tree, and make durable what ended; then tell of it."""
        began = monotonic()
        means = self._means
        ended, self._ended, self._weight = self._ended, [], 0
        lay(means.surroundings, (*ended, *self._running.values()))
        green = [a for a in ended if a.outcome is Outcome.PASSED and not a.disturbed]
        evidence = means.surroundings.resolve(dict.fromkeys(item for a in green for item in a.step.items))
        records = [attempt.record(evidence, means.duplicated) for attempt in ended]
        starts = self._starts(ended)
        blobs: dict[str, bytes] = {}
        ends: list[list[Draft]] = []
        for attempt, record in zip(ended, records, strict=True):
            if record.inputs not in self._kept:
                blobs[record.inputs] = attempt.manifest.data
            ends.append(list(recording.finished(means.clerk, record, attempt.fence, blobs)))
        refused = self._append(starts, ends, blobs)
        self._kept.update(record.inputs for record in records)
        self._looked = monotonic()
        self._batch = max(SHORTEST_BATCH, SHARE * (self._looked - began))
        for index, (attempt, record) in enumerate(zip(ended, records, strict=True)):
            if record.outcome is Outcome.DISTURBED and attempt.is_suspect and index not in refused:
                self._suspects.append((attempt, record))
            else:
                self._tell(attempt, record, refused=index in refused)

    def _append(self, starts: list[Draft], ends: list[list[Draft]], blobs: dict[str, bytes]) -> set[int]:
        """Append a batch durably; return which ends were refused because someone else moved their command on."""
        ledger = self._means.ledger
        try:
            ledger.append([*starts, *(draft for drafts in ends for draft in drafts)], blobs)
        except Refusal as refusal:
            if refusal.code != "REVISION_CONFLICT":
                raise
        else:
            return set()
        refused: set[int] = set()
        for start in starts:
            self._try([start], {})
        for index, drafts in enumerate(ends):
            if not self._try(drafts, blobs):
                refused.add(index)
        return refused

    def _try(self, drafts: list[Draft], blobs: dict[str, bytes]) -> bool:
        try:
            self._means.ledger.append(drafts, blobs)
        except Refusal as refusal:
            if refusal.code != "REVISION_CONFLICT":
                raise
            return False
        return True

    def _tell(self, attempt: Attempt, record: Record, *, refused: bool) -> None:
        result = Result(
            run=record.run,
            step=attempt.step,
            outcome=Outcome.LOST if refused else record.outcome,
            summary="another program moved this command on meanwhile" if refused else record.summary,
            milliseconds=record.milliseconds,
            rc=record.rc,
            bound=0 if refused else len(record.bindings),
            created=record.created,
        )
        self.results.append(result)
        self._notify(result)

    def _left(self) -> tuple[Skip, ...]:
        left = []
        why, message = Why.INTERRUPTED, "stopped before it began"
        if self._halted and not self._stop.asked:
            why, message = Why.HALTED, "not begun: a command before it did not pass"
        while (step := self._schedule.next()) is not None:
            left.append(Skip(step=step, why=why, message=message))
            self._schedule.over(step)
        return tuple(left)

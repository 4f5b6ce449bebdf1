"""State: the fold over a ledger's events. Pure, and the same after any replay.

Rules:
1. `fold(events)` depends on the events alone, in the order of `seq`.
2. An event type that this program does not know is refused, never passed over: a newer ledger must not look older.
3. Of several runs under one cache key the latest decides: a later red one overrules an earlier green one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from gonogo.errors import IntegrityError
from gonogo.model.command import Outcome, Run
from gonogo.model.event import Event

REDUCER = "1"
"""The version of this fold; decisions and snapshots name it."""


class Start(Struct, frozen=True, kw_only=True):
    """A run that was begun: its command, and the fence under which it may finish."""

    id: str
    command: str
    text: str
    fence: int
    seq: int
    time: str


@dataclass(slots=True)
class Read:
    """What a `tracker.read` saw: digests of the blobs that hold the facts."""

    seq: int
    facts: str


@dataclass(slots=True)
class State:
    """What the ledger says, up to `position`."""

    position: int = 0
    latest_time: str = ""
    """The running maximum of event times; time travel by clock uses it."""
    by_cache_key: dict[str, Run] = field(default_factory=dict)
    by_command: dict[str, Run] = field(default_factory=dict)
    last_passed: dict[str, Run] = field(default_factory=dict)
    """By command key."""
    open_runs: dict[str, Start] = field(default_factory=dict)
    """By run id: started, neither finished nor lost."""
    bound: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    """By run id: (item key, reference) to the digest that the run bound."""
    created: set[str] = field(default_factory=set)
    """Workspace files that runs created."""
    last_read: Read | None = None
    decisions: dict[str, Event] = field(default_factory=dict)
    """The latest decision of each gate."""
    revisions: dict[str, int] = field(default_factory=dict)
    """By subject."""


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """Apply events in order to a state (a new one if none is given) and return it."""
    state = State() if state is None else state
    revisions, latest = state.revisions, state.latest_time
    for event in events:
        apply = _APPLY.get(event.type)
        if apply is None:
            raise IntegrityError(
                f"event {event.seq} is of type {event.type!r}, which this program does not know",
                code="EVENT_UNKNOWN",
                hint="the ledger was written by a newer gonogo: upgrade, then try again",
            )
        try:
            apply(state, event)
        except (KeyError, TypeError, ValueError) as error:
            raise IntegrityError(
                f"event {event.seq} is a {event.type} whose data this program cannot read: {error!r}",
                code="EVENT_UNKNOWN",
                hint="the ledger was written by a newer gonogo: upgrade, then try again",
            ) from error
        state.position = event.seq
        revisions[event.subject] = event.rev
        if event.time > latest:
            state.latest_time = latest = event.time
    return state


_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


def run_from(data: dict[str, Any], seq: int) -> Run:
    """Return the run that a `run.finished` event tells of."""
    return Run(
        id=data["run"],
        command=data["command"],
        text=data["text"],
        cache_key=data["cache_key"],
        inputs=data["inputs"],
        outcome=_OUTCOMES[data["outcome"]],
        rc=data["rc"],
        signal=data["signal"],
        started=data["started"],
        finished=data["finished"],
        milliseconds=data["milliseconds"],
        output=data["output"],
        truncated=data["truncated"],
        statement=data["statement"],
        summary=data["summary"],
        created=tuple(data["created"]),
        seq=seq,
    )


def _started(state: State, event: Event) -> None:
    data = event.data
    state.open_runs[data["run"]] = Start(
        id=data["run"],
        command=data["command"],
        text=data["text"],
        fence=event.rev,
        seq=event.seq,
        time=event.time,
    )


def _finished(state: State, event: Event) -> None:
    run = run_from(event.data, event.seq)
    state.open_runs.pop(run.id, None)
    state.by_cache_key[run.cache_key] = run
    state.by_command[run.command] = run
    if run.outcome is Outcome.PASSED:
        state.last_passed[run.command] = run
    if run.created:
        state.created.update(run.created)


def _lost(state: State, event: Event) -> None:
    state.open_runs.pop(event.data["run"], None)


def _bound(state: State, event: Event) -> None:
    bindings = state.bound.setdefault(event.data["run"], {})
    for entry in event.data["evidence"]:
        bindings[(event.data["item"], entry["reference"])] = entry["digest"]


def _read(state: State, event: Event) -> None:
    facts = event.data["facts"]
    if event.data.get("revision") is None:  # what a commit of the past said is there to be looked up
        state.last_read = Read(seq=event.seq, facts=facts)


def _decided(state: State, event: Event) -> None:
    state.decisions[event.data["gate"]] = event


def _noted(state: State, event: Event) -> None:
    """Trust is granted by the private store, never by the ledger; the event is there for people to read."""


_APPLY: dict[str, Callable[[State, Event], None]] = {
    "tracker.read": _read,
    "run.started": _started,
    "run.finished": _finished,
    "run.lost": _lost,
    "evidence.bound": _bound,
    "command.trusted": _noted,
    "command.untrusted": _noted,
    "decision.made": _decided,
}

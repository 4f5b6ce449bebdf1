"""Runs as events: what the ledger is told when one begins, ends, or turns out to be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gonogo import canonical
from gonogo.evidence.statement import test_result
from gonogo.model.command import Outcome
from gonogo.model.event import Draft
from gonogo.model.standing import CommandFact
from gonogo.model.state import Start

LARGEST_LIST = 30_000
"""Bytes of references or paths in one event, well below what an event may hold."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who writes, and with which clock and ids."""

    actor: str
    now: Callable[[], str]
    new_id: Callable[[], str]
    correlation: str | None = None
    """The `gonogo verify` that all of it belongs to."""

    def draft(
        self, kind: str, subject: str, key: str, data: dict[str, Any], *, time: str, expected: int | None = None
    ) -> Draft:
        """Return an event; `key` is its idempotency key."""
        return Draft(
            id=self.new_id(),
            type=kind,
            subject=subject,
            time=time,
            actor=self.actor,
            data=data,
            key=key,
            correlation=self.correlation,
            expected=expected,
        )


@dataclass(frozen=True, slots=True)
class Record:
    """All that the ledger keeps of an ended run."""

    run: str
    fact: CommandFact
    inputs: str
    cache_key: str
    outcome: Outcome
    summary: str | None
    started: str
    finished: str
    milliseconds: int
    rc: int | None = None
    signal: int | None = None
    output: bytes = b""
    truncated: bool = False
    created: tuple[str, ...] = ()
    bindings: tuple[tuple[str, str, str], ...] = ()
    """Item key, reference, digest."""


def subject(fact: CommandFact) -> str:
    """Return the subject of a command's runs: its revision is their fence."""
    return f"command:{fact.key}"


def started(clerk: Clerk, run: str, fact: CommandFact, began: str, pid: int | None, expected: int) -> Draft:
    """Return the event that a run has begun; the revision that it gets is the run's fence."""
    data = {
        "run": run,
        "command": fact.key,
        "text": fact.command.text,
        "cache_key": fact.cache_key,
        "inputs": fact.inputs,
        "pid": pid,
    }
    return clerk.draft("run.started", subject(fact), f"run:{run}:started", data, time=began, expected=expected)


def lost(clerk: Clerk, start: Start) -> Draft:
    """Return the event that a run which an earlier program began will never end."""
    data: dict[str, Any] = {"run": start.id, "reason": "the program that watched it is gone"}
    return clerk.draft(
        "run.lost", f"command:{start.command}", f"run:{start.id}:lost", data, time=clerk.now(), expected=start.fence
    )


def finished(clerk: Clerk, record: Record, fence: int, blobs: dict[str, bytes]) -> Iterator[Draft]:
    """Yield the events of an ended run, to be appended together; what they name is added to `blobs`."""
    statement = canonical.encode(
        test_result(
            record.fact.command,
            run=record.run,
            outcome=record.outcome,
            inputs=record.inputs,
            evidence=((reference, digest) for _, reference, digest in record.bindings),
            summary=record.summary,
            key=record.fact.key,
        )
    )
    data: dict[str, Any] = {
        "run": record.run,
        "command": record.fact.key,
        "text": record.fact.command.text,
        "cache_key": record.cache_key,
        "inputs": record.inputs,
        "outcome": record.outcome.value,
        "rc": record.rc,
        "signal": record.signal,
        "started": record.started,
        "finished": record.finished,
        "milliseconds": record.milliseconds,
        "output": _keep(record.output, blobs) if record.output else None,
        "truncated": record.truncated,
        "statement": _keep(statement, blobs),
        "summary": record.summary,
        "created": list(record.created),
    }
    yield clerk.draft(
        "run.finished", subject(record.fact), f"run:{record.run}:finished", data, time=record.finished, expected=fence
    )
    by_item: dict[str, list[dict[str, str]]] = {}
    for item, reference, digest in record.bindings:
        by_item.setdefault(item, []).append({"reference": reference, "digest": digest})
    for item, evidence in by_item.items():
        for number, part in enumerate(_parts(evidence)):
            bound: dict[str, Any] = {"run": record.run, "item": item, "evidence": part}
            yield clerk.draft(
                "evidence.bound", f"item:{item}", f"run:{record.run}:bound:{number}:{item}", bound, time=record.finished
            )


def _keep(data: bytes, blobs: dict[str, bytes]) -> str:
    digest = canonical.sha256(data)
    blobs[digest] = data
    return digest


def _parts(evidence: Sequence[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    part: list[dict[str, str]] = []
    size = 0
    for entry in evidence:
        size += len(entry["reference"].encode()) + 100
        if part and size > LARGEST_LIST:
            yield part
            part, size = [], len(entry["reference"].encode()) + 100
        part.append(entry)
    if part:
        yield part

"""What `gonogo verify` would do: which commands run, which do not and why, and in which order. Pure.

Rules:
1. One run for each distinct command (`Command.key`), at its earliest item in dependency order.
2. A command is skipped, with a reason, where its latest run on the present inputs passed, is not too old, and what it
   bound of its items' evidence is unchanged and all there is to bind; or where only cancelled items name it.
3. Named items narrow the plan to themselves and all that they depend on.
4. Edges inside a cycle are left out, and the cycles are reported: a circle must not keep anything from being run.
5. Work is by node and edge, never by path.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from gonogo.model.command import Outcome, Run
from gonogo.model.evidence import Resolved
from gonogo.model.graph import Graph
from gonogo.model.item import Status
from gonogo.model.standing import CommandFact, Facts, ItemFacts
from gonogo.model.state import State
from gonogo.model.verification import Plan, Skip, Step, Why

LONGEST_COMMAND = 16_384
"""Characters: what is longer does not fit an event, and is no command that anyone has read."""


def plan(facts: Facts, graph: Graph, state: State, now: str, *, only: Collection[str] = ()) -> Plan:
    """Return the plan for a workspace as it was seen.

    graph: dependencies by item key. only: the item keys that were asked for, where not all are meant.
    """
    by_key = {seen.item.key: seen for seen in facts.items}
    chosen = _narrow(graph, only)
    order = [key for key in graph.acyclic.order if key in by_key and (chosen is None or key in chosen)]
    users: dict[str, list[ItemFacts]] = {}
    first: dict[str, tuple[CommandFact, str]] = {}
    for key in order:
        for fact in by_key[key].commands:
            first.setdefault(fact.key, (fact, key))
    for seen in facts.items:
        for fact in seen.commands:
            users.setdefault(fact.key, []).append(seen)
    steps: list[Step] = []
    skips: list[Skip] = []
    for name, (fact, at) in first.items():
        items = users[name]
        step = Step(fact=fact, items=tuple(dict.fromkeys(seen.item.key for seen in items)), at=at)
        skip = _skip(step, items, facts.max_age, state, now)
        if skip is None:
            steps.append(step)
        else:
            skips.append(skip)
    kept = frozenset(order)
    needs = {key: tuple(need for need in graph.acyclic.needs[key] if need in kept) for key in order}
    cycles = tuple(group for group in graph.cycles if chosen is None or any(key in chosen for key in group))
    return Plan(steps=tuple(steps), skips=tuple(skips), order=tuple(order), needs=needs, cycles=cycles)


def bindable(resolved: Resolved) -> bool:
    """Whether a run can bind what a reference came to: it has content, and nobody else's rule is broken by it."""
    return resolved.digest is not None and resolved.code in {None, "EVIDENCE_IGNORED"} and not resolved.contradicted


def _narrow(graph: Graph, only: Collection[str]) -> set[str] | None:
    if not only:
        return None
    found: set[str] = set()
    pending = list(only)
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(graph.needs.get(key, ()))
    return found


def _skip(step: Step, items: list[ItemFacts], max_age: int | None, state: State, now: str) -> Skip | None:
    if all(seen.item.status is Status.CANCELLED for seen in items):
        return Skip(step=step, why=Why.CANCELLED, message="only cancelled items name it")
    if len(step.fact.command.text) > LONGEST_COMMAND:
        return Skip(step=step, why=Why.TOO_LONG, message=f"longer than {LONGEST_COMMAND} characters")
    run = state.by_cache_key.get(step.fact.cache_key)
    if run is None or run.outcome is not Outcome.PASSED:
        return None
    if max_age is not None and _age(run, now) > max_age:
        return None
    bound = state.bound.get(run.id, {})
    for seen in items:
        if seen.duplicated:
            continue
        for resolved in seen.evidence:
            digest = bound.get((seen.item.key, resolved.reference))
            if digest != resolved.digest if bindable(resolved) else digest is not None:
                return None
    return Skip(step=step, why=Why.FRESH, message=f"passed on the same inputs at {run.finished}", run=run.id)


def _age(run: Run, now: str) -> float:
    return (datetime.fromisoformat(now) - datetime.fromisoformat(run.finished)).total_seconds()

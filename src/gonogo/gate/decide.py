"""Decisions: what a gate answers, and why. Pure.

Rules (design §11):
1. Boundaries are outside every gate; an empty scope is no-go.
2. `honest` fails on a completion claim that is not accepted, and on a written status that nobody can read.
3. `complete` fails on whatever is not cancelled and does not claim done or signed off, and on what is not accepted.
4. A documentation baseline is content with `documented` where honesty is asked.
5. What is proven is accepted whatever else a gate accepts; no-go always names a cause.
6. The answer follows from facts, ledger position, policy, time and ruleset alone.
7. A document that could not be read may list anything: a gate that looks where it lies is no-go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from gonogo.gate.causes import Failure, root_causes
from gonogo.lifecycle.standing import counts
from gonogo.model.decision import Answer, Cause, Decision, Demand, Gate, Scope
from gonogo.model.evidence import TIERS
from gonogo.model.item import COMPLETION, Item, Kind, Status
from gonogo.model.patterns import means
from gonogo.model.standing import Facts, Obligation, ObligationKind, Standing, Unread, Verdict
from gonogo.reasons import CATALOGUE


def decide(
    gate: Gate,
    facts: Facts,
    verdicts: Mapping[str, Verdict],
    *,
    position: int,
    facts_digest: str,
    policy_digest: str,
    now: str,
) -> Decision:
    """Return what the gate answers on these verdicts, root causes first."""
    items = {seen.item.key: seen.item for seen in facts.items}
    scope = [key for key, item in items.items() if in_scope(item, gate.scope)]
    failures = {key: failure for key in scope if (failure := _judge(gate, items[key], verdicts[key])) is not None}
    totals = Counter(verdicts[key].standing for key in scope)
    causes = root_causes(facts, verdicts, failures, accepted(gate))
    unread = tuple(_unread_cause(one) for one in facts.unread if _may_hold(one.path, gate.scope))
    if not scope and not unread:
        causes = (Cause(code="SCOPE_EMPTY", subject=gate.name, items=(), message="no item is in the gate's scope"),)
    return Decision(
        gate=gate.name,
        answer=Answer.NO_GO if failures or unread or not scope else Answer.GO,
        position=position,
        facts=facts_digest,
        policy=policy_digest,
        now=now,
        considered=len(scope),
        totals={standing.value: totals.get(standing, 0) for standing in Standing},
        causes=(*unread, *causes),
    )


def in_scope(item: Item, scope: Scope) -> bool:
    """Whether a gate of this scope looks at the item."""
    return (
        item.kind is not Kind.BOUNDARY
        and (not scope.priority or item.priority in scope.priority)
        and (not scope.ids or item.id in scope.ids or item.key in scope.ids)
        and _may_hold(item.path, scope)
        and (not scope.tag or bool(_tags(item) & set(scope.tag)))
    )


def accepted(gate: Gate) -> frozenset[Standing]:
    """Return the standings that pass: what is proven always does, whatever else a gate accepts."""
    return frozenset({Standing.PROVEN, *gate.accept})


def _may_hold(path: str, scope: Scope) -> bool:
    return not scope.tracker or any(means(pattern, path) for pattern in scope.tracker)


def _unread_cause(unread: Unread) -> Cause:
    reason = CATALOGUE.get(unread.code)
    hint = reason.remedy if reason else None
    return Cause(code=unread.code, subject=unread.path, items=(), message=f"{unread.path}: {unread.message}", hint=hint)


def _tags(item: Item) -> set[str]:
    found: set[str] = set()
    for column, value in item.extra.items():
        if column.casefold() in {"tag", "tags", "label", "labels"}:
            parts = value.replace(";", ",").split(",") if isinstance(value, str) else value
            found.update(part.strip() for part in parts)
    return found


def _judge(gate: Gate, item: Item, verdict: Verdict) -> Failure | None:
    """Return why an item in scope fails the gate, or None where it does not."""
    claims = verdict.claim in COMPLETION
    own: list[Obligation] = []
    if gate.demand is Demand.HONEST:
        if verdict.claim is Status.UNKNOWN and item.status_raw and verdict.reason is not None:
            return Failure(own=(verdict.reason,))
        if not claims:
            return None
    else:
        if verdict.claim is Status.CANCELLED:
            return None
        if (unfinished := _unfinished(verdict)) is not None:
            own.append(unfinished)
        if not claims:
            return Failure(own=tuple(own), follow=False)
    enough = {*accepted(gate)}
    if gate.demand is Demand.HONEST and verdict.claim is Status.DOC_BASELINE:
        enough.add(Standing.DOCUMENTED)
    passes = verdict.standing in enough
    own.extend(_too_low(gate, verdict) if passes else ())
    own.extend(_unassessed(gate, verdict))
    if passes and not own:
        return None
    if not passes:
        own.extend(o for o in verdict.obligations if counts(o) and o.standing not in enough)
    return Failure(own=tuple(own), follow=not passes)


def _unfinished(verdict: Verdict) -> Obligation | None:
    if verdict.claim in {Status.DONE, Status.SIGNED_OFF}:
        return None
    baseline = verdict.claim is Status.DOC_BASELINE
    return Obligation(
        kind=ObligationKind.IDENTITY,
        subject=verdict.key,
        standing=Standing.UNPROVEN,
        code="DOC_BASELINE_ONLY" if baseline else "NOT_COMPLETE",
        message=f"claims {verdict.claim.replace('_', ' ')}",
    )


def _too_low(gate: Gate, verdict: Verdict) -> tuple[Obligation, ...]:
    wanted = gate.minimum_tier
    if wanted is None or (verdict.tier is not None and TIERS.index(verdict.tier) >= TIERS.index(wanted)):
        return ()
    return (
        Obligation(
            kind=ObligationKind.SIGNOFF,
            subject=verdict.key,
            standing=Standing.UNPROVEN,
            code="TIER_TOO_LOW",
            message=f"proof is of tier {verdict.tier or 'none'}; the gate asks for {wanted}",
        ),
    )


def _unassessed(gate: Gate, verdict: Verdict) -> tuple[Obligation, ...]:
    if not gate.criteria_assessed:
        return ()
    return tuple(o for o in verdict.obligations if o.code == "CRITERION_UNASSESSED")

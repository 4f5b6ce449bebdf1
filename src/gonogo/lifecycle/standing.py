"""Standing: what follows for each item from the facts, the ledger and the time. Pure and total.

Rules (design §5):
1. A claim that is not completion is `open`; its obligations are shown all the same.
2. Of a completion claim the worst obligation decides: refuted, unproven, stale, documented, waived, proven.
3. Empty never passes: with no command and no evidence that resolved, the claim is `unproven`.
4. Evidence that resolves is a met obligation and no more: without a command the item is `documented`.
5. A run proves the inputs that it ran on; on other inputs a green run is stale and a red one says nothing.
6. Proof is transitive: what is refuted, unproven, open, cancelled, unknown or on a cycle makes its dependents
   `unproven`; what is stale, documented or waived makes them that. Children count as dependencies once the claim needs
   them closed, except that a cancelled child is closed; a documentation baseline does not close a child.
7. A phase that claims `done` claims `signed_off`, and that asks for signatures.
8. A key that is not unique binds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from gonogo.lifecycle.commands import judge_command
from gonogo.lifecycle.proofs import judge_criteria, judge_evidence, judge_presence
from gonogo.model.evidence import Tier
from gonogo.model.graph import Graph
from gonogo.model.item import CLOSED, COMPLETION, Item, Kind, Status
from gonogo.model.links import Links, link
from gonogo.model.standing import SEVERITY, Facts, ItemFacts, Obligation, ObligationKind, Standing, Verdict
from gonogo.model.state import State

INHERITED = frozenset({"DEPENDENCY_UNMET", "CHILD_UNMET"})
"""Codes of obligations that fail only because another item fails."""
_CLOSES_CHILDREN = frozenset({Status.DONE, Status.SIGNED_OFF, Status.READY_FOR_SIGNOFF})
"""Claims that ask for closed children."""


def derive(facts: Facts, state: State, now: str) -> dict[str, Verdict]:
    """Return the verdict of every item by key, in document order.

    now: RFC 3339 UTC; only `max_age` depends on it.
    """
    by_key = {seen.item.key: seen for seen in facts.items}
    links = link(seen.item for seen in facts.items)
    graph = proof_graph((seen.item for seen in facts.items), links)
    circle = {key: index for index, group in enumerate(graph.cycles) for key in group}
    found: dict[str, Verdict] = {}
    for key in graph.acyclic.order:
        seen = by_key[key]
        own = _own_obligations(seen, state, now, facts.max_age)
        near = [*_dependencies(seen.item, links, found, circle), *_children(seen.item, links, found, circle)]
        found[key] = _conclude(seen, (*near, *own))
    return {key: found[key] for key in by_key}


def proof_graph(items: Iterable[Item], links: Links) -> Graph:
    """Return the graph along which proof travels: dependencies, and children where their parent's claim asks for it."""
    return Graph.of(
        {
            item.key: (*(key for _, key in links.needs[item.key] if key is not None), *_asked_children(item, links))
            for item in items
        }
    )


def effective_claim(item: Item) -> Status:
    """Return what the item claims: on a phase, `done` means `signed_off`."""
    if item.kind is Kind.PHASE and item.status is Status.DONE:
        return Status.SIGNED_OFF
    return item.status


def worst(standings: Iterable[Standing]) -> Standing | None:
    """Return the worst of some standings, or None of none."""
    return min(standings, key=SEVERITY.__getitem__, default=None)


def counts(obligation: Obligation) -> bool:
    """Whether an obligation can lower its item: evidence that is merely there is met, and lowers nothing."""
    if obligation.standing is None:
        return False
    return obligation.kind is not ObligationKind.EVIDENCE or obligation.standing is not Standing.DOCUMENTED


def _own_obligations(seen: ItemFacts, state: State, now: str, max_age: int | None) -> tuple[Obligation, ...]:
    commands = tuple(judge_command(fact, state, now, max_age) for fact in seen.commands)
    evidence = judge_evidence(seen, state)
    obligations = [*commands, *evidence, *judge_criteria(seen, (*commands, *evidence))]
    if seen.duplicated:
        obligations.insert(
            0,
            Obligation(
                kind=ObligationKind.IDENTITY,
                subject=seen.item.id or seen.item.key,
                standing=Standing.UNPROVEN,
                code="ID_DUPLICATE",
                message=f"the id {seen.item.id} stands on more than one item, so nothing is bound to it",
            ),
        )
    claim = effective_claim(seen.item)
    if claim is Status.SIGNED_OFF:
        obligations.append(
            Obligation(
                kind=ObligationKind.SIGNOFF,
                subject="sign-off",
                standing=Standing.UNPROVEN,
                code="SIGNOFF_MISSING",
                message="no one has signed this off in the ledger",
            )
        )
    if claim in COMPLETION:
        obligations.extend(judge_presence(seen, claim, commands, evidence))
    return tuple(obligations)


def _dependencies(item: Item, links: Links, found: dict[str, Verdict], circle: dict[str, int]) -> list[Obligation]:
    return [
        _inherit(ObligationKind.DEPENDENCY, name, key, found, _together(item.key, key, circle))
        if key is not None
        else _meaningless(name, links)
        for name, key in links.needs[item.key]
    ]


def _children(item: Item, links: Links, found: dict[str, Verdict], circle: dict[str, int]) -> list[Obligation]:
    return [
        _inherit(ObligationKind.CHILD, key, key, found, _together(item.key, key, circle))
        for key in _asked_children(item, links)
    ]


def _asked_children(item: Item, links: Links) -> tuple[str, ...]:
    return links.children.get(item.key, ()) if effective_claim(item) in _CLOSES_CHILDREN else ()


def _together(one: str, other: str, circle: dict[str, int]) -> bool:
    return one in circle and circle.get(other) == circle[one]


def _meaningless(name: str, links: Links) -> Obligation:
    """Return the obligation that a dependency is whose name means no item."""
    code, message = "DEPENDENCY_UNKNOWN", f"{name} is in no tracker of this workspace"
    if links.is_ambiguous(name):
        code, message = "ID_DUPLICATE", f"{name} stands on more than one item, so it means none of them"
    return Obligation(
        kind=ObligationKind.DEPENDENCY, subject=name, standing=Standing.UNPROVEN, code=code, message=message
    )


def _inherit(kind: ObligationKind, name: str, key: str, found: dict[str, Verdict], circular: bool) -> Obligation:
    """Return the obligation that another item's proof is."""
    if circular:
        code, message = "DEPENDENCY_CYCLE", f"{name} depends on this item in turn"
        return Obligation(kind=kind, subject=key, standing=Standing.UNPROVEN, code=code, message=message)
    verdict = found[key]
    standing, code, state = Standing.UNPROVEN, f"{kind.name}_UNMET", verdict.standing.value
    if kind is ObligationKind.CHILD and verdict.claim is Status.CANCELLED:
        return Obligation(kind=kind, subject=key, standing=Standing.PROVEN, message="cancelled")
    if verdict.standing is Standing.OPEN or (kind is ObligationKind.CHILD and verdict.claim not in CLOSED):
        state = verdict.claim.replace("_", " ")
    elif verdict.standing is Standing.PROVEN:
        return Obligation(kind=kind, subject=key, standing=Standing.PROVEN)
    elif verdict.standing in {Standing.STALE, Standing.DOCUMENTED, Standing.WAIVED}:
        standing = verdict.standing
    return Obligation(kind=kind, subject=key, standing=standing, code=code, message=f"{key} is {state}")


def _conclude(seen: ItemFacts, obligations: tuple[Obligation, ...]) -> Verdict:
    claim = effective_claim(seen.item)
    lowering = [o for o in obligations if counts(o)]
    lowest = worst(o.standing for o in lowering if o.standing is not None) or Standing.PROVEN
    standing = lowest if claim in COMPLETION else Standing.OPEN
    reasons = [o for o in lowering if o.standing is lowest and o.code is not None]
    # What can be mended at the item itself is said before what it waits for.
    reason = next((o for o in reasons if o.code not in INHERITED), reasons[0] if reasons else None)
    if claim is Status.UNKNOWN and seen.item.status_raw:
        reason = Obligation(
            kind=ObligationKind.IDENTITY,
            subject=seen.item.status_raw,
            standing=Standing.UNPROVEN,
            code="STATUS_UNKNOWN",
            message=f"the status {seen.item.status_raw!r} is in neither the legend nor the dialect",
        )
        obligations = (reason, *obligations)
    elif (standing is Standing.OPEN and claim in CLOSED) or (
        standing is Standing.DOCUMENTED and claim is Status.DOC_BASELINE
    ):
        reason = None  # nothing more is asked
    proven_by_run = any(o.kind is ObligationKind.COMMAND and o.standing is Standing.PROVEN for o in obligations)
    documented = any(o.kind is ObligationKind.EVIDENCE and o.standing is Standing.DOCUMENTED for o in obligations)
    tier = Tier.TEST if proven_by_run else Tier.DOCUMENT if documented else None
    return Verdict(key=seen.item.key, claim=claim, standing=standing, tier=tier, obligations=obligations, reason=reason)

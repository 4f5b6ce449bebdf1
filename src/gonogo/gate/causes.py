"""Root causes: from the items that fail a gate, down to what is to be mended, the most useful first. Pure.

Rules:
1. An obligation that fails only because another item fails is no cause; the other item's failing obligations are. Only
   failing obligations are followed: a child that need not be closed, or is cancelled, is nobody's cause.
2. What one act mends is one cause: a missing program, a shared command, a circle, all that one `gonogo verify` would
   refresh.
3. A cause unblocks the items of the scope that fail now and have it below them, counted once each.
4. More unblocked comes first; ties keep the order of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from gonogo.lifecycle.standing import INHERITED, counts, proof_graph
from gonogo.model.decision import Cause
from gonogo.model.graph import Graph
from gonogo.model.item import COMPLETION
from gonogo.model.links import link
from gonogo.model.standing import Facts, Obligation, ObligationKind, Standing, Verdict
from gonogo.reasons import CATALOGUE

_MENDED_BY_ONE_VERIFY = {
    "COMMAND_NOT_RUN",
    "INPUTS_CHANGED",
    "RUN_OUTDATED",
    "RUN_TOO_OLD",
    "EVIDENCE_CHANGED",
    "RUN_LOST",
}


class Failure(Struct, frozen=True, kw_only=True):
    """Why an item in scope fails: its own obligations, and whether what it depends on matters too."""

    own: tuple[Obligation, ...]
    follow: bool = True


def root_causes(
    facts: Facts,
    verdicts: Mapping[str, Verdict],
    failures: Mapping[str, Failure],
    accept: Iterable[Standing],
) -> tuple[Cause, ...]:
    """Return the causes of these failures."""
    if not failures:
        return ()
    items = [seen.item for seen in facts.items]
    graph = proof_graph(items, link(items))
    circle = {key: group[0] for group in graph.cycles for key in group}
    blamed = _blame(verdicts, failures, {*accept})
    groups: dict[tuple[str, str], list[tuple[str, Obligation]]] = {}
    for key in verdicts:
        for obligation in blamed.get(key, ()):
            groups.setdefault(_group(key, obligation, circle), []).append((key, obligation))
    above = _above(graph, failures)
    causes = [_cause(group, members, above) for group, members in groups.items()]
    return tuple(sorted(causes, key=lambda cause: -cause.unblocks))


def _blame(
    verdicts: Mapping[str, Verdict], failures: Mapping[str, Failure], enough: set[Standing]
) -> dict[str, tuple[Obligation, ...]]:
    """Return, by key, the obligations that are causes: of the failing items, and of what they wait for."""
    blamed: dict[str, tuple[Obligation, ...]] = {}
    queue = list(failures)
    seen = set(queue)
    for key in queue:
        failure = failures.get(key)
        own = failure.own if failure is not None else _own_causes(verdicts[key], enough)
        blamed[key] = tuple(o for o in own if o.code is not None and o.code not in INHERITED)
        if failure is not None and not failure.follow:
            continue
        for obligation in verdicts[key].obligations:
            need = obligation.subject
            if obligation.code in INHERITED and obligation.standing not in enough and need not in seen:
                seen.add(need)
                queue.append(need)
    return blamed


def _own_causes(verdict: Verdict, enough: set[Standing]) -> tuple[Obligation, ...]:
    """Return what makes an item fail that only matters because others wait for it."""
    claim = verdict.claim.replace("_", " ")
    if verdict.claim not in COMPLETION:
        return (_standing_in_the_way(verdict, "NOT_COMPLETE", f"is {claim}, and others build on it"),)
    own = tuple(o for o in verdict.obligations if counts(o) and o.standing not in enough)
    if all(o.code is None for o in own):  # its own claim is met, and asks for less than what builds on it
        return (_standing_in_the_way(verdict, "DOC_BASELINE_ONLY", f"claims {claim}, and others build on it"),)
    return own


def _standing_in_the_way(verdict: Verdict, code: str, message: str) -> Obligation:
    return Obligation(
        kind=ObligationKind.IDENTITY, subject=verdict.key, standing=Standing.UNPROVEN, code=code, message=message
    )


def _group(key: str, obligation: Obligation, circle: Mapping[str, str]) -> tuple[str, str]:
    code = obligation.code or ""
    if code in _MENDED_BY_ONE_VERIFY:
        return code, ""
    if code == "DEPENDENCY_CYCLE":
        return code, circle.get(key, key)
    if code == "COMMAND_NOT_FOUND":
        return code, obligation.message or obligation.subject
    if code in {"PROOF_ABSENT", "NOT_SIGNED", "SIGNOFF_MISSING"}:
        return code, key
    return code, obligation.subject


def _above(graph: Graph, failures: Mapping[str, Failure]) -> dict[str, int]:
    """Return, by key, a bit set of the failing items at or above it: one bit an item, so that unions are cheap."""
    bit = {key: 1 << index for index, key in enumerate(failures)}
    above = {key: bit.get(key, 0) for key in graph.needs}
    for key in reversed(graph.acyclic.order):
        for need in graph.needs[key]:
            above[need] |= above[key]
    return above


def _cause(group: tuple[str, str], members: list[tuple[str, Obligation]], above: Mapping[str, int]) -> Cause:
    code, _ = group
    keys = tuple(dict.fromkeys(key for key, _ in members))
    first = members[0][1]
    reached = 0
    for key in keys:
        reached |= above.get(key, 0)
    reason = CATALOGUE.get(code)
    message = first.message or (reason.meaning if reason else code)
    if len(keys) > 1 and code in _MENDED_BY_ONE_VERIFY:
        message = f"{len(members)} of these"
    elif len(keys) > 1 and code == "DEPENDENCY_CYCLE":
        message = f"{len(keys)} items depend on each other"
    return Cause(
        code=code,
        subject=_subject(code, keys, first),
        items=keys,
        message=message,
        hint=first.hint or (reason.remedy if reason else None),
        unblocks=reached.bit_count(),
    )


def _subject(code: str, keys: tuple[str, ...], first: Obligation) -> str:
    if code in _MENDED_BY_ONE_VERIFY:
        return first.subject if len(keys) == 1 else f"{len(keys)} items"
    return first.subject

"""Root causes: from the items that fail a gate, down to what is to be mended, the most useful first. Pure.

Rules:
1. An obligation that fails only because another item fails is no cause; the other item's failing obligations are.
2. What one act mends is one cause: a missing program, a shared command, all that one `gonogo verify` would refresh.
3. A cause unblocks the items of the scope that fail now and have it below them, counted once each.
4. More unblocked comes first; ties keep the order of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from gonogo.lifecycle.standing import INHERITED, counts
from gonogo.model.decision import Cause
from gonogo.model.graph import Graph
from gonogo.model.item import CLOSED, COMPLETION, Status
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
    graph = link(seen.item for seen in facts.items).proof_graph()
    enough = {*accept}
    blamed = _blame(graph, verdicts, failures, enough)
    groups: dict[tuple[str, str], list[tuple[str, Obligation]]] = {}
    for key in verdicts:
        for obligation in blamed.get(key, ()):
            groups.setdefault(_group(key, obligation), []).append((key, obligation))
    above = _above(graph, failures)
    causes = [_cause(group, members, above) for group, members in groups.items()]
    return tuple(sorted(causes, key=lambda cause: -cause.unblocks))


def _blame(
    graph: Graph, verdicts: Mapping[str, Verdict], failures: Mapping[str, Failure], enough: set[Standing]
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
        for need in graph.needs.get(key, ()):
            if need not in seen and _fails(verdicts[need], enough):
                seen.add(need)
                queue.append(need)
    return blamed


def _own_causes(verdict: Verdict, enough: set[Standing]) -> tuple[Obligation, ...]:
    """Return what makes an item fail that only matters because others wait for it."""
    if verdict.claim in COMPLETION:
        return tuple(o for o in verdict.obligations if counts(o) and o.standing not in enough)
    return (
        Obligation(
            kind=ObligationKind.IDENTITY,
            subject=verdict.key,
            standing=Standing.UNPROVEN,
            code="NOT_COMPLETE",
            message=f"is {verdict.claim.replace('_', ' ')}, and others build on it",
        ),
    )


def _fails(verdict: Verdict, enough: set[Standing]) -> bool:
    if verdict.claim is Status.CANCELLED or verdict.claim not in CLOSED | COMPLETION:
        return True
    return verdict.standing not in enough


def _group(key: str, obligation: Obligation) -> tuple[str, str]:
    code = obligation.code or ""
    if code in _MENDED_BY_ONE_VERIFY:
        return code, ""
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
    several = len(keys) > 1 and code in _MENDED_BY_ONE_VERIFY
    reason = CATALOGUE.get(code)
    return Cause(
        code=code,
        subject=_subject(code, keys, first),
        items=keys,
        message=f"{len(members)} of these" if several else first.message or (reason.meaning if reason else code),
        hint=first.hint or (reason.remedy if reason else None),
        unblocks=reached.bit_count(),
    )


def _subject(code: str, keys: tuple[str, ...], first: Obligation) -> str:
    if code in _MENDED_BY_ONE_VERIFY:
        return first.subject if len(keys) == 1 else f"{len(keys)} items"
    return first.subject

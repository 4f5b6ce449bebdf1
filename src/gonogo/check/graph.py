"""What is wrong with dependencies: ids that nobody bears, circles, and claims on what is not done. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from gonogo.check.cycles import shortest_cycle
from gonogo.check.elsewhere import Elsewhere
from gonogo.check.needs import binding_needs, is_met
from gonogo.check.rule import Rule, at_item, called, claimed
from gonogo.check.scene import Scene
from gonogo.model.graph import Graph
from gonogo.model.item import COMPLETION, Finding, Item, Severity, Status

_UNDER_WAY = frozenset({Status.IN_PROGRESS, Status.READY_FOR_SIGNOFF})
_SHOWN = 8
"""Items that a message names."""


def find_unknown_dependencies(scene: Scene) -> Iterator[Finding]:
    """Yield DEPENDENCY_UNKNOWN for each dependency that no item bears; an id of several is told of as ID_DUPLICATE.

    A document that says that it is an extract of a larger one, or where the rest is to be found, is believed.
    """
    elsewhere = Elsewhere(scene)
    for item in scene.items:
        for name, key in scene.links.needs[item.key]:
            if key is None and not scene.links.is_ambiguous(name) and not elsewhere.has(item, name):
                yield at_item(
                    "DEPENDENCY_UNKNOWN",
                    Severity.ERROR,
                    item,
                    f"{called(item)} depends on {name}, which is in no tracker of this workspace",
                    hint="correct the id, or add the item",
                    cell="depends_on",
                )


def find_cycles(scene: Scene) -> Iterator[Finding]:
    """Yield DEPENDENCY_CYCLE for each group of items that depend on each other: its shortest circle, at its first."""
    needs = {item.key: tuple(need.key for _, need in binding_needs(scene, item)) for item in scene.items}
    graph = Graph.of(needs)
    for group in graph.cycles:
        circle = shortest_cycle(group, graph.needs)
        first = scene.by_key[circle[0]]
        names = [called(scene.by_key[key]) for key in circle]
        shown = [*names[:_SHOWN], "…"] if len(names) > _SHOWN else names
        told = f"{names[0]} depends on itself" if len(names) == 1 else f"{len(names)} items depend on each other"
        path = "" if len(names) == 1 else f": {' → '.join((*shown, names[0]))}"
        more = f"; {len(group)} items hang together in this way" if len(group) > len(circle) else ""
        yield at_item(
            "DEPENDENCY_CYCLE",
            Severity.ERROR,
            first,
            f"{told}{path}{more}",
            hint="remove one of these dependencies" if len(names) > 1 else "remove the dependency",
            cell="depends_on",
        )


def find_open_dependencies(scene: Scene) -> Iterator[Finding]:
    """Yield DEPENDENCY_OPEN for each item that claims to be done or under way on what is not done."""
    for item in scene.items:
        if not item.depends_on or not (item.status in COMPLETION or item.status in _UNDER_WAY):
            continue
        unmet = [need for name, need in binding_needs(scene, item) if not is_met(scene, item, name, need)]
        if unmet:
            done = item.status in COMPLETION
            yield at_item(
                "DEPENDENCY_OPEN",
                Severity.ERROR if done else Severity.WARNING,
                item,
                f"{called(item)} claims {claimed(item)} and depends on {_standings(unmet)}",
                hint=_cure(unmet[0], done=done),
                cell="depends_on",
            )


def _standings(items: list[Item]) -> str:
    told = [f"{called(item)} ({claimed(item)})" for item in items[:_SHOWN]]
    if len(items) > _SHOWN:
        told.append(f"{len(items) - _SHOWN} more")
    return f"{', '.join(told)}, which {'is' if len(items) == 1 else 'are'} not done"


def _cure(need: Item, *, done: bool) -> str:
    if need.status is Status.CANCELLED:
        return f"{called(need)} was cancelled: depend on what took its place, or on nothing"
    return f"finish {called(need)} first, or {'take the claim back' if done else 'correct the dependency'}"


RULES = (
    Rule(code="DEPENDENCY_UNKNOWN", severity=Severity.ERROR, find=find_unknown_dependencies),
    Rule(code="DEPENDENCY_CYCLE", severity=Severity.ERROR, find=find_cycles),
    Rule(code="DEPENDENCY_OPEN", severity=Severity.ERROR, find=find_open_dependencies),
)

"""Dependency graphs over keys: order, cycles, layers, the critical path. Linear in nodes and edges, never by path.

Nodes keep the order in which they were given; every answer breaks ties by it, so that the same tracker always gives the
same order. Algorithms: Kahn (1962) for order, Tarjan (1972) for cycles, longest path over the order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush


@dataclass(frozen=True)
class Graph:
    """`needs[key]` are the keys that `key` depends on; names that are no node are left out when it is made."""

    needs: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, needs: Mapping[str, Iterable[str]]) -> Graph:
        """Return a graph of these nodes, without edges to unknown names and without double edges."""
        return cls({key: tuple(dict.fromkeys(n for n in wanted if n in needs)) for key, wanted in needs.items()})

    @cached_property
    def dependents(self) -> dict[str, tuple[str, ...]]:
        """By key, those that depend on it directly, in document order."""
        inverse: dict[str, list[str]] = {key: [] for key in self.needs}
        for key, wanted in self.needs.items():
            for need in wanted:
                inverse[need].append(key)
        return {key: tuple(found) for key, found in inverse.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The nodes, each after those it depends on, else as given; without those on or behind cycles."""
        place = {key: index for index, key in enumerate(self.needs)}
        missing = {key: len(wanted) for key, wanted in self.needs.items()}
        keys = list(self.needs)
        ready = [place[key] for key, count in missing.items() if count == 0]
        found: list[str] = []
        while ready:
            key = keys[heappop(ready)]
            found.append(key)
            for dependent in self.dependents[key]:
                missing[dependent] -= 1
                if missing[dependent] == 0:
                    heappush(ready, place[dependent])
        return tuple(found)

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """The groups of nodes that lie on cycles with each other, each in document order."""
        ordered = set(self.order)
        rest = {
            key: tuple(n for n in wanted if n not in ordered)
            for key, wanted in self.needs.items()
            if key not in ordered
        }
        place = {key: index for index, key in enumerate(self.needs)}
        groups = (group for group in _components(rest) if len(group) > 1 or group[0] in rest[group[0]])
        return tuple(sorted((tuple(sorted(g, key=place.__getitem__)) for g in groups), key=lambda g: place[g[0]]))

    @cached_property
    def acyclic(self) -> Graph:
        """The same nodes without the edges inside cycles, so that its order holds every node."""
        circle = {key: index for index, group in enumerate(self.cycles) for key in group}
        if not circle:
            return self
        return Graph(
            {
                key: tuple(need for need in wanted if key not in circle or circle.get(need) != circle[key])
                for key, wanted in self.needs.items()
            }
        )

    @cached_property
    def layers(self) -> dict[str, int]:
        """By key, the length of the longest chain below it; nodes on or behind cycles are left out."""
        depth: dict[str, int] = {}
        for key in self.order:
            depth[key] = max((depth[need] + 1 for need in self.needs[key]), default=0)
        return depth

    def critical_path(self, weights: Mapping[str, float] | None = None) -> tuple[str, ...]:
        """Return the heaviest chain of dependencies, first node first; a node weighs 1 unless `weights` says else."""
        best: dict[str, float] = {}
        before: dict[str, str | None] = {}
        for key in self.order:
            heaviest = max(self.needs[key], key=lambda need: best[need], default=None)
            before[key] = heaviest
            best[key] = (best[heaviest] if heaviest else 0.0) + (weights or {}).get(key, 1.0)
        end = max(self.order, key=lambda key: best[key], default=None)
        path: list[str] = []
        while end is not None:
            path.append(end)
            end = before[end]
        return tuple(reversed(path))

    def reach(self, start: str, edges: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
        """Return what can be reached from `start` (by `needs` unless other edges are given), itself first."""
        edges = self.needs if edges is None else edges
        seen = {start: None}
        queue = [start]
        for key in queue:
            for near in edges.get(key, ()):
                if near not in seen:
                    seen[near] = None
                    queue.append(near)
        return tuple(seen)


def _components(needs: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Return the strongly connected components (Tarjan), with a stack of our own: trackers may be deep."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    held: set[str] = set()
    found: list[list[str]] = []
    for root in needs:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        held.add(root)
        walk = [(root, iter(needs[root]))]
        while walk:
            key, rest = walk[-1]
            for near in rest:
                if near not in index:
                    index[near] = low[near] = len(index)
                    stack.append(near)
                    held.add(near)
                    walk.append((near, iter(needs[near])))
                    break
                if near in held:
                    low[key] = min(low[key], index[near])
            else:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[key])
                if low[key] == index[key]:
                    found.append(_unwind(stack, held, key))
    return found


def _unwind(stack: list[str], held: set[str], until: str) -> list[str]:
    group: list[str] = []
    while not group or group[-1] != until:
        group.append(stack.pop())
        held.discard(group[-1])
    return group

"""The shortest circle in a group of items that depend on each other. Pure.

A breadth-first walk from an item finds the shortest circle through it; then the item is taken out, and with it
whatever no longer lies on any circle. So a plain ring costs one walk, and a dense group has short circles that end
each walk early. What is left after `MOST_STEPS` is not looked at: then the circle is a short one, not surely the
shortest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MOST_STEPS = 2_000_000


def shortest_cycle(group: Iterable[str], needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys of the shortest circle within a strongly connected group, from its first one in group order."""
    order = {key: place for place, key in enumerate(group)}
    rest = _Rest(order, needs)
    best: tuple[str, ...] = ()
    steps = 0
    for key in order:
        if key not in rest.needs:
            continue
        found, cost = rest.through(key, len(best) - 1 if best else len(order))
        best = found or best
        steps += cost
        if len(best) == 1 or steps > MOST_STEPS:
            break
        rest.remove(key)
    first = best.index(min(best, key=order.__getitem__)) if best else 0
    return best[first:] + best[:first]


class _Rest:
    """The items of a group that are still looked at, and the edges between them in both directions."""

    def __init__(self, order: Mapping[str, int], needs: Mapping[str, tuple[str, ...]]) -> None:
        self.needs: dict[str, dict[str, None]] = {
            key: {need: None for need in needs[key] if need in order} for key in order
        }
        self._needed: dict[str, dict[str, None]] = {key: {} for key in order}
        for key, wanted in self.needs.items():
            for need in wanted:
                self._needed[need][key] = None

    def through(self, start: str, longest: int) -> tuple[tuple[str, ...], int]:
        """Return the shortest circle through an item of at most that length, and how many edges were looked at."""
        before: dict[str, str] = {}
        steps = 0
        level = [start]
        for _ in range(longest):
            following = []
            for key in level:
                for need in self.needs[key]:
                    steps += 1
                    if need == start:
                        return self._path(before, start, key), steps
                    if need not in before:
                        before[need] = key
                        following.append(need)
            level = following
        return (), steps

    def remove(self, key: str) -> None:
        """Take an item out, and every item that thereby needs nobody or is needed by nobody."""
        leaving = [key]
        while leaving:
            gone = leaving.pop()
            if gone not in self.needs:
                continue
            for need in self.needs.pop(gone):
                self._needed[need].pop(gone, None)
                if not self._needed[need]:
                    leaving.append(need)
            for dependent in self._needed.pop(gone):
                if dependent in self.needs:
                    self.needs[dependent].pop(gone, None)
                    if not self.needs[dependent]:
                        leaving.append(dependent)

    @staticmethod
    def _path(before: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
        path = [end]
        while path[-1] != start:
            path.append(before[path[-1]])
        return tuple(reversed(path))

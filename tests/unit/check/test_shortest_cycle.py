"""The shortest circle in a group, and what it costs to find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gonogo.check.cycles import shortest_cycle
from gonogo.model.graph import Graph


class Counted(Mapping[str, tuple[str, ...]]):
    """Edges that count how often they are looked up."""

    def __init__(self, edges: dict[str, tuple[str, ...]]) -> None:
        self.edges, self.looks = edges, 0

    def __getitem__(self, key: str) -> tuple[str, ...]:
        self.looks += 1
        return self.edges[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.edges)

    def __len__(self) -> int:
        return len(self.edges)


def ring(size: int) -> dict[str, tuple[str, ...]]:
    return {str(n): (str((n + 1) % size),) for n in range(size)}


def by_hand(graph: Graph, group: tuple[str, ...]) -> int:
    """Return the length of the shortest circle in a group, by a walk from each of its nodes."""
    lengths = []
    for start in group:
        level, steps = {start}, 0
        while steps <= len(group):
            level = {need for key in level for need in graph.needs[key] if need in group}
            steps += 1
            if start in level:
                lengths.append(steps)
                break
    return min(lengths)


GRAPHS = st.integers(1, 9).flatmap(
    lambda size: st.lists(st.sets(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size)
)


@given(GRAPHS)
def test_shortest_circle_is_a_circle_and_none_is_shorter(rows: list[set[int]]) -> None:
    graph = Graph.of({str(n): [str(need) for need in sorted(needs)] for n, needs in enumerate(rows)})
    for group in graph.cycles:
        circle = shortest_cycle(group, graph.needs)
        assert all(other in graph.needs[one] for one, other in pairwise((*circle, circle[0])))
        assert len(set(circle)) == len(circle) == by_hand(graph, group)
        assert circle[0] == min(circle, key=group.index)


def test_item_that_depends_on_itself() -> None:
    assert shortest_cycle(("a",), {"a": ("a",)}) == ("a",)


def test_short_circle_inside_a_long_one() -> None:
    needs = {**ring(50), "20": ("21", "19")}
    assert shortest_cycle(tuple(needs), needs) == ("19", "20")


def test_circle_begins_with_its_first_item_in_the_group() -> None:
    assert shortest_cycle(("b", "a", "c"), {"a": ("c",), "b": ("a",), "c": ("b",)}) == ("b", "a", "c")


def test_edges_are_looked_up_once_however_long_the_ring() -> None:
    edges = Counted(ring(5_000))
    assert len(shortest_cycle(tuple(edges), edges)) == 5_000
    assert edges.looks == 5_000


def test_dense_group_ends_early() -> None:
    names = [str(n) for n in range(120)]
    needs = {name: tuple(other for other in names if other != name) for name in names}
    assert shortest_cycle(names, needs) == ("0", "1")

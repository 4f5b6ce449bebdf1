"""The dependency graph: order, cycles, layers, critical path; against rustworkx where an oracle exists."""

from __future__ import annotations

import pytest
import rustworkx
from hypothesis import given
from hypothesis import strategies as st

from gonogo.model.graph import Graph

DIAMOND = Graph.of({"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]})


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    size = draw(st.integers(0, 12))
    names = [f"n{index}" for index in range(size)]
    edges = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=30)) if names else []
    needs: dict[str, list[str]] = {name: [] for name in names}
    for one, other in edges:
        needs[one].append(other)
    return Graph.of(needs)


def oracle(graph: Graph) -> tuple[rustworkx.PyDiGraph[str, None], dict[str, int]]:
    digraph: rustworkx.PyDiGraph[str, None] = rustworkx.PyDiGraph()
    index = {key: digraph.add_node(key) for key in graph.needs}
    for key, needs in graph.needs.items():
        for need in needs:
            digraph.add_edge(index[need], index[key], None)
    return digraph, index


def test_order_keeps_the_document_where_dependencies_allow() -> None:
    assert Graph.of({"z": [], "a": [], "m": ["a"]}).order == ("z", "a", "m")
    assert Graph.of({"m": ["a"], "z": [], "a": []}).order == ("z", "a", "m")


def test_unknown_names_and_double_edges_are_left_out() -> None:
    assert Graph.of({"a": ["b", "b", "ghost"], "b": []}).needs == {"a": ("b",), "b": ()}


def test_a_circle_is_named_and_what_is_behind_it_has_no_order() -> None:
    graph = Graph.of({"a": ["b"], "b": ["a"], "c": ["a"], "d": []})
    assert graph.cycles == (("a", "b"),)
    assert graph.order == ("d",)
    assert graph.acyclic.order == ("a", "b", "c", "d")


def test_an_item_that_depends_on_itself_is_a_circle() -> None:
    assert Graph.of({"a": ["a"]}).cycles == (("a",),)


def test_the_critical_path_is_the_heaviest_chain() -> None:
    assert DIAMOND.critical_path() == ("a", "b", "d")
    assert DIAMOND.critical_path({"c": 5.0}) == ("a", "c", "d")
    assert Graph.of({}).critical_path() == ()


def test_layers_count_the_longest_chain_below() -> None:
    assert DIAMOND.layers == {"a": 0, "b": 1, "c": 1, "d": 2}


@pytest.mark.parametrize(("start", "reached"), [("d", {"a", "b", "c", "d"}), ("a", {"a"})])
def test_reach_follows_needs(start: str, reached: set[str]) -> None:
    assert set(DIAMOND.reach(start)) == reached


def test_a_chain_of_many_thousands_needs_no_recursion() -> None:
    chain = Graph.of({f"n{i}": [f"n{i - 1}"] if i else ["n19999"] for i in range(20_000)})
    assert len(chain.cycles[0]) == 20_000


def test_work_is_by_node_and_not_by_path() -> None:
    """Sixty layers of diamonds have 2^60 paths and only 120 nodes."""
    needs = {
        f"{layer}.{side}": [f"{layer - 1}.0", f"{layer - 1}.1"] if layer else []
        for layer in range(60)
        for side in (0, 1)
    }
    graph = Graph.of(needs)
    assert len(graph.order) == 120
    assert len(graph.critical_path()) == 60


@given(graphs())
def test_order_and_cycles_agree_with_rustworkx(graph: Graph) -> None:
    digraph, index = oracle(graph)
    names = {number: key for key, number in index.items()}
    theirs = {
        frozenset(names[number] for number in group)
        for group in rustworkx.strongly_connected_components(digraph)
        if len(group) > 1 or digraph.has_edge(group[0], group[0])
    }
    assert {frozenset(group) for group in graph.cycles} == theirs
    place = {key: number for number, key in enumerate(graph.acyclic.order)}
    assert set(place) == set(graph.needs)
    for key, needs in graph.acyclic.needs.items():
        assert all(place[need] < place[key] for need in needs)


@given(graphs())
def test_the_critical_path_is_as_long_as_the_longest_that_rustworkx_finds(graph: Graph) -> None:
    acyclic = graph.acyclic
    digraph, _ = oracle(acyclic)
    assert len(acyclic.critical_path()) == (rustworkx.dag_longest_path_length(digraph) + 1 if acyclic.needs else 0)

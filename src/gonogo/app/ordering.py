"""Order: what can be worked on, what waits for what, and the matrix. From the items alone, with their verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from gonogo.app.reading import Workspace
from gonogo.lifecycle.standing import INHERITED
from gonogo.model.board import GraphView, MatrixView, NextRow, Row
from gonogo.model.graph import Graph
from gonogo.model.item import CLOSED, COMPLETION, Item, Kind, Status
from gonogo.model.standing import Standing, Verdict


def next_rows(workspace: Workspace, verdicts: Mapping[str, Verdict], *, everything: bool) -> tuple[NextRow, ...]:
    """Return the execution order: every item after what it depends on; or only what can be worked on now.

    Workable is what is open with all its dependencies closed, and what claims completion and itself lacks proof. What
    unblocks most comes first there; the whole order keeps the document's.
    """
    graph = workspace.links.dependency_graph()
    waiting = _waiting(workspace)
    unblocks = _unblocks(graph, {key for key, verdict in verdicts.items() if not _finished(verdict)})
    rows = tuple(
        NextRow(
            item=workspace.by_key[key],
            verdict=verdicts[key],
            ready=_workable(workspace.by_key[key], verdicts[key], waiting[key]),
            waits_for=waiting[key],
            unblocks=unblocks[key],
            layer=graph.layers.get(key),
        )
        for key in graph.acyclic.order
        if workspace.by_key[key].kind is not Kind.BOUNDARY
    )
    if everything:
        return rows
    return tuple(sorted((row for row in rows if row.ready), key=lambda row: -row.unblocks))


def graph_view(workspace: Workspace, verdicts: Mapping[str, Verdict]) -> GraphView:
    """Return items and dependencies with layers, circles and the critical path."""
    graph = workspace.links.dependency_graph()
    unknown = {
        key: tuple(name for name, meant in needs if meant is None) for key, needs in workspace.links.needs.items()
    }
    return GraphView(
        rows=tuple(Row(item=item, verdict=verdicts[item.key]) for item in workspace.items),
        needs=dict(graph.needs),
        unknown={key: names for key, names in unknown.items() if names},
        critical_path=graph.critical_path(),
        cycles=graph.cycles,
        layers=graph.layers,
    )


def matrix_view(workspace: Workspace) -> MatrixView:
    """Return the 0/1 dependency matrix of the items that have ids; of those that are linked, where some have none."""
    graph = workspace.links.dependency_graph()
    linked = tuple(key for key in graph.needs if graph.needs[key] or graph.dependents[key])
    named = tuple(key for key in graph.needs if workspace.by_key[key].id is not None)
    keys = named if set(linked) <= set(named) else linked
    wanted = {key: set(needs) for key, needs in graph.needs.items()}
    return MatrixView(
        keys=keys,
        labels=tuple(workspace.by_key[key].id or key for key in keys),
        cells=tuple(tuple(int(column in wanted[row]) for column in keys) for row in keys),
    )


def _waiting(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return, by key, the dependencies that are not closed: keys, or ids that nobody bears."""
    return {
        key: tuple(
            meant or name
            for name, meant in needs
            if meant is None or workspace.by_key[meant].status not in CLOSED | {Status.DOC_BASELINE}
        )
        for key, needs in workspace.links.needs.items()
    }


def _workable(item: Item, verdict: Verdict, waiting: tuple[str, ...]) -> bool:
    if verdict.claim in COMPLETION:
        return any(
            o.code is not None
            and o.code not in INHERITED
            and o.standing not in {None, Standing.PROVEN, Standing.WAIVED}
            for o in verdict.obligations
        )
    return item.status is not Status.CANCELLED and not waiting


def _finished(verdict: Verdict) -> bool:
    return verdict.claim is Status.CANCELLED or verdict.standing is Standing.PROVEN


def _unblocks(graph: Graph, unfinished: set[str]) -> dict[str, int]:
    """Return, by key, how many unfinished items wait for it; a bit an item makes unions cheap."""
    bit = {key: 1 << index for index, key in enumerate(unfinished)}
    above = dict.fromkeys(graph.needs, 0)
    for key in reversed(graph.acyclic.order):
        for need in graph.acyclic.needs[key]:
            above[need] |= above[key] | bit.get(key, 0)
    return {key: found.bit_count() for key, found in above.items()}

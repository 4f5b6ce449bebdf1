"""A flowchart's nodes and edges to items, dependencies and containment.

Rules:
1. A node whose class is a status is an item; an arrow between two of them makes the second depend on the first.
2. A node that bears its own class's name explains the class: a legend, no item.
3. Any other node that fans out, and a subgraph, contains what it points at or holds: such a child names it as
   workstream, and as parent where the container is an item itself.
   Without a status of its own a child is an item only where the container or the heading says that it is still open.
4. Whatever is left, nodes and edges, is kept as structures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from gonogo.model.item import Finding, Item, Kind, Severity, Spans, Status, StructureType
from gonogo.tracker.diagram import Diagram, Line, Place, findings_of, span_of, structure_of
from gonogo.tracker.flowchart import Edge, Flow, Node, read_flow
from gonogo.tracker.statuses import StatusReader

_PHASE = re.compile(r"(?:phase|ph|p|stage|wave)[\s_-]?\d+[a-z]?$", re.IGNORECASE)
_PHASE_LABEL = re.compile(r"(?:^|\W)(?:phase|stage|wave|фаза|阶段|フェーズ|etappe|fase)(?:\W|\d|$)", re.IGNORECASE)
_MILESTONE = re.compile(r"\bmile-?stone\b", re.IGNORECASE)
_OPEN_WORDS = re.compile(
    r"\b(?:open|outstanding|pending|remaining|to-?do|not started|unfinished|backlog)\b", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NEGATION = frozenset({"not", "non", "un", "no", "never", "isnt", "pre"})
_ABBREVIATED = {"inprog": "in progress", "prog": "in progress", "wip": "in progress", "notstart": "not started"}


def read_flowchart(place: Place, lines: list[Line]) -> Diagram:
    """Return the items, dependencies and containments of a flowchart."""
    flow = read_flow(lines)
    statuses = {node.id: found for node in flow.nodes.values() if (found := _status(node, place.statuses))}
    legend = {name for name in statuses if _is_legend(flow.nodes[name], place.statuses)}
    for name in legend:
        del statuses[name]
    parents, opened = _contain(flow, statuses, place)
    told = {*statuses, *opened}
    needs: dict[str, dict[str, None]] = {}
    loose: list[tuple[int, tuple[str, ...]]] = []
    for edge in flow.edges:
        if edge.arrow and edge.source in statuses and edge.target in statuses and edge.source != edge.target:
            needs.setdefault(edge.target, {})[edge.source] = None
        else:
            loose.append((edge.line, (edge.source, edge.target, edge.label)))
    phases = sum(_is_phase(flow.nodes[name]) for name in statuses) * 2 >= len(statuses)
    containers = {name: flow.nodes[parent] for name, parent in parents.items() if parent in flow.nodes}
    items = tuple(
        _node_item(place, node, statuses.get(name), tuple(needs.get(name, ())), containers.get(name), phases=phases)
        for name, node in flow.nodes.items()
        if name in told
    )
    items = tuple(item if item.parent in told else msgspec.structs.replace(item, parent=None) for item in items)
    others = [
        (node.at.line, (node.id, node.label or node.id, " ".join(node.classes)))
        for node in flow.nodes.values()
        if node.id not in told and node.id not in legend
    ]
    signs = [
        (flow.nodes[n].at.line, (flow.nodes[n].label or n, " ".join(flow.nodes[n].classes)))
        for n in flow.nodes
        if n in legend
    ]
    structures = (
        *structure_of(place, StructureType.OTHER, ("node", "label", "class"), others),
        *structure_of(place, StructureType.OTHER, ("from", "to", "label"), loose),
        *structure_of(place, StructureType.LEGEND, ("label", "class"), signs),
    )
    findings = findings_of(place, flow.faults)
    if flow.overflow:
        findings = (*findings, _overflow(place, lines))
    return Diagram(items, structures, findings)


def _overflow(place: Place, lines: list[Line]) -> Finding:
    return Finding(
        code="INPUT_NESTED",
        severity=Severity.ERROR,
        message="the diagram's groups multiply to more edges than gonogo reads; the rest was left out",
        hint="write fewer nodes into one `A & B --> C & D`",
        path=place.path,
        line=lines[0].line if lines else 1,
    )


def _status(node: Node, statuses: StatusReader) -> tuple[str, Status] | None:
    """The first class of a node that is a status, as written and as understood."""
    for name in node.classes:
        status = status_of_class(name, statuses)
        if status is not None:
            return name, status
    return None


def _is_legend(node: Node, statuses: StatusReader) -> bool:
    """A node that is named as its own class explains the class; it is no item."""
    tight = {re.sub(r"[\W_]+", "", name).casefold() for name in node.classes}
    names = {re.sub(r"[\W_]+", "", text).casefold() for text in (node.id, node.label or node.id)}
    return (bool(tight & names) and statuses.exact(node.label or node.id) is not None) or tight >= names


def _is_phase(node: Node) -> bool:
    return node.is_subgraph or bool(_PHASE.match(node.id) or _PHASE_LABEL.search(node.label or ""))


def _contain(flow: Flow, statuses: Mapping[str, object], place: Place) -> tuple[dict[str, str], set[str]]:
    """Return the parents of contained nodes, and the contained nodes that are open items for want of a status."""
    parents: dict[str, str] = {}
    opened: set[str] = set()
    for name, node in flow.nodes.items():
        if node.subgraph is not None and (name in statuses):
            parents[name] = node.subgraph
    fans: dict[str, list[Edge]] = {}
    led, leads = set(), set()
    for edge in flow.edges:
        leads.add(edge.source)
        led.add(edge.target)
        if edge.source not in statuses and edge.arrow:
            fans.setdefault(edge.source, []).append(edge)
    for name, edges in fans.items():
        if len(edges) < 2 or flow.nodes[name].decision:  # noqa: PLR2004 -- one arrow is no fan
            continue
        for edge in edges:
            if edge.target in statuses:
                parents.setdefault(edge.target, name)
        bare = [edge.target for edge in edges if edge.target not in statuses]
        is_root = name not in led and not any(edge.label for edge in edges)
        if is_root and not leads.intersection(bare) and _says_open(flow.nodes[name], place.heading):
            for target in bare:
                parents.setdefault(target, name)
                opened.add(target)
    return parents, opened


def _says_open(node: Node, heading: str | None) -> bool:
    label = node.label or node.id
    return bool(_OPEN_WORDS.search(label) and " " in label.strip()) or bool(heading and _OPEN_WORDS.search(heading))


def _node_item(
    place: Place,
    node: Node,
    status: tuple[str, Status] | None,
    needs: tuple[str, ...],
    container: Node | None,
    *,
    phases: bool,
) -> Item:
    label = node.label or node.id
    cells = {"title": span_of(node.at, *node.label_at)} if node.label_at else {}
    if node.class_at and status and node.at.text[slice(*node.class_at)] == status[0]:
        cells["status"] = span_of(node.at, *node.class_at)
    kind = (
        Kind.MILESTONE
        if _MILESTONE.search(label)
        else Kind.PHASE
        if status and (phases or _is_phase(node))
        else Kind.TASK
    )
    return Item(
        id=node.id,
        key=node.id,
        title=label,
        kind=kind,
        workstream=(container.label or container.id) if container else None,
        parent=container.id if container else None,
        status_raw=status[0] if status else None,
        status=status[1] if status else Status.NOT_STARTED,
        depends_on=needs,
        path=place.path,
        line=node.at.line,
        span=Spans(span_of(node.at, node.begin, node.end), cells),
    )


def status_of_class(name: str, statuses: StatusReader) -> Status | None:
    """Return the status that a class name stands for: `inProgress`, `in-progress`, `must-open` and the like."""
    spaced = " ".join(re.split(r"[-_\s]+", _CAMEL.sub(" ", name))).casefold().strip()
    words = spaced.split()
    if not words:
        return None
    squeezed = "".join(words)
    for form in (spaced, _ABBREVIATED.get(squeezed, squeezed), _unsqueezed(squeezed)):
        if form and (status := statuses.exact(form)) is not None:
            return status
    if len(words) > 1 and not _NEGATION.intersection(words):
        return statuses.exact(words[-1])
    return None


def _unsqueezed(word: str) -> str | None:
    """`notstarted` and its like, which are two words to everyone but a class name."""
    for lead in ("not", "in", "ready for", "signed", "to", "on", "doc"):
        tight = lead.replace(" ", "")
        if word.startswith(tight) and len(word) > len(tight) + 1:
            return f"{lead} {word[len(tight) :]}"
    return None

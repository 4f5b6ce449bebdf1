"""Mermaid diagrams as parts of a tracker.

Rules:
1. Flowcharts (`nodes`) and gantt charts (`gantt`) give items; a state diagram is a workflow: transitions.
2. A sequence diagram is a structure too; other kinds of diagram say nothing about items and are left to the reader.
3. Items that the document lists elsewhere, by id or by title, are joined to those: a diagram adds no duplicate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from gonogo.model.item import Item, Span, Structure, StructureType
from gonogo.tracker.diagram import Diagram, Line, Place, clean_label, split_lines, structure_of
from gonogo.tracker.gantt import read_gantt
from gonogo.tracker.nodes import read_flowchart

DIAGRAM = re.compile(
    r"(?P<flow>flowchart(?:-elk)?|graph)(?:[ \t]+(?:TB|TD|BT|RL|LR|[<>^v]))?[ \t]*;?$"
    r"|(?P<gantt>gantt)$|(?P<states>stateDiagram(?:-v2)?)$|(?P<sequence>sequenceDiagram)$"
    r"|(?P<other>(?:pie|journey|mindmap|timeline|classDiagram|erDiagram|gitGraph|quadrantChart|kanban|C4\w+)\b.*)"
)
"""The first line of a diagram."""

_TRANSITION = re.compile(r"(?P<a>\[\*\]|[^\s:]+)[ \t]*-->[ \t]*(?P<b>\[\*\]|[^\s:]+)[ \t]*(?::(?P<label>.*))?$")
_STATE = re.compile(r'state[ \t]+"(?P<label>[^"]*)"[ \t]+as[ \t]+(?P<id>\S+)')
_MESSAGE = re.compile(
    r"(?P<a>[^-:]+?)[ \t]*(?P<arrow><?<?--?(?:>>|>|x|\)))[+-]?[ \t]*(?P<b>[^:]+?)[ \t]*:(?P<label>.*)$"
)


def read_diagram(place: Place, data: bytes, span: Span, line: int) -> Diagram:
    """Return what the diagram in these bytes says; the span may include its fence, which `line` numbers."""
    lines = split_lines(data, span, line)
    kind = None
    while lines and kind is None:
        first = lines.pop(0)
        kind = DIAGRAM.match(first.text)
        if kind is None and first.text and not first.text.startswith("%%"):
            return Diagram()
    if kind is None:
        return Diagram()
    read = _READERS.get(kind.lastgroup or "")
    return read(place, lines) if read else Diagram()


def join(diagram: Diagram, items: Iterable[Item]) -> Diagram:
    """Return the diagram without the items that are listed already, and with its references turned to those."""
    ids: dict[str, str] = {}
    titles: dict[str, str] = {}
    for item in items:
        if item.id:
            ids.setdefault(item.id.casefold(), item.key)
        if item.title:
            titles.setdefault(" ".join(item.title.casefold().split()), item.key)
    names: dict[str, str] = {}
    for item in diagram.items:
        title = " ".join((item.title or "").casefold().split())
        lead = title.split(" ", 1)[0].rstrip(".:")
        known = ids.get((item.id or "").casefold()) or ids.get(lead) or titles.get(title)
        if known is not None:
            names[item.key] = known
    if not names:
        return diagram
    kept = tuple(_renamed(item, names) for item in diagram.items if item.key not in names)
    gone = [item for item in diagram.items if item.key in names]
    told = Structure(
        type=StructureType.OTHER,
        columns=("id", "title", "status", "depends on"),
        rows=tuple((i.id or "", i.title or "", i.status_raw or "", ", ".join(i.depends_on)) for i in gone),
        lines=tuple(item.line for item in gone),
        fields=("id", "title", "status", "depends_on"),
        items=tuple(names[item.key] for item in gone),
        statuses=tuple(item.status if item.status_raw else None for item in gone),
        path=gone[0].path,
        line=gone[0].line,
    )
    return Diagram(kept, (*diagram.structures, told), diagram.findings)


def _renamed(item: Item, names: Mapping[str, str]) -> Item:
    return msgspec.structs.replace(
        item,
        parent=names.get(item.parent, item.parent) if item.parent else None,
        depends_on=tuple(names.get(name, name) for name in item.depends_on),
    )


def _read_states(place: Place, lines: list[Line]) -> Diagram:
    labels: dict[str, str] = {}
    rows: list[tuple[int, tuple[str, ...]]] = []
    for line in lines:
        if named := _STATE.match(line.text):
            labels[named["id"]] = named["label"]
        elif found := _TRANSITION.match(line.text):
            rows.append((line.line, (found["a"], found["b"], clean_label(found["label"] or ""))))
    rows = [(at, (labels.get(a, a), labels.get(b, b), label)) for at, (a, b, label) in rows]
    return Diagram((), structure_of(place, StructureType.STATES, ("from", "to", "label"), rows))


def _read_sequence(place: Place, lines: list[Line]) -> Diagram:
    rows = [
        (line.line, (found["a"], found["b"], clean_label(found["label"])))
        for line in lines
        if (found := _MESSAGE.match(line.text))
    ]
    return Diagram((), structure_of(place, StructureType.OTHER, ("from", "to", "label"), rows))


_READERS = {"flow": read_flowchart, "gantt": read_gantt, "states": _read_states, "sequence": _read_sequence}

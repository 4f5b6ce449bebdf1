"""The text of a mermaid flowchart to its nodes and edges, in linear time and without understanding what they mean.

Reads what authors write: chains (`A --> B --> C`), groups (`A & B --> C`), labels in either notation (`-- text -->`,
`-->|text|`), every arrow (`-->`, `-.->`, `==>`, `---`, `<-->`, `~~~`), shapes, quoted labels, `:::class`,
`class A,B name`, `classDef` and `subgraph`. Lines that are none of these are kept as faults, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gonogo.tracker.diagram import Line, clean_label

MOST_EDGES = 500_000
"""`A & B & … --> C & D & …` multiplies; beyond this the diagram is not read further."""

_NODE = re.compile(r"[ \t]*((?:[\w!#$*+.?/\\]|-(?=[^>\-.\s])|=(?!=))+)")
_CLASS = re.compile(r"[ \t]*:::[ \t]*(\w(?:\w|-(?=\w))*(?:,\w(?:\w|-(?=\w))*)*)")
_AMPERSAND = re.compile(r"[ \t]*&(?!\w+;)")
_PLAIN_LINK = re.compile(
    r"[ \t]*(?:\w+@)?(?P<back><|[xo](?=[-=]))?"
    r"(?P<body>-{2,}>|-{2,}[xo](?=[\s|])|-{3,}|-\.+->?|={2,}>|={2,}[xo](?=[\s|])|={3,}|~{3,})"
    r"(?:[ \t]*\|(?P<label>[^|]*)\|)?"
)
_TEXT_LINK = re.compile(
    r"[ \t]*(?:\w+@)?(?P<back><|[xo](?=[-=]))?"
    r"(?:--(?P<solid>.*?)(?P<a>(?<!-)-{2,}+[>xo]?)|-\.(?P<dotted>.*?)(?P<b>(?<!\.)\.++->?)"
    r"|==(?P<thick>.*?)(?P<c>(?<!=)={2,}+[>xo]?))(?=[\s\w|\"]|$)"
)
_CLOSERS = {"[": "]", "(": ")", "{": "}", ">": "]"}
_SHAPED = (("(", ")"), ("[", "]"), ("{", "}"), ("/", "/"), ("\\", "\\"), ("/", "\\"), ("\\", "/"))
_SUBGRAPH = re.compile(r"subgraph(?:[ \t]+(?P<id>[^\s\[\"]+)?[ \t]*(?:\[(?P<label>.*)\])?(?P<rest>.*))?$")
_OTHER = re.compile(r"(?:style|linkStyle|click|direction|accTitle|accDescr|title)\b|[^\s:]+@\{")


@dataclass(slots=True)
class Node:
    """A node as it is best described anywhere in the diagram; `at` and the columns place that description."""

    id: str
    at: Line
    begin: int
    end: int
    label: str | None = None
    label_at: tuple[int, int] | None = None
    decision: bool = False
    classes: list[str] = field(default_factory=list)
    class_at: tuple[int, int] | None = None
    subgraph: str | None = None
    is_subgraph: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge; `arrow` tells that it points from `source` to `target` only."""

    source: str
    target: str
    label: str
    arrow: bool
    line: int


@dataclass(slots=True)
class Flow:
    """All of a flowchart, nodes in order of first mention."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    defined: set[str] = field(default_factory=set)
    """Names of `classDef`."""
    faults: list[Line] = field(default_factory=list)
    overflow: bool = False


def read_flow(lines: Iterable[Line]) -> Flow:
    """Return the nodes and edges of a flowchart's lines (without its `flowchart TB` line)."""
    flow = Flow()
    stack: list[str | None] = []
    for line in lines:
        text = line.text
        word = text.split(None, 1)[0] if text else ""
        if word in ("", "end", "end;") or text.startswith("%%"):
            if word.startswith("end") and stack:
                stack.pop()
        elif word == "classDef":
            flow.defined.update(text.split()[1].split(",") if len(text.split()) > 1 else ())
        elif word == "class":
            _assign(flow, line)
        elif word == "subgraph":
            stack.append(_subgraph(flow, line, stack[-1] if stack else None))
        elif not _OTHER.match(text) and not _Chain(flow, line, stack[-1] if stack else None).read():
            flow.faults.append(line)
    return flow


def _assign(flow: Flow, line: Line) -> None:
    parts = line.text.rstrip(";").split(None, 1)[-1].rsplit(None, 1)
    if len(parts) != 2 or line.text.startswith("class ") is False:  # noqa: PLR2004 -- names, class
        flow.faults.append(line)
        return
    for name in parts[0].replace(",", " ").split():
        node = flow.nodes.get(name)
        if node is None:
            node = flow.nodes[name] = Node(name, line, 0, len(line.text))
        node.classes.append(parts[1])


def _subgraph(flow: Flow, line: Line, outer: str | None) -> str | None:
    found = _SUBGRAPH.match(line.text)
    if found is None:
        return outer
    label = found["label"] or (f"{found['id'] or ''}{found['rest'] or ''}")
    name = found["id"] or clean_label(label)
    if not name:
        return outer
    node = flow.nodes.setdefault(name, Node(name, line, 0, len(line.text)))
    node.at, node.begin, node.end = line, 0, len(line.text)
    node.label, node.is_subgraph, node.subgraph = clean_label(label), True, outer
    return name


class _Chain:
    """One statement: groups of nodes with links between them. Each character is looked at a bounded number of times."""

    def __init__(self, flow: Flow, line: Line, subgraph: str | None) -> None:
        self.flow, self.line, self.text, self.subgraph = flow, line, line.text, subgraph
        self.at = 0

    def read(self) -> bool:
        """Add the statement to the flow; False where some of it is not understood."""
        while True:
            left = self._group()
            if left is None:
                return False
            while self._rest() not in ("", ";"):
                link = self._link()
                right = self._group() if link else None
                if link is None or right is None:
                    return False
                self._join(left, right, *link)
                left = right
            if not self._rest():
                return True
            self.at = len(self.text) - len(self.text[self.at :].lstrip("; \t"))
            if not self._rest():
                return True

    def _rest(self) -> str:
        """The next character that is no blank."""
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1
        return self.text[self.at : self.at + 1]

    def _group(self) -> list[str] | None:
        names: list[str] = []
        while True:
            name = self._node()
            if name is None:
                return None
            names.append(name)
            more = _AMPERSAND.match(self.text, self.at)
            if not more:
                return names
            self.at = more.end()

    def _node(self) -> str | None:
        found = _NODE.match(self.text, self.at)
        if not found:
            return None
        name, begin = found[1], found.start(1)
        self.at = found.end()
        label = None
        shape = self.text[self.at : self.at + 1]
        if shape in _CLOSERS and shape:
            label = self._label()
            if label is None:
                return None
        elif self.text.startswith("@{", self.at):
            self.at = self.text.find("}", self.at) + 1 or len(self.text)
        node = self.flow.nodes.get(name)
        if node is None:
            node = self.flow.nodes[name] = Node(name, self.line, begin, self.at, subgraph=self.subgraph)
        if label is not None:
            node.at, node.begin, node.label_at = self.line, begin, label
            node.label, node.decision = clean_label(self.text[label[0] : label[1]]), shape == "{"
        self._classes(node, begin)
        return name

    def _classes(self, node: Node, begin: int) -> None:
        found = _CLASS.match(self.text, self.at)
        if found:
            node.classes.extend(found[1].split(","))
            node.at, node.begin, node.class_at = self.line, begin, found.span(1)
            self.at = found.end()
        if node.at is self.line and node.begin == begin:
            node.end = self.at

    def _label(self) -> tuple[int, int] | None:
        """Step over a shape and return the columns of the text in it."""
        text, start = self.text, self.at
        inner = start
        while inner < len(text) and text[inner] in "[({>/\\":
            inner += 1
        if text[inner : inner + 1] == '"':
            close = text.find('"', inner + 1)
            if close < 0:
                return None
            self.at = close + 1
            while self.at < len(text) and text[self.at] in "])}/\\>":
                self.at += 1
            return inner + 1, close
        end = _closing(text, start)
        if end is None:
            return None
        self.at = end + 1
        return _unshape(text, start + 1, end)

    def _link(self) -> tuple[str, bool] | None:
        found = _PLAIN_LINK.match(self.text, self.at)
        if found:
            self.at = found.end()
            body = found["body"]
            arrow = body.endswith(">") and not found["back"]
            return (clean_label(found["label"] or ""), arrow) if not body.startswith("~") else ("", False)
        found = _TEXT_LINK.match(self.text, self.at)
        if not found:
            return None
        self.at = found.end()
        label = found["solid"] or found["dotted"] or found["thick"] or ""
        head = found["a"] or found["b"] or found["c"] or ""
        return clean_label(label), head.endswith(">") and not found["back"]

    def _join(self, left: list[str], right: list[str], label: str, arrow: bool) -> None:
        if len(self.flow.edges) + len(left) * len(right) > MOST_EDGES:
            self.flow.overflow = True
            return
        line = self.line.line
        self.flow.edges.extend(Edge(source, target, label, arrow, line) for source in left for target in right)


def _closing(text: str, start: int) -> int | None:
    opener, closer = text[start], _CLOSERS[text[start]]
    depth = 0
    for at in range(start, len(text)):
        char = text[at]
        if char == closer:
            depth -= 1
            if depth <= 0:
                return at
        elif char == opener:
            depth += 1
    return None


def _unshape(text: str, begin: int, end: int) -> tuple[int, int]:
    """Narrow `((label))` to `label`."""
    while end - begin > 1 and (text[begin], text[end - 1]) in _SHAPED:
        begin, end = begin + 1, end - 1
    return begin, end

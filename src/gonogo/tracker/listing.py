"""Lists of entries in a tree: which mappings are items, which keys are which fields, and what contains what.

Rules:
1. A list (or a mapping by id) whose mappings mostly have a title or id lists items when they state a status, or when
   its key can mean nothing else (`tasks`, `phases` …). Anything else is data: jobs, steps, people, prices.
2. A key is a field by the words of the dialect's columns: `dependsOn`, `depends_on` and `Depends On` are one.
3. Items inside an item are its children. A root that is no list and states title and status is one item.
4. A node that aliases repeat is listed once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field

from gonogo.model.item import Kind
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.statuses import StatusReader
from gonogo.tracker.tree import Mapping, Node, Scalar, Sequence

KINDS = {
    "phase": Kind.PHASE,
    "stage": Kind.PHASE,
    "milestone": Kind.MILESTONE,
    "deliverable": Kind.DELIVERABLE,
    "checklist": Kind.CHECKBOX,
    "check": Kind.CHECKBOX,
    "task": Kind.TASK,
    "subtask": Kind.TASK,
    "item": Kind.TASK,
    "todo": Kind.TASK,
    "ticket": Kind.TASK,
    "issue": Kind.TASK,
    "epic": Kind.TASK,
    "story": Kind.TASK,
    "user story": Kind.TASK,
    "feature": Kind.TASK,
    "requirement": Kind.TASK,
    "gate": Kind.TASK,
    "step": Kind.TASK,
    "action": Kind.TASK,
    "action item": Kind.TASK,
    "work item": Kind.TASK,
    "workstream": Kind.TASK,
    "criterion": Kind.CHECKBOX,
}
"""What a list's key says its entries are, in the singular."""

_CERTAIN = frozenset(
    {
        *("task", "subtask", "milestone", "phase", "deliverable", "todo", "checklist", "epic", "story", "user story"),
        *("action item", "work item"),
    }
)
"""Of these, what is a list of items even where no entry states a status."""

_TITLES = ("title", "title2", "title3", "title4", "title5", "title6")
_DONE_FLAGS = frozenset(
    {"done", "completed", "complete", "passes", "passed", "finished", "checked", "closed", "resolved"}
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MOST = 0.6


@dataclass(slots=True, eq=False)
class Entry:
    """One mapping that is an item: its fields by name, with the key as written, and its place."""

    mapping: Mapping
    fields: dict[str, tuple[str, Node]]
    rest: dict[str, Node]
    kind: Kind
    section: str | None
    parent: Entry | None
    name: str | None = None
    """The key under which it stands in a mapping by id."""
    flag: bool = False
    """Its status is a yes or no to `done`."""


@dataclass(slots=True)
class Other:
    """A list of mappings that are no items."""

    name: str | None
    rows: list[Mapping] = field(default_factory=list)


def find_entries(roots: list[Node], dialect: Dialect, statuses: StatusReader) -> tuple[list[Entry], list[Other]]:
    """Return the items of a tree in document order, and the lists that are none."""
    walk = _Walk(dialect, statuses)
    for root in roots:
        walk.visit(root, None, None)
    if not walk.entries:
        for root in roots:
            walk.single(root)
    return walk.entries, walk.others


class _Walk:
    """Visits each node once; the trees are shallow enough (`tree.DEEPEST`) to recurse."""

    def __init__(self, dialect: Dialect, statuses: StatusReader) -> None:
        self.dialect, self.statuses = dialect, statuses
        self.entries: list[Entry] = []
        self.others: list[Other] = []
        self._seen: set[int] = set()
        self._fields: dict[str, tuple[str, float] | None] = {}

    def visit(self, node: Node, name: str | None, parent: Entry | None) -> None:
        """Find the items in a node that stands under a key, inside an item or not."""
        if isinstance(node, Scalar) or id(node) in self._seen:
            return
        self._seen.add(id(node))
        listed = list(_listed(node))
        if listed and self._lists_items(listed, name, parent, by_name=isinstance(node, Mapping)):
            for key, mapping in listed:
                self._enter(mapping, name, parent, key)
            return
        if isinstance(node, Sequence):
            rows = [item for item in node.items if isinstance(item, Mapping)]
            if rows and len(rows) == len(node.items):
                self.others.append(Other(name, rows))
        for key, child in _children(node):
            self.visit(child, key or name, parent)

    def single(self, root: Node) -> None:
        """Take the root itself for an item where it states title and status."""
        if isinstance(root, Mapping) and self._stated(root) and self._named(root):
            self._enter(root, None, None, None)

    def _enter(self, mapping: Mapping, name: str | None, parent: Entry | None, key: str | None) -> None:
        if key is not None and id(mapping) in self._seen:
            return
        self._seen.add(id(mapping))
        fields, rest, flag = self._assign(mapping)
        kind = KINDS.get(_singular(name or ""), Kind.TASK)
        entry = Entry(mapping, fields, rest, kind, name, parent, key, flag)
        self.entries.append(entry)
        used = {id(value) for _, value in fields.values()}
        for inner, child in mapping.entries.items():
            if isinstance(child, Scalar) or id(child) in used:
                continue
            before = len(self.entries)
            self.visit(child, inner, entry)
            if len(self.entries) > before:
                entry.rest.pop(inner, None)

    def _lists_items(
        self, listed: list[tuple[str | None, Mapping]], name: str | None, parent: Entry | None, *, by_name: bool
    ) -> bool:
        mappings = [mapping for _, mapping in listed]
        stated = sum(self._stated(mapping) for mapping in mappings)
        named = sum(self._named(mapping) for mapping in mappings)
        says = _singular(name or "") in _CERTAIN
        if by_name:
            return stated >= _MOST * len(mappings) and (says or named >= _MOST * len(mappings) or len(mappings) > 1)
        if named < _MOST * len(mappings):
            return False
        return stated >= _MOST * len(mappings) or says or (parent is not None and stated > 0)

    def _stated(self, mapping: Mapping) -> bool:
        for key, value in mapping.entries.items():
            if isinstance(value, Scalar) and not value.null:
                if _spaced(key) in _DONE_FLAGS and value.text.casefold() in ("true", "false"):
                    return True
                if self._field(key) == "status" and self.statuses.cell(value.text) is not None:
                    return True
        return False

    def _named(self, mapping: Mapping) -> bool:
        return any(
            isinstance(value, Scalar) and not value.null and (self._field(key) or "") in ("id", *_TITLES)
            for key, value in mapping.entries.items()
        )

    def _field(self, key: str) -> str | None:
        known = self._known(key)
        return known[0] if known else None

    def _known(self, key: str) -> tuple[str, float] | None:
        if key not in self._fields:
            self._fields[key] = _meaning(key, self.dialect)
        return self._fields[key]

    def _assign(self, mapping: Mapping) -> tuple[dict[str, tuple[str, Node]], dict[str, Node], bool]:
        """Give each field the key that says it best; the others remain."""
        best: dict[str, tuple[float, str]] = {}
        merged = _merged(mapping)
        for key, value in merged.items():
            known = self._known(key)
            if known is None or not _fits(known[0], value):
                continue
            name = "title" if known[0] in _TITLES else known[0]
            if name not in best or known[1] > best[name][0]:
                best[name] = (known[1], key)
        flag = False
        if "status" not in best:
            done = [key for key, value in merged.items() if _spaced(key) in _DONE_FLAGS and isinstance(value, Scalar)]
            if done:
                best["status"], flag = (0.0, done[0]), True
        fields = {name: (key, merged[key]) for name, (_, key) in best.items() if name in _TAKEN}
        taken = {key for key, _ in fields.values()}
        return fields, {key: value for key, value in merged.items() if key not in taken}, flag


def _meaning(key: str, dialect: Dialect) -> tuple[str, float] | None:
    """Return the field that a key means, and how surely."""
    found = [meaning for meaning in dialect.meanings(_spaced(key)) if meaning.sureness > 1]
    ranked = [(m.field, m.sureness - 0.1 * (_TITLES.index(m.field) if m.field in _TITLES else 0)) for m in found]
    return max(ranked, key=lambda pair: pair[1], default=None)


def field_of(key: str, dialect: Dialect) -> str | None:
    """Return the field that a key means, every word for a title being `title`."""
    known = _meaning(key, dialect)
    return None if known is None else "title" if known[0] in _TITLES else known[0]


_TAKEN = frozenset(
    {
        *("id", "title", "status", "owner", "target", "depends_on", "verify", "evidence", "exit_criteria"),
        *("workstream", "priority", "parent", "links"),
    }
)
_LISTS = frozenset({"depends_on", "verify", "evidence", "exit_criteria", "links", "owner"})


def _fits(name: str, value: Node) -> bool:
    if isinstance(value, Scalar):
        return True
    if isinstance(value, Sequence):
        return name in _LISTS
    return name == "verify"


def _merged(mapping: Mapping) -> MappingType[str, Node]:
    """The entries of a mapping with those that `<<` takes over from another."""
    base = mapping.entries.get("<<")
    if base is None:
        return mapping.entries
    sources = base.items if isinstance(base, Sequence) else [base]
    found: dict[str, Node] = {key: value for key, value in mapping.entries.items() if key != "<<"}
    for source in sources:
        if isinstance(source, Mapping):
            for key, value in source.entries.items():
                if key != "<<":
                    found.setdefault(key, value)
    return found


def _listed(node: Node) -> Iterator[tuple[str | None, Mapping]]:
    """The mappings of a list, or of a mapping all of whose values are mappings."""
    if isinstance(node, Sequence):
        yield from ((None, item) for item in node.items if isinstance(item, Mapping))
    elif isinstance(node, Mapping) and all(isinstance(value, Mapping) for value in node.entries.values()):
        yield from ((key, value) for key, value in node.entries.items() if isinstance(value, Mapping))


def _children(node: Node) -> Iterator[tuple[str | None, Node]]:
    if isinstance(node, Sequence):
        yield from ((None, item) for item in node.items)
    elif isinstance(node, Mapping):
        yield from node.entries.items()


def _spaced(key: str) -> str:
    return re.sub(r"[-_\s]+", " ", _CAMEL.sub(" ", key)).strip().casefold()


def _singular(name: str) -> str:
    text = _spaced(name)
    if text.endswith("ies"):
        return text[:-3] + "y"
    if text == "criteria":
        return "criterion"
    return text.removesuffix("s")

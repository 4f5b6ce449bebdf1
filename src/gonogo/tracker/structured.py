"""YAML and JSON trackers: their entries to items by the same words as a Markdown table's columns."""

from __future__ import annotations

import hashlib
import re

from gonogo.model.item import Item, Kind, Reading, Span, Spans, Status
from gonogo.tracker.dialect import Dialect, normal
from gonogo.tracker.drafts import anchor, visible
from gonogo.tracker.entry_tables import Others, entry_tables, loose_values, text_of
from gonogo.tracker.identifiers import dependencies, untyped
from gonogo.tracker.lengths import shorten_values
from gonogo.tracker.listing import Entry, find_entries
from gonogo.tracker.references import commands, is_command, links, references
from gonogo.tracker.silences import yaml_silences
from gonogo.tracker.statuses import StatusReader
from gonogo.tracker.tree import Mapping, Node, Scalar, Sequence, read_json, read_yaml

_INNER = {
    "depends_on": ("id", "task", "key", "name", "ref"),
    "evidence": ("path", "file", "url", "href", "ref", "reference", "artifact", "link", "test", "commit", "id"),
    "links": ("url", "href", "link", "ref", "id"),
    "verify": ("command", "cmd", "run", "verify", "script"),
    "exit_criteria": ("criterion", "criteria", "text", "title", "description", "name"),
    "owner": ("name", "handle", "login", "id", "email"),
}
"""Where a list holds mappings, the key that carries the value."""


def read_structured(path: str, data: bytes, dialect: Dialect) -> Reading:
    """Return what a YAML or JSON document lists; raises InputError where it cannot be read."""
    json = path.casefold().endswith(".json")
    roots = read_json(path, data) if json else read_yaml(path, data)
    findings = shorten_values(path, roots)
    statuses = StatusReader(dialect)
    entries, lists = find_entries(roots, dialect, statuses)
    builder = _Builder(path, data, dialect, statuses)
    items = builder.build(entries)
    ids = {item.id.casefold(): item.key for item in reversed(items) if item.id}
    titles = {normal(item.title): item.key for item in reversed(items) if item.title}
    others = Others(path, data, dialect, statuses, ids, titles)
    return Reading(
        path=path,
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        items=items,
        findings=findings,
        structures=tuple(others.structure(listed) for listed in lists),
        tables=entry_tables(entries, builder.key),
        passages=loose_values(roots, entries),
        silences=() if json else yaml_silences(data, roots, items),
    )


class _Builder:
    """Makes the items of one document."""

    def __init__(self, path: str, data: bytes, dialect: Dialect, statuses: StatusReader) -> None:
        self.path, self.data, self.dialect, self.statuses = path, data, dialect, statuses
        self.ids: dict[str, str] = {}
        self.keys: dict[int, str] = {}

    def build(self, entries: list[Entry]) -> tuple[Item, ...]:
        for entry in entries:
            name = self._name(entry)
            if name:
                self.ids.setdefault(name.casefold(), name)
            self.keys[id(entry)] = name or self._anchor(entry)
        return tuple(self._item(entry) for entry in entries)

    def key(self, entry: Entry) -> str:
        """Return the key that `build` gave to an entry."""
        return self.keys[id(entry)]

    def _anchor(self, entry: Entry) -> str:
        return anchor(self.path, entry.section, self._text(entry, "title"))

    def _name(self, entry: Entry) -> str | None:
        return self._text(entry, "id") or (visible(entry.name)[0] if entry.name else None)

    def _known(self, token: str) -> str | None:
        return self.ids.get(token.casefold())

    def _text(self, entry: Entry, name: str) -> str | None:
        """A field's value on one line; None for nothing and for placeholders."""
        value = entry.fields.get(name, ("", None))[1]
        if isinstance(value, Sequence):
            text = ", ".join(_texts(value, _INNER.get(name, ())))
        else:
            text = value.text if isinstance(value, Scalar) and not value.null else ""
        text = visible(" ".join(text.split()))[0]
        if name not in ("id", "title") and self.dialect.is_placeholder(text):
            return None
        return text or None

    def _item(self, entry: Entry) -> Item:
        raw, status = self._status(entry)
        cells = {name: value.span for name, (_, value) in entry.fields.items()}
        parent = self.keys[id(entry.parent)] if entry.parent is not None else self._text(entry, "parent")
        name = self._name(entry)
        return Item(
            id=name,
            key=self.keys[id(entry)],
            title=self._text(entry, "title") or name,
            workstream=self._text(entry, "workstream"),
            priority=self._text(entry, "priority"),
            owner=self._text(entry, "owner"),
            target=self._text(entry, "target"),
            kind=self._kind(entry),
            parent=self._known(parent) or parent if parent else None,
            status_raw=raw,
            status=status,
            depends_on=self._depends_on(entry),
            verify=self._verify(entry),
            evidence=self._evidence(entry),
            exit_criteria=tuple(self._list(entry, "exit_criteria")),
            links=self._links(entry),
            extra=self._extra(entry),
            path=self.path,
            line=entry.mapping.line,
            span=Spans(_trimmed(self.data, entry.mapping.span), cells),
        )

    def _kind(self, entry: Entry) -> Kind:
        for key in ("type", "kind"):
            value = entry.rest.get(key)
            if isinstance(value, Scalar) and value.text.casefold() in ("phase", "milestone", "deliverable", "task"):
                return Kind(value.text.casefold())
        return entry.kind

    def _status(self, entry: Entry) -> tuple[str | None, Status]:
        key, value = entry.fields.get("status", ("", None))
        if not isinstance(value, Scalar) or value.null:
            return None, Status.UNKNOWN
        if entry.flag and value.text.casefold() in ("true", "false"):
            return f"{key}: {value.text}", Status.DONE if value.text.casefold() == "true" else Status.NOT_STARTED
        return value.text, self.statuses.cell(value.text) or Status.UNKNOWN

    def _list(self, entry: Entry, name: str) -> list[str]:
        value = entry.fields.get(name, ("", None))[1]
        if isinstance(value, Sequence | Mapping):
            found = _texts(value, _INNER.get(name, ()))
        else:
            found = [value.text] if isinstance(value, Scalar) and not value.null else []
        return [text.strip() for text in found if not self.dialect.is_placeholder(text.strip())]

    def _depends_on(self, entry: Entry) -> tuple[str, ...]:
        found: list[str] = []
        for text in self._list(entry, "depends_on"):
            whole = self._known(text)
            listed = isinstance(entry.fields["depends_on"][1], Sequence) and " " not in text
            found.extend(
                [whole] if whole else [untyped(text)] if listed else dependencies(text, self._known, self.dialect.free)
            )
        return tuple(dict.fromkeys(found))

    def _verify(self, entry: Entry) -> tuple[str, ...]:
        key = entry.fields.get("verify", ("", None))[0].casefold()
        sure = any(word in key for word in ("command", "cmd", "script", "run"))
        found: list[str] = []
        for text in self._list(entry, "verify"):
            found.extend([text] if sure or is_command(text) else commands(text))
        return tuple(dict.fromkeys(found))

    def _evidence(self, entry: Entry) -> tuple[str, ...]:
        value = entry.fields.get("evidence", ("", None))[1]
        found: list[str] = []
        for text in self._list(entry, "evidence"):
            alone = isinstance(value, Sequence) and not re.search(r"\s", text)
            found.extend([text] if alone else references(text))
        return tuple(dict.fromkeys(found))

    def _links(self, entry: Entry) -> tuple[str, ...]:
        found: list[str] = []
        for text in self._list(entry, "links"):
            found.extend(links(text) or ([f"#{text}"] if text.isdigit() else [text]))
        return tuple(dict.fromkeys(found))

    def _extra(self, entry: Entry) -> dict[str, str | tuple[str, ...]]:
        found: dict[str, str | tuple[str, ...]] = {}
        for key, value in entry.rest.items():
            if isinstance(value, Scalar):
                if not value.null:
                    found[key] = value.text
            elif isinstance(value, Sequence) and all(isinstance(item, Scalar) for item in value.items):
                found[key] = tuple(item.text for item in value.items if isinstance(item, Scalar))
            else:
                found[key] = text_of(self.data, value.span)
        return found


def _texts(value: Node, keys: tuple[str, ...]) -> list[str]:
    """The scalars of a list; of a mapping in it the value under the first of the keys that it has."""
    if isinstance(value, Scalar):
        return [] if value.null else [value.text]
    if isinstance(value, Sequence):
        return [text for item in value.items for text in _texts(item, keys)[:1] or ()]
    for key in keys:
        inner = value.entries.get(key)
        if isinstance(inner, Scalar) and not inner.null:
            return [inner.text]
    return []


def _trimmed(data: bytes, span: Span) -> Span:
    """A block mapping ends where the next thing begins; take back the blanks between."""
    end = span.end
    while end > span.start and data[end - 1] in b" \t\r\n":
        end -= 1
    return Span(span.start, end)

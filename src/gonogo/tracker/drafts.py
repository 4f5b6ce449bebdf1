"""Items in the making: values that later tables may still fill before they are frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gonogo.model.item import Item, Kind, Span, Spans, Status
from gonogo.tracker.dialect import heading_key
from gonogo.tracker.inline import plain

_SLUG = re.compile(r"[^\w]+", re.UNICODE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Draft:
    """An item being read. `needs` is the dependency cell as written, `parent_id` an id that names the parent."""

    __slots__ = (
        "cells",
        "evidence",
        "exit_criteria",
        "extra",
        "headers",
        "heading",
        "id",
        "key",
        "kind",
        "line",
        "links",
        "needs",
        "owner",
        "parent",
        "parent_id",
        "priority",
        "row",
        "source",
        "status",
        "status_raw",
        "target",
        "title",
        "verify",
        "workstream",
    )

    def __init__(self, *, title: str | None, line: int, row: Span, heading: str | None, source: int) -> None:
        self.id: str | None = None
        self.key = ""
        self.title = title
        self.workstream: str | None = None
        self.priority: str | None = None
        self.owner: str | None = None
        self.target: str | None = None
        self.kind = Kind.TASK
        self.parent: Draft | None = None
        self.parent_id: str | None = None
        self.status_raw: str | None = None
        self.status = Status.UNKNOWN
        self.needs = ""
        self.verify: tuple[str, ...] = ()
        self.evidence: tuple[str, ...] = ()
        self.exit_criteria: tuple[str, ...] = ()
        self.links: tuple[str, ...] = ()
        self.extra: dict[str, str | tuple[str, ...]] = {}
        self.headers: Mapping[str, str] = {}
        """Field → the header or key as written."""
        self.line = line
        self.row = row
        self.cells: dict[str, Span] = {}
        self.heading = heading
        self.source = source
        """Which block it came from; two drafts of one table are never the same item."""

    def freeze(self, path: str, depends_on: tuple[str, ...]) -> Item:
        """Return the item."""
        return Item(
            id=self.id,
            key=self.key,
            title=self.title,
            workstream=self.workstream,
            priority=self.priority,
            owner=self.owner,
            target=self.target,
            kind=self.kind,
            parent=self.parent.key if self.parent is not None else None,
            status_raw=self.status_raw,
            status=self.status,
            depends_on=depends_on,
            verify=self.verify,
            evidence=self.evidence,
            exit_criteria=self.exit_criteria,
            links=self.links,
            extra=self.extra,
            path=path,
            line=self.line,
            span=Spans(row=self.row, cells=self.cells),
        )


def anchor(path: str, heading: str | None, text: str | None) -> str:
    """Return the key of an item that has no id of its own: file, heading and text, as an address."""
    parts = [slug(heading_key(heading)) if heading else "", slug(plain(text)) if text else ""]
    return f"{path}#{'/'.join(p for p in parts if p) or 'item'}"


def slug(text: str) -> str:
    """Return a text as part of an address, at most 60 characters."""
    return _SLUG.sub("-", text.casefold()).strip("-")[:60].rstrip("-")


def visible(text: str) -> tuple[str, bool]:
    """Return the text with control characters made visible, and whether there were any."""
    if text.isascii() and text.isprintable():
        return text, False
    if _CONTROL.search(text) is None:
        return text, False
    return _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", text), True

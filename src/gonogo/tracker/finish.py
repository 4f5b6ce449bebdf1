"""Drafts to items: ids in dependency cells resolved, nothing that was written lost, control characters made visible."""

from __future__ import annotations

import re

from gonogo.model.item import Finding, Item, Severity
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.drafts import Draft, visible
from gonogo.tracker.identifiers import dependencies
from gonogo.tracker.inline import plain
from gonogo.tracker.register import Register

_BETWEEN = re.compile(r"[\s,;/&+]+")


def finish(path: str, register: Register, dialect: Dialect) -> tuple[tuple[Item, ...], tuple[Finding, ...]]:
    """Return the items of a document whose drafts have their keys, and what was found on the way."""
    memory: dict[str, tuple[str, ...]] = {}
    items: list[Item] = []
    findings: list[Finding] = []
    for draft in register.drafts:
        depends: tuple[str, ...] = ()
        if draft.needs:
            if draft.needs not in memory:
                nothing = dialect.is_placeholder(plain(draft.needs))
                memory[draft.needs] = () if nothing else dependencies(draft.needs, register.spelled, dialect.free)
            depends = memory[draft.needs]
            if draft.id in depends and draft.id not in _BETWEEN.split(plain(draft.needs)):  # a range ran over it
                depends = tuple(d for d in depends if d != draft.id)
            if not depends:
                _keep(draft, "depends_on", plain(draft.needs), dialect)
        if draft.parent_id and draft.parent is None:
            _keep(draft, "parent", draft.parent_id, dialect)
        fault = _make_visible(draft, path)
        if fault is not None:
            findings.append(fault)
        items.append(draft.freeze(path, depends))
    return tuple(items), tuple(findings)


def _keep(draft: Draft, name: str, text: str, dialect: Dialect) -> None:
    """Keep what a field says but cannot hold under its header as written."""
    if text and not dialect.is_placeholder(text):
        draft.extra.setdefault(draft.headers.get(name, name), text)


def _make_visible(draft: Draft, path: str) -> Finding | None:
    shown, hidden = visible(draft.id or "")
    title, more = visible(draft.title or "")
    if not hidden and not more:
        return None
    draft.id, draft.title = shown or None, title or None
    draft.key, _ = visible(draft.key)
    return Finding(
        code="ITEM_UNREPRESENTABLE",
        severity=Severity.WARNING,
        message="the item's id or title holds control characters; they are shown as \\uXXXX",
        hint="take the control characters out",
        item=draft.key,
        path=path,
        line=draft.line,
        span=draft.row,
    )

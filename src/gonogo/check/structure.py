"""What is wrong with the list of items itself. Pure; one function a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable

from gonogo.model.item import Finding, Item, Severity, Status


def find_duplicate_ids(items: Iterable[Item], duplicated: Container[str]) -> tuple[Finding, ...]:
    """Return ID_DUPLICATE for each id that several items of the workspace bear, at the second of them.

    duplicated: the keys of those whose id should have been their key; a mere row number may stand anywhere.
    """
    bearers: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.id is not None and item.key in duplicated:
            bearers[item.id].append(item)
    found = []
    for name, same in bearers.items():
        if len(same) > 1:
            first, second = same[0], same[1]
            found.append(
                Finding(
                    code="ID_DUPLICATE",
                    severity=Severity.ERROR,
                    message=f"{name} stands on {len(same)} items, first at {first.path}:{first.line}; it binds nothing",
                    hint="give each item an id of its own, or put the trackers into workspaces of their own",
                    item=second.key,
                    path=second.path,
                    line=second.line,
                    span=second.span.row,
                )
            )
    return tuple(found)


def find_unknown_statuses(items: Iterable[Item]) -> tuple[Finding, ...]:
    """Return STATUS_UNKNOWN for each item whose status cell says something that nobody has explained."""
    return tuple(
        Finding(
            code="STATUS_UNKNOWN",
            severity=Severity.WARNING,
            message=f"{item.status_raw!r} is in neither the document's legend nor the dialect",
            hint="use a word of the legend, or add it under [dialect.status] in gonogo.toml",
            item=item.key,
            path=item.path,
            line=item.line,
            span=item.span.cells.get("status", item.span.row),
        )
        for item in items
        if item.status is Status.UNKNOWN and item.status_raw
    )

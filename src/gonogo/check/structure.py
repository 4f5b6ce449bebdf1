"""What is wrong with the list of items itself. Pure; one function a rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gonogo.check.rule import Rule, at_item, read_as
from gonogo.check.scene import Scene
from gonogo.model.item import Finding, Item, Severity, Status


def find_duplicate_ids(scene: Scene) -> Iterator[Finding]:
    """Yield ID_DUPLICATE for each id that several items of the workspace bear, at the second of them.

    Only where the id should have been the key: a mere row number may stand anywhere.
    """
    bearers: dict[str, list[Item]] = defaultdict(list)
    for item in scene.items:
        if item.id is not None and item.key in scene.duplicated:
            bearers[item.id].append(item)
    for name, same in bearers.items():
        if len(same) > 1:
            yield at_item(
                "ID_DUPLICATE",
                Severity.ERROR,
                same[1],
                f"{name} stands on {len(same)} items, first at {same[0].path}:{same[0].line}; it binds nothing",
                hint="give each item an id of its own, or put the trackers into workspaces of their own",
            )


def find_unknown_statuses(scene: Scene) -> Iterator[Finding]:
    """Yield STATUS_UNKNOWN for each item whose status cell says something that nobody has explained."""
    for item in scene.items:
        if item.status is Status.UNKNOWN and item.status_raw:
            yield at_item(
                "STATUS_UNKNOWN",
                Severity.WARNING,
                item,
                f"{item.status_raw!r} is in neither the document's legend nor the dialect",
                hint="use a word of the legend, or add it under [dialect.status] in gonogo.toml",
                cell="status",
            )


RULES = (
    Rule(code="TRACKER_EMPTY", severity=Severity.WARNING, find=read_as("TRACKER_EMPTY")),
    Rule(code="TRACKER_UNREADABLE", severity=Severity.ERROR, find=read_as("TRACKER_UNREADABLE")),
    Rule(code="TABLE_MALFORMED", severity=Severity.WARNING, find=read_as("TABLE_MALFORMED")),
    Rule(code="ROW_RAGGED", severity=Severity.WARNING, find=read_as("ROW_RAGGED")),
    Rule(code="ITEM_UNREPRESENTABLE", severity=Severity.WARNING, find=read_as("ITEM_UNREPRESENTABLE")),
    Rule(code="ID_DUPLICATE", severity=Severity.ERROR, find=find_duplicate_ids),
    Rule(code="STATUS_UNKNOWN", severity=Severity.WARNING, find=find_unknown_statuses),
)

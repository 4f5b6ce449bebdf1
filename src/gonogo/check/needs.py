"""What a dependency asks for, read as its author would: which ones bind, and when they are met. Pure.

1. A parent by id prefix (`K-1` of `K-1.2`) is no dependency, whatever the cell says; nor is an item's own child, whose
   claim CHILD_OPEN looks at.
2. A dependency that its row calls optional binds nothing.
3. `:SS`, `:FF` and `:SF` ask for less than a finish before the start; without a suffix a dependency is `FS`.
4. An item of unknown status is not done. One without any status is as done as its children are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from gonogo.check.scene import Scene
from gonogo.model.item import CLOSED, COMPLETION, Item, Status

_SOFT = re.compile(
    r"[^,;|\n]{0,12}?\b(?:optional|optionally|beneficial|helpful|preferred|nice to have|soft)\b", re.IGNORECASE
)
_TYPED = re.compile(r"[`*_]*\s*[:(\[ ]\s*(FS|SS|FF|SF)\b", re.IGNORECASE)
_BEFORE_START = frozenset({Status.NOT_STARTED, Status.CANCELLED, Status.UNKNOWN})


class Relation(StrEnum):
    """Which end of one item waits for which end of the other."""

    FINISH_TO_START = "FS"
    START_TO_START = "SS"
    FINISH_TO_FINISH = "FF"
    START_TO_FINISH = "SF"


def binding_needs(scene: Scene, item: Item) -> Iterator[tuple[str, Item]]:
    """Yield each dependency of an item that means another item and is no parent by id, as written and as meant."""
    for name, key in scene.links.needs[item.key]:
        if key is not None and not is_parent_by_id(name, item):
            yield name, scene.by_key[key]


def is_parent_by_id(name: str, item: Item) -> bool:
    """Whether an item's id begins with that name and goes on below it: `K-1.2` or `K-1a` below `K-1`."""
    if item.id is None or len(item.id) <= len(name) or not item.id.casefold().startswith(name.casefold()):
        return False
    return not item.id[len(name)].isdigit()


def is_met(scene: Scene, item: Item, name: str, need: Item) -> bool:
    """Whether what an item claims is possible while the item that it needs stands as it does."""
    if need.status in COMPLETION or need.key == item.key:
        return True
    if need.status is Status.UNKNOWN and scene.is_broken(need):
        return True
    if need.parent == item.key or item.parent == need.key or _is_done_below(scene, need):
        return True
    remark = _remark(scene, item, name)
    typed = _TYPED.match(remark)
    relation = Relation(typed[1].upper()) if typed else Relation.FINISH_TO_START
    if relation is Relation.START_TO_START or (relation is Relation.START_TO_FINISH and item.status in COMPLETION):
        return need.status not in _BEFORE_START
    if relation in (Relation.FINISH_TO_FINISH, Relation.START_TO_FINISH) and item.status not in COMPLETION:
        return True
    return _SOFT.match(remark) is not None


def _remark(scene: Scene, item: Item, name: str) -> str:
    """Return what stands behind a dependency where its row names it; empty where it names it otherwise."""
    page = scene.page_of(item)
    written = page.cell(item, "depends_on") or page.row(item)
    at = written.find(name)
    while at >= 0 and written[at + len(name) : at + len(name) + 1].isalnum():
        at = written.find(name, at + 1)
    return written[at + len(name) :] if at >= 0 else ""


def _is_done_below(scene: Scene, item: Item) -> bool:
    """Whether an item that says nothing of itself has children, and all of them are closed."""
    children = scene.links.children.get(item.key, ())
    if item.status is not Status.UNKNOWN or item.status_raw or not children:
        return False
    return all(scene.by_key[key].status in CLOSED | COMPLETION for key in children)

"""Keys: what names an item in the whole workspace, and which `[items.KEY]` is whose.

Rules:
1. An item whose key is not its own is named by document, then by line, then by its turn there; it binds nothing.
2. `[items.KEY]` means the item of that key, else the only one of that id. An id that several bear means none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from gonogo.model.item import Item
from gonogo.model.policy import ItemPolicy, Policy


def with_unique_keys(rows: Sequence[Item]) -> tuple[tuple[Item, ...], frozenset[str]]:
    """Return the items under keys that are unique in the workspace, and the keys that had to be told apart.

    Parents follow within their document.
    """
    count = Counter(item.key for item in rows)
    if all(number == 1 for number in count.values()):
        return tuple(rows), frozenset()
    local = Counter((item.path, item.key) for item in rows)
    taken = {key for key, number in count.items() if number == 1}
    renamed: dict[tuple[str, str], str] = {}
    keys: list[str] = []
    for item in rows:
        key = item.key
        if count[key] > 1:
            place = item.path if local[item.path, key] == 1 else f"{item.path}:{item.line}"
            key = _free(f"{place}#{key}", taken)
            renamed.setdefault((item.path, item.key), key)
        keys.append(key)
    items = tuple(
        structs.replace(
            item, key=key, parent=renamed.get((item.path, item.parent), item.parent) if item.parent else None
        )
        for item, key in zip(rows, keys, strict=True)
    )
    return items, frozenset(key for key, item in zip(keys, rows, strict=True) if count[item.key] > 1)


def by_item(policy: Policy, items: Iterable[Item]) -> Policy:
    """Return the policy with each `[items.KEY]` under the key of the item that it means; the rest stays as written."""
    if not policy.items:
        return policy
    bearers = _bearers(items)
    keys = {key for found in bearers.values() for key in found}
    meant = {name: found[0] for name, found in bearers.items() if len(found) == 1 and name not in keys}
    moved = {meant[name]: own for name, own in policy.items.items() if name in meant}
    kept = {name: own for name, own in policy.items.items() if name not in meant}
    return structs.replace(policy, items={**moved, **kept})


def shared_names(names: Iterable[str], items: Iterable[Item]) -> tuple[str, ...]:
    """Return those of the names that are ids of several items and the key of none."""
    bearers = _bearers(items)
    keys = {key for found in bearers.values() for key in found}
    return tuple(name for name in names if len(bearers.get(name, ())) > 1 and name not in keys)


def with_policy(item: Item, policies: Mapping[str, ItemPolicy]) -> Item:
    """Return the item with what `[items.KEY]` adds; what both say stands once."""
    policy = policies.get(item.key)
    if policy is None:
        return item
    return structs.replace(
        item,
        verify=tuple(dict.fromkeys((*item.verify, *policy.verify))),
        evidence=tuple(dict.fromkeys((*item.evidence, *policy.evidence))),
        exit_criteria=tuple(dict.fromkeys((*item.exit_criteria, *policy.exit_criteria))),
    )


def _bearers(items: Iterable[Item]) -> dict[str, list[str]]:
    """Return, by id, the keys of its bearers; an item without an id bears its key."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        found[item.id or item.key].append(item.key)
    return found


def _free(key: str, taken: set[str]) -> str:
    turn, name = 1, key
    while name in taken:
        turn += 1
        name = f"{key}~{turn}"
    taken.add(name)
    return name

"""Links between items: which item a written id means, and who is whose child.

Rules:
1. An id means the item of that id in the same document, else the only one in the workspace; spelled alike first, then
   alike but for case.
2. An id that no item bears means nothing, and so does one that several bear where it is meant: it binds nothing.
3. A parent is named by key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from gonogo.model.graph import Graph
from gonogo.model.item import Item


class Links(Struct, frozen=True, kw_only=True):
    """`needs[key]`: each dependency as written, with the key that it means or None. `children[key]`: their keys."""

    needs: dict[str, tuple[tuple[str, str | None], ...]]
    children: dict[str, tuple[str, ...]]
    borne: frozenset[str] = frozenset()
    """Ids that items bear, in lower case: what is here and means nothing stands on several of them."""

    def dependency_graph(self) -> Graph:
        """Return the graph of dependencies alone."""
        return Graph.of({key: tuple(n for _, n in wanted if n is not None) for key, wanted in self.needs.items()})

    def is_ambiguous(self, name: str) -> bool:
        """Whether a name that means nothing does so because several items bear it."""
        return name.casefold() in self.borne


def link(items: Iterable[Item]) -> Links:
    """Return the links between items, whose keys are unique."""
    items = tuple(items)
    local: dict[tuple[str, str], list[str]] = defaultdict(list)
    everywhere: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.id is not None:
            for name in {item.id, item.id.casefold()}:
                local[item.path, name].append(item.key)
                everywhere[name].append(item.key)

    def meaning(path: str, name: str) -> str | None:
        for spelling in (name, name.casefold()):
            near = local.get((path, spelling)) or everywhere.get(spelling, [])
            if near:
                return near[0] if len(near) == 1 else None
        return None

    keys = {item.key for item in items}
    children: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.parent is not None and item.parent in keys and item.parent != item.key:
            children[item.parent].append(item.key)
    return Links(
        needs={item.key: tuple((name, meaning(item.path, name)) for name in item.depends_on) for item in items},
        children={key: tuple(found) for key, found in children.items()},
        borne=frozenset(everywhere),
    )

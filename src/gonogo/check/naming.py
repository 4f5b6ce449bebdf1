"""Which item a name in a matrix or an order means: as dependencies do, and with words after the id or without. Pure."""

from __future__ import annotations

from gonogo.check.scene import Scene


class Naming:
    """The ids of a scene: those of a document first, then those of the workspace; what several bear means nothing."""

    def __init__(self, scene: Scene) -> None:
        self._near: dict[tuple[str, str], str | None] = {}
        self._far: dict[str, str | None] = {}
        for item in scene.items:
            for name in {item.id, item.id.casefold()} if item.id is not None else ():
                place = (item.path, name)
                self._near[place] = item.key if self._near.get(place, item.key) == item.key else None
                self._far[name] = item.key if self._far.get(name, item.key) == item.key else None

    def meant(self, path: str, text: str) -> str | None:
        """Return the key of the item that a text in a document means."""
        for name in _spellings(text):
            if (path, name) in self._near:
                return self._near[path, name]
            if name in self._far:
                return self._far[name]
        return None

    def is_borne(self, path: str, text: str) -> bool:
        """Whether any item bears the name, though several do."""
        return any((path, name) in self._near or name in self._far for name in _spellings(text))


def _spellings(text: str) -> tuple[str, ...]:
    whole = text.strip()
    first = whole.split(maxsplit=1)[0].rstrip(":.,;)") if whole else ""
    return tuple(dict.fromkeys((whole, whole.casefold(), first, first.casefold())))

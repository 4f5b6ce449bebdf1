"""Whether the place that a reference names is in the file: a heading, a pointer, a line, a test, a symbol. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from gonogo.evidence.answers import NotThere
from gonogo.evidence.headings import find_places, slug
from gonogo.evidence.reference import Reference
from gonogo.evidence.structure import REMEMBERED, look_up

_DEFINITION = re.compile(r"^([ \t]*)(?:async[ \t]+def|def|class)[ \t]+(\w+)", re.MULTILINE)
_DOCUMENT = re.compile(r"\.(md|markdown|mdown|mdx|rst|adoc|asciidoc|html?|txt)$", re.IGNORECASE)
_ID_CHARACTERS = re.compile(r"\w+")


def names_place(reference: Reference) -> bool:
    """Whether a reference names a place in a file, so that the file must be looked into."""
    return bool(reference.anchor or reference.names or reference.pointer or reference.line is not None)


def check_place(reference: Reference, path: str, data: bytes) -> None:
    """Return if the place is there; raises NotThere or Unreadable, whose text says why."""
    if reference.pointer is not None:
        look_up(data, path, reference.pointer)
        return
    if reference.line is not None:
        lines = _count_lines(data)
        if not 1 <= reference.line <= lines:
            raise NotThere(f"it has {lines} line{'' if lines == 1 else 's'}, and no line {reference.line}")
    if reference.names:
        _check_names(reference.names, path, data)
    if reference.anchor is not None:
        _check_anchor(reference.anchor, path, data)


@lru_cache(maxsize=REMEMBERED)
def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@lru_cache(maxsize=REMEMBERED)
def _count_lines(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n"))


@lru_cache(maxsize=REMEMBERED)
def _places(data: bytes) -> frozenset[str]:
    return find_places(_text(data))


def _check_anchor(anchor: str, path: str, data: bytes) -> None:
    if _DOCUMENT.search(path):
        places = _places(data)
        if anchor in places or slug(anchor) in places:
            return
        near = sorted(place for place in places if slug(anchor) in place)[:3]
        raise NotThere(f"no heading is called #{anchor}" + (f"; there is #{', #'.join(near)}" if near else ""))
    if not _has_word(anchor, _text(data)):
        raise NotThere(f"{anchor!r} does not stand in it")


def _check_names(names: tuple[str, ...], path: str, data: bytes) -> None:
    plain = tuple(name.partition("[")[0] for name in names)  # a test's parameters are not in its source
    if path.endswith((".py", ".pyi")):
        if plain not in _qualified_names(data):
            raise NotThere(f"it defines no {'::'.join(plain)}")
        return
    missing = next((name for name in names if not _has_word(name, _text(data))), None)
    if missing is not None:
        raise NotThere(f"{missing!r} does not stand in it")


@lru_cache(maxsize=REMEMBERED)
def _qualified_names(data: bytes) -> frozenset[tuple[str, ...]]:
    """Return the functions and classes of a Python source by their path, going by its lines' indentation."""
    found: set[tuple[str, ...]] = set()
    above: list[tuple[int, str]] = []
    for definition in _DEFINITION.finditer(_text(data)):
        indent = len(definition[1].expandtabs())
        while above and above[-1][0] >= indent:
            above.pop()
        above.append((indent, definition[2]))
        found.add(tuple(name for _, name in above))
    return frozenset(found)


def _has_word(word: str, text: str) -> bool:
    if _ID_CHARACTERS.fullmatch(word):
        return re.search(rf"\b{word}\b", text) is not None
    return word in text

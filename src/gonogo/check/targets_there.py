"""Whether what a command runs is there, and what must be looked up to tell. Pure.

Rules:
1. A command starts where its settings say; a person may also start it from the tracker's own directory or one above it.
   What is there from any of these is there.
2. What nobody can know, or what lies outside the workspace, is taken to be there.
3. A test is there if its name stands in its file, or may come from a class that the file does not define.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from gonogo.check.callees import Sort, Target
from gonogo.check.recipes import CRATE, files_of, has_recipe, homes
from gonogo.model.item import Item

_CLASS = r"^[ \t]*class[ \t]+{}\b[ \t]*(?:\(([^)]*)\))?"
_CLEAN = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*")
_OWN_BASES = frozenset({"", "object", "TestCase", "unittest.TestCase", "IsolatedAsyncioTestCase"})


def starts_of(item: Item, directories: Mapping[str, str]) -> tuple[str, ...]:
    """Return the directories from which an item's commands may be meant to start, the one that counts first."""
    own = directories.get(item.key, "")
    if own:
        return (own,)
    found = [""]
    place = posixpath.dirname(item.path)
    while place and not place.startswith("/"):
        found.append(place)
        place = posixpath.dirname(place)
    return tuple(found)


def paths_to_find(target: Target, start: str) -> Iterator[str]:
    """Yield the paths of which one must exist, and those on which the question depends."""
    for name in (*target.spellings, *target.only_if):
        path = _path(target, start, name)
        if path:
            yield path


def files_to_read(target: Target, start: str) -> Iterator[str]:
    """Yield the files with recipes, or tests, that must be read where they exist."""
    for home in homes(target, start):
        for name in files_of(target.sort):
            yield posixpath.join(home, name)
    if target.test is not None:
        path = _path(target, start, target.spellings[0])
        if path:
            yield path


def complaint(
    target: Target, start: str, files: AbstractSet[str], present: AbstractSet[str], texts: Mapping[str, str]
) -> str | None:
    """Return what a command does that cannot be, in words; None where it can, or where nobody knows."""
    if target.sort is Sort.CRATE:
        return _about_crate(target, texts)
    paths = [_path(target, start, name) for name in target.spellings]
    if None in paths or (target.only_if and not any(_path(target, start, name) in present for name in target.only_if)):
        return None
    there = next((path for path in paths if path == "" or path in files or path in present), None)
    if files_of(target.sort):
        return None if there is not None and target.name else _about_recipe(target, start, texts)
    if there is None:
        return f"runs {target.sort} {paths[0] if target.sort is not Sort.MODULE else target.name}, which does not exist"
    return _about_test(target, there, texts)


def _path(target: Target, start: str, name: str) -> str | None:
    """Return a path from the root, empty for the root; None where it leads out of the workspace."""
    if not start and not target.place and _CLEAN.fullmatch(name):
        return name
    path = posixpath.normpath(posixpath.join(start, target.place, name))
    return None if path == ".." or path.startswith(("/", "../")) else "" if path == "." else path


def _about_recipe(target: Target, start: str, texts: Mapping[str, str]) -> str | None:
    found = False
    for home in homes(target, start):
        path = next((p for name in files_of(target.sort) if (p := posixpath.join(home, name)) in texts), None)
        if path is None:
            continue
        if not target.name or has_recipe(target.sort, target.name, path, texts) is not False:
            return None
        found = True
    where = homes(target, start)[0]
    if found:
        return f"runs {target.sort} {target.name}, which does not exist"
    file = "Makefile" if target.sort is Sort.MAKE else files_of(target.sort)[0]
    return f"needs a {file}, and there is none in {where or 'the root'}"


def _about_crate(target: Target, texts: Mapping[str, str]) -> str | None:
    crates = [text for path, text in texts.items() if posixpath.basename(path) == CRATE]
    word = re.compile(rf"(?<![\w-]){re.escape(target.name)}(?![\w-])")
    return (
        None
        if not crates or any(map(word.search, crates))
        else f"names {target.sort} {target.name}, which does not exist"
    )


def _about_test(target: Target, path: str, texts: Mapping[str, str]) -> str | None:
    text = texts.get(path)
    if target.test is None or text is None:
        return None
    names = [name.partition("[")[0] for name in target.test.split("::")]
    missing = next((name for name in names if re.search(rf"\b{re.escape(name)}\b", text) is None), None)
    if missing is None or not missing.isidentifier() or any(_inherits(name, text) for name in names):
        return None
    return f"runs test {missing}, which {path} does not have"


def _inherits(name: str, text: str) -> bool:
    found = re.search(_CLASS.format(re.escape(name)), text, re.MULTILINE)
    return found is not None and not {base.strip() for base in (found[1] or "").split(",")} <= _OWN_BASES

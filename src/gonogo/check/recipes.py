"""Which recipes a Makefile, justfile, package.json or pyproject.toml has, as far as that can be known. Pure.

Rules:
1. An answer is yes, no or nobody knows. What is computed (`$(TARGETS):`, `$(eval …)`), matched by a pattern that fits,
   or defined in a file that is not at hand is known to nobody.
2. A file that the recipes include is read as if it stood there.
"""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from gonogo.check.callees import Sort, Target

MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
JUSTFILES = ("justfile", "Justfile", "JUSTFILE", ".justfile", ".Justfile")
PACKAGE = "package.json"
PROJECT = "pyproject.toml"
CRATE = "Cargo.toml"
MOST_INCLUDED = 20

_RULE = re.compile(r"([^\s:=#][^:=]*?)\s*(&?::?)(?![:=])")
_INCLUDE = re.compile(r"(-|s)?include\s+(.*)")
_COMPUTED = re.compile(r"\$[({](?:eval|call|foreach)\b")
_RECIPE = re.compile(r"@?([A-Za-z_][\w-]*)(?:\s[^:\n]*)?:(?!=)")
_ALIAS = re.compile(r"alias\s+([\w-]+)\s*:=")
_IMPORT = re.compile(r"(?:import|!include)(\?)?\s+['\"]?([^'\"\s]+)['\"]?")
_MODULE = re.compile(r"mod\??\s+([\w-]+)")

Known = bool | None
"""Whether a recipe is there; None where nobody knows."""


class _Recipes:
    """What one file says: names, shell patterns of names, other files to read; `open` where more may be defined."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.patterns: list[str] = []
        self.includes: list[tuple[str, bool]] = []
        """Path from the directory of the file, and whether it may be missing."""
        self.open = False

    def has(self, name: str) -> Known:
        if name in self.names:
            return True
        return None if self.open or any(_fits(pattern, name) for pattern in self.patterns) else False


def homes(target: Target, start: str) -> tuple[str, ...]:
    """Return the directories in which a recipe may be defined when its command starts in a directory, nearest first."""
    place = posixpath.normpath(posixpath.join(start, target.place))
    place = "" if place == "." else place
    if target.sort not in {Sort.JUST, Sort.NPM, Sort.POE} or target.here:
        return (place,)
    found = [place]
    while found[-1]:
        found.append(posixpath.dirname(found[-1]))
    return tuple(found)


def files_of(sort: Sort) -> tuple[str, ...]:
    """Return what the files with recipes of a kind are called; the first that is there counts."""
    return {
        Sort.MAKE: MAKEFILES,
        Sort.JUST: JUSTFILES,
        Sort.NPM: (PACKAGE,),
        Sort.POE: (PROJECT,),
    }.get(sort, ())


def included(path: str, text: str) -> tuple[str, ...]:
    """Return the files that a Makefile or justfile includes, by their paths from the root."""
    name = posixpath.basename(path)
    if name in {PACKAGE, PROJECT}:
        return ()
    paths = [_beside(path, other) for other, _ in _read(path, text).includes]
    return tuple(found for found in paths if found is not None)


def has_recipe(sort: Sort, name: str, path: str, texts: Mapping[str, str]) -> Known:
    """Return whether the file at a path defines a recipe; `texts` are files by path, with what they include."""
    seen: set[str] = set()
    pending = [path]
    answer: Known = False
    while pending:
        place = pending.pop()
        if place in seen or len(seen) > MOST_INCLUDED:
            continue
        seen.add(place)
        recipes = _read_as(sort, texts[place])
        known = recipes.has(name)
        if known:
            return True
        answer = answer if known is False else None
        for other, optional in recipes.includes:
            found = _beside(place, other)
            if found is not None and found in texts:
                pending.append(found)
            elif not optional:
                answer = None
    return answer


def _beside(path: str, other: str) -> str | None:
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), other))
    return None if joined.startswith(("/", "../")) else joined


def _fits(pattern: str, name: str) -> bool:
    before, _, after = pattern.partition("%")
    return name.startswith(before) and name.endswith(after) and len(name) > len(before) + len(after)


def _read(path: str, text: str) -> _Recipes:
    return _read_as(Sort.JUST if "justfile" in path.lower() or path.endswith(".just") else Sort.MAKE, text)


@lru_cache(maxsize=64)
def _read_as(sort: Sort, text: str) -> _Recipes:
    return _READERS[sort](text)


def _read_makefile(text: str) -> _Recipes:
    recipes = _Recipes()
    for line in _logical_lines(text):
        if found := _INCLUDE.match(line):
            for name in found[2].split():
                recipes.open = recipes.open or "$" in name or "*" in name
                recipes.includes.append((name, found[1] is not None))
        elif _COMPUTED.match(line):
            recipes.open = True
        elif rule := _RULE.match(line):
            _add_rule(recipes, rule[1].split(), line[rule.end() :])
    return recipes


def _add_rule(recipes: _Recipes, names: list[str], needs: str) -> None:
    for name in names:
        if "$" in name or name == ".DEFAULT":
            recipes.open = True
        elif "%" in name:
            recipes.patterns.append(name)
        elif name == ".PHONY":
            recipes.names.update(needs.partition("#")[0].split())
        else:
            recipes.names.add(name)


def _logical_lines(text: str) -> Iterator[str]:
    """Yield the lines of a Makefile that are no recipe lines, comments or definitions of text."""
    defining = False
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        stripped = line.strip()
        if stripped.startswith("define "):
            defining = True
        elif stripped == "endef":
            defining = False
        elif not defining and stripped and not line.startswith("\t") and not stripped.startswith("#"):
            yield stripped


def _read_justfile(text: str) -> _Recipes:
    recipes = _Recipes()
    for line in text.splitlines():
        if line[:1] in {"", " ", "\t", "#"}:
            continue
        if found := _IMPORT.match(line):
            recipes.includes.append((found[2], found[1] is not None))
        elif found := _ALIAS.match(line) or _MODULE.match(line) or _RECIPE.match(line):
            recipes.names.add(found[1])
    return recipes


def _read_package(text: str) -> _Recipes:
    return _mapping(lambda: json.loads(text)["scripts"])


def _read_project(text: str) -> _Recipes:
    recipes = _mapping(lambda: tomllib.loads(text)["tool"]["poe"]["tasks"])
    recipes.open = recipes.open or "include" in text
    return recipes


def _mapping(look: Callable[[], object]) -> _Recipes:
    """Return the names of a table; what cannot be read may hold anything."""
    recipes = _Recipes()
    try:
        found = look()
    except KeyError:
        return recipes
    except (ValueError, TypeError, RecursionError):
        recipes.open = True
        return recipes
    if isinstance(found, dict):
        recipes.names.update(map(str, found))
    return recipes


_READERS = {
    Sort.MAKE: _read_makefile,
    Sort.JUST: _read_justfile,
    Sort.NPM: _read_package,
    Sort.POE: _read_project,
}

"""Which files a command's proof depends on, and the digest over them.

Rules:
1. Default: the contents of the workspace's files, less what `exclude` names (tracker documents, files that runs
   created) and less prose that the command does not name.
2. Prose is Markdown, reStructuredText, AsciiDoc, images, PDF, and README, LICENSE and their like. `.txt` is not
   prose: `requirements.txt` and `CMakeLists.txt` decide what a command does.
3. What a command names is said in `naming.py`.
4. `patterns` replace the default set. Each adds what it matches; `<default>` stands for the default set, a leading
   `!` takes away, and where only `!` patterns are given they take away from the default set.
5. A pattern that matches no listed file is looked up on disk, so it may name ignored files. A file in `exclude` counts
   only where a pattern spells its path.
6. A file that cannot be read counts as unreadable (its digest is null): it cannot have helped the command either.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Set as AbstractSet

import msgspec
import orjson
from msgspec import Struct

from gonogo.errors import InputError
from gonogo.model.evidence import FileDigest
from gonogo.model.patterns import is_wild, literal_directory, select
from gonogo.workspace.naming import Nameable
from gonogo.workspace.port import Files

DEFAULT = "<default>"

PROSE = frozenset(
    {
        ".md",
        ".markdown",
        ".mdown",
        ".rst",
        ".adoc",
        ".asciidoc",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".avif",
        ".bmp",
        ".ico",
    }
)
_PROSE_NAME = re.compile(
    "(README|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CONTRIBUTING|CHANGELOG|CHANGES|HISTORY|NEWS|MAINTAINERS)"
    r"(-[A-Z0-9.]+)?(\.txt)?"
)


class Manifest(Struct, frozen=True):
    """The input files of a command. `data` is the canonical list of [path, digest], `digest` its SHA-256.

    unmatched: patterns that matched nothing.
    """

    digest: str
    files: tuple[FileDigest, ...]
    data: bytes
    unmatched: tuple[str, ...] = ()


class Inputs:
    """Manifests for many commands over the files of one moment: each file is hashed once, each set is listed once."""

    def __init__(self, files: Files, exclude: AbstractSet[str] = frozenset()) -> None:
        self._files = files
        self._exclude = exclude
        code: list[str] = []
        prose: list[str] = []
        for path in files.listing.own:
            if path not in exclude:
                (prose if is_prose(path) else code).append(path)
        self._prose = Nameable(prose)
        self._default = tuple(code)
        self._digests: dict[str, FileDigest | None] = {}
        self._entries: dict[str, bytes] = {}
        self._by_extra: dict[tuple[str, ...], Manifest] = {}
        self._by_patterns: dict[tuple[tuple[str, ...], tuple[str, ...]], Manifest] = {}

    def manifest(self, patterns: tuple[str, ...] | None, named: str, directory: str = ".") -> Manifest:
        """Return the manifest of a command: its input patterns, its text, the directory in which it runs."""
        extra = self._prose.named_by(named, directory)
        if patterns is None:
            if extra not in self._by_extra:
                self._by_extra[extra] = self._digest(self._widened(extra))
            return self._by_extra[extra]
        key = (patterns, extra)
        if key not in self._by_patterns:
            paths, unmatched = self._chosen(patterns, extra)
            self._by_patterns[key] = msgspec.structs.replace(self._digest(paths), unmatched=unmatched)
        return self._by_patterns[key]

    def _widened(self, extra: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted((*self._default, *extra))) if extra else self._default

    def _chosen(self, patterns: tuple[str, ...], extra: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        chosen: set[str] = set()
        unmatched: list[str] = []
        if all(pattern.startswith("!") for pattern in patterns):
            chosen.update(self._widened(extra))
        for pattern in patterns:
            if pattern == DEFAULT:
                chosen.update(self._widened(extra))
                continue
            if pattern.startswith("!"):
                chosen.difference_update(select(pattern[1:], sorted(chosen)))
                continue
            found = self._matches(pattern)
            chosen.update(found)
            if not found:
                unmatched.append(pattern)
        return tuple(sorted(chosen)), tuple(unmatched)

    def _matches(self, pattern: str) -> list[str]:
        pattern = os.path.normpath(pattern.strip() or ".")
        found = select(pattern, self._files.listing.own)
        if not found:
            return select(pattern, self._files.standing(literal_directory(pattern) if is_wild(pattern) else pattern))
        return [path for path in found if path not in self._exclude or path == pattern]

    def _digest(self, paths: tuple[str, ...]) -> Manifest:
        unknown = [path for path in paths if path not in self._digests]
        fresh = self._files.digests(unknown)
        for path in unknown:
            found = self._digests[path] = fresh.get(path)
            self._entries[path] = orjson.dumps([path, None if found is None else found.digest])
        # The canonical bytes of the list, put together from its parts: only what is new is spelled.
        data = b"[" + b",".join([self._entries[path] for path in paths]) + b"]"
        files = tuple(file for path in paths if (file := self._digests[path]) is not None)
        return Manifest(hashlib.sha256(data).hexdigest(), files, data)


def manifest(
    files: Files,
    *,
    patterns: tuple[str, ...] | None,
    named: str,
    exclude: AbstractSet[str] = frozenset(),
    directory: str = ".",
) -> Manifest:
    """Return the manifest of one command; for many commands keep one `Inputs`."""
    return Inputs(files, exclude).manifest(patterns, named, directory)


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest whose canonical bytes these are (sizes are not in it, and 0); raises InputError."""
    try:
        entries = msgspec.json.decode(data, type=list[tuple[str, str | None]])
    except msgspec.DecodeError as error:
        raise InputError(f"not a list of input files: {error}", code="NOT_CANONICAL") from error
    files = tuple(FileDigest(path, digest, 0) for path, digest in entries if digest is not None)
    return Manifest(hashlib.sha256(data).hexdigest(), files, data)


def changed(before: Manifest, after: Manifest) -> tuple[str, ...]:
    """Return the paths that were added, removed or have other contents, sorted."""
    old = {file.path: file.digest for file in before.files}
    new = {file.path: file.digest for file in after.files}
    return tuple(sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path)))


def is_prose(path: str) -> bool:
    """Whether a file is there to be read by people, going by its name."""
    name = path.rpartition("/")[2]
    return name[name.rfind(".") :].lower() in PROSE or _PROSE_NAME.fullmatch(name) is not None

r"""Finding what a path, directory or glob means among the files of a workspace.

Rules:
1. A path is taken as written; where nothing is there, with `/` for `\`, with `%20` and its like unescaped, and in the
   other Unicode normal form; then all of these from the directory of the document in which it stands.
2. A symbolic link is followed while it stays in the workspace; one that leads out, or into a circle, is no evidence.
3. A directory is the files below it that Git has or would take. Where Git ignores all of them it is ignored, and so is
   a file that Git ignores; their contents are still found, because a run may have written them.
4. A glob takes what it matches, and everything below the directories that it matches.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from gonogo.evidence.reference import LONGEST, Reference
from gonogo.model.evidence import EvidenceKind
from gonogo.model.patterns import literal_directory, select
from gonogo.workspace.port import Files, Outside

MOST_SHOWN = 100
"""Characters of a reference in a message."""


class Place(Struct, frozen=True):
    """Where a reference leads: its own path, and its files as (path as referred to, path where the content is).

    directory: where the files are, if they are all that is in one directory.
    result: the JUnit file with the result of the test that is referred to; it is among the files too.
    """

    path: str
    files: tuple[tuple[str, str], ...]
    is_file: bool = False
    is_ignored: bool = False
    directory: str | None = None
    result: str | None = None


class Fault(Struct, frozen=True):
    """Why a reference leads nowhere."""

    code: str
    message: str
    path: str | None = None
    """What would have been the path, where there is one."""


class Finder:
    """Answers for many references about the files of one moment."""

    def __init__(self, files: Files) -> None:
        self._listing = files.listing
        self._ground = files.ground()
        self._find = cache(self._find_path)
        self._glob = cache(self._find_glob)
        self._walk = cache(files.standing)

    def find(self, reference: Reference, base: str) -> Place | Fault:
        """Return where a reference leads, when it stands in a document in the directory `base`."""
        fault: Fault | None = None
        for path in _candidates(reference, base):
            found = self._glob(path) if reference.is_glob else self._find(path)
            if reference.is_glob and isinstance(found, Fault):
                exact = self._find(path)  # `[id].ts` is a name too
                found = found if isinstance(exact, Fault) else exact
            if isinstance(found, Place):
                return self._with_result(found, reference)
            fault = fault if fault is not None and found.code == "EVIDENCE_MISSING" else found
        shown = reference.raw.strip()[:MOST_SHOWN]
        if reference.is_outside and fault is None:
            return Fault("EVIDENCE_OUTSIDE", f"{shown} leads out of the workspace")
        return fault or Fault("EVIDENCE_MISSING", f"{shown!r} is no path that a file could have")

    def _with_result(self, place: Place, reference: Reference) -> Place | Fault:
        note = reference.note or ""
        if reference.kind is not EvidenceKind.TEST or not note.endswith(".xml"):
            return place
        result = self._find(posixpath.normpath(note))
        if isinstance(result, Fault) or not result.is_file:
            return result if isinstance(result, Fault) else Fault("EVIDENCE_UNREADABLE", f"{note} is no file", note)
        both = (*place.files, *result.files)
        return replace(place, files=both, result=result.files[0][1], is_ignored=place.is_ignored or result.is_ignored)

    def _find_path(self, path: str) -> Place | Fault:
        listing, ground = self._listing, self._ground
        if path in listing.every and ground.is_file(path):
            return Place(path, ((path, path),), is_file=True)
        try:
            real = ground.real(path)
        except Outside:
            return Fault("EVIDENCE_OUTSIDE", f"{path} is a symbolic link that leads out of the workspace", path)
        if real is None:
            return self._elsewhere(path) or Fault("EVIDENCE_MISSING", f"{path} does not exist", path)
        if ground.is_directory(real):
            return self._find_directory(path, real)
        if not ground.is_file(real):
            return Fault("EVIDENCE_UNREADABLE", f"{path} is neither a file nor a directory", path)
        return Place(path, ((path, real),), is_file=True, is_ignored=listing.leaves_out(real))

    def _elsewhere(self, path: str) -> Fault | None:
        """Return why a path cannot be looked for: it lies in a repository whose files are not here."""
        parts = path.split("/")
        for above in ("/".join(parts[:end]) for end in range(1, len(parts))):
            if above in self._listing.every and self._ground.is_directory(above) and not self._walk(above):
                return Fault(
                    "EVIDENCE_UNREADABLE", f"{path} lies in the submodule {above}, which is not looked into", path
                )
        return None

    def _find_directory(self, path: str, real: str) -> Place | Fault:
        if real in self._listing.every:  # a repository inside this one
            return Place(path, ((path, real),), directory=real)
        listed = self._listing.below(real)
        found = listed or self._walk(real)
        ignored = not listed and bool(found) and self._listing.leaves_out(real)
        start = "" if real == "." else real
        place = self._follow(path, found, is_ignored=ignored)
        if isinstance(place, Fault) or path == real:
            return place if isinstance(place, Fault) else replace(place, directory=start)
        skip = len(start) + 1 if start else 0
        renamed = tuple((f"{path}/{name[skip:]}", content) for name, content in place.files)
        return replace(place, files=renamed, directory=start)

    def _find_glob(self, pattern: str) -> Place | Fault:
        directory = literal_directory(pattern)
        listed = select(pattern, self._listing.paths, into=True)
        found = listed or select(pattern, self._walk(directory), into=True)
        if not found:
            return Fault("EVIDENCE_MISSING", f"{pattern} matches nothing", directory or None)
        ignored = not listed and all(map(self._listing.leaves_out, found))
        return self._follow(pattern, found, is_ignored=ignored)

    def _follow(self, path: str, found: Sequence[str], *, is_ignored: bool) -> Place | Fault:
        """Give the files of a directory or glob their contents' places, through symbolic links."""
        ground = self._ground
        files: list[tuple[str, str]] = []
        for name in found:
            target = name
            if not ground.is_file(name) and not ground.is_directory(name):
                try:
                    led = ground.real(name)
                except Outside:
                    return Fault("EVIDENCE_OUTSIDE", f"{name} is a symbolic link that leads out of the workspace", path)
                if led is None:
                    return Fault("EVIDENCE_MISSING", f"{name} is a symbolic link to nothing", path)
                if ground.is_directory(led):
                    continue  # what a link to a directory shows is evidence where it stands
                target = led
            files.append((name, target))
        return Place(path, tuple(files), is_ignored=is_ignored)


def _candidates(reference: Reference, base: str) -> Iterator[str]:
    """Yield the paths that a reference may mean, without repeating any; nothing that leads out."""
    written = reference.path
    if written is None or "\0" in written or len(written) > LONGEST:
        return
    seen = {written}
    if not reference.is_outside:
        yield written
    for start in dict.fromkeys(("", base)):
        for spelling in _spellings(written):
            path = posixpath.normpath(posixpath.join(start, spelling) or ".")
            if path not in seen and path != ".." and not path.startswith(("/", "../")):
                seen.add(path)
                yield path


def _spellings(path: str) -> Iterator[str]:
    yield path
    if path.isascii() and "\\" not in path and "%" not in path:
        return
    yield path.replace("\\", "/")
    yield unquote(path.replace("\\", "/"))
    yield unicodedata.normalize("NFC", path)
    yield unicodedata.normalize("NFD", path)

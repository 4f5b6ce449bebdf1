"""A glance at what references lead to, for those who bind nothing to it: no file is hashed, no provenance asked for.

The rules are those of `evidence/resolve.py`, and so are the answers, but for digest, size, files, commit and time.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from gonogo.errors import InputError
from gonogo.evidence.hints import Hints
from gonogo.evidence.looking import Looking
from gonogo.evidence.places import Fault, Finder, Place
from gonogo.evidence.reference import Reference, classify
from gonogo.model.evidence import Resolved
from gonogo.workspace.git import Repository
from gonogo.workspace.history import Commit
from gonogo.workspace.port import Files, Ground

Asked = tuple[str, str]
"""The directory of the document in which a reference stands, from the root, and its text."""


class Glimpse(Struct, frozen=True):
    """What a reference came to, where that is, and which files are behind it."""

    resolved: Resolved
    path: str | None = None
    """What the reference means, whether or not it is there; None for links, commits and what leads out."""
    files: tuple[str, ...] = ()
    """Paths where contents are, symbolic links followed."""
    alone: bool = False
    """Whether it names just one file."""


def glance(
    wanted: Iterable[Asked], files: Files, repository: Repository | None, ground: Ground
) -> dict[Asked, Glimpse]:
    """Return what references came to, as far as it costs little; `ground` is that of the files, or remembers it."""
    asked = {key: classify(key[1]) for key in dict.fromkeys(wanted)}
    named = {reference.commit for reference in asked.values() if reference.commit is not None}
    eyes = _Eyes(Finder(files), ground, Hints(files, repository), _commits(repository, named))
    return {key: eyes.look(reference, key[0]) for key, reference in asked.items()}


def _commits(repository: Repository | None, named: set[str]) -> dict[str, Commit | None] | None:
    """Return the commits of ids; None where there is no repository that could say."""
    if repository is None:
        return None
    try:
        return repository.commits(sorted(named)) if named else {}
    except InputError:
        return None


class _Eyes:
    def __init__(self, finder: Finder, ground: Ground, hints: Hints, commits: dict[str, Commit | None] | None) -> None:
        self._finder = finder
        self._ground = ground
        self._looking = Looking(self._ground, None)
        self._hints = hints
        self._commits = commits
        self._holds_something = cache(self._look_inside)

    def look(self, reference: Reference, base: str) -> Glimpse:
        if reference.url is not None:
            return Glimpse(_answer(reference, "LINK_RECORDED", "recorded, not fetched"))
        if reference.commit is not None:
            return Glimpse(self._look_for_commit(reference, reference.commit))
        place = self._finder.find(reference, base)
        if isinstance(place, Place) and not place.files:
            # Git keeps no empty directories: what stands here was left over when its files went.
            gone = Fault("EVIDENCE_MISSING", f"{place.path} has no files any more", place.path)
            place = gone if self._hint(reference, gone) is not None else place
        if isinstance(place, Fault):
            return Glimpse(_answer(reference, place.code, place.message, self._hint(reference, place)), place.path)
        files = tuple(dict.fromkeys(real for _, real in place.files))
        return Glimpse(self._look_at(reference, place), place.path, files, place.is_file)

    def _look_for_commit(self, reference: Reference, identifier: str) -> Resolved:
        if self._commits is None:
            return _answer(reference, "EVIDENCE_UNREADABLE", "no repository can say whether there is such a commit")
        if self._commits.get(identifier) is not None:
            return _answer(reference)
        message = f"commit {identifier} is not in this repository"
        return _answer(reference, "EVIDENCE_COMMIT_UNKNOWN", message, self._hints.for_commit())

    def _hint(self, reference: Reference, fault: Fault) -> str | None:
        try:
            return self._hints.for_fault(reference, fault)
        except InputError:  # history that cannot be read tells nothing
            return None

    def _look_at(self, reference: Reference, place: Place) -> Resolved:
        try:
            if not any(self._holds_something(real) for _, real in place.files):
                return _answer(reference, "EVIDENCE_EMPTY", f"{place.path} is empty")
        except InputError:
            return _answer(reference, "EVIDENCE_UNREADABLE", f"{place.path} cannot be read")
        complaint, _ = self._looking.check(reference, place)
        if complaint is not None:
            return _answer(reference, complaint.code, f"{place.path}: {complaint.message}")
        if place.is_ignored:
            message = f"{place.path} is ignored by Git, so nobody else has it"
            return _answer(reference, "EVIDENCE_IGNORED", message, f"git add -f {place.path}")
        return _answer(reference)

    def _look_inside(self, path: str) -> bool:
        try:
            return self._ground.read(path, 1, cut=True) != b""
        except InputError:
            if self._ground.is_directory(path):
                return True  # a repository inside this one: its commit is something
            raise


def _answer(
    reference: Reference, code: str | None = None, message: str | None = None, hint: str | None = None
) -> Resolved:
    contradicted = code == "EVIDENCE_CONTRADICTS"
    return Resolved(
        reference=reference.raw, kind=reference.kind, code=code, message=message, hint=hint, contradicted=contradicted
    )

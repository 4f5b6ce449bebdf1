"""Looking up what rules on evidence and commands may ask for: as much as they need, and bounded.

Rules:
1. Only what completed items and lists of deliverables name is looked for; without any, the workspace is not listed.
2. Files are read where they may be records, up to `LARGEST` each and `MOST_BYTES` in all, as documents come.
   What is beyond that is there, and nobody looked into it.
3. A file that is missing, would be ignored by Git, and belongs to items with commands is one that a run may yet write.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gonogo.app.reading import Workspace
from gonogo.app.seeing import policy_of
from gonogo.check.callees import Sort, Target
from gonogo.check.deliverables import delivered
from gonogo.check.recipes import CRATE, included
from gonogo.check.scene import Page
from gonogo.check.targets import targets
from gonogo.check.targets_there import files_to_read, paths_to_find, starts_of
from gonogo.errors import InputError
from gonogo.evidence.glance import Asked, Glimpse, glance
from gonogo.model.evidence import EvidenceKind, Resolved
from gonogo.model.item import COMPLETION, Item
from gonogo.workspace.git import Repository
from gonogo.workspace.ignoring import would_ignore
from gonogo.workspace.port import Ground, Outside
from gonogo.workspace.read_once import ReadOnce

LARGEST = 1 << 20
"""Bytes of one file."""
MOST_FILES = 5_000
MOST_BYTES = 32 << 20
MOST_OF_ONE = 50
"""Files of one directory or glob that are looked into."""
_STRUCTURED = ("json", "yaml", "yml", "xml")
_RECORDS = (*_STRUCTURED, "md", "markdown", "txt", "log", "out", "rst", "adoc")
_NO_RECORDS = frozenset({EvidenceKind.CODE, EvidenceKind.TEST, EvidenceKind.CONTRACT, EvidenceKind.LINK})
_MOST_CRATES = 300


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was looked up, by the names that `Scene` has for it."""

    resolved: Mapping[Asked, Resolved] = field(default_factory=dict)
    behind: Mapping[Asked, tuple[str, ...]] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    files: frozenset[str] | None = None
    present: frozenset[str] = frozenset()
    recipes: Mapping[str, str] = field(default_factory=dict)
    directories: Mapping[str, str] = field(default_factory=dict)
    shallow: bool = False


def look_up(workspace: Workspace, pages: Iterable[Page]) -> Found:
    """Return what the files of a workspace answer to what its completed items name."""
    done = [item for item in workspace.items if item.status in COMPLETION]
    items = [item for item in done if item.evidence or item.verify]
    wanted = [(posixpath.dirname(item.path), text) for item in items for text in item.evidence]
    wanted += [(page.directory, one.reference) for page in pages for one in delivered(page)]
    if not items and not wanted:
        return Found()
    try:
        every = workspace.files.listing.every
    except InputError:  # a tracker that lies in no project, among more files than anyone lists
        return Found()
    repository = workspace.files.repository()
    ground = ReadOnce(workspace.files.ground(), LARGEST, MOST_BYTES)
    glimpses = glance(wanted, workspace.files, repository, ground)
    behind, contents = _look_into(glimpses, ground)
    directories = _directories(items, workspace)
    recipes, present = _look_for_targets(items, directories, ground, every)
    unwritten = _may_be_written(items, glimpses, workspace)
    return Found(
        resolved={key: seen.resolved for key, seen in glimpses.items() if key not in unwritten},
        behind=behind,
        contents=contents,
        files=every,
        present=present,
        recipes=recipes,
        directories=directories,
        shallow=_is_shallow(repository, glimpses),
    )


def _is_shallow(repository: Repository | None, glimpses: Mapping[Asked, Glimpse]) -> bool:
    unknown = any(seen.resolved.code == "EVIDENCE_COMMIT_UNKNOWN" for seen in glimpses.values())
    return unknown and repository is not None and repository.is_shallow


def _look_into(
    glimpses: Mapping[Asked, Glimpse], ground: ReadOnce
) -> tuple[dict[Asked, tuple[str, ...]], dict[str, bytes]]:
    """Read what may be a record."""
    behind: dict[Asked, tuple[str, ...]] = {}
    contents: dict[str, bytes] = {}
    for key, seen in glimpses.items():
        if seen.resolved.code not in {None, "EVIDENCE_IGNORED"} or seen.resolved.kind in _NO_RECORDS:
            continue
        endings = _RECORDS if seen.alone else _STRUCTURED
        paths = [path for path in seen.files if path.rpartition(".")[2].lower() in endings][:MOST_OF_ONE]
        for path in paths:
            data = contents.get(path) or ground.recall(path)
            if data is not None:
                contents[path] = data
        if paths:
            behind[key] = tuple(path for path in paths if path in contents)
    return behind, contents


def _directories(items: Iterable[Item], workspace: Workspace) -> dict[str, str]:
    """Return where the commands of items run, where it is not the root."""
    shared = workspace.policy.verify.directory
    found = {}
    for item in items:
        own = posixpath.normpath(policy_of(item, workspace.policy).directory or shared)
        if own != ".":
            found[item.key] = own
    return found


def _look_for_targets(
    items: Iterable[Item], directories: Mapping[str, str], ground: Ground, every: frozenset[str]
) -> tuple[dict[str, str], frozenset[str]]:
    """Return the files with recipes and tests that commands name, and the paths that exist beside what is listed."""
    asked: dict[tuple[Target, str], None] = {}
    for item in items:
        starts = starts_of(item, directories) if item.verify else ()
        for command in item.verify:
            for target in targets(command):
                if target.test is not None or not any(path in every for path in paths_to_find(target, starts[0])):
                    asked.update(dict.fromkeys((target, start) for start in starts))
    texts: dict[str, str] = {}
    paths: set[str] = set()
    for target, start in asked:
        paths.update(paths_to_find(target, start))
        _read_all(files_to_read(target, start), ground, every, texts)
    _read_all(_crates((target for target, _ in asked), every), ground, every, texts)
    present = frozenset(path for path in paths if path not in every and _exists(ground, path))
    return texts, present


def _crates(wanted: Iterable[Target], every: frozenset[str]) -> list[str]:
    if not any(target.sort is Sort.CRATE for target in wanted):
        return []
    return sorted(path for path in every if posixpath.basename(path) == CRATE)[:_MOST_CRATES]


def _read_all(paths: Iterable[str], ground: Ground, every: frozenset[str], texts: dict[str, str]) -> None:
    """Read files and what they include."""
    pending = list(paths)
    while pending and len(texts) < MOST_FILES:
        path = pending.pop()
        if path in texts or path not in every:
            continue
        data = _read(ground, path)
        if data is not None:
            texts[path] = data.decode("utf-8", "replace")
            if posixpath.basename(path) != CRATE and not path.endswith(".py"):
                pending += included(path, texts[path])


def _may_be_written(items: Iterable[Item], glimpses: Mapping[Asked, Glimpse], workspace: Workspace) -> frozenset[Asked]:
    """Return the references whose files no run has written yet, going by Git's rules on what it ignores."""
    missing = {
        key: seen.path for key, seen in glimpses.items() if seen.resolved.code == "EVIDENCE_MISSING" and seen.path
    }
    if not missing or not workspace.files.listing.by_git:
        return frozenset()
    unproven = {key for item in items if not item.verify for key in _asked_by(item)}
    proven = {key for item in items if item.verify for key in _asked_by(item) if key in missing} - unproven
    ignored = would_ignore(workspace.root.path, sorted({missing[key] for key in proven}))
    return frozenset(key for key in proven if missing[key] in ignored)


def _asked_by(item: Item) -> Iterator[Asked]:
    return ((posixpath.dirname(item.path), text) for text in item.evidence)


def _read(ground: Ground, path: str) -> bytes | None:
    try:
        return ground.read(path, LARGEST)
    except InputError:
        return None


def _exists(ground: Ground, path: str) -> bool:
    try:
        return ground.real(path) is not None
    except Outside:
        return True

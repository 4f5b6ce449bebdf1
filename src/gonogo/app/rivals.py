"""Ids that other branches give to something else: the newest local branches that are not merged.

Both sides gave an id since they parted where neither the version from which they parted nor the other one had it. What
cannot be read on another branch is passed over: it is not this branch's fault.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from gonogo.app.differences import Differences, Text
from gonogo.app.reading import Workspace
from gonogo.errors import GonogoError
from gonogo.model.item import Item
from gonogo.model.past import Rival
from gonogo.workspace import git_command
from gonogo.workspace.blobs import Blobs
from gonogo.workspace.names import spell, unspell
from gonogo.workspace.versions import MANY

MOST_BRANCHES = 20
SIMILAR = 0.6
"""How alike two titles are that mean the same thing, as `difflib` counts."""
_LARGEST = 32 * 1024 * 1024
_FILE = "100"
"""How the mode of a regular file begins."""


def find_rivals(
    workspace: Workspace, paths: Sequence[str], differences: Differences, blobs: Blobs, head: str
) -> tuple[Rival, ...]:
    """Return the items of other branches that bear an id which these documents give to something else."""
    here: dict[tuple[str, str], list[Item]] = {}
    for item in workspace.items:
        if item.id is not None:
            here.setdefault((item.path, item.id.casefold()), []).append(item)
    found: list[Rival] = []
    for branch, tip in _branches(workspace, head):
        for path, old, new in _changes(workspace, paths, head, tip):
            try:
                added = _added(path, old, new, differences, blobs)
            except GonogoError:
                continue
            for item in added:
                same = here.get((path, (item.id or "").casefold()), ())
                if same and not any(_is_same(item, other) for other in same):
                    found.append(Rival(branch=branch, item=item))
    return tuple(found)


def _branches(workspace: Workspace, head: str) -> Iterator[tuple[str, str]]:
    """Yield the newest branches that have something which this commit does not, with their tips."""
    printed = git_command.run(
        workspace.root.path,
        "for-each-ref",
        f"--no-merged={head}",
        "--sort=-committerdate",
        f"--count={MOST_BRANCHES}",
        "--format=%(objectname) %(refname:short)",
        "refs/heads",
    )
    for line in printed.decode("utf-8", "replace").splitlines():
        tip, _, branch = line.partition(" ")
        yield branch, tip


def _changes(workspace: Workspace, paths: Sequence[str], head: str, tip: str) -> Iterator[tuple[str, str | None, str]]:
    """Yield the documents that a branch changed since it parted: path, and its blobs then and at the tip."""
    arguments = [
        "diff-tree",
        "-r",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        "--relative",
        "--merge-base",
        head,
        tip,
    ]
    if len(paths) <= MANY:
        arguments += ["--", *(os.fsdecode(unspell(path)) for path in paths)]
    known = frozenset(paths)
    printed = git_command.run(workspace.root.path, *arguments, allow=(0, 128))  # 128: they never were one
    words = iter(printed.split(b"\0"))
    for about in words:
        path = spell(next(words, b""))
        parts = about.decode("ascii", "replace").lstrip(":").split(" ")
        if path in known and len(parts) == 5 and parts[1].startswith(_FILE):  # noqa: PLR2004 -- modes, ids, letter
            yield path, parts[2] if parts[0].startswith(_FILE) else None, parts[3]


def _added(path: str, old: str | None, new: str, differences: Differences, blobs: Blobs) -> Iterator[Item]:
    """Return the items with an id that the newer content has and the older one has not; raises GonogoError."""
    found = differences.recall(path, old, new)
    if found is None:
        before: Text | None = None if old is None else (old, blobs.read(old, _LARGEST))
        found = differences.compare(path, before, (new, blobs.read(new, _LARGEST)))
    return (change.after for change in found.changes if change.before is None and change.after and change.after.id)


def _is_same(item: Item, other: Item) -> bool:
    """Whether two items of one id mean the same thing: titles may be edited on the way."""
    one, two = ((entry.title or "").casefold().strip() for entry in (item, other))
    if not one or not two or one == two or one in two or two in one:
        return True
    return SequenceMatcher(None, one, two).ratio() >= SIMILAR

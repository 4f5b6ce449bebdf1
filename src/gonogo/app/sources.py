"""Where a workspace is read from: its files at one moment, the settings as of then, and what of it was asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gonogo.app import settings
from gonogo.app.documents import DiskDocuments, Documents, TreeDocuments
from gonogo.errors import UsageError
from gonogo.workspace.checked_out import CheckedOut
from gonogo.workspace.names import spell
from gonogo.workspace.port import Files, Ground, Outside
from gonogo.workspace.revision import find_commit, find_index, require_repository
from gonogo.workspace.root import Root, find_root
from gonogo.workspace.snapshot import Snapshot
from gonogo.workspace.tree import Tree

CACHE = ".gonogo/cache"
_GIT = "git:"
_LIKE_REVISION = re.compile(r"(?!\d{4}-\d\d|\d{1,6}$)[\w./~^@-]{1,80}")
"""Neither a position in the ledger nor a time."""


@dataclass(frozen=True)
class Source:
    """One moment of a workspace."""

    root: Root
    files: Files
    documents: Documents
    settings: str
    """The text of `gonogo.toml` as of then; empty where there is none."""
    explicit: tuple[str, ...] = ()
    """Documents to be read alone, whatever they are called; paths from the root, or absolute."""
    folders: tuple[str, ...] = ()
    """Folders to be searched."""
    whole: bool = True
    """False where only these documents and folders were asked for."""

    def widened(self) -> Source:
        """Return the whole workspace at the same moment."""
        return replace(self, explicit=(), folders=(), whole=True)


def choose(
    paths: Sequence[Path], here: Path, environ: Mapping[str, str], *, at: str | None = None, staged: bool = False
) -> Source:
    """Return the moment that `--at` and `--staged` ask for: a commit, the index, else what stands on disk."""
    if at is not None and staged:
        raise UsageError("--at and --staged name two moments", hint="leave one of them out")
    if at is not None:
        return at_commit(paths, here, revision_of(at, "--at"))
    return at_index(paths, here, environ) if staged else on_disk(paths, here)


def revision_of(moment: str, option: str) -> str:
    """Return the revision in `git:REV`; raises UsageError for any other way to name a moment."""
    if moment.startswith(_GIT):
        return moment.removeprefix(_GIT)
    raise UsageError(
        f"{option} takes a commit here",
        code="REVISION_UNKNOWN",
        expected="git:REV, as git:HEAD~3, git:v1.0 or git:main",
        found=repr(moment[:80]),
        hint=f"{option} git:{moment}" if _LIKE_REVISION.fullmatch(moment) else None,
    )


def on_disk(paths: Sequence[Path], here: Path) -> Source:
    """Return the workspace that the first path (or `here`) lies in, as it stands."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist", code="INPUT_MISSING", hint="check the path")
    root = find_root(paths[0] if paths else here)
    documents = DiskDocuments(root.path)
    return Source(
        root=root,
        files=Tree(root.path, cache=root.path / CACHE),
        documents=documents,
        settings=settings.decode(documents.settings(), str(root.path / settings.NAME)),
        explicit=tuple(_name(path, root.path) for path in paths if not path.is_dir()),
        folders=tuple(_name(path, root.path) for path in paths if path.is_dir()),
        whole=not paths,
    )


def at_commit(paths: Sequence[Path], here: Path, revision: str) -> Source:
    """Return the workspace as of a commit; paths need not exist on disk. Raises UsageError where it is none."""
    root = find_root(paths[0] if paths else here)
    commit = find_commit(root.path, revision)
    return _in_tree(root, Snapshot.of_commit(root.path, commit), paths, f"commit {commit[:7]}")


def at_index(paths: Sequence[Path], here: Path, environ: Mapping[str, str]) -> Source:
    """Return the workspace as it is staged: what `git commit` would record, also where a hook asks on its behalf."""
    root = find_root(paths[0] if paths else here)
    require_repository(root.path)
    index = find_index(root.path, environ)
    return _in_tree(root, Snapshot.of_index(root.path, index), paths, "the index")


def before(source: Source, commit: str) -> Source:
    """Return the same part of a workspace as it would stand if a commit were checked out in its place.

    Documents that the commit does not have are left out. Settings that nobody can read any more are those of now.
    """
    root = source.root.path
    snapshot = Snapshot.of_commit(root, commit)
    files: Files = CheckedOut(snapshot, source.files) if isinstance(source.files, Tree) else snapshot
    documents = TreeDocuments(files)
    try:
        text = settings.decode(documents.settings(), settings.NAME)
        settings.parse(text)
    except UsageError:
        text = source.settings
    explicit = tuple(name for name in source.explicit if name in files.listing.every)
    return replace(source, files=files, documents=documents, settings=text, explicit=explicit)


def _in_tree(root: Root, files: Files, paths: Sequence[Path], moment: str) -> Source:
    ground = files.ground()
    explicit: list[str] = []
    folders: list[str] = []
    for path in paths:
        found = _find(path, root.path, ground)
        if found is None:
            raise UsageError(f"{path} does not exist in {moment}", code="INPUT_MISSING", hint="check the path")
        name, real = found
        (folders if ground.is_directory(real) else explicit).append(name)
    documents = TreeDocuments(files)
    return Source(
        root=root,
        files=files,
        documents=documents,
        settings=settings.decode(documents.settings(), settings.NAME),
        explicit=tuple(explicit),
        folders=tuple(folders),
        whole=not paths,
    )


def _find(path: Path, root: Path, ground: Ground) -> tuple[str, str] | None:
    """Return what a path is called in a tree, and what it leads to; seen from here, else, as in Git, from the root."""
    for name in dict.fromkeys((_name(path, root), _name(root / path, root))):
        try:
            real = None if name.startswith("/") else ground.real(name)
        except Outside:
            real = None
        if real is not None:
            return name, real
    return None


def _name(path: Path, root: Path) -> str:
    """Return a path as it is spelled: relative to the root where it lies under it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow symbolic links
    shown = absolute.relative_to(root) if absolute.is_relative_to(root) else absolute
    return spell(os.fsencode(shown.as_posix()))

"""Where a workspace is read from: its files at one moment, the settings as of then, and what of it was asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gonogo.app import settings
from gonogo.app.documents import DiskDocuments, Documents, TreeDocuments
from gonogo.errors import UsageError
from gonogo.workspace.checked_out import CheckedOut
from gonogo.workspace.port import Files, Outside
from gonogo.workspace.revision import find_commit, find_index, require_repository
from gonogo.workspace.root import Root, find_root
from gonogo.workspace.snapshot import Snapshot
from gonogo.workspace.tree import Tree

CACHE = ".gonogo/cache"


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

    @property
    def whole(self) -> bool:
        """Whether nothing narrows it."""
        return not self.explicit and not self.folders

    def widened(self) -> Source:
        """Return the whole workspace at the same moment."""
        return replace(self, explicit=(), folders=())


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
    """Return the same part of a workspace as it would stand if a commit were checked out in its place."""
    root = source.root.path
    snapshot = Snapshot.of_commit(root, commit)
    files: Files = CheckedOut(snapshot, source.files) if isinstance(source.files, Tree) else snapshot
    return replace(_from(source.root, files), explicit=source.explicit, folders=source.folders)


def _in_tree(root: Root, files: Files, paths: Sequence[Path], moment: str) -> Source:
    ground = files.ground()
    explicit: list[str] = []
    folders: list[str] = []
    for path in paths:
        name = _name(path, root.path)
        try:
            real = None if name.startswith("/") else ground.real(name)
        except Outside:
            real = None
        if real is None:
            raise UsageError(f"{path} does not exist in {moment}", code="INPUT_MISSING", hint="check the path")
        (folders if ground.is_directory(real) else explicit).append(name)
    return replace(_from(root, files), explicit=tuple(explicit), folders=tuple(folders))


def _from(root: Root, files: Files) -> Source:
    documents = TreeDocuments(files)
    text = settings.decode(documents.settings(), settings.NAME)
    return Source(root=root, files=files, documents=documents, settings=text)


def _name(path: Path, root: Path) -> str:
    """Return a path as it is shown: relative to the root where it lies under it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow symbolic links
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        return absolute.as_posix()

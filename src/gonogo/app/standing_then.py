"""Whether something stood at a path in a commit: one run of Git for all that is not remembered.

A commit never changes, so an answer about it holds for ever: it is remembered by the commit's id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from gonogo.app.reading import Workspace
from gonogo.workspace import git_command
from gonogo.workspace.kept import Kept
from gonogo.workspace.names import spell, unspell

_THERE = (b"blob", b"tree", b"commit")
_Answers = dict[str, bool]


def standing_then(workspace: Workspace, wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those pairs of commit and path at which something stands; raises InputError where Git cannot tell."""
    by_commit: dict[str, list[str]] = {}
    for revision, path in sorted(wanted):
        by_commit.setdefault(revision, []).append(path)
    if not by_commit:
        return set()
    memory = _Memory(workspace)
    answers = {revision: memory.recall(revision) for revision in by_commit}
    new = [(revision, path) for revision, paths in by_commit.items() for path in paths if path not in answers[revision]]
    if new:
        lines = b"".join(revision.encode() + b":./" + unspell(path) + b"\n" for revision, path in new)
        told = git_command.run(workspace.root.path, "cat-file", "--batch-check=%(objecttype)", stdin=lines).splitlines()
        for (revision, path), answer in zip(new, told, strict=True):
            answers[revision][path] = answer in _THERE
        for revision in dict.fromkeys(revision for revision, _ in new):
            memory.keep(revision, answers[revision])
    return {(revision, path) for revision, paths in by_commit.items() for path in paths if answers[revision][path]}


class _Memory:
    """Answers by commit, kept between programs where the workspace's readings are."""

    def __init__(self, workspace: Workspace) -> None:
        parser = workspace.parser
        self._kept = None if parser.cache is None else Kept(parser.cache / "standing")
        self._writes = parser.remember
        self._decode = msgspec.msgpack.Decoder(_Answers).decode
        # Paths are told from the workspace's root, which need not be the repository's.
        self._prefix = spell(git_command.run(workspace.root.path, "rev-parse", "--show-prefix").rstrip(b"\n"))

    def recall(self, revision: str) -> _Answers:
        kept = None if self._kept is None else self._kept.get(self._name(revision))
        try:
            return {} if kept is None else self._decode(kept)
        except msgspec.MsgspecError:
            return {}

    def keep(self, revision: str, answers: Mapping[str, bool]) -> None:
        if self._kept is not None and self._writes:
            self._kept.put(self._name(revision), msgspec.msgpack.encode(answers))

    def _name(self, revision: str) -> str:
        return hashlib.sha256(f"{revision}\0{self._prefix}".encode()).hexdigest()

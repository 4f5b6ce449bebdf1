"""What a check found, remembered: where nothing that it saw has changed, the next one finds the same.

Rules:
1. A report is found by workspace, the paths that were asked for, the day, and the very code of gonogo. It holds while
   the marks of all listed files, all references of Git, and every path that was asked for beyond them are what they
   were.
2. It is kept beside readings (`parse_cache`), and like them it is a help for looking: nothing is decided by it.
3. This file loads nothing that only checking needs: that would cost more than it saves.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

import gonogo
from gonogo.app.caching import outside
from gonogo.errors import GonogoError
from gonogo.model.report import Report
from gonogo.workspace.kept import Kept
from gonogo.workspace.root import SETTINGS, find_root
from gonogo.workspace.watched import Mark, WatchedTree, digest_of, mark_of, settled

_LARGEST = 32 << 20
"""Bytes of a remembered document that is read again."""


class _Remembered(Struct, array_like=True):
    state: str
    beyond: dict[str, Mark]
    report: Report


class ReportMemory:
    """The memory of one check; `tree` is what the check must look at so that its report can be kept."""

    def __init__(self, paths: Sequence[Path], here: Path, cache: Path, day: str) -> None:
        self.root = find_root(paths[0] if paths else here).path
        self.tree = WatchedTree(self.root, None)
        self._moment = time.time_ns()  # compared with file times only; never stored, never shown
        self._kept = Kept(cache / "reports")
        asked = [os.path.abspath(path) for path in paths]  # noqa: PTH100 -- resolve() would follow symbolic links
        self._name = hashlib.sha256(msgspec.json.encode([_code(), str(self.root), asked, day])).hexdigest()
        self._more = [SETTINGS, *(os.path.relpath(path, self.root) for path in asked)]
        self._state: str | None = None

    @classmethod
    def open(cls, paths: Sequence[Path], here: Path, cache: Path | None, day: str) -> ReportMemory | None:
        """Return the memory of a check; None where there is no place for one, or nothing that could be checked."""
        if cache is None or not all(path.exists() for path in paths):
            return None
        try:
            memory = cls(paths, here, cache, day)
        except GonogoError:  # whoever reads the workspace says so better
            return None
        return memory if outside(cache, memory.root) is not None else None

    def recall(self) -> Report | None:
        """Return the report of an earlier check that still holds."""
        try:
            self._state = digest_of(self.root, self.tree.listing, self._more, self._moment)
        except GonogoError:
            return None
        kept = self._kept.get(self._name) if self._state is not None else None
        if kept is None:
            return None
        try:
            known = msgspec.msgpack.decode(kept, type=_Remembered)
        except msgspec.MsgspecError:
            return None
        same = known.state == self._state
        holds = same and all(mark_of(self.root, path) == mark for path, mark in known.beyond.items())
        return known.report if holds else None

    def keep(self, report: Report) -> None:
        """Remember a report that was made of `tree` since `recall`."""
        witness = self.tree.witness
        holds = not witness.saw_more and all(settled(mark, self._moment) for mark in witness.marks.values())
        if self._state is not None and holds:
            self._kept.put(self._name, msgspec.msgpack.encode(_Remembered(self._state, witness.marks, report)))

    def texts(self, report: Report) -> Mapping[str, bytes]:
        """Return what the documents of a remembered report hold; those that cannot be read are left out."""
        found = {}
        ground = self.tree.ground()
        for path in report.documents:
            try:
                found[path] = ground.read(path, _LARGEST)
            except GonogoError:
                continue
        return found


def _code() -> list[str]:
    """Return what tells this program from every other: its version, and its files as they stand."""
    folder = Path(gonogo.__file__).parent
    sources = sorted((str(path), path.stat()) for path in folder.rglob("*.py"))
    return [gonogo.__version__, *(f"{name} {found.st_size} {found.st_mtime_ns}" for name, found in sources)]

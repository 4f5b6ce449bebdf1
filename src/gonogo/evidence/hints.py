"""What might mend a reference that leads nowhere, from Git's history and from what else is in the tree."""

from __future__ import annotations

import os
from functools import cached_property

from gonogo.evidence.places import Fault
from gonogo.evidence.reference import Reference
from gonogo.workspace.git import Repository
from gonogo.workspace.port import Files


class Hints:
    """Hints for many references; history is read at the first one that needs it."""

    def __init__(self, files: Files, repository: Repository | None) -> None:
        self._root = files.root
        self._listing = files.listing
        self._repository = repository

    def for_fault(self, reference: Reference, fault: Fault) -> str | None:
        """Return what might mend a fault, or None where nothing is known."""
        if fault.code == "EVIDENCE_OUTSIDE":
            return self._for_outside(reference)
        if fault.code != "EVIDENCE_MISSING" or fault.path is None:
            return None
        return self._from_history(fault.path) or self._from_names(fault.path)

    def for_commit(self) -> str | None:
        """Return why a commit may be unknown here."""
        if self._repository is None:
            return "there is no Git repository to look into"
        return "this clone is shallow: git fetch --unshallow" if self._repository.is_shallow else None

    def _for_outside(self, reference: Reference) -> str | None:
        path = reference.path if reference.path is not None else reference.raw.strip().strip("`")
        inside = os.path.normpath(path.removeprefix(f"{self._root}/").lstrip("/"))
        return f"write it from the workspace's root: {inside}" if inside != path and self._exists(inside) else None

    def _from_history(self, path: str) -> str | None:
        if path in self._listing.gone:
            return f"it is deleted in the working tree only: git restore {path}"
        if self._repository is None:
            return None
        commit = self._repository.deleted_in(path)
        if commit is None:
            return None
        moved = self._repository.renamed_to(path)
        if moved is not None and self._exists(moved):
            return f"moved to {moved} in {commit.id[:7]}"
        return f"deleted in {commit.id[:7]}"

    def _from_names(self, path: str) -> str | None:
        folded = self._by_folded.get(path.casefold())
        if folded is not None and folded != path:
            return f"upper and lower case differ: there is {folded}"
        same = self._by_name.get(path.rpartition("/")[2], ())
        return f"there is {same[0]}" if len(same) == 1 else None

    def _exists(self, path: str) -> bool:
        return path in self._listing.every or bool(path not in {"", "."} and self._listing.below(path))

    @cached_property
    def _by_folded(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for path in self._listing.paths:
            place = path
            while place and place.casefold() not in found:
                found[place.casefold()] = place
                place = place.rpartition("/")[0]
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._listing.paths:
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return found

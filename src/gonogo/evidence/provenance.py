"""Where evidence comes from, as Git knows it: its last commit, and whether it differs from what was committed."""

from __future__ import annotations

from collections.abc import Iterable

from gonogo.evidence.places import Place
from gonogo.workspace.git import Repository
from gonogo.workspace.history import Commit
from gonogo.workspace.listing import Listing


class Provenance:
    """Answers about places and commits, all asked for at once; without Git there are none."""

    def __init__(self, listing: Listing, repository: Repository | None) -> None:
        self._tracked = listing.tracked
        self._repository = repository
        self._commits: dict[str, Commit | None] = {}
        self._last: dict[str, Commit] = {}
        self._changed: set[str] = set()
        """Paths that differ from HEAD, and the directories above them."""
        self._new: set[str] = set()

    def gather(self, places: Iterable[Place], commits: Iterable[str]) -> None:
        """Ask Git about all places and commits."""
        if self._repository is None:
            return
        self._commits.update(self._repository.commits(commits))
        places = list(places)
        if not places:
            return
        for path, letters in self._repository.changes.items():
            if letters.startswith("A"):
                self._new.add(path)
            place = path
            while place and place not in self._changed:
                self._changed.add(place)
                place = place.rpartition("/")[0]
        self._last.update(self._repository.last_commits({path for place in places for path in self._asked(place)}))

    def commit(self, identifier: str) -> Commit | None:
        """Return the commit of a full or abbreviated id, or None."""
        return self._commits.get(identifier)

    def last_commit(self, place: Place) -> Commit | None:
        """Return the last commit that touched any file of a place."""
        found = [self._last[path] for path in self._asked(place) if path in self._last]
        return max(found, key=lambda commit: commit.time, default=None)

    def is_dirty(self, place: Place) -> bool:
        """Whether anything of a place is not as HEAD has it; without Git nothing is."""
        if self._repository is None:
            return False
        tracked, changed = self._tracked, self._changed
        if place.directory in changed or (place.directory == "" and changed):
            return True
        return any(real in changed or real not in tracked for _, real in place.files)

    def _asked(self, place: Place) -> Iterable[str]:
        """Return the paths whose history is that of a place: the directory itself, else the files."""
        tracked = [real for _, real in place.files if real in self._tracked and real not in self._new]
        if place.directory is not None:
            return [place.directory] if tracked else []
        return tracked

"""What changed in the tree while commands ran: who is to blame, and what they wrote. Pure.

Rules:
1. Every run is alive from its beginning to its end; what changed between two looks is laid to those alive in between.
2. A run may write its declared outputs and the evidence of its own items. Such a file is a result: it is no input of
   any run by default, and nobody else is disturbed by it who did not ask for it in `inputs`.
3. Any other change to a file that a run was hashed over disturbs the run, whoever made it.
4. A file that was not there before is a result too; it belongs to those who may write it, else to all who were alive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct


class Change(Struct, frozen=True):
    """Paths that differ between two looks at the tree."""

    changed: frozenset[str]
    """Other contents, or gone."""
    created: frozenset[str]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.changed or self.created)


class Alive(Struct, frozen=True):
    """A run that was alive between two looks."""

    run: str
    inputs: AbstractSet[str]
    """Paths that it was hashed over."""
    may_write: Callable[[str], bool]
    asked: bool = False
    """Its inputs were given as patterns, so that each of them counts."""


class Blame(Struct, frozen=True):
    """What a change means: by run id, the inputs that were disturbed and the files that it wrote; and all results."""

    disturbed: Mapping[str, tuple[str, ...]]
    wrote: Mapping[str, tuple[str, ...]]
    results: frozenset[str]


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Change:
    """Return what differs between two looks, each a map of paths to digests."""
    if before == after:
        return Change(frozenset(), frozenset())
    changed = frozenset(path for path, digest in before.items() if after.get(path) != digest)
    return Change(changed, frozenset(after.keys() - before.keys()))


def blame(change: Change, alive: Sequence[Alive]) -> Blame:
    """Lay a change to the runs that were alive meanwhile."""
    owners = {path: [one.run for one in alive if one.may_write(path)] for path in change.changed | change.created}
    results = change.created | {path for path in change.changed if owners[path]}
    disturbed: dict[str, tuple[str, ...]] = {}
    wrote: dict[str, list[str]] = {one.run: [] for one in alive}
    for one in alive:
        hit = {
            path
            for path in (change.changed if not one.asked else change.changed | change.created) & one.inputs
            if not one.may_write(path) and (one.asked or not owners[path])
        }
        if hit:
            disturbed[one.run] = tuple(sorted(hit))
    for path in sorted(results):
        for run in owners[path] or _all(alive):
            wrote[run].append(path)
    return Blame(disturbed, {run: tuple(paths) for run, paths in wrote.items() if paths}, frozenset(results))


def _all(alive: Iterable[Alive]) -> list[str]:
    return [one.run for one in alive]

"""What changed in the tree while commands ran: what is a result, and which runs it disturbed. Pure.

Rules:
1. What changed between two looks at the tree is laid to the runs that were alive in between.
2. A run may write its declared outputs and the evidence of its own items. Such a file is a result, and so is any file
   that was not there before; results are no inputs by default, so that nobody is disturbed by them who did not name
   them.
3. Any other change to a file that a run was hashed over disturbs the run, whoever made it.
4. Work is in proportion to what changed, not to what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct

from gonogo.model.patterns import select


class Change(Struct, frozen=True):
    """Paths that differ between two looks."""

    changed: frozenset[str] = frozenset()
    """With other contents, or gone."""
    created: frozenset[str] = frozenset()

    @property
    def paths(self) -> frozenset[str]:
        """All of them."""
        return self.changed | self.created


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Change:
    """Return what differs between two looks, each a map of paths to digests."""
    if before == after:
        return Change()
    changed = frozenset(path for path, digest in before.items() if after.get(path) != digest)
    return Change(changed, frozenset(after.keys() - before.keys()))


def written_by(patterns: Iterable[str], change: Change) -> frozenset[str]:
    """Return which of the changed paths a run may have written, by the patterns of what it may write."""
    paths = sorted(change.paths)
    return frozenset(path for pattern in patterns for path in select(pattern, paths, into=True))


def disturbed(
    before: Mapping[str, str],
    after: Mapping[str, str],
    change: Change,
    own: AbstractSet[str],
    results: AbstractSet[str],
) -> tuple[str, ...]:
    """Return the paths whose change disturbed a run, sorted.

    before, after: its inputs by digest at the two looks, the latter without results that it did not name.
    """
    return tuple(
        sorted(
            path
            for path in change.paths
            if before.get(path) != after.get(path) and path not in own and not (path in results and path not in after)
        )
    )

"""Which commit made the claims that items make now, and what of their evidence that commit had.

Rules:
1. An item claims completion on a reference since the commit from which on it was complete and named it. A row that
   takes up a reference later, or one to a file that moved, makes a new claim then.
2. Evidence that came later was there when the row was next touched: with that the claim was made again.
3. A reference stands for the paths that it may mean from the root and from the document, as the document lay then.
4. What Git has neither then nor now (an ignored artifact) tells nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from gonogo.app.reading import Workspace
from gonogo.app.standing_then import standing_then
from gonogo.evidence.reference import classify
from gonogo.model.item import COMPLETION, Item
from gonogo.model.past import PastClaim, Step
from gonogo.workspace.listing import Listing

Names = Mapping[tuple[str, str], str]
"""By commit and document: what the document was called then."""
Place = tuple[str, str]
"""A document, and the key of an item in it."""


class _Question(Struct, frozen=True):
    """Whether any of some paths was in a commit, and the paths that the reference means now."""

    item: Item
    reference: str
    revision: str
    again: str
    """The commit that touched the item last."""
    then: tuple[str, ...]
    now: tuple[str, ...]


def past_claims(workspace: Workspace, steps: Sequence[Step], names: Names, head: str) -> tuple[PastClaim, ...]:
    """Return the claims of the items that were read, as far as the newest commit may differ from the one that made
    them; raises InputError where Git cannot tell.
    """
    listing = workspace.files.listing
    questions = list(_questions(workspace, steps, names, "" if listing.gone else head))
    wanted = {(commit, path) for one in questions for commit in (one.revision, one.again) for path in one.then}
    there = standing_then(workspace, wanted)
    claims: dict[tuple[str, str], PastClaim] = {}
    for asked in questions:
        existed = any((asked.revision, path) in there for path in asked.then)
        again = any((asked.again, path) in there for path in asked.then)
        if not existed and (again or not _is_tracked(listing, asked.now)):
            continue
        name = asked.item.key, asked.revision
        if name not in claims:
            claims[name] = PastClaim(item=asked.item.key, path=asked.item.path, revision=asked.revision, existed={})
        claims[name].existed[asked.reference] = existed
    return tuple(claims.values())


def _questions(workspace: Workspace, steps: Sequence[Step], names: Names, leave: str) -> Iterator[_Question]:
    """Yield what is to be asked; claims that the commit `leave` made are left out."""
    began, last = _began(steps)
    paths = cache(_paths)
    for item, local in _rows(workspace):
        known = began.get((item.path, local)) if item.status in COMPLETION else None
        for reference in item.evidence if known else ():
            revision = known.get(reference, leave) if known else leave
            if revision == leave:
                continue
            file = _file(reference)
            then = paths(file, posixpath.dirname(names[revision, item.path]))
            if then:
                now = paths(file, posixpath.dirname(item.path))
                yield _Question(item, reference, revision, last[item.path, local], then, now)


def _began(steps: Iterable[Step]) -> tuple[dict[Place, dict[str, str]], dict[Place, str]]:
    """Return the commit since which each item claims completion on each reference, and the one that touched it last."""
    began: dict[Place, dict[str, str]] = {}
    last: dict[Place, str] = {}
    for step in steps:
        before, after = step.before, step.after
        if after is None or after.status not in COMPLETION:
            if before is not None:
                began.pop((step.path, before.key), None)
            continue
        place = step.path, after.key
        last[place] = step.revision
        if before is None or before.status not in COMPLETION:
            began[place] = dict.fromkeys(after.evidence, step.revision)
        elif before.evidence != after.evidence:
            fresh = (name for name in after.evidence if name not in before.evidence)
            began.setdefault(place, {}).update(dict.fromkeys(fresh, step.revision))
    return began, last


def _rows(workspace: Workspace) -> Iterator[tuple[Item, str]]:
    """Yield items with the keys that they have within their documents."""
    rows = (row.key for reading in workspace.readings for row in reading.items)
    return zip(workspace.items, rows, strict=True)


def _file(reference: str) -> str:
    """Return a reference without the place in its file, where there is one: many name places of the same file."""
    file, mark, place = reference.partition("#")
    return reference if not mark or not file or place[:1].isdigit() else file


def _paths(reference: str, directory: str) -> tuple[str, ...]:
    """Return the paths that a reference may mean in a document of that directory; none for what is no single path."""
    found = classify(reference)
    if found.path is None or found.is_glob or found.commit or found.url or not found.path.isprintable():
        return ()
    both = (found.path, posixpath.normpath(posixpath.join(directory, found.path)))
    return tuple(dict.fromkeys(path for path in both if path != ".." and not path.startswith(("/", "../"))))


def _is_tracked(listing: Listing, paths: Iterable[str]) -> bool:
    """Whether Git has any of the paths, or anything below one of them."""
    tracked = listing.tracked
    return any(path in tracked or any(below in tracked for below in listing.below(path)) for path in paths)

"""What Git remembers of trackers, as values: who changed which claim in which commit."""

from __future__ import annotations

from msgspec import Struct

from gonogo.model.item import Item


class Revision(Struct, frozen=True, kw_only=True):
    """One commit. `paths` are the files that it changed, as called then; a merge's against its first parent."""

    id: str
    author: str
    """Name and address, as Git has them after `.mailmap`."""
    time: str
    """Of the commit, RFC 3339 in UTC."""
    subject: str
    message: str = ""
    """All of it."""
    paths: tuple[str, ...] = ()
    merge: bool = False


class Step(Struct, frozen=True, kw_only=True):
    """One item that one commit added (`before` is None), changed, or took away (`after` is None)."""

    path: str
    """The document as it is called now."""
    revision: str
    before: Item | None
    after: Item | None


class PastClaim(Struct, frozen=True, kw_only=True):
    """The commit that made the completion claim which an item makes now, and which of its evidence existed then.

    existed: reference as written, and whether something stood there in that commit; references that are links, commits
    or patterns that cannot be asked for are left out.
    """

    item: str
    """Its key in the workspace."""
    path: str
    revision: str
    existed: dict[str, bool] = {}


class Rival(Struct, frozen=True, kw_only=True):
    """An item that another branch gives an id which this one gives to something else, both since they parted."""

    branch: str
    item: Item


class Past(Struct, frozen=True, kw_only=True):
    """The past of a workspace's trackers, oldest first."""

    revisions: dict[str, Revision] = {}
    """By commit id: those that changed a tracker."""
    steps: tuple[Step, ...] = ()
    claims: tuple[PastClaim, ...] = ()
    rivals: tuple[Rival, ...] = ()
    cut: bool = False
    """Whether older history was left out: a shallow clone, or the limit on commits."""

"""What Git remembers of trackers, as values: who changed which claim in which commit."""

from __future__ import annotations

from msgspec import Struct

from gonogo.model.item import Item


class Revision(Struct, frozen=True, kw_only=True):
    """One commit. `paths` are the files that it changed, as called then from the workspace's root.

    Those of a merge are the files that it has otherwise than each of its parents; the rest others wrote.
    """

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
    turn: int = 1
    """Which one it is of the items that share its key in the document."""
    ruled: bool = False
    """Whether the state diagrams that the document has now stood in it before this commit."""
    noted: tuple[str, ...] = ()
    """Where it opens a completed item again: what the commit wrote about the item elsewhere in the document."""


class PastClaim(Struct, frozen=True, kw_only=True):
    """The commit since which an item claims completion on some of its evidence, and which of that existed then.

    existed: reference as written, and whether something stood there in that commit; left out are links, commits,
    patterns, and what Git has neither then nor now. An item that took up references in several commits has several.
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


class Gap(Struct, frozen=True, kw_only=True):
    """What Git cannot tell of a document: its content in one commit, or anything."""

    path: str
    revision: Revision | None
    message: str
    hint: str | None = None


class Past(Struct, frozen=True, kw_only=True):
    """The past of a workspace's trackers, oldest first."""

    revisions: dict[str, Revision] = {}
    """By commit id: those that changed a tracker."""
    steps: tuple[Step, ...] = ()
    claims: tuple[PastClaim, ...] = ()
    rivals: tuple[Rival, ...] = ()
    gaps: tuple[Gap, ...] = ()
    names: dict[tuple[str, str], str] = {}
    """By commit and document, what the document was called then."""
    cut: bool = False
    """Whether older history was left out: a shallow clone, or the limit on commits."""

"""What a change makes of a workspace's claims and findings, compared with a commit before it."""

from __future__ import annotations

from msgspec import Struct

from gonogo.model.item import Finding, Status
from gonogo.model.standing import Standing


class Shift(Struct, frozen=True, kw_only=True):
    """One item whose claim or standing is other than before. Where the item is gone, `path` and `line` are the old."""

    key: str
    id: str | None
    title: str | None
    path: str
    line: int
    claimed: Status | None
    """What it claimed before; None where it was not there."""
    claims: Status | None
    """What it claims now; None where it is gone."""
    was: Standing | None
    standing: Standing | None
    code: str | None = None
    """The reason of its present standing, or the code of the error that is new on it."""
    message: str | None = None


class Comparison(Struct, frozen=True, kw_only=True):
    """A workspace beside itself at an earlier commit."""

    revision: str
    """As it was asked for."""
    commit: str
    made_false: tuple[Shift, ...] = ()
    """Claims that were borne out and are not any more, and claims on which an error is new."""
    made_stale: tuple[Shift, ...] = ()
    """Claims whose proof is out of date, or is only a document, since then."""
    unproven: tuple[Shift, ...] = ()
    """Completion claims that are new, and that nothing bears out."""
    made_true: tuple[Shift, ...] = ()
    """Completion claims that are proven or documented since then."""
    withdrawn: tuple[Shift, ...] = ()
    """Completion claims that are not made any more."""
    new: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    """As they stood then."""

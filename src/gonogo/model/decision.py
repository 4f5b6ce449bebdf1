"""Gates and decisions, as values."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from gonogo.model.evidence import Tier
from gonogo.model.standing import Standing

RULESET = "1"
"""The version of the rules of standing and decision; a decision names the one it was made with."""


class Scope(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which items a gate looks at; an empty tuple does not narrow, several narrow together."""

    priority: tuple[str, ...] = ()
    tracker: tuple[str, ...] = ()
    """Glob patterns over tracker paths."""
    tag: tuple[str, ...] = ()
    """Values of a `tags` or `labels` column."""
    ids: tuple[str, ...] = ()


class Demand(StrEnum):
    """What a gate asks of the items in its scope."""

    HONEST = "honest"
    """Whatever claims completion is proven."""
    COMPLETE = "complete"
    """Everything that is not cancelled claims done or signed off, and is proven."""


class Gate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named rule over items."""

    name: str
    demand: Demand = Demand.COMPLETE
    scope: Scope = Scope()
    accept: tuple[Standing, ...] = (Standing.PROVEN,)
    minimum_tier: Tier | None = None
    criteria_assessed: bool = False
    """Whether each exit criterion must be answered by an `expect` or a signature."""


BUILT_IN_GATES = {
    "honest": Gate(name="honest", demand=Demand.HONEST),
    "default": Gate(name="default", demand=Demand.COMPLETE),
}


class Answer(StrEnum):
    """The two things that a gate can say."""

    GO = "go"
    NO_GO = "no_go"


class Cause(Struct, frozen=True, kw_only=True):
    """A root cause: failing obligations that are not dependencies, grouped by what would mend them together."""

    code: str
    subject: str
    """What is to be mended: a command, a reference, an item key, a missing program."""
    items: tuple[str, ...]
    """Keys of the items that fail by it directly, in document order."""
    message: str
    hint: str | None = None
    unblocks: int = 0
    """How many items of the scope fail now and have it among their causes, directly or through dependencies."""


class Decision(Struct, frozen=True, kw_only=True):
    """A gate's answer with its reasons: a function of position, policy digest, now and ruleset."""

    gate: str
    answer: Answer
    position: int
    """Ledger position that it was decided at."""
    facts: str
    """Digest of the facts that it looked at, recorded before."""
    policy: str
    ruleset: str = RULESET
    now: str
    considered: int
    """Items in scope."""
    totals: dict[str, int]
    """Number of items in scope by standing; every standing is present."""
    causes: tuple[Cause, ...] = ()

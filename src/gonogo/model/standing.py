"""Standing as a value: what gonogo derives for an item, and from which obligations."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from gonogo.model.command import Command
from gonogo.model.evidence import Resolved, Tier
from gonogo.model.item import Item, Status


class Standing(StrEnum):
    """What is derived for an item; `SEVERITY` orders them, worst first."""

    OPEN = "open"
    REFUTED = "refuted"
    UNPROVEN = "unproven"
    STALE = "stale"
    DOCUMENTED = "documented"
    WAIVED = "waived"
    PROVEN = "proven"


SEVERITY = {
    Standing.REFUTED: 0,
    Standing.UNPROVEN: 1,
    Standing.STALE: 2,
    Standing.DOCUMENTED: 3,
    Standing.WAIVED: 4,
    Standing.PROVEN: 5,
}


class ObligationKind(StrEnum):
    """What sort of thing must hold for a claim."""

    IDENTITY = "identity"
    DEPENDENCY = "dependency"
    CHILD = "child"
    COMMAND = "command"
    EVIDENCE = "evidence"
    CRITERION = "criterion"
    SIGNOFF = "signoff"


class Obligation(Struct, frozen=True, kw_only=True):
    """One thing that must hold. `standing` None is shown and does not count (unassessed criterion, recorded link)."""

    kind: ObligationKind
    subject: str
    """The dependency or child key, the command text, the evidence reference, the criterion, the role."""
    standing: Standing | None
    code: str | None = None
    message: str | None = None
    hint: str | None = None
    run: str | None = None
    """Id of the run that decided it."""


class Verdict(Struct, frozen=True, kw_only=True):
    """An item's standing with its obligations; `reason` is the first of the worst, None where all is well."""

    key: str
    claim: Status
    standing: Standing
    tier: Tier | None = None
    """The weakest tier among what proves it."""
    obligations: tuple[Obligation, ...] = ()
    reason: Obligation | None = None


class CommandFact(Struct, frozen=True, kw_only=True):
    """A command as it would run now: on these inputs, under this cache key."""

    command: Command
    key: str
    cache_key: str
    inputs: str
    """Digest of the manifest of its inputs."""
    vacuous: str | None = None
    """Why it cannot fail, where a static look shows that it cannot."""


class ItemFacts(Struct, frozen=True, kw_only=True):
    """All that was seen of one item: the row with what `gonogo.toml` adds, its commands, its evidence."""

    item: Item
    commands: tuple[CommandFact, ...] = ()
    evidence: tuple[Resolved, ...] = ()
    assessed: tuple[str, ...] = ()
    """Exit criteria that an `expect` answers."""
    duplicated: bool = False
    """Its key is not unique in the workspace: it binds nothing."""


class Document(Struct, frozen=True, kw_only=True):
    """A tracker document as it was read."""

    path: str
    digest: str


class Unread(Struct, frozen=True, kw_only=True):
    """A tracker document that could not be read: it may list anything."""

    path: str
    code: str
    message: str


class Facts(Struct, frozen=True, kw_only=True):
    """The workspace as it was seen at one moment: everything besides the ledger that a decision depends on."""

    documents: tuple[Document, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    unread: tuple[Unread, ...] = ()
    max_age: int | None = None
    """Seconds for which a run stays fresh; None is without end."""

"""What `gonogo.toml` says, as values. Loading and its errors are in `app/settings.py`."""

from __future__ import annotations

from msgspec import Struct, field

from gonogo.model.command import Expect
from gonogo.model.decision import BUILT_IN_GATES, Gate


class ItemPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `[items.KEY]` adds to what the document says."""

    verify: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    exit_criteria: tuple[str, ...] = ()
    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] = ()
    expect: tuple[Expect, ...] = ()
    directory: str | None = None
    environment: dict[str, str] = {}
    timeout: str | int | None = None


class Trackers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which documents are trackers, beyond discovery."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that a team uses beyond the built-in dialect: status words to canonical statuses, headers to fields."""

    status: dict[str, str] = {}
    columns: dict[str, str] = {}


class Defaults(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How commands run where an item says nothing else."""

    inputs: tuple[str, ...] | None = None
    directory: str = "."
    allow: tuple[str, ...] = ()
    environment: dict[str, str] = {}
    timeout: str | int = 600
    max_age: str | int | None = None


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `gonogo.toml`."""

    trackers: Trackers = Trackers()
    dialect: Words = Words()
    verify: Defaults = Defaults()
    items: dict[str, ItemPolicy] = {}
    gates: dict[str, Gate] = field(default_factory=lambda: dict(BUILT_IN_GATES))

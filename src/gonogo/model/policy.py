"""What `gonogo.toml` says, as values. Loading and its errors are in `app/settings.py`."""

from __future__ import annotations

from msgspec import Struct, field

from gonogo.model.command import Expect
from gonogo.model.decision import BUILT_IN_GATES, Gate
from gonogo.model.item import Severity


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


class RulePolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `[check.rules.CODE]` changes of a rule."""

    severity: Severity | None = None
    minimum: int | None = None
    """From how many on the rule speaks, for rules that count."""


class Ignore(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[check.ignore]]`: findings of a code that are not told until a day, and why."""

    code: str
    reason: str
    until: str
    """The last day on which it holds, ISO."""
    paths: tuple[str, ...] = ()
    """Glob patterns; none mean every document."""
    items: tuple[str, ...] = ()
    """Ids or keys; none mean every item, and what is about no item."""


class Checks(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `[check]` says."""

    history: int = 500
    """Commits of each tracker that history rules look back on, and four times as many of all; 0 for none."""
    rules: dict[str, RulePolicy] = {}
    ignore: tuple[Ignore, ...] = ()


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `gonogo.toml`."""

    trackers: Trackers = Trackers()
    dialect: Words = Words()
    verify: Defaults = Defaults()
    check: Checks = Checks()
    items: dict[str, ItemPolicy] = {}
    gates: dict[str, Gate] = field(default_factory=lambda: dict(BUILT_IN_GATES))

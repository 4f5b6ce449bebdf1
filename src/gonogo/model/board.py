"""What the reading verbs show, as values that every renderer shares."""

from __future__ import annotations

from msgspec import Struct

from gonogo.model.command import Run
from gonogo.model.decision import Decision
from gonogo.model.item import Finding, Item
from gonogo.model.standing import Verdict


class Row(Struct, frozen=True, kw_only=True):
    """One line of the board."""

    item: Item
    verdict: Verdict


class Totals(Struct, frozen=True, kw_only=True):
    """Numbers under the board. `by_standing` has every standing but `open`, counted over completion claims."""

    items: int
    claimed: int
    open: int
    cancelled: int
    by_standing: dict[str, int]
    runs: int
    """Commands of the items that have ever finished a run."""
    commands: int
    """Distinct commands of the items."""
    stale_commands: int
    """Commands without a fresh result."""


class Board(Struct, frozen=True, kw_only=True):
    """The workspace at a glance."""

    root: str
    documents: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: Totals
    findings: tuple[Finding, ...]
    decision: Decision
    """What the `default` gate would say; not recorded."""
    next_command: str | None
    """The command that a user most likely wants next."""
    why_next: str | None
    position: int


class Why(Struct, frozen=True, kw_only=True):
    """The tree of obligations under one item: verdicts of everything it reaches, by key; the renderer walks them."""

    root: str
    verdicts: dict[str, Verdict]
    items: dict[str, Item]
    follows: int
    """How many completion claims would follow if this one were proven."""
    runs: dict[str, Run] = {}
    """By run id, the runs that its obligations name."""


class NextRow(Struct, frozen=True, kw_only=True):
    """One item of the execution order."""

    item: Item
    verdict: Verdict
    ready: bool
    """Whether it can be worked on now: nothing that it depends on is missing."""
    waits_for: tuple[str, ...] = ()
    """Keys (or unknown ids) of the dependencies that are not there yet."""
    unblocks: int = 0
    """How many items wait for it, directly or through others."""
    layer: int | None = None
    """Length of the longest chain of dependencies below it; None on or behind a cycle."""


class GraphView(Struct, frozen=True, kw_only=True):
    """Items and what they depend on."""

    rows: tuple[Row, ...]
    """In document order."""
    needs: dict[str, tuple[str, ...]]
    """By key, the keys that it depends on."""
    unknown: dict[str, tuple[str, ...]] = {}
    """By key, ids that it depends on and that no tracker lists."""
    critical_path: tuple[str, ...] = ()
    cycles: tuple[tuple[str, ...], ...] = ()
    layers: dict[str, int] = {}


class MatrixView(Struct, frozen=True, kw_only=True):
    """The dependency matrix, from the items."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    """What to print for each key: the id where there is one."""
    cells: tuple[tuple[int, ...], ...]
    """`cells[row][column]` is 1 where the item of the row depends on the item of the column."""

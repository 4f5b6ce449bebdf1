"""What a tracker lists, as values: items, what surrounds them, and what could not be read.

Shapes follow `gonogo items --format json` one to one, so that every other view derives from the same value.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

LARGEST_DOCUMENT = 32 * 1024 * 1024
"""Bytes of the largest document that is read."""


class Status(StrEnum):
    """What a tracker claims for an item, in one vocabulary for every language and legend."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    READY_FOR_SIGNOFF = "ready_for_signoff"
    DOC_BASELINE = "doc_baseline"
    DONE = "done"
    SIGNED_OFF = "signed_off"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


COMPLETION = frozenset({Status.DOC_BASELINE, Status.DONE, Status.SIGNED_OFF})
"""Claims that ask for proof."""

CLOSED = frozenset({Status.DONE, Status.SIGNED_OFF, Status.CANCELLED})
"""Claims under which a child no longer keeps its parent open."""


class Kind(StrEnum):
    """What sort of thing an item is."""

    TASK = "task"
    PHASE = "phase"
    MILESTONE = "milestone"
    CHECKBOX = "checkbox"
    DELIVERABLE = "deliverable"
    BOUNDARY = "boundary"


class Span(Struct, frozen=True, array_like=True, gc=False):
    """A byte range in a document, half open; `[start, end]` in JSON."""

    start: int
    end: int


class Spans(Struct, frozen=True):
    """Where an item stands: its whole row, and each of its cells by field name."""

    row: Span
    cells: dict[str, Span] = {}


class Item(Struct, frozen=True, kw_only=True):
    """One tracked row, phase, milestone or checklist line."""

    id: str | None = None
    key: str
    title: str | None = None
    workstream: str | None = None
    priority: str | None = None
    owner: str | None = None
    target: str | None = None
    kind: Kind = Kind.TASK
    parent: str | None = None
    status_raw: str | None = None
    status: Status = Status.UNKNOWN
    depends_on: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    exit_criteria: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    extra: dict[str, str | tuple[str, ...]] = {}
    path: str
    line: int
    span: Spans


class Severity(StrEnum):
    """How much a finding matters: only an error fails a check."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(Struct, frozen=True, kw_only=True):
    """A static fault in a tracker, with a code, a place and a hint."""

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    item: str | None = None
    path: str
    line: int
    span: Span | None = None


class Silenced(Struct, frozen=True, kw_only=True):
    """A finding that is not told, why and until which day, and where the silence stands that hides it."""

    finding: Finding
    reason: str
    until: str
    path: str
    line: int


class StructureType(StrEnum):
    """What a table or list that is not a list of items is for."""

    MATRIX = "matrix"
    ORDER = "order"
    MAPPING = "mapping"
    DELIVERABLES = "deliverables"
    ROLLUP = "rollup"
    LEGEND = "legend"
    LOG = "log"
    EVIDENCE = "evidence"
    STATES = "states"
    OTHER = "other"


class Structure(Struct, frozen=True, kw_only=True):
    """A part of a tracker that speaks about items without listing new ones: text of each cell as written, no markup."""

    type: StructureType
    heading: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()
    """The line of each row, parallel to `rows`."""
    fields: tuple[str | None, ...] = ()
    """What each column is (`id`, `status`, `evidence`, `file`, …), parallel to `columns`; None where unknown."""
    items: tuple[str | None, ...] = ()
    """The key, within the document, of the item that each row speaks of, parallel to `rows`; None for none."""
    statuses: tuple[Status | None, ...] = ()
    """What each row's status cell says, parallel to `rows`; None without a cell or with an empty one."""
    path: str
    line: int


class ItemTable(Struct, frozen=True, kw_only=True):
    """A table from which items were read: its columns as they stand, and which items it lists."""

    heading: str | None = None
    columns: tuple[str, ...] = ()
    fields: tuple[str | None, ...] = ()
    """As in `Structure`."""
    items: tuple[str, ...] = ()
    """Keys within the document, in order."""
    line: int
    last: int
    """The lines of its header and of its last row."""


class PassageKind(StrEnum):
    """Which sort of prose a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LINE = "line"


class Passage(Struct, frozen=True, kw_only=True, gc=False):
    """A heading, a line of a paragraph or a list line, without markup; `Key: value` lines of front matter too."""

    kind: PassageKind
    text: str
    line: int
    level: int = 0
    """Of a heading, 1 to 6; of a list line, its depth from 0."""
    quoted: bool = False
    box: str | None = None
    """What stands between the brackets of a list line's box."""


class Silence(Struct, frozen=True, kw_only=True):
    """A comment `<!-- gonogo: ignore CODE until=2026-12-31 reason="…" -->` as it was written.

    In a row, a list line or a heading it speaks for that line; in a line of its own for the whole document.
    """

    codes: tuple[str, ...]
    until: str | None = None
    reason: str | None = None
    line: int
    whole: bool
    fault: str | None = None
    """What in it cannot be understood."""


class Reading(Struct, frozen=True, kw_only=True):
    """All that one document says."""

    path: str
    digest: str
    size: int
    items: tuple[Item, ...] = ()
    structures: tuple[Structure, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    tables: tuple[ItemTable, ...] = ()
    passages: tuple[Passage, ...] = ()
    silences: tuple[Silence, ...] = ()

"""One verdict over parts that stand differently. Pure.

Rules:
1. A verdict is a line such as `Go/No-Go: GO`, `Release decision: approved`. Where it names one of the parts, or says
   that it is for some, it is that part's own.
2. Parts are the rows of a table of scopes (environments, regions, tenants …) with a column of verdicts or statuses, of
   which some may go and some are refused or open; of components, services and teams only a refused one counts.
3. It is told only in the section around both, and once for each verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gonogo.check.groups import spoken
from gonogo.check.outline import Outline, Section
from gonogo.check.rule import Rule, at_line
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Passage, Severity, Status
from gonogo.tracker.statuses import StatusReader

_VERDICT = re.compile(
    r"\W*(?:(?:overall|final|release|launch|production|go-live|readiness|current|deployment)\s+){0,3}"
    r"(?:go\s?/\s?no-go(?:\s+(?:decision|verdict|recommendation|status))?|decision|verdict|recommendation)\s*[:：]\s*(?P<said>\S.*)",
    re.IGNORECASE,
)
_GO = re.compile(
    r"\W*(?:\[x\]\s*)?(?:go(?:[ -]live)?|approved|ship(?: it)?|ready|release)\b(?!\s*(?:/|or)\s*no)", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:only|except|excluding|without|for|partial|conditional|limited|pilot|subject to|provided|if)\b", re.IGNORECASE
)
_SCOPE = re.compile(
    r"environments?|env|regions?|tenants?|sites?|markets?|countr(?:y|ies)|platforms?|clusters?|customers?|scopes?"
    r"|环境|区域|租户|環境|리전|환경|ambientes?|entornos?|regi(?:ón|ão|ones|ões)|umgebung",
    re.IGNORECASE,
)
_PART = re.compile(r"components?|services?|apps?|products?|modules?|areas?|domains?|workstreams?|teams?", re.IGNORECASE)
_STANDING = re.compile(
    r"go\s?/\s?no-go|decision|verdict|readiness|ready\??|status|state|状态|状態|상태|estado|statut|статус",
    re.IGNORECASE,
)
_OPEN = frozenset({Status.NOT_STARTED, Status.BLOCKED, Status.IN_PROGRESS})
_CLOSED = frozenset({Status.DONE, Status.SIGNED_OFF})
_REFUSED = re.compile(r"\W*(?:no[ -]?go|not ready|rejected|refused)\b", re.IGNORECASE)


class _Part(Struct, frozen=True):
    """One scope: its line, its name, and whether it may go; None where that is unknown."""

    line: int
    name: str
    may_go: bool | None


def find_missing_scopes(scene: Scene) -> Iterator[Finding]:
    """Yield SCOPE_MISSING for each go that is given for all parts, of which some may not go."""
    reader = StatusReader(scene.dialect)
    for page in scene.pages:
        verdicts = [(passage, match["said"]) for passage in page.reading.passages if (match := _verdict(passage))]
        if not verdicts:
            continue
        outline = Outline.of(page)
        tables = [table for table in _tables(page, reader) if _differ(table)]
        for passage, said in verdicts:
            if outline.is_historical(passage.line) or _LIMITED.search(said):
                continue
            parts = next((table for table in tables if _is_over(passage, table, outline)), None)
            if parts is None or any(_names(passage.text, part.name) for part in parts):
                continue
            held = ", ".join(part.name for part in parts if part.may_go is False)
            yield at_line(
                "SCOPE_MISSING",
                Severity.WARNING,
                page.path,
                passage.line,
                f"one go for everything, and {held} may not",
                hint="say which part each answer is for",
            )


def _verdict(passage: Passage) -> re.Match[str] | None:
    match = None if passage.quoted or passage.box is not None else _VERDICT.match(passage.text)
    return match if match is not None and _GO.match(match["said"]) and not _REFUSED.match(match["said"]) else None


def _tables(page: Page, reader: StatusReader) -> Iterator[list[_Part]]:
    """Yield the tables whose rows are parts that a verdict may be for."""
    rows = {row.key: item for row, item in zip(page.reading.items, page.items, strict=True)}
    for table in page.reading.tables:
        scope = _scope_column(table.columns)
        if scope is not None:
            items = [rows[key] for key in table.items if key in rows]
            yield [
                _Part(
                    item.line, _name_of(item, table.columns[scope.at]), scope.may_go(item.status, item.status_raw or "")
                )
                for item in items
            ]
    for structure in page.reading.structures:
        scope = _scope_column(structure.columns)
        headers = enumerate(structure.columns)
        at = next((at for at, header in headers if _STANDING.fullmatch(header.strip())), None)
        if scope is not None and at is not None and at > scope.at:
            cells = [(line, row) for line, row in zip(structure.lines, structure.rows, strict=False) if len(row) > at]
            yield [_Part(line, row[scope.at], scope.may_go(reader.cell(row[at]), row[at])) for line, row in cells]


class _Scope(Struct, frozen=True):
    """Which column names the parts; of environments and their like an open one may not go, of others a refused one."""

    at: int
    wide: bool

    def may_go(self, status: Status | None, said: str) -> bool | None:
        """Return whether a part may go, by its status and how that is said."""
        if _REFUSED.match(said):
            return False
        return True if status in _CLOSED else False if self.wide and status in _OPEN else None


def _scope_column(columns: Sequence[str]) -> _Scope | None:
    headers = [header.strip() for header in columns[:2]]
    for pattern, wide in ((_SCOPE, True), (_PART, False)):
        at = next((at for at, header in enumerate(headers) if pattern.fullmatch(header)), None)
        if at is not None:
            return _Scope(at, wide)
    return None


def _name_of(item: Item, header: str) -> str:
    value = item.extra.get(header)
    return value if isinstance(value, str) else item.title or item.id or ""


def _differ(parts: Sequence[_Part]) -> bool:
    return {True, False} <= {part.may_go for part in parts}


def _is_over(passage: Passage, parts: Sequence[_Part], outline: Outline) -> bool:
    """Whether a verdict stands in the section of the parts, or in one around it that is not another part's own."""
    around = list(outline.around(passage.line))
    inside: Section = around[0]
    if any(_names(inside.title, part.name) for part in parts):
        return False
    level_with = list(outline.around(parts[0].line))
    shared = next((section for section in around if section in level_with), None)
    return shared is not None


def _names(text: str, name: str) -> bool:
    return bool(spoken(name)) and re.search(rf"(?<!\w){re.escape(spoken(name))}(?!\w)", spoken(text)) is not None


RULES = (Rule(code="SCOPE_MISSING", severity=Severity.WARNING, find=find_missing_scopes),)

"""One verdict over parts that stand differently. Pure.

Rules:
1. A verdict is a line such as `Go/No-Go: GO`, `Release decision: approved`. Where it names one of the parts, or says
   that it is for some, it is that part's own.
2. Parts are the rows of a table whose first column is one of scopes (environment, region, tenant, component …), with a
   column of verdicts or statuses. Where one part is refused or open, one verdict for all of them hides it.
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
from gonogo.model.item import Finding, Passage, Severity, Status
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
    r"environments?|env|regions?|tenants?|sites?|markets?|countr(?:y|ies)|platforms?|clusters?|customers?|products?|components?|services?"
    r"|apps?|modules?|scopes?|stages?|targets?|tiers?|环境|区域|租户|環境|리전|환경|ambientes?|entornos?|regi(?:ón|ão|ones|ões)|umgebung",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"go\s?/\s?no-go|decision|verdict|readiness|ready\??|status|state|状态|状態|상태|estado|statut|статус",
    re.IGNORECASE,
)
_OPEN = frozenset({Status.NOT_STARTED, Status.BLOCKED, Status.IN_PROGRESS})
_CLOSED = frozenset({Status.DONE, Status.SIGNED_OFF})
_REFUSED = re.compile(r"\W*no[ -]?go\b", re.IGNORECASE)


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
    rows = {row.key: item for row, item in zip(page.reading.items, page.items, strict=True)}
    for table in page.reading.tables:
        if table.columns and _SCOPE.fullmatch(table.columns[0].strip()):
            items = [rows[key] for key in table.items if key in rows]
            yield [_Part(i.line, i.title or i.id or "", _may_go(i.status, i.status_raw or "")) for i in items]
    for structure in page.reading.structures:
        columns = structure.columns
        at = next((at for at, header in enumerate(columns) if at and _STANDING.fullmatch(header.strip())), None)
        if at is None or not _SCOPE.fullmatch(columns[0].strip()):
            continue
        cells = [(line, row) for line, row in zip(structure.lines, structure.rows, strict=False) if len(row) > at]
        yield [_Part(line, row[0], _may_go(reader.cell(row[at]), row[at])) for line, row in cells if row[0].strip()]


def _may_go(status: Status | None, said: str) -> bool | None:
    if _REFUSED.match(said):
        return False
    return True if status in _CLOSED else False if status in _OPEN else None


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

"""Who answers for items, and what holds them up. Pure; one function a rule.

Rules:
1. An owner is asked for only where the item's table has a column for it, and of every item but a cancelled one; whoever
   has yet to sign is no owner.
2. A blocked item needs a reason anywhere: in its row, below it, in a dependency that is open, in a row or a sentence
   that names it, or under a heading of blockers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gonogo.check.outline import Outline
from gonogo.check.rule import Rule, at_item, called
from gonogo.check.scene import Page, Scene
from gonogo.check.signatures import is_signing
from gonogo.model.item import CLOSED, COMPLETION, Finding, Item, Passage, PassageKind, Severity, Status, StructureType

_NOBODY = re.compile(
    r"[\s<\[({*_`@~]*(?:tb[dacn]|to ?do|owners?|name|names|assignee|assigned|unassigned|not assigned|none yet|no ?one"
    r"|nobody|someone|somebody|anyone|vacant|open|fixme|xxx+|\?+|your name|person|username|handle"
    r"|to be (?:assigned|determined|confirmed|decided|named)|pending|placeholder|待定|未定|待分配|未分配|미정|미지정"
    r"|(?:owner |name |(?:\w+ )?lead )?tb[dac](?:\W[^@]*)?|a definir|por definir|à définir|offen)?"
    r"[\s>\])}*_`~.!]*",
    re.IGNORECASE,
)
_SIGNERS = re.compile(r"name|sign|approv|review|person|姓名|名前|이름|nome|nombre|nom\b|имя", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"\W*(?:n/?a|not applicable)\W*", re.IGNORECASE)
_BLOCKED = re.compile(
    r"block|on.?hold|waiting|stuck|imped|⛔|🚫|🛑|\[!\]|阻塞|受阻|阻断|卡住|被阻|ブロック|보류|차단|막힘|bloque|bloccat|blockiert|gesperrt"
    r"|заблок|chặn|engelle|geblok|zablok|ติดขัด",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_WAITS = re.compile(
    r"\b(?:waits?|waiting|awaits?|awaiting|blocked|pending|because|until|depends|needs)\b|\bdue to\b", re.IGNORECASE
)
_TOKEN = re.compile(r"[\w.-]*[^\W\d_][\w.-]*")
_BLOCKERS = re.compile(
    r"\bblock(?:er|ers|ed|ing)\b|impediment|阻塞|障碍|ブロッカー|차단|bloqueios?|bloqueos?|blocages?", re.IGNORECASE
)
_REMARKS = re.compile(
    r"note|remark|comment|reason|why|block|risk|issue|detail|descr|next|action|progress|update|gap|limit|finding"
    r"|备注|説明|说明|原因|备考|비고|obs|nota|motiv|bemerk|grund|примеч|причин|uwagi|ghi chú",
    re.IGNORECASE,
)
_TELLING = re.compile(r"note|remark|comment|reason|why|finding|block|gap", re.IGNORECASE)
"""Columns that tell why, though the reader may have taken them for the title."""
_SENTENCE = 5
_FEWEST = 3
"""Words of a cell that is no remark, and of a line that is no mere list of ids."""
_NO_REASON = frozenset(
    {"id", "title", "status", "owner", "target", "priority", "workstream", "evidence", "exit_criteria", "verify"}
    | {"depends_on", "links", "date", "parent"}
)
_FIGURES = re.compile(
    r"\s*(?:hrs?|hours?|points?|effort|estimate|size|order|wave|phase|sprint|week|type|category|area|(?:program )?focus"
    r"|scope|goals?|objectives?|purpose|deliverables?|exit|acceptance|done when|definition|criteria|what|summary"
    r"|milestones?|capabilit|features?|owners?|roles?|teams?)\b",
    re.IGNORECASE,
)
"""Columns that measure or describe an item, whatever holds it up."""
_SILENT = frozenset(
    {StructureType.MATRIX, StructureType.MAPPING, StructureType.ORDER, StructureType.LEGEND, StructureType.DELIVERABLES}
)


def find_owner_placeholders(scene: Scene) -> Iterator[Finding]:
    """Yield OWNER_PLACEHOLDER for each item whose owner cell names nobody."""
    for page in scene.pages:
        unsigned = _places_to_sign(page)
        for item in page.items:
            if item.status is Status.CANCELLED or "owner" not in item.span.cells or scene.is_broken(item):
                continue
            if item.owner is not None and _NOBODY.fullmatch(item.owner) is None:
                continue
            if item.key in unsigned or _needs_none(page, item):
                continue
            cell = " ".join((page.cell(item, "owner") or "").split()).strip("\"'`*")
            said = f"its owner is {cell[:40]!r}" if cell.strip("_ ") else "its owner is left empty"
            yield at_item(
                "OWNER_PLACEHOLDER",
                Severity.NOTE if item.status is Status.NOT_STARTED else Severity.WARNING,
                item,
                f"{called(item)} has no owner: {said}",
                hint="name the person or the team that answers for it",
                cell="owner",
            )


def _places_to_sign(page: Page) -> frozenset[str]:
    """Return the keys of rows in which somebody has yet to sign: who that will be is no owner."""
    keys = {
        key
        for table in page.reading.tables
        if is_signing(table.heading, table.columns) and "owner" in table.fields
        if _SIGNERS.search(table.columns[table.fields.index("owner")])
        for key in table.items
    }
    return frozenset(item.key for row, item in zip(page.reading.items, page.items, strict=True) if row.key in keys)


def _needs_none(page: Page, item: Item) -> bool:
    """Whether a completed item says that an owner does not apply."""
    return item.status in COMPLETION and _NOT_APPLICABLE.fullmatch(page.cell(item, "owner") or "") is not None


def find_missing_blockers(scene: Scene) -> Iterator[Finding]:
    """Yield BLOCKER_MISSING for each blocked item of which nothing says what blocks it."""
    for page in scene.pages:
        blocked = [item for item in page.items if item.status is Status.BLOCKED and _is_said_blocked(item)]
        if not blocked:
            continue
        silent = [item for item in blocked if not _row_says_why(item, scene) and not scene.is_broken(item)]
        if silent and not _lists_blockers(page):
            for item in _unexplained(silent, page):
                yield at_item(
                    "BLOCKER_MISSING",
                    Severity.WARNING,
                    item,
                    f"{called(item)} is blocked, and nothing says by what",
                    hint="say what blocks it in its row, or name the item it waits for as a dependency",
                    cell="status",
                )


def _is_said_blocked(item: Item) -> bool:
    """Whether the status speaks of a block, not of a failure."""
    raw = item.status_raw or ""
    return _BLOCKED.search(raw) is not None or raw.strip() in {"!", "[!]"}


def _row_says_why(item: Item, scene: Scene) -> bool:
    if len(_WORD.findall(item.status_raw or "")) > 1 and not re.fullmatch(
        r"\W*on.hold\W*", item.status_raw or "", re.IGNORECASE
    ):
        return True
    header = scene.page_of(item).header(item, "title")
    if _WAITS.search(item.title or "") or (header is not None and item.title and _TELLING.search(header)):
        return True
    for _, key in scene.links.needs.get(item.key, ()):
        if key is None or scene.by_key[key].status not in CLOSED:
            return True
    if any(scene.by_key[key].status not in CLOSED for key in scene.links.children.get(item.key, ())):
        return True
    for column, value in item.extra.items():
        text = value if isinstance(value, str) else " ".join(value)
        if column.casefold() in _NO_REASON or (_FIGURES.match(column) and not _WAITS.search(text)):
            continue
        if not scene.dialect.is_placeholder(text) and _explains(column, text):
            return True
    return False


def _explains(column: str, text: str) -> bool:
    """Whether a cell may say what blocks: in a column for remarks anything does, elsewhere a sentence."""
    if _REMARKS.search(column):
        return _WORD.search(text) is not None
    return _WAITS.search(text) is not None or len(_WORD.findall(text)) >= _SENTENCE


def _lists_blockers(page: Page) -> bool:
    """Whether a heading of blockers has anything below it."""
    outline = Outline.of(page)
    for section in outline.sections:
        if section.heading is None or not _BLOCKERS.search(section.title):
            continue
        if any(section.first < line <= section.last for line in _telling_lines(page)):
            return True
    return False


def _telling_lines(page: Page) -> Iterator[int]:
    for passage in page.reading.passages:
        if passage.kind is not PassageKind.HEADING and not re.match(
            r"\W*(?:none|no|n/a|nothing|无|なし|없음)\b", passage.text, re.IGNORECASE
        ):
            yield passage.line
    for structure in page.reading.structures:
        yield from structure.lines


def _unexplained(items: list[Item], page: Page) -> Iterator[Item]:
    """Yield the items that no other row and no sentence of the page tells more of."""
    told = {
        key
        for structure in page.reading.structures
        if structure.type not in _SILENT
        for key in structure.items
        if key is not None
    }
    near = {row.key for row in page.reading.items if row.key in told}
    by_workspace = {item.key for row_key, item in page.by_key.items() if row_key in near}
    sentences = [p for p in page.reading.passages if p.kind is not PassageKind.HEADING]
    telling = [passage.text for passage in sentences if len(_WORD.findall(passage.text)) >= _FEWEST]
    tokens = {token.strip(".-") for text in telling for token in _TOKEN.findall(text)}
    followed = _followed(sentences)
    for item in items:
        named = item.id in tokens
        if item.key not in by_workspace and item.line not in followed and not named:
            yield item


def _followed(sentences: list[Passage]) -> frozenset[int]:
    """Return the lines below which a deeper line or a paragraph goes on."""
    return frozenset(
        line.line
        for line, below in pairwise(sentences)
        if line.kind is PassageKind.LINE and (below.kind is not PassageKind.LINE or below.level > line.level)
        if below.line > line.line
    )


RULES = (
    Rule(code="OWNER_PLACEHOLDER", severity=Severity.WARNING, find=find_owner_placeholders),
    Rule(code="BLOCKER_MISSING", severity=Severity.WARNING, find=find_missing_blockers),
)

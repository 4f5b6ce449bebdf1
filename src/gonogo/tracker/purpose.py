"""What a table is for: it lists items, or it is a structure that speaks about items.

Rules, first that applies:
1. A matrix has ids on both axes; a legend gives meanings to statuses; a table of names and values gives values.
2. A log begins with a date, or stands under a heading that announces one and has a date column.
3. A table whose rows name items that are already listed is joined to them; it never lists them again.
4. People with their phones, risks (likelihood, impact, mitigation) and metrics (current against target) are registers
   of their own, not items.
5. A status column, or boxes, beside an id or a title list items; one of plain numbers counts them.
6. Without statuses, ids or tasks with dependencies, owners, criteria, commands or evidence do.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gonogo.model.item import StructureType
from gonogo.tracker.blocks import Table
from gonogo.tracker.columns import Columns
from gonogo.tracker.dialect import Dialect, header_key
from gonogo.tracker.identifiers import is_id, split
from gonogo.tracker.inline import plain
from gonogo.tracker.looks import gives_values
from gonogo.tracker.references import references
from gonogo.tracker.statuses import StatusReader

_NUMBER = re.compile(r"^[~≈<>≤≥±+-]?\s*[\d.,]+\s*(?:%|x|×|h|ms|s)?$")
_COUNT = re.compile(r"\d{1,5}$")
_MOST = 0.6
_SAMPLE = 40
_NAMED_TITLE, _STRONG_TITLE, _TASK_TITLE = 6, 8, 9
_DETAILS = ("owner", "target", "verify", "evidence", "exit_criteria")


def purpose(  # noqa: PLR0911 -- one answer a rule
    table: Table,
    columns: Columns,
    heading: str,
    dialect: Dialect,
    reader: StatusReader,
    known: Callable[[str, str], bool],
    *,
    stated: bool = False,
) -> StructureType | None:
    """Return what a table is for; None when it lists items. `known(id, title)` says whether such an item is listed.

    `stated` says that the heading above the table is a status.
    """
    if is_matrix(table):
        return StructureType.MATRIX
    if _is_legend(table, columns, reader) or (
        columns.fields.get("status") == 0 and _explains(columns, heading, dialect)
    ):
        return StructureType.LEGEND
    if gives_values(table):
        return StructureType.OTHER
    if _is_log(columns, heading, dialect):
        return StructureType.LOG
    if _names_items(table, columns, known):
        return _joined(columns)
    kinds = [kind for kind in columns.kinds if kind]
    reached = any("contact" in k for k in kinds)
    if reached and (any("title6" in k for k in kinds) or not columns.has("status", "depends_on", "verify")):
        return StructureType.OTHER
    if sum(1 for k in kinds if "risk" in k) >= 2 and not columns.has("depends_on", "verify"):  # noqa: PLR2004
        return StructureType.OTHER
    title = columns.fields.get("title")
    measured = sum(1 for k in kinds if "metric" in k)
    answered = columns.has("status") and columns.has("owner", "depends_on", "verify")
    if measured and not answered and ((title is not None and "metric" in columns.kinds[title]) or measured > 1):
        return StructureType.OTHER
    if columns.has("status") and _counts(table, columns.fields["status"]):
        return StructureType.ROLLUP
    if _lists_items(table, columns) or (stated and columns.has("id", "title")):
        return None
    return _other(table, columns, heading, dialect)


def is_matrix(table: Table) -> bool:
    """Return whether ids stand on both axes."""
    cells = table.header.cells
    if len(cells) < 2 or not table.rows:  # noqa: PLR2004
        return False
    corner = header_key(cells[0].raw)
    across = [plain(c.raw) for c in cells[1:]]
    heads = [t for t in across if is_id(t.split(" ", 1)[0])]
    if "\\" in cells[0].raw or ("row" in corner and "col" in corner):
        return True
    down = {plain(r.cells[0].raw) for r in table.rows}
    return len(heads) >= 2 and len([h for h in across if h in down]) >= _MOST * len(across)  # noqa: PLR2004


def _is_legend(table: Table, columns: Columns, reader: StatusReader) -> bool:
    if len(columns.headers) > 4 or columns.has("id", "depends_on", "owner"):  # noqa: PLR2004
        return False
    kinds = columns.kinds
    first = [plain(r.cells[0].raw) for r in table.rows]
    if any("meaning" in k for k in kinds):
        return bool(kinds[0] & {"status", "symbol"}) or (
            bool(first) and sum(1 for c in first if reader.cell(c)) >= _MOST * len(first)
        )
    told = columns.fields.get("status") == 0 and columns.title_rank < _TASK_TITLE
    return told and len(set(first)) == len(first) > 1 and all(reader.cell(c) for c in first)


def _counts(table: Table, index: int) -> bool:
    """Return whether a column such as `Done` says how many, not whether: plain numbers, and not only 0 and 1."""
    cells = [plain(row.cells[index].raw) for row in table.rows if row.cells[index].raw.strip()]
    return bool(cells) and all(_COUNT.match(cell) for cell in cells) and any(cell not in {"0", "1"} for cell in cells)


def _explains(columns: Columns, heading: str, dialect: Dialect) -> bool:
    """Return whether a table under a heading such as "Status key" only explains."""
    return dialect.announces(heading, "legend") and not columns.has("id", "owner", "depends_on", "verify", "evidence")


def _is_log(columns: Columns, heading: str, dialect: Dialect) -> bool:
    kinds = columns.kinds
    if not kinds:
        return False
    if "date" in kinds[0] and not columns.has("depends_on"):
        return True
    if any("date" in k for k in kinds[:2]) and dialect.announces(heading, "log"):
        return True
    return dialect.announces(heading, "log") and not columns.has("id", "depends_on", "verify")


def _names_items(table: Table, columns: Columns, known: Callable[[str, str], bool]) -> bool:
    named = total = 0
    at_id, at_title = columns.fields.get("id"), columns.fields.get("title")
    for row in table.rows:
        cells = row.cells
        if sum(1 for c in cells if c.raw) < 2:  # noqa: PLR2004
            continue
        total += 1
        title = plain(cells[at_title].raw) if at_title is not None else ""
        if at_id is not None:
            named += known(plain(cells[at_id].raw), title)
            continue
        parted = split(cells[at_title].raw) if at_title is not None else None
        if known("", title) or (parted is not None and known(plain(parted[0]), plain(parted[1]))):
            named += 1
        else:
            first = split(cells[0].raw)
            named += first is not None and known(plain(first[0]), plain(first[1]))
    return total > 0 and named >= _MOST * total


def _joined(columns: Columns) -> StructureType:
    kinds = columns.kinds
    if any("file" in k for k in kinds):
        return StructureType.DELIVERABLES
    if columns.has("links") and len(columns.fields) <= 3:  # noqa: PLR2004
        return StructureType.MAPPING
    if columns.has("evidence"):
        return StructureType.EVIDENCE
    return StructureType.ROLLUP if columns.has("status") else StructureType.OTHER


def _lists_items(table: Table, columns: Columns) -> bool:
    rank = columns.title_rank
    has = columns.has
    if has("status"):
        return has("id", "title")
    if has("depends_on") and has("id", "title"):
        return True
    details = sum(1 for f in _DETAILS if has(f) and (f != "evidence" or _shows(table, columns.fields[f])))
    if (has("id") or columns.split_title) and rank >= _NAMED_TITLE:
        return details > 0 or has("priority") or rank >= _TASK_TITLE
    if has("id") and has("verify"):
        return True
    if rank >= _TASK_TITLE:
        return details > 0
    return rank >= _STRONG_TITLE and (has("verify") or details > 1)


def _shows(table: Table, index: int) -> bool:
    """Return whether any cell of a column names evidence rather than reasons."""
    return any(references(row.cells[index].raw) for row in table.rows[:_SAMPLE])


def _other(table: Table, columns: Columns, heading: str, dialect: Dialect) -> StructureType:
    if dialect.announces(heading, "evidence"):
        return StructureType.EVIDENCE
    if any("file" in k for k in columns.kinds):
        return StructureType.DELIVERABLES
    numeric = 0
    for index in range(len(columns.headers)):
        cells = [plain(r.cells[index].raw) for r in table.rows if r.cells[index].raw]
        numeric += bool(cells) and sum(1 for c in cells if _NUMBER.match(c)) >= _MOST * len(cells)
    return StructureType.ROLLUP if numeric > 1 else StructureType.OTHER

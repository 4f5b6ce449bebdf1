"""What a cell of a summary counts, by how its column is called. Pure reading, no verdict.

Only columns that count items are read: totals, status words, shares, and columns of the item table by their name.
Hours, points, tests and money are none, nor is what is about so many: `500+`, `~80`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gonogo.check.groups import Groups, spoken
from gonogo.model.item import Status

NUMBER = re.compile(r"[^\w\d/~≈<>≤≥+]*(\d{1,5})(?:\s+(?P<unit>[^\W\d_]+))?[^\w\d/%+]*")
FRACTION = re.compile(
    r"[^\w\d/]*(?P<part>\d{1,5})\s*(?:/|\bof\b|\bout of\b)\s*(?P<whole>\d{1,5})(?:\s*\(?\s*[\d.,]+\s*%\s*\)?)?[^\w\d/]*"
)
_PERCENT = re.compile(r"\W*(?P<share>\d{1,3}(?:\.\d+)?)\s*%\W*")
_SHARES = re.compile(
    r"%|(?:% |percent(?:age)? )?(?:done|complete|completed|covered|coverage)(?: ?%)?|(?:完成率|达成率)"
)
_TOTALS = frozenset(
    {"total", "count", "items", "tasks", "number", "#", "milestones", "stories", "tickets", "requirements", "entries"}
    | {"rows", "all", "总数", "数量", "合计", "总计", "件数", "合計", "총계", "개수", "anzahl", "gesamt", "cantidad"}
    | {"quantidade", "nombre", "всего", "количество"}
)
_REMAINING = frozenset({"remaining", "left", "outstanding", "剩余", "restante", "restantes"})
_MEASURED = frozenset(
    {"value", "values", "result", "measured", "score", "actual", "threshold", "limit"} | {"target", "wert", "valor"}
)
"""Columns of metrics: what stands there is measured, not counted."""
_PROGRESS = frozenset(
    {"progress", "status", "state", "completion", "coverage", "进度", "进度状态", "progresso", "fortschritt"}
)


class Fact(Struct, frozen=True):
    """One number of a row: what it counts (None: everything), the number, and how the column calls it."""

    header: str
    number: int
    status: Status | None = None
    word: str = ""
    column: str | None = None
    total: bool = False


def facts_of(header: str, cell: str, groups: Groups, *, by_columns: bool = True) -> Iterator[Fact]:
    """Yield what a cell counts; nothing where its column is none of those that count items.

    by_columns: whether it may count what stands in the column of that name in the item table.
    """
    name = spoken(header)
    if name in _MEASURED:
        return
    column = groups.columns.get(name) if by_columns else None
    status = Status.NOT_STARTED if name in _REMAINING else groups.meaning(header)
    fraction = FRACTION.fullmatch(cell)
    if fraction is not None:
        if column is not None or status is Status.DONE or name in _TOTALS or name in _PROGRESS:
            done = status or Status.DONE
            yield Fact(header, int(fraction["part"]), done, "", column if status is None else None)
            yield Fact(header, int(fraction["whole"]), total=True)
        return
    number = NUMBER.fullmatch(cell)
    if number is None or "%" in header:
        return
    if name in _TOTALS or _is_noun_of_items(name, groups):
        yield Fact(header, int(number[1]), total=True)
    elif (status is not None or name in {"none", "n a"}) and number["unit"] is None and column is None:
        yield Fact(header, int(number[1]), status, name.split(" ")[0])


def _is_noun_of_items(name: str, groups: Groups) -> bool:
    """Whether a header names what the item table lists: `Patterns` where its ids stand under `Pattern ID`."""
    return not groups.nouns.isdisjoint(name.split(" "))


def wrong_share(row: Sequence[str], columns: Sequence[str], facts: Sequence[Fact]) -> str | None:
    """Return, in words, a percentage that is not the share of its own row's numbers; rounding may go either way."""
    whole = [fact.number for fact in facts if fact.total]
    part = [fact.number for fact in facts if fact.status is Status.DONE]
    if len(whole) != 1 or len(part) != 1 or not 0 < part[0] <= whole[0]:
        return None
    true = 100 * part[0] / whole[0]
    for header, cell in zip(columns, row, strict=False):
        percent = _PERCENT.fullmatch(cell)
        if (
            percent is not None
            and _SHARES.fullmatch(header.strip().casefold())
            and abs(float(percent["share"]) - true) > 1
        ):
            return f"{cell.strip()}, and {part[0]} of {whole[0]} are {true:.0f} %"
    return None

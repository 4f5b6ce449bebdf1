"""What the cells of a table's columns look like: ids, dates, commands, boxes, or the same few words again and again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gonogo.tracker.blocks import Row, Table
from gonogo.tracker.dialect import Dialect, header_key
from gonogo.tracker.identifiers import ROW_NUMBER, is_id, is_named, shape
from gonogo.tracker.inline import plain
from gonogo.tracker.references import commands
from gonogo.tracker.statuses import StatusReader

MOST = 0.6
"""The share of a column's cells that says what the column is."""

_BOX = re.compile(r"^\s*(?:`?\[[^\[\]]{0,2}\]`?(?!\()|[☐☑☒⬜🗹])")
_DATED = re.compile(
    r"\d{1,4}[-/.年]\d|\bW\d|\bQ\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week|sprint|day|phase|release"
    r"|wave|iteration|milestone)"
    r"|\bT[-+]\d|\b[vMP]\d|\d\s*(?:月|周|日|월|주|일)|สัปดาห์|semana|semaine|woche|недел|tuần|eod|eow|asap"
    r"|today|tomorrow|ongoing",
    re.IGNORECASE,
)
_LINK = re.compile(r"#\d|https?:|^\W*[A-Z][A-Z0-9]+-\d+\W*$|^\W*\d+\W*$|^!\d")
_SPAN = re.compile(r"[~≈<]?\s*\d[\d.,\s–-]*\+?\s*\S{1,9}\s*\Z")
_AMOUNT = re.compile(r"[+−±~-]?\s*\d[\d.,/]*\s*[%x×h]?|[-–—]")
_SPELL = re.compile(r"\d+(?:\.\d+)?(?:h|hrs?|d|w|min|ms|s|pts?|sp|kb|mb|gb|%)")
_FEW_WORDS = 4
_LONGEST_LINK = 120
_LONG_ID = 26
_SAMPLE = 40


class Looks:
    """The first rows of a table, column by column; group heads and empty rows are left out."""

    def __init__(self, table: Table, dialect: Dialect, reader: StatusReader) -> None:
        self._rows: Sequence[Row] = [r for r in table.rows[:_SAMPLE] if sum(1 for c in r.cells if c.raw) > 1]
        self._dialect = dialect
        self._reader = reader
        self._texts: dict[int, list[str]] = {}

    def raws(self, index: int) -> list[str]:
        """Return the column's cells that hold anything, as written."""
        return [r.cells[index].raw for r in self._rows if r.cells[index].raw]

    def texts(self, index: int) -> list[str]:
        """Return the column's cells that hold anything, without markup."""
        if index not in self._texts:
            self._texts[index] = [plain(raw) for raw in self.raws(index)]
        return self._texts[index]

    def mostly(self, index: int, test: Callable[[str], object]) -> bool:
        """Return whether most cells pass a test."""
        cells = self.texts(index)
        return bool(cells) and sum(1 for c in cells if test(c)) >= MOST * len(cells)

    def repeats(self, index: int) -> bool:
        """Return whether the cells say the same few things again and again, as groups do and titles do not."""
        cells = self.texts(index)
        return len(cells) > 2 and len(set(cells)) < MOST * len(cells)  # noqa: PLR2004 -- two rows may be alike

    def distinct(self, index: int) -> bool:
        """Return whether no two cells are alike."""
        cells = self.texts(index)
        return len(set(cells)) == len(cells)

    def empty(self, index: int) -> bool:
        """Return whether most cells are placeholders."""
        return self.mostly(index, self._dialect.is_placeholder)

    def worded(self, index: int) -> bool:
        """Return whether most cells hold words, not spells of time or sizes."""
        return self.mostly(index, lambda c: any(x.isalpha() for x in c) and not _SPELL.fullmatch(c))

    def linked(self, index: int) -> bool:
        """Return whether most cells name issues or addresses."""
        return self.mostly(index, lambda c: len(c) < _LONGEST_LINK and _LINK.search(c))

    def dated(self, index: int) -> bool:
        """Return whether at least half of what is filled in reads as a time."""
        cells = [c for c in self.texts(index) if not self._dialect.is_placeholder(c)]
        return not cells or sum(1 for c in cells if _DATED.search(c)) * 2 >= len(cells)

    def counted(self, index: int) -> bool:
        """Return whether most cells are amounts, changes of them, or nothing."""
        return self.mostly(index, _AMOUNT.fullmatch)

    def timed(self, index: int) -> bool:
        """Return whether most cells are a time or a span of time and little else."""
        return self.mostly(index, lambda c: (_DATED.search(c) and len(c.split()) <= _FEW_WORDS) or _SPAN.match(c))

    def numbered(self, index: int) -> bool:
        """Return whether most cells are numbered nouns such as `Phase 2`, each another."""
        cells = self.texts(index)
        return self.mostly(index, is_named) and len(set(cells)) == len(cells)

    def runs(self, index: int) -> bool:
        """Return whether any cell holds a command."""
        return any(commands(raw) for raw in self.raws(index))

    def coded(self, index: int) -> bool:
        """Return whether most cells are code spans and nothing else: what someone would type, whatever the program."""
        raws = self.raws(index)
        return bool(raws) and sum(1 for c in raws if c[0] == c[-1] == "`" and len(c) > 1) >= MOST * len(raws)

    def boxed(self, index: int) -> bool:
        """Return whether most cells are boxes."""
        raws = self.raws(index)
        return bool(raws) and sum(1 for c in raws if _BOX.match(c)) >= MOST * len(raws)

    def stated(self, index: int) -> bool:
        """Return whether most cells are statuses."""
        raws = self.raws(index)
        return bool(raws) and sum(1 for c in raws if self._reader.cell(c) is not None) >= MOST * len(raws)

    def ids(self, index: int, *, said: bool) -> float:
        """Return how much the cells look like ids, from 0 to 5; `said` tells that the header says so."""
        cells = self.texts(index)
        if not cells:
            return 2.0
        alike = [c for c in cells if is_id(c)]
        if len(alike) < MOST * len(cells):
            short = sum(1 for c in cells if " " not in c and len(c) <= 48)  # noqa: PLR2004 -- longer ones are paths
            return 1.5 if short >= MOST * len(cells) else 0.0
        if len(set(alike)) < MOST * len(alike) or sum(1 for c in alike if _SPELL.fullmatch(c)) >= MOST * len(alike):
            return 0.0
        if all(ROW_NUMBER.match(c) for c in alike):
            return 3.0
        if sum(len(c) for c in alike) > _LONG_ID * len(alike) and not said:
            return 2.5
        lettered = sum(1 for c in alike if any(x.isalpha() for x in c))
        of_a_kind = len({shape(c) for c in alike}) <= max(3, len(alike) // 3)
        early = 1.0 if index < 3 else 0.0  # noqa: PLR2004 -- ids stand in front
        return 4.0 + early if lettered >= MOST * len(alike) and of_a_kind else 3.0


def gives_values(table: Table) -> bool:
    """Return whether the table only gives values to names."""
    headers = tuple(header_key(c.raw) for c in table.header.cells)
    return len(headers) == 2 and headers in _KEY_VALUE  # noqa: PLR2004


_KEY_VALUE = frozenset(
    {
        (k, v)
        for k in (
            "attribute",
            "field",
            "key",
            "property",
            "parameter",
            "setting",
            "variable",
            "name",
            "item",
            "",
            "字段",
            "属性",
            "항목",
            "campo",
            "champ",
            "feld",
            "поле",
        )
        for v in ("value", "values", "", "值", "内容", "값", "valor", "valeur", "wert", "значение", "default")
    }
)

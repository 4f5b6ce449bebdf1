"""Which column of a table is which field: by header words in any order and language, and by what the cells look like.

Rules:
1. A header that says a field exactly beats one that says it with a remark, which beats one that only contains a word of
   it.
2. The title is the strongest title column; a milestone or area column becomes it only where nothing better stands.
3. The id is the column that its header or its cells make one; an order number is none.
4. A title column whose cells are all ids is the id column; one whose cells begin with ids gives both.
5. Without a status column, one whose cells are boxes is it, or one of results whose cells are statuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from gonogo.tracker.blocks import Row, Table
from gonogo.tracker.dialect import Dialect, Meaning, header_key
from gonogo.tracker.identifiers import ID, ROW_NUMBER, is_id, is_named, shape, split
from gonogo.tracker.inline import plain, unescape_pipes
from gonogo.tracker.references import commands
from gonogo.tracker.statuses import StatusReader

_TITLES = {"title": 9, "title2": 8, "title3": 7, "title4": 6, "title5": 5, "title6": 4}
_SIMPLE = (
    "status",
    "owner",
    "target",
    "depends_on",
    "verify",
    "evidence",
    "exit_criteria",
    "priority",
    "links",
    "notes",
    "date",
)
_BOX_CELL = re.compile(r"^\s*(?:`?\[[^\[\]]{0,2}\]`?(?!\()|[☐☑☒⬜🗹])")
_RESULT = re.compile(
    r"(?:test |gate |final )?(?:results?|verdict|outcome|decision|confirmed|verified|approved|sign-?off)\Z"
    r"|结果|結果|判定|결과|판정|ผลลัพธ์|ผลการ|ผล\Z|resultado|résultat|ergebnis|результат|kết quả|risultato|wynik"
    r"|sonuç|hasil"
)
_DATED = re.compile(
    r"\d{1,4}[-/.年]\d|\bW\d|\bQ\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week|sprint|day|phase|release"
    r"|wave|iteration|milestone)"
    r"|\bT[-+]\d|\b[vMP]\d|\d\s*(?:月|周|日|월|주|일)|สัปดาห์|semana|semaine|woche|недел|tuần|eod|eow|asap"
    r"|today|tomorrow|ongoing",
    re.IGNORECASE,
)
_VAGUE_TARGETS = frozenset({"target", "goal", "目标", "목표", "เป้าหมาย", "meta"})
_LONG_ID = 26
_NAMES = 6
_LINK = re.compile(r"\d|https?:")
_LONGEST_LINK = 120
_SAMPLE = 40
_MOST = 0.6


class Columns(Struct, frozen=True):
    """The columns of one table: field → index. `split_title` says that the title cells begin with ids."""

    fields: dict[str, int]
    headers: tuple[str, ...]
    kinds: tuple[frozenset[str], ...]
    title_rank: int = 0
    split_title: bool = False
    shapes: frozenset[str] = frozenset()

    def has(self, *fields: str) -> bool:
        """Return whether the table has a column for any of the fields."""
        return any(f in self.fields for f in fields)


def assign(table: Table, dialect: Dialect, reader: StatusReader, meanings: dict[str, tuple[Meaning, ...]]) -> Columns:
    """Return the columns of a table; `meanings` is a memory of headers shared by the document's tables."""
    return _Assigner(table, dialect, reader, meanings).assign()


class _Assigner:
    def __init__(
        self, table: Table, dialect: Dialect, reader: StatusReader, meanings: dict[str, tuple[Meaning, ...]]
    ) -> None:
        self._reader = reader
        self._rows: Sequence[Row] = [r for r in table.rows[:_SAMPLE] if sum(1 for c in r.cells if c.raw) > 1]
        cells = table.header.cells or (table.rows[0].cells if table.rows else ())
        self._width = len(cells)
        headed = bool(table.header.cells)
        self._headers = tuple(plain(unescape_pipes(c.raw)) if headed else "" for c in cells)
        self._found: list[tuple[Meaning, ...]] = []
        for header in self._headers:
            if header not in meanings:
                meanings[header] = dialect.meanings(header)
            self._found.append(meanings[header])
        self._dialect = dialect
        self._fields: dict[str, int] = {}
        self._taken: set[int] = set()
        self._texts: dict[int, list[str]] = {}

    def assign(self) -> Columns:
        self._simple()
        self._id_column()
        rank = self._title_column()
        shapes: frozenset[str] = frozenset()
        title = self._fields.get("title")
        if title is not None and "id" not in self._fields:
            shapes, rank = self._ids_in_title(title, rank)
        self._grouping()
        if "status" not in self._fields:
            self._box_column()
        return Columns(
            fields=self._fields,
            headers=self._headers,
            kinds=tuple(frozenset(m.field for m in found) for found in self._found),
            title_rank=rank,
            split_title=bool(shapes),
            shapes=shapes,
        )

    def _take(self, field: str, index: int) -> None:
        self._fields[field] = index
        self._taken.add(index)

    def _simple(self) -> None:
        claims: list[tuple[int, int, int, str]] = []
        for index, found in enumerate(self._found):
            claims.extend((-m.sureness, _SIMPLE.index(m.field), index, m.field) for m in found if m.field in _SIMPLE)
        for _, _, index, field in sorted(claims):
            if field in self._fields or index in self._taken:
                continue
            if field == "target" and header_key(self._headers[index]) in _VAGUE_TARGETS and not self._dated(index):
                continue
            if field == "verify" and len(self._found[index]) > 1 and not self._runs(index):
                continue
            if field == "links" and not self._mostly(index, _is_link):
                continue
            self._take(field, index)

    def _dated(self, index: int) -> bool:
        cells = [c for c in self._column(index) if not self._empty(c)]
        return not cells or sum(1 for c in cells if _DATED.search(c)) * 2 >= len(cells)

    def _runs(self, index: int) -> bool:
        """Return whether any cell of the column holds a command, where the header may mean something else."""
        return any(commands(r.cells[index].raw) for r in self._rows if r.cells[index].raw)

    def _column(self, index: int) -> list[str]:
        if index not in self._texts:
            self._texts[index] = [plain(r.cells[index].raw) for r in self._rows if r.cells[index].raw]
        return self._texts[index]

    def _mostly(self, index: int, test: Callable[[str], bool]) -> bool:
        cells = self._column(index)
        return bool(cells) and sum(1 for c in cells if test(c)) >= _MOST * len(cells)

    def _id_column(self) -> None:
        best, chosen = 0.0, None
        for index, found in enumerate(self._found):
            if index in self._taken and self._fields.get("links") != index:
                continue
            says = max((m.sureness for m in found if m.field == "id"), default=0)
            if any(m.field == "order" for m in found):
                continue
            score = self._looks_like_ids(index) + 2.0 * says
            if self._fields.get("links") == index and not says:
                continue
            if says == 0 and score < 5:  # noqa: PLR2004 -- cells alone must all be ids
                continue
            if score > best:
                best, chosen = score, index
        if chosen is not None and best > 3:  # noqa: PLR2004
            self._take("id", chosen)

    def _looks_like_ids(self, index: int) -> float:
        cells = self._column(index)
        if not cells:
            return 2.0
        alike = [c for c in cells if is_id(c)]
        if len(alike) < _MOST * len(cells):
            short = sum(1 for c in cells if " " not in c and len(c) <= 48)  # noqa: PLR2004
            return 1.5 if short >= _MOST * len(cells) else 0.0
        if len(set(alike)) < _MOST * len(alike):
            return 0.0
        if all(ROW_NUMBER.match(c) for c in alike):
            return 3.0
        lettered = sum(1 for c in alike if any(x.isalpha() for x in c))
        distinct = len({shape(c) for c in alike}) <= max(3, len(alike) // 3)
        if sum(len(c) for c in alike) > _LONG_ID * len(alike) and not self._says_id(index):
            return 2.5
        early = 1.0 if index < 3 else 0.0  # noqa: PLR2004
        return 4.0 + early if lettered >= _MOST * len(alike) and distinct else 3.0

    def _says_id(self, index: int) -> bool:
        return any(m.field == "id" and m.sureness == 3 for m in self._found[index])  # noqa: PLR2004 -- said exactly

    def _title_column(self) -> int:
        best, chosen, rank = -1.0, None, 0
        for index, found in enumerate(self._found):
            if index in self._taken:
                continue
            strength = max(
                (_TITLES[m.field] + (m.sureness - 3) * 0.4 for m in found if m.field in _TITLES), default=0.0
            )
            if strength and self._mostly(index, self._empty):
                strength = 0.5
            if strength < _NAMES and "id" in self._fields and self._repeats(index):
                continue
            if strength > best and strength > 0:
                best, chosen, rank = strength, index, int(strength + 0.9)
        if chosen is None:
            chosen, rank = self._unnamed()
        if chosen is not None:
            self._take("title", chosen)
        return rank

    def _repeats(self, index: int) -> bool:
        """Return whether the cells say the same few things again and again, as groups do and titles do not."""
        cells = self._column(index)
        return len(cells) > 2 and len(set(cells)) < _MOST * len(cells)  # noqa: PLR2004

    def _unnamed(self) -> tuple[int | None, int]:
        """Return the column that must be the title although its header says nothing: the first with words in it,
        or where there are ids the one beside them.
        """
        for index, found in enumerate(self._found):
            if index in self._taken or found:
                continue
            if "id" in self._fields and (index != self._fields["id"] + 1 or self._repeats(index)):
                continue
            if self._mostly(index, lambda c: any(x.isalpha() for x in c)):
                return index, 3 if "id" not in self._fields else 2
        for field in ("evidence", "verify", "exit_criteria", "links", "depends_on"):
            if self._fields.get(field) == 0 and "id" not in self._fields:
                self._taken.discard(self._fields.pop(field))
                return 0, 3
        return None, 0

    def _ids_in_title(self, title: int, rank: int) -> tuple[frozenset[str], int]:
        cells = [r.cells[title].raw for r in self._rows if r.cells[title].raw]
        texts = [plain(c) for c in cells]
        if not cells:
            return frozenset(), rank
        if sum(1 for c in texts if ID.match(c) or is_named(c)) >= _MOST * len(cells) and not self._only_title(title):
            self._fields.pop("title")
            self._fields["id"] = title
            return frozenset(), self._title_column()
        parted = [split(unescape_pipes(c)) for c in cells]
        shapes = [shape(p[0]) for p in parted if p is not None]
        if len(shapes) < _MOST * len(cells):
            return frozenset(), rank
        if len({p[0] for p in parted if p is not None}) < len(shapes):
            return frozenset(), rank
        common = {s for s in shapes if shapes.count(s) * 4 >= len(shapes)} | {
            shape(p[0]) for p in parted if p is not None and p[2]
        }
        return frozenset(common), rank

    def _only_title(self, title: int) -> bool:
        return not any(
            index != title and index not in self._taken and (not found or any(m.field in _TITLES for m in found))
            for index, found in enumerate(self._found)
        )

    def _grouping(self) -> None:
        for field in ("parent", "workstream"):
            for index, found in enumerate(self._found):
                if index not in self._taken and any(m.field == field and m.sureness > 1 for m in found):
                    self._take(field, index)
                    break

    def _box_column(self) -> None:
        """Take a column of boxes, or one of results that are all statuses, as the status column."""
        for index in range(self._width):
            if self._fields.get("title") == index or self._fields.get("id") == index:
                continue
            raws = [r.cells[index].raw for r in self._rows if r.cells[index].raw]
            if not raws:
                continue
            boxes = sum(1 for c in raws if _BOX_CELL.match(c))
            if boxes < _MOST * len(raws) and not self._states(index, raws):
                continue
            for field in [f for f, at in self._fields.items() if at == index]:
                del self._fields[field]
            self._take("status", index)
            return

    def _states(self, index: int, raws: list[str]) -> bool:
        if _RESULT.search(header_key(self._headers[index])) is None:
            return False
        return sum(1 for c in raws if self._reader.cell(c) is not None) >= _MOST * len(raws)

    def _empty(self, text: str) -> bool:
        return self._dialect.is_placeholder(text)


def _is_link(text: str) -> bool:
    return len(text) < _LONGEST_LINK and _LINK.search(text) is not None

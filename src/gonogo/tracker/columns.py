"""Which column of a table is which field: by header words in any order and language, and by what the cells look like.

Rules:
1. A header that says a field exactly beats one that says it with a remark, which beats one that only contains a word of
   it.
2. The title is the strongest title column; a milestone or area column becomes it only where nothing better stands.
3. The id is the column that its header or its cells make one; an order number is none, the number of a phase is.
4. A title column whose cells are all ids is the id column; one whose cells begin with ids gives both.
5. Without a status column, one whose cells are boxes is it, or one of results whose cells are statuses.
"""

from __future__ import annotations

from msgspec import Struct

from gonogo.tracker.blocks import Table
from gonogo.tracker.column_signs import PEOPLE, REMEDIES, RESULT
from gonogo.tracker.dialect import Dialect, Meaning, header_key
from gonogo.tracker.identifiers import ID, is_id, is_named, shape, split
from gonogo.tracker.inline import plain, unescape_pipes
from gonogo.tracker.looks import MOST, Looks
from gonogo.tracker.references import is_command
from gonogo.tracker.statuses import StatusReader

_TITLES = {"title": 9, "title2": 8, "title3": 7, "title4": 6, "title5": 5, "title6": 4}
_SIMPLE = (
    *("status", "owner", "target", "depends_on", "verify", "evidence", "exit_criteria"),
    *("priority", "links", "notes", "date"),
)
_VAGUE_TARGETS = frozenset({"target", "goal", "目标", "목표", "เป้าหมาย", "meta"})
_BEFORE = frozenset({"before", "current", "current state", "was", "old", "today"})
_DOUBT = 1.2
_NAMES = 6
_CERTAIN_ID = 5.0
_ROW_NUMBERS = 3.0
_LEAST_ID = 3
_EXACTLY = 3


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
        self._looks = Looks(table, dialect, reader)
        cells = table.header.cells or (table.rows[0].cells if table.rows else ())
        headed = bool(table.header.cells)
        self._headers = tuple(plain(unescape_pipes(c.raw)) if headed else "" for c in cells)
        self._found: list[tuple[Meaning, ...]] = []
        for header in self._headers:
            if header not in meanings:
                meanings[header] = dialect.meanings(header)
            self._found.append(meanings[header])
        self._fields: dict[str, int] = {}
        self._taken: set[int] = set()

    def assign(self) -> Columns:
        self._simple()
        self._person()
        self._id_column()
        if "status" not in self._fields:
            self._result_column()
        rank = self._title_column()
        shapes: frozenset[str] = frozenset()
        title = self._fields.get("title")
        if title is not None and "id" not in self._fields:
            shapes, rank = self._ids_in_title(title, rank)
        self._grouping()
        if "status" not in self._fields:
            self._status_column()
        if "status" in self._fields and not {"id", "title"} & self._fields.keys():
            rank = self._file_column()
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
        claims: list[tuple[int, int, bool, int, str]] = []
        for index, found in enumerate(self._found):
            named = "status" not in header_key(self._headers[index])
            claims.extend(
                (-m.sureness, _SIMPLE.index(m.field), named, index, m.field) for m in found if m.field in _SIMPLE
            )
        compared = any(header_key(header) in _BEFORE for header in self._headers)
        for surely, _, _, index, field in sorted(claims):
            if field in self._fields or index in self._taken:
                continue
            if (
                field == "target"
                and header_key(self._headers[index]) in _VAGUE_TARGETS
                and not self._looks.dated(index)
            ):
                continue
            if field == "verify" and len(self._found[index]) > 1 and not self._looks.runs(index):
                continue
            if field == "links" and not self._looks.linked(index):
                continue
            if field == "status" and surely == -1 and not self._looks.stated(index):
                continue
            if field == "depends_on" and header_key(self._headers[index]) == "after" and compared:
                continue
            self._take(field, index)

    def _person(self) -> None:
        """Take a name beside a role for the owner."""
        if "owner" in self._fields or not any(m.field == "title6" for found in self._found for m in found):
            return
        for index, header in enumerate(self._headers):
            if index not in self._taken and header_key(header) in PEOPLE:
                self._take("owner", index)
                return

    def _id_column(self) -> None:
        best, chosen = 0.0, None
        for index, found in enumerate(self._found):
            if index in self._taken and self._fields.get("links") != index:
                continue
            says = max((m.sureness for m in found if m.field == "id"), default=0)
            if any(m.field == "order" for m in found):
                continue
            score = self._looks.ids(index, said=says == _EXACTLY) + 2.0 * says
            if self._fields.get("links") == index and not says:
                continue
            if score == _ROW_NUMBERS and any(m.field == "title3" for m in found):
                score = _CERTAIN_ID if self._looks.distinct(index) else 0.0
            if says == 0 and score < _CERTAIN_ID and self._looks.numbered(index) and self._names_beside(index):
                score = _CERTAIN_ID
            if says == 0 and score < _CERTAIN_ID:
                continue
            if score > best:
                best, chosen = score, index
        if chosen is not None and best > _LEAST_ID:
            self._take("id", chosen)

    def _title_column(self) -> int:
        best, chosen, rank = -1.0, None, 0
        for index, found in enumerate(self._found):
            if index in self._taken:
                continue
            strength = max(
                (_TITLES[m.field] + (m.sureness - 3) * _DOUBT for m in found if m.field in _TITLES), default=0.0
            )
            if strength and self._looks.repeats(index):
                strength -= 1.5
            if strength and (
                self._looks.empty(index)
                or (
                    self._looks.counted(index) and ("id" in self._fields or not any(m.field == "title3" for m in found))
                )
            ):
                strength = 0.5
            if strength and "id" in self._fields and self._looks.mostly(index, is_id):
                continue
            if strength < _NAMES and "id" in self._fields and self._looks.repeats(index):
                continue
            if strength > best and strength > 0:
                best, chosen, rank = strength, index, int(strength + 0.9)
        if chosen is not None and self._answers(chosen):
            chosen, rank = 0, max(rank - 1, _NAMES)
        if chosen is None:
            chosen, rank = self._unnamed()
        if chosen is not None:
            self._take("title", chosen)
        return rank

    def _answers(self, chosen: int) -> bool:
        """Return whether a column of remedies or decisions only answers what the first column names."""
        found, header = self._found[0], header_key(self._headers[chosen])
        if chosen == 0 or 0 in self._taken or self._looks.repeats(0) or not self._looks.worded(0):
            return False
        if header in REMEDIES and self._fields.get("status", chosen) < chosen:
            return not found or any(m.field in _TITLES for m in found)
        return "decision" in header and any(m.field == "title6" for m in found)

    def _unnamed(self) -> tuple[int | None, int]:
        """Return the column that must be the title although its header says nothing: the first with words in it,
        or where there are ids the one beside them.
        """
        for index, found in enumerate(self._found):
            if index in self._taken or found:
                continue
            if "id" in self._fields and (index != self._fields["id"] + 1 or self._looks.repeats(index)):
                continue
            if self._looks.worded(index):
                return index, 3 if "id" not in self._fields else 2
        verify = self._fields.get("verify")
        if verify is not None and not self._looks.coded(verify) and not self._looks.mostly(verify, is_command):
            self._taken.discard(self._fields.pop("verify"))
            return verify, 3
        for field in ("evidence", "verify", "exit_criteria", "links", "depends_on"):
            if self._fields.get(field) == 0 and "id" not in self._fields:
                self._taken.discard(self._fields.pop(field))
                return 0, 3
        return None, 0

    def _ids_in_title(self, title: int, rank: int) -> tuple[frozenset[str], int]:
        cells = self._looks.raws(title)
        texts = self._looks.texts(title)
        if not cells:
            return frozenset(), rank
        if sum(1 for c in texts if ID.match(c) or is_named(c)) >= MOST * len(cells) and not self._only_title(title):
            self._fields.pop("title")
            self._fields["id"] = title
            return frozenset(), self._title_column()
        parted = [split(unescape_pipes(c)) for c in cells]
        shapes = [shape(p[0]) for p in parted if p is not None]
        if len(shapes) < MOST * len(cells):
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

    def _names_beside(self, index: int) -> bool:
        """Return whether another column can be the title."""
        return any(
            at != index
            and at not in self._taken
            and (any(m.field in _TITLES for m in found) or not found)
            and self._looks.worded(at)
            and not self._looks.repeats(at)
            and not self._looks.timed(at)
            for at, found in enumerate(self._found)
        )

    def _grouping(self) -> None:
        for field in ("parent", "workstream"):
            for index, found in enumerate(self._found):
                if index not in self._taken and any(m.field == field and m.sureness > 1 for m in found):
                    self._take(field, index)
                    break

    def _result_column(self) -> None:
        """Take a column of results that are statuses for the status column."""
        for index, header in enumerate(self._headers):
            if index != self._fields.get("id") and RESULT.search(header_key(header)) and self._looks.stated(index):
                for field in [f for f, at in self._fields.items() if at == index]:
                    del self._fields[field]
                self._take("status", index)
                return

    def _status_column(self) -> None:
        """Take a column of boxes, or one of marks without a header, for the status column."""
        for index in range(len(self._headers)):
            if index in (self._fields.get("title"), self._fields.get("id")):
                continue
            if not self._looks.boxed(index) and (self._headers[index] or not self._looks.stated(index)):
                continue
            for field in [f for f, at in self._fields.items() if at == index]:
                del self._fields[field]
            self._take("status", index)
            return

    def _file_column(self) -> int:
        """Take a column of files or metrics for the title where nothing else names the rows beside the statuses."""
        for index, found in enumerate(self._found):
            if index not in self._taken and any(m.field in ("file", "metric") for m in found):
                self._take("title", index)
                return 1
        return 0

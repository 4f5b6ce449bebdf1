"""Structures in the making: what each column is, which item each row speaks of, and what its status cell says.

Rules:
1. Rows are matched when all items are known, so that a summary may stand above what it sums up.
2. A row speaks of the item of its id cell; else of the one whose id begins its title or its first cell; else of the one
   of its title; a deliverable else of the one item of its workstream. Where no row does, a column counts most of whose
   cells begin with ids. A cell that lists several items speaks of none.
3. Words of a status cell that nobody explains are UNKNOWN; an empty cell or a placeholder says nothing. Where statuses
   name the rows, as in a legend or a count by status, other names are never unknown statuses.
4. A column such as "State" whose cells are mostly no statuses is no status column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gonogo.model.item import ItemTable, Status, Structure, StructureType
from gonogo.tracker.blocks import Row
from gonogo.tracker.columns import Columns
from gonogo.tracker.dialect import Dialect, header_key, normal
from gonogo.tracker.drafts import Draft
from gonogo.tracker.identifiers import ROW_NUMBER, is_id, split
from gonogo.tracker.inline import plain, unescape_pipes
from gonogo.tracker.register import Register
from gonogo.tracker.statuses import StatusReader

_SECONDARY = ("file", "date", "order", "metric", "meaning", "contact", "risk", "symbol", "notes")
"""What a column may be besides the fields of an item."""
_SURE = re.compile(r"status|statut|статус|状态|狀態|ステータス|상태|สถานะ|trạng thái")
"""What a header says whose column holds statuses and nothing else."""
_MORE = re.compile(r"[/,&+;、，–—-]|(?:and|und|et|y|e|и|or|oder|ou|o|или)\s")
"""What stands behind an id that is the first of several."""


class Account:
    """Rows that speak of items without listing new ones.

    `again` gives what the reader made of rows that list items once more, and the items.
    """

    __slots__ = ("again", "columns", "heading", "line", "rows", "what")

    def __init__(
        self,
        what: StructureType,
        columns: Columns,
        heading: str,
        rows: Sequence[Row],
        line: int,
        again: Sequence[tuple[Draft, Draft]] = (),
    ) -> None:
        self.what = what
        self.columns = columns
        self.heading = heading
        self.rows = rows
        self.line = line
        self.again = again


class Listing:
    """A table whose rows are items; those listed before it included."""

    __slots__ = ("columns", "drafts", "heading", "last", "line")

    def __init__(self, columns: Columns, heading: str, drafts: Sequence[Draft], line: int, last: int) -> None:
        self.columns = columns
        self.heading = heading
        self.drafts = drafts
        self.line = line
        self.last = last

    def freeze(self) -> ItemTable:
        """Return the table once its items have their keys."""
        return ItemTable(
            heading=plain(self.heading) or None,
            columns=self.columns.headers,
            fields=fields_of(self.columns, None),
            items=tuple(draft.key for draft in self.drafts),
            line=self.line,
            last=self.last,
        )


class Restatement:
    """What a list line or a heading says once more of an item that is listed elsewhere."""

    __slots__ = ("again", "draft", "line")

    def __init__(self, draft: Draft, again: Draft, line: int | None = None) -> None:
        self.draft = draft
        self.again = again
        self.line = again.line if line is None else line


def restated(path: str, found: Sequence[Restatement]) -> list[Structure]:
    """Return what was said once more, one structure for each heading under which it was."""
    groups: dict[str, list[Restatement]] = {}
    for entry in found:
        groups.setdefault(entry.again.heading or "", []).append(entry)
    return [
        Structure(
            type=StructureType.OTHER,
            heading=plain(heading) or None,
            columns=("id", "title", "status"),
            rows=tuple((e.again.id or "", e.again.title or "", e.again.status_raw or "") for e in group),
            lines=tuple(e.line for e in group),
            fields=("id", "title", "status"),
            items=tuple(e.draft.key for e in group),
            statuses=tuple(e.again.status if e.again.status_raw else None for e in group),
            path=path,
            line=group[0].line,
        )
        for heading, group in groups.items()
    ]


def notes(path: str, drafts: Sequence[Draft]) -> Structure:
    """Return boxes that are working notes below items: none of them says how an item stands."""
    return Structure(
        type=StructureType.OTHER,
        columns=("box", "text", "section"),
        rows=tuple((d.status_raw or "", d.title or "", d.workstream or "") for d in drafts),
        lines=tuple(d.line for d in drafts),
        fields=("status", "title", "workstream"),
        items=(None,) * len(drafts),
        statuses=tuple(d.status for d in drafts),
        path=path,
        line=drafts[0].line,
    )


def fields_of(columns: Columns, what: StructureType | None) -> tuple[str | None, ...]:
    """Return what each column of a table is; of a matrix only the first is anything."""
    if what is StructureType.MATRIX:
        return ("id", *(None,) * (len(columns.headers) - 1))
    named = {index: name for name, index in columns.fields.items() if name != "id"}
    if "id" in columns.fields:
        named[columns.fields["id"]] = "id"
    found: list[str | None] = []
    for index, kinds in enumerate(columns.kinds):
        if what is StructureType.DELIVERABLES and "file" in kinds and named.get(index) != "id":
            found.append("file")
        else:
            found.append(named.get(index) or next((name for name in _SECONDARY if name in kinds), None))
    return tuple(found)


class Accountant:
    """Finishes the structures of one document, once its items have their keys."""

    def __init__(self, path: str, register: Register, dialect: Dialect, reader: StatusReader) -> None:
        self._path = path
        self._register = register
        self._dialect = dialect
        self._reader = reader
        self._workstreams: dict[str, Draft | None] | None = None

    def structure(self, account: Account) -> Structure:
        """Return the structure."""
        columns, rows = account.columns, account.rows
        fields = fields_of(columns, account.what)
        named: list[Draft | None] = [known for _, known in account.again]
        if not named:
            named = [self._item(row, account, fields) for row in rows]
            if not any(named):
                named = self._by_column(rows, fields)
        statuses = self._statuses(account, fields)
        if statuses is None:
            fields = tuple(None if name == "status" else name for name in fields)
        return Structure(
            type=account.what,
            heading=plain(account.heading) or None,
            columns=columns.headers,
            rows=tuple(tuple(plain(unescape_pipes(c.raw)) for c in row.cells) for row in rows),
            lines=tuple(row.line for row in rows),
            fields=fields,
            items=tuple(draft.key if draft is not None else None for draft in named),
            statuses=statuses or (None,) * len(rows),
            path=self._path,
            line=account.line,
        )

    def _statuses(self, account: Account, fields: Sequence[str | None]) -> tuple[Status | None, ...] | None:
        """Return what the status cells say; None where a column that may hold statuses does not."""
        if "status" not in fields:
            above = tuple(draft.status if draft.status_raw else None for draft, _ in account.again)
            return above or (None,) * len(account.rows)
        at = fields.index("status")
        names = account.what is StructureType.LEGEND or at == 0
        found = [self._status(row.cells[at].raw) for row in account.rows]
        said = [status for status in found if status is not None]
        unknown = said.count(Status.UNKNOWN)
        if unknown * 2 > len(said) and not _SURE.search(header_key(account.columns.headers[at])):
            return None
        return tuple(None if names and status is Status.UNKNOWN else status for status in found)

    def _status(self, raw: str) -> Status | None:
        if not raw or self._dialect.is_placeholder(plain(unescape_pipes(raw))):
            return None
        return self._reader.cell(raw) or Status.UNKNOWN

    def _item(self, row: Row, account: Account, fields: Sequence[str | None]) -> Draft | None:
        if account.what is StructureType.LEGEND or not row.cells:
            return None
        at_id = fields.index("id") if "id" in fields else None
        at_title = fields.index("title") if "title" in fields else None
        title = plain(unescape_pipes(row.cells[at_title].raw)) if at_title is not None else ""
        if at_id is not None:
            raw = row.cells[at_id].raw
            found = self._register.find(plain(raw), title) or self._begun(raw)
            if found is None and at_title is not None and ROW_NUMBER.match(plain(raw)):
                found = self._begun(row.cells[at_title].raw)
            return found
        found = self._begun(row.cells[at_title].raw) if at_title is not None else None
        found = found or self._begun(row.cells[0].raw) or self._register.find("", title)
        if found is None and at_title != 0 and fields[0] != "file":
            found = self._whole(plain(row.cells[0].raw))
        if found is None and account.what is StructureType.DELIVERABLES:
            found = self._of_workstream(row, fields)
        return found

    def _by_column(self, rows: Sequence[Row], fields: Sequence[str | None]) -> list[Draft | None]:
        """Return the items that the cells of one column begin with, where those of any column mostly do."""
        for index, name in enumerate(fields):
            if name in (None, "title", "workstream"):
                found = [self._begun(row.cells[index].raw) for row in rows]
                if sum(draft is not None for draft in found) * 2 > len(rows):
                    return found
        return [None] * len(rows)

    def _whole(self, text: str) -> Draft | None:
        """Return the item that a whole cell names by id or title."""
        found = self._register.find(text, "") if any(c.isdigit() for c in text) and not text.isdigit() else None
        return found or self._register.find("", text)

    def _begun(self, raw: str) -> Draft | None:
        """Return the item whose id a cell begins with, or consists of; None where more ids follow."""
        text = plain(unescape_pipes(raw))
        if is_id(text) and not text.isdigit():
            return self._register.find(text, "")
        parted = split(raw)
        if parted is None:
            return None
        name, title, _ = parted
        rest = plain(title)
        if _MORE.match(rest) or self._register.by_number(rest.split(" ", 1)[0].strip(",;/")) is not None:
            return None
        return self._register.find(plain(name), rest)

    def _of_workstream(self, row: Row, fields: Sequence[str | None]) -> Draft | None:
        if self._workstreams is None:
            self._workstreams = {}
            for draft in self._register.drafts:
                if draft.workstream:
                    name = normal(draft.workstream)
                    self._workstreams[name] = None if name in self._workstreams else draft
        known = self._workstreams
        texts = (normal(plain(c.raw)) for c, name in zip(row.cells, fields, strict=True) if name != "file")
        return next((named for text in texts if text and (named := known.get(text)) is not None), None)

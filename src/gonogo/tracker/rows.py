"""Table rows to drafts."""

from __future__ import annotations

import re

from gonogo.model.item import Kind, Status
from gonogo.tracker.blocks import Row, Table
from gonogo.tracker.columns import Columns
from gonogo.tracker.dialect import Dialect, header_key, normal
from gonogo.tracker.drafts import Draft
from gonogo.tracker.identifiers import shape, split
from gonogo.tracker.inline import BREAK, plain, unescape_pipes
from gonogo.tracker.references import commands, links, references
from gonogo.tracker.statuses import StatusReader

_ISSUE = re.compile(r"(?<![\w/])#\d+\b")
_KINDS = (
    (
        Kind.MILESTONE,
        (
            "milestone",
            "里程碑",
            "マイルストーン",
            "마일스톤",
            "marco",
            "hito",
            "jalon",
            "meilenstein",
            "веха",
            "cột mốc",
        ),
    ),
    (
        Kind.PHASE,
        (
            "phase",
            "stage",
            "sprint",
            "阶段",
            "フェーズ",
            "단계",
            "페이즈",
            "fase",
            "etapa",
            "étape",
            "этап",
            "фаза",
            "giai đoạn",
            "ระยะ",
            "เฟส",
        ),
    ),
    (Kind.DELIVERABLE, ("deliverable", "交付物", "成果物", "산출물", "entregável", "entregable", "livrable")),
)
_LONGEST_PLACEHOLDER = 24
_NOTHING_RUN = "`:`"
"""The shell's command that does nothing: a command all the same, and no placeholder."""
_TEXT = ("owner", "target", "priority", "workstream")


class RowReader:
    """Reads the rows of all item tables of one document; each distinct cell is worked out once."""

    def __init__(self, dialect: Dialect, reader: StatusReader) -> None:
        self._dialect = dialect
        self._reader = reader
        self._texts: dict[str, str | None] = {}
        self._values: dict[tuple[str, str], str | None] = {}
        self._commands: dict[str, tuple[str, ...]] = {}
        self._references: dict[str, tuple[str, ...]] = {}

    def drafts(self, table: Table, columns: Columns, heading: str | None, source: int) -> tuple[list[Draft], list[Row]]:
        """Return the items of a table, and the rows that list none: totals, group heads and empty ones."""
        found: list[Draft] = []
        others: list[Row] = []
        group: str | None = None
        kind = _kind(columns)
        named = tuple(columns.fields.items())
        headers = {field: columns.headers[index] for field, index in named if columns.headers[index]}
        rest = tuple(
            (index, name or f"column {index + 1}")
            for index, name in enumerate(columns.headers)
            if index not in set(columns.fields.values())
        )
        loose = tuple(
            (columns.fields[f], columns.headers[columns.fields[f]] or f)
            for f in ("notes", "date")
            if f in columns.fields
        )
        for row in table.rows:
            head = self._group(row)
            if head is not None:
                group = head
                others.append(row)
                continue
            draft = self._draft(row, columns, heading, source)
            if draft is None:
                others.append(row)
                continue
            draft.kind = kind
            draft.headers = headers
            cells = row.cells
            draft.cells = {field: cells[index].span for field, index in named}
            if draft.id is not None and "id" not in draft.cells and columns.split_title:
                draft.cells["id"] = cells[columns.fields["title"]].span
            extra = draft.extra
            for index, name in (*rest, *loose):
                text = cells[index].raw
                if text:
                    extra[name] = plain(unescape_pipes(text))
            if draft.workstream is None and group is not None:
                draft.workstream = group
            found.append(draft)
        return found, others

    def _group(self, row: Row) -> str | None:
        """Return the text of a row that only heads others."""
        cells = row.cells
        if len(cells) < 3 or not cells[0].raw or any(c.raw for c in cells[1:]):  # noqa: PLR2004
            return None
        return plain(cells[0].raw)

    def _draft(self, row: Row, columns: Columns, heading: str | None, source: int) -> Draft | None:
        cells = row.cells
        fields = columns.fields
        at = fields.get("title")
        raw_title = unescape_pipes(cells[at].raw) if at is not None else ""
        item_id = self._text(cells[fields["id"]].raw) if "id" in fields else None
        if columns.split_title and item_id is None:
            parted = split(raw_title)
            if (
                parted is not None
                and (parted[2] or shape(parted[0]) in columns.shapes)
                and shape(parted[0]) in columns.shapes
            ):
                item_id, raw_title = parted[0], parted[1]
        title = plain(raw_title) or None
        if self._says_nothing(item_id, title, row, columns):
            return None
        draft = Draft(title=title, line=row.line, row=row.span, heading=heading, source=source)
        draft.id = item_id.rstrip(":") if item_id else None
        self._fill(draft, row, columns)
        return draft

    def _says_nothing(self, item_id: str | None, title: str | None, row: Row, columns: Columns) -> bool:
        dialect = self._dialect
        if title is None or dialect.is_placeholder(title):
            if item_id is None or dialect.is_total(item_id):
                return True
            return not any(
                c.raw and self._text(c.raw) for i, c in enumerate(row.cells) if i != columns.fields.get("id")
            )
        if item_id is None and dialect.is_total(title):
            return True
        if item_id is not None and dialect.is_total(item_id):
            return True
        return (
            item_id is None
            and not any(
                c.raw and not dialect.is_placeholder(plain(c.raw))
                for i, c in enumerate(row.cells)
                if i != columns.fields.get("title")
            )
            and normal(title).startswith(("none", "no ", "nothing", "n/a"))
        )

    def _fill(self, draft: Draft, row: Row, columns: Columns) -> None:
        cells = row.cells
        fields = columns.fields
        for field in _TEXT:
            if field in fields:
                index = fields[field]
                setattr(draft, field, self._value(cells[index].raw, columns.headers[index]))
        if "status" in fields and cells[fields["status"]].raw:
            self._claim(draft, cells[fields["status"]].raw)
        if "depends_on" in fields:
            draft.needs = unescape_pipes(cells[fields["depends_on"]].raw)
        if "parent" in fields:
            draft.parent_id = self._text(cells[fields["parent"]].raw)
        if "verify" in fields:
            self._run(draft, cells[fields["verify"]].raw, columns.headers[fields["verify"]])
        if "evidence" in fields:
            self._show(draft, cells[fields["evidence"]].raw, columns.headers[fields["evidence"]])
        if "exit_criteria" in fields:
            draft.exit_criteria = self._criteria(cells[fields["exit_criteria"]].raw)
        if "links" in fields:
            self._link(draft, cells[fields["links"]].raw)

    def _claim(self, draft: Draft, raw: str) -> None:
        draft.status_raw = plain(unescape_pipes(raw)) or None
        draft.status = self._reader.cell(raw) or Status.UNKNOWN
        if "#" in raw:
            draft.links = tuple(_ISSUE.findall(raw))

    def _link(self, draft: Draft, raw: str) -> None:
        text = self._text(raw) if raw else None
        if text is not None:
            draft.links = tuple(dict.fromkeys((*links(unescape_pipes(raw)), *draft.links))) or (text,)

    def _run(self, draft: Draft, raw: str, header: str) -> None:
        """Take the commands of a verify cell; one that only tells is kept as it stands."""
        draft.verify = self._memo(self._commands, commands, raw)
        told = self._text(raw) if not draft.verify else None
        if told is not None:
            draft.extra[header or "verify"] = told

    def _show(self, draft: Draft, raw: str, header: str) -> None:
        """Take the references of an evidence cell; one that only tells is kept as it stands."""
        draft.evidence = self._memo(self._references, references, raw)
        told = self._text(raw) if not draft.evidence else None
        if told is not None:
            draft.extra[header or "evidence"] = told

    def _value(self, raw: str, header: str) -> str | None:
        """Return a cell's text; None for a placeholder, and for a cell that only repeats its header ("owner")."""
        if (raw, header) not in self._values:
            text = self._text(raw)
            repeats = text is not None and header_key(text) == header_key(header)
            self._values[raw, header] = None if repeats else text
        return self._values[raw, header]

    def _memo(self, memory: dict[str, tuple[str, ...]], read: object, raw: str) -> tuple[str, ...]:
        if not raw:
            return ()
        if raw not in memory:
            text = unescape_pipes(raw)
            empty = len(text) < _LONGEST_PLACEHOLDER and self._dialect.is_placeholder(plain(text))
            empty = empty and not (text == _NOTHING_RUN and read is commands)
            memory[raw] = () if empty else read(text)  # type: ignore[operator]
        return memory[raw]

    def _text(self, raw: str) -> str | None:
        if raw not in self._texts:
            text = plain(unescape_pipes(raw))
            self._texts[raw] = None if self._dialect.is_placeholder(text) else text
        return self._texts[raw]

    def _criteria(self, raw: str) -> tuple[str, ...]:
        if not raw:
            return ()
        if "<" not in raw:
            text = self._text(raw)
            return (text,) if text is not None else ()
        parts = (plain(unescape_pipes(p)).lstrip("-•* ") for p in BREAK.split(raw))
        return tuple(p for p in parts if p and not self._dialect.is_placeholder(p))


def _kind(columns: Columns) -> Kind:
    index = columns.fields.get("id" if columns.fields.get("title") is None else "title")
    names = [header_key(columns.headers[i]) for i in (index, columns.fields.get("id")) if i is not None]
    for kind, words in _KINDS:
        if any(name.rstrip("s") in words or name in words for name in names):
            return kind
    return Kind.TASK

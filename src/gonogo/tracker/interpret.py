"""Blocks to what a tracker says: items, structures and findings.

One walk over the blocks lists the items of tables and boxes, joins later tables to them and keeps the rest as
structures. Then headings are looked at: those that name items make the boxes below them working notes; those that
state a status are items themselves. Only where nothing else lists items do marked headings and marked bullets. At
last keys are given and ids resolved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from gonogo.model.item import Reading, Status, Structure, StructureType
from gonogo.tracker.accounts import Account, Accountant, Listing, Restatement, notes, restated
from gonogo.tracker.blocks import Block, Heading, ListLine, Paragraph, Table
from gonogo.tracker.checklist import Checklist
from gonogo.tracker.columns import Columns, assign
from gonogo.tracker.dialect import Dialect, Meaning, header_key, heading_key, normal
from gonogo.tracker.drafts import Draft
from gonogo.tracker.finish import finish
from gonogo.tracker.headings import bare, boards, stated
from gonogo.tracker.inline import plain
from gonogo.tracker.legend import find_legend
from gonogo.tracker.lines import Listed, board_items, line_items, list_structures
from gonogo.tracker.purpose import purpose
from gonogo.tracker.register import Register, fill
from gonogo.tracker.rows import RowReader
from gonogo.tracker.sections import Section, heading_items, marked_headings, names, sections, stated_below
from gonogo.tracker.statuses import StatusReader

_TELLING = 12
"""Letters from which on a title says enough to be known again ahead of its row."""


def interpret(path: str, data: bytes, blocks: Iterable[Block], dialect: Dialect) -> Reading:
    """Return all that the blocks of one document say."""
    return _Interpreter(path, tuple(blocks), dialect).read(data)


class _Interpreter:
    def __init__(self, path: str, blocks: Sequence[Block], dialect: Dialect) -> None:
        self._path = path
        self._blocks = blocks
        self._dialect = dialect
        self._reader = StatusReader(dialect, find_legend(blocks, dialect))
        self._rows = RowReader(dialect, self._reader)
        self._register = Register(path)
        self._boxes = Checklist(dialect, self._reader)
        self._meanings: dict[str, tuple[Meaning, ...]] = {}
        self._boards = boards(blocks, dialect, self._reader)
        self._accounts: list[Account] = []
        self._tables: list[Listing] = []
        self._said: list[Restatement] = []
        self._notes: list[Draft] = []
        self._lists: list[Listed] = []
        self._from_tables = 0

    def read(self, data: bytes) -> Reading:
        """Walk, then settle."""
        self._walk()
        self._settle_boxes()
        self._settle_headings()
        self._hear_sections()
        self._register.settle()
        structures = self._structures()
        items, faults = finish(self._path, self._register, self._dialect)
        return Reading(
            path=self._path,
            digest=hashlib.sha256(data).hexdigest(),
            size=len(data),
            items=items,
            structures=structures,
            findings=faults,
            tables=tuple(listing.freeze() for listing in self._tables),
        )

    def _structures(self) -> tuple[Structure, ...]:
        accountant = Accountant(self._path, self._register, self._dialect, self._reader)
        found = [accountant.structure(account) for account in self._accounts]
        found += restated(self._path, self._said)
        if self._notes:
            found.append(notes(self._path, self._notes))
        found += list_structures(self._path, self._lists, self._dialect, self._register)
        return tuple(sorted(found, key=lambda s: s.line))

    def _walk(self) -> None:
        heading: Heading | None = None
        lead = ""
        for place, block in enumerate(self._blocks):
            if isinstance(block, Heading):
                heading, lead = block, ""
                self._boxes.heading()
            elif isinstance(block, Table):
                self._table(block, heading.raw if heading else "", place)
            elif isinstance(block, ListLine):
                made = self._boxes.line(block, heading.raw if heading else None, place)
                if made is None:
                    self._lists.append(Listed(heading.raw if heading else "", lead, block, place))
            elif isinstance(block, Paragraph):
                lead = block.raw

    def _table(self, table: Table, heading: str, place: int) -> None:
        columns = assign(table, self._dialect, self._reader, self._meanings)
        what = purpose(
            table, columns, heading, self._dialect, self._reader, self._register.named, stated=self._is_status(heading)
        )
        if what is not None:
            self._accounts.append(Account(what, columns, heading, table.rows, table.line))
            if what not in (StructureType.MATRIX, StructureType.LEGEND, StructureType.LOG):
                self._join(table, columns, what, place)
            return
        drafts, others = self._rows.drafts(table, columns, heading or None, place)
        if not columns.has("status"):
            self._state_by_heading(drafts, heading)
        fresh, again = self._part(drafts)
        self._register.add(fresh)
        self._from_tables += len(fresh)
        rows = {row.line: row for row in table.rows} if again else {}
        if again:
            repeated = [rows[draft.line] for draft, _ in again]
            what = StructureType.ROLLUP if columns.has("status") else StructureType.OTHER
            self._accounts.append(Account(what, columns, heading, repeated, repeated[0].line, again))
        if fresh:
            known = {id(draft): item for draft, item in again}
            listed = [known.get(id(draft), draft) for draft in drafts]
            last = max(row.line for row in table.rows)
            self._tables.append(Listing(columns, heading, listed, table.line, last))
        if others:
            self._accounts.append(Account(StructureType.ROLLUP, columns, heading, others, table.line))

    def _is_status(self, heading: str) -> bool:
        return heading in self._boards and self._reader.exact(heading_key(bare(heading))) is not None

    def _state_by_heading(self, drafts: Sequence[Draft], heading: str) -> None:
        """Give rows without a status column the status that their heading is, as in `## Completed (doc baseline)`."""
        text = plain(heading)
        if self._reader.exact(text.partition("(")[0]) is not None:
            status = self._reader.cell(text) or Status.UNKNOWN
        else:
            status = stated(heading, self._dialect, self._reader) or Status.UNKNOWN
        for draft in drafts if status is not Status.UNKNOWN else ():
            draft.status_raw, draft.status = text, status

    def _part(self, drafts: Sequence[Draft]) -> tuple[list[Draft], list[tuple[Draft, Draft]]]:
        """Part new items from those that list an item once more, each with that item, which takes what it lacks."""
        fresh: list[Draft] = []
        again: list[tuple[Draft, Draft]] = []
        for draft in drafts:
            known = self._register.find(draft.id, draft.title or "") if draft.id is not None else None
            if known is None or known.source == draft.source:
                fresh.append(draft)
            else:
                fill(known, draft)
                again.append((draft, known))
        return fresh, again

    def _list(self, drafts: Sequence[Draft]) -> list[Draft]:
        """List drafts that are no rows; keep what they say of items that are listed elsewhere."""
        fresh, again = self._part(drafts)
        self._register.add(fresh)
        self._said += [Restatement(known, draft) for draft, known in again]
        return fresh

    def _join(self, table: Table, columns: Columns, what: StructureType, place: int) -> None:
        distinct = what is not StructureType.DELIVERABLES and columns.has("id", "title")
        if not distinct:
            return
        seen: set[int] = set()
        for row in table.rows:
            known = self._register.joined(row, columns)
            if known is None or id(known) in seen or known.source == place:
                continue
            seen.add(id(known))
            made, _ = self._rows.drafts(Table(table.header, (row,), row.line, row.span), columns, None, place)
            if made:
                fill(known, made[0])

    def _settle_boxes(self) -> None:
        """List the boxes. Where sections elaborate rows that say how they stand, boxes without ids are notes."""
        self._boxes.settle()
        drafts = self._boxes.drafts
        self._sections = sections(self._blocks)
        self._named = [self._item_of(s) for s in self._sections]
        stated = {id(d) for d in self._named if d is not None and d.status_raw is not None}
        elaborated = len({id(d) for d in self._named if d is not None})
        notes = self._from_tables and len(stated) > 1 and elaborated * 2 >= self._largest_table()
        kept = [d for d in drafts if d.id is not None or not notes]
        dropped = [d for d in drafts if d.id is None] if notes else []
        self._place_in_sections(kept)
        self._list(kept)
        self._notes = dropped

    def _largest_table(self) -> int:
        named = {d.source for d in self._named if d is not None}
        return max((sum(1 for d in self._register.drafts if d.source == s) for s in named), default=0)

    def _item_of(self, section: Section) -> Draft | None:
        """Return the item that a heading names."""
        ids, title = names(section.heading.raw)
        for item_id in ids:
            found = self._register.by_number(item_id)
            if found is not None and (not item_id.isdigit() or _overlaps(found.title, title)):
                return found
        found = self._register.find("", title)
        if found is not None and found.source > section.place and len(found.title or "") < _TELLING:
            return None  # a section "Tests", and "Tests" among the rows of a later one
        return found

    def _place_in_sections(self, boxes: Sequence[Draft]) -> None:
        """Give items that stand below a heading which names another item that item as their parent."""
        spans = [(s.place, s.heading.level, d) for s, d in zip(self._sections, self._named, strict=True)]
        if not any(d is not None for *_, d in spans):
            return
        everything = sorted((*self._register.drafts, *boxes), key=lambda d: d.source)
        open_at: list[tuple[int, Draft | None]] = []
        at = 0
        for draft in everything:
            while at < len(spans) and spans[at][0] <= draft.source:
                _, level, owner = spans[at]
                while open_at and open_at[-1][0] >= level:
                    open_at.pop()
                open_at.append((level, owner))
                at += 1
            owner = next((o for _, o in reversed(open_at) if o is not None and o.source != draft.source), None)
            if owner is not None and draft.parent is None and not draft.parent_id:
                draft.parent = owner

    def _settle_headings(self) -> None:
        named = [d is not None for d in self._named]
        found = heading_items(self._sections, self._dialect, self._reader, named, alone=not self._register.drafts)
        held = self._holding()
        drafts = [
            d
            for s, d in found
            if (s.place not in held or (d.id is not None and d.status is not Status.UNKNOWN))
            and (d.id is not None or not self._below_item(s))
        ]
        self._register.add(drafts)
        if not self._register.drafts:
            self._register.add(board_items(self._lists, self._boards))
        self._settle_marked(drafts)
        if not self._register.drafts:
            self._register.add(line_items(self._lists, self._reader))

    def _settle_marked(self, stated: Sequence[Draft]) -> None:
        """List headings that carry their status in themselves; what stands below them is theirs."""
        alone = not self._register.drafts
        made = {d.source: d for d in stated}
        free = [
            s for s, named in zip(self._sections, self._named, strict=True) if named is None and s.place not in made
        ]
        drafts = self._list([d for _, d in marked_headings(free, self._reader, alone=alone)])
        made.update({d.source: d for d in drafts})
        self._named = [named or made.get(s.place) for s, named in zip(self._sections, self._named, strict=True)]
        self._place_in_sections([])

    def _hear_sections(self) -> None:
        """Keep what headings that name items, and the key lines below them, say of how those stand."""
        for section, draft in zip(self._sections, self._named, strict=True):
            if draft is None or draft.source == section.place:
                continue
            said = stated_below(section, self._dialect, self._reader)
            if said is not None:
                heading = section.heading
                again = Draft(title=draft.title, line=heading.line, row=heading.span, heading=heading.raw, source=-1)
                again.id = draft.id
                again.status_raw, again.status, line = said
                self._said.append(Restatement(draft, again, line))

    def _below_item(self, section: Section) -> bool:
        """Return whether a heading further up names an item, so that this one is a part of it."""
        level = section.heading.level
        for other, named in zip(reversed(self._sections), reversed(self._named), strict=True):
            if other.place < section.place and other.heading.level < level:
                level = other.heading.level
                if named is not None:
                    return True
        return False

    def _holding(self) -> set[int]:
        """Return the headings directly below which tables or boxes list items: they are groups, not items."""
        places = sorted(s.place for s in self._sections)
        held: set[int] = set()
        at = -1
        for draft in sorted(self._register.drafts, key=lambda d: d.source):
            while at + 1 < len(places) and places[at + 1] < draft.source:
                at += 1
            if at >= 0:
                held.add(places[at])
        return held


def _overlaps(title: str | None, text: str) -> bool:
    if title is None:
        return False
    words, others = set(normal(title).split()), set(header_key(text).split())
    return bool(words & others)

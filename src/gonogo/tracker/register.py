"""The items that a document has listed so far: found by id or title, joined by later tables, given keys in the end."""

from __future__ import annotations

from collections import Counter

from gonogo.model.item import Status
from gonogo.tracker.blocks import Row
from gonogo.tracker.columns import Columns
from gonogo.tracker.dialect import normal
from gonogo.tracker.drafts import Draft, anchor
from gonogo.tracker.identifiers import ROW_NUMBER, split
from gonogo.tracker.inline import plain


class Register:
    """The drafts of one document, in order."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.drafts: list[Draft] = []
        self._by_id: dict[str, Draft] = {}
        self._by_title: dict[str, Draft] = {}

    def add(self, drafts: list[Draft]) -> None:
        """List more items."""
        for draft in drafts:
            self.drafts.append(draft)
            if draft.id is not None:
                self._by_id.setdefault(normal(draft.id), draft)
            if draft.title is not None:
                self._by_title.setdefault(normal(draft.title), draft)

    def find(self, item_id: str, title: str) -> Draft | None:
        """Return the item of an id, or without one of a title; a row number counts only with a title that fits."""
        if item_id:
            draft = self._by_id.get(normal(item_id))
            if draft is None or not ROW_NUMBER.match(item_id):
                return draft
            return draft if _alike(draft.title, title) else None
        return self._by_title.get(normal(title)) if title else None

    def named(self, item_id: str, title: str) -> bool:
        """Return whether an item of that name stands already."""
        return self.find(item_id, title) is not None

    def spelled(self, token: str) -> str | None:
        """Return an id as its item spells it; None when no item has it."""
        draft = self._by_id.get(token) or self._by_id.get(token.casefold()) or self._by_id.get(normal(token))
        return draft.id if draft is not None else None

    def by_number(self, number: str) -> Draft | None:
        """Return the item whose whole id is that number."""
        return self._by_id.get(normal(number))

    def joined(self, row: Row, columns: Columns) -> Draft | None:
        """Return the item that a row of a later table speaks about."""
        fields = columns.fields
        title = plain(row.cells[fields["title"]].raw) if "title" in fields else ""
        if "id" in fields:
            return self.find(plain(row.cells[fields["id"]].raw), title)
        for cell in (row.cells[fields["title"]] if "title" in fields else row.cells[0], row.cells[0]):
            parted = split(cell.raw)
            if parted is not None:
                found = self.find(plain(parted[0]), plain(parted[1]))
                if found is not None:
                    return found
        return self.find("", title)

    def settle(self) -> None:
        """Give every item its key: the id, or where it has at most a row number an address, unique in the document."""
        seen: Counter[str] = Counter()
        for draft in self.drafts:
            if draft.id is not None and not ROW_NUMBER.match(draft.id):
                draft.key = draft.id
                continue
            key = anchor(self._path, draft.heading, draft.title or draft.id)
            seen[key] += 1
            draft.key = key if seen[key] == 1 else f"{key}-{seen[key]}"
        for draft in self.drafts:
            if draft.parent is None and draft.parent_id and not ROW_NUMBER.match(draft.parent_id):
                parent = self.find(draft.parent_id, "") or self._leading(draft.parent_id)
                if parent is not None and parent is not draft:
                    draft.parent = parent

    def _leading(self, text: str) -> Draft | None:
        parted = split(text)
        return self._by_id.get(normal(parted[0])) if parted is not None else None


def fill(draft: Draft, other: Draft) -> None:
    """Take from a later row what the item's own row leaves out; what it says stands."""
    for field in ("title", "owner", "target", "priority", "workstream"):
        if getattr(draft, field) is None:
            setattr(draft, field, getattr(other, field))
    if draft.status_raw is None and other.status is not Status.UNKNOWN:
        draft.status, draft.status_raw = other.status, other.status_raw
    for field in ("verify", "evidence", "exit_criteria"):
        if not getattr(draft, field):
            setattr(draft, field, getattr(other, field))
    if other.needs and not draft.needs:
        draft.needs, draft.headers = other.needs, {**draft.headers, **other.headers}
    draft.links = tuple(dict.fromkeys((*draft.links, *other.links)))


def _alike(one: str | None, other: str) -> bool:
    if one is None or not other:
        return True
    words, others = set(normal(one).split()), set(normal(other).split())
    parted = split(other)
    if parted is not None:
        others_bare = set(normal(parted[1]).split())
        if words <= others_bare or others_bare <= words:
            return True
    return words <= others or others <= words

"""List lines without boxes: orders, legends, evidence roots and, where nothing else lists items, items.

Lines list items when they stand under headings that are statuses (a board of "To do" and "Done"), when they begin with
a status mark ("✅ Backups restored"), or when they begin with an id and end with a status ("M1 — Pipes: done").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from gonogo.model.item import Status, Structure, StructureType
from gonogo.tracker.blocks import ListLine
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.drafts import Draft
from gonogo.tracker.identifiers import expand, is_id, split
from gonogo.tracker.inline import plain
from gonogo.tracker.references import references
from gonogo.tracker.register import Register
from gonogo.tracker.statuses import StatusReader

_LEAST_BULLETS = 3
_LONGEST = 400
_ENDING = re.compile(
    r"^(?P<title>.{3,300}\S)\s*(?:\s[-–—]\s|[:：]\s|\s?[(（\[]|→)\s*(?P<state>[^:：()（）\[\]]{1,40}[)）\]]?)\s*$"
)


class Listed(Struct, frozen=True):
    """One list line, with the heading above it, the paragraph before it, and its place among the blocks."""

    heading: str
    lead: str
    line: ListLine
    place: int


def list_structures(path: str, lists: Iterable[Listed], dialect: Dialect, register: Register) -> list[Structure]:
    """Return the orders and legends that lists give; lines of evidence lists become evidence of the items they name."""
    orders: dict[str, list[tuple[str, int]]] = {}
    legend: list[tuple[str, int]] = []
    announced: dict[tuple[str, str], bool] = {}

    def announces(text: str, what: str) -> bool:
        if (text, what) not in announced:
            announced[text, what] = bool(text) and dialect.announces(text, what)
        return announced[text, what]

    for listed in lists:
        line = listed.line
        if line.number is not None and line.depth == 0 and announces(listed.heading, "order"):
            known = [i for i in expand(plain(line.raw), register.spelled) if register.spelled(i)]
            orders.setdefault(listed.heading, []).extend((i, line.line) for i in known)
        elif announces(listed.heading, "legend") or announces(listed.lead[:60], "legend"):
            legend.append((plain(line.raw), line.line))
        elif announces(listed.heading, "evidence") or announces(listed.lead[:60], "evidence"):
            _take_evidence(line, register)
    found = [
        _structure(path, StructureType.ORDER, heading, entries, register)
        for heading, entries in orders.items()
        if entries
    ]
    if legend:
        found.append(_structure(path, StructureType.LEGEND, "", legend, None))
    return found


def _structure(
    path: str, what: StructureType, heading: str, entries: Sequence[tuple[str, int]], register: Register | None
) -> Structure:
    """Return lines as a structure; of ids where a register knows their items."""
    named = [register.find(text, "") if register is not None else None for text, _ in entries]
    return Structure(
        type=what,
        heading=plain(heading) or None,
        columns=("id" if register is not None else "entry",),
        rows=tuple((text,) for text, _ in entries),
        lines=tuple(line for _, line in entries),
        fields=("id" if register is not None else None,),
        items=tuple(draft.key if draft is not None else None for draft in named),
        statuses=(None,) * len(entries),
        path=path,
        line=entries[0][1],
    )


def _take_evidence(line: ListLine, register: Register) -> None:
    found = references(line.raw)
    if len(found) != 1:
        return
    for part in found[0].casefold().replace("_", "-").replace(".", "/").split("/"):
        named = register.by_number(part) if part and not part.isdigit() else None
        if named is not None and not named.evidence:
            named.evidence = found
            return


def board_items(lists: Iterable[Listed], boards: Mapping[str, Status]) -> list[Draft]:
    """Return the lines under headings that are statuses; `boards` gives those."""
    return [_boarded(listed, boards[listed.heading]) for listed in lists if _on_board(listed, boards)]


def line_items(lists: Sequence[Listed], reader: StatusReader) -> list[Draft]:
    """Return the lines that state a status themselves, if there are several."""
    drafts = _marked(lists, reader)
    if len(drafts) < _LEAST_BULLETS:
        drafts = [d for d in (_closed(listed, reader) for listed in lists) if d is not None]
    return drafts if len(drafts) >= _LEAST_BULLETS else []


def _on_board(listed: Listed, boards: Mapping[str, Status]) -> bool:
    return listed.line.depth == 0 and listed.heading in boards and plain(listed.line.raw) != ""


def _draft(listed: Listed, text: str, status: Status, stated: str) -> Draft:
    line = listed.line
    draft = Draft(title=plain(text), line=line.line, row=line.span, heading=listed.heading or None, source=listed.place)
    parted = split(text)
    if (
        parted is not None
        and is_id(parted[0])
        and any(c.isalpha() for c in parted[0])
        and (parted[2] or "-" in parted[0])
    ):
        draft.id, draft.title = parted[0], plain(parted[1])
    draft.status, draft.status_raw = status, stated
    draft.workstream = plain(listed.heading) or None
    draft.cells = {"title": line.span}
    return draft


def _boarded(listed: Listed, status: Status) -> Draft:
    draft = _draft(listed, listed.line.raw, status, plain(listed.heading))
    draft.workstream = None
    return draft


def _closed(listed: Listed, reader: StatusReader) -> Draft | None:
    """Return a line that begins with an id and ends with a status."""
    match = _ENDING.match(listed.line.raw) if len(listed.line.raw) <= _LONGEST else None
    if match is None:
        return None
    status = reader.cell(match["state"].rstrip(")）].。 "))
    draft = _draft(listed, match["title"], status, plain(match["state"]).rstrip(")）]")) if status else None
    return draft if draft is not None and draft.id is not None else None


def _marked(lists: Iterable[Listed], reader: StatusReader) -> list[Draft]:
    drafts = []
    for listed in lists:
        line = listed.line
        text = plain(line.raw)
        if not text or text[0].isascii() or text[0].isalnum():
            continue
        body = text.lstrip("".join(c for c in text[:4] if not c.isalnum() and not c.isascii())).strip()
        mark = text[: len(text) - len(body)].strip()
        status = reader.cell(mark)
        if status is None or not body:
            continue
        drafts.append(_draft(listed, body, status, mark))
    return drafts

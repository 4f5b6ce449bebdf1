"""List lines without boxes: orders, legends, evidence roots and, where nothing else lists items, marked bullets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from gonogo.model.item import Structure, StructureType
from gonogo.tracker.blocks import ListLine
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.drafts import Draft
from gonogo.tracker.identifiers import expand
from gonogo.tracker.inline import plain
from gonogo.tracker.references import references
from gonogo.tracker.register import Register
from gonogo.tracker.statuses import StatusReader

_LEAST_BULLETS = 3


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
    found = [_structure(path, StructureType.ORDER, "id", entries) for entries in orders.values() if entries]
    if legend:
        found.append(_structure(path, StructureType.LEGEND, "entry", legend))
    return found


def _structure(path: str, what: StructureType, column: str, entries: Sequence[tuple[str, int]]) -> Structure:
    return Structure(
        type=what,
        columns=(column,),
        rows=tuple((text,) for text, _ in entries),
        lines=tuple(line for _, line in entries),
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


def marked_bullets(lists: Iterable[Listed], reader: StatusReader) -> list[Draft]:
    """Return the bullets that begin with a status mark ("✅ Backups restored"), if there are several."""
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
        draft = Draft(title=body, line=line.line, row=line.span, heading=listed.heading or None, source=listed.place)
        draft.status, draft.status_raw = status, mark
        draft.workstream = plain(listed.heading) or None
        draft.cells = {"title": line.span}
        drafts.append(draft)
    return drafts if len(drafts) >= _LEAST_BULLETS else []

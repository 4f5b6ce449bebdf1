"""Totals of all items at once: the last row of their own table, and a `Total tasks` among status counts. Pure.

Rules:
1. In the last row of an item table a number below the ids, the titles or the statuses counts its rows; in other columns
   it may be anything.
2. A `Total tasks` counts items where a row beside it counts a status, and where it is about as many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gonogo.check.counts import FRACTION, NUMBER
from gonogo.check.groups import Groups, spoken
from gonogo.model.item import Item, Status, Structure, StructureType

ITEM_NOUNS = frozenset(
    {"tasks", "items", "milestones", "stories", "tickets", "issues", "todos", "features", "requirements"}
    | {"deliverables", "workstreams", "entries", "boxes", "checkboxes", "checklist", "phases", "gates", "steps", "work"}
    | {"task", "item", "milestone", "story", "ticket", "issue", "todo", "feature", "requirement", "deliverable"}
    | {"phase", "gate", "step", "tareas", "tarefas", "tâches", "aufgaben", "punkte", "задач", "задачи", "任务", "项"}
)
_SURE_NOUNS = frozenset(
    {"tasks", "items", "milestones", "phases", "deliverables", "tareas", "tarefas", "aufgaben", "任务"}
)
"""Words for items only; issues, tickets and features may be kept elsewhere."""
_COUNTED = ("id", "title", "status")


def wrong_own_totals(structure: Structure, groups: Groups) -> Iterator[tuple[int, str, str]]:
    """Yield line, label and what is wrong for each total that stands in the table of the items themselves."""
    if structure.type is not StructureType.ROLLUP:
        return
    tables = groups.page.reading.tables
    at = next((at for at, table in enumerate(tables) if table.line == structure.line), None)
    if at is None or not groups.tables[at] or any(map(_is_measured, groups.tables[at])):
        return
    for line, row in zip(structure.lines, structure.rows, strict=False):
        label = next((cell for cell in row if cell.strip()), "")
        for field, cell in zip(structure.fields, row, strict=False):
            if field in _COUNTED and cell != label:
                wrong = _against(cell, groups.tables[at], groups)
                if wrong is not None:
                    yield line, label, wrong


def _is_measured(item: Item) -> bool:
    """Whether mere numbers stand where a title or a status should: these columns add up to something else."""
    return any(NUMBER.fullmatch(text) or FRACTION.fullmatch(text) for text in (item.title, item.status_raw) if text)


def _against(cell: str, items: Sequence[Item], groups: Groups) -> str | None:
    """Return, in words, how a cell of a total differs from the rows above it."""
    readings = groups.readings(items)
    fraction = FRACTION.fullmatch(cell)
    if fraction is not None:
        done = {count for reading in readings for count in reading.counts(Status.DONE, "")}
        whole, part = int(fraction["whole"]), int(fraction["part"])
        unknown = max(reading.statuses[Status.UNKNOWN] for reading in readings)
        if all(reading.total != whole for reading in readings):
            return f"{whole}, and there are {len(items)}"
        fits = any(count <= part <= count + unknown for count in done)
        return None if fits else f"{part} of {whole}, and {max(done)} of them are"
    number = NUMBER.fullmatch(cell)
    if number is None or (number["unit"] or "tasks").casefold() not in ITEM_NOUNS | groups.nouns:
        return None
    fits = any(reading.total == int(number[1]) for reading in readings) or int(number[1]) in groups.sums
    return None if fits else f"{number[1]}, and there are {len(items)}"


def wrong_total(label: str, number: int, around: int, groups: Groups) -> str | None:
    """Return, in words, how a `Total tasks` differs from every way to count what the page lists.

    around: the line where it stands.
    """
    words = spoken(label).split(" ")
    if len(words) > 1 and words[-1] not in _SURE_NOUNS and words[-1] not in groups.nouns:
        return None
    whole = len(groups.everything)
    if not whole <= 2 * number <= 4 * whole or number in groups.sums:
        return None
    candidates = [groups.everything, *groups.tables, *groups.around(around)]
    totals = {reading.total for group in candidates if group for reading in groups.readings(group)}
    parts = {count for section in groups.outline.around(around) for count in groups.outline.parts(section)}
    if number in totals | parts:
        return None
    return f"{number}, and there are {min(totals, key=lambda total: (abs(total - number), total))}"

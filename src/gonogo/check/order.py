"""What is wrong with an execution order: it puts an item before one that it depends on. Pure.

1. Items on one line of a longer list are one step, and may be done side by side.
2. An order that stands on one line is read from left to right, also in prose: `Execution order: K-1 → K-2`.
3. A column that numbers the rows of a tracker as an order is one too; equal numbers are one step.
4. An item that an order leaves out, or that it names twice, it says nothing of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gonogo.check.naming import Naming
from gonogo.check.needs import is_parent_by_id
from gonogo.check.rule import Rule, at_item, at_line, called
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Severity, Structure, StructureType

_COLUMN = re.compile(
    r"(?:execution\s+|implementation\s+|build\s+)?(?:order|sequence)|seq\.?|reihenfolge|ordem|orden|ordre|顺序|順序",
    re.IGNORECASE,
)
_IN_PROSE = re.compile(
    r"(?:^|\b(?:execution|suggested|recommended|implementation|build|delivery|work|critical|right|correct)\s+)"
    r"(?:order|sequence|path)\b[^:：→⇒]{0,30}[:：]\s*(?P<steps>[^→⇒>]+(?:[→⇒>][^→⇒>]+)+)$",
    re.IGNORECASE,
)
_ARROW = re.compile(r"→|⇒|->|=>|>")
_HINT = "gonogo next --all prints an order that holds"


def find_contradicted_orders(scene: Scene) -> Iterator[Finding]:
    """Yield ORDER_CONTRADICTS for each item that an order puts before one that it depends on, where it stands in it."""
    naming = Naming(scene)
    for page in scene.pages:
        for structure in page.reading.structures:
            if structure.type is StructureType.ORDER:
                yield from _in_list(scene, naming, structure)
        yield from _in_column(scene, page)
        for structure in _in_prose(page):
            yield from _in_list(scene, naming, structure)


def _in_prose(page: Page) -> Iterator[Structure]:
    """Yield each order that stands in a sentence, as a list."""
    for passage in page.reading.passages:
        if passage.quoted or not ("→" in passage.text or "⇒" in passage.text or ">" in passage.text):
            continue
        match = _IN_PROSE.search(passage.text)
        if match is not None:
            rows = tuple((name.strip(" .,;*`"),) for name in _ARROW.split(match["steps"]))
            lines = (passage.line,) * len(rows)
            yield Structure(type=StructureType.ORDER, rows=rows, lines=lines, path=page.path, line=passage.line)


def _in_list(scene: Scene, naming: Naming, structure: Structure) -> Iterator[Finding]:
    steps: dict[str, tuple[int, int]] = {}
    repeated: set[str] = set()
    flat = len(set(structure.lines)) == 1
    for place, (line, row) in enumerate(zip(structure.lines, structure.rows, strict=True)):
        key = naming.meant(structure.path, row[0]) if row else None
        if key in steps and key is not None:
            repeated.add(key)
        elif key is not None:
            steps[key] = (place if flat else line, line)
    known = {key: step for key, step in steps.items() if key not in repeated}
    places = {key: step for key, (step, _) in known.items()}
    for key, (step, line) in known.items():
        later = _later(scene, scene.by_key[key], step, places)
        if later:
            yield at_line(
                "ORDER_CONTRADICTS",
                Severity.ERROR,
                structure.path,
                line,
                _message(scene.by_key[key], later),
                hint=f"move {called(scene.by_key[key])} below {called(later[-1])}; {_HINT}",
                item=key,
            )


def _in_column(scene: Scene, page: Page) -> Iterator[Finding]:
    numbers: dict[str, int] = {}
    for item in page.items:
        if item.extra:
            for column, value in item.extra.items():
                if isinstance(value, str) and value.isdecimal() and _COLUMN.fullmatch(column.strip()):
                    numbers[item.key] = int(value)
    for key, number in numbers.items():
        item = scene.by_key[key]
        later = _later(scene, item, number, numbers)
        if later:
            hint = f"give {called(item)} a number above that of {called(later[-1])}; {_HINT}"
            yield at_item("ORDER_CONTRADICTS", Severity.ERROR, item, _message(item, later), hint=hint)


def _later(scene: Scene, item: Item, step: int, steps: Mapping[str, int]) -> list[Item]:
    """Return what an item depends on and an order puts after it, in that order."""
    needs = (key for name, key in scene.links.needs[item.key] if key is not None and not is_parent_by_id(name, item))
    later = [key for key in needs if steps.get(key, step) > step]
    return [scene.by_key[key] for key in sorted(dict.fromkeys(later), key=lambda key: steps[key])]


def _message(item: Item, later: list[Item]) -> str:
    names = ", ".join(called(need) for need in later)
    return f"the order puts {called(item)} before {names}, on which it depends"


RULES = (Rule(code="ORDER_CONTRADICTS", severity=Severity.ERROR, find=find_contradicted_orders),)

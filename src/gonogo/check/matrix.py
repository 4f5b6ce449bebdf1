"""A dependency matrix, and where it says something else than the items do. Pure.

1. A row needs its columns, unless the document says that it is the other way round, or only that way agrees.
2. Where the items have no dependencies of their own and no column for them, the matrix is the only one to tell.
3. A matrix that marks everything that an item needs in the end, not just what it needs first, is right too.
4. A cell that is neither a yes nor a no says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gonogo.check.naming import Naming
from gonogo.check.rule import Rule, at_line, called
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Severity, Structure, StructureType

_YES = frozenset({"1", "x", "✓", "✔", "✔️", "☑", "✅", "y", "yes", "●", "■", "true", "dep", "d", "•"})
_NO = frozenset({"", "0", "-", "—", "–", ".", "n", "no", "·", "✗", "✘", "☐", "○", "□", "false", "n/a", "\\"})
_TURNED = re.compile(
    r"\bcol(?:umn)?s?\b[^.]{0,40}\b(?:depends?\s+on|needs?|requires?|waits?\s+for|is\s+blocked\s+by)\b[^.]{0,30}\brows?\b"
    r"|\brows?\b[^.]{0,40}\b(?:blocks?|unblocks?|enables?|precedes?|is\s+needed\s+by|is\s+required\s+by|feeds)\b"
    r"[^.]{0,30}\bcol(?:umn)?s?\b",
    re.IGNORECASE,
)
MOSTLY = 0.5
_SHOWN = 8

Pair = tuple[str, str]
"""Who needs, and what is needed."""


class Row(NamedTuple):
    """One row of a matrix: the item that it means, and its marks; none where it is ragged."""

    line: int
    name: str
    key: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """One matrix of a document, with what its rows and columns mean: keys of items, None where they name none."""

    structure: Structure
    rows: tuple[Row, ...]
    columns: tuple[str | None, ...]
    turned: bool
    """Whether the document says that a column needs its rows."""

    @cached_property
    def cells(self) -> dict[Pair, str]:
        """What stands for each pair (who needs, what is needed) that it has a cell for."""
        found: dict[Pair, str] = {}
        for row in self.rows:
            for near, cell in zip(self.columns, row.cells, strict=False):
                if row.key is not None and near is not None:
                    found[(near, row.key) if self.turned else (row.key, near)] = cell
        return found

    @cached_property
    def marks(self) -> dict[Pair, bool]:
        """What it says of each pair where it says yes or no."""
        marks = {pair: _mark(cell) for pair, cell in self.cells.items()}
        return {pair: mark for pair, mark in marks.items() if mark is not None}

    def pairs(self, row: Row) -> list[Pair]:
        """Return the pairs that a row has cells for."""
        if row.key is None:
            return []
        both = ((near, row.key) if self.turned else (row.key, near) for near in self.columns if near is not None)
        return [pair for pair in both if pair in self.cells]

    @property
    def in_rows(self) -> set[str]:
        """The items that have a row."""
        return {row.key for row in self.rows if row.key is not None}

    @property
    def in_columns(self) -> set[str]:
        """The items that have a column."""
        return {key for key in self.columns if key is not None}


def find_matrix_disagreements(scene: Scene) -> Iterator[Finding]:
    """Yield MATRIX_DISAGREES for each row of a dependency matrix that differs from its item's own dependencies."""
    naming = Naming(scene)
    for page in scene.pages:
        for matrix in matrices_of(page, naming):
            yield from _disagreements(scene, matrix, naming)


def matrices_of(page: Page, naming: Naming) -> list[Matrix]:
    """Return the matrices of a document that speak of items; one with a damaged header cannot be compared."""
    structures = [s for s in page.reading.structures if s.type is StructureType.MATRIX]
    if not structures:
        return []
    damaged = {f.line for f in page.reading.findings if f.code in ("TABLE_MALFORMED", "ROW_RAGGED")}
    turned = any(_TURNED.search(passage.text) for passage in page.reading.passages)
    found = []
    for structure in structures:
        if structure.line in damaged:
            continue
        rows = tuple(
            Row(line, row[0].strip(), naming.meant(page.path, row[0]), () if line in damaged else row[1:])
            for line, row in zip(structure.lines, structure.rows, strict=True)
            if row
        )
        columns = tuple(naming.meant(page.path, name) for name in structure.columns[1:])
        found.append(Matrix(structure, rows, columns, turned))
    return [matrix for matrix in found if matrix.in_rows or matrix.in_columns]


def _mark(cell: str) -> bool | None:
    text = cell.strip().casefold()
    return True if text in _YES else False if text in _NO else None


def _disagreements(scene: Scene, matrix: Matrix, naming: Naming) -> Iterator[Finding]:
    wrong = _wrong(scene, matrix.marks) if _can_compare(scene, matrix) else set()
    if wrong and not matrix.turned and not _wrong(scene, {(b, a): mark for (a, b), mark in matrix.marks.items()}):
        wrong = set()
    if wrong and _marks_all_that_follows(scene, matrix):
        wrong = set()
    mostly_items = len(matrix.in_rows) > MOSTLY * len(matrix.rows)
    for row in matrix.rows:
        here = [pair for pair in matrix.pairs(row) if pair in wrong] if wrong else []
        if here:
            yield _disagreement(scene, matrix, row, here)
        elif mostly_items and _names_nobody(scene, row, naming, matrix.structure.path):
            yield at_line(
                "MATRIX_DISAGREES",
                Severity.ERROR,
                matrix.structure.path,
                row.line,
                f"the matrix says what {row.name} needs, and no item bears that id",
                hint="correct the id, or take the row out",
            )


def _can_compare(scene: Scene, matrix: Matrix) -> bool:
    """Whether any of its items has a place for dependencies: else the matrix is the only one to tell of them."""
    items = (scene.by_key[key] for key in matrix.in_rows | matrix.in_columns)
    return any(item.depends_on or "depends_on" in item.span.cells for item in items)


def _names_nobody(scene: Scene, row: Row, naming: Naming, path: str) -> bool:
    """Whether a row has dependencies to tell, and of an item that does not exist and is not lost in a ragged row."""
    if row.key is not None or not any(_mark(cell) for cell in row.cells) or naming.is_borne(path, row.name):
        return False
    return not scene.by_path[path].has_lost_ids


def _wrong(scene: Scene, marks: Mapping[Pair, bool]) -> set[Pair]:
    """Return the pairs of which a matrix says something else than the items."""
    needs = {key: {need for _, need in scene.links.needs[key]} for key in {key for key, _ in marks}}
    return {
        (key, near)
        for (key, near), mark in marks.items()
        if mark != (near in needs[key]) and not scene.is_broken(scene.by_key[key])
    }


def _marks_all_that_follows(scene: Scene, matrix: Matrix) -> bool:
    """Whether a matrix marks just what each item needs directly or through others."""
    graph = scene.links.dependency_graph().acyclic
    bit = {key: 1 << place for place, key in enumerate({near for _, near in matrix.marks})}
    reach: dict[str, int] = {}
    for key in graph.order:
        reach[key] = 0
        for need in graph.needs[key]:
            reach[key] |= reach[need] | bit.get(need, 0)
    return all(mark == bool(reach[key] & bit[near]) for (key, near), mark in matrix.marks.items())


def _disagreement(scene: Scene, matrix: Matrix, row: Row, pairs: list[Pair]) -> Finding:
    names = {key: called(scene.by_key[key]) for pair in pairs for key in pair}
    says = [f"says that {names[one]} needs {names[other]}" for one, other in pairs if matrix.marks[one, other]]
    omits = [
        f"leaves out that {names[one]} needs {names[other]}" for one, other in pairs if not matrix.marks[one, other]
    ]
    told = [*says, *omits]
    most = f"{', '.join(told[:_SHOWN])}{', …' if len(told) > _SHOWN else ''}"
    return at_line(
        "MATRIX_DISAGREES",
        Severity.ERROR,
        matrix.structure.path,
        row.line,
        f"the matrix {most}; the item's own dependencies do not",
        hint="regenerate it: gonogo matrix --format markdown",
        item=row.key,
    )


RULES = (Rule(code="MATRIX_DISAGREES", severity=Severity.ERROR, find=find_matrix_disagreements),)

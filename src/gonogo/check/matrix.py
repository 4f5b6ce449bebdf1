"""What is wrong with a dependency matrix: it says something else than the items, or leaves one of them out. Pure.

1. A row needs its columns, unless the document says that it is the other way round, or only that way agrees.
2. A matrix that marks everything that an item needs in the end, not just what it needs first, is right too.
3. A cell that is neither a yes nor a no says nothing. An item that a matrix has no cell for is MATRIX_INCOMPLETE's.
4. A document's matrices are read together: two that share the items between them leave nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gonogo.check.families import family
from gonogo.check.naming import Naming
from gonogo.check.rule import Rule, at_line, called
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Finding, Item, Severity, Structure, StructureType

_YES = frozenset({"1", "x", "✓", "✔", "✔️", "☑", "✅", "y", "yes", "●", "■", "true", "dep", "d", "•"})
_NO = frozenset({"", "0", "-", "—", "–", ".", "n", "no", "·", "✗", "✘", "☐", "○", "□", "false", "n/a", "\\"})
_TURNED = re.compile(
    r"\bcol(?:umn)?s?\b[^.]{0,40}\b(?:depends?\s+on|needs?|requires?|waits?\s+for|is\s+blocked\s+by)\b[^.]{0,30}\brows?\b"
    r"|\brows?\b[^.]{0,40}\b(?:blocks?|unblocks?|enables?|precedes?|is\s+needed\s+by|is\s+required\s+by|feeds)\b"
    r"[^.]{0,30}\bcol(?:umn)?s?\b",
    re.IGNORECASE,
)
_MOSTLY = 0.5
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
        for matrix in _matrices(page, naming):
            yield from _disagreements(scene, matrix, naming)


def find_incomplete_matrices(scene: Scene) -> Iterator[Finding]:
    """Yield MATRIX_INCOMPLETE where matrices lack a row, a column or a cell for items of the kind that they name."""
    naming = Naming(scene)
    for page in scene.pages:
        matrices = _matrices(page, naming)
        if matrices:
            yield from _lacking_lines(scene, matrices)
            yield from _lacking_cells(scene, matrices)


def _matrices(page: Page, naming: Naming) -> list[Matrix]:
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
    wrong = _wrong(scene, matrix.marks)
    if wrong and not matrix.turned and not _wrong(scene, {(b, a): mark for (a, b), mark in matrix.marks.items()}):
        wrong = set()
    if wrong and _marks_all_that_follows(scene, matrix):
        wrong = set()
    mostly_items = len(matrix.in_rows) > _MOSTLY * len(matrix.rows)
    for row in matrix.rows:
        here = [pair for pair in matrix.pairs(row) if pair in wrong] if wrong else []
        if here:
            yield _disagreement(scene, matrix, row, here)
        elif mostly_items and _names_nobody(row, naming, matrix.structure.path):
            yield at_line(
                "MATRIX_DISAGREES",
                Severity.ERROR,
                matrix.structure.path,
                row.line,
                f"the matrix says what {row.name} needs, and no item bears that id",
                hint="correct the id, or take the row out",
            )


def _names_nobody(row: Row, naming: Naming, path: str) -> bool:
    """Whether a row has dependencies to tell, and of an item that does not exist."""
    return row.key is None and any(_mark(cell) for cell in row.cells) and not naming.is_borne(path, row.name)


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


def _lacking_lines(scene: Scene, matrices: list[Matrix]) -> Iterator[Finding]:
    """Yield what all matrices of a document together have no row or no column for, at the first of them."""
    rows = set().union(*(matrix.in_rows for matrix in matrices))
    columns = set().union(*(matrix.in_columns for matrix in matrices))
    for group in _groups(scene, rows | columns):
        unclear = any(not row.cells and row.key is None for matrix in matrices for row in matrix.rows)
        without_row = [item for item in group if item.key not in rows and not unclear]
        without_column = [item for item in group if item.key not in columns]
        if (without_row or without_column) and not _is_spare(scene, matrices, without_row, without_column):
            parts = [
                f"no {line} for {_listed(items)}"
                for line, items in (("row", without_row), ("column", without_column))
                if items
            ]
            mine = {item.key for item in group}
            matrix = next(m for m in matrices if mine & (m.in_rows | m.in_columns))
            yield at_line(
                "MATRIX_INCOMPLETE",
                Severity.WARNING,
                matrix.structure.path,
                matrix.structure.line,
                f"the matrix has {' and '.join(parts)}",
                hint="regenerate it: gonogo matrix --format markdown",
            )


def _groups(scene: Scene, named: set[str]) -> list[list[Item]]:
    """Return the items of each kind of which matrices name most: those of one document and one family of ids."""
    kinds = {_kind(scene.by_key[key]) for key in named}
    members: dict[tuple[str, str], list[Item]] = {}
    for path in {path for path, _ in kinds}:
        for item in scene.by_path[path].items:
            if item.id is not None and item.key not in scene.duplicated and _kind(item) in kinds:
                members.setdefault(_kind(item), []).append(item)
    return [group for group in members.values() if sum(item.key in named for item in group) > _MOSTLY * len(group)]


def _kind(item: Item) -> tuple[str, str]:
    return item.path, family(item.id or "")


def _is_spare(scene: Scene, matrices: list[Matrix], without_row: list[Item], without_column: list[Item]) -> bool:
    """Whether a matrix leaves out only what would be empty: every such row and column, or the corners of a triangle."""
    needed = {need for wanted in scene.links.needs.values() for _, need in wanted}
    if any(scene.links.needs[item.key] for item in without_row) or any(item.key in needed for item in without_column):
        return False
    if len(without_row) == len(without_column) == 1 and without_row != without_column:
        return True
    marked = [pair for matrix in matrices for pair, mark in matrix.marks.items() if mark]
    needing, wanted = {key for key, _ in marked}, {key for _, key in marked}
    return all(matrix.in_rows <= needing and matrix.in_columns <= wanted for matrix in matrices)


def _lacking_cells(scene: Scene, matrices: list[Matrix]) -> Iterator[Finding]:
    """Yield each matrix with a row that needs an item which stands in other matrices only, so that no cell says so."""
    columns = set().union(*(matrix.in_columns for matrix in matrices))
    cells = set().union(*(matrix.cells for matrix in matrices))
    for matrix in matrices:
        lacking = [
            f"{row.name} depends on {called(scene.by_key[need])}"
            for row in matrix.rows
            if row.key is not None and row.cells and not matrix.turned
            for _, need in scene.links.needs[row.key]
            if need in columns and (row.key, need) not in cells
        ]
        if lacking:
            yield at_line(
                "MATRIX_INCOMPLETE",
                Severity.WARNING,
                matrix.structure.path,
                matrix.structure.line,
                f"{', '.join(lacking[:_SHOWN])}, and no matrix has a cell for it",
                hint="keep one matrix over all of them: gonogo matrix --format markdown",
            )


def _listed(items: list[Item]) -> str:
    names = [called(item) for item in items[:_SHOWN]]
    return f"{', '.join(names)} and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ", ".join(names)


RULES = (
    Rule(code="MATRIX_DISAGREES", severity=Severity.ERROR, find=find_matrix_disagreements),
    Rule(code="MATRIX_INCOMPLETE", severity=Severity.WARNING, find=find_incomplete_matrices),
)

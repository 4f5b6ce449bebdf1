"""What a dependency matrix leaves out: a row, a column or a cell of an item of the kind that it is about. Pure.

1. A document's matrices are read together: two that share the items between them leave nothing out, but for a
   dependency from one to the other.
2. The kind is that of most of its items: ids of one family in one document. A matrix of few of them is about those.
3. A matrix that has no line for what would be empty, or that is a triangle, is complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from gonogo.check.families import family
from gonogo.check.matrix import MOSTLY, Matrix, matrices_of
from gonogo.check.naming import Naming
from gonogo.check.rule import Rule, at_line, called
from gonogo.check.scene import Scene
from gonogo.model.item import Finding, Item, Severity

_SHOWN = 8


def find_incomplete_matrices(scene: Scene) -> Iterator[Finding]:
    """Yield MATRIX_INCOMPLETE where matrices lack a row, a column or a cell for items of the kind that they name."""
    naming = Naming(scene)
    for page in scene.pages:
        matrices = matrices_of(page, naming)
        if matrices:
            yield from _lacking_lines(scene, matrices)
            yield from _lacking_cells(scene, matrices)


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
    return [group for group in members.values() if sum(item.key in named for item in group) > MOSTLY * len(group)]


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


RULES = (Rule(code="MATRIX_INCOMPLETE", severity=Severity.WARNING, find=find_incomplete_matrices),)

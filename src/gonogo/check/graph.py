"""What is wrong with dependencies: ids that nobody bears, circles, and a matrix that says something else. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from gonogo.check.rule import Rule, at_item, at_line, called
from gonogo.check.scene import Scene
from gonogo.model.item import Finding, Item, Severity, Structure, StructureType

_YES = {"1", "x", "✓", "✔", "y", "yes", "●", "■"}
_NO = {"", "0", "-", "—", "–", ".", "n", "no", "·"}


def find_unknown_dependencies(scene: Scene) -> Iterator[Finding]:
    """Yield DEPENDENCY_UNKNOWN for each dependency that no item bears; an id of several is told of as ID_DUPLICATE."""
    for item in scene.items:
        for name, key in scene.links.needs[item.key]:
            if key is None and not scene.links.is_ambiguous(name) and name.casefold() not in scene.borne_elsewhere:
                yield at_item(
                    "DEPENDENCY_UNKNOWN",
                    Severity.ERROR,
                    item,
                    f"{called(item)} depends on {name}, which is in no tracker of this workspace",
                    hint="correct the id, or add the item",
                    cell="depends_on",
                )


def find_cycles(scene: Scene) -> Iterator[Finding]:
    """Yield DEPENDENCY_CYCLE for each group of items that depend on each other, at the first of them."""
    for group in scene.links.dependency_graph().cycles:
        first = scene.by_key[group[0]]
        names = " → ".join(scene.by_key[key].id or key for key in (*group[:8], group[0]))
        yield at_item(
            "DEPENDENCY_CYCLE",
            Severity.ERROR,
            first,
            f"{len(group)} items depend on each other: {names}",
            hint="remove one of these dependencies",
            cell="depends_on",
        )


def find_matrix_disagreements(scene: Scene) -> Iterator[Finding]:
    """Yield MATRIX_DISAGREES for each row of a dependency matrix that differs from its item's own dependencies.

    Only columns that the matrix has are compared: a matrix over some of the items is silent about the others.
    """
    by_name = {(item.path, item.id): item.key for item in scene.items if item.id is not None}
    structures = (structure for page in scene.pages for structure in page.reading.structures)
    for matrix in structures:
        if matrix.type is not StructureType.MATRIX:
            continue
        columns = [by_name.get((matrix.path, name)) for name in matrix.columns[1:]]
        for line, row in zip(matrix.lines, matrix.rows, strict=True):
            key = by_name.get((matrix.path, row[0])) if row else None
            if key is None:
                continue
            wanted = {need for _, need in scene.links.needs[key]}
            marks = {near: _mark(cell) for near, cell in zip(columns, row[1:], strict=False) if near is not None}
            extra = [near for near, mark in marks.items() if mark is True and near not in wanted]
            lacking = [near for near, mark in marks.items() if mark is False and near in wanted]
            if extra or lacking:
                named = [[called(scene.by_key[near]) for near in keys] for keys in (extra, lacking)]
                yield _disagreement(matrix, line, scene.by_key[key], *named)


def _mark(cell: str) -> bool | None:
    text = cell.strip().casefold()
    return True if text in _YES else False if text in _NO else None


def _disagreement(matrix: Structure, line: int, item: Item, extra: list[str], lacking: list[str]) -> Finding:
    says = [
        f"says that it needs {', '.join(extra)}" if extra else "",
        f"leaves out {', '.join(lacking)}" if lacking else "",
    ]
    return at_line(
        "MATRIX_DISAGREES",
        Severity.ERROR,
        matrix.path,
        line,
        f"the matrix {' and '.join(part for part in says if part)}; the item's own dependencies do not",
        hint="regenerate it: gonogo matrix --format markdown",
        item=item.key,
    )


RULES = (
    Rule(code="DEPENDENCY_UNKNOWN", severity=Severity.ERROR, find=find_unknown_dependencies),
    Rule(code="DEPENDENCY_CYCLE", severity=Severity.ERROR, find=find_cycles),
    Rule(code="MATRIX_DISAGREES", severity=Severity.ERROR, find=find_matrix_disagreements),
)

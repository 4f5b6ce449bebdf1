"""What is wrong with dependencies: ids that nobody bears, circles, and a matrix that says something else. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from gonogo.model.item import Finding, Item, Severity, Structure, StructureType
from gonogo.model.links import Links

_YES = {"1", "x", "✓", "✔", "y", "yes", "●", "■"}
_NO = {"", "0", "-", "—", "–", ".", "n", "no", "·"}


def find_unknown_dependencies(items: Iterable[Item], links: Links) -> tuple[Finding, ...]:
    """Return DEPENDENCY_UNKNOWN for each dependency that no item bears; an id of several is told of as ID_DUPLICATE."""
    return tuple(
        Finding(
            code="DEPENDENCY_UNKNOWN",
            severity=Severity.ERROR,
            message=f"{item.id or item.title or item.key} depends on {name}, which is in no tracker of this workspace",
            hint="correct the id, or add the item",
            item=item.key,
            path=item.path,
            line=item.line,
            span=item.span.cells.get("depends_on", item.span.row),
        )
        for item in items
        for name, key in links.needs[item.key]
        if key is None and not links.is_ambiguous(name)
    )


def find_cycles(items: Iterable[Item], links: Links) -> tuple[Finding, ...]:
    """Return DEPENDENCY_CYCLE for each group of items that depend on each other, at the first of them."""
    by_key = {item.key: item for item in items}
    found = []
    for group in links.dependency_graph().cycles:
        first = by_key[group[0]]
        names = " → ".join(by_key[key].id or key for key in (*group[:8], group[0]))
        found.append(
            Finding(
                code="DEPENDENCY_CYCLE",
                severity=Severity.ERROR,
                message=f"{len(group)} items depend on each other: {names}",
                hint="remove one of these dependencies",
                item=first.key,
                path=first.path,
                line=first.line,
                span=first.span.cells.get("depends_on", first.span.row),
            )
        )
    return tuple(found)


def find_matrix_disagreements(
    structures: Iterable[Structure], items: Iterable[Item], links: Links
) -> tuple[Finding, ...]:
    """Return MATRIX_DISAGREES for each row of a dependency matrix that differs from its item's own dependencies.

    Only columns that the matrix has are compared: a matrix over some of the items is silent about the others.
    """
    by_key = {item.key: item for item in items}
    by_name = {(item.path, item.id): item.key for item in by_key.values() if item.id is not None}
    found = []
    for matrix in structures:
        if matrix.type is not StructureType.MATRIX:
            continue
        columns = [by_name.get((matrix.path, name)) for name in matrix.columns[1:]]
        for line, row in zip(matrix.lines, matrix.rows, strict=True):
            key = by_name.get((matrix.path, row[0])) if row else None
            if key is None:
                continue
            wanted = {need for _, need in links.needs[key]}
            marks = {near: _mark(cell) for near, cell in zip(columns, row[1:], strict=False) if near is not None}
            extra = [by_key[near].id or near for near, mark in marks.items() if mark is True and near not in wanted]
            lacking = [by_key[near].id or near for near, mark in marks.items() if mark is False and near in wanted]
            if extra or lacking:
                found.append(_disagreement(matrix, line, by_key[key], extra, lacking))
    return tuple(found)


def _mark(cell: str) -> bool | None:
    text = cell.strip().casefold()
    return True if text in _YES else False if text in _NO else None


def _disagreement(matrix: Structure, line: int, item: Item, extra: list[str], lacking: list[str]) -> Finding:
    says = [
        f"says that it needs {', '.join(extra)}" if extra else "",
        f"leaves out {', '.join(lacking)}" if lacking else "",
    ]
    return Finding(
        code="MATRIX_DISAGREES",
        severity=Severity.ERROR,
        message=f"the matrix {' and '.join(part for part in says if part)}; the item's own dependencies do not",
        hint="regenerate it: gonogo matrix --format markdown",
        item=item.key,
        path=matrix.path,
        line=line,
    )

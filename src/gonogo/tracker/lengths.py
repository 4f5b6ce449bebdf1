"""Texts that are longer than any that a person writes into a tracker: cut, and said to be.

Everything behind the readers looks for words in texts with patterns whose time grows faster than the text. A cell, a
heading or a line of a list above the limit stays an item, with as much of its text as fits and a finding; a line of
prose is cut without one, because it is no item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import structs

from gonogo.model.item import Finding, Severity, Span
from gonogo.tracker.blocks import Block, Blocks, Cell, Fence, Heading, ListLine, Row, Table
from gonogo.tracker.tree import Node, Scalar, Sequence

LONGEST = 4_000
"""Characters of one line, or of one cell, that are read."""


def shortened(path: str, data: bytes, found: Blocks) -> Blocks:
    """Return the blocks of a document with no line and no cell above the limit."""
    if max(map(len, data.splitlines()), default=0) <= LONGEST:
        return found
    blocks: list[Block] = []
    findings: list[Finding] = []
    for block in found.blocks:
        if isinstance(block, Table):
            rows = tuple(map(_row, _rows(block)))
            pairs = zip(_rows(block), rows, strict=True)
            findings += [_fault(path, row.line, row.span) for row, cut in pairs if cut is not row]
            blocks.append(structs.replace(block, header=rows[0], rows=rows[1:]))
        elif isinstance(block, Fence) or (raw := _cut(block.raw)) == block.raw:
            blocks.append(block)
        else:
            if isinstance(block, Heading | ListLine):
                findings.append(_fault(path, block.line, block.span))
            blocks.append(structs.replace(block, raw=raw))
    return structs.replace(found, blocks=tuple(blocks), findings=(*found.findings, *findings))


def shorten_values(path: str, roots: Iterable[Node]) -> tuple[Finding, ...]:
    """Cut the values of a YAML or JSON document that are above the limit, and return a finding for each."""
    found: list[Finding] = []
    pending, seen = list(roots), set[int]()
    while pending:
        node = pending.pop()
        if isinstance(node, Scalar):
            if len(node.text) > LONGEST:
                node.text = node.text[:LONGEST]
                found.append(_fault(path, node.line, node.span))
        elif id(node) not in seen:
            seen.add(id(node))
            pending += node.items if isinstance(node, Sequence) else node.entries.values()
    return tuple(sorted(found, key=lambda finding: finding.span.start if finding.span else 0))


def _rows(table: Table) -> Iterator[Row]:
    yield table.header
    yield from table.rows


def _row(row: Row) -> Row:
    if all(len(cell.raw) <= LONGEST for cell in row.cells):
        return row
    return structs.replace(row, cells=tuple(Cell(cell.raw[:LONGEST], cell.span) for cell in row.cells))


def _cut(raw: str) -> str:
    return raw if len(raw) <= LONGEST else "\n".join(line[:LONGEST] for line in raw.split("\n"))


def _fault(path: str, line: int, span: Span) -> Finding:
    return Finding(
        code="ITEM_UNREPRESENTABLE",
        severity=Severity.WARNING,
        message=f"the line holds a text of more than {LONGEST} characters, of which the rest was not read",
        hint="say it in a document of its own, and link that",
        path=path,
        line=line,
        span=span,
    )

"""One document in whatever format: recognised by name and content, read into blocks, interpreted, completed.

Rules:
1. YAML, JSON and CSV are known by their names; any other text is a page or Markdown by its content.
2. A boundary is told before items are looked for: its lists are guardrails and branches, not work.
3. Diagrams come last: what they draw is joined to the items that the text lists, and only the rest is added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from gonogo.model.item import Finding, Item, Reading
from gonogo.tracker.blocks import Block, Blocks, Fence, Heading
from gonogo.tracker.boundary import read_boundary
from gonogo.tracker.delimited import read_csv
from gonogo.tracker.diagram import Diagram, Place
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.inline import plain
from gonogo.tracker.interpret import interpret
from gonogo.tracker.legend import find_legend
from gonogo.tracker.lengths import shortened
from gonogo.tracker.markdown import read_markdown
from gonogo.tracker.mermaid import join, read_diagram
from gonogo.tracker.page import is_page, read_page
from gonogo.tracker.passages import passages
from gonogo.tracker.silences import FILLER, placed, take_out
from gonogo.tracker.statuses import StatusReader
from gonogo.tracker.structured import read_structured


def read_document(path: str, data: bytes, dialect: Dialect) -> Reading:
    """Return all that a UTF-8 document says.

    Raises InputError with TRACKER_UNREADABLE or INPUT_NESTED where YAML, JSON or CSV is not what its name says.
    """
    kind = path.rpartition(".")[2].casefold()
    if kind in ("yaml", "yml", "json"):
        return read_structured(path, data, dialect)
    found = read_blocks(path, data, dialect)
    boundary = read_boundary(path, found.blocks)
    if boundary is not None:
        reading = Reading(path=path, digest=hashlib.sha256(data).hexdigest(), size=len(data), items=(boundary,))
    else:
        reading = _with_diagrams(interpret(path, data, found.blocks, dialect), data, found.blocks, dialect)
    findings = sorted((*found.findings, *reading.findings), key=lambda finding: finding.line)
    return msgspec.structs.replace(
        reading,
        findings=_named(findings, reading.items),
        passages=passages(found.blocks),
        silences=found.silences,
    )


def _named(findings: Sequence[Finding], items: Iterable[Item]) -> tuple[Finding, ...]:
    """Return what is wrong with rows with the item of each."""
    if not findings:
        return ()
    keys = {item.line: item.key for item in items}
    return tuple(
        msgspec.structs.replace(finding, item=keys[finding.line])
        if finding.code == "ROW_RAGGED" and finding.line in keys
        else finding
        for finding in findings
    )


def read_blocks(path: str, data: bytes, dialect: Dialect) -> Blocks:
    """Return the blocks of a document that is neither YAML nor JSON."""
    if path.rpartition(".")[2].casefold() in ("csv", "tsv"):
        return shortened(path, data, read_csv(path, data))
    bare, written = take_out(data)
    if is_page(bare.decode("utf-8-sig"), dialect):
        found = read_page(path, bare.replace(FILLER, b" ") if written else data, dialect)
    else:
        found = read_markdown(path, bare, filled=bool(written))
    found = shortened(path, data, found)
    return msgspec.structs.replace(found, silences=placed(bare, written, found.blocks)) if written else found


def _with_diagrams(reading: Reading, data: bytes, blocks: tuple[Block, ...], dialect: Dialect) -> Reading:
    """Add what the document's diagrams say beyond its text, items in document order."""
    fences = list(_diagrams(blocks))
    if not fences:
        return reading
    statuses = StatusReader(dialect, find_legend(blocks, dialect))
    items = list(reading.items)
    structures = list(reading.structures)
    findings = list(reading.findings)
    for heading, fence in fences:
        drawn: Diagram = read_diagram(Place(reading.path, heading, statuses), data, fence.span, fence.line)
        drawn = join(drawn, items)
        items.extend(drawn.items)
        structures.extend(drawn.structures)
        findings.extend(drawn.findings)
    if len(items) > len(reading.items):
        items.sort(key=lambda item: item.line)
    return msgspec.structs.replace(reading, items=tuple(items), structures=tuple(structures), findings=tuple(findings))


def _diagrams(blocks: tuple[Block, ...]) -> Iterator[tuple[str | None, Fence]]:
    heading: str | None = None
    for block in blocks:
        if isinstance(block, Heading):
            heading = plain(block.raw)
        elif isinstance(block, Fence) and block.language.casefold().startswith("mermaid"):
            yield heading, block

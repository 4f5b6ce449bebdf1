"""Blocks: what every format is read into before anything is understood. Each knows its line and its bytes.

A reader of a format (Markdown, the plain text of a page …) yields blocks in document order; `interpret` turns them into
items, structures and findings. `raw` is the text as written, with markup; `inline.plain` takes the markup away.
Lines count from 1; spans are byte ranges of the document and never overlap between cells of one row.
"""

from __future__ import annotations

from msgspec import Struct

from gonogo.model.item import Finding, Silence, Span


class Cell(Struct, frozen=True, gc=False):
    """One cell: its trimmed source text, and exactly the bytes of that text."""

    raw: str
    span: Span


class Row(Struct, frozen=True, gc=False):
    """One line of a table; `span` covers the whole line without its line ending."""

    cells: tuple[Cell, ...]
    line: int
    span: Span


class Heading(Struct, frozen=True, gc=False):
    """A heading, level 1 to 6."""

    level: int
    raw: str
    line: int
    span: Span


class Table(Struct, frozen=True, gc=False):
    """A table as its author sees it; `header` is empty where there is none (plain lists of cells)."""

    header: Row
    rows: tuple[Row, ...]
    line: int
    span: Span


class ListLine(Struct, frozen=True, gc=False):
    """One line of a list, with the lines that continue it.

    `depth` counts from 0; `number` is set in ordered lists; `box` is what stands between the brackets of a leading box
    (`" "`, `"x"`, `"~"`, …) and `box_span` the bytes with the brackets. `raw` is the text behind the box, `span` its
    bytes.
    """

    depth: int
    raw: str
    line: int
    span: Span
    number: int | None = None
    box: str | None = None
    box_span: Span | None = None
    quoted: bool = False


class Paragraph(Struct, frozen=True, gc=False):
    """Prose; `quoted` when it stands in a block quote."""

    raw: str
    line: int
    span: Span
    quoted: bool = False


class Fence(Struct, frozen=True, gc=False):
    """A code block, or front matter (`language` is `yaml` and `front` is set)."""

    language: str
    body: str
    line: int
    span: Span
    front: bool = False


Block = Heading | Table | ListLine | Paragraph | Fence


class Blocks(Struct, frozen=True):
    """What a reader made of a document: its blocks in order, and the faults and silences that it met on the way."""

    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    silences: tuple[Silence, ...] = ()

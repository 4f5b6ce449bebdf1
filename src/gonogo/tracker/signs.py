"""Signs that a text lists items, counted quickly and without understanding it whole; `discover` weighs them."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from gonogo.tracker.boundary import WITHHELD, read_boundary
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.formats import read_blocks
from gonogo.tracker.mermaid import DIAGRAM
from gonogo.tracker.nodes import status_of_class
from gonogo.tracker.statuses import StatusReader

_BOX = re.compile(r"[ \t>]*(?:[-*+•]|\d{1,4}[.)])[ \t]+\[(?P<mark>.)\][ \t]+(?P<text>\S.*)")
_DELIMITER = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_LISTED = re.compile(
    r"[ \t]*(?:[-*+•][ \t]+)?[*_]{0,2}(?:status|state|状态|状態|estado|статус|stand)[*_]{0,2}[ \t]*[:：]\s*(.{1,60})",
    re.IGNORECASE,
)
_NODE = re.compile(r":::[ \t]*([A-Za-z][\w-]*)|:[ \t]*(done|active)[ \t]*,|^[ \t]*class[ \t]+[\w,. -]+[ \t](\w+);?$")
_PLACEHOLDER = re.compile(
    r"(?:[<{\[(]+[^<>{}\[\]()]*[>}\])]+[:.]?|\.{3}|…|_+|x{2,}"
    r"|(?:item|task|milestone|title|name|description|deliverable)[ #-]*n*"
    r"|add .{0,30} here|(?:TODO|TBD)\b.{0,20}|[A-Z]{1,5}-?(?:X+|0*n|N+)|lorem ipsum.*)",
    re.IGNORECASE,
)
_FIELD_LINE = re.compile(
    r"[\"']?(?P<key>[A-Za-z_][\w -]{0,30})[\"']?[ \t]*:[ \t]*(?P<value>\"[^\"]*\"|'[^']*'|[^,{}\[\]\n#]*)"
)
_FOREIGN = re.compile(
    r"(?m)^[ \t{]*[\"']?(?:openapi|swagger|asyncapi|apiVersion|lockfileVersion|\$schema|jsonrpc|devDependencies"
    r"|services|jobs|AWSTemplateFormatVersion|terraform|definitions|components)[\"']?[ \t]*:"
)
_FURTHER = frozenset(
    {"owner", "target", "depends_on", "verify", "evidence", "exit_criteria", "workstream", "priority", "parent"}
)
_TRACKER_KEYS = frozenset(
    {"tasks", "items", "milestones", "phases", "deliverables", "checklist", "stories", "userstories", "epics"}
)
_HTTP = re.compile(r"`?[1-5]\d\d`?")
"""What a table of an API's answers begins its rows with."""
_LONGEST_CELL = 200
_NO_TEXT = bytes({*range(32)} - {*b"\t\n\r\f"})
_RARE = 20
"""One byte in so many may be a slip in what somebody wrote; more make a binary file."""
_OFTEN = 3


class Signs(Struct, frozen=True, kw_only=True):
    """What a text's head shows.

    rows: table rows, or entries, whose status is a known word; identified: those in tables that have an id column.
    listed: lines such as `Status: done`; fields: further fields of a tracker in structured data.
    """

    rows: int = 0
    identified: int = 0
    boxes: int = 0
    nodes: int = 0
    listed: int = 0
    fields: int = 0
    boundary: bool = False
    placeholder: bool = False
    fault: str | None = None
    damaged: bool = False
    """It was meant as text: a person should hear that it cannot be read."""


def look(path: str, head: bytes) -> Signs:
    """Return the signs of a file's first bytes."""
    if not head.strip():
        return Signs(fault="is empty", damaged=True)
    if b"\0" in head[:1024]:
        utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
        written = utf16 or len(head) - len(head.translate(None, _NO_TEXT)) <= len(head) // _RARE
        return Signs(fault="is UTF-16, not UTF-8" if utf16 else "is not text", damaged=written)
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return Signs(fault="is not UTF-8", damaged=True)
        text = head[: error.start].decode("utf-8-sig")
    kind = path.rpartition(".")[2].casefold()
    if kind in ("csv", "tsv"):
        return _look_at_rows(text, "\t" if kind == "tsv" else max(",;\t|", key=text.split("\n", 1)[0].count))
    if kind in ("yaml", "yml", "json"):
        return _look_at_fields(text)
    return _look_at_prose(path, text)


@cache
def _reader() -> StatusReader:
    return StatusReader(BUILT_IN)


@cache
def _meaning(header: str) -> str | None:
    """The field that a header or key names, if it does so surely."""
    found = [meaning.field for meaning in BUILT_IN.meanings(header[:60]) if meaning.sureness > 1]
    if "status" in found:
        return "status"
    return next(("title" if name.startswith("title") else name for name in found), None)


def _known(text: str) -> bool:
    return len(text) <= _LONGEST_CELL and _reader().cell(text.strip()) is not None


class _Count:
    """Running totals of a prose text."""

    def __init__(self) -> None:
        self.rows = self.identified = self.boxes = self.nodes = self.listed = 0
        self.texts = self.empty = 0

    def title(self, text: str) -> None:
        """Note what an item is called, to tell a template from a tracker."""
        self.texts += 1
        bare = text.strip(" \t*_`")
        self.empty += bool(BUILT_IN.is_placeholder(bare) or _PLACEHOLDER.fullmatch(bare))


def _look_at_prose(path: str, text: str) -> Signs:
    count = _Count()
    fields: list[str | None] = []
    before = ""
    fence = diagram = False
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith(("```", "~~~")):
            fence = not fence
            diagram = fence and "mermaid" in bare
        elif not fence and DIAGRAM.match(bare):
            diagram = True
        elif diagram and (fence or not bare or line[0] in " \t"):
            count.nodes += _nodes(bare)
        elif not fence:
            diagram = False
            fields = _table_line(count, line, before, fields) if "|" in line else []
            if not fields:
                _plain_line(count, line)
        before = line
    return Signs(
        rows=count.rows,
        identified=count.identified,
        boxes=count.boxes,
        nodes=count.nodes,
        listed=count.listed,
        boundary=not (count.boxes or count.rows) and _is_boundary(path, text),
        placeholder=count.texts > 0 and count.texts == count.empty,
    )


def _is_boundary(path: str, text: str) -> bool:
    """Whether a text withholds authority often enough to be looked at as a whole, and is then a boundary."""
    if len(WITHHELD.findall(text)) <= _OFTEN:
        return False
    return read_boundary(path, read_blocks(path, text.encode(), BUILT_IN).blocks) is not None


def _nodes(line: str) -> int:
    """How many nodes or tasks of a diagram's line have a status."""
    names = (next(filter(None, found.groups())) for found in _NODE.finditer(line))
    return sum(status_of_class(name, _reader()) is not None for name in names)


def _plain_line(count: _Count, line: str) -> None:
    box = _BOX.match(line)
    if box:
        if box["mark"] == " " or box["mark"].casefold() in BUILT_IN.boxes:
            count.boxes += 1
            count.title(box["text"])
        return
    listed = _LISTED.match(line)
    if listed and _known(listed[1]):
        count.listed += 1


def _table_line(count: _Count, line: str, before: str, fields: list[str | None]) -> list[str | None]:
    """Count a line of a pipe table; return the fields of its columns, where it is inside one."""
    if _DELIMITER.match(line):
        return [_meaning(cell) for cell in _cells(before)]
    if "status" in fields:
        cells = _cells(line)
        at = fields.index("status")
        if at < len(cells) and _known(cells[at]) and not _HTTP.fullmatch(cells[0]) and (at > 0 or "title" in fields):
            count.rows += 1
            count.identified += "id" in fields
            count.title(cells[fields.index("title") if "title" in fields and fields.index("title") < len(cells) else 0])
    if "[" in line:
        count.boxes += len(re.findall(r"\[[ xX~]\]", line))
    return fields


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _PIPE.split(line.strip(" \t>\r").strip("|"))]


def _look_at_rows(text: str, separator: str) -> Signs:
    lines = [line for line in text.split("\n") if line.strip()] or [""]
    header = [_meaning(cell.strip(' "')) for cell in lines[0].split(separator)]
    if "status" not in header or not ("title" in header or "id" in header):
        return Signs()
    at = header.index("status")
    cells = [line.split(separator) for line in lines[1:]]
    known = sum(len(row) > at and _known(row[at].strip(' "')) for row in cells)
    further = len(_FURTHER.intersection(name for name in header if name))
    enough = known * 2 >= len(cells) and known > 0
    return Signs(rows=known, fields=further if "title" in header else 0) if enough else Signs()


def _look_at_fields(text: str) -> Signs:
    if _FOREIGN.search(text[:4096]):
        return Signs()
    seen: dict[str, int] = {}
    known = stated = 0
    for found in _FIELD_LINE.finditer(text):
        key = found["key"].replace("_", " ").replace("-", " ")
        name = "tracker" if key.casefold() in _TRACKER_KEYS else _meaning(key)
        if name == "status":
            stated += 1
            known += _known(found["value"].strip("\"' \r\t"))
        elif name:
            seen[name] = seen.get(name, 0) + 1
    named = max(seen.get("title", 0), seen.get("id", 0))
    if not known or known * 10 < stated * 6 or named < known:
        return Signs()
    return Signs(rows=known, fields=len(_FURTHER.intersection(seen)) + seen.get("tracker", 0) if "title" in seen else 0)

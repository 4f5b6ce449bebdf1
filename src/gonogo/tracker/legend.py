"""A document's own legend: which of its words, marks and boxes mean which status.

A legend stands as a list under a heading or lead-in that announces one, as a line ("Legend: `[ ]` open · `[x]`
done"), or as a table of statuses and meanings. Entries are a token and, mostly, what it means. A meaning of a few
words is read as a status, unless it only sounds like one and the token is a status word of its own ("Not Started:
nobody works on it"); a longer one only where the token itself says nothing: "built, but not yet …" is work in
progress.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gonogo.model.item import Status
from gonogo.tracker.blocks import Block, Heading, ListLine, Paragraph, Table
from gonogo.tracker.dialect import Dialect, header_key, normal
from gonogo.tracker.inline import plain
from gonogo.tracker.statuses import Legend, StatusReader

_LINE = re.compile(
    r"^\W*(?:status(?:es)?(?: (?:legend|key|symbols|values|codes|icons|markers))?|legend|key|"
    r"(?:状态)?图例|状态(?:说明|图例|标记)|凡例|범례|상태|legenda|leyenda|légende|legende|statuslegende|легенда|обозначения"
    r"|статусы|chú thích|chú giải|สัญลักษณ์)"
    r"\W{0,6}[:：=]\W*",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:[·•|;；｜]|\s/\s|,\s+|，|、|\n)\s*|\s+(?=(?:\*\*[^*]{1,20}\*\*|`[^`]{1,20}`|\[[^\]]{1,2}\])\s*[=:：])"
)
_ENTRY = re.compile(
    r"^\s*(?P<token>`[^`]+`|\[[^\]]{0,2}\]|\*\*[^*]+\*\*|[^\w\s`\[*]+|[^\s:：=—–]+(?: [^\s:：=—–]+){0,3})"
    r"\s*(?:[:：=]|—|–|->|→|\s-\s|(?<=[`\]*])\s|(?<=[^\w\s`])\s*)\s*(?P<meaning>.*)$",
    re.DOTALL,
)
_BOX = re.compile(r"^`?\[(.{0,2})\]`?$")
_HEDGES = re.compile(
    r"\b(?:but|however|except|although|yet|remain(?:s|ing)?|pending|gated|partially|partly|incomplete|without)\b"
    r"|但|尚未|未完成|ただし|하지만|아직|แต่|mas |pero |mais |aber |но |nhưng",
    re.IGNORECASE,
)
_FEW = 5
_LONGEST_ENTRY = 300


def find_legend(blocks: Sequence[Block], dialect: Dialect) -> Legend:
    """Return what the document says about its own statuses."""
    finder = _Finder(dialect)
    announced = False
    for block in blocks:
        if isinstance(block, Heading):
            announced = dialect.announces(block.raw, "legend")
        elif isinstance(block, Paragraph):
            text = block.raw
            announced = finder.line(text) or (announced and len(text) < 200) or _announces(text, dialect)  # noqa: PLR2004
        elif isinstance(block, ListLine):
            if block.box is not None and announced:
                finder.entry(f"[{block.box}]", plain(block.raw))
            elif announced:
                finder.item(block.raw)
            elif block.depth == 0:
                finder.line(block.raw)
        elif isinstance(block, Table):
            finder.table(block)
            announced = False
    return Legend(words=finder.words, marks=finder.marks, boxes=finder.boxes, told=finder.told)


def _announces(text: str, dialect: Dialect) -> bool:
    line = plain(text).strip()
    return len(line) < 60 and line.endswith((":", "：")) and dialect.announces(line, "legend")  # noqa: PLR2004


class _Finder:
    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._reader = StatusReader(dialect)
        self.words: dict[str, Status] = {}
        self.marks: dict[str, Status] = {}
        self.boxes: dict[str, Status] = {}
        self.told: dict[str, str] = {}

    def line(self, raw: str) -> bool:
        """Read a legend that stands in one line; return whether it announces one that follows."""
        found = False
        for line in raw.split("\n"):
            match = _LINE.match(line.lstrip("> *_-"))
            if match is None:
                continue
            rest = line.lstrip("> *_-")[match.end() :]
            parts = [p for p in _PARTS.split(rest.replace("`[ ]`", "[ ]")) if p.strip(" *_")]
            if len(parts) > 1:
                for part in parts:
                    self.item(part.replace("**", "", 1) if part.count("**") % 2 else part)
            elif not parts:
                found = True
        return found

    def item(self, raw: str) -> None:
        """Read one entry: a token and what it means."""
        match = _ENTRY.match(raw.strip()) if len(raw) <= _LONGEST_ENTRY else None
        if match is None:
            return
        token = match["token"]
        self.entry(token, plain(match["meaning"]))

    def table(self, table: Table) -> None:
        """Read a table of statuses and meanings."""
        cells = table.header.cells
        if not 2 <= len(cells) <= 3:  # noqa: PLR2004
            return
        fields = [{m.field for m in self._dialect.meanings(c.raw)} for c in cells]
        means = next((i for i, f in enumerate(fields) if "meaning" in f), None)
        tokens = next((i for i, f in enumerate(fields) if f & {"status", "symbol"} and i != means), None)
        if tokens is None:
            return
        if means is None:
            means = next((i for i, f in enumerate(fields) if "title4" in f and i != tokens), None)
        if means is None or ("status" not in fields[tokens] and "status" not in header_key(cells[means].raw)):
            return
        for row in table.rows:
            self.entry(row.cells[tokens].raw, plain(row.cells[means].raw))

    def entry(self, token: str, meaning: str) -> None:
        """Remember a token if its meaning is understood."""
        box = _BOX.match(token.strip(" *"))
        text = plain(token)
        if box is None:
            box = _BOX.match(text)
        status = self._status(text if box is None else "", meaning)
        if status is None:
            return
        if box is not None:
            self.boxes[normal(box[1]).strip()] = status
            return
        key = normal(text)
        marks = [c for c in key if not c.isalnum() and not c.isascii()]
        if marks and not any(c.isalnum() for c in key):
            self.marks[marks[0]] = status
            self.told[marks[0]] = normal(meaning)
        elif marks:
            self.marks.setdefault(marks[0], status)
            self.words[key.lstrip("".join(marks) + " ")] = status
        else:
            self.words[key] = status

    def _status(self, token: str, meaning: str) -> Status | None:
        own = self._reader.cell(token) if token else None
        few = len(meaning.split()) <= _FEW and len(meaning) < 40  # noqa: PLR2004
        if few:
            stated = self._reader.cell(meaning)
            clear = self._reader.exact(meaning) is not None or self._reader.exact(token) is None
            if stated is not None and clear:
                return stated
        if own is not None and any(c.isalnum() for c in token):
            hedged = own is Status.DONE and _HEDGES.search(meaning)
            return own if not hedged or self._reader.exact(token) is not None else Status.IN_PROGRESS
        lead = self._reader.phrase(meaning)
        if lead in (Status.DONE, None) and _HEDGES.search(meaning):
            return Status.IN_PROGRESS if lead is not None or token.isascii() else own
        return lead if lead is not None else own

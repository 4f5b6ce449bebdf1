"""What a document that somebody wrote as a record says of itself, or of one item. Pure, total.

Rules:
1. Verdicts are `Result: …` and its like, a row of the item with a status, and sentences (`The drill was not run.`).
2. Where the document has a section or a row of the item, only that counts; else the document's own verdict does.
3. It is against the item only where all that it says is; what it says elsewhere of a result outranks its status.
4. Templates, examples, legends, logs of changes and plans say nothing; nor does what stands in a code fence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from gonogo.check.contents import Verdict
from gonogo.check.verdict_words import bad_words, good_words
from gonogo.evidence.headings import slug

_LONGEST = 400
"""Characters of a line that can be a verdict."""
_MOST_LINES = 4_000
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_KEY = (
    r"(?:(?:overall|final|current|test|drill|gate|run|evidence|execution)\s+)?"
    r"(?P<key>status|results?|verdict|outcome|decision|conclusion|gate)"
)
_LINE = re.compile(rf"[\s>#*_|+-]*(?:[^\w\s|:]+\s*)?{_KEY}[*_`\s]*[:=：|][\s]*(?P<value>\S.*)", re.IGNORECASE)
_COLUMN = re.compile(rf"(?:[\w ]+ )?{_KEY}", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:drill|tests?|run|replay|exercise|rehearsal|validation|verification|scan|check|rollback|restore)\s+"
    r"(?:was|were|has been|have been|is|are)\s+"
    r"(?:(?:not (?:yet )?|never )(?:been )?(?:run|executed|performed|carried out)"
    r"|deferred|postponed|skipped)(?: yet)?(?=[.!;]|$|\s+(?:because|due|until|as)\b)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:not (?:yet )?(?:run|executed|performed)(?: yet)?|pending|deferred(?: (?:to|until|for) .{1,60})?)[.!]?",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"\b(?:template|example|sample|legend|key|glossary|definitions?|change ?log|history|revisions?|previous|backlog"
    r"|future|next|follow-?ups?|out of scope|open|to-?do|known|limitations?|roadmap|risks?|plan(?:ned)?|how to"
    r"|instructions?|values|meanings?|symbols)\b",
    re.IGNORECASE,
)
_ID = re.compile(r"(?=.*\d)(?=.*[A-Za-z]).{3,60}")
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_OUTRANKED = "status"


class _Section(Struct):
    """What stands below one heading; `level` 0 is what stands before the first."""

    level: int
    title: str
    lines: list[str]
    after: int = 0
    """The number of the next section that is not below it."""


_Said = tuple[str, Verdict]
"""Whether a result or a status was told, and what."""


class Record:
    """A document that many items may name; it is taken apart once."""

    def __init__(self, text: str) -> None:
        self._sections = _sections(text)
        self._is_silent = not self._sections or _SILENT.search(self._sections[0].title) is not None

    def verdict(self, item: str | None, anchor: str | None = None) -> Verdict | None:
        """Return what the document says of the item with an id, or else of itself.

        anchor: the heading that a reference names; only what is below it counts.
        """
        if self._is_silent:
            return None
        part = self._part(anchor)
        name = item.casefold() if item is not None and _ID.fullmatch(item) else ""
        headed = [number for number in self._headed.get(name, ()) if number in part]
        own = [
            said
            for number in headed
            for inner in range(number, self._sections[number].after)
            for said in self._said[inner]
        ]
        own += [said for number, said in self._rows.get(name, ()) if number in part]
        if own or headed:
            return _weigh(own)
        return (
            self._own
            if len(part) == len(self._sections)
            else _weigh([s for number in part for s in self._said[number]])
        )

    def _part(self, anchor: str | None) -> range:
        """Return the numbers of the sections that an anchor means: none if there is no such heading."""
        if anchor is None:
            return range(len(self._sections))
        start = self._slugs.get(slug(anchor))
        return range(0) if start is None else range(start, self._sections[start].after)

    @cached_property
    def _own(self) -> Verdict | None:
        return _weigh([said for section in self._said for said in section])

    @cached_property
    def _said(self) -> list[list[_Said]]:
        return [list(_of_section(section)) for section in self._sections]

    @cached_property
    def _slugs(self) -> dict[str, int]:
        titles = [(slug(section.title), number) for number, section in enumerate(self._sections) if section.level]
        return dict(reversed(titles))

    @cached_property
    def _headed(self) -> dict[str, list[int]]:
        """The sections in whose headings an id stands, by the id."""
        found: dict[str, list[int]] = {}
        for number, section in enumerate(self._sections):
            for name in set(_NAME.findall(section.title.casefold())):
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _rows(self) -> dict[str, list[tuple[int, _Said]]]:
        """What rows that begin with an id say in a column for verdicts, by the id."""
        found: dict[str, list[tuple[int, _Said]]] = {}
        for number, section in enumerate(self._sections):
            for name, said in _of_rows(section):
                found.setdefault(name.casefold(), []).append((number, said))
        return found


def _weigh(found: list[_Said]) -> Verdict | None:
    """Return the first verdict if all agree, those on a result before those on a status."""
    ranked = [verdict for key, verdict in found if key != _OUTRANKED] or [verdict for _, verdict in found]
    return ranked[0] if ranked and len({verdict.good for verdict in ranked}) == 1 else None


def _sections(text: str) -> list[_Section]:
    """Return the parts of a document that may hold a verdict, silent ones and what is below them left out."""
    found = [_Section(0, "", [])]
    fenced = False
    for line in text.splitlines()[:_MOST_LINES]:
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced or len(line) > _LONGEST:
            continue
        elif heading := _HEADING.fullmatch(line):
            found.append(_Section(len(heading[1]), heading[2], [line]))
        else:
            found[-1].lines.append(line)
    if len(found) > 1 and not any(line.strip() for line in found[0].lines):
        found = found[1:]
    kept: list[_Section] = []
    silent = 0
    for section in found:
        if silent and section.level > silent:
            continue
        silent = section.level if section.level > 1 and _SILENT.search(section.title) else 0
        if not silent:
            kept.append(section)
    _measure(kept)
    return kept


def _measure(sections: list[_Section]) -> None:
    """Find where each section ends with all that is below it."""
    open_at: list[_Section] = []
    for number, section in enumerate(sections):
        while open_at and section.level <= open_at[-1].level:
            open_at.pop().after = number
        open_at.append(section)
    for section in open_at:
        section.after = len(sections)


def _of_section(section: _Section) -> Iterator[_Said]:
    for line in section.lines:
        if found := _LINE.fullmatch(line):
            value = found["value"].strip().rstrip("|").strip()
            if "|" not in value:
                yield from _judged(found["key"], value, line)
        elif _SENTENCE.search(line) or _ALONE.fullmatch(line.strip(" *_")):
            yield "result", Verdict(False, _quoted(line))


def _of_rows(section: _Section) -> Iterator[tuple[str, _Said]]:
    """Yield the first cell of each row that says something in a column for verdicts, and what it says."""
    columns: list[tuple[int, str]] = []
    before: list[str] = []
    for line in section.lines:
        if not line.lstrip().startswith("|"):
            columns, before = [], []
            continue
        cells = [cell.strip(" *_`") for cell in line.strip().strip("|").split("|")]
        if all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            headers = ((index, _COLUMN.fullmatch(cell)) for index, cell in enumerate(before))
            columns = [(index, header["key"]) for index, header in headers if header is not None]
        for index, key in columns:
            if index < len(cells):
                yield from ((cells[0], said) for said in _judged(key, cells[index], line))
        before = cells


def _judged(key: str, value: str, line: str) -> Iterator[_Said]:
    if bad_words(value):
        yield key.lower(), Verdict(False, _quoted(line))
    elif good_words(value):
        yield key.lower(), Verdict(True, _quoted(line))


def _quoted(line: str) -> str:
    text = " ".join(line.strip(" |>#*_-").replace("*", "").split())
    return repr(text if len(text) <= 80 else text[:79] + "…")  # noqa: PLR2004 -- what fits a message

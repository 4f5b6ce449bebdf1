"""What a document that somebody wrote as a record says of itself, or of one item. Pure, total.

Rules:
1. Verdicts are `Result: …` and its like, a row of the item with a status, and sentences (`The drill was not run.`).
2. Where the document has a section or a row of the item, only that counts; else the document's own verdict does.
3. It is against the item only where all that it says is; what it says elsewhere of a result outranks its status.
4. Templates, examples, legends, logs of changes and plans say nothing; nor does what stands in a code fence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

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
_OUTRANKED = "status"


class _Section(Struct):
    """What stands below one heading; `level` 0 is what stands before the first."""

    level: int
    title: str
    lines: list[str]


def record_verdict(text: str, names: Sequence[str], anchor: str | None = None) -> Verdict | None:
    """Return what a document says of an item that is called by any of the names, or else of itself.

    anchor: the heading that a reference names.
    """
    sections = _sections(text)
    if not sections or _SILENT.search(sections[0].title):
        return None
    if anchor is not None:
        sections = _below(sections, lambda title: slug(title) == slug(anchor))
    about = [name for name in names if len(name) > 2 and re.search(r"\d", name) and re.search(r"[A-Za-z]", name)]  # noqa: PLR2004
    own = list(_of_item(sections, about)) if about else []
    if own:
        return _weigh(own)
    if any(name in section.title for name in about for section in sections):
        return None
    return _weigh([verdict for section in sections for verdict in _of_section(section)])


def _weigh(found: list[tuple[str, Verdict]]) -> Verdict | None:
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
    return kept


def _below(sections: list[_Section], fits: Callable[[str], bool]) -> list[_Section]:
    """Return the sections whose heading fits, and those below them."""
    found: list[_Section] = []
    level = 0
    for section in sections:
        if level and section.level > level:
            found.append(section)
            continue
        level = section.level if section.level and fits(section.title) else 0
        if level:
            found.append(section)
    return found


def _of_item(sections: list[_Section], names: list[str]) -> Iterator[tuple[str, Verdict]]:
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)
    for section in _below(sections, lambda title: pattern.search(title) is not None):
        yield from _of_section(section)
    for section in sections:
        yield from _of_rows(section, pattern)


def _of_section(section: _Section) -> Iterator[tuple[str, Verdict]]:
    for line in section.lines:
        if found := _LINE.fullmatch(line):
            value = found["value"].strip().rstrip("|").strip()
            if "|" not in value:
                yield from _judged(found["key"], value, line)
        elif _SENTENCE.search(line) or _ALONE.fullmatch(line.strip(" *_")):
            yield "result", Verdict(False, _quoted(line))


def _of_rows(section: _Section, names: re.Pattern[str]) -> Iterator[tuple[str, Verdict]]:
    """Yield what rows that begin with the item's id say in a column for verdicts."""
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
        elif columns and names.fullmatch(cells[0]):
            for index, key in columns:
                if index < len(cells):
                    yield from _judged(key, cells[index], line)
        before = cells


def _judged(key: str, value: str, line: str) -> Iterator[tuple[str, Verdict]]:
    if bad_words(value):
        yield key.lower(), Verdict(False, _quoted(line))
    elif good_words(value):
        yield key.lower(), Verdict(True, _quoted(line))


def _quoted(line: str) -> str:
    text = " ".join(line.strip(" |>#*_-").replace("*", "").split())
    return repr(text if len(text) <= 80 else text[:79] + "…")  # noqa: PLR2004 -- what fits a message

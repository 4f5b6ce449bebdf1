"""Documents that speak of something later than their own date. Pure.

Rules:
1. A document's date is what it says of itself in its head or foot: `Last updated`, `As of`, `Date` and their like; the
   newest of them. One with a time of day may lie in another time zone, so the next day is no fault.
2. A date is spoken of as past after words such as `completed on` or `verified`, in a row of a log, or in a column of a
   completed item that says when it was done. Targets, plans and anything after today are no such dates.
3. Only whole dates count: what was done in March may have been done on its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from gonogo.check.dates import last_day
from gonogo.check.rule import Rule, at_item, at_line
from gonogo.check.scene import Page, Scene
from gonogo.model.item import COMPLETION, Finding, Severity, StructureType

_HEAD, _FOOT = 40, 15
"""Lines."""
_LONGEST = 2_000
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = (
    rf"(?:20\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)|20\d\d\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号]"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+20\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+20\d\d)"
)
_ANY_DAY = re.compile(_DAY, re.IGNORECASE)
_OWN = re.compile(
    rf"^[\W_]*(?:(?P<sure>(?:last|latest)[ -]?(?:updated?|modified|revised|edited|change[d]?)(?:[ ]on|[ ]at)?"
    rf"|updated(?:[ ]on|[ ]at)?|as[ ]of|更新时间|最后更新|最終更新|更新日)"
    rf"|(?P<plain>date|日期|日付))[\W_]*?[:：]?[\W_]{{0,6}}(?P<day>{_DAY})"
    r"(?P<rest>.{0,30})",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:completed|finished|closed|merged|released|shipped|deployed|delivered|verified|validated|executed|passed|signed"
    r"(?:[ -]off)?|approved|confirmed|implemented|done|fixed|resolved|was run|were run|ran|tested|published|tagged)\b"
    rf"[ *_`:(]{{0,4}}(?:(?:on|at|as of|by [^\W\d][\w@ ]{{0,30}}? on)[ *_`]{{1,3}})?(?P<day>{_DAY})",
    re.IGNORECASE,
)
_NOT_PAST = re.compile(
    r"\b(?:target|due|deadline|planned|plan|expected|forecast|eta|schedul\w+|until|to be|will be|will|must|should"
    r"|before|if|once|next|not|when|projected|estimated|by)\b",
    re.IGNORECASE,
)
_DONE_COLUMN = re.compile(
    r"(?:date )?(?:completed|finished|closed|done|merged|verified|delivered|released|actual|completion|signed(?: off)?)"
    r"(?: on| at| date| day)?|actual (?:completion|end|finish)(?: date)?|完成时间|完成日期",
    re.IGNORECASE,
)


class Spoken(Struct, frozen=True):
    """A date of which a line speaks as past, and what it says."""

    day: date
    line: int
    told: str


class OwnDate(Struct, frozen=True):
    """The day that a document gives as its own, where it says so, and in which words."""

    day: date
    line: int
    told: str
    slack: int
    """Days by which another time zone may be off."""


def find_stale_looking(scene: Scene) -> Iterator[Finding]:
    """Yield EVIDENCE_STALE_LOOKING for trackers and for evidence of completed items that speak of what came later."""
    today = date.fromisoformat(scene.today)
    for page in scene.pages:
        lines = page.data.decode("utf-8", "replace").splitlines()
        own = own_date(lines)
        if own is None:
            continue
        later = _latest(own, (*spoken_in(lines), *_recorded(page)), today)
        if later is not None:
            yield at_line(
                "EVIDENCE_STALE_LOOKING",
                Severity.WARNING,
                page.path,
                own.line,
                f"{own.told}, and line {later.line} speaks of {later.day}: {later.told}",
                hint="read the document again, then bring its date up to date",
            )
    yield from _stale_evidence(scene, today)


def _stale_evidence(scene: Scene, today: date) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in scene.items:
        if item.status not in COMPLETION or scene.is_broken(item):
            continue
        for reference in item.evidence:
            for path in scene.behind.get((scene.page_of(item).directory, reference), ()):
                if (
                    path in seen
                    or path in scene.by_path
                    or not path.lower().endswith((".md", ".markdown", ".txt", ".rst"))
                ):
                    continue
                seen.add(path)
                lines = scene.contents[path].decode("utf-8", "replace").splitlines()
                own = own_date(lines)
                later = None if own is None else _latest(own, spoken_in(lines), today)
                if own is not None and later is not None:
                    yield at_item(
                        "EVIDENCE_STALE_LOOKING",
                        Severity.WARNING,
                        item,
                        f"{path}: {own.told}, and its line {later.line} speaks of {later.day}: {later.told}",
                        hint="read that document again, then bring its date up to date",
                        cell="evidence",
                    )


def own_date(lines: list[str]) -> OwnDate | None:
    """Return the newest date that a document gives as its own in its head or foot; plain `Date:` only in the head."""
    found: list[OwnDate] = []
    plain: list[OwnDate] = []
    foot = max(len(lines) - _FOOT, _HEAD)
    fenced = False
    for number, line in enumerate(lines, 1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced or _HEAD < number <= foot or len(line) > _LONGEST or "20" not in line:
            continue
        match = _OWN.match(line)
        day = last_day(match["day"]) if match is not None else None
        if match is None or day is None:
            continue
        slack = 1 if re.match(r"[T\s(,]*\d{1,2}:?\d\d", match["rest"]) else 0
        one = OwnDate(day, number, f"the document gives {day} as its date", slack)
        if match["sure"]:
            found.append(one)
        elif number <= _HEAD:
            plain.append(one)
    return max(found or plain[:1], key=lambda one: one.day, default=None)


def spoken_in(lines: list[str]) -> Iterator[Spoken]:
    """Yield the dates of which sentences speak as past."""
    fenced = False
    for number, line in enumerate(lines, 1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced or "20" not in line or len(line) > _LONGEST:
            continue
        for match in _PAST.finditer(line):
            clause = re.split(r"[.;|•]\s|\|", line[: match.start()])[-1]
            day = last_day(match["day"])
            if day is not None and _NOT_PAST.search(clause) is None:
                yield Spoken(day, number, repr(" ".join(match[0].split())))


def _recorded(page: Page) -> Iterator[Spoken]:
    """Yield the dates of logs, and those on which completed items were done."""
    for structure in page.reading.structures:
        if structure.type is StructureType.LOG:
            for row, line in zip(structure.rows, structure.lines, strict=False):
                yield from _cell(row[0] if row else "", line)
    for item in page.items:
        if item.status in COMPLETION:
            for name, value in item.extra.items():
                if isinstance(value, str) and _DONE_COLUMN.fullmatch(name.strip()):
                    yield from _cell(value, item.line)


def _cell(text: str, line: int) -> Iterator[Spoken]:
    match = _ANY_DAY.match(text.strip())
    day = last_day(match[0]) if match is not None else None
    if match is not None and day is not None:
        yield Spoken(day, line, repr(match[0]))


def _latest(own: OwnDate, spoken: Iterable[Spoken], today: date) -> Spoken | None:
    """Return the latest past date after a document's own."""
    least = own.day + timedelta(days=own.slack)
    return max((one for one in spoken if least < one.day <= today), key=lambda one: one.day, default=None)


RULES = (Rule(code="EVIDENCE_STALE_LOOKING", severity=Severity.WARNING, find=find_stale_looking),)

"""Counts in sentences and headings against the items that they count. Pure.

Rules:
1. A share ("12 of 14 tasks done", "Progress: 12/14") is read where a status word or a lead such as `Progress:` makes it
   one, and where what it counts is not something else than items: tests, hours, laws.
2. It may speak of any section around it, of any table, or of the group that it names. It disagrees where some of these
   have just so many items, and in none of them so many are done.
3. Where nothing has so many items it disagrees only if it names them as their table does, or speaks of the whole.
4. What is hoped for is no count: `Goal: 20/20 covered`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gonogo.check.groups import Groups, spoken
from gonogo.check.outline import Outline
from gonogo.check.rule import Rule, at_line
from gonogo.check.scene import Scene
from gonogo.check.totals import ITEM_NOUNS
from gonogo.check.ways import Reading
from gonogo.model.item import Finding, Passage, PassageKind, Severity, Status
from gonogo.tracker.statuses import StatusReader

_SHARE = re.compile(
    r"(?<![\w./%:,-])(?P<part>\d{1,4})\s?(?:/|\bof\b|\bout of\b)\s?(?P<whole>\d{1,4})(?![\d/%-]|[.,]\d|\w)"
    r"(?P<tail>[^.;:,()\n\d]{0,48})",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\W*(?:total|overall)(?:\s+(?:number of\s+)?(?P<noun>[^\W\d_]+))?\s*[:：]\s*(?P<number>\d{1,4})"
    r"(?:\s+(?P<after>[^\W\d_]+))?\W*\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:progress|completed?|completion|done|finished|overall|status|fortschritt|progreso|progresso|avancement|прогресс|进度|完成|進捗|진행)"
    r"[^\w\d]*(?:\d+\s*%[^\w\d]*)?\Z",
    re.IGNORECASE,
)
_SUBJECT_FREE = frozenset(
    {
        "have",
        "has",
        "had",
        "is",
        "are",
        "were",
        "with",
        "at",
        "currently",
        "now",
        "far",
        "the",
        "and",
        "of",
        "done",
        "only",
    }
)
_WHOLE = re.compile(r"\b(?:overall|total|all|whole|tracker|board|project|in all)\b|总|全", re.IGNORECASE)
_HOPED = re.compile(
    r"\b(?:expect\w*|outcome|goal|target\w*|aim|hope\w*|should|must|need\w*|when|until|unless|at least|minimum"
    r"|require\w*|plan(?:ned)?|example|e\.g)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:currently|now|so far|today|as of|current)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:archived?|elsewhere|other (?:file|doc|tracker)s?|see also|extract|subset|not (?:shown|listed))\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;|.\n]\s|\s[-–—|·]\s")
_CLOSES = re.compile(r"(?:\s*\(?\d+\s*%\)?)?\W*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_SCORES = frozenset({5, 10, 100})
_SCORED = re.compile(r"(?:overall|status|score|rating|grade|health|confidence)[^\w\d]*\Z", re.IGNORECASE)
_PLAIN = frozenset({"the", "all", "total", "major", "main", "planned", "tracked", "listed", "these", "of", "our"})
"""Words before a noun that leave all of them meant."""
_VERDICT = re.compile(r"pass|fail|verif|test|run|health|green|succe", re.IGNORECASE)
"""Words of a run's outcome, of which a document may tell many."""
_NEAR = 3
_LEAST = 3


class _Share(Struct, frozen=True):
    """One share: so many of so many, which status it means, which noun stands with it, and what stands before it."""

    part: int
    whole: int
    status: Status
    word: str
    noun: str | None
    label: str
    subset: bool = False
    """Whether it says which ones: `7 of 9 extended endpoints`."""


def find_headline_disagreements(scene: Scene) -> Iterator[Finding]:
    """Yield HEADLINE_DISAGREES for each sentence whose count fits no honest way to count what it may speak of."""
    reader = StatusReader(scene.dialect)
    for page in scene.pages:
        if not page.items:
            continue
        groups = Groups(page, Outline.of(page), reader)
        for passage in page.reading.passages:
            if passage.quoted or passage.box is not None or not any(char.isdecimal() for char in passage.text):
                continue
            if groups.outline.is_historical(passage.line) or _is_hoped(passage.text):
                continue
            if passage.kind is PassageKind.HEADING and passage.text in groups.inherited:
                continue
            told = next(_disagreements(passage, groups, reader), None)
            if told is not None:
                yield at_line(
                    "HEADLINE_DISAGREES",
                    Severity.ERROR,
                    page.path,
                    passage.line,
                    told,
                    hint="count again, or correct the items",
                )


def _is_hoped(text: str) -> bool:
    return _HOPED.search(text) is not None and _NOW.search(text) is None


def _disagreements(passage: Passage, groups: Groups, reader: StatusReader) -> Iterator[str]:
    for share in _shares(passage, groups, reader):
        if {share.part, share.whole} <= groups.sums:
            continue
        readings = _readings(passage, share.label, groups)
        same = [reading for reading in readings if reading.total == share.whole]
        if any(_may_be(share, reading) for reading in same):
            continue
        if same:
            yield f"it says {share.part} of {share.whole}, and {_nearest(share, same)} of them are"
        elif _must_be_here(share, passage, groups, readings):
            total = min((reading.total for reading in readings), key=lambda total: abs(total - share.whole))
            yield f"it says {share.part} of {share.whole}, and there are {total}"
    summed = _TOTAL.match(passage.text)
    if summed is not None and (summed["noun"] or summed["after"] or "").casefold() in ITEM_NOUNS:
        yield from _total(int(summed["number"]), passage, groups)


def _may_be(share: _Share, reading: Reading) -> bool:
    """Whether a reading bears a share out, where items of unknown status may have any."""
    counts = reading.counts(share.status, share.word)
    unknown = reading.statuses[Status.UNKNOWN]
    return any(count <= share.part <= count + unknown for count in counts or {0})


def _shares(passage: Passage, groups: Groups, reader: StatusReader) -> Iterator[_Share]:
    """Yield the shares of items in a sentence or a heading."""
    text = passage.text
    end = 0
    for match in _SHARE.finditer(text):
        label = _BREAK.split(text[end : match.start()].rstrip(" :：(*"))[-1].strip(" :：-—–*(")
        end = match.end("whole")
        words = [word.casefold() for word in _WORD.findall(match["tail"])][:_NEAR]
        at = next((at for at, word in enumerate(words) if reader.exact(word) is not None), None)
        if at is None and int(match["whole"]) in _SCORES and _SCORED.search(text[: match.start()]):
            continue
        closes = passage.kind is PassageKind.HEADING and _CLOSES.match(text, match.end("whole")) is not None
        if at is None and not closes and not _LEAD.search(text[: match.start()]):
            continue
        status = Status.DONE if at is None else reader.exact(words[at]) or Status.DONE
        between = words if at is None else words[:at]
        noun = next((word for word in between if _is_noun(word, groups)), None)
        if between and noun is None and not set(between) <= {"are", "is", "were", "have", "been", "now"}:
            continue
        said = "" if at is None else words[at]
        if noun is None and not _may_mean_items(label, groups):
            continue
        subset = noun is not None and not set(between[: between.index(noun)]) <= _PLAIN
        noun = noun or _noun_nearby(text, groups)
        yield _Share(int(match["part"]), int(match["whole"]), status, said, noun, label, subset)


def _may_mean_items(label: str, groups: Groups) -> bool:
    """Whether what stands before a share leaves it to items: `Progress`, `Phase 2`, nothing; not `Endpoints`."""
    words = [word.casefold() for word in _WORD.findall(label)]
    if not words or _LEAD.search(label) or _WHOLE.search(label) or groups.named(label):
        return True
    return words[-1] in _SUBJECT_FREE or any(_is_noun(word, groups) for word in words)


def _is_noun(word: str, groups: Groups) -> bool:
    return word in ITEM_NOUNS or word in groups.nouns


def _noun_nearby(text: str, groups: Groups) -> str | None:
    return next((word for word in _WORD.findall(text.casefold()) if word in groups.nouns), None)


def _readings(passage: Passage, label: str, groups: Groups) -> list[Reading]:
    """Return every way to count what a sentence may speak of, the whole first."""
    candidates = [groups.everything, *groups.around(passage.line), *groups.tables, *groups.named(label)]
    sections = [section.title for section in groups.outline.around(passage.line)]
    words = {*spoken(passage.text).split(" "), *spoken(" ".join(sections)).split(" ")}
    columns = [header for name, header in groups.columns.items() if {name, name.removesuffix("s")} & words]
    readings = [reading for group in candidates if group for reading in groups.readings(group)]
    for column in columns:
        readings += [
            r
            for table in groups.tables
            if any(column in i.extra for i in table)
            for r in groups.readings(table, column)
        ]
    return readings


def _nearest(share: _Share, readings: Sequence[Reading]) -> int:
    counts = {count for reading in readings for count in reading.counts(share.status, share.word)} or {0}
    return min(counts, key=lambda count: (abs(count - share.part), count))


def _must_be_here(share: _Share, passage: Passage, groups: Groups, readings: Sequence[Reading]) -> bool:
    """Whether a share whose whole fits nothing must yet speak of the items of this page."""
    whole = len(groups.everything)
    if share.whole < _LEAST or not whole <= 2 * share.whole <= 4 * whole or _ELSEWHERE.search(passage.text):
        return False
    if any(_lists_open_ones(share, reading) for reading in readings):
        return False
    if (not share.word and share.noun is None) or share.subset or _VERDICT.match(share.word):
        return False
    if any(share.whole in groups.outline.parts(section) for section in groups.outline.around(passage.line)):
        return False
    named = share.noun is not None and share.noun in groups.nouns
    section = next(groups.outline.around(passage.line))
    above_all = section.parent is None or (section.heading is not None and section.heading.level == 1)
    of_whole = above_all and abs(share.whole - whole) <= max(1, whole // 5)
    return named or ((of_whole or _WHOLE.search(passage.text) is not None) and share.noun in {None, *ITEM_NOUNS})


def _lists_open_ones(share: _Share, reading: Reading) -> bool:
    """Whether a page may list just what is left over: as many are open as the share leaves, and few are done."""
    left = share.whole - share.part in reading.counts(Status.NOT_STARTED, "")
    return left and 2 * max(reading.counts(Status.DONE, "")) < share.part


def _total(number: int, passage: Passage, groups: Groups) -> Iterator[str]:
    readings = _readings(passage, passage.text, groups)
    rows = {
        sum(1 for line in structure.lines if section.first <= line <= section.last)
        for structure in groups.page.reading.structures
        for section in groups.outline.around(passage.line)
    }
    whole = len(groups.everything)
    fits = number in rows or number in groups.sums or any(number == reading.total for reading in readings)
    if not fits and whole <= 2 * number <= 4 * whole and not _ELSEWHERE.search(passage.text):
        yield f"it says {number} in all, and there are {whole}"


RULES = (Rule(code="HEADLINE_DISAGREES", severity=Severity.ERROR, find=find_headline_disagreements),)

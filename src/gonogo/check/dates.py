"""When a target is over: the last day that a date, week, month, quarter or year names, in many spellings. Pure, total.

Rules:
1. Of several dates in a text the latest counts; a range ends with its end.
2. What is struck through is not there. An early or middle part of a period ends no sooner than all of it.
3. `03/04/2026` may be March or April: the later reading counts.
4. A date without a year is read only where the caller knows the year. Relative ones ("Week 3", "Sprint 2") say nothing,
   nor do fiscal years.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

_MONTH_WORDS = (
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen январь января styczeń stycznia ocak",
    "february feb februar février févr febrero fevereiro fev febbraio februari февраль февраля luty lutego şubat",
    "march mar märz maerz mär mars marzo março marco maart март марта marzec marca mart",
    "april apr avril avr abril abr aprile апрель апреля kwiecień kwietnia nisan",
    "may mai mayo maio maggio mag mei май мая maj maja mayıs",
    "june jun juni juin junio junho giugno giu июнь июня czerwiec czerwca haziran",
    "july jul juli juillet juil julio julho luglio lug июль июля lipiec lipca temmuz",
    "august aug août aout agosto ago augustus август августа sierpień sierpnia ağustos",
    "september sep sept septembre septiembre setembro set settembre сентябрь сентября wrzesień września eylül",
    "october oct oktober okt octobre octubre outubro out ottobre ott октябрь октября październik października ekim",
    "november nov novembre noviembre novembro ноябрь ноября listopad listopada kasım",
    "december dec dezember dez décembre diciembre dic dezembro dicembre декабрь декабря grudzień grudnia aralık",
)
_MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}


def _any_of(words: Iterator[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NAME = f"(?P<month>{_any_of(iter(_MONTHS))})"
_ENGLISH = f"(?P<month>{_any_of(word for words in _MONTH_WORDS for word in words.split()[:2] if word != 'mai')})"
_YEAR = r"(?P<year>20\d\d)(?!\d)"
_FIRST_YEAR = r"(?<!\d)(?P<year>20\d\d)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th|\.|er|º|ª)?"
_START = r"(?<![\w./-])"
_WORD_START = r"(?<![^\W\d])"
_DASH = r"\s?(?:\.\.|…|-|–|—|~|～|/|to|bis|à|a|até|至|到)\s?"
_QUARTER = rf"Q(?P<quarter>[1-4])(?:{_DASH}Q(?P<last>[1-4]))?"
_WEEK = rf"(?P<week>\d{{1,2}})(?:{_DASH}W?(?P<last>\d{{1,2}}))?"
_NUMBERS = r"(?P<month>\d{1,2})"

_STRUCK = re.compile(r"~~.*?~~|<(?:s|del)>.*?</(?:s|del)>", re.DOTALL)
_FISCAL = re.compile(r"\bFY\s?'?\d", re.IGNORECASE)


def _compiled(*rows: tuple[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in rows)


_PATTERNS = _compiled(
    ("day", rf"{_FIRST_YEAR}(?P<sep>[-/.]){_NUMBERS}(?P=sep)(?P<day>\d{{1,2}})(?!\d)"),
    ("day", rf"{_FIRST_YEAR}\s?[年년]\s?{_NUMBERS}\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日号일]"),
    ("day", rf"{_FIRST_YEAR}\.\s{_NUMBERS}\.\s(?P<day>\d{{1,2}})\.?(?!\d)"),
    ("day", rf"(?<![\d.])(?P<day>\d{{1,2}})\.\s?{_NUMBERS}\.\s?{_YEAR}"),
    ("either", rf"(?<![\d/-])(?P<day>\d{{1,2}})(?P<sep>[-/]){_NUMBERS}(?P=sep){_YEAR}"),
    ("day", rf"{_WORD_START}{_NAME}\.?\s+\d{{1,2}}{_DASH}{_DAY},?\s+{_YEAR}"),
    ("day", rf"{_WORD_START}{_NAME}\.?\s+{_DAY},?\s+{_YEAR}"),
    ("day", rf"{_START}{_DAY}(?:\s+of|\s+de)?[\s-]+{_NAME}\.?,?(?:\s+de)?[\s-]+{_YEAR}"),
    ("week", rf"{_FIRST_YEAR}[-\s/]?W{_WEEK}(?!\d)"),
    ("week", rf"\b(?:W|KW|CW|week|semana|semaine)\s?{_WEEK}[\s,/-]+(?:of\s+)?{_YEAR}"),
    ("quarter", rf"{_FIRST_YEAR}[\s/-]?{_QUARTER}(?!\d)"),
    ("quarter", rf"\b{_QUARTER}[\s,/-]*(?:of\s+)?{_YEAR}"),
    ("quarter", r"\bQ(?P<quarter>[1-4])\s?['’](?P<short>\d\d)(?!\d)"),
    ("quarter", rf"{_FIRST_YEAR}\s?[年년]?\s?(?:第\s?)?(?P<quarter>[1-4])\s?(?:季度|四半期|분기)"),
    ("half", rf"\bH(?P<half>[12])[\s,/-]*{_YEAR}"),
    ("half", rf"{_FIRST_YEAR}[\s/-]?H(?P<half>[12])(?!\d)"),
    ("month", rf"{_FIRST_YEAR}\s?[年년]\s?{_NUMBERS}\s?[月월]"),
    ("month", r"(?<![\w./-])(?P<year>20\d\d)[-/.](?P<month>0[1-9]|1[0-2])(?![\d./-])"),
    ("month", rf"(?<![\w./-])(?P<month>0[1-9]|1[0-2])[/.]{_YEAR}(?![./-])"),
    ("month", rf"{_WORD_START}{_NAME}\.?,?(?:\s+de|\s+of)?[\s-]+{_YEAR}"),
    ("year", r"(?<![\w./#-])(?P<year>20\d\d)\s?年?(?![\w./%-])"),
)
_YEARLESS = _compiled(
    ("day", rf"{_WORD_START}{_ENGLISH}\.?\s+{_DAY}(?![\w/-])"),
    ("day", rf"{_START}{_DAY}\s+{_ENGLISH}\b"),
    ("day", rf"{_NUMBERS}\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日号일]"),
)
_HAS_YEAR = re.compile(r"(?<![\w#./])20\d\d(?!\d)|['’]\d\d\b")
_YEARS = re.compile(
    r"(?<![\w#./-])(20\d\d)(?=[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)|-?W\d|-?Q[1-4]|年)"
    rf"|(?:{_any_of(iter(_MONTHS))}|\d,|\bQ[1-4]|\bH[12])\.?,?\s(20\d\d)(?!\d)",
    re.IGNORECASE,
)
_LAST_WEEK = 53
_MONTHS_OF = {"quarter": 3, "half": 6, "year": 12, "month": 1}


@lru_cache(maxsize=8192)
def last_day(text: str, year: int | None = None) -> date | None:
    """Return the last day that a target names; None where it names none. `year`: the one that dates without it mean."""
    if _FISCAL.search(text):
        return None
    text = _STRUCK.sub(" ", text)
    days = list(_days(text, _PATTERNS, None))
    if not days and year is not None and not _HAS_YEAR.search(text):
        days = list(_days(text, _YEARLESS, year))
    return max(days, default=None)


def years_named(text: str) -> frozenset[int]:
    """Return the years of the dates that a text names."""
    return frozenset(int(found[1] or found[2]) for found in _YEARS.finditer(text))


def _days(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...], year: int | None) -> Iterator[date]:
    """Yield the last day of each period; what one pattern has read no later one reads again."""
    for kind, pattern in patterns:
        for match in list(pattern.finditer(text)):
            day = _end(kind, match, year)
            if day is not None:
                yield day
                text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def _end(kind: str, match: re.Match[str], year: int | None) -> date | None:
    """Return the last day of what a pattern of that kind has read."""
    part = {name: value for name, value in match.groupdict().items() if value}
    year = int(part["year"]) if "year" in part else 2000 + int(part["short"]) if "short" in part else year
    if year is None:
        return None
    if kind == "week":
        return _sunday(year, int(part.get("last") or part["week"]))
    if kind in _MONTHS_OF:
        turn = 1 if kind == "year" else _number(part.get("last") or part[kind])
        return _month_end(year, turn * _MONTHS_OF[kind])
    day, month = int(part["day"]), _number(part["month"])
    readings = [_date(year, month, day), _date(year, day, month) if kind == "either" else None]
    return max((found for found in readings if found is not None), default=None)


def _number(text: str) -> int:
    """Return which month a name means, or the number itself; 0 for a name in letters that are only almost the same."""
    return int(text) if text.isdecimal() else _MONTHS.get(text.casefold(), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None  # noqa: PLR2004 -- months


def _sunday(year: int, week: int) -> date | None:
    """Return the last day of a week; the 53rd of a year that has 52 is the one after them."""
    if not 1 <= week <= _LAST_WEEK:
        return None
    return date.fromisocalendar(year, 1, 7) + timedelta(weeks=week - 1)

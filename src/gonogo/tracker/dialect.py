"""What words mean in a tracker: one table for statuses, boxes, marks, columns, headings and placeholders.

The built-in dialect knows many languages; `extended` adds a user's own words, which win over it. A document's own
legend wins over both (see `legend`). Everything is compared in normal form: lower case, no variation selectors, single
spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct, structs

from gonogo.errors import UsageError
from gonogo.model.item import Status
from gonogo.tracker import column_words, status_words
from gonogo.tracker.inline import plain
from gonogo.tracker.remembered import remembered

FIELDS = (
    "id",
    "title",
    "status",
    "owner",
    "target",
    "depends_on",
    "verify",
    "evidence",
    "exit_criteria",
    "workstream",
    "priority",
    "parent",
    "links",
)
"""What a user may map a column of their own to."""

_SELECTORS = re.compile("[\ufe0e\ufe0f\u200b\u200d\u2060\ufeff\U0001f3fb-\U0001f3ff]")
_SPACE = re.compile(r"[^\S ]|  ")
_OUTER = " \t\r\n:：*_`~·•.。!！"
_QUOTES = str.maketrans("", "", '"“”„«»「」')


@remembered
def normal(text: str) -> str:
    """Return the form in which words are compared."""
    if not text.isascii():
        text = _SELECTORS.sub("", text)
    folded = text.casefold()
    return " ".join(folded.split()) if _SPACE.search(folded) else folded.strip()


class Meaning(Struct, frozen=True, gc=False):
    """What a header word stands for: a field, and how surely (3 exactly, 2 but for a remark, 1 by one of its words)."""

    field: str
    sureness: int


class Dialect(Struct, frozen=True):
    """The words of a tracker. Keys are in normal form."""

    status: dict[str, Status]
    strong: dict[str, Status]
    weak: dict[str, Status]
    boxes: dict[str, Status]
    columns: dict[str, tuple[str, ...]]
    headings: dict[str, frozenset[str]]
    placeholders: frozenset[str]
    free: frozenset[str]
    totals: frozenset[str]

    def extended(self, status: dict[str, str], columns: dict[str, str]) -> Dialect:
        """Return this dialect with more words: word → canonical status, header → field.

        Raises UsageError for a status or field that does not exist.
        """
        known = {str(s) for s in Status}
        for word, value in status.items():
            if value not in known:
                raise UsageError(
                    f"dialect.status.{word} is not a status",
                    code="SETTING_INVALID",
                    expected=", ".join(sorted(known)),
                    found=value,
                )
        for word, value in columns.items():
            if value not in FIELDS:
                raise UsageError(
                    f"dialect.columns.{word} is not a field",
                    code="SETTING_INVALID",
                    expected=", ".join(FIELDS),
                    found=value,
                )
        return structs.replace(
            self,
            status={**self.status, **{normal(word): Status(value) for word, value in status.items()}},
            columns={**self.columns, **{header_key(word): (value,) for word, value in columns.items()}},
        )

    def is_placeholder(self, text: str) -> bool:
        """Return whether the text only says that nothing stands here."""
        if not text:
            return True
        if len(text) > 40:  # noqa: PLR2004 -- no placeholder is longer
            return not text.strip("_-–—. ")
        key = normal(text)
        if key in self.placeholders or not key:
            return True
        return not key[0].isalnum() and not key.strip("_-–—―ー.… *`()[]/\\|:?~")

    def announces(self, text: str, what: str) -> bool:
        """Return whether a heading or a lead-in line announces a legend, an order, a log, evidence or an example."""
        key = heading_key(text)
        words = self.headings[what]
        if key in words:
            return True
        return any(
            phrase in key if not phrase.isascii() else phrase not in _ADJECTIVES and _contains(key, phrase)
            for phrase in words
        )

    def is_total(self, text: str) -> bool:
        """Return whether a row that begins so sums up the others."""
        key = header_key(text)
        if key in self.totals:
            return True
        first = key.split(" ", 1)[0].strip(":")
        return first in self.totals and len(key.split()) <= 2 and first not in {"all", "summary", "overall"}  # noqa: PLR2004

    def meanings(self, header: str) -> tuple[Meaning, ...]:
        """Return what a header may stand for, surest first; empty when nothing is known."""
        key = header_key(header)
        if not key:
            return ()
        if key in self.columns:
            return tuple(Meaning(f, 3) for f in self.columns[key])
        short = _REMARK.sub("", key).strip()
        if short and short in self.columns:
            return tuple(Meaning(f, 2) for f in self.columns[short])
        return self._by_word(short or key)

    def _by_word(self, key: str) -> tuple[Meaning, ...]:
        words = key.split()
        if key.endswith((" id", "编号", "番号", "-id", "번호")) and len(words) <= 3:  # noqa: PLR2004
            return (Meaning("id", 1),)
        for stem, field in _STEMS:
            if stem in words:
                return (Meaning(field, 1),)
        if not key.isascii():
            best = ""
            for phrase in self.columns:
                if len(phrase) > max(1, len(best)) and not phrase.isascii() and phrase in key:
                    best = phrase
            if best:
                return tuple(Meaning(f, 1) for f in self.columns[best])
        if len(words) > 1:
            fields = self.columns.get(words[-1], ())
            named = tuple(Meaning(f, 1) for f in fields if f.startswith("title"))
            if named:
                return named
        return ()


_REMARK = re.compile(r"\s*[(（\[][^)）\]]*[)）\]]?\s*")
_ADJECTIVES = frozenset({"key"})
"""Words that announce something alone ("Key"), and within a heading ("Key components") only describe."""
_STEMS = (
    ("depends", "depends_on"),
    ("dependencies", "depends_on"),
    ("dependency", "depends_on"),
    ("blocked", "depends_on"),
    ("status", "status"),
    ("owner", "owner"),
    ("assignee", "owner"),
    ("evidence", "evidence"),
    ("criteria", "exit_criteria"),
    ("dod", "exit_criteria"),
    ("deadline", "target"),
    ("due", "target"),
    ("eta", "target"),
    ("priority", "priority"),
    ("command", "verify"),
    ("issue", "links"),
    ("issues", "links"),
    ("notes", "notes"),
)


@remembered
def header_key(text: str) -> str:
    """Return the form in which headers are compared: plain, lower case, without marks around it."""
    key = normal(plain(text)).replace("_", " ").translate(_QUOTES).strip(_OUTER)
    if key and not key.isascii():
        marks = "".join(c for c in key if not c.isalnum() and ord(c) > 0x2000)  # noqa: PLR2004 -- beyond the alphabets
        key = key.lstrip(marks).strip() or key
    return key


_NUMBERING = re.compile(r"^(?:[\divxIVX]+[.)、]|[\d.]+|[一二三四五六七八九十]+、)\s*")


def heading_key(text: str) -> str:
    """Return a heading in normal form, without numbering and marks."""
    return _NUMBERING.sub("", header_key(text)).strip(_OUTER)


def _contains(key: str, phrase: str) -> bool:
    at = key.find(phrase)
    if at < 0 or len(key) > len(phrase) + 40:
        return False
    before = at == 0 or not key[at - 1].isalnum()
    after = at + len(phrase) == len(key) or not key[at + len(phrase)].isalnum()
    return before and after


def _phrases(text: str) -> Iterable[str]:
    return (normal(p) for p in text.split("|") if p.strip())


def _by_mark(table: dict[str, str]) -> dict[str, Status]:
    return {_SELECTORS.sub("", mark): Status(status) for status, marks in table.items() for mark in marks.split()}


def _unaccented(phrase: str) -> str:
    """Return a Latin phrase as people write it who leave the accents out."""
    return "".join(c for c in unicodedata.normalize("NFD", phrase) if not "\u0300" <= c <= "\u036f")


def _columns() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for field, text in column_words.COLUMN_WORDS.items():
        for phrase in _phrases(text):
            found.setdefault(phrase.replace("_", " "), []).append(field)
    for phrase in [p for p in found if not p.isascii()]:
        plainly = _unaccented(phrase)
        if plainly.isascii():
            found.setdefault(plainly, found[phrase])
    return {phrase: tuple(fields) for phrase, fields in found.items()}


def _built_in() -> Dialect:
    status: dict[str, Status] = {}
    for name, text in status_words.STATUS_WORDS.items():
        for phrase in _phrases(text):
            status.setdefault(phrase, Status(name))
    for phrase in [p for p in status if not p.isascii()]:
        plainly = _unaccented(phrase)
        if plainly.isascii():
            status.setdefault(plainly, status[phrase])
    return Dialect(
        status=status,
        strong=_by_mark(status_words.STRONG_MARKS),
        weak=_by_mark(status_words.WEAK_MARKS),
        boxes=_by_mark(status_words.BOXES),
        columns=_columns(),
        headings={what: frozenset(_phrases(text)) for what, text in column_words.HEADING_WORDS.items()},
        placeholders=frozenset((*_phrases(status_words.PLACEHOLDERS), "|", "\\")),
        free=frozenset(_phrases(status_words.NO_DEPENDENCY)),
        totals=frozenset(_phrases(column_words.TOTAL_WORDS)),
    )


BUILT_IN = _built_in()
"""The dialect that every tracker is read with unless its workspace adds words."""

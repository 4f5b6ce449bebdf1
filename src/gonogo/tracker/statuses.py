"""From what stands in a status cell to one of the canonical statuses.

Rules, first that applies:
1. Boxes: of several to tick, the words behind the ticked one count; none ticked is not started.
2. The document's legend, then the dialect, on the leading words; the longest phrase wins, and prose may follow it.
3. A leading mark: a strong one outweighs words that say less than done beside it; a weak one counts where no word is
   known.
4. A leading percentage or fraction.
5. A known word inside a short text ("baseline implemented").
Anything else is unknown, which is a value of its own and never a guess.
"""

from __future__ import annotations

import re

from msgspec import Struct

from gonogo.model.item import Status
from gonogo.tracker.dialect import Dialect, normal
from gonogo.tracker.inline import BREAK, plain

_TICKS = re.compile(r"(?:\[([^\[\]]{0,2})\](?!\()|([☐☑☒🗹⬜□]))\s*([^\[\]☐☑☒🗹⬜□]*)")
_MARK = re.compile(r"[^\w\s\[\](){}<>#@%&$€£+\-/\\|.,;:!?'\"`*~=^–—“”‘’«»„·•…（）【】「」、，。：；！？]", re.UNICODE)
_SHARE = re.compile(r"[~≈]?\s*(\d+(?:[.,]\d+)?)\s*[%％](?!\w)")
_PART = re.compile(r"(\d+)\s*/\s*(\d+)(?![\d/.-])")
_BREAKS = re.compile(r"\s*(?:[,;:!(（\[【|/→·•。，；：、]|\s[-–—]\s|[-–—]$|\.(?:\s|$))\s*")
_EDGES = " \t.,;:!?()（）[]【】\"'`*_~–—-=>→。，；：、！"
_EMPTY_BOXES = frozenset("☐⬜□")
_LONGEST_PHRASE = 6
_SHORT = 5
_LEAST_INNER = 4
_NOT = frozenset(("not", "не", "nicht"))
_UNSURE_INSIDE = frozenset(("open", "live", "next", "plan", "valid", "late", "stable", "clean"))


class Legend(Struct, frozen=True):
    """What a document itself says its words, marks and boxes mean; `told` holds the words that explain a mark."""

    words: dict[str, Status] = {}
    marks: dict[str, Status] = {}
    boxes: dict[str, Status] = {}
    told: dict[str, str] = {}


class StatusReader:
    """Reads the statuses of one document; each spelling is worked out once."""

    def __init__(self, dialect: Dialect, legend: Legend | None = None) -> None:
        self._dialect = dialect
        self._legend = legend or Legend()
        self._seen: dict[str, Status | None] = {}

    def cell(self, raw: str) -> Status | None:
        """Return the status that a cell states; None when it is empty or says nothing that is understood."""
        if raw not in self._seen:
            self._seen[raw] = self._cell(raw)
        return self._seen[raw]

    def box(self, token: str) -> Status:
        """Return what a box means by what stands between its brackets."""
        inside = normal(token)
        if inside in self._legend.boxes:
            return self._legend.boxes[inside]
        if not inside or inside in _EMPTY_BOXES:
            return Status.NOT_STARTED
        if inside == "☒":
            return Status.DONE
        return self._dialect.boxes.get(inside) or self._lookup(inside) or Status.UNKNOWN

    def phrase(self, text: str) -> Status | None:
        """Return the status that a text's leading words state by the legend or the dialect."""
        return self._words(normal(text).strip(_EDGES))

    def exact(self, text: str) -> Status | None:
        """Return the status of a text that is a phrase of the legend or the dialect and nothing more."""
        key = normal(text)
        return self._lookup(key) or self._lookup(key.strip(_EDGES))

    def _cell(self, raw: str) -> Status | None:
        several = self._several(BREAK.split(raw)) if "<" in raw else None
        if several is not None:
            return several
        text = plain(raw)
        ticked = self._ticked(text)
        if ticked is not None:
            return ticked
        marks, rest = _leading_marks(normal(text))
        rest = rest.strip()
        by_word = (self._lookup(rest) or self._words(rest.strip(_EDGES))) if rest else None
        mark = next((m for m in marks if m in self._legend.marks), None)
        if mark is not None:
            return self._legend.marks[mark] if by_word is None or self._only_told(mark, rest) else by_word
        strong = next((self._dialect.strong[m] for m in marks if m in self._dialect.strong), None)
        if by_word is not None:
            outweighed = strong is Status.DONE and by_word in (Status.IN_PROGRESS, Status.NOT_STARTED)
            return strong if outweighed else by_word
        return _share(rest) or strong or self._inside(rest) or self._weak(marks, bool(rest))

    def _only_told(self, mark: str, words: str) -> bool:
        """Return whether the words only repeat the legend's remark on a mark ("⚠️ Complete (CAUTION)": "⚠️ caution")."""
        told = self._legend.told.get(mark, "")
        return words in told and not any(part.strip(_EDGES).startswith(words) for part in told.split("/"))

    def _several(self, lines: list[str]) -> Status | None:
        """Return what lines of `Aspect: status` come to together; None unless each states one."""
        found = []
        for line in lines:
            aspect, colon, state = plain(line).partition(":")
            if not colon or not aspect.strip() or len(aspect) > 30:  # noqa: PLR2004 -- an aspect is a word or two
                return None
            status = self.cell(state.strip())
            if status is None:
                return None
            found.append(status)
        if len(found) < 2:  # noqa: PLR2004
            return None
        return found[0] if len(set(found)) == 1 else Status.IN_PROGRESS

    def _weak(self, marks: list[str], worded: bool) -> Status | None:
        for mark in marks:
            if mark in self._dialect.weak:
                status = self._dialect.weak[mark]
                if not worded or mark in "🟢🟡🟠⚠❌✗✘":
                    return status
        return None

    def _ticked(self, text: str) -> Status | None:
        if "[" not in text and not any(c in text for c in "☐☑☒🗹"):
            return None
        found = _TICKS.findall(text)
        if not found or _TICKS.match(text.lstrip()) is None:
            return None
        if len(found) == 1:
            return self._single(*found[0])
        for inside, glyph, words in found:
            if self.box(glyph or inside) is Status.DONE:
                return self._words(normal(words).strip(_EDGES)) or Status.DONE
        return Status.NOT_STARTED

    def _single(self, inside: str, glyph: str, words: str) -> Status | None:
        """Return what one box means; the words behind a ticked one may say more than that it is done."""
        status = self.box(glyph or inside)
        stated = self._words(normal(words).strip(_EDGES))
        if status is Status.UNKNOWN:
            return self._words(normal(inside).strip(_EDGES)) or stated
        if status is Status.DONE and stated not in (None, Status.NOT_STARTED, Status.IN_PROGRESS):
            return stated
        return status

    def _words(self, text: str) -> Status | None:
        """Return what the leading words say: the longest phrase of them that is known."""
        if not text:
            return None
        tokens = text.split(" ", _LONGEST_PHRASE)[:_LONGEST_PHRASE]
        for phrase in (text, *(" ".join(tokens[:count]) for count in range(len(tokens), 0, -1))):
            found = self._lookup(phrase) or self._lookup(phrase.strip(_EDGES))
            if found is not None:
                return found
        head = _BREAKS.split(text, maxsplit=1)[0]
        if head not in (text, ""):
            return self._words(head.strip(_EDGES))
        if "_" in tokens[0] or tokens[0].count("-") > 1:
            return self._words(text.replace("_", " ").replace("-", " "))
        return self._one_word(tokens[0], text)

    def _one_word(self, first: str, text: str) -> Status | None:
        """Return what the first word alone tells, or how a text ends in a script without spaces."""
        if first in _NOT:
            return Status.NOT_STARTED
        if text.endswith("待ち"):
            return Status.BLOCKED
        return None if first.isascii() else self._prefix(text)

    def _prefix(self, text: str) -> Status | None:
        """Look a phrase up by its first letters, for scripts that put no spaces between words."""
        for count in range(min(len(text), 14), 1, -1):
            found = self._lookup(text[:count])
            if found is not None and not text[count - 1].isascii():
                following = text[count : count + 1]
                if not (following.isalpha() and following < "\u0e00"):
                    return found
        return None

    def _lookup(self, phrase: str) -> Status | None:
        found = self._legend.words.get(phrase) or self._dialect.status.get(phrase)
        if found is None and ("-" in phrase or "_" in phrase):
            found = self._dialect.status.get(phrase.replace("-", " ").replace("_", " "))
        return found

    def _inside(self, text: str) -> Status | None:
        words = text.split()
        if not words or len(words) > _SHORT:
            return None
        found = set()
        for word in words:
            word = word.strip(_EDGES)  # noqa: PLW2901
            if len(word) >= _LEAST_INNER and word not in _UNSURE_INSIDE:
                status = self._lookup(word)
                if status is not None:
                    found.add(status)
        return found.pop() if len(found) == 1 else None


def _leading_marks(text: str) -> tuple[list[str], str]:
    """Split the marks at the beginning from the words after them."""
    if text.isascii():
        return [], text
    marks: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in " *_`~":
            at += 1
        elif _MARK.match(char) or char in "○●◯□":
            marks.append(char)
            at += 1
        else:
            break
    return marks, text[at:] if marks else text


def _share(text: str) -> Status | None:
    match = _SHARE.match(text)
    if match:
        share = float(match[1].replace(",", "."))
        return Status.NOT_STARTED if share == 0 else Status.DONE if share >= 100 else Status.IN_PROGRESS  # noqa: PLR2004
    match = _PART.match(text)
    if match and len(match[1]) < 7 and len(match[2]) < 7:  # noqa: PLR2004 -- counts, not numbers without end
        part, whole = int(match[1]), int(match[2])
        if part > whole or whole == 0:
            return None
        return Status.DONE if part == whole else Status.NOT_STARTED if part == 0 else Status.IN_PROGRESS
    return None

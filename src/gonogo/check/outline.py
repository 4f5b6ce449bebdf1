"""Where a line stands among the headings of its document. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from gonogo.check.scene import Page
from gonogo.model.item import Passage, PassageKind

_HISTORICAL = re.compile(
    r"\b(?:histor(?:y|ical|ic)|archived?|changelog|change log|revision log|previous(?:ly)?|superseded|obsolete"
    r"|snapshot|retrospective|weekly (?:update|report|status)|daily (?:log|update)|session log|activity log|work log"
    r"|release notes|kick-?off|initial (?:state|status)|appendix)\b|\b(?:template|example|sample)\W*$|^\W*example\b"
    r"|\((?:audit )?(?:template|example|sample)\b|历史|變更|变更记录|更新记录|归档|履歴|이력"
    r"|histórico|historial|historique|verlauf|archiv|история|архив",
    re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:current|now|latest|live|present)\b", re.IGNORECASE)
_FAR = 1 << 60


class Section(Struct, frozen=True):
    """A heading and the lines below it, to the next heading of its level or above; the document itself has none."""

    heading: Passage | None
    first: int
    last: int
    parent: int | None
    """Where the section around it stands in the outline."""

    @property
    def title(self) -> str:
        """The heading's text; empty for the document."""
        return "" if self.heading is None else self.heading.text


class Outline:
    """The sections of a document, the document itself first."""

    def __init__(self, headings: Iterable[Passage]) -> None:
        self.sections: list[Section] = []
        rows: list[tuple[Passage | None, int, int | None]] = [(None, 0, None)]
        open_levels: list[tuple[int, int]] = [(0, 0)]
        last: dict[int, int] = {}
        for heading in headings:
            while open_levels[-1][0] >= max(heading.level, 1):
                last[open_levels.pop()[1]] = heading.line - 1
            rows.append((heading, heading.line, open_levels[-1][1]))
            open_levels.append((max(heading.level, 1), len(rows) - 1))
        for turn, (found, first, parent) in enumerate(rows):
            self.sections.append(Section(found, first, last.get(turn, _FAR), parent))
        self._firsts = [section.first for section in self.sections]

    @classmethod
    def of(cls, page: Page) -> Outline:
        """Return the outline of a page."""
        return cls(p for p in page.reading.passages if p.kind is PassageKind.HEADING and not p.quoted)

    def around(self, line: int) -> Iterator[Section]:
        """Yield the sections that a line stands in, innermost first, the document last."""
        at: int | None = max(bisect_right(self._firsts, line) - 1, 0)
        while at is not None:
            yield self.sections[at]
            at = self.sections[at].parent

    def parts(self, section: Section) -> set[int]:
        """Return how many headings stand below a section: right below it, and of each level."""
        levels: Counter[int] = Counter()
        for other in self.sections[bisect_right(self._firsts, section.first) :]:
            if other.first > section.last:
                break
            if other.heading is not None:
                levels[other.heading.level] += 1
        return set(levels.values())

    def is_historical(self, line: int) -> bool:
        """Whether a line stands under a heading that tells of the past, or shows an example."""
        return any(is_historical(section.title) for section in self.around(line))


def is_historical(heading: str | None) -> bool:
    """Whether a heading announces what was, or an example, rather than what is."""
    return heading is not None and _HISTORICAL.search(heading) is not None and _PRESENT.search(heading) is None

"""Ids that a document need not list, because it says itself that they stand elsewhere. Pure.

1. A document that calls itself an extract, an archive or a part of a larger list leaves things out on purpose.
2. An id of another kind than the document's own (`LM-11` among `PL-01`, `PL-02`) that comes with its place (an issue
   number, a link, a remark) or that the document's prose speaks of is somebody else's. Where no item has an id, none
   is missing.
3. What another tracker of the workspace bears is there.
"""

from __future__ import annotations

import re

from gonogo.check.families import family
from gonogo.check.scene import Page, Scene
from gonogo.model.item import Item, Passage, PassageKind

_BEGINNING = 8
"""Passages in which a document says what it is."""

_WHOLE = r"(?:tracker|board|backlog|list|plan|roadmap|register|table|matrix|programme|program|document|file|sheet)"
_PART = r"(?:an?\s+)?(?:extract|excerpt|subset|abridg\w+|shortened|trimmed|partial|sampl\w+|slice|snippet|cut-?down)"
_EXTRACT = re.compile(
    rf"\b(?:this|these|here|below|following)\b[^.]{{0,60}}\b{_PART}\b"
    rf"|\b(?:extract|excerpt|subset|selection|slice|part)(?:ed|s)?\s+(?:of|from|out of)\b[^.]{{0,50}}\b{_WHOLE}\b"
    rf"|\b(?:full|complete|whole|entire|master|overall|larger|parent|main)\s+(?:\w+\s+)?{_WHOLE}\b"
    r"[^.]{0,30}\b(?:is|are|lives?|in|at|see|kept|held|found|stands)\b"
    rf"|\bsee\b[^.]{{0,40}}\b(?:for|has)\s+(?:the\s+)?(?:full|complete|whole|entire|remaining|other)\b"
    r"|\b(?:remaining|other|further|all other|the rest of the)\s+(?:items|tasks|rows|entries|work|ids|tickets)\b"
    r"[^.]{0,40}\b(?:elsewhere|tracked in|listed in|live in|kept in|are in|see)\b"
    r"|\b(?:auszug|teilmenge|extrait|extracto|fragmento|trecho|extrato|estratto|wyciąg|выдержка|выписка|фрагмент)\b"
    r"|摘录|摘錄|节选|節選|抜粋|발췌|ตัดตอน",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    r"\b(?:archiv\w*|arquiv\w*|archivio|архив\w*)\b|归档|存档|アーカイブ|보관"
    r"|^(?:list of\s+)?(?:completed|closed|finished|done|open|remaining)\s+(?:tasks|items|work|issues|tickets)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"^[^,;|\n]{0,40}?(?:(?<![\w&])#\d+|https?://|\]\(|\((?!\s*(?:FS|SS|FF|SF)\b)[^)]|external|upstream|vendor)",
    re.IGNORECASE,
)

_PROSE = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?![\w-])")
_WORD = re.compile(r"[\w#][\w./#-]*\w|\w")


class Elsewhere:
    """What the documents of a scene say of ids that they do not list; each document is asked once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._families: dict[str, frozenset[str]] = {}
        self._extracts: dict[str, bool] = {}
        self._words: dict[str, dict[str, set[int]]] = {}

    def has(self, item: Item, name: str) -> bool:
        """Whether an id that an item depends on stands elsewhere, or its row cannot be trusted to name it."""
        if not name.strip() or name.casefold() in self._scene.borne_elsewhere or self._scene.is_broken(item):
            return True
        page = self._scene.page_of(item)
        return self._is_extract(page) or self._is_foreign(page, item, name)

    def _is_extract(self, page: Page) -> bool:
        if page.path not in self._extracts:
            self._extracts[page.path] = is_extract(page.reading.passages)
        return self._extracts[page.path]

    def _is_foreign(self, page: Page, item: Item, name: str) -> bool:
        if page.path not in self._families:
            self._families[page.path] = frozenset(family(own.id) for own in page.items if own.id is not None)
        families = self._families[page.path]
        if not families or family(name) in families:
            return not families or page.has_lost_ids
        written = page.cell(item, "depends_on") or page.row(item)
        _, found, rest = written.partition(name)
        if (found and _PLACED.match(rest.lstrip("`*_ "))) or _PROSE.search(written) is not None:
            return True
        return bool(self._mentions(page).get(name.casefold(), frozenset()) - {item.line})

    def _mentions(self, page: Page) -> dict[str, set[int]]:
        """Return in which lines of a document's prose each word stands."""
        if page.path not in self._words:
            lines: dict[str, set[int]] = {}
            for passage in page.reading.passages:
                for word in _WORD.findall(passage.text.casefold()):
                    lines.setdefault(word, set()).add(passage.line)
            self._words[page.path] = lines
        return self._words[page.path]


def is_extract(passages: tuple[Passage, ...]) -> bool:
    """Whether a document says of itself that it holds a part of a larger list only."""
    if any(_ARCHIVE.search(p.text) for p in passages[:1] if p.kind is PassageKind.HEADING):
        return True
    return any(_EXTRACT.search(passage.text) for passage in passages[:_BEGINNING])

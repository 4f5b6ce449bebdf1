"""Ids as people write them: what looks like one, where one ends and a title begins, and lists and ranges of them.

An id is a short token with a digit (`M-01`, `C10`, `1CL.4a`, `3.2.1`, `REQ-AUTH-7`), or a word in capitals that
emphasis sets apart (`**DOC** Manual`). Ranges (`M-01..M-04`, `C1-C3`, `REQ-0001..0005`) are expanded up to a bound;
a token that the document knows as an id is never taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from gonogo.tracker.inline import plain
from gonogo.tracker.remembered import remembered

LONGEST_RANGE = 500
"""Ids that one range may stand for; a longer one is read as its two ends."""

_LETTERED = r"[A-Za-zА-Яа-яЁё][A-Za-zА-Яа-яЁё0-9]{0,23}(?:[-‐‑_.][A-Za-zА-Яа-яЁё0-9]{1,16}){0,6}"
_NUMBERED = r"\d{1,4}(?:[A-Za-z]{1,5}\d{0,4})?(?:[.\-][A-Za-z0-9]{1,6}){0,6}"
_NOUNS = (
    r"(?i:Phase|Stage|Sprint|Milestone|Step|Wave|Task|Epic|Gate|Command|Batch|Track|Week|Iteration|Lane|Tier|Slice"
    r"|Fase|Etapa|Hito|Marco|Semana|Tarea|Tarefa|Iteração|Iteración|Etap|Étape|Jalon|Semaine|Lot|Meilenstein|Schritt"
    r"|Woche|Aufgabe|Stufe|Этап|Фаза|Спринт|Неделя|Задача|Веха|Шаг|Giai đoạn|Tuần|Bước|Cột mốc|Nhiệm vụ|Settimana"
    r"|Traguardo|Tydzień|Krok|Zadanie|Aşama|Faz|Hafta|Görev|Adım|Tahap|Minggu|Tugas|ระยะ(?:ที่)?|เฟส(?:ที่)?"
    r"|สัปดาห์(?:ที่)?|ขั้นตอน(?:ที่)?|阶段|階段|步骤|里程碑|迭代|冲刺|任务|任務|フェーズ|ステップ|スプリント|タスク"
    r"|マイルストーン|단계|마일스톤|스프린트|페이즈)"
)
_NAMED = rf"{_NOUNS}\s?[A-Z]?\d{{0,3}}(?:[.\-]\d{{1,3}}){{0,3}}[A-Za-z]?"
_COUNTED = (
    r"第\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:阶段|階段|步|周|週|期|批|轮|フェーズ|ステップ|スプリント|단계|주)"
    r"|\d{1,2}\s?(?:단계|주차|차)"
)
ID = re.compile(rf"(?=[^\s]*\d)(?:{_LETTERED}|{_NUMBERED})\Z")
ROW_NUMBER = re.compile(r"\d{1,4}\.?\Z")
_SPLIT = re.compile(
    rf"(?P<id>(?=\S*\d)(?:{_LETTERED}|{_NUMBERED})|(?=[^:：—–]*\d){_NAMED})"
    r"(?:(?P<sure>\s*[:：](?!//)\s*|[.)、．](?=\s)\s*|\s+[—–―-]{1,2}\s+|\s*[—–]\s*|\s*\|\s*)|(?P<gap>\s+))(?P<title>\S.*)\Z",
    re.DOTALL,
)
_SET_APART = re.compile(
    r"(?:\*\*(?P<bold>[^*]{1,40}?)\*\*|`(?P<code>[^`]{1,40})`|\[(?P<link>[^\[\]]{1,40})\](?:\([^)]*\))?)"
    r"(?P<mark>\s*[:：.—–-]*\s*)(?P<title>[^\s,/&+、，].*)\Z",
    re.DOTALL,
)
_NAMED_ALONE = re.compile(rf"(?=.*\d){_NAMED}\Z|(?:{_COUNTED})\Z")
_NAMED_INSIDE = re.compile(
    rf"(?<![^\W_])(?P<noun>{_NOUNS})(?P<plural>[sn]|es)?(?P<gap>\s?)"
    r"(?P<list>\d{1,3}[a-z]?(?:\s*(?:,|/|&|\+|、|，|-|–|~|\band\b|\by\b|\be\b|\bet\b|\bund\b|\bи\b|\bto\b|至|到)\s*\d{1,3}[a-z]?)*)"
    r"(?![\w.])",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]{1,9}(?:[-_.][A-Z0-9]{1,9})*\Z")
_VERSION = re.compile(r"v\d", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z]{2,6}\Z")
_QUANTITY = re.compile(
    r"\d+(?:\.\d+)?(?:x|h|d|w|s|m|k|ms|kb|mb|gb|tb|px|min|hrs?|st|nd|rd|th|am|pm|D|%)?\Z", re.IGNORECASE
)


def is_id(text: str) -> bool:
    """Return whether the text looks like an id and like nothing else."""
    return (
        len(text) <= 40  # noqa: PLR2004 -- no id is longer
        and ID.match(text) is not None
        and not _VERSION.match(text)
        and not _EXTENSION.search(text)
    )


def is_named(text: str) -> bool:
    """Return whether the text is a numbered noun such as `Phase 2`, and nothing more."""
    return len(text) <= 40 and _NAMED_ALONE.match(text) is not None  # noqa: PLR2004 -- no id is longer


def shape(text: str) -> str:
    """Return the form of an id: runs of letters as `A`, runs of digits as `9`."""
    return re.sub(r"\d+", "9", re.sub(r"[^\W\d_]+", "A", text))


@remembered
def split(raw: str) -> tuple[str, str, bool] | None:
    """Split a cell that begins with an id: id, title, and whether more than a space parts them."""
    text = raw.strip()
    apart = _SET_APART.match(text)
    if apart:
        token = (apart["bold"] or apart["code"] or apart["link"]).strip().rstrip(":：.")
        if is_id(token) or (apart["bold"] and _CAPITALS.match(token)):
            return token, apart["title"], True
    match = _SPLIT.match(plain(text))
    if match is None or _VERSION.match(match["id"]):
        return None
    if match["sure"] is None and _QUANTITY.match(match["id"]):
        return None
    return match["id"], match["title"], match["sure"] is not None


_RANGE = re.compile(
    r"(?P<head>\d{0,3}[A-Za-z][A-Za-z0-9_.\-]*?|)(?P<from>\d+)\s*(?:\.{2,3}|…|–|—|‑|~|～|〜|\s-\s|-|\bto\b|\bthrough\b|\bthru\b|\bbis\b|\baté\b|\ba\b|\bà\b|\bdo\b|至|到|から|부터|до|đến|ถึง)\s*"
    r"(?P<again>\d{0,3}[A-Za-z][A-Za-z0-9_.\-]*?|)(?P<to>\d+)(?![\w])"
)
_TOKEN = re.compile(r"#?[A-Za-z0-9À-ɏА-Яа-яЁё][\w.\-]*(?:/[\w.\-]+)*", re.UNICODE)
_SUFFIX = re.compile(r":(?:FS|SS|FF|SF)(?:[+-]\d+\w*)?\b")
_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]")
_TRAILING = re.compile(r"^(.*?[A-Za-z\-_.])(\d+)$")


def expand(text: str, known: Callable[[str], str | None]) -> list[str]:
    """Return the ids that a text lists, in order, ranges and abbreviated suffixes expanded.

    `known` gives an id as its item spells it, or None; unknown tokens count when they look like ids.
    """
    text = _SUFFIX.sub("", text)
    found: list[str] = []
    whole = known(text.strip())
    if whole is not None:
        return [whole]

    def ranged(match: re.Match[str]) -> str:
        ids = _range(match, known)
        if ids is None:
            return match[0]
        return " " + " ".join(ids) + " "

    if any(c.isdigit() for c in text):
        text = _NAMED_INSIDE.sub(lambda match: _counted(match, known, found), text)
        text = _LETTERS.sub(lambda match: _lettered(match, known), text)
        text = _RANGE.sub(ranged, text)
    for token in _TOKEN.findall(text):
        found.extend(_token(token.strip(".-"), known, found))
    return list(dict.fromkeys(found))


def _counted(match: re.Match[str], known: Callable[[str], str | None], found: list[str]) -> str:
    """Take `Phase 1`, `Phases 1 and 2` or `Phase 1-3` for the ids that items have; leave anything else as it stands."""
    ids: list[str] = []
    numbers = re.split(r"\s*(?:-|–|~|\bto\b|至|到)\s*", match["list"])
    for number in re.findall(r"\d+[a-z]?", match["list"]):
        ids.extend(filter(None, [known(f"{match['noun']} {number}") or known(f"{match['noun']}{number}")]))
    if len(ids) == len(numbers) == 2 and all(n.isdigit() for n in numbers):  # noqa: PLR2004 -- a range has two ends
        between = range(int(numbers[0]) + 1, int(numbers[1]))
        ids[1:1] = filter(None, (known(f"{match['noun']} {n}") or known(f"{match['noun']}{n}") for n in between))
    found.extend(ids)
    return " " if ids else match[0]


_LETTERS = re.compile(
    r"(?<![\w.-])(?P<head>[\w.-]*\d)(?P<from>[A-Z])\s?[-–—~]\s?(?P<again>[\w.-]*\d)?(?P<to>[A-Z])(?![\w-])"
)


def _lettered(match: re.Match[str], known: Callable[[str], str | None]) -> str:
    """Expand `2A–2C` where both ends are ids of items."""
    head, low, high = match["head"], ord(match["from"]), ord(match["to"])
    ends = known(f"{head}{chr(low)}"), known(f"{head}{chr(high)}")
    if None in ends or match["again"] not in (None, head) or low >= high:
        return match[0]
    return " " + " ".join(filter(None, (known(f"{head}{chr(n)}") for n in range(low, high + 1)))) + " "


def _token(token: str, known: Callable[[str], str | None], before: list[str]) -> Iterable[str]:
    spelled = known(token)
    if spelled is not None:
        return [spelled]
    if "/" in token:
        parts = token.split("/")
        first = known(parts[0]) or (parts[0] if _strong(parts[0]) else None)
        if first is None:
            return []
        rest = [known(p) or _completed(first, p) or (p if _strong(p) else None) for p in parts[1:]]
        return [first, *(p for p in rest if p is not None)]
    if _strong(token):
        return [token]
    if before and token.isdigit():
        completed = _completed(before[-1], token)
        return [completed] if completed is not None and known(completed) is not None else []
    return []


def _strong(token: str) -> bool:
    return (
        is_id(token)
        and any(c.isalpha() for c in token)
        and not _QUANTITY.match(token)
        and (token[0].isdigit() or token[:1].isupper() or "-" in token or "_" in token)
    )


def _completed(first: str, suffix: str) -> str | None:
    """Return `M-02` for the suffix `02` after `M-01`."""
    match = _TRAILING.match(first)
    if match is None or not suffix.isdigit() or len(suffix) > 6:  # noqa: PLR2004
        return None
    return match[1] + suffix.zfill(len(match[2]) if match[2].startswith("0") else 0)


def _range(match: re.Match[str], known: Callable[[str], str | None]) -> list[str] | None:
    if known(match[0]) is not None:
        return None
    head, again = match["head"], match["again"]
    if again and again.casefold() != head.casefold():
        return None
    low, high = int(match["from"][:9]), int(match["to"][:9])
    if high <= low or len(match["from"]) > 9 or len(match["to"]) > 9:  # noqa: PLR2004
        return None
    width = len(match["from"]) if match["from"].startswith("0") else 0
    first, last = f"{head}{match['from']}", f"{head}{str(high).zfill(width)}"
    bare = not again and "-" in match[0][len(head) + len(match["from"]) :][:2]
    if (bare or not head) and (known(first) is None or known(last) is None):
        return None
    if high - low >= LONGEST_RANGE:
        return [first, last]
    names = [f"{head}{str(n).zfill(width)}" for n in range(low, high + 1)]
    return [known(n) or n for n in names]


def untyped(name: str) -> str:
    """Return an id without what says which end waits for which: `A-4` of `A-4:SS+2d`."""
    return _SUFFIX.sub("", name)


def dependencies(raw: str, known: Callable[[str], str | None], free: AbstractSet[str]) -> tuple[str, ...]:
    """Return the ids that a dependency cell names; remarks in parentheses and prose are dropped."""
    parts = [known(part.strip()) for part in raw.split(",")]
    if all(part is not None for part in parts):
        return tuple(dict.fromkeys(part for part in parts if part is not None))
    text = plain(raw)
    lead = text.casefold().strip(" *_`.!")
    if lead in free or re.split(r"\s*(?:[—–,;:.(]|\s-\s)\s*", lead, maxsplit=1)[0] in free:
        return ()
    bare = _PARENTHESES.sub(" ", text)
    ids = expand(bare, known)
    if not ids and bare.strip() in ("", "+"):
        ids = expand(text, known)
    if not ids:
        ids = re.findall(r"(?<![\w/])#\d+\b", bare)
        if ids and re.sub(r"#\d+|[\s,;/&+]|and", "", bare):
            ids = []
    return tuple(ids)

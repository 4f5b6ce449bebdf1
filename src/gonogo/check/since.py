"""Which findings are new since an earlier moment. Pure.

Rules:
1. A finding is the same one where code, document, item and message are the same but for line numbers; a document that
   was renamed is the same document. A count that is wrong stays the same one while its own line says the same.
2. Findings that are alike are counted: one more of them is one that is new, and it is the one whose line says something
   else than before.
3. A document that is gone was renamed to the one that is new and shares most of its lines, at least half of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from gonogo.model.item import Finding, Item

_LINE = re.compile(r"(?<=[^\s:]):\d+\b|\blines? \d+(?:[-–]\d+)?\b")
_COUNTS = frozenset({"HEADLINE_DISAGREES", "ROLLUP_DISAGREES"})
_MOST_PAIRS = 2_500
"""Documents that are compared line by line; beyond them only those of one name are."""
_SHARED = 0.5

Documents = Mapping[str, bytes]
"""By path."""
_Fingerprint = tuple[str, str, str, str]


def follow_renames(before: Documents, after: Documents) -> dict[str, str]:
    """Return, by the old path, the new path of each document that was renamed."""
    gone = {path: data for path, data in before.items() if path not in after}
    come = {path: data for path, data in after.items() if path not in before}
    renamed: dict[str, str] = {}
    by_data = {data: path for path, data in come.items()}
    for path, data in gone.items():
        new = by_data.pop(data, None)
        if new is not None:
            renamed[path] = new
            del come[new]
    gone = {path: data for path, data in gone.items() if path not in renamed}
    few = len(gone) * len(come) <= _MOST_PAIRS
    old, new_lines = ({path: _lines(data) for path, data in side.items()} for side in (gone, come))
    likeness = sorted(
        (
            (_likeness(old[path], new_lines[new]), path, new)
            for path in old
            for new in new_lines
            if few or _name(path) == _name(new)
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    for share, path, new in likeness:
        if share >= _SHARED and path not in renamed and new not in renamed.values():
            renamed[path] = new
    return renamed


def same_items(before: Sequence[Item], after: Sequence[Item], renamed: Mapping[str, str]) -> dict[str, str]:
    """Return, by the present key, the old key of each item that was there before: in the same document, else in any.

    Several of one name follow each other in order.
    """
    names = {item.key: bare_key(item.key, item.path) for item in (*before, *after)}
    near: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in before:
        near[renamed.get(item.path, item.path), names[item.key]].append(item.key)
    same: dict[str, str] = {}
    strangers: list[Item] = []
    for item in after:
        old = near[item.path, names[item.key]]
        if old:
            same[item.key] = old.pop(0)
        elif item.id is not None:
            strangers.append(item)
    left: dict[str, list[str]] = defaultdict(list)
    for old in near.values():
        for key in old:
            left[names[key]].append(key)
    for item in strangers:
        old = left[names[item.key]]
        if old:
            same[item.key] = old.pop(0)
    return same


def bare_key(key: str, path: str) -> str:
    """Return an item's key without the document, and the line, that tell it from others of that name."""
    while key.startswith(path):
        line, mark, rest = key[len(path) :].partition("#")
        if not mark or (line and not line[1:].isdecimal()):
            break
        key = rest
    return key


def find_new(
    before: Sequence[Finding], after: Sequence[Finding], texts: tuple[Documents, Documents], renamed: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings of `after` that `before` does not have, and those of `before` that are mended.

    texts: the documents of both moments.
    """
    lines = tuple({path: data.split(b"\n") for path, data in side.items()} for side in texts)
    old = [(_fingerprint(finding, lines[0], renamed), finding) for finding in before]
    new = [(_fingerprint(finding, lines[1], {}), finding) for finding in after]
    exact = Counter((mark, _line(finding, lines[0])) for mark, finding in old)
    left = []
    for mark, finding in new:
        if exact[mark, _line(finding, lines[1])] > 0:
            exact[mark, _line(finding, lines[1])] -= 1
        else:
            left.append((mark, finding))
    unmatched = []
    for mark, finding in old:
        if exact[mark, _line(finding, lines[0])] > 0:
            exact[mark, _line(finding, lines[0])] -= 1
            unmatched.append((mark, finding))
    return _without(left, unmatched), _without(unmatched, left)


def _without(
    some: Sequence[tuple[_Fingerprint, Finding]], others: Sequence[tuple[_Fingerprint, Finding]]
) -> tuple[Finding, ...]:
    counted = Counter(mark for mark, _ in others)
    found = []
    for mark, finding in some:
        if counted[mark] > 0:
            counted[mark] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _fingerprint(finding: Finding, lines: Mapping[str, list[bytes]], renamed: Mapping[str, str]) -> _Fingerprint:
    message = finding.message
    if finding.code in _COUNTS:
        message = _line(finding, lines).decode("utf-8", "replace") or message
    for old, new in renamed.items():
        if old in message:
            message = message.replace(old, new)
    item = bare_key(finding.item, finding.path) if finding.item is not None else ""
    return finding.code, renamed.get(finding.path, finding.path), item, _LINE.sub("", message)


def _line(finding: Finding, lines: Mapping[str, list[bytes]]) -> bytes:
    text = lines.get(finding.path, [])
    return text[finding.line - 1] if 0 < finding.line <= len(text) else b""


def _lines(data: bytes) -> Counter[bytes]:
    return Counter(line for line in data.split(b"\n") if line.strip())


def _likeness(one: Counter[bytes], other: Counter[bytes]) -> float:
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 0.0


def _name(path: str) -> str:
    return path.rpartition("/")[2]

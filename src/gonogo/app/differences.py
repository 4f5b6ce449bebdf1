"""What one version of a document says otherwise than another, remembered between programs.

Rules:
1. Items are the same by their key in the document; where a key stands twice, by its turn.
2. Where an item stands is no difference; all that it says is.
3. What is remembered is found by both contents, the name, and the code that reads documents; the reader need not run.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from gonogo.app.parse_cache import Parser
from gonogo.model.item import COMPLETION, Item, Reading, Status, StructureType
from gonogo.workspace.kept import Kept

MOST_READINGS = 32
"""Readings that are held at once: neighbours share one."""
MOST_NOTES = 5
LONGEST_NOTE = 300
_PLACED = {"key", "path", "line", "span"}
_SAID = attrgetter(*(name for name in Item.__struct_fields__ if name not in _PLACED))

Text = tuple[str, bytes]
"""A blob's id and its content."""


class Change(Struct, frozen=True, kw_only=True):
    """One item that was added (`before` is None), says something else, or is gone (`after` is None)."""

    before: Item | None
    after: Item | None
    turn: int = 1
    """As in `model.past.Step`."""
    noted: tuple[str, ...] = ()
    """As in `model.past.Step`."""


class Difference(Struct, frozen=True, kw_only=True):
    """What a document says otherwise than before, and which state diagrams it had before."""

    changes: tuple[Change, ...] = ()
    diagrams: str = ""
    """As `diagrams_of` has them."""


class Differences:
    """Compares contents of documents; each is parsed at most once, as long as its neighbours are asked for in turn."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._readings: OrderedDict[tuple[str, str], Reading] = OrderedDict()
        self._seeds: dict[tuple[str, str], Reading] = {}
        self._kept = None if parser.cache is None else Kept(parser.cache / "differences")
        self._salt = parser.salt + _own_salt()
        self._decode = msgspec.msgpack.Decoder(Difference).decode
        self._encode = msgspec.msgpack.Encoder().encode

    @property
    def writes(self) -> bool:
        """Whether what is found is remembered."""
        return self._kept is not None and self._parser.remember

    def seed(self, path: str, blob: str, reading: Reading) -> None:
        """Take a reading that is there already."""
        self._seeds[path, blob] = reading

    def reading(self, path: str, text: Text) -> Reading:
        """Return what a content says as the document of that path; raises GonogoError where it cannot be read."""
        name = path, text[0]
        found = self._seeds.get(name) or self._readings.get(name)
        if found is None:
            found = self._readings[name] = self._parser.parse_once(path, text[1])
            if len(self._readings) > MOST_READINGS:
                self._readings.popitem(last=False)
        return found

    def recall(self, path: str, before: str | None, after: str | None) -> Difference | None:
        """Return a remembered difference between two blobs, or what a present document says otherwise than none."""
        seed = self._seeds.get((path, after or "")) if before is None else None
        if seed is not None:
            return Difference(changes=tuple(differ((), seed.items)))
        kept = None if self._kept is None else self._kept.get(self._name(path, before, after))
        if kept is None:
            return None
        try:
            return self._decode(kept)
        except msgspec.MsgspecError:
            return None  # written by a program whose values were others

    def compare(self, path: str, before: Text | None, after: Text | None) -> Difference:
        """Return what `after` says otherwise than `before`; None is no document."""
        old = None if before is None else self.reading(path, before)
        new = None if after is None else self.reading(path, after)
        changes = differ(() if old is None else old.items, () if new is None else new.items)
        if before is not None and after is not None:
            changes = with_notes(changes, before[1], after[1])
        found = Difference(changes=tuple(changes), diagrams="" if old is None else diagrams_of(old))
        if self._kept is not None and self.writes:
            blobs = (None if text is None else text[0] for text in (before, after))
            self._kept.put(self._name(path, *blobs), self._encode(found))
        return found

    def _name(self, path: str, before: str | None, after: str | None) -> str:
        told = (self._salt, os.fsencode(path), (before or "-").encode(), (after or "-").encode())
        return hashlib.sha256(b"\0".join(told)).hexdigest()


def differ(before: Iterable[Item], after: Iterable[Item]) -> list[Change]:
    """Return the items that say otherwise, in the order of `after`, then those that are gone."""
    old = dict(_numbered(before))
    changes: list[Change] = []
    for name, item in _numbered(after):
        was = old.pop(name, None)
        if was is None or _SAID(was) != _SAID(item):
            changes.append(Change(before=was, after=item, turn=name[1]))
    changes += (Change(before=item, after=None, turn=turn) for (_, turn), item in old.items())
    return changes


def diagrams_of(reading: Reading) -> str:
    """Return a digest of a document's state diagrams; empty where it has none."""
    drawn = [part.rows for part in reading.structures if part.type is StructureType.STATES]
    return hashlib.sha256(msgspec.json.encode(drawn)).hexdigest() if drawn else ""


def reopens(before: Item | None, after: Item | None) -> bool:
    """Whether a completed item is open again."""
    if before is None or after is None or before.status not in COMPLETION:
        return False
    return after.status not in COMPLETION and after.status not in (Status.CANCELLED, Status.UNKNOWN)


def with_notes(changes: Iterable[Change], before: bytes, after: bytes) -> list[Change]:
    """Give the changes that open a completed item again the new lines that speak of it, other than its own."""
    found: list[Change] = []
    fresh: list[tuple[int, str]] | None = None
    for change in changes:
        if change.after is None or not reopens(change.before, change.after):
            found.append(change)
            continue
        if fresh is None:
            known = set(before.splitlines())
            lines = enumerate(after.splitlines(), 1)
            fresh = [(number, line.decode("utf-8", "replace")) for number, line in lines if line not in known]
        found.append(replace(change, noted=_notes(change.after, fresh)))
    return found


def _notes(item: Item, fresh: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    name = (item.id or item.title or "").casefold()
    told = [line.strip()[:LONGEST_NOTE] for number, line in fresh if number != item.line and _speaks_of(line, name)]
    return tuple(told[:MOST_NOTES])


def _speaks_of(line: str, name: str) -> bool:
    line = line.casefold()
    at = line.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        if not (line[at - 1 : at].isalnum() or line[end : end + 1].isalnum()):
            return True
        at = line.find(name, at + 1)
    return False


def _numbered(items: Iterable[Item]) -> Iterator[tuple[tuple[str, int], Item]]:
    turns: dict[str, int] = {}
    for item in items:
        turn = turns[item.key] = turns.get(item.key, 0) + 1
        yield (item.key, turn), item


def _own_salt() -> bytes:
    found = Path(__file__).stat()
    return f"{found.st_size} {found.st_mtime_ns}".encode()

"""Readings remembered between programs: a document that did not change is not parsed again.

Rules:
1. A reading is found by the document's path, its Git blob id, the words that `gonogo.toml` adds to the dialect, and the
   very code that reads documents; where any of them differs, nothing is found.
2. It is kept in the user's cache directory, never in the workspace: looking at a workspace changes nothing in it. Only
   `check` and `history` add to it. Where it cannot be kept, everything works without it, only slower.
3. What decides reads for itself: `verify`, `trust` and `decide` never take a reading from here.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

import gonogo
from gonogo import tracker
from gonogo.model import item
from gonogo.model.item import Reading
from gonogo.model.policy import Words
from gonogo.tracker import discover
from gonogo.tracker.dialect import BUILT_IN, Dialect
from gonogo.tracker.discover import Candidate
from gonogo.workspace.kept import Kept


def blob_id(data: bytes) -> str:
    """Return what Git calls these bytes as a file, in a repository of SHA-1 objects."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Parser:
    """Reads documents under one dialect, from memory where it can; without a cache directory it parses each time."""

    def __init__(self, words: Words, cache: Path | None = None, *, remember: bool = True) -> None:
        self.dialect: Dialect = BUILT_IN.extended(dict(words.status), dict(words.columns))
        self.cache = cache
        self.remember = remember
        self.salt = b"" if cache is None else _salt(words)
        """What tells this reader from every other, for whoever remembers what it read."""
        self._kept = None if cache is None else Kept(cache / "readings")
        self._decode = msgspec.msgpack.Decoder(Reading).decode
        self._encode = msgspec.msgpack.Encoder().encode

    def parse_once(self, path: str, data: bytes) -> Reading:
        """Return all that the document says, for who looks at it only once: nothing is remembered."""
        return _parse(path, data, self.dialect)

    def parse(self, path: str, data: bytes) -> Reading:
        """Return all that the document says; as `tracker.parse.parse`, whose errors it raises."""
        if self._kept is None:
            return _parse(path, data, self.dialect)
        name = self._name(b"reading", path, data)
        kept = self._kept.get(name)
        if kept is not None:
            try:
                return self._decode(kept)
            except msgspec.MsgspecError:
                pass  # written by a program whose values were others
        reading = _parse(path, data, self.dialect)
        if self.remember:
            self._kept.put(name, self._encode(reading))
        return reading

    def judge(self, path: str, head: bytes) -> Candidate:
        """Return what discovery says of a file, going by its name and its first bytes."""
        if self._kept is None:
            return discover.judge(path, head)
        name = self._name(b"candidate", path, head)
        kept = self._kept.get(name)
        if kept is not None:
            take, _, why = bytes(kept).partition(b" ")
            return Candidate(path=path, take=take == b"take", why=why.decode())
        candidate = discover.judge(path, head)
        if self.remember:
            self._kept.put(name, b"%s %s" % (b"take" if candidate.take else b"leave", candidate.why.encode()))
        return candidate

    def _name(self, what: bytes, path: str, data: bytes) -> str:
        told = (self.salt, what, os.fsencode(path), blob_id(data).encode())
        return hashlib.sha256(b"\0".join(told)).hexdigest()


def _parse(path: str, data: bytes, dialect: Dialect) -> Reading:
    # The modules of the reader cost a third of the start, and are not needed where every reading is remembered.
    from gonogo.tracker.parse import parse  # noqa: PLC0415

    return parse(path, data, dialect)


def _salt(words: Words) -> bytes:
    """Return what tells this reader from every other: its version, its files as they stand, the words it was given."""
    told = hashlib.sha256(gonogo.__version__.encode())
    told.update(msgspec.json.encode([sorted(words.status.items()), sorted(words.columns.items())]))
    folders = Path(tracker.__file__).parent, Path(item.__file__).parent
    for source in sorted(source for folder in folders for source in folder.glob("*.py")):
        found = source.stat()
        told.update(f"{source.name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return told.digest()

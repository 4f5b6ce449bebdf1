"""Verification of a whole ledger: every row, against itself, the tree, the checkpoints and the head kept outside.

Rules, in the order in which they are looked at, so that the first bad place is named:
1. The file names one ledger and a known format.
2. Events follow each other without a gap; each row is sound by itself (`audit`), each revision follows the one before
   it, and the blobs that an event names are there.
3. The head kept outside is signed with the user's key, is no longer than the ledger, and has its root.
4. Checkpoints are numbered without a gap, each is sound by itself, each has the root of the events it covers, and the
   one kept outside is among them.
5. The head row counts the events and has their frontier.
6. Each blob has its digest, named by an event or not.
7. Tables and indexes are those of the format, and SQLite finds no fault in them.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from gonogo.errors import IntegrityError, Refusal
from gonogo.ledger import checkpoint, heads
from gonogo.ledger.anchor import forked, truncated
from gonogo.ledger.audit import EventRow, NoteRow, blobs_of, check_event, check_note, event_row, is_signed, note_row
from gonogo.ledger.blobs import inflate
from gonogo.ledger.database import ATTEMPTS, Database
from gonogo.ledger.faults import changed
from gonogo.ledger.keys import public_key, verifies
from gonogo.ledger.merkle import HASH_SIZE, Frontier, leaf_hash
from gonogo.ledger.queries import FORMAT, declarations

STRETCH = 512
BLOBS_AT_ONCE = 16


class Measure(StrEnum):
    """What a ledger was measured against."""

    KEPT_OUTSIDE = "kept_outside"
    """The last signed head in the user's private directory: rolling back and forking are found."""
    OWN_CHECKPOINT = "own_checkpoint"
    """The last checkpoint in the database itself: a tail cut off together with it is not found."""
    NOTHING = "nothing"
    """Nothing was ever signed: only the rows' agreement with each other was looked at."""


class Report(Struct, frozen=True, kw_only=True):
    """A ledger that is what was written: what it holds, and what it was measured against."""

    ledger: str
    events: int
    blobs: int
    checkpoints: int
    root: str
    measured: Measure
    measured_size: int
    """Events that the measure covers; those after it agree with each other, and nobody has signed them yet."""
    against: str
    """The measure in words."""
    key: str | None
    """The key of the last checkpoint in vkey form (C2SP signed-note), None where there is none."""
    own_key: bool
    """Whether that key is the user's."""


def verify(path: Path, *, keys: Path) -> Report:
    """Return a report on a ledger that is what was written; create and change nothing.

    IntegrityError names the first bad place in `where`, and says in its message what the ledger was measured against.
    InputError LEDGER_ABSENT. Refusal LEDGER_LOCKED where writers come and go faster than it can be read.
    """
    for _ in range(ATTEMPTS):
        database = Database(path, write=False, whole=True)
        try:
            report = _Verification(database, keys).report()
        except IntegrityError:
            if not database.moved():
                raise
        else:
            if not database.moved():
                return report
        finally:
            database.close()
    raise Refusal("the ledger is being written to", code="LEDGER_LOCKED", where=os.fspath(path), hint="try again")


class _Verification:
    """One walk over one ledger."""

    def __init__(self, database: Database, keys: Path) -> None:
        self.database = database
        self.keys = keys
        self.own = public_key(keys)
        self.tree = Frontier()
        self.roots: dict[int, bytes] = {}
        self.ledger = ""
        self.notes: list[NoteRow] = []
        self.kept: heads.KeptHead | None = None
        self.outside: checkpoint.Checkpoint | None = None
        self.head_row: list[tuple[int, bytes, int]] = []

    def report(self) -> Report:
        try:
            self.load()
            self.check_events()
            self.check_kept()
            self.check_notes()
            self.check_head()
            blobs = self.check_blobs()
            self.check_schema()
        except IntegrityError as error:
            error.message = f"{error.message}; measured against {self.measure()[2]}"
            raise
        measured, size, against = self.measure()
        key = self.notes[-1][3] if self.notes else None
        return Report(
            ledger=self.ledger,
            events=self.tree.size,
            blobs=blobs,
            checkpoints=len(self.notes),
            root=self.tree.root().hex(),
            measured=measured,
            measured_size=size,
            against=against,
            key=None if key is None else checkpoint.verifier(checkpoint.origin_of(self.ledger), key),
            own_key=key is not None and key == self.own,
        )

    def measure(self) -> tuple[Measure, int, str]:
        if self.outside is not None:
            size = self.outside.size
            return Measure.KEPT_OUTSIDE, size, f"the signed head kept outside it ({size} events)"
        if self.notes:
            _number, size, _root, key, *_ = self.notes[-1]
            whose = "your key" if key == self.own else "a key that is not yours"
            return (
                Measure.OWN_CHECKPOINT,
                size,
                f"its own last checkpoint ({size} events, signed with {whose}); no head is kept outside it",
            )
        return Measure.NOTHING, 0, "nothing: it has no checkpoint, and no head is kept outside it"

    def load(self) -> None:
        meta = dict(self.database.fetch("meta"))
        if set(meta) != {"ledger", "format"}:
            raise changed("meta", "the file does not say what it is")
        self.ledger = meta["ledger"]
        # The head outside is read before the snapshot is taken: a writer moves it last.
        self.kept = heads.read(self.keys, self.ledger)
        self.outside = None if self.kept is None else checkpoint.read(self.kept.note)
        self.database.pin()
        self.notes = [note_row(row) for row in self.database.fetch("checkpoints")]
        self.head_row = self.database.fetch("head")
        self.roots = dict.fromkeys((row[1] for row in self.notes), b"")
        if self.outside is not None:
            self.roots[self.outside.size] = b""
        if meta["format"] != str(FORMAT):
            raise changed("meta format", f"the format is {FORMAT}, and the row says {meta['format']!r}")

    def check_events(self) -> None:
        revisions: dict[str, int] = {}
        while rows := self.database.fetch("rows", (self.tree.size, STRETCH)):
            for row in rows:
                self.check_event(event_row(row), revisions)

    def check_event(self, row: EventRow, revisions: dict[str, int]) -> None:
        seq, rev, leaf, data = row[0], row[1], row[9], row[10]
        if seq != self.tree.size + 1:
            raise changed(f"event {self.tree.size + 1}", "the event is missing")
        hashed = leaf_hash(data)
        if hashed != leaf:
            raise changed(f"event {seq}, {self._blame(seq, hashed)}", "its body does not have its leaf hash")
        members = check_event(row, self.ledger)
        subject = members["subject"]
        if rev != revisions.get(subject, 0) + 1:
            raise changed(f"event {seq}, rev", f"revision {rev} of {subject} does not follow the one before it")
        revisions[subject] = rev
        for member, digest in blobs_of(seq, members):
            if not self.database.fetch("has_blob", (bytes.fromhex(digest),)):
                raise IntegrityError(
                    "a blob that an event names is not there",
                    code="BLOB_MISSING",
                    where=f"event {seq}, data/{member}",
                    found=digest,
                    hint="restore the ledger from a backup",
                )
        self.tree.extend((leaf,))
        if seq in self.roots:
            self.roots[seq] = self.tree.root()

    def check_kept(self) -> None:
        if self.kept is None or self.outside is None:
            return
        if self.own is None or not checkpoint.is_signed_by(self.outside, self.own, verifies):
            raise IntegrityError(
                "the head kept outside is not signed with your key",
                code="CHECKPOINT_INVALID",
                where=os.fspath(self.keys),
                hint="restore the private state directory from a backup",
            )
        if self.tree.size < self.outside.size:
            raise truncated(self.tree.size, self.outside.size)
        if self.roots[self.outside.size] != self.outside.root:
            raise forked(self._suspects(self.outside.size))

    def check_notes(self) -> None:
        chain, covered = checkpoint.FIRST_CHAIN, 0
        for place, row in enumerate(self.notes, 1):
            if row[0] != place:
                raise _missing_note(place)
            found = check_note(row, self.ledger, chain)
            if found.size > self.tree.size:
                raise changed(
                    f"event {self.tree.size + 1}",
                    f"checkpoint {place} covers {found.size} events, and there are {self.tree.size}",
                )
            if self.roots[found.size] != found.root:
                raise changed(
                    f"events {covered + 1} to {found.size}", f"they do not have the root that checkpoint {place} signed"
                )
            chain, covered = row[5], found.size
            if self.kept is not None and place == self.kept.number and chain.hex() != self.kept.chain:
                raise changed(f"checkpoints 1 to {place}", "they are not those that the head kept outside follows")
        if self.kept is not None and len(self.notes) < self.kept.number:
            raise _missing_note(len(self.notes) + 1)

    def check_head(self) -> None:
        if len(self.head_row) != 1:
            raise changed("head", "there is no head row")
        size, packed, _last = self.head_row[0]
        if size != self.tree.size:
            raise changed(
                f"head, size, or event {min(size, self.tree.size) + 1}",
                f"the head row counts {size} events, and there are {self.tree.size}",
            )
        if packed != self.tree.packed():
            signed = any(row[1] == size for row in self.notes)
            where = "head, frontier" if signed else f"head, frontier, or {self._suspects(size)}"
            raise changed(where, "the events do not have the frontier of the head row")

    def check_blobs(self) -> int:
        at = count = 0
        while rows := self.database.fetch("blobs", (at, BLOBS_AT_ONCE)):
            for row, digest, size, coding, data in rows:
                at = row
                if type(digest) is not bytes or len(digest) != HASH_SIZE:
                    raise changed(f"blob row {row}, digest", "the digest is not one")
                inflate(digest.hex(), size, coding, data)
                count += 1
        return count

    def check_schema(self) -> None:
        for kind, name, *_ in set(self.database.fetch("schema")) ^ declarations():
            raise changed("schema", f"tables and indexes are not those of the format: {kind} {name}")
        ((version,),) = self.database.fetch("format")
        if version != FORMAT:
            raise changed("user_version", f"the format is {FORMAT}, and the file says {version}")
        ((verdict,),) = self.database.fetch("check_file")
        if verdict != "ok":
            raise IntegrityError(
                f"SQLite finds the file damaged: {verdict}",
                code="LEDGER_CORRUPT",
                where=os.fspath(self.database.path),
                hint="restore the ledger from a backup",
            )

    def _blame(self, seq: int, hashed: bytes) -> str:
        """Name the column that was changed: `leaf` if the tree is the head's with the body's own hash in its place."""
        tree = Frontier()
        size, packed, _last = self.head_row[0] if self.head_row else (0, b"", 0)
        while rows := self.database.fetch("leaves", (tree.size, size, STRETCH)):
            tree.extend([hashed if place == seq else leaf for place, leaf in rows])
            if rows[-1][0] != tree.size:
                break
        return "leaf" if tree.packed() == packed else "body"

    def _suspects(self, upto: int) -> str:
        """Name the smallest stretch of events that can be at fault: after what is signed and right, in a subtree that
        is not the head row's.
        """
        start, end = 0, upto
        for _number, size, root, key, note, _chain in self.notes:
            if start < size <= upto and self.roots[size] == root and is_signed(note, key, root) and key == self.own:
                start = size
        if upto == self.tree.size and len(self.head_row) == 1:
            first = self.tree.first_difference(self.head_row[0][1])
            if first is not None and first[1] > start:
                start, end = max(start, first[0]), first[1]
        return f"events {start + 1} to {end}"


def _missing_note(number: int) -> IntegrityError:
    return changed(f"checkpoint {number}", "the checkpoint is missing")

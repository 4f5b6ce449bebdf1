"""Whatever is changed in a ledger is found, and the first bad place is named."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gonogo.canonical import sha256
from gonogo.errors import GonogoError, IntegrityError
from gonogo.ledger.checkpoint import FIRST_CHAIN, chain, write
from gonogo.ledger.ids import uuid7
from gonogo.ledger.keys import signing_key
from gonogo.ledger.merkle import Frontier, leaf_hash
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.ledger.verify import Measure, verify
from gonogo.model.event import Draft

SESSIONS = (7, 5, 9)
EVENTS = sum(SESSIONS)
BLOBS = [b"output %d\n" % number * 40 for number in range(EVENTS)]


@dataclass(frozen=True)
class Kept:
    """A sound ledger with the private directory that belongs to it, and room for copies."""

    path: Path
    state: Path
    room: Path

    @contextmanager
    def tampered(self) -> Iterator[tuple[sqlite3.Connection, Path]]:
        copy = self.room / "copy.db"
        shutil.copyfile(self.path, copy)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            yield connection, copy

    def change(self, *statements: str, parameters: Sequence[Any] = ()) -> Path:
        with self.tampered() as (connection, copy):
            for statement in statements:
                connection.execute(statement, parameters)
        return copy


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Three sessions, so three checkpoints; two subjects; a blob for every third event."""
    room = tmp_path_factory.mktemp("tampering")
    path, state = room / "ledger.db", room / "state"
    number = 0
    for size in SESSIONS:
        with SqliteLedger.open(path, keys=state, create=True, write=True) as ledger:
            for _ in range(size):
                data = BLOBS[number]
                ledger.append([_draft(number)], {sha256(data): data} if number % 3 == 0 else {})
                number += 1
    return Kept(path, state, room)


def _draft(number: int) -> Draft:
    data: dict[str, Any] = {"run": f"run-{number}"}
    if number % 3 == 0:
        data |= {"output": sha256(BLOBS[number]), "inputs": None, "statement": None}
    return Draft(
        id=uuid7(number, bytes(10)),
        type="run.finished" if number % 3 == 0 else "run.started",
        subject=f"command:{number % 2}",
        time=f"2026-11-21T09:30:00.{number:03}Z",
        actor="local:ann",
        key=f"key:{number}",
        correlation=f"c-{number}",
        data=data,
    )


def found(path: Path, state: Path) -> GonogoError:
    with pytest.raises(GonogoError) as caught:
        verify(path, keys=state)
    assert caught.value.status == 4
    return caught.value


def test_a_sound_ledger_is_reported_with_what_it_was_measured_against(kept: Kept, tmp_path: Path) -> None:
    report = verify(kept.path, keys=kept.state)
    assert (report.events, report.checkpoints, report.blobs) == (EVENTS, len(SESSIONS), 7)
    assert (report.measured, report.measured_size, report.own_key) == (Measure.KEPT_OUTSIDE, EVENTS, True)
    alone = verify(kept.path, keys=tmp_path)
    assert (alone.measured, alone.own_key) == (Measure.OWN_CHECKPOINT, False)
    assert "a key that is not yours" in alone.against
    assert list(tmp_path.iterdir()) == []


EVENT_COLUMNS = ("seq", "rev", "id", "type", "subject", "time", "actor", "key", "request", "leaf", "body")


@pytest.mark.parametrize("column", EVENT_COLUMNS)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_column_of_an_event_is_found_and_named(kept: Kept, column: str, data: st.DataObject) -> None:
    seq = data.draw(st.integers(1, EVENTS))
    with kept.tampered() as (connection, copy):
        ((old,),) = connection.execute(f"SELECT {column} FROM event WHERE seq = ?", (seq,)).fetchall()
        new = data.draw(_other(old))
        try:
            connection.execute(f"UPDATE event SET {column} = ? WHERE seq = ?", (new, seq))
        except sqlite3.IntegrityError:
            assume(False)  # the value belongs to another row
    error = found(copy, kept.state)
    if column == "seq":
        assert error.where in {f"event {min(seq, int(new))}", f"event {seq}", f"event {min(seq, int(new))}, leaf"} or (
            error.code == "LEDGER_TRUNCATED"
        )
    else:
        assert error.where == f"event {seq}, {column}"
    assert "the signed head kept outside it" in error.message


def _other(old: Any) -> st.SearchStrategy[Any]:
    if isinstance(old, int):
        return st.integers(-5, 2**40).filter(lambda new: new != old)
    if isinstance(old, str):
        return st.one_of(
            st.text(st.characters(exclude_categories=["Cs"])), st.just(old + " "), st.just(old.upper())
        ).filter(lambda new: new != old)
    assert isinstance(old, bytes)
    changed = st.builds(
        lambda place, flip: old[:place] + bytes([old[place] ^ flip]) + old[place + 1 :],
        st.integers(0, len(old) - 1),
        st.integers(1, 255),
    )
    return st.one_of(changed, st.binary(max_size=40), st.just(old[:-1]), st.just(old + b"\0")).filter(
        lambda new: new != old
    )


def _unpacks_alike(old: Any, new: Any) -> bool:
    """Whether two packings hold the same content: a padding bit of zlib is no part of what is stored."""
    try:
        return zlib.decompress(old) == zlib.decompress(new)
    except (TypeError, zlib.error):
        return False


OTHER_COLUMNS = [
    ("head", "size", "head, size"),
    ("head", "frontier", "head"),
    ("checkpoint", "number", "checkpoint"),
    ("checkpoint", "size", "checkpoint"),
    ("checkpoint", "root", "checkpoint"),
    ("checkpoint", "key", "checkpoint"),
    ("checkpoint", "note", "checkpoint"),
    ("checkpoint", "chain", "checkpoint"),
    ("blob", "digest", "event"),
    ("blob", "size", "blob"),
    ("blob", "coding", "blob"),
    ("blob", "data", "blob"),
    ("meta", "name", "meta"),
    ("meta", "value", "meta"),
]


@pytest.mark.parametrize(("table", "column", "place"), OTHER_COLUMNS)
@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_column_of_any_other_table_is_found_and_named(
    kept: Kept, table: str, column: str, place: str, data: st.DataObject
) -> None:
    with kept.tampered() as (connection, copy):
        key = {"meta": "name", "head": "one", "checkpoint": "number", "blob": "row"}[table]
        rows = connection.execute(f"SELECT {key}, {column} FROM {table}").fetchall()
        name, old = data.draw(st.sampled_from(rows))
        new = data.draw(_other(old))
        assume(not _unpacks_alike(old, new))
        try:
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (new, name))
        except sqlite3.IntegrityError:
            assume(False)  # the value belongs to another row
    assert (found(copy, kept.state).where or "").startswith(place)


@given(st.integers(1, EVENTS))
@settings(max_examples=EVENTS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_deleted_row_is_named(kept: Kept, seq: int) -> None:
    error = found(kept.change(f"DELETE FROM event WHERE seq = {seq}"), kept.state)
    assert error.where == f"event {seq}"


@pytest.mark.parametrize("seq", [1, 8, EVENTS - 1])
def test_a_row_deleted_and_the_gap_closed_is_found_beside_the_gap(kept: Kept, seq: int) -> None:
    copy = kept.change(
        f"DELETE FROM event WHERE seq = {seq}",
        f"UPDATE event SET seq = -seq + 1 WHERE seq > {seq}",
        "UPDATE event SET seq = -seq WHERE seq < 0",
    )
    first_that_disagrees = re.match(r"event (\d+)", found(copy, kept.state).where or "")
    assert first_that_disagrees is not None
    assert seq <= int(first_that_disagrees[1]) <= seq + 1


@given(st.lists(st.integers(1, EVENTS), min_size=2, max_size=2, unique=True))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_rows_that_changed_places_are_found(kept: Kept, pair: list[int]) -> None:
    """All columns but `seq` and `rev` move, so each row agrees with itself."""
    one, other = sorted(pair)
    columns = [column for column in EVENT_COLUMNS if column not in {"seq", "rev"}]
    with kept.tampered() as (connection, copy):
        listed = ", ".join(columns)
        rows = {
            seq: connection.execute(f"SELECT {listed} FROM event WHERE seq = ?", (seq,)).fetchone()
            for seq in (one, other)
        }
        connection.execute("UPDATE event SET id = 'x', subject = 'x', key = 'x' WHERE seq = ?", (other,))
        for seq, row in ((one, rows[other]), (other, rows[one])):
            holes = ", ".join(f"{column} = ?" for column in columns)
            try:
                connection.execute(f"UPDATE event SET {holes} WHERE seq = {seq}", row)
            except sqlite3.IntegrityError:
                assume(False)  # the revision is taken
    error = found(copy, kept.state)
    assert error.code in {"LEDGER_CHANGED", "LEDGER_FORKED"}


@pytest.mark.parametrize("left", [0, 1, 12, EVENTS - 1])
@pytest.mark.parametrize("tidy", [False, True])
def test_a_tail_that_was_cut_off_is_found_against_the_head_kept_outside(kept: Kept, left: int, tidy: bool) -> None:
    statements = [f"DELETE FROM event WHERE seq > {left}"]
    with kept.tampered() as (connection, _copy):
        tree = Frontier()
        tree.extend([leaf for (leaf,) in connection.execute(f"SELECT leaf FROM event WHERE seq <= {left}")])
    if tidy:
        statements += [
            f"UPDATE head SET size = {left}, frontier = x'{tree.packed().hex()}'",
            f"DELETE FROM checkpoint WHERE size > {left}",
        ]
    error = found(kept.change(*statements), kept.state)
    assert (error.code, error.where) == ("LEDGER_TRUNCATED", f"event {left + 1}")
    assert f"the signed head kept outside it ({EVENTS} events)" in error.message


def test_a_tail_cut_off_with_its_checkpoint_is_sound_without_a_head_outside_and_the_report_says_so(
    kept: Kept, tmp_path: Path
) -> None:
    size = SESSIONS[0] + SESSIONS[1]
    copy = _rewritten(kept, size, lambda data: data, keep_notes=True)
    report = verify(copy, keys=tmp_path)
    assert (report.events, report.measured, report.measured_size) == (size, Measure.OWN_CHECKPOINT, size)
    assert "no head is kept outside" in report.against


def _rewritten(kept: Kept, size: int, edit: Callable[[bytes], bytes], *, keep_notes: bool) -> Path:
    """Write the first `size` events anew, with leaves, digests and head that fit, as one who knows the format would."""
    with kept.tampered() as (connection, copy):
        connection.execute("DELETE FROM event WHERE seq > ?", (size,))
        tree = Frontier()
        for seq, data in connection.execute("SELECT seq, body FROM event ORDER BY seq").fetchall():
            changed = edit(data)
            leaf = leaf_hash(changed)
            tree.extend([leaf])
            connection.execute("UPDATE event SET body = ?, leaf = ? WHERE seq = ?", (changed, leaf, seq))
        connection.execute("UPDATE head SET size = ?, frontier = ?", (tree.size, tree.packed()))
        connection.execute("DELETE FROM checkpoint WHERE size > ?", (size if keep_notes else 0,))
    return copy


def _say_otherwise(data: bytes) -> bytes:
    return data.replace(b'"correlation":"c-9"', b'"correlation":"c-0"')


def test_a_rewrite_by_someone_without_the_key_is_a_fork(kept: Kept) -> None:
    error = found(_rewritten(kept, EVENTS, _say_otherwise, keep_notes=True), kept.state)
    assert error.code == "LEDGER_FORKED"


def test_a_rewrite_is_found_by_the_checkpoint_alone_and_its_stretch_is_named(kept: Kept, tmp_path: Path) -> None:
    error = found(_rewritten(kept, EVENTS, _say_otherwise, keep_notes=True), tmp_path)
    assert (error.code, error.where) == ("LEDGER_CHANGED", "events 8 to 12")


def test_a_rewrite_signed_with_another_key_is_found_against_the_head_kept_outside(kept: Kept, tmp_path: Path) -> None:
    copy = _rewritten(kept, EVENTS, _say_otherwise, keep_notes=False)
    _sign_anew(copy, tmp_path)
    assert found(copy, kept.state).code == "LEDGER_FORKED"
    assert verify(copy, keys=tmp_path / "nobody").measured is Measure.OWN_CHECKPOINT


def test_checkpoints_signed_anew_over_the_same_events_are_found(kept: Kept, tmp_path: Path) -> None:
    copy = _rewritten(kept, EVENTS, lambda data: data, keep_notes=False)
    _sign_anew(copy, tmp_path)
    assert (found(copy, kept.state).where or "").startswith("checkpoint")


def _sign_anew(path: Path, state: Path) -> None:
    key = signing_key(state)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (ledger,) = connection.execute("SELECT value FROM meta WHERE name = 'ledger'").fetchone()
        size, packed = connection.execute("SELECT size, frontier FROM head").fetchone()
        root = Frontier(size, packed).root()
        note = write(ledger, size, root, key.public, key.sign)
        row = (1, size, root, key.public, note, chain(FIRST_CHAIN, note))
        connection.execute("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?, ?)", row)


@pytest.mark.parametrize("number", range(1, len(SESSIONS) + 1))
@pytest.mark.parametrize("renumber", [False, True])
def test_a_checkpoint_that_was_taken_out_is_found(kept: Kept, number: int, renumber: bool) -> None:
    statements = [f"DELETE FROM checkpoint WHERE number = {number}"]
    if renumber:
        statements.append(f"UPDATE checkpoint SET number = number - 1 WHERE number > {number}")
    error = found(kept.change(*statements), kept.state)
    assert (error.where or "").startswith("checkpoint")


def test_a_blob_that_an_event_names_and_that_is_gone_is_named_with_the_event(kept: Kept) -> None:
    digest = sha256(BLOBS[9])
    error = found(kept.change(f"DELETE FROM blob WHERE digest = x'{digest}'"), kept.state)
    assert (error.code, error.where, error.found) == ("BLOB_MISSING", "event 10, data/output", digest)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("INSERT INTO meta VALUES ('more', 'x')", "LEDGER_CHANGED"),
        ("DELETE FROM head", "LEDGER_CHANGED"),
        ("DELETE FROM meta", "LEDGER_CHANGED"),
        ("PRAGMA user_version = 2", "LEDGER_TOO_NEW"),
        ("PRAGMA user_version = 0", "LEDGER_CHANGED"),
        ("PRAGMA application_id = 0", "LEDGER_CORRUPT"),
        ("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END", "LEDGER_CHANGED"),
        ("CREATE INDEX more ON event (time)", "LEDGER_CHANGED"),
        ("CREATE TABLE more (a)", "LEDGER_CHANGED"),
        ("ALTER TABLE event ADD COLUMN more TEXT", "LEDGER_CHANGED"),
        ("ALTER TABLE event RENAME COLUMN time TO moment", "LEDGER_CORRUPT"),
        ("DROP TABLE blob", "LEDGER_CORRUPT"),
        ("DROP TABLE checkpoint", "LEDGER_CORRUPT"),
    ],
)
def test_a_changed_frame_is_found(kept: Kept, statement: str, code: str) -> None:
    assert found(kept.change(statement), kept.state).code == code


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_one_byte_that_changes_what_is_stored_is_found(kept: Kept, data: st.DataObject) -> None:
    """Bytes that hold nothing (free space, counters of SQLite) may change; whatever can be read may not."""
    raw = bytearray(kept.path.read_bytes())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    copy = kept.room / "byte.db"
    copy.write_bytes(raw)
    if _stored(copy) == _stored(kept.path):
        return
    found(copy, kept.state)


def _stored(path: Path) -> object:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.text_factory = bytes
            tables = ("sqlite_master", "meta", "event", "head", "checkpoint", "blob")
            rows = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]
            frame = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
            return rows, frame
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)


def test_reading_finds_what_it_reads_changed(kept: Kept) -> None:
    """Reading verbs do not verify everything, and yet take in nothing that has not its hash, its place and its root."""
    for statement, where in (
        ("UPDATE event SET body = CAST(replace(body, 'run-9', 'run-8') AS BLOB) WHERE seq = 10", "event 10"),
        ("UPDATE event SET leaf = zeroblob(32) WHERE seq = 10", "event 10"),
        ("UPDATE event SET rev = 99 WHERE seq = 10", "event 10"),
        ("DELETE FROM event WHERE seq = 10", "event 10"),
    ):
        copy = kept.change(statement)
        with (
            SqliteLedger.open(copy, keys=kept.state, create=False, write=False) as ledger,
            pytest.raises(IntegrityError) as caught,
        ):
            list(ledger.events())
        assert caught.value.where == where


def test_reading_to_the_end_finds_a_rewrite_that_left_the_head_alone(kept: Kept) -> None:
    with kept.tampered() as (connection, copy):
        (data,) = connection.execute("SELECT body FROM event WHERE seq = 10").fetchone()
        data = _say_otherwise(data)
        connection.execute("UPDATE event SET body = ?, leaf = ? WHERE seq = 10", (data, leaf_hash(data)))
    with (
        SqliteLedger.open(copy, keys=kept.state, create=False, write=False) as ledger,
        pytest.raises(IntegrityError) as caught,
    ):
        list(ledger.events())
    assert caught.value.code == "LEDGER_CHANGED"

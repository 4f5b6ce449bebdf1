"""A ledger's file where it is, in all the states that a disk can leave it in."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from gonogo.canonical import sha256
from gonogo.errors import GonogoError
from gonogo.ledger import heads, keys
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.ledger.verify import Measure, verify
from gonogo.model.event import Draft

Make = Callable[..., Draft]
READER = """
import sys
from pathlib import Path
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.ledger.verify import verify
path, state = Path(sys.argv[1]), Path(sys.argv[2])
with SqliteLedger.open(path, keys=state, create=False, write=False) as ledger:
    print(len(list(ledger.events())), ledger.head().size, verify(path, keys=state).events)
"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def path(tmp_path: Path, state: Path, draft: Make) -> Path:
    """A ledger of two sessions with 3 and 2 events."""
    place = tmp_path / "workspace" / "ledger.db"
    place.parent.mkdir()
    for size in (3, 2):
        with SqliteLedger.open(place, keys=state, create=True, write=True) as ledger:
            ledger.append([draft() for _ in range(size)])
    return place


def writing(path: Path, state: Path, patience: float = 0.2) -> SqliteLedger:
    return SqliteLedger.open(path, keys=state, create=True, write=True, patience=patience)


def reading(path: Path, state: Path) -> SqliteLedger:
    return SqliteLedger.open(path, keys=state, create=False, write=False)


def refused(code: str, act: Callable[[], object]) -> GonogoError:
    with pytest.raises(GonogoError) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.hint
    return caught.value


def listing(path: Path) -> dict[str, tuple[int, int]]:
    return {each.name: (each.stat().st_size, each.stat().st_mtime_ns) for each in path.parent.iterdir()}


def crash(path: Path, state: Path, events: int) -> None:
    """Append in a process that dies without closing, so that the log stays behind."""
    code = f"""
import os, sys
from pathlib import Path
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.model.event import Draft
ledger = SqliteLedger.open(Path(sys.argv[1]), keys=Path(sys.argv[2]), create=True, write=True)
for n in range({events}):
    ledger.append([Draft(id=f"crash-{{n}}", type="run.started", subject="s", time="2026-11-21T09:30:00.000Z",
                         actor="local:ann", key=f"crash:{{n}}", data={{}})])
os.kill(os.getpid(), 9)
"""
    ended = subprocess.run([sys.executable, "-c", code, str(path), str(state)], check=False)
    assert ended.returncode == -signal.SIGKILL


def test_a_session_ends_with_one_file_and_a_signed_head_outside(path: Path, state: Path) -> None:
    assert [each.name for each in path.parent.iterdir()] == ["ledger.db"]
    report = verify(path, keys=state)
    assert (report.events, report.checkpoints, report.measured) == (5, 2, Measure.KEPT_OUTSIDE)
    kept = heads.read(state, report.ledger)
    assert kept is not None
    assert kept.number == 2


def test_a_session_without_appends_signs_nothing(path: Path, state: Path) -> None:
    with writing(path, state):
        pass
    assert verify(path, keys=state).checkpoints == 2


def test_reading_creates_and_changes_nothing(path: Path, state: Path) -> None:
    before = listing(path)
    with reading(path, state) as ledger:
        assert len(list(ledger.events())) == 5
        ledger.head()
    verify(path, keys=state)
    assert listing(path) == before


def test_a_ledger_that_is_not_there_is_not_made_by_reading(tmp_path: Path, state: Path) -> None:
    refused("LEDGER_ABSENT", lambda: reading(tmp_path / "none.db", state))
    refused("LEDGER_ABSENT", lambda: verify(tmp_path / "none.db", keys=state))
    refused("LEDGER_ABSENT", lambda: SqliteLedger.open(tmp_path / "none.db", keys=state, create=False, write=True))
    assert not (tmp_path / "none.db").exists()


def test_readers_see_what_a_writer_has_appended_and_add_no_file(path: Path, state: Path, draft: Make) -> None:
    with writing(path, state) as writer:
        writer.append([draft(id="x1", key="x1"), draft(id="x2", key="x2")], durable=False)
        before = set(listing(path))
        with reading(path, state) as ledger:
            assert len(list(ledger.events())) == 7
            writer.append([draft(id="x3", key="x3")])
            assert len(list(ledger.events())) == 8
        assert verify(path, keys=state).events == 8
        assert set(listing(path)) == before


def test_a_reader_that_began_on_a_quiet_file_follows_a_writer_that_comes_later(
    path: Path, state: Path, draft: Make
) -> None:
    with reading(path, state) as ledger:
        walk = ledger.events()
        with writing(path, state) as writer:
            writer.append([draft(id=f"n{number}", key=f"n{number}") for number in range(3_000)])
            assert len(list(walk)) == 5
            assert len(list(ledger.events())) == 3_005
        assert len(list(ledger.events())) == 3_005
        assert ledger.head().size == 3_005


def test_what_a_crash_left_is_read_as_it_stands_and_sealed_by_the_next_session(
    path: Path, state: Path, draft: Make
) -> None:
    crash(path, state, 4)
    before = set(listing(path))
    assert {"ledger.db-wal", "ledger.db-shm"} < before
    with reading(path, state) as ledger:
        assert len(list(ledger.events())) == 9
    report = verify(path, keys=state)
    assert (report.events, report.measured_size) == (9, 5)
    assert set(listing(path)) == before
    with writing(path, state) as writer:
        writer.append([draft(id="after", key="after")])
    assert verify(path, keys=state).measured_size == 10


def test_a_copied_crash_without_its_index_is_read_whole_and_stays_as_it_is(path: Path, state: Path) -> None:
    crash(path, state, 4)
    (path.parent / "ledger.db-shm").unlink()
    before = listing(path)
    with reading(path, state) as ledger:
        assert len(list(ledger.events())) == 9
    assert listing(path) == before


@pytest.mark.parametrize("crashed", [False, True])
def test_a_ledger_on_a_read_only_file_system_is_read_and_refuses_writes(path: Path, state: Path, crashed: bool) -> None:
    if crashed:
        crash(path, state, 4)
    code = f"""
{READER}
from gonogo.errors import Refusal
try:
    SqliteLedger.open(path, keys=Path(sys.argv[3]), create=True, write=True)
except Refusal as error:
    print(error.code)
"""
    bound = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'
    inner = [sys.executable, "-c", code, str(path), str(state), str(state.parent / "other-state")]
    command = ["unshare", "--mount", "sh", "-c", bound, "sh", str(path.parent), *inner]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare" in ended.stderr or "mount" in ended.stderr:
        pytest.skip("this user may not mount")
    size = 9 if crashed else 5
    assert ended.stdout.split() == [str(size), str(size), str(size), "LEDGER_READ_ONLY"], ended.stderr


def test_a_full_disk_refuses_the_append_and_leaves_nothing_half_written(path: Path, state: Path, draft: Make) -> None:
    noise = os.urandom(400_000)
    assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN  # the limit shows as an error

    def append(name: str, data: bytes) -> None:
        finished = {"run": name, "inputs": None, "output": sha256(data), "statement": None}
        with writing(path, state) as ledger:
            ledger.append(
                [draft(id=name, key=name), draft(id=f"{name}2", key=f"{name}2", type="run.finished", data=finished)],
                {sha256(data): data},
            )

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        refused("LEDGER_READ_ONLY", lambda: append("full", noise))
        assert verify(path, keys=state).events == 5
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    append("full", noise)
    assert verify(path, keys=state).events == 7


def test_a_private_directory_that_cannot_be_written_is_refused_before_anything_is_run(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    refused("LEDGER_READ_ONLY", lambda: writing(path, tmp_path / "file"))


def test_a_held_ledger_says_who_to_wait_for(path: Path, state: Path, draft: Make) -> None:
    with writing(path, state) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused("LEDGER_LOCKED", lambda: ledger.append([draft(id="l", key="l")]))
        with reading(path, state) as beside:
            assert len(list(beside.events())) == 5
        other.execute("ROLLBACK")
        assert ledger.append([draft(id="l", key="l")])[0].seq == 6


def test_a_session_that_ends_while_another_writes_loses_nothing_and_is_sealed_later(
    path: Path, state: Path, draft: Make
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        with writing(path, state) as ledger:
            ledger.append([draft(id="l", key="l")], durable=False)
            other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    report = verify(path, keys=state)
    assert (report.events, report.measured_size) == (6, 5)


@pytest.mark.parametrize("content", [b"", b"# not a database\n", b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_no_ledger_is_said_so_and_left_alone(path: Path, state: Path, content: bytes) -> None:
    path.write_bytes(content)
    for act in (reading, writing, lambda place, private: verify(place, keys=private)):
        error = refused("LEDGER_CORRUPT", lambda act=act: act(path, state))
        assert error.where == str(path)
        assert error.status == 4
    assert path.read_bytes() == content


def test_another_programs_database_is_no_ledger(path: Path, state: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE event (seq)")
    refused("LEDGER_CORRUPT", lambda: writing(path, state))


def test_a_truncated_file_is_corrupt(path: Path, state: Path) -> None:
    path.write_bytes(path.read_bytes()[:10_000])
    for act in (reading, writing):
        refused("LEDGER_CORRUPT", lambda act=act: list(act(path, state).events()))


def test_a_newer_format_is_neither_read_nor_written(path: Path, state: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    for act in (reading, writing, lambda place, private: verify(place, keys=private)):
        assert refused("LEDGER_TOO_NEW", lambda act=act: act(path, state)).status == 4


@pytest.fixture
def older(path: Path, tmp_path: Path, state: Path, draft: Make) -> Path:
    """A copy of the ledger from before the last session."""
    copy = tmp_path / "older.db"
    shutil.copyfile(path, copy)
    with writing(path, state) as ledger:
        ledger.append([draft(id="later", key="later")])
    return copy


def test_a_ledger_that_was_rolled_back_is_not_opened(path: Path, older: Path, state: Path) -> None:
    shutil.copyfile(older, path)
    for act in (reading, writing, lambda place, private: verify(place, keys=private)):
        assert refused("LEDGER_TRUNCATED", lambda act=act: act(path, state)).where == "event 6"


@pytest.mark.parametrize("events", [1, 4])
def test_a_ledger_that_went_another_way_is_not_opened(
    path: Path, older: Path, state: Path, tmp_path: Path, draft: Make, events: int
) -> None:
    elsewhere = tmp_path / "elsewhere"
    with writing(older, elsewhere) as ledger:
        ledger.append([draft(id=f"o{number}", key=f"o{number}") for number in range(events)])
    shutil.copyfile(older, path)
    for act in (reading, writing, lambda place, private: verify(place, keys=private)):
        refused("LEDGER_FORKED", lambda act=act: act(path, state))


def test_a_ledger_of_another_user_is_read_and_continued_and_the_report_tells_the_keys_apart(
    path: Path, tmp_path: Path, draft: Make
) -> None:
    mine = tmp_path / "mine"
    assert not verify(path, keys=mine).own_key
    with writing(path, mine) as ledger:
        ledger.append([draft(id="mine", key="mine")])
    report = verify(path, keys=mine)
    assert (report.own_key, report.measured, report.checkpoints) == (True, Measure.KEPT_OUTSIDE, 3)


def test_a_head_outside_that_another_key_signed_is_not_believed(path: Path, state: Path) -> None:
    (state / keys.FILE).unlink()
    assert refused("CHECKPOINT_INVALID", lambda: verify(path, keys=state)).status == 4
    keys.signing_key(state)
    refused("CHECKPOINT_INVALID", lambda: verify(path, keys=state))


@pytest.mark.parametrize("content", ["", "{}", "rubbish", '{"chain":"","ledger":"x","note":"","number":1}'])
def test_a_head_outside_that_cannot_be_read_is_said_so(path: Path, state: Path, content: str) -> None:
    (kept,) = (state / heads.DIRECTORY).iterdir()
    kept.write_text(content)
    for act in (reading, writing, lambda place, private: verify(place, keys=private)):
        refused("CHECKPOINT_INVALID", lambda act=act: act(path, state))


def test_a_head_that_could_not_be_kept_outside_is_kept_by_the_next_session(
    path: Path, state: Path, draft: Make
) -> None:
    (kept,) = (state / heads.DIRECTORY).iterdir()
    before = kept.read_bytes()
    with writing(path, state) as ledger:
        ledger.append([draft(id="x", key="x")])
    kept.write_bytes(before)  # as if the power had gone between the two
    assert verify(path, keys=state).measured_size == 5
    with writing(path, state) as ledger:
        ledger.append([draft(id="y", key="y")])
    assert verify(path, keys=state).measured_size == 7

"""The ledger beside bare `sqlite3`: appends, and the fold with verification.

Both sides are timed in one run, in turns, and compared pair by pair, so that a noisy machine disturbs both alike; a
ratio is the median over the pairs. Bare `sqlite3` inserts the same rows into the same columns and indexes, with the
same journal and the same durability. gonogo's side makes the rows from drafts, looks at keys and revisions, moves the
Merkle frontier and signs checkpoints. Both are timed from opening to closing; rows and drafts are made just before each
transaction, off the clock.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import orjson

from gonogo.ledger import body
from gonogo.ledger.ids import uuid7
from gonogo.ledger.queries import QUERIES, migration
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.model.event import Draft
from gonogo.model.state import fold

START = 1_795_253_400_000
COMMANDS = 1_000


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One comparison: events a second on both sides, and the ratio that was asked for."""

    name: str
    ours: float
    bare: float
    ratio: float
    wanted: float


def drafts(start: int, end: int) -> list[Draft]:
    """Return the drafts of runs that start and finish, as `gonogo verify` makes them, without blobs."""
    return [_draft(number) for number in range(start, end)]


def _draft(number: int) -> Draft:
    run, finished = divmod(number, 2)
    command = sha256(b"command %d" % (run % COMMANDS)).hexdigest()
    data: dict[str, object] = {
        "run": f"run-{run}",
        "command": command,
        "text": f"pytest tests/test_{run % COMMANDS}.py",
    }
    if finished:
        data |= {
            "cache_key": sha256(b"cache %d" % run).hexdigest(),
            "inputs": None,
            "outcome": "passed",
            "rc": 0,
            "signal": None,
            "started": "2026-11-21T09:30:00.000Z",
            "finished": "2026-11-21T09:30:01.250Z",
            "milliseconds": 1250,
            "output": None,
            "truncated": False,
            "statement": None,
            "summary": "12 passed",
            "created": [],
        }
    identity = uuid7(START + number, sha256(b"%d" % number).digest()[:10])
    return Draft(
        id=identity,
        type="run.finished" if finished else "run.started",
        subject=f"command:{command}",
        time="2026-11-21T09:30:00.000Z",
        actor="local:bench",
        key=f"{'finish' if finished else 'start'}:{run}",
        data=data,
    )


def rows(start: int, end: int) -> list[tuple[object, ...]]:
    """Return the rows that these drafts become."""
    found: list[tuple[object, ...]] = []
    for number, draft in enumerate(drafts(start, end), start):
        entry = body.write(draft, "0" * 32)
        rev = number // (2 * COMMANDS) * 2 + number % 2 + 1
        columns = (draft.id, draft.type, draft.subject, draft.time, draft.actor, draft.key)
        found.append((number + 1, rev, *columns, entry.request, entry.leaf, entry.body))
    return found


class Clock:
    """Seconds of work; what is made for the work, just before it, is not counted."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> None:
        self._begin = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._begin


def bare_append(directory: Path, count: int, batch: int) -> float:
    """Return the seconds that bare sqlite3 takes for this many rows."""
    path, clock = directory / "bare.db", Clock()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(migration(1))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with clock:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
    for start in range(0, count, batch):
        made = rows(start, start + batch)
        with clock:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(QUERIES["insert_event"], made)
            connection.execute("COMMIT")
    with clock:
        connection.close()
    return clock.seconds


def our_append(directory: Path, count: int, batch: int) -> float:
    """Return the seconds that the ledger takes for this many drafts."""
    path, keys, clock = directory / "ours.db", directory / "state", Clock()
    SqliteLedger.open(path, keys=keys, create=True, write=True).close()
    with clock:
        ledger = SqliteLedger.open(path, keys=keys, create=False, write=True)
    for start in range(0, count, batch):
        made = drafts(start, start + batch)
        with clock:
            ledger.append(made)
    with clock:
        ledger.close()
    return clock.seconds


def bare_read(path: Path) -> float:
    """Return the seconds of CPU for reading, hashing and parsing every body."""
    begin = time.process_time()
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    for (data,) in connection.execute("SELECT body FROM event ORDER BY seq"):
        sha256(data).digest()
        orjson.loads(data)
    connection.close()
    return time.process_time() - begin


def our_read(path: Path, keys: Path) -> float:
    """Return the seconds of CPU for the fold over verified events."""
    begin = time.process_time()
    with SqliteLedger.open(path, keys=keys, create=False, write=False) as ledger:
        fold(ledger.events())
    return time.process_time() - begin


def compare(
    name: str, count: int, wanted: float, pairs: int, ours: Callable[[Path], float], bare: Callable[[Path], float]
) -> Result:
    """Time both sides in turns, the first alternating, and return the median of the ratios."""
    measured: list[tuple[float, float]] = []
    for turn in range(pairs):
        with tempfile.TemporaryDirectory() as made:
            directory = Path(made)
            if turn % 2:
                second = bare(directory)
                measured.append((ours(directory), second))
            else:
                first = ours(directory)
                measured.append((first, bare(directory)))
    return Result(
        name=name,
        ours=count / statistics.median(first for first, _ in measured),
        bare=count / statistics.median(second for _, second in measured),
        ratio=statistics.median(second / first for first, second in measured),
        wanted=wanted,
    )


def measure(events: int, pairs: int) -> list[Result]:
    """Return every comparison."""
    single = events // 5
    results = [
        compare(
            "append, one a transaction",
            single,
            0.8,
            pairs,
            lambda directory: our_append(directory, single, 1),
            lambda directory: bare_append(directory, single, 1),
        ),
        compare(
            "append, 100 a transaction",
            events,
            0.7,
            pairs,
            lambda directory: our_append(directory, events, 100),
            lambda directory: bare_append(directory, events, 100),
        ),
    ]
    with tempfile.TemporaryDirectory() as kept:
        path, keys = Path(kept) / "ledger.db", Path(kept) / "state"
        with SqliteLedger.open(path, keys=keys, create=True, write=True) as ledger:
            for start in range(0, events, 1_000):
                ledger.append(drafts(start, start + 1_000))
        results.append(
            compare(
                "fold with verification, against read + parse + SHA-256",
                events,
                0.5,
                pairs,
                lambda _: our_read(path, keys),
                lambda _: bare_read(path),
            )
        )
    return results


def main() -> int:
    """Print the table; end in 1 where a ratio is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--markdown", action="store_true", help="a Markdown table (the default) instead of JSON")
    parser.add_argument("--json", action="store_true", help="JSON")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--pairs", type=int, default=7)
    chosen = parser.parse_args()
    results = measure(chosen.events, chosen.pairs)
    if chosen.json:
        print(msgspec.json.encode(results).decode())
    else:
        print("## Keeping events\n")
        print("gonogo's ledger beside bare `sqlite3` with the same columns, indexes and durability. Ratios are medians")
        print("over pairs of turns.\n")
        print("| ledger | gonogo (events/s) | bare sqlite3 (events/s) | ratio | at least | |")
        print("|---|---:|---:|---:|---:|---|")
        for r in results:
            met = "met" if r.ratio >= r.wanted else "**missed**"
            print(f"| {r.name} | {r.ours:,.0f} | {r.bare:,.0f} | {r.ratio:.2f} | {r.wanted:.1f} | {met} |")
    return 0 if all(r.ratio >= r.wanted for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())

"""What every ledger promises, whatever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from gonogo.canonical import sha256
from gonogo.errors import GonogoError, InputError, IntegrityError, Refusal
from gonogo.ledger import body
from gonogo.ledger.memory import MemoryLedger
from gonogo.ledger.merkle import EMPTY_ROOT, leaf_hash, root_of
from gonogo.ledger.port import Head, Ledger
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.model.event import LARGEST_BODY, Draft

Make = Callable[..., Draft]
ADAPTERS: dict[str, Callable[[Path], Ledger]] = {
    "memory": lambda _directory: MemoryLedger(),
    "sqlite": lambda directory: SqliteLedger.open(
        directory / "ledger.db", keys=directory / "state", create=True, write=True
    ),
}
OUTPUT = b"a line of output\n" * 100


@pytest.fixture(params=ADAPTERS)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with ADAPTERS[request.param](tmp_path) as opened:
        yield opened


def refused(code: str, act: Callable[[], object]) -> GonogoError:
    with pytest.raises((Refusal, InputError, IntegrityError)) as caught:
        act()
    assert caught.value.code == code
    return caught.value


def test_a_new_ledger_is_empty(ledger: Ledger) -> None:
    assert ledger.head() == Head(0, EMPTY_ROOT)
    assert list(ledger.events()) == []


def test_an_event_comes_back_as_it_was_given_with_its_place(ledger: Ledger, draft: Make) -> None:
    given = draft(correlation="c-1", cause="e-0", data={"text": "häßlich \u0001 \U0001f600", "n": [1, {"a": None}]})
    (receipt,) = ledger.append([given])
    assert (receipt.seq, receipt.rev, receipt.id, receipt.replayed) == (1, 1, given.id, False)
    (event,) = ledger.events()
    assert (event.seq, event.rev, event.v) == (1, 1, 1)
    for name in ("id", "type", "subject", "time", "actor", "correlation", "cause", "key", "data"):
        assert getattr(event, name) == getattr(given, name)


def test_seq_counts_events_and_rev_counts_those_of_a_subject(ledger: Ledger, draft: Make) -> None:
    receipts = ledger.append([draft(subject=subject) for subject in ("x", "y", "x", "x")])
    receipts += ledger.append([draft(subject="y")])
    assert [(receipt.seq, receipt.rev) for receipt in receipts] == [(1, 1), (2, 1), (3, 2), (4, 3), (5, 2)]
    assert [(event.seq, event.rev) for event in ledger.events()] == [(1, 1), (2, 1), (3, 2), (4, 3), (5, 2)]


def test_events_are_bounded_on_both_sides(ledger: Ledger, draft: Make) -> None:
    ledger.append([draft() for _ in range(5)])
    assert [event.seq for event in ledger.events(after=2)] == [3, 4, 5]
    assert [event.seq for event in ledger.events(upto=2)] == [1, 2]
    assert [event.seq for event in ledger.events(after=1, upto=3)] == [2, 3]
    assert [event.seq for event in ledger.events(after=3, upto=99)] == [4, 5]
    assert list(ledger.events(after=9)) == []


def test_an_iterator_ends_at_the_head_as_it_was(ledger: Ledger, draft: Make) -> None:
    ledger.append([draft()])
    walk = ledger.events()
    ledger.append([draft()])
    assert [event.seq for event in walk] == [1]


def test_the_same_key_and_request_give_the_first_receipt_again(ledger: Ledger, draft: Make) -> None:
    (first,) = ledger.append([draft(key="k", data={"a": 1})])
    head = ledger.head()
    later = draft(key="k", data={"a": 1}, time="2027-01-01T00:00:00.000Z", correlation="another")
    (again,) = ledger.append([later])
    assert (again.seq, again.rev, again.id, again.replayed) == (first.seq, first.rev, first.id, True)
    assert ledger.head() == head


def test_a_replay_is_answered_even_where_its_revision_has_passed(ledger: Ledger, draft: Make) -> None:
    ledger.append([draft(key="k", data={}, expected=0)])
    ledger.append([draft(), draft()])
    assert ledger.append([draft(key="k", data={}, expected=0)])[0].seq == 1


@pytest.mark.parametrize("change", [{"data": {"a": 2}}, {"subject": "z"}, {"type": "run.lost"}, {"cause": "c"}])
def test_the_same_key_with_another_request_is_refused(ledger: Ledger, draft: Make, change: dict[str, object]) -> None:
    ledger.append([draft(key="k", data={"a": 1})])
    refused("KEY_REUSED", lambda: ledger.append([draft(**{"key": "k", "data": {"a": 1}, **change})]))
    assert ledger.head().size == 1


def test_keys_belong_to_an_actor(ledger: Ledger, draft: Make) -> None:
    ledger.append([draft(key="k", actor="local:ann"), draft(key="k", actor="local:bob")])
    assert ledger.head().size == 2


def test_a_key_twice_in_one_batch_is_one_event(ledger: Ledger, draft: Make) -> None:
    receipts = ledger.append([draft(key="k", data={}), draft(), draft(key="k", data={})])
    assert [(receipt.seq, receipt.replayed) for receipt in receipts] == [(1, False), (2, False), (1, True)]
    assert ledger.head().size == 2


def test_an_id_is_given_once(ledger: Ledger, draft: Make) -> None:
    first = draft()
    ledger.append([first])
    refused("ID_REUSED", lambda: ledger.append([draft(id=first.id)]))
    refused("ID_REUSED", lambda: ledger.append([draft(id="same"), draft(id="same")]))
    assert ledger.head().size == 1


def test_an_unexpected_revision_is_refused_and_says_which_it_is(ledger: Ledger, draft: Make) -> None:
    ledger.append([draft(expected=0), draft(expected=1)])
    error = refused("REVISION_CONFLICT", lambda: ledger.append([draft(expected=1)]))
    assert error.found == "revision 2"
    refused("REVISION_CONFLICT", lambda: ledger.append([draft(subject="new", expected=3)]))
    assert ledger.append([draft(expected=2)])[0].rev == 3


def test_a_batch_is_appended_whole_or_not_at_all(ledger: Ledger, draft: Make) -> None:
    ledger.append([draft()])
    head = ledger.head()
    blob = {sha256(OUTPUT): OUTPUT}
    refused("REVISION_CONFLICT", lambda: ledger.append([draft(), draft(subject="q"), draft(expected=7)], blob))
    refused("KEY_REUSED", lambda: ledger.append([draft(), draft(key="start:1")], blob))
    assert ledger.head() == head
    refused("BLOB_MISSING", lambda: ledger.blob(sha256(OUTPUT)))
    assert ledger.append([draft(subject="q")])[0].rev == 1


def test_nothing_appended_changes_nothing(ledger: Ledger) -> None:
    assert ledger.append([]) == ()
    assert ledger.head().size == 0


def test_the_root_is_that_of_the_bodies_however_they_are_batched(ledger: Ledger, draft: Make) -> None:
    drafts = [draft() for _ in range(40)]
    leaves = [leaf_hash(body.write(each, ledger_id(ledger)).body) for each in drafts]
    done = 0
    for size in (1, 1, 2, 7, 1, 28):
        ledger.append(drafts[done : done + size], durable=size % 2 == 0)
        done += size
        assert ledger.head() == Head(done, root_of(leaves[:done]))


def test_blobs_are_kept_with_the_events_that_name_them(ledger: Ledger, draft: Make) -> None:
    small, large = b"", bytes(range(256)) * 4000
    ledger.append([draft(**finished(output=sha256(small), statement=sha256(large)))], dict(map(named, (small, large))))
    assert ledger.blob(sha256(small)) == small
    assert ledger.blob(sha256(large)) == large
    ledger.append([draft(**finished(output=sha256(small)))])
    refused("BLOB_MISSING", lambda: ledger.blob("0" * 64))
    refused("BLOB_MISSING", lambda: ledger.blob("no digest"))


def test_an_event_cannot_name_a_blob_that_is_not_there(ledger: Ledger, draft: Make) -> None:
    refused("BLOB_ABSENT", lambda: ledger.append([draft(**finished(output=sha256(OUTPUT)))]))
    refused("EVENT_MALFORMED", lambda: ledger.append([draft(**finished(output="ABC"))]))
    refused("BLOB_CHANGED", lambda: ledger.append([draft()], {sha256(b"x"): b"y"}))
    assert ledger.head().size == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "run.dreamt"}, "EVENT_MALFORMED"),
        ({"time": "2026-11-21T09:30:00Z"}, "EVENT_MALFORMED"),
        ({"time": "2026-11-21T09:30:00.000Z\n"}, "EVENT_MALFORMED"),
        ({"time": None}, "EVENT_MALFORMED"),
        ({"subject": ""}, "EVENT_MALFORMED"),
        ({"actor": 7}, "EVENT_MALFORMED"),
        ({"cause": 7}, "EVENT_MALFORMED"),
        ({"data": []}, "EVENT_MALFORMED"),
        ({"data": {"x": 1.5}}, "NOT_CANONICAL"),
        ({"data": {"x": 2**53}}, "NOT_CANONICAL"),
        ({"data": {"ü": 1}}, "NOT_CANONICAL"),
        ({"subject": "\ud800"}, "NOT_CANONICAL"),
        ({"data": {"text": "x" * LARGEST_BODY}}, "EVENT_TOO_LARGE"),
    ],
)
def test_what_has_no_place_in_the_format_is_refused(
    ledger: Ledger, draft: Make, change: dict[str, object], code: str
) -> None:
    refused(code, lambda: ledger.append([draft(), draft(**change)]))
    assert ledger.head().size == 0


def test_a_body_may_be_as_large_as_the_format_allows_and_no_larger(ledger: Ledger, draft: Make) -> None:
    bare = draft(data={"text": ""})
    room = LARGEST_BODY - len(body.write(bare, ledger_id(ledger)).body)
    refused("EVENT_TOO_LARGE", lambda: ledger.append([msgspec.structs.replace(bare, data={"text": "x" * (room + 1)})]))
    ledger.append([msgspec.structs.replace(bare, data={"text": "x" * room})])
    assert [len(event.data["text"]) for event in ledger.events()] == [room]


def ledger_id(ledger: Ledger) -> str:
    assert isinstance(ledger, MemoryLedger | SqliteLedger)
    return ledger.id


def finished(**digests: str) -> dict[str, object]:
    data = {"run": "r", "inputs": None, "output": None, "statement": None, **digests}
    return {"type": "run.finished", "data": data}


def named(data: bytes) -> tuple[str, bytes]:
    return sha256(data), data

"""`gonogo history`: what it prints of a real repository, what it writes and when, and what it says where it cannot."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from gonogo import canonical
from gonogo.app import ledgering
from gonogo.app.ledgering import ledger_path
from gonogo.model.state import fold

PYTHON = Path(sys.executable).absolute()  # relative where PATH is

HEADER = "| ID | Task | Status |\n|---|---|---|\n"
STATES = (("Open", "Open"), ("In progress", "Open"), ("Done", None), ("In progress", None))


def plan(*states: str | None) -> str:
    return HEADER + "".join(
        f"| A-{number} | Part {number} | {state} |\n" for number, state in enumerate(states) if state
    )


@pytest.fixture
def repository(checkout: Any) -> Any:
    """Four commits of a tracker, which is renamed on the way, and a change that is not committed."""
    checkout.write("old.md", plan(*STATES[0]), fresh=True)
    checkout.commit("Plan")
    checkout.write("old.md", plan(*STATES[1]), fresh=True)
    checkout.commit("Begin A-0")
    checkout.git("mv", "old.md", "plan.md")
    checkout.commit("Move")
    checkout.write("plan.md", plan(*STATES[2]), fresh=True)
    checkout.commit("End A-0, drop A-1")
    checkout.write("plan.md", plan(*STATES[3]), fresh=True)
    return checkout


def gonogo(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GONOGO_STATE": str(place.parent / "state")}
    command = [str(PYTHON), "-m", "gonogo", "history", *arguments]
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


def told(place: Path, *arguments: str) -> str:
    done = gonogo(place, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_json_fits_its_schema_and_tells_every_step(repository: Any) -> None:
    found = json.loads(told(repository.path, "--format", "json"))
    schema = json.loads(resources.files("gonogo").joinpath("schemas/history.schema.json").read_text("utf-8"))
    assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(found)] == []
    first, gone = found["items"]
    assert [step["status"] for step in first["steps"]] == ["not_started", "in_progress", "done"]
    assert [step["subject"] for step in first["steps"]] == ["Plan", "Begin A-0", "End A-0, drop A-1"]
    assert first["steps"][2]["commit"] == repository.git("rev-parse", "HEAD")
    assert (first["path"], first["line"], first["status"], first["committed"]) == ("plan.md", 3, "in_progress", False)
    assert [step["status"] for step in gone["steps"]] == ["not_started", None]
    assert (gone["id"], gone["line"], gone["committed"]) == ("A-1", None, True)
    assert (found["commits"], found["cut"]) == (4, False)


def test_text_csv_and_mermaid_say_the_same(repository: Any) -> None:
    overview = told(repository.path)
    assert "Done" in overview
    assert "now In progress, not committed" in overview
    assert "taken out" in overview
    one = told(repository.path, "A-0")
    assert [line.split("  ")[2] for line in one.splitlines()[1:4]] == ["Not started", "In progress", "Done"]
    assert "not committed yet" in one
    rows = list(csv.DictReader(io.StringIO(told(repository.path, "a-0", "--format", "csv"))))
    assert [row["status"] for row in rows] == ["not_started", "in_progress", "done"]
    assert {row["author"] for row in rows} == {"Test <test@example.org>"}
    drawn = told(repository.path, "--format", "mermaid").splitlines()
    assert drawn[0] == "gantt"
    assert [line for line in drawn if line.startswith("  section")] == ["  section A-0", "  section A-1"]
    assert sum(line.startswith("  Done :done, ") for line in drawn) == 1


def test_looking_writes_nothing(repository: Any) -> None:
    before = sorted(str(path) for path in repository.path.rglob("*"))
    told(repository.path)
    told(repository.path, "A-0", "--format", "json")
    assert sorted(str(path) for path in repository.path.rglob("*")) == before


def test_the_past_is_recorded_once_however_often(repository: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONOGO_STATE", str(repository.path.parent / "state"))
    assert "recorded: 3 events" in gonogo(repository.path, "--record").stderr
    assert "recorded: nothing new" in gonogo(repository.path, "--record").stderr
    monkeypatch.setenv("LOGNAME", "somebody-else")
    assert "recorded: nothing new" in gonogo(repository.path, "--record").stderr
    repository.git("mv", "plan.md", "again.md")
    repository.commit("Begin A-0 again: it broke")
    assert "recorded: 1 event\n" in gonogo(repository.path, "--record").stderr
    events = ledgering.log(repository.path, os.environ)
    assert [event.type for event in events] == ["tracker.read"] * 4
    assert [event.data["document"] for event in events] == ["old.md", "old.md", "plan.md", "again.md"]
    commits = repository.git("log", "--format=%H %cd", "--date=format-local:%Y-%m-%dT%H:%M:%S.000Z", "--reverse")
    times = dict(line.split(" ") for line in commits.splitlines())
    assert all(event.data["committed"] == times[event.data["revision"]] for event in events)
    state = fold(events)
    assert state.last_read is None
    with ledgering.open_for_reading(repository.path, os.environ) as ledger:
        assert ledger is not None
        facts = canonical.decode(ledger.blob(events[2].data["facts"]))
    changes = [(change["before"], change["after"]) for change in facts["changes"]]
    assert [(b["status"], a and a["status"]) for b, a in changes] == [("in_progress", "done"), ("not_started", None)]


def test_what_is_recorded_fits_the_published_schema(repository: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONOGO_STATE", str(repository.path.parent / "state"))
    told(repository.path, "--record")
    command = [str(PYTHON), "-m", "gonogo", "log", "--format", "json"]
    printed = subprocess.run(command, cwd=repository.path, capture_output=True, text=True, check=True).stdout
    schema = json.loads(resources.files("gonogo").joinpath("schemas/event.schema.json").read_text("utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    events = json.loads(printed)
    assert len(events) == 3
    assert [error.message for event in events for error in validator.iter_errors(event)] == []
    halves = [{**events[0], "data": {**events[0]["data"]}} for _ in range(2)]
    del halves[0]["data"]["committed"], halves[1]["data"]["revision"]
    assert not any(map(validator.is_valid, halves))


def test_an_item_that_never_was_is_named_with_the_nearest(repository: Any) -> None:
    done = gonogo(repository.path, "A-00")
    assert done.returncode == 2
    assert "there is and was no item A-00" in done.stderr


def test_a_commit_shows_the_past_up_to_it(repository: Any) -> None:
    found = json.loads(told(repository.path, "--at", "git:HEAD~1", "--format", "json"))
    assert [(line["id"], line["status"], line["committed"]) for line in found["items"]] == [
        ("A-0", "in_progress", True),
        ("A-1", "not_started", True),
    ]


def test_items_that_share_an_id_have_pasts_of_their_own(checkout: Any) -> None:
    for other in ("Open", "Blocked"):
        checkout.write("plan.md", f"{HEADER}| B-1 | Mast | Done |\n| B-1 | Sail | {other} |\n", fresh=True)
        checkout.commit(f"Sail: {other}")
    found = json.loads(told(checkout.path, "--format", "json"))["items"]
    steps = [(line["title"], line["committed"], [step["status"] for step in line["steps"]]) for line in found]
    assert steps == [("Mast", True, ["done"]), ("Sail", True, ["not_started", "blocked"])]


@pytest.mark.parametrize(
    ("ground", "status", "words"),
    [
        ("nothing", 2, "there is no Git repository"),
        ("empty", 0, "2 items, 0 commits"),
        ("bare", 2, "REPOSITORY_BARE"),
        ("damaged", 2, "HISTORY_UNREADABLE"),
        ("missing", 0, "its content is missing"),
    ],
)
def test_where_git_cannot_tell_there_are_words_and_no_trace(
    directory: Any, ground: str, status: int, words: str
) -> None:
    if ground == "bare":
        directory.git("init", "-q", "--bare")
    else:
        directory.write("plan.md", plan(*STATES[0]), fresh=True)
    if ground in {"empty", "damaged", "missing"}:
        directory.git("init", "-q")
    if ground in {"damaged", "missing"}:
        directory.commit("Plan")
        directory.write("plan.md", plan(*STATES[1]), fresh=True)
        directory.commit("Begin")
        lost = directory.git("rev-parse", "HEAD~1^{tree}" if ground == "damaged" else "HEAD~1:plan.md")
        (directory.path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    done = gonogo(directory.path)
    assert done.returncode == status, done.stderr
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not ledger_path(directory.path).exists()

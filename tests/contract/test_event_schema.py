"""The published schema of events accepts what the ledger holds, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from gonogo.model.event import EVENT_TYPES, Event

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = json.loads(
    resources.files("gonogo").joinpath("schemas/event.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What `gonogo log` prints after trusting, verifying and deciding in an example."""
    directory = tmp_path_factory.mktemp("log")
    workspace = Path(shutil.copytree(ROOT / "examples" / "orchestrator", directory / "workspace"))

    def run(*arguments: str) -> str:
        ended = subprocess.run(
            [sys.executable, "-m", "gonogo", *arguments],
            cwd=workspace,
            env={**os.environ, "GONOGO_STATE": str(directory / "state")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode in (0, 1), ended.stderr
        return ended.stdout

    run("trust", "--all", "--yes")
    run("verify")
    run("decide")
    found: list[dict[str, Any]] = json.loads(run("log", "--format", "json"))
    return found


def test_real_events_fit(events: list[dict[str, Any]]) -> None:
    assert {"command.trusted", "run.started", "run.finished", "evidence.bound", "tracker.read", "decision.made"} == {
        event["type"] for event in events
    }
    assert [(event["seq"], error.message) for event in events for error in VALIDATOR.iter_errors(event)] == []


def test_it_knows_the_members_and_types_of_the_program() -> None:
    assert set(SCHEMA["properties"]) == set(SCHEMA["required"]) == set(Event.__struct_fields__)
    assert SCHEMA["properties"]["type"]["enum"] == list(EVENT_TYPES)


@pytest.mark.parametrize("name", SCHEMA["required"])
def test_no_member_may_be_missing(events: list[dict[str, Any]], name: str) -> None:
    assert not VALIDATOR.is_valid({key: value for key, value in events[0].items() if key != name})


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"seq": 0},
        {"v": 2},
        {"type": "run.dreamt"},
        {"time": "2026-11-21"},
        {"request": "ABC"},
        {"data": None},
        {"data": {}},
        {"subject": "item:A"},
    ],
)
def test_what_no_event_is_does_not_fit(events: list[dict[str, Any]], change: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(events[0])
    assert not VALIDATOR.is_valid(events[0] | change)


def test_a_lost_run_fits() -> None:
    event = {
        "seq": 3, "rev": 2, "v": 1, "ledger": "x", "id": "i", "type": "run.lost", "subject": "command:c",
        "time": "2026-11-21T09:30:00.000Z", "actor": "local:ann", "correlation": None, "cause": None, "key": "k",
        "request": "0" * 64, "data": {"run": "r", "reason": "its process is gone"},
    }  # fmt: skip
    assert VALIDATOR.is_valid(event)

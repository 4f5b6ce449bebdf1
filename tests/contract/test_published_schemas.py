"""The schemas that come with the package accept what the program prints and reads, and refuse what it refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from gonogo.app import settings
from gonogo.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable).absolute()  # relative where PATH is
EXAMPLES = ("orchestrator", "platform")
FAULTY = """\
| ID | Item | Status | Depends On |
|---|---|---|---|
| X-1 | one | Done | X-9 |
| X-1 | two | Frobnicated | X-1 |
"""


def schema(name: str) -> dict[str, Any]:
    text = resources.files("gonogo").joinpath(f"schemas/{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def printed(workspace: Path, *arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [PYTHON, "-m", "gonogo", *arguments, "--format", "json"],
        cwd=workspace,
        env={**os.environ, "GONOGO_STATE": str(workspace.parent / "state")},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert found
    return found


@pytest.fixture(params=EXAMPLES)
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / request.param, tmp_path / "workspace"))


@pytest.mark.parametrize(
    ("name", "arguments"), [("item", ["items"]), ("decision", ["decide"]), ("decision", ["decide", "honest"])]
)
def test_what_is_printed_fits_its_schema_and_has_no_other_key(workspace: Path, name: str, arguments: list[str]) -> None:
    document = schema(name)
    validator = jsonschema_rs.validator_for(document)
    root = document["$defs"][document["$ref"].rpartition("/")[2]]
    for value in printed(workspace, *arguments):
        assert [error.message for error in validator.iter_errors(value)] == []
        assert set(value) == set(root["properties"])


def test_findings_fit_their_schema(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "readiness.md").write_text(FAULTY, encoding="utf-8")
    validator = jsonschema_rs.validator_for(schema("finding"))
    findings = printed(folder, "check")
    assert {"ID_DUPLICATE", "DEPENDENCY_UNKNOWN", "STATUS_UNKNOWN"} <= {finding["code"] for finding in findings}
    assert [error.message for finding in findings for error in validator.iter_errors(finding)] == []


def test_an_item_without_its_place_does_not_fit() -> None:
    validator = jsonschema_rs.validator_for(schema("item"))
    assert not validator.is_valid({"key": "X-1"})


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("gonogo.toml")), ids=lambda path: path.parent.name)
def test_settings_of_the_examples_fit_the_schema(path: Path) -> None:
    validator = jsonschema_rs.validator_for(schema("gonogo_toml"))
    assert [error.message for error in validator.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("", True),
        ('[trackers]\ninclude = "a.md"', True),
        ('[items.A]\nexpect = { output = "ok" }', True),
        ('[gates.g]\naccept = "documented"', True),
        ('[dialect.status]\nparked = "blocked"', True),
        ("[verify]\ntimeout = 90", True),
        ('[trackers]\nincldue = ["a.md"]', False),
        ("[verify]\ntimeout = true", False),
        ('[dialect.status]\nparked = "sleeping"', False),
        ('[gates.g]\nname = "h"', False),
        ('[gates.g]\naccept = ["fine"]', False),
        ("[items.A]\nverify = [1]", False),
    ],
)
def test_schema_and_program_agree_on_settings(text: str, fits: bool) -> None:
    accepted = True
    try:
        settings.parse(text)
    except UsageError:
        accepted = False
    assert accepted is fits
    assert jsonschema_rs.validator_for(schema("gonogo_toml")).is_valid(tomllib.loads(text)) is fits

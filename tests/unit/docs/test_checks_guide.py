"""The guide to checks speaks of the hook, the Action and the template as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from gonogo.cli.check import command

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "guides" / "checks.md").read_text("utf-8")
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def rows(heading: str) -> dict[str, str]:
    """The first two cells of a section's table."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z][a-z-]*)` \| (.*?) \|", section, re.MULTILINE))


@pytest.fixture
def example() -> dict[str, Any]:
    """The examples by the first key of each."""
    return {next(key for key in example if isinstance(key, str)): example for example in EXAMPLES}


def test_the_hook_exists(example: dict[str, Any]) -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for hook in example["repos"]["repos"][0]["hooks"]} == hooks


def test_the_action_is_used_as_it_is_declared(example: dict[str, Any]) -> None:
    steps = example["permissions"]["jobs"]["trackers"]["steps"]
    step = next(step for step in steps if "gonogo@" in step["uses"])
    assert set(step["with"]) <= set(ACTION["inputs"])
    used = set(re.findall(rf"steps\.{step['id']}\.outputs\.([\w-]+)", str(steps)))
    assert used
    assert used <= set(ACTION["outputs"])


def test_each_input_of_the_action_has_a_row_with_its_default() -> None:
    told = rows("On GitHub")
    assert set(told) == set(ACTION["inputs"])
    for name, declared in ACTION["inputs"].items():
        default = declared["default"]
        assert default in {"", "."} or told[name] == f"`{default}`"


def test_each_format_has_a_row() -> None:
    formats = next(option for option in command.params if option.name == "form").type.choices
    assert set(formats) - {"comparison"} == set(rows("Anywhere else"))


def test_the_template_knows_the_variables(example: dict[str, Any]) -> None:
    (job,) = set(example["include"]) - {"include"}
    template = yaml.safe_load((ROOT / example["include"]["include"][0]["file"]).read_text("utf-8"))
    assert set(example["include"][job]["variables"]) <= set(template[job]["variables"])

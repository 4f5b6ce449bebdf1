"""Nothing that a user can meet is undocumented."""

from __future__ import annotations

import re
from pathlib import Path

import click
import msgspec
import pytest

from gonogo.cli.group import VERBS, gonogo
from gonogo.model.command import Outcome
from gonogo.model.decision import Gate, Scope
from gonogo.model.event import EVENT_TYPES
from gonogo.model.policy import Policy
from gonogo.model.standing import Standing
from gonogo.reasons import CATALOGUE

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "docs" / "reference"
CODE = re.compile(r"""code=["']([A-Z][A-Z0-9_]+)["']""")


def read(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_and_each_of_its_options_is_described(verb: str) -> None:
    command = gonogo.get_command(click.Context(gonogo), verb)
    assert command is not None
    section = read("cli.md").partition(f"## gonogo {verb}\n")[2].partition("\n## ")[0]
    inner = list(command.commands.values()) if isinstance(command, click.Group) else []
    options = [name for each in (command, *inner) for parameter in each.params for name in parameter.opts]
    assert section
    assert [name for name in options if name.startswith("-") and name not in section] == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_reason_code_has_a_row(code: str) -> None:
    assert f"| `{code}` |" in read("reasons.md")


def test_each_code_that_the_program_uses_is_in_the_catalogue() -> None:
    used = {
        (path.name, code)
        for path in (ROOT / "src").rglob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert used
    assert {(name, code) for name, code in used if code not in CATALOGUE} == set()


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_each_event_type_has_a_section_with_its_data(kind: str) -> None:
    section = read("events.md").partition(f"## `{kind}`\n")[2].partition("\n## ")[0]
    assert "Subject" in section


def test_each_outcome_of_a_run_is_named_where_runs_are_described() -> None:
    section = read("events.md").partition("## `run.finished`\n")[2].partition("\n## ")[0]
    assert [outcome for outcome in Outcome if f"`{outcome.value}`" not in section] == []


def test_each_standing_is_explained() -> None:
    page = (ROOT / "docs" / "concepts" / "claims-and-standings.md").read_text(encoding="utf-8")
    assert [standing for standing in Standing if f"| `{standing.value}` |" not in page] == []


def test_each_setting_has_a_row() -> None:
    page = read("settings.md")
    structs = {
        "trackers": field(Policy, "trackers"),
        "dialect": field(Policy, "dialect"),
        "verify": field(Policy, "verify"),
        "items.KEY": field(Policy, "items").__args__[1],
        "items.KEY.expect": field(field(Policy, "items").__args__[1], "expect").__args__[0],
        "gates.NAME": Gate,
        "gates.NAME.scope": Scope,
    }
    missing = []
    for table, struct in structs.items():
        section = page.partition(f"## {table}\n")[2].partition("\n## ")[0]
        names = set(struct.__struct_fields__) - ({"name"} if struct is Gate else set())
        missing += [f"{table}.{name}" for name in names if f"| `{name}` |" not in section]
    assert missing == []


def field(struct: type[msgspec.Struct], name: str) -> type:
    return next(f.type for f in msgspec.structs.fields(struct) if f.name == name)

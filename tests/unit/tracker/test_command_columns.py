"""A column of commands is one whatever the programs are called, also where no column has titles."""

import pytest

from gonogo.tracker.parse import parse


@pytest.mark.parametrize("commands", [("sh -c x",), ("sh -c x", "touch ran"), ("./hub --audit", "frobnicate 1")])
def test_commands_are_no_titles(commands: tuple[str, ...]) -> None:
    rows = "".join(f"| A-{n} | Done | `{command}` |\n" for n, command in enumerate(commands))
    found = parse("board.md", f"| ID | Status | Verify |\n|---|---|---|\n{rows}".encode())
    assert [(item.title, item.verify) for item in found.items] == [(None, (command,)) for command in commands]

"""`gonogo init`: a commented `gonogo.toml`."""

from __future__ import annotations

from pathlib import Path

import click

from gonogo.app import starting
from gonogo.cli.output import emit, talk
from gonogo.render import words


@click.command("init")
@click.option("--force", is_flag=True, help="Replace the gonogo.toml that is there.")
@click.option("--stdout", is_flag=True, help="Print it and write nothing.")
def command(force: bool, stdout: bool) -> None:
    """Write a commented gonogo.toml from what was found.

    It lies at the root of the workspace, changes nothing as it stands, and is never overwritten unasked.
    """
    start = starting.propose(Path.cwd())
    if stdout:
        emit(start.text)
        return
    starting.write(start, replace=force)
    found = f"{words.count(start.items, 'item')} in {words.count(start.documents, 'tracker')}"
    talk(f"wrote {start.path}, from {found}; every line in it is a comment until you take its # away")

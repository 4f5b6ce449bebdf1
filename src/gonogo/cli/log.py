"""`gonogo log`: what happened."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gonogo.app import ledgering, present
from gonogo.cli.options import formats
from gonogo.cli.output import emit, screen
from gonogo.render import events as rendering
from gonogo.workspace.root import find_root


@click.command("log")
@formats("text", "json")
@click.option("-n", "--last", type=click.IntRange(min=1), metavar="N", help="Only the last N events.")
def command(form: str, last: int | None) -> None:
    """What happened: the events of the ledger, oldest first."""
    events = ledgering.log(find_root(Path.cwd()).path, os.environ)
    shown = events if last is None else events[-last:]
    emit(rendering.as_json(shown) if form == "json" else rendering.text(shown, present.now(), screen()))

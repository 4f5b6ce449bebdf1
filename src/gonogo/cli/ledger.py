"""`gonogo ledger`: prove that the ledger is what was written."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gonogo.app import ledgering
from gonogo.cli.options import formats
from gonogo.cli.output import emit, screen
from gonogo.render import proof
from gonogo.workspace.root import find_root


@click.group("ledger")
def command() -> None:
    """Prove that the ledger is what was written."""


@command.command("verify", short_help="Look at every row, and name the first bad place.")
@formats("text", "json")
def verify(form: str) -> None:
    """Look at every row: against itself, the tree, the checkpoints and the head kept outside.

    Ends in 4 where something is not what was written, and names the first bad place. Nothing is changed.
    """
    report = ledgering.verify(find_root(Path.cwd()).path, os.environ)
    emit(proof.as_json(report) if form == "json" else proof.text(report, screen()))

"""`gonogo next`: what can be worked on, and in which order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from gonogo.app import ordering, showing
from gonogo.app.caching import cache_directory
from gonogo.app.reading import open_workspace
from gonogo.cli.options import formats, paths
from gonogo.cli.output import emit, screen
from gonogo.render import order as rendering
from gonogo.render.words import names


@click.command("next")
@paths
@formats("text", "json")
@click.option("--all", "everything", is_flag=True, help="The whole execution order.")
def command(paths: Sequence[Path], form: str, everything: bool) -> None:
    """What can be worked on now, first what unblocks most.

    PATH is a file to read, whatever it is called, or a folder to search.
    """
    workspace = open_workspace(paths, Path.cwd(), cache=cache_directory(os.environ))
    view = showing.look(workspace, os.environ)
    rows = ordering.next_rows(workspace, view.verdicts, everything=everything)
    if form == "json":
        emit(rendering.as_json(rows))
    else:
        emit(rendering.text(rows, names(workspace.items), screen(), everything=everything))

"""`gonogo items`: the items as read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from gonogo.app.caching import cache_directory
from gonogo.app.reading import read
from gonogo.app.sources import choose
from gonogo.cli.options import at, formats, paths
from gonogo.cli.output import emit, screen
from gonogo.render import candidates
from gonogo.render import items as rendering


@click.command("items")
@paths
@formats("text", "json", "csv", "markdown")
@at
@click.option("--explain", is_flag=True, help="Say for each file why it was or was not taken as a tracker.")
def command(paths: Sequence[Path], form: str, at: str | None, explain: bool) -> None:
    """The items as read.

    PATH is a file to read, whatever it is called, or a folder to search.
    """
    workspace = read(choose(paths, Path.cwd(), os.environ, at=at), cache=cache_directory(os.environ))
    if explain:
        found = candidates.explained(workspace.candidates, workspace.readings)
        emit(candidates.as_json(found) if form == "json" else candidates.text(found, screen()))
    elif form == "json":
        emit(rendering.as_json(workspace.items))
    elif form == "csv":
        emit(rendering.as_csv(workspace.items))
    elif form == "markdown":
        emit(rendering.markdown(workspace.items))
    else:
        emit(rendering.text(workspace.items, screen()))

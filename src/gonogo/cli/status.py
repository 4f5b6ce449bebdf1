"""`gonogo status`: the board."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from gonogo.app import showing
from gonogo.app.caching import cache_directory
from gonogo.app.reading import open_workspace
from gonogo.cli.options import formats, paths
from gonogo.cli.output import emit, screen
from gonogo.render import board as rendering


@click.command("status")
@paths
@formats("text", "json")
@click.option("--all", "everything", is_flag=True, help="Every row, however long the board gets.")
def command(paths: Sequence[Path], form: str, everything: bool) -> None:
    """The board: what is claimed, what is proven, what to do next.

    PATH is a file to read, whatever it is called, or a folder to search.
    """
    workspace = open_workspace(paths, Path.cwd(), cache=cache_directory(os.environ))
    board = showing.board(showing.look(workspace, os.environ), os.environ)
    emit(rendering.as_json(board) if form == "json" else rendering.text(board, screen(), everything=everything))

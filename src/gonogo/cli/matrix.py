"""`gonogo matrix`: the 0/1 dependency matrix."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from gonogo.app import ordering
from gonogo.app.caching import cache_directory
from gonogo.app.reading import open_workspace
from gonogo.cli.options import formats, paths
from gonogo.cli.output import emit, screen
from gonogo.render import matrix as rendering


@click.command("matrix")
@paths
@formats("text", "markdown", "csv", "json")
def command(paths: Sequence[Path], form: str) -> None:
    """The 0/1 dependency matrix, from the items.

    `1` means that the item of the row depends on the item of the column. PATH is a file to read,
    whatever it is called, or a folder to search.
    """
    matrix = ordering.matrix_view(open_workspace(paths, Path.cwd(), cache=cache_directory(os.environ)))
    if form == "json":
        emit(rendering.as_json(matrix))
    elif form == "text":
        emit(rendering.text(matrix, screen()))
    else:
        emit(rendering.markdown(matrix) if form == "markdown" else rendering.as_csv(matrix))

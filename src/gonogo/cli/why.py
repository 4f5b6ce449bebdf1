"""`gonogo why`: the tree of obligations under an item."""

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
from gonogo.render import why as rendering


@click.command("why")
@click.argument("item", metavar="ID")
@paths
@formats("text", "json")
def command(item: str, paths: Sequence[Path], form: str) -> None:
    """Why an item stands as it does: the tree of its obligations.

    ID is an id as the tracker writes it, or a key as `gonogo items` prints it.
    """
    view = showing.look(open_workspace(paths, Path.cwd(), cache=cache_directory(os.environ)), os.environ)
    tree = showing.why(view, item)
    emit(rendering.as_json(tree, view.now) if form == "json" else rendering.text(tree, view.now, screen()))

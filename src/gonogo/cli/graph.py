"""`gonogo graph`: the dependency graph."""

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
from gonogo.render import graph as rendering


@click.command("graph")
@paths
@formats("text", "mermaid", "json", "dot")
def command(paths: Sequence[Path], form: str) -> None:
    """The dependency graph with its critical path.

    PATH is a file to read, whatever it is called, or a folder to search.
    """
    workspace = open_workspace(paths, Path.cwd(), cache=cache_directory(os.environ))
    graph = ordering.graph_view(workspace, showing.look(workspace, os.environ).verdicts)
    if form == "json":
        emit(rendering.as_json(graph))
    elif form == "text":
        emit(rendering.text(graph, screen()))
    else:
        emit(rendering.mermaid(graph) if form == "mermaid" else rendering.dot(graph))

"""`gonogo check`: faults in the trackers themselves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from gonogo.app.checking import check
from gonogo.app.parse_cache import cache_directory
from gonogo.app.reading import open_workspace
from gonogo.cli.options import formats, paths
from gonogo.cli.output import emit, screen
from gonogo.render import findings as rendering


@click.command("check")
@paths
@formats("text", "json")
def command(paths: Sequence[Path], form: str) -> int:
    """Faults in the trackers themselves.

    Ends in 1 where one of them is an error. PATH is a file to read, whatever it is called, or a folder to search.
    """
    report = check(open_workspace(paths, Path.cwd(), cache=cache_directory(os.environ), remember=True))
    if form == "json":
        emit(rendering.as_json(report.findings))
    else:
        emit(rendering.text(report.findings, report.items, report.documents, screen()))
    return int(report.failed)

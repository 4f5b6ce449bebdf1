"""`gonogo check`: faults in the trackers themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from gonogo import __version__
from gonogo.app.checking import check
from gonogo.app.parse_cache import cache_directory
from gonogo.app.publishing import published
from gonogo.app.reading import open_workspace
from gonogo.cli.options import formats, paths
from gonogo.cli.output import emit, screen
from gonogo.render import findings as rendering
from gonogo.render import findings_github, findings_gitlab, findings_junit, findings_markdown, findings_sarif
from gonogo.render.published import Published

_PUBLISHED: dict[str, Callable[[Published], str | bytes]] = {
    "json": lambda found: rendering.as_json(found.findings),
    "sarif": lambda found: findings_sarif.log(found, __version__),
    "junit": findings_junit.report,
    "github": findings_github.commands,
    "gitlab": findings_gitlab.report,
    "markdown": findings_markdown.comment,
}
"""The formats that other programs read."""


@click.command("check")
@paths
@formats("text", *_PUBLISHED)
def command(paths: Sequence[Path], form: str) -> int:
    """Faults in the trackers themselves.

    Ends in 1 where one of them is an error. PATH is a file to read, whatever it is called, or a folder to search.
    """
    workspace = open_workspace(paths, Path.cwd(), cache=cache_directory(os.environ), remember=True)
    report = check(workspace)
    if form in _PUBLISHED:
        emit(_PUBLISHED[form](published(workspace, report)))
    else:
        emit(rendering.text(report.findings, len(report.silenced), report.items, report.documents, screen()))
    return int(report.failed)

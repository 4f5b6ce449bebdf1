"""`gonogo history`: each item's status over time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec.structs import replace

from gonogo.app import present, timelines
from gonogo.app.caching import cache_directory
from gonogo.app.reading import read
from gonogo.app.sources import choose
from gonogo.cli.options import at, formats, trackers
from gonogo.cli.output import emit, screen, talk
from gonogo.errors import UsageError
from gonogo.render import history as rendering
from gonogo.render.words import count


@click.command("history")
@click.argument("name", metavar="[ID]", required=False)
@trackers
@at
@formats("text", "json", "csv", "mermaid")
@click.option("--record", is_flag=True, help="Write the past into the ledger, once however often it is run.")
def command(name: str | None, paths: Sequence[Path], at: str | None, form: str, record: bool) -> None:
    """Each item's status over time, from Git.

    With the commit that gave it, its author and its date; renames of the tracker are followed. ID is one item, also
    one that is gone.
    """
    if record and (paths or at is not None):
        raise UsageError("--record writes the whole past of the workspace", hint="leave --tracker and --at out")
    workspace = read(choose(paths, Path.cwd(), os.environ, at=at), cache=cache_directory(os.environ), remember=True)
    past = timelines.remember(workspace)
    history = timelines.timelines(workspace, past)
    found = history.items if name is None else timelines.find(history, name)
    if record:
        written = timelines.record(workspace, past, os.environ)
        talk(f"recorded: {count(written, 'event')}" if written else "recorded: nothing new")
    for gap in past.gaps:
        commit = gap.revision.id[:7] if gap.revision is not None else "some commit"
        talk(f"note: {gap.path} in {commit}: {gap.message}")
    if form == "text":
        emit(rendering.text(history, screen()) if name is None else rendering.text_of(found, history, screen()))
    elif form == "json":
        emit(rendering.as_json(replace(history, items=found)))
    elif form == "csv":
        emit(rendering.as_csv(replace(history, items=found)))
    else:
        emit(rendering.mermaid(replace(history, items=found), present.now()))

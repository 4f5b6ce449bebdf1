"""`gonogo verify`: run what is trusted and not fresh."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from gonogo.app import verifying
from gonogo.app.reading import open_workspace
from gonogo.cli.options import formats
from gonogo.cli.output import emit, screen, show
from gonogo.model.verification import Progress, Result
from gonogo.render import verification as rendering
from gonogo.render.words import names

INTERRUPTED = 130


@click.command("verify")
@click.argument("items", nargs=-1, metavar="[ID]…")
@click.option("-j", "--jobs", type=click.IntRange(1, 512), default=1, show_default=True, help="How many at once.")
@click.option("--fail-fast", is_flag=True, help="Begin nothing more once a command did not pass.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, only what came of it.")
@formats("text", "json")
def command(items: Sequence[str], jobs: int, fail_fast: bool, quiet: bool, form: str) -> int:
    """Run the trusted commands that are not fresh and green.

    ID narrows this to items and all that they depend on. Commands run in dependency order, each once; a red one does
    not stop the others, unless --fail-fast says so. Ends in 0 where everything passed, now or before, else in 1.
    """
    workspace = open_workspace((), Path.cwd())
    called = names(workspace.items)
    with _watching(called, quiet=quiet) as notify:
        summary = verifying.verify(workspace, items, os.environ, jobs=jobs, fail_fast=fail_fast, notify=notify)
    emit(rendering.as_json(summary) if form == "json" else rendering.text(summary, called, screen()))
    if summary.interrupted:
        return INTERRUPTED
    return 0 if summary.is_green else 1


@contextmanager
def _watching(called: Mapping[str, str], *, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Show progress: redrawn in place on a terminal, else a line a run."""
    if quiet:
        yield verifying.ignore
    elif sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        from gonogo.cli.live import LiveProgress  # noqa: PLC0415 -- lazy: only a terminal needs rich

        with LiveProgress(called) as live:
            yield live
    else:

        def tell(progress: Progress) -> None:
            if isinstance(progress, Result):
                show(rendering.line(progress, called))

        yield tell

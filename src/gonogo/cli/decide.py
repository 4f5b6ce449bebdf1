"""`gonogo decide`: go or no-go."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from gonogo.app.deciding import take_decisions
from gonogo.app.reading import open_workspace
from gonogo.cli.options import formats
from gonogo.cli.output import emit, screen
from gonogo.model.decision import Answer
from gonogo.render import decision as rendering
from gonogo.render.words import names


@click.command("decide")
@click.argument("gates", nargs=-1, metavar="[GATE]…")
@formats("text", "json", "markdown")
@click.option("--all", "everything", is_flag=True, help="Every root cause, however many there are.")
def command(gates: Sequence[str], form: str, everything: bool) -> int:
    """Go or no-go, with root causes.

    GATE is `default`, `honest`, or one of gonogo.toml; without one it is `default`. The decision is recorded. Ends in 0
    where every gate says go, else in 1.
    """
    workspace = open_workspace((), Path.cwd())
    decisions = take_decisions(workspace, gates, os.environ)
    called = names(workspace.items)
    if form == "json":
        emit(rendering.as_json(decisions))
    elif form == "markdown":
        emit(rendering.markdown(decisions, called))
    else:
        emit(rendering.text(decisions, called, screen(), everything=everything))
    return int(any(decision.answer is Answer.NO_GO for decision in decisions))

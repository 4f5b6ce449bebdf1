"""Arguments and options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

paths: Decorator = click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
"""Files, read whatever they are called, or folders to search; none means the whole workspace."""

trackers: Decorator = click.option(
    "-t",
    "--tracker",
    "paths",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Read only this file or folder (may be repeated).",
)
"""The same, for verbs whose arguments are names."""


at: Decorator = click.option("--at", metavar="git:REV", help="Read everything as of a commit.")
"""The moment at which a workspace is read."""


def formats(first: str, *others: str) -> Decorator:
    """Return the option that chooses among formats; the first is the default."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice([first, *others]),
        default=first,
        show_default=True,
        help="How to print it.",
    )

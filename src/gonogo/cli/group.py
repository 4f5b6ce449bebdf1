"""The root command: which verbs there are, in which groups, and how a wrong name is answered.

A verb's module is imported when the verb is used, so that `--help` and `--version` stay quick.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from gonogo import __version__
from gonogo.errors import UsageError

GROUPS: dict[str, dict[str, str]] = {
    "look": {
        "status": "The board: what is claimed, what is proven, what to do next.",
        "items": "The items as read.",
        "why": "Why an item stands as it does: the tree of its obligations.",
        "next": "What can be worked on now, first what unblocks most.",
        "graph": "The dependency graph with its critical path.",
        "matrix": "The 0/1 dependency matrix, from the items.",
        "history": "Each item's status over time, from Git.",
        "log": "What happened: the events of the ledger, oldest first.",
    },
    "check": {
        "check": "Faults in the trackers themselves.",
        "verify": "Run the trusted commands that are not fresh and green.",
        "trust": "Read the commands that trackers name, and allow them to run.",
        "decide": "Go or no-go, with root causes.",
    },
    "prove": {"ledger": "Prove that the ledger is what was written."},
    "begin": {"init": "Write a commented gonogo.toml from what was found."},
}
VERBS = {verb: words for verbs in GROUPS.values() for verb, words in verbs.items()}
_BOARD = "status"


class Verbs(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the verbs in the order of the help text."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Return a verb's command, or None where there is none of this name."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"gonogo.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that the arguments begin with; raises UsageError naming the nearest one."""
        if args[0] not in VERBS:
            raise _unknown(args[0])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """Write the verbs in their groups, without importing any."""
        width = max(map(len, VERBS))
        for group, verbs in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl([(verb.ljust(width), words) for verb, words in verbs.items()])


def _unknown(name: str) -> UsageError:
    near = get_close_matches(name, VERBS, n=1, cutoff=0.5)
    if near:
        hint = f"did you mean gonogo {near[0]}?"
    elif Path(name).exists():
        hint = f"to read a file or folder: gonogo status {name}"
    else:
        hint = "gonogo --help lists the verbs"
    return UsageError(f"there is no verb {name!r}", hint=hint)


def _go_to(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is None or ctx.resilient_parsing:
        return
    try:
        os.chdir(value)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"cannot go there: {reason}", where=value, hint="check the path") from error


@click.command(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-C", "--directory", metavar="DIR", expose_value=False, is_eager=True, callback=_go_to, help="Work in this folder."
)
@click.version_option(__version__, message="gonogo %(version)s")
@click.pass_context
def gonogo(ctx: click.Context) -> Any:
    """Your tracker says Done. gonogo says which of it is proven, why the rest is not, and whether you may ship.

    Alone it prints the board of the workspace that you are in.
    """
    board = gonogo.get_command(ctx, _BOARD)
    return ctx.invoke(board) if ctx.invoked_subcommand is None and board is not None else None

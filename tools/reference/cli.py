"""docs/reference/cli.md, from the help texts of the program."""

from __future__ import annotations

import click

from gonogo.cli.group import GROUPS, gonogo

EXITS = (
    (0, "done, or go; boards, `why` and `items` end in 0 whatever they show"),
    (1, "no-go, a red or untrusted command, a refused act, a finding of severity error"),
    (2, "a wrong argument, or input that cannot be read"),
    (3, "a fault of gonogo's own"),
    (4, "the ledger is not what was written"),
    (130, "interrupted"),
)
WIDTH = 96


def page() -> str:
    """Return the page: the root command, then every verb with its subcommands, in the order of `gonogo --help`."""
    lines = [
        "# Command line",
        "",
        "Data goes to standard output, talk to standard error. `NO_COLOR` is respected; colour only repeats what the",
        "words say. Generated from the program's own help.",
        "",
        "## Exit status",
        "",
        "| status | meaning |",
        "|---:|---|",
        *(f"| {status} | {meaning} |" for status, meaning in EXITS),
        "",
        "## gonogo",
        "",
        *_block(gonogo, "gonogo", None),
    ]
    root = click.Context(gonogo, info_name="gonogo")
    for verbs in GROUPS.values():
        for verb in verbs:
            lines += _verb(verb, root)
    return "\n".join(lines) + "\n"


def _verb(verb: str, root: click.Context) -> list[str]:
    command = gonogo.get_command(root, verb)
    if command is None:
        raise LookupError(verb)
    lines = ["", f"## gonogo {verb}", "", *_block(command, verb, root)]
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=verb, parent=root)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                lines += ["", f"### gonogo {verb} {name}", "", *_block(inner, name, context)]
    return lines


def help_of_all() -> str:
    """Return what `gonogo --help` prints, ready for a code block."""
    return "\n".join(_block(gonogo, "gonogo", None)[1:-1]) + "\n"


def _block(command: click.Command, name: str, parent: click.Context | None) -> list[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=WIDTH, terminal_width=WIDTH)
    text = command.get_help(context)
    return ["```text", *(line.rstrip() for line in text.splitlines()), "```"]

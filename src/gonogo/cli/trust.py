"""`gonogo trust`: read the commands that trackers name, and allow them to run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gonogo.app import showing, trusting
from gonogo.app.reading import Workspace, open_workspace
from gonogo.cli.options import formats
from gonogo.cli.output import ask, emit, screen, show, side_screen, talk
from gonogo.errors import UsageError
from gonogo.model.command import Command, Settings
from gonogo.model.item import Item
from gonogo.render import commands as rendering
from gonogo.render import words

Named = Mapping[tuple[str, Settings], Sequence[Item]]


@click.command("trust")
@click.argument("items", nargs=-1, metavar="[ID]…")
@click.option("--all", "together", is_flag=True, help="Ask once about all commands.")
@click.option("--yes", is_flag=True, help="Do not ask (for CI, on commands that someone has read).")
@click.option("--list", "listing", is_flag=True, help="Print what is trusted here.")
@click.option("--revoke", is_flag=True, help="Take trust back: from the commands of ID, or with --all from every one.")
@formats("text", "json")
def command(items: Sequence[str], together: bool, yes: bool, listing: bool, revoke: bool, form: str) -> int:
    """Read the commands that trackers name, and allow them to run.

    A command comes from a document, so it runs only once you have allowed it.
    ID narrows this to the commands of an item.
    """
    workspace = open_workspace((), Path.cwd())
    sight = showing.look(workspace, os.environ).sight
    named = rendering.users(sight.facts)
    wanted = {workspace.find(name).key for name in items}
    chosen = {pair for pair, users in named.items() if not wanted or any(item.key in wanted for item in users)}
    if listing:
        trusted = [c for c in trusting.trusted_commands(workspace, os.environ) if not wanted or _pair(c) in chosen]
        emit(rendering.as_json(trusted, named) if form == "json" else rendering.listed(trusted, named, screen()))
        return 0
    if revoke:
        return _revoke(workspace, chosen if wanted else None, together)
    untrusted = [c for c in trusting.untrusted_commands(workspace, sight, os.environ) if _pair(c) in chosen]
    if not untrusted:
        talk("every command is trusted" if chosen else "no item names a command")
        return 0
    return _trust(workspace, untrusted, named, together=together, yes=yes)


def _trust(workspace: Workspace, untrusted: Sequence[Command], named: Named, *, together: bool, yes: bool) -> int:
    """Show, ask, keep the answer; 1 where something stays untrusted."""
    groups = trusting.questions(untrusted)
    talk(f"{words.count(len(untrusted), 'command')} that documents name {_are(len(untrusted))} not trusted yet:", "")
    shared = {c.settings for c in untrusted}
    common = shared.pop() if len(shared) == 1 else None
    if common is not None and (told := rendering.settings(common)):
        talk(f"  Each runs {told}.")
    talk(*(f"  {sentence}" for sentence in rendering.SCOPE), "")
    allowed: list[Command] = []
    everything = yes
    for number, members in enumerate(groups, 1):
        show(rendering.group(members, named, number, side_screen(), common))
        if everything or together:
            allowed += members
            continue
        answer = ask(
            f"     trust {'it' if len(members) == 1 else f'these {len(members)}'}? yes, no, all, quit: ", "ynaq"
        )
        everything = answer == "a"
        if answer == "q":
            break
        allowed += members if answer in "ya" else ()
    if together and not yes and ask(f"trust all {len(allowed)}? yes, no: ", "yn") == "n":
        allowed = []
    trusting.trust(workspace, allowed, os.environ)
    left = len(untrusted) - len(allowed)
    talk(f"trusted {words.count(len(allowed), 'command')}" + (f"; {left} not" if left else "; next: gonogo verify"))
    return int(left > 0)


def _revoke(workspace: Workspace, chosen: set[tuple[str, Settings]] | None, everything: bool) -> int:
    if chosen is None and not everything:
        raise UsageError("nothing says whose trust to take back", hint="gonogo trust --revoke ID, or --revoke --all")
    trusted = trusting.trusted_commands(workspace, os.environ)
    gone = trusting.untrust(workspace, [c for c in trusted if chosen is None or _pair(c) in chosen], os.environ)
    talk(f"{words.count(len(gone), 'command')} {_are(len(gone))} trusted no longer")
    return 0


def _pair(command: Command) -> tuple[str, Settings]:
    return command.text, command.settings


def _are(number: int) -> str:
    return "is" if number == 1 else "are"

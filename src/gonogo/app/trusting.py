"""Trust: which commands of a workspace this user allows to run on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gonogo.app import present
from gonogo.app.ledgering import open_for_writing, state_directory
from gonogo.app.reading import Workspace
from gonogo.app.seeing import Sight
from gonogo.errors import GonogoError
from gonogo.model.command import Command
from gonogo.model.event import Draft
from gonogo.model.standing import CommandFact
from gonogo.verify.grouping import group
from gonogo.verify.trust import TrustStore

BATCH = 500


def untrusted_commands(workspace: Workspace, sight: Sight, environ: Mapping[str, str]) -> tuple[Command, ...]:
    """Return the commands that may not run yet, in document order. Creates nothing."""
    trusted = TrustStore(state_directory(environ)).trusted(workspace.root.path)
    return tuple(
        fact.command for fact in distinct_commands(sight) if (fact.command.text, fact.command.settings) not in trusted
    )


def trusted_commands(workspace: Workspace, environ: Mapping[str, str]) -> tuple[Command, ...]:
    """Return what this user allows to run here, by text, whether a document still names it or not. Creates nothing."""
    trusted = TrustStore(state_directory(environ)).trusted(workspace.root.path)
    return tuple(
        Command(text=text, settings=settings)
        for text, settings in sorted(trusted, key=lambda pair: (pair[0], repr(pair)))
    )


def distinct_commands(sight: Sight) -> tuple[CommandFact, ...]:
    """Return every command of the workspace once, in document order."""
    return tuple({fact.key: fact for seen in sight.facts.items for fact in seen.commands}.values())


def questions(commands: Iterable[Command]) -> tuple[tuple[Command, ...], ...]:
    """Return commands as a person is asked about them: near-equal ones together."""
    return group(commands)


def trust(workspace: Workspace, commands: Iterable[Command], environ: Mapping[str, str]) -> tuple[Command, ...]:
    """Allow commands to run, and record that; return those that were not allowed before."""
    now = present.now()
    store = TrustStore(state_directory(environ))
    new = store.trust(workspace.root.path, commands, now)
    try:
        _record(workspace, new, "command.trusted", environ)
    except GonogoError:  # what is refused has no effect
        store.untrust(workspace.root.path, new)
        raise
    return new


def untrust(workspace: Workspace, commands: Iterable[Command], environ: Mapping[str, str]) -> tuple[Command, ...]:
    """Take the permission back, and record that; return those that had it."""
    gone = TrustStore(state_directory(environ)).untrust(workspace.root.path, commands)
    _record(workspace, gone, "command.untrusted", environ)
    return gone


def _record(workspace: Workspace, commands: tuple[Command, ...], kind: str, environ: Mapping[str, str]) -> None:
    if not commands:
        return
    now, actor = present.now(), present.local_actor()
    drafts = []
    for command in commands:
        event = present.new_id()
        data = {"text": command.text, "command": command.key, "workspace": str(workspace.root.path)}
        drafts.append(
            Draft(
                id=event,
                type=kind,
                subject=f"command:{command.key}",
                time=now,
                actor=actor,
                data=data,
                key=f"{kind}:{event}",
            )
        )
    with open_for_writing(workspace.root.path, environ) as ledger:
        for start in range(0, len(drafts), BATCH):
            ledger.append(drafts[start : start + BATCH])

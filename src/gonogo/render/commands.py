"""Commands as people are asked about them: whole, never cut, with who names them and how they are run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gonogo.model.command import Command, Settings
from gonogo.model.item import Item
from gonogo.model.standing import Facts
from gonogo.render import json, words
from gonogo.render.page import Page, Part, Screen, Tone, Toned

MANY_ITEMS = 6
SCOPE = (
    "Trust is for you, on this machine, in this workspace, and for exactly this text and these settings.",
    "It does not cover the files that a command calls: they may change, and it stays trusted. Read them too.",
)
_PLAIN = Settings()


def users(facts: Facts) -> dict[tuple[str, Settings], list[Item]]:
    """Return, by text and settings, the items that name a command."""
    found: dict[tuple[str, Settings], list[Item]] = {}
    for seen in facts.items:
        for fact in seen.commands:
            named = found.setdefault((fact.command.text, fact.command.settings), [])
            if seen.item not in named[-1:]:
                named.append(seen.item)
    return found


def group(
    commands: Sequence[Command],
    named: Mapping[tuple[str, Settings], Sequence[Item]],
    number: int,
    screen: Screen,
    common: Settings | None,
) -> str:
    """Return near-equal commands under one number, each with the items that name it, and how they are run.

    common: settings that all commands share and that were told already.
    """
    page = Page(screen)
    lead = f"{number:>3}. "
    for index, command in enumerate(commands):
        page.line(lead if index == 0 else " " * len(lead), Toned(command.text, Tone.STRONG), *_named_by(command, named))
    told = settings(commands[0].settings)
    if told and commands[0].settings != common:
        page.line(" " * len(lead), Toned(told, Tone.QUIET))
    return page.text()


def listed(commands: Iterable[Command], named: Mapping[tuple[str, Settings], Sequence[Item]], screen: Screen) -> str:
    """Return what is trusted, a line a command; one that no document names any more says so."""
    page = Page(screen)
    for command in commands:
        page.line("  ", Toned(command.text, Tone.STRONG), *_named_by(command, named))
        told = settings(command.settings)
        if told:
            page.line("    ", Toned(told, Tone.QUIET))
    if not page.lines:
        page.line("no command is trusted in this workspace")
    return page.text()


def as_json(commands: Iterable[Command], named: Mapping[tuple[str, Settings], Sequence[Item]]) -> bytes:
    """Return a JSON list of commands with their settings and the keys of the items that name them."""
    return json.listed(
        [
            {
                "text": command.text,
                "settings": command.settings,
                "items": [item.key for item in named.get((command.text, command.settings), ())],
            }
            for command in commands
        ]
    )


def settings(given: Settings) -> str:
    """Return what of the settings is not as usual, in words."""
    told = []
    if given.directory != _PLAIN.directory:
        told.append(f"in {given.directory}")
    if given.environment:
        told.append("with " + " ".join(f"{name}={value}" for name, value in given.environment))
    if given.allow:
        told.append("sees your " + ", ".join(given.allow))
    if given.timeout != _PLAIN.timeout:
        told.append(f"for at most {given.timeout} s")
    return "; ".join(told)


def _named_by(command: Command, named: Mapping[tuple[str, Settings], Sequence[Item]]) -> list[Part]:
    items = named.get((command.text, command.settings), ())
    if not items:
        return [Toned("  (no document names it any more)", Tone.QUIET)]
    called = ", ".join(words.name(item) for item in items[:MANY_ITEMS])
    more = f" and {len(items) - MANY_ITEMS} more" if len(items) > MANY_ITEMS else ""
    place = f"{items[0].path}:{items[0].line}"
    return [Toned(f"  {called}{more}" + (f"  {place}" if called != place else ""), Tone.QUIET)]

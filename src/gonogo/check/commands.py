"""What is wrong with verify commands before any of them runs. Pure; one function a rule.

A command that cannot fail is wrong on every item that is still wanted; all else is asked of completed items only.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from gonogo.check.callees import Sort, Target
from gonogo.check.rule import Rule, all_called, at_item, called
from gonogo.check.scene import Scene
from gonogo.check.targets import targets
from gonogo.check.targets_there import complaint, starts_of
from gonogo.model.item import Finding, Item, Severity, Status
from gonogo.tracker.inline import plain
from gonogo.verify.vacuous import vacuous

_MANY = 3
_LONGEST_SHOWN = 80
_CHATTY = 4


def find_absent_commands(scene: Scene) -> Iterator[Finding]:
    """Yield COMMAND_ABSENT for each completed item whose table asks for a command and that has none.

    A document baseline claims no more than that a document is there.
    """
    for item in scene.completed:
        if item.verify or item.status is Status.DOC_BASELINE:
            continue
        cell = scene.page_of(item).cell(item, "verify")
        if cell is not None and scene.dialect.is_placeholder(plain(cell)):
            yield at_item(
                "COMMAND_ABSENT",
                Severity.WARNING if item.evidence else Severity.ERROR,
                item,
                f"{called(item)} claims {item.status_raw} without a verify command",
                hint="add a command that can fail, in its row or under [items] in gonogo.toml",
                cell="verify",
            )


def find_vacuous_commands(scene: Scene) -> Iterator[Finding]:
    """Yield COMMAND_VACUOUS for each command that passes whatever happens, unless its item was cancelled."""
    judge = cache(vacuous)
    for item in scene.items:
        if item.status is Status.CANCELLED or not item.verify or scene.is_broken(item):
            continue
        for command in item.verify:
            why = judge(command)
            if why is not None:
                yield at_item(
                    "COMMAND_VACUOUS",
                    Severity.ERROR,
                    item,
                    f"the verify command of {called(item)} cannot fail: {_told(why, _shown(command))}",
                    hint="let the command end with the status of what it checks",
                    cell="verify",
                )


def find_shared_commands(scene: Scene) -> Iterator[Finding]:
    """Yield COMMAND_SHARED where just the same commands stand on three or more completed items, at the first."""
    sharing: dict[tuple[str, tuple[str, ...]], dict[str, Item]] = defaultdict(dict)
    for item in scene.completed:
        if item.verify:
            start = scene.directories.get(item.key, "")
            sharing[start, item.verify].setdefault(item.id or item.key, item)
    least = scene.minimums.get("COMMAND_SHARED", _MANY)
    for (_, commands), items in sharing.items():
        if len(items) >= least:
            first, *others = items.values()
            yield at_item(
                "COMMAND_SHARED",
                Severity.WARNING,
                first,
                f"{_shown(commands[0])} is the proof of {len(items)} completed items: {all_called([first, *others])}",
                hint="let each item's command select what proves that item",
                cell="verify",
            )


def find_missing_targets(scene: Scene) -> Iterator[Finding]:
    """Yield COMMAND_TARGET_MISSING for each thing that a completed item's command runs and that is not there."""
    if scene.files is None:
        return
    for item in scene.completed:
        for command in item.verify:
            wanted = targets(command)
            if wanted and not _is_chatty(scene, item, command):
                yield from _missing_targets(scene, item, wanted)


def _missing_targets(scene: Scene, item: Item, wanted: tuple[Target, ...]) -> Iterator[Finding]:
    files = scene.files or frozenset()
    starts = starts_of(item, scene.directories)
    gone: list[str] = []
    said: set[str] = set()
    for target in wanted:
        if any(target.place == place or target.place.startswith(place + "/") for place in gone):
            continue  # the directory itself is told of
        found = first = complaint(target, starts[0], files, scene.present, scene.recipes)
        for start in starts[1:]:
            found = found and complaint(target, start, files, scene.present, scene.recipes)
        if first is None or found is None or first in said:
            continue
        said.add(first)
        if target.sort is Sort.DIRECTORY:
            gone.append(posixpath.normpath(posixpath.join(target.place, target.name)))
        yield at_item(
            "COMMAND_TARGET_MISSING",
            Severity.ERROR,
            item,
            f"the verify command of {called(item)} {first}",
            hint=_elsewhere(target, scene.by_name) or "correct the command, or restore what it runs",
            cell="verify",
        )


def _elsewhere(target: Target, names: Mapping[str, list[str]]) -> str | None:
    """Return where something of that name stands."""
    if target.sort not in {Sort.FILE, Sort.TEST}:
        return None
    path = posixpath.normpath(target.name)
    found = names.get(posixpath.basename(path), [])
    whole = [other for other in found if other.endswith("/" + path)]
    if len(whole) == 1:
        return f"there is {whole[0]}: cd {whole[0].removesuffix(path)} first, or set its directory in gonogo.toml"
    return f"there is {found[0]}" if len(found) == 1 else None


def _is_chatty(scene: Scene, item: Item, command: str) -> bool:
    """Whether a command may be a sentence: many words that nobody set as code."""
    cell = scene.page_of(item).cell(item, "verify")
    words = command.split()
    return cell is not None and "`" not in cell and len(words) > _CHATTY and words[0] in {"make", "just", "go", "node"}


def _told(why: str, shown: str) -> str:
    """Return why a command cannot fail, with the command unless that is named already."""
    return why if shown in why else f"{why} ({shown})"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return f"`{line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + '…'}`"


RULES = (
    Rule(code="COMMAND_ABSENT", severity=Severity.ERROR, find=find_absent_commands),
    Rule(code="COMMAND_VACUOUS", severity=Severity.ERROR, find=find_vacuous_commands),
    Rule(code="COMMAND_TARGET_MISSING", severity=Severity.ERROR, find=find_missing_targets),
    Rule(code="COMMAND_SHARED", severity=Severity.WARNING, find=find_shared_commands),
)

"""Recalling runs whose inputs only lost files that have become results since.

A file that a run writes is no input from then on. The runs before it were hashed over it all the same, and would look
stale as soon as it has been written, although nothing that counts has changed. Such a run speaks for the present where

1. its command, settings and programs are those of now, which its cache key shows;
2. every present input was there with the same content;
3. everything else that it was hashed over is a result by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

import msgspec
from msgspec import structs

from gonogo.app.reading import Workspace
from gonogo.app.seeing import Sight, present_results
from gonogo.ledger.port import Ledger
from gonogo.model.command import Run
from gonogo.model.standing import CommandFact
from gonogo.model.state import State
from gonogo.verify.cache_key import key_of
from gonogo.verify.toolchain import Toolchain, started_by
from gonogo.workspace.inputs import read_manifest

_Entries = dict[str, str | None]


def recall(sight: Sight, workspace: Workspace, state: State, ledger: Ledger, environ: Mapping[str, str]) -> Sight:
    """Return what was seen, with each command whose last run speaks for the present under the key of that run."""
    if not state.created:
        return sight
    distinct = {fact.key: fact for seen in sight.facts.items for fact in seen.commands}
    missed = [
        (fact, run)
        for fact in distinct.values()
        if fact.cache_key not in state.by_cache_key and (run := state.by_command.get(fact.key)) is not None
    ]
    if not missed:
        return sight
    memory = _Memory(sight, ledger, present_results(workspace, workspace.files, state.created))
    toolchain = Toolchain(workspace.root.path, environ)
    recalled = {
        fact.key: structs.replace(fact, cache_key=run.cache_key, inputs=run.inputs)
        for fact, run in missed
        if run.cache_key == key_of(fact.key, run.inputs, toolchain.identify(fact.command)) and memory.speaks(run, fact)
    }
    if not recalled:
        return sight
    manifests = {digest: read_manifest(ledger.blob(digest)) for digest in {fact.inputs for fact in recalled.values()}}
    return _with(replace(sight, manifests={**sight.manifests, **manifests}), recalled)


def recall_earlier(sight: Sight, state: State) -> Sight:
    """Return what was seen of an earlier moment, with each command under the key of a run on those very inputs.

    Which programs there were then nobody knows: those of the machine are taken to be the present ones, but a program
    that is a file of the workspace may have changed with the rest of it.
    """
    runs = {(run.command, run.inputs): run for run in state.by_cache_key.values()}
    recalled: dict[str, CommandFact] = {}
    for fact in (fact for seen in sight.facts.items for fact in seen.commands):
        run = None if fact.cache_key in state.by_cache_key else runs.get((fact.key, fact.inputs))
        if run is not None and any("/" in name and name[0] != "/" for name in started_by(fact.command.text)):
            recalled[fact.key] = structs.replace(fact, cache_key=run.cache_key)
    return _with(sight, recalled) if recalled else sight


class _Memory:
    def __init__(self, sight: Sight, ledger: Ledger, results: AbstractSet[str]) -> None:
        self._sight = sight
        self._ledger = ledger
        self._results = results
        self._answers: dict[tuple[str, str], bool] = {}

    def speaks(self, run: Run, fact: CommandFact) -> bool:
        """Whether a run's inputs are the present ones and results."""
        pair = (run.inputs, fact.inputs)
        if pair not in self._answers:
            then = _entries(self._ledger.blob(run.inputs))
            now = _entries(self._sight.manifests[fact.inputs].data)
            same = all(then.get(path, "") == digest for path, digest in now.items())
            self._answers[pair] = same and then.keys() - now.keys() <= self._results
        return self._answers[pair]


def _entries(data: bytes) -> _Entries:
    return dict(msgspec.json.decode(data, type=list[tuple[str, str | None]]))


def _with(sight: Sight, recalled: Mapping[str, CommandFact]) -> Sight:
    items = tuple(
        structs.replace(seen, commands=tuple(recalled.get(fact.key, fact) for fact in seen.commands))
        if any(fact.key in recalled for fact in seen.commands)
        else seen
        for seen in sight.facts.items
    )
    return replace(sight, facts=structs.replace(sight.facts, items=items))

"""The working tree around running commands: looked at again and again, each look compared with the one before."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from gonogo.app.reading import Workspace
from gonogo.app.seeing import Sight, present_results, request_of, writable
from gonogo.evidence.resolve import resolve_all
from gonogo.model.evidence import Resolved
from gonogo.model.patterns import is_wild
from gonogo.model.standing import CommandFact
from gonogo.verify.cache_key import key_of
from gonogo.verify.disturbance import Change, compare
from gonogo.verify.toolchain import Toolchain
from gonogo.workspace.inputs import Inputs, Manifest


class Surroundings:
    """One workspace while its commands run. Files that runs wrote become results, which are no inputs by default."""

    def __init__(self, workspace: Workspace, created: Iterable[str], environ: Mapping[str, str]) -> None:
        self._workspace = workspace
        self._environ = environ
        self._documents = frozenset(reading.path for reading in workspace.readings)
        self._created = set(created)
        self._beyond: set[str] = set()
        """Inputs that are not listed: ignored files that a pattern spells."""
        self._seen: dict[str, tuple[CommandFact, Manifest]] = {}
        self._tree = workspace.tree.refreshed()
        self._digests = self._look()
        self._inputs: Inputs | None = None
        self._toolchain = Toolchain(workspace.root.path, environ)

    def adopt(self, sight: Sight) -> None:
        """Begin with what was seen of the workspace after the first look."""
        for seen in sight.facts.items:
            for fact in seen.commands:
                self._keep(fact, sight.manifests[fact.inputs])

    def look(self) -> Change:
        """Look at the tree, and return what differs from the look before."""
        self._tree = self._workspace.tree.refreshed()
        before, self._digests = self._digests, self._look()
        return compare(before, self._digests)

    def accept(self, results: Iterable[str]) -> None:
        """Answer for the tree as it was last looked at, in which these files have become results."""
        self._created.update(results)
        self._seen.clear()
        self._inputs = None
        self._toolchain = Toolchain(self._workspace.root.path, self._environ)

    def see(self, fact: CommandFact) -> tuple[CommandFact, Manifest]:
        """Return a command as it would run now, and the manifest of its inputs."""
        seen = self._seen.get(fact.key)
        if seen is not None:
            return seen
        if self._inputs is None:
            results = present_results(self._workspace, self._tree, self._created)
            self._inputs = Inputs(self._tree, exclude=self._documents | results)
        command = fact.command
        manifest = self._inputs.manifest(command.inputs, command.text, command.settings.directory)
        key = key_of(fact.key, manifest.digest, self._toolchain.identify(command))
        return self._keep(structs.replace(fact, inputs=manifest.digest, cache_key=key), manifest)

    def may_write(self, fact: CommandFact, items: Sequence[str]) -> tuple[str, ...]:
        """Return the patterns of what a command may write: its outputs, and the evidence of the items that name it."""
        by_key = self._workspace.by_key
        found = [path for key in items for path in writable(by_key[key], self._workspace.policy)]
        return tuple(dict.fromkeys((*fact.command.outputs, *found)))

    def stamp(self, patterns: Iterable[str]) -> tuple[object, ...]:
        """Return something that is equal later only if nothing was written to these places; cheap, and never sure of
        directories and globs.
        """
        return tuple(_stamp(f"{self._workspace.root.path}/{pattern}") for pattern in patterns)

    def resolve(self, items: Iterable[str]) -> dict[str, tuple[Resolved, ...]]:
        """Return what the evidence of items comes to, in the tree as it was last looked at."""
        policy, by_key = self._workspace.policy, self._workspace.by_key
        requests = {key: request for key in items if (request := request_of(by_key[key], policy)).references}
        if not requests:
            return {}
        answers = resolve_all(list(requests.values()), self._tree)
        return dict(zip(requests, answers, strict=True))

    def _look(self) -> dict[str, str]:
        documents = self._documents
        counted = [path for path in self._tree.listing.own if path not in documents]
        counted += sorted(self._beyond)
        return {path: found.digest for path, found in self._tree.digests(counted).items()}

    def _keep(self, fact: CommandFact, manifest: Manifest) -> tuple[CommandFact, Manifest]:
        if fact.command.inputs is not None:
            for file in manifest.files:
                if file.path not in self._digests and file.path not in self._documents:
                    self._beyond.add(file.path)
                    self._digests[file.path] = file.digest
        seen = self._seen[fact.key] = fact, manifest
        return seen


def _stamp(path: str) -> object:
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return object() if is_wild(path) else None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else object()

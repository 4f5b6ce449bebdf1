"""Facts: what a workspace shows at one moment, beside what its ledger remembers."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gonogo.app import settings
from gonogo.app.reading import Workspace
from gonogo.evidence.reference import classify
from gonogo.evidence.resolve import Request, resolve_all
from gonogo.model.command import Command, Expect, Settings
from gonogo.model.evidence import Resolved
from gonogo.model.item import Item
from gonogo.model.patterns import select
from gonogo.model.policy import ItemPolicy, Policy
from gonogo.model.standing import CommandFact, Document, Facts, ItemFacts, Unread
from gonogo.verify.cache_key import key_of
from gonogo.verify.toolchain import Toolchain
from gonogo.verify.vacuous import vacuous
from gonogo.workspace.inputs import Inputs, Manifest
from gonogo.workspace.port import Files


@dataclass(frozen=True)
class Sight:
    """The facts, and the manifests behind the digests that they name."""

    facts: Facts
    manifests: Mapping[str, Manifest]
    """By digest."""


_NOTHING = ItemPolicy()


def see(workspace: Workspace, created: frozenset[str], environ: Mapping[str, str]) -> Sight:
    """Look at every item: its commands on the present inputs, its evidence in the present tree.

    created: workspace files that runs wrote; they are results, not inputs.
    """
    commands, manifests = _see_commands(workspace, created, environ)
    evidence = _see_evidence(workspace)
    policy = workspace.policy
    age = policy.verify.max_age
    facts = Facts(
        documents=tuple(Document(path=reading.path, digest=reading.digest) for reading in workspace.readings),
        items=tuple(
            ItemFacts(
                item=item,
                commands=commands[item.key],
                evidence=evidence[item.key],
                assessed=_assessed(item, policy),
                duplicated=item.key in workspace.duplicated,
            )
            for item in workspace.items
        ),
        unread=tuple(
            Unread(path=finding.path, code=finding.code, message=finding.message) for finding in workspace.unreadable
        ),
        max_age=None if age is None else settings.seconds(age, settings.NAME),
    )
    return Sight(facts=facts, manifests=manifests)


def commands_of(item: Item, policy: Policy) -> tuple[Command, ...]:
    """Return the commands of an item as they would be run: settings of the item, else of `[verify]`."""
    own = policy_of(item, policy)
    shared = policy.verify
    execution = Settings(
        directory=own.directory or shared.directory,
        environment=tuple(sorted({**shared.environment, **own.environment}.items())),
        allow=tuple(sorted(shared.allow)),
        timeout=settings.seconds(own.timeout or shared.timeout, settings.NAME),
    )
    return tuple(
        Command(
            text=text,
            settings=execution,
            inputs=own.inputs if own.inputs is not None else shared.inputs,
            outputs=own.outputs,
            expect=tuple(expect for expect in own.expect if not is_about_file(expect)),
        )
        for text in item.verify
    )


def policy_of(item: Item, policy: Policy) -> ItemPolicy:
    """Return what `[items.KEY]` says of an item; an id that several items bear is no key."""
    return policy.items.get(item.key, _NOTHING)


def is_about_file(expect: Expect) -> bool:
    """Whether an expectation speaks of a file's content rather than of a run's output."""
    return expect.file is not None or expect.junit is not None


def references_of(item: Item, policy: Policy) -> tuple[str, ...]:
    """Return an item's evidence references, with the files that its expectations speak of."""
    files = (expect.junit or expect.file for expect in policy_of(item, policy).expect)
    return tuple(dict.fromkeys((*item.evidence, *(name for name in files if name is not None))))


def _see_commands(
    workspace: Workspace, created: frozenset[str], environ: Mapping[str, str]
) -> tuple[dict[str, tuple[CommandFact, ...]], dict[str, Manifest]]:
    documents = frozenset(reading.path for reading in workspace.readings)
    inputs = Inputs(workspace.files, exclude=documents | present_results(workspace, workspace.files, created))
    toolchain = Toolchain(workspace.root.path, environ)
    facts: dict[Command, CommandFact] = {}
    manifests: dict[str, Manifest] = {}
    found: dict[str, tuple[CommandFact, ...]] = {}
    for item in workspace.items:
        commands = commands_of(item, workspace.policy) if item.verify else ()
        for command in commands:
            if command not in facts:
                manifest = inputs.manifest(command.inputs, command.text, command.settings.directory)
                manifests[manifest.digest] = manifest
                key = command.key
                facts[command] = CommandFact(
                    command=command,
                    key=key,
                    cache_key=key_of(key, manifest.digest, toolchain.identify(command)),
                    inputs=manifest.digest,
                    vacuous=vacuous(command.text),
                )
        found[item.key] = tuple(facts[command] for command in commands)
    return found, manifests


def request_of(item: Item, policy: Policy) -> Request:
    """Return what evidence is to be resolved for an item."""
    return Request(
        references=references_of(item, policy),
        expects=tuple(e for e in policy_of(item, policy).expect if is_about_file(e)),
        base=posixpath.dirname(item.path),
    )


def writable(item: Item, policy: Policy) -> tuple[str, ...]:
    """Return the patterns of the files that an item's commands may write beside declared outputs: its evidence."""
    found: list[str] = []
    for text in references_of(item, policy):
        path = classify(text).path
        if path is not None:
            base = posixpath.dirname(item.path)
            found += [path, posixpath.normpath(f"{base}/{path}")] if base else [path]
    return tuple(dict.fromkeys(found))


def present_results(workspace: Workspace, files: Files, created: AbstractSet[str]) -> frozenset[str]:
    """Return which of the files that runs wrote are results still.

    A file that Git has come to track is someone's work, unless an item's commands are there to write it.
    """
    kept = created & files.listing.tracked
    if not kept:
        return frozenset(created)
    patterns = {
        pattern
        for item in workspace.items
        if item.verify
        for pattern in (*writable(item, workspace.policy), *policy_of(item, workspace.policy).outputs)
    }
    paths = sorted(kept)
    owned = {path for pattern in patterns for path in select(pattern, paths, into=True)}
    return frozenset(created - kept | owned)


def _see_evidence(workspace: Workspace) -> dict[str, tuple[Resolved, ...]]:
    requests = [request_of(item, workspace.policy) for item in workspace.items]
    answers = resolve_all(requests, workspace.files)
    return {item.key: answer for item, answer in zip(workspace.items, answers, strict=True)}


def _assessed(item: Item, policy: Policy) -> tuple[str, ...]:
    """Return the exit criteria that an expectation answers; one about output answers nothing where nothing runs."""
    expects = policy_of(item, policy).expect
    named = {expect.criterion for expect in expects if item.verify or is_about_file(expect)}
    return tuple(criterion for criterion in item.exit_criteria if criterion in named)

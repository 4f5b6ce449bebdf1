"""Reading a workspace: which documents are trackers, what they say, and what `gonogo.toml` adds to it.

Nothing here writes. A file that cannot be read is a finding and never hides the others; an explicit path that cannot be
read is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gonogo.app import settings
from gonogo.app.caching import outside
from gonogo.app.documents import Documents
from gonogo.app.keys import by_item, shared_names, with_policy, with_unique_keys
from gonogo.app.parse_cache import Parser
from gonogo.app.sources import Source, on_disk
from gonogo.check.mentions import Mention, find_shared_settings, find_unknown_settings
from gonogo.errors import GonogoError, InputError, InternalError, UsageError
from gonogo.model.item import Finding, Item, Reading, Severity
from gonogo.model.links import Links, link
from gonogo.model.patterns import means
from gonogo.model.policy import Policy
from gonogo.tracker.discover import Candidate, judge_name
from gonogo.workspace.port import Files
from gonogo.workspace.root import Root
from gonogo.workspace.tree import Tree

_IGNORE = re.compile(r"\s*\[\[\s*check\s*\.\s*ignore\s*\]\]")


@dataclass(frozen=True)
class Workspace:
    """A workspace as it was read: its documents, items with unique keys, and findings."""

    source: Source
    policy: Policy
    """With each `[items.KEY]` under the key of its item."""
    candidates: tuple[Candidate, ...]
    readings: tuple[Reading, ...]
    items: tuple[Item, ...]
    duplicated: frozenset[str]
    unread: tuple[Finding, ...]
    """What could not be read at all."""
    parser: Parser
    texts: Mapping[str, bytes]
    """The bytes of each document that was read."""

    @property
    def root(self) -> Root:
        """Where it is."""
        return self.source.root

    @property
    def whole(self) -> bool:
        """Whether all of it was read; False where paths narrowed it."""
        return self.source.whole

    @property
    def files(self) -> Files:
        """The files of the moment that was read."""
        return self.source.files

    @property
    def is_present(self) -> bool:
        """Whether the files are those on disk."""
        return isinstance(self.files, Tree)

    @property
    def tree(self) -> Tree:
        """The working tree, for whoever runs something in it; InternalError where another moment was read."""
        if not isinstance(self.files, Tree):
            raise InternalError("nothing runs at another moment than the present")
        return self.files

    @cached_property
    def links(self) -> Links:
        """Who depends on whom, and who is whose child."""
        return link(self.items)

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """Items by key, in document order."""
        return {item.key: item for item in self.items}

    @cached_property
    def setting_findings(self) -> tuple[Finding, ...]:
        """What is wrong with what `gonogo.toml` says of items."""
        names = (said.name for said in self._mentions)
        return (*find_shared_settings(self._mentions, shared_names(names, self.items)), *self.unknown_settings)

    @cached_property
    def ignore_lines(self) -> dict[int, int]:
        """Where each `[[check.ignore]]` stands in `gonogo.toml`, by its turn."""
        if not self.policy.check.ignore:
            return {}
        text = self.source.settings.splitlines()
        heads = [number for number, line in enumerate(text, 1) if _IGNORE.match(line)]
        return dict(enumerate(heads))

    @cached_property
    def unreadable(self) -> tuple[Finding, ...]:
        """Documents that could not be read, or not wholly: nobody knows what they list."""
        damaged = (f for reading in self.readings for f in reading.findings if f.code == "TRACKER_UNREADABLE")
        return (*self.unread, *damaged)

    @cached_property
    def unknown_settings(self) -> tuple[Finding, ...]:
        """What `gonogo.toml` says of items that do not exist; unknown where only some of the items were read."""
        mentions = self._mentions
        names = {name for item in self.items for name in (item.id, item.key) if name} if mentions else set()
        hints = {said.name: settings.nearest(said.name, names) for said in mentions if said.name not in names}
        return find_unknown_settings(mentions, hints)

    @cached_property
    def _mentions(self) -> tuple[Mention, ...]:
        return _mentions(self.source.settings, self.policy) if self.whole else ()

    def find(self, name: str) -> Item:
        """Return the item that a person means by an id, a key or a place (`docs/x.md:23`, or `:23` alone).

        Raises UsageError naming the nearest one.
        """
        if name in self.by_key:
            return self.by_key[name]
        same = [item for item in self.items if name.casefold() in {(item.id or "").casefold(), item.key.casefold()}]
        same = same or [item for item in self.items if name in {f"{item.path}:{item.line}", f":{item.line}"}]
        if len(same) == 1:
            return same[0]
        names = [text for item in self.items for text in (item.id, item.key) if text]
        if same:
            raise UsageError(
                f"{name} stands on {len(same)} items",
                code="ID_DUPLICATE",
                expected="an id that is unique, or a key",
                found=", ".join(item.key for item in same[:5]),
            )
        raise UsageError(
            f"there is no item {name}",
            code="ITEM_UNKNOWN",
            hint=settings.nearest(name, names) or "gonogo items lists them",
        )

    def require_sound_settings(self) -> None:
        """Refuse to act while `gonogo.toml` speaks of items that do not exist."""
        for finding in self.unknown_settings:
            where = f"{finding.path}:{finding.line}"
            raise UsageError(finding.message, code=finding.code, where=where, hint=finding.hint)


def open_workspace(
    paths: Sequence[Path], here: Path, *, cache: Path | None = None, remember: bool = False
) -> Workspace:
    """Read the workspace that the first path (or `here`) lies in; explicit files are read alone, folders searched.

    cache: a directory where readings are remembered, for those who only look; with `remember` new ones are added.
    """
    return read(on_disk(paths, here), cache=cache, remember=remember)


def read(source: Source, *, cache: Path | None = None, remember: bool = False) -> Workspace:
    """Read a workspace at one moment; `cache` and `remember` are those of `open_workspace`."""
    policy = settings.parse(source.settings)
    parser = Parser(policy.dialect, outside(cache, source.root.path), remember=remember)
    texts: dict[str, bytes] = {}
    candidates, unread = _discover(source, policy, parser, texts)
    readings = []
    for name, data in texts.items():
        try:
            readings.append(parser.parse(name, data))
        except GonogoError as error:
            unread.append(_unreadable(name, error))
    for name in source.explicit:
        texts[name] = source.documents.read(name)
        readings.append(_read_explicit(parser, name, texts[name]))
    rows = [item for reading in readings for item in reading.items]
    items, duplicated = with_unique_keys(rows)
    policy = by_item(policy, items)
    items = tuple(with_policy(item, policy.items) for item in items)
    return Workspace(
        source=source,
        policy=policy,
        candidates=tuple(candidates),
        readings=tuple(readings),
        items=items,
        duplicated=duplicated,
        unread=tuple(unread),
        parser=parser,
        texts=texts,
    )


def _read_explicit(parser: Parser, name: str, data: bytes) -> Reading:
    """Return the reading of a file that a person named: what cannot be read at all is an error, not a finding."""
    reading = parser.parse(name, data)
    for finding in reading.findings:
        if finding.code == "TRACKER_UNREADABLE" and not reading.items:
            raise InputError(finding.message, code=finding.code, where=f"{name}:{finding.line}", hint=finding.hint)
    return reading


def _discover(
    source: Source, policy: Policy, parser: Parser, texts: dict[str, bytes]
) -> tuple[list[Candidate], list[Finding]]:
    """Judge every file of the workspace that may be a tracker, and put the bytes of those that are into `texts`."""
    candidates: list[Candidate] = []
    findings: list[Finding] = []
    if not source.whole and not source.folders:
        return candidates, findings
    for name in source.files.listing.own:
        if source.folders and not any(folder == "." or name.startswith(f"{folder}/") for folder in source.folders):
            continue
        included = any(means(pattern, name) for pattern in policy.trackers.include)
        if not included and judge_name(name) is None:
            continue
        try:
            candidate = _judge(source.documents, name, policy, parser, included)
            candidates.append(candidate)
            if candidate.take:
                texts[name] = source.documents.read(name)
        except GonogoError as error:
            findings.append(_unreadable(name, error))
    return candidates, findings


def _judge(documents: Documents, name: str, policy: Policy, parser: Parser, included: bool) -> Candidate:
    """Return what discovery says of a file."""
    if any(means(pattern, name) for pattern in policy.trackers.exclude):
        return Candidate(path=name, take=False, why="excluded by gonogo.toml")
    head = documents.head(name)
    return Candidate(path=name, take=True, why="included by gonogo.toml") if included else parser.judge(name, head)


def _unreadable(name: str, error: GonogoError) -> Finding:
    return Finding(
        code=error.code or "TRACKER_UNREADABLE",
        severity=Severity.ERROR,
        message=error.message,
        hint=error.hint,
        path=name,
        line=1,
    )


def _mentions(text: str, policy: Policy) -> tuple[Mention, ...]:
    """Return where `gonogo.toml` speaks of items."""
    named = [(f"[items.{name}]", name) for name in policy.items]
    named += [(f"[gates.{gate.name}] scope.ids", name) for gate in policy.gates.values() for name in gate.scope.ids]
    if not named:
        return ()
    lines = text.splitlines()
    return tuple(
        Mention(place=place, name=name, line=next((n for n, line in enumerate(lines, 1) if name in line), 1))
        for place, name in named
    )

"""Reading a workspace: which documents are trackers, what they say, and what `gonogo.toml` adds to it.

Nothing here writes. A file that cannot be read is a finding and never hides the others; an explicit path that cannot be
read is an error.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from gonogo.app import settings
from gonogo.app.keys import by_item, shared_names, with_policy, with_unique_keys
from gonogo.app.parse_cache import Parser
from gonogo.check.mentions import Mention, find_shared_settings, find_unknown_settings
from gonogo.errors import GonogoError, InputError, UsageError
from gonogo.model.item import Finding, Item, Reading, Severity
from gonogo.model.links import Links, link
from gonogo.model.patterns import means
from gonogo.model.policy import Policy
from gonogo.tracker.discover import Candidate, judge, judge_name
from gonogo.tracker.parse import LARGEST_DOCUMENT
from gonogo.workspace.port import Files
from gonogo.workspace.root import Root, find_root
from gonogo.workspace.tree import Tree

HEAD = 65_536
"""Bytes of a file that discovery looks at."""
READ_ATTEMPTS = 3
CACHE = ".gonogo/cache"
_IGNORE = re.compile(r"\s*\[\[\s*check\s*\.\s*ignore\s*\]\]")


@dataclass(frozen=True)
class Workspace:
    """A workspace as it was read: its documents, items with unique keys, and findings."""

    root: Root
    policy: Policy
    """With each `[items.KEY]` under the key of its item."""
    candidates: tuple[Candidate, ...]
    readings: tuple[Reading, ...]
    items: tuple[Item, ...]
    duplicated: frozenset[str]
    unread: tuple[Finding, ...]
    """What could not be read at all."""
    whole: bool
    """False where explicit paths narrowed it."""
    tree: Tree
    parser: Parser
    texts: Mapping[str, bytes]
    """The bytes of each document that was read."""

    @property
    def files(self) -> Files:
        """The files of the moment that was read."""
        return self.tree

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
        text = (self.root.path / settings.NAME).read_text("utf-8").splitlines()
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
        return _mentions(self.root.path, self.policy) if self.whole else ()

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
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist", code="INPUT_MISSING", hint="check the path")
    root = find_root(paths[0] if paths else here)
    policy = settings.load(root.path)
    parser = Parser(policy.dialect, _outside(cache, root.path), remember=remember)
    tree = Tree(root.path, cache=root.path / CACHE)
    files = [path for path in paths if not path.is_dir()]
    texts: dict[str, bytes] = {}
    candidates, unread = _discover(root, policy, tree, texts, [p for p in paths if p.is_dir()], bool(files))
    readings = []
    for name, data in texts.items():
        try:
            readings.append(parser.parse(name, data))
        except GonogoError as error:
            unread.append(_unreadable(name, error))
    for path in files:
        name = _name(path, root.path)
        texts[name] = read_stable(path)
        readings.append(_read_explicit(parser, name, texts[name]))
    rows = [item for reading in readings for item in reading.items]
    items, duplicated = with_unique_keys(rows)
    policy = by_item(policy, items)
    items = tuple(with_policy(item, policy.items) for item in items)
    return Workspace(
        root=root,
        policy=policy,
        candidates=tuple(candidates),
        readings=tuple(readings),
        items=items,
        duplicated=duplicated,
        unread=tuple(unread),
        whole=not paths,
        tree=tree,
        parser=parser,
        texts=texts,
    )


def _outside(cache: Path | None, root: Path) -> Path | None:
    """Return a cache directory, unless it lies in the workspace: looking at a workspace changes nothing in it."""
    return None if cache is None or cache.resolve().is_relative_to(root) else cache


def _read_explicit(parser: Parser, name: str, data: bytes) -> Reading:
    """Return the reading of a file that a person named: what cannot be read at all is an error, not a finding."""
    reading = parser.parse(name, data)
    for finding in reading.findings:
        if finding.code == "TRACKER_UNREADABLE" and not reading.items:
            raise InputError(finding.message, code=finding.code, where=f"{name}:{finding.line}", hint=finding.hint)
    return reading


def read_stable(path: Path) -> bytes:
    """Return a file's bytes as they stood at one moment; a file that changes meanwhile is read again, then refused."""
    try:
        for _ in range(READ_ATTEMPTS):
            with _open(path) as stream:
                before = os.fstat(stream.fileno())
                if before.st_size > LARGEST_DOCUMENT:
                    raise InputError(
                        "the document is too large to be a tracker",
                        code="INPUT_TOO_LARGE",
                        where=str(path),
                        expected=f"at most {LARGEST_DOCUMENT} bytes",
                        found=f"{before.st_size} bytes",
                    )
                data = stream.read()
                after = path.stat()
            if (before.st_mtime_ns, before.st_size, before.st_ino) == (after.st_mtime_ns, len(data), after.st_ino):
                return data
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", code="TRACKER_UNREADABLE", where=str(path)) from error
    raise InputError(
        "the document keeps changing while it is read",
        code="TRACKER_UNREADABLE",
        where=str(path),
        hint="let the program that writes it finish, then try again",
    )


def _open(path: Path) -> BinaryIO:
    """Open a file for reading; what is no regular file, such as a pipe that nobody writes to, is refused at once."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("it is no regular file", code="TRACKER_UNREADABLE", where=str(path))
    return os.fdopen(handle, "rb")


def _discover(
    root: Root, policy: Policy, tree: Tree, texts: dict[str, bytes], folders: Sequence[Path], only_folders: bool
) -> tuple[list[Candidate], list[Finding]]:
    """Judge every file of the workspace that may be a tracker, and put the bytes of those that are into `texts`."""
    candidates: list[Candidate] = []
    findings: list[Finding] = []
    if only_folders and not folders:
        return candidates, findings
    prefixes = tuple(_name(folder, root.path) for folder in folders)
    for name in tree.listing.own:
        if prefixes and not any(prefix == "." or name.startswith(f"{prefix}/") for prefix in prefixes):
            continue
        included = any(means(pattern, name) for pattern in policy.trackers.include)
        if not included and judge_name(name) is None:
            continue
        try:
            candidate, data = _look(root.path / name, name, policy, included)
            candidates.append(candidate)
            if candidate.take:
                texts[name] = data or read_stable(root.path / name)
        except GonogoError as error:
            findings.append(_unreadable(name, error))
    return candidates, findings


def _look(path: Path, name: str, policy: Policy, included: bool) -> tuple[Candidate, bytes | None]:
    """Return what discovery says of a file, and its bytes where the first look already read them all."""
    if any(means(pattern, name) for pattern in policy.trackers.exclude):
        return Candidate(path=name, take=False, why="excluded by gonogo.toml"), None
    try:
        with _open(path) as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", code="TRACKER_UNREADABLE", where=name) from error
    if included:
        return Candidate(path=name, take=True, why="included by gonogo.toml"), None
    return judge(name, head), None


def _unreadable(name: str, error: GonogoError) -> Finding:
    return Finding(
        code=error.code or "TRACKER_UNREADABLE",
        severity=Severity.ERROR,
        message=error.message,
        hint=error.hint,
        path=name,
        line=1,
    )


def _name(path: Path, root: Path) -> str:
    """Return a path as it is shown: relative to the root where it lies under it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would follow symbolic links
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        return absolute.as_posix()


def _mentions(root: Path, policy: Policy) -> tuple[Mention, ...]:
    """Return where `gonogo.toml` speaks of items."""
    named = [(f"[items.{name}]", name) for name in policy.items]
    named += [(f"[gates.{gate.name}] scope.ids", name) for gate in policy.gates.values() for name in gate.scope.ids]
    if not named:
        return ()
    text = (root / settings.NAME).read_text("utf-8").splitlines()
    return tuple(
        Mention(place=place, name=name, line=next((n for n, line in enumerate(text, 1) if name in line), 1))
        for place, name in named
    )

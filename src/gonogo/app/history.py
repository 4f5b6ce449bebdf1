"""Looking back: what Git remembers of a workspace's trackers, as values for rules and views. Nothing is written.

Rules:
1. A version that cannot be read (no text, too deep, missing from this clone) is passed over: what follows it is
   compared with what came before it. One that Git does not have is a gap.
2. Of a merge counts only what none of its parents says.
3. What is not committed yet has no past.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from gonogo.app.claiming import past_claims
from gonogo.app.differences import Change, Difference, Differences, Text, diagrams_of
from gonogo.app.halves import share
from gonogo.app.parse_cache import blob_id
from gonogo.app.reading import Workspace
from gonogo.app.rivals import find_rivals
from gonogo.errors import GonogoError, InputError
from gonogo.model.item import Reading
from gonogo.model.past import Gap, Past, Revision, Step
from gonogo.workspace.blobs import Blobs
from gonogo.workspace.git import Repository, lacks_program
from gonogo.workspace.versions import Version, Versions, read_versions

MOST_VERSIONS = 5_000
"""Versions of one document that anybody looks back on."""
TOGETHER = 4
"""How many times as many are taken in of all documents together."""
NO_GIT = "Git is not installed"
GET_GIT = "install it, or put it on the PATH"
LARGEST_VERSION = 32 * 1024 * 1024
_NAMED_FORMATS = frozenset({"csv", "json", "tsv", "yaml", "yml"})


def gather_past(workspace: Workspace, limit: int, *, rivals: bool = True) -> Past:
    """Return the past of the documents that were read, at most `limit` versions of each; empty without Git.

    What Git cannot tell is a gap, never an error. rivals: whether to look at other branches.
    """
    documents = [reading for reading in workspace.readings if not reading.path.startswith("/")]
    repository = workspace.files.repository() if limit > 0 and documents else None
    if repository is None:
        if limit > 0 and documents and lacks_program(workspace.root.path):
            return Past(gaps=(Gap(path=documents[0].path, revision=None, message=NO_GIT, hint=GET_GIT),), cut=True)
        return Past()
    try:
        head = repository.head
        if head is None:
            return Past()
        paths = [reading.path for reading in documents]
        versions = read_versions(workspace.root.path, head, paths, limit, TOGETHER * limit)
        reader = _Reader(workspace, documents)
        reader.read(versions)
        steps = tuple(reader.steps)
        names = _names(versions)
        claims = () if repository.is_partial else past_claims(workspace, steps, names, head)
        found = find_rivals(workspace, paths, reader.differences, reader.blobs, head) if rivals else ()
    except InputError as error:
        gap = Gap(path=documents[0].path, revision=None, message=error.message, hint=error.hint)
        return Past(gaps=(_told(gap, error),), cut=True)
    return Past(
        revisions={changed.revision.id: changed.revision for changed in reversed(versions.commits)},
        steps=steps,
        claims=claims,
        rivals=found,
        gaps=tuple(reader.gaps) if not _is_partial(repository, reader.gaps) else (),
        names=names,
        cut=versions.cut or bool(reader.gaps),
    )


def _names(versions: Versions) -> dict[tuple[str, str], str]:
    """Return what each document was called, by commit and present name."""
    return {(made.revision.id, version.path): version.name for made in versions.commits for version in made.versions}


def _told(gap: Gap, error: GonogoError) -> Gap:
    return replace(gap, message=f"{error.message}: {error.found}") if error.found else gap


def _is_partial(repository: Repository, gaps: Sequence[Gap]) -> bool:
    """Whether contents are missing because the clone was made without them."""
    return bool(gaps) and repository.is_partial


@dataclass
class _Reader:
    """Turns versions into steps, oldest first."""

    workspace: Workspace
    documents: Sequence[Reading]
    steps: list[Step] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.blobs = Blobs(self.workspace.root.path)
        self.differences = Differences(self.workspace.parser)
        self._diagrams: dict[str, str] = {}
        self._standins: dict[tuple[str, str], str | None] = {}
        for reading in self.documents:
            self.differences.seed(reading.path, blob_id(self.workspace.texts[reading.path]), reading)
            self._diagrams[reading.path] = diagrams_of(reading)

    def read(self, versions: Versions) -> None:
        """Take in the versions of all documents."""
        if self.differences.writes:
            share(list(self._unknown(versions)), self._remember)
        for changed in reversed(versions.commits):
            for version in changed.versions:
                self.steps += self._steps(changed.revision, version)

    def _unknown(self, versions: Versions) -> Iterator[tuple[str, str | None, str | None]]:
        """Yield the pairs of contents whose difference is not remembered yet."""
        for changed in versions.commits:
            for version in changed.versions:
                for before in version.before:
                    pair = _place(version), before, version.after
                    if before != version.after and self.differences.recall(*pair) is None:
                        yield pair

    def _remember(self, pairs: Sequence[tuple[str, str | None, str | None]]) -> None:
        """Work out differences for the memory alone; what cannot be read is met again, and told, where it is needed."""
        self.blobs = Blobs(self.workspace.root.path)  # a copy of this process must not share a stream with it
        for pair in pairs:
            try:
                self._compare(*pair)
            except _Unreadable:
                continue

    def _steps(self, revision: Revision, version: Version) -> Iterator[Step]:
        path = _place(version)
        before = [self._standins.get((path, blob), blob) if blob else None for blob in version.before]
        if version.after in before:
            return
        try:
            found = [self._compare(path, blob, version.after) for blob in before]
        except _Unreadable as told:
            if told.blob == version.after:
                self._standins[path, told.blob] = before[0]
            if told.gap is not None:
                self.gaps.append(Gap(path=version.path, revision=revision, message=told.gap, hint=told.hint))
            return
        drawn = self._diagrams[version.path]
        for change in _own(found):
            yield Step(
                path=version.path,
                revision=revision.id,
                before=change.before,
                after=change.after,
                turn=change.turn,
                ruled=bool(drawn) and found[0].diagrams == drawn,
                noted=change.noted,
            )

    def _compare(self, path: str, before: str | None, after: str | None) -> Difference:
        """Return what differs between two blobs; raises _Unreadable."""
        known = self.differences.recall(path, before, after)
        if known is not None:
            return known
        return self.differences.compare(path, self._text(path, before), self._text(path, after))

    def _text(self, path: str, blob: str | None) -> Text | None:
        if blob is None:
            return None
        try:
            data = self.blobs.read(blob, LARGEST_VERSION)
        except InputError as error:
            raise _Unreadable(blob, error.message, error.hint) from error
        try:
            reading = self.differences.reading(path, (blob, data))
        except GonogoError as error:
            raise _Unreadable(blob) from error
        if not reading.items and any(finding.code == "TRACKER_UNREADABLE" for finding in reading.findings):
            raise _Unreadable(blob)
        return blob, data


class _Unreadable(Exception):  # noqa: N818 -- an answer, caught where it is asked for
    """A version is no document; `gap` says why, where Git is to blame."""

    def __init__(self, blob: str, gap: str | None = None, hint: str | None = None) -> None:
        super().__init__(blob)
        self.blob, self.gap, self.hint = blob, gap, hint


def _own(found: Sequence[Difference]) -> Iterable[Change]:
    """Return what a commit itself changed: of a merge, that in which it differs from each of its parents."""
    first, *others = found
    if not others:
        return first.changes
    told = [{_key(change): change for change in other.changes} for other in others]
    return [c for c in first.changes if all(_matters(other.get(_key(c))) for other in told)]


def _key(change: Change) -> tuple[str, int]:
    item = change.after or change.before
    return item.key if item is not None else "", change.turn


def _matters(change: Change | None) -> bool:
    """Whether a merge and one of its parents disagree about an item's claim."""
    if change is None:
        return False
    before, after = change.before, change.after
    if before is None or after is None:
        return True
    return (before.status, before.status_raw, before.evidence) != (after.status, after.status_raw, after.evidence)


def _place(version: Version) -> str:
    """Return the name under which a version is read: the present one, but where formats are told by names."""
    formats = {version.path.rpartition(".")[2].casefold(), version.name.rpartition(".")[2].casefold()}
    return version.name if len(formats) > 1 and formats & _NAMED_FORMATS else version.path

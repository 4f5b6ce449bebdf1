"""What evidence references came to, among the files of one moment.

Rules:
1. A reference resolves when what it names is there, holds something, is kept by Git where Git keeps anything, lies in
   the workspace, and has the place (heading, pointer, line, test) that it names. All else has a code of its own.
2. The digest of one file is its SHA-256; of a directory or glob, the digest of the canonical list of [path, SHA-256];
   of a commit, the digest of its full id. What is ignored or lacks its place still has one, so that a run can bind it.
3. A link is recorded and never fetched.
4. What is missing says where Git saw it go.
5. What cannot be evaluated is unreadable, never met.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from gonogo import canonical
from gonogo.evidence import content
from gonogo.evidence.hints import Hints
from gonogo.evidence.looking import Looking
from gonogo.evidence.places import Fault, Finder, Place
from gonogo.evidence.provenance import Provenance
from gonogo.evidence.reference import Reference, classify
from gonogo.model.command import Expect
from gonogo.model.evidence import EvidenceKind, FileDigest, Resolved, Tier
from gonogo.workspace.git import Repository
from gonogo.workspace.port import Files

_EMPTY = canonical.sha256(b"")


class Request(Struct, frozen=True, kw_only=True):
    """One item's references, and what is expected of the files that they name.

    An expectation is judged where a reference names its file, or a directory or glob above it.
    base: the directory of the document in which they stand, from the root; a relative link may mean it.
    """

    references: tuple[str, ...]
    expects: tuple[Expect, ...] = ()
    base: str = ""


def resolve(
    references: Sequence[str], files: Files, repository: Repository | None, expects: Sequence[Expect] = ()
) -> tuple[Resolved, ...]:
    """Return what each reference came to; for many items use `resolve_all`, which asks Git once."""
    request = Request(references=tuple(references), expects=tuple(expects))
    return resolve_all([request], files, repository)[0]


def resolve_all(
    requests: Sequence[Request], files: Files, repository: Repository | None = None
) -> list[tuple[Resolved, ...]]:
    """Return what each reference of each request came to, in order; the workspace's own repository is the default."""
    session = _Session(files, repository if repository is not None else files.repository())
    session.gather({(text, request.base) for request in requests for text in request.references})
    return [session.answer(request) for request in requests]


class _Session:
    def __init__(self, files: Files, repository: Repository | None) -> None:
        self._files = files
        self._finder = Finder(files)
        self._hints = Hints(files, repository)
        self._provenance = Provenance(files.listing, repository)
        self._references: dict[str, Reference] = {}
        self._places: dict[tuple[str, str], Place | Fault] = {}
        self._answers: dict[tuple[str, str], Resolved] = {}
        self._digests: dict[str, FileDigest] = {}
        self._looking = Looking(files.ground(), self._digests)

    def gather(self, wanted: set[tuple[str, str]]) -> None:
        """Find all places, then hash all files and ask Git once."""
        for text, base in sorted(wanted):
            reference = self._references.get(text)
            if reference is None:
                reference = self._references[text] = classify(text)
            if reference.url is None and reference.commit is None:
                self._places[text, base] = self._finder.find(reference, base)
        places = [place for place in self._places.values() if isinstance(place, Place)]
        self._digests.update(self._files.digests({real for place in places for _, real in place.files}))
        self._provenance.gather(places, {r.commit for r in self._references.values() if r.commit is not None})

    def answer(self, request: Request) -> tuple[Resolved, ...]:
        answers = []
        for text in request.references:
            key = (text, request.base)
            if key not in self._answers:
                self._answers[key] = self._resolve(*key)
            answers.append(self._answers[key])
        for expect in request.expects:
            path = content.file_of(expect)
            for at in self._covering(path, request) if path is not None else ():
                answers[at] = self._judge(answers[at], expect, self._places[request.references[at], request.base])
        return tuple(answers)

    def _resolve(self, text: str, base: str) -> Resolved:
        reference = self._references[text]
        if reference.url is not None:
            message = "recorded, not fetched"
            return Resolved(reference=text, kind=reference.kind, code="LINK_RECORDED", message=message)
        if reference.commit is not None:
            return self._resolve_commit(reference, reference.commit)
        place = self._places[text, base]
        if isinstance(place, Fault):
            return Resolved(
                reference=text,
                kind=reference.kind,
                code=place.code,
                message=place.message,
                hint=self._hints.for_fault(reference, place),
            )
        return self._resolve_place(reference, place)

    def _resolve_commit(self, reference: Reference, identifier: str) -> Resolved:
        commit = self._provenance.commit(identifier)
        if commit is None:
            return Resolved(
                reference=reference.raw,
                kind=EvidenceKind.CODE,
                code="EVIDENCE_COMMIT_UNKNOWN",
                message=f"commit {identifier} is not in this repository",
                hint=self._hints.for_commit(),
            )
        digest = canonical.digest(["commit", commit.id])
        return Resolved(
            reference=reference.raw, kind=EvidenceKind.CODE, digest=digest, commit=commit.id, time=commit.time
        )

    def _resolve_place(self, reference: Reference, place: Place) -> Resolved:
        found = [(shown, self._digests.get(real)) for shown, real in place.files]
        files = tuple(FileDigest(shown, file.digest, file.size) for shown, file in found if file is not None)
        last = self._provenance.last_commit(place)
        resolved = Resolved(
            reference=reference.raw,
            kind=_kind(reference, place),
            digest=_digest(files, place) if files else None,
            size=sum(file.size for file in files),
            files=files,
            commit=None if last is None else last.id,
            time=None if last is None else last.time,
            dirty=self._provenance.is_dirty(place),
        )
        unreadable = next((shown for shown, file in found if file is None), None)
        if unreadable is not None:
            return _fault(resolved, "EVIDENCE_UNREADABLE", f"{unreadable} cannot be read", digest=None)
        if all(file.digest == _EMPTY for file in files):
            return _fault(resolved, "EVIDENCE_EMPTY", f"{place.path} is empty")
        return self._look_into(resolved, reference, place)

    def _look_into(self, resolved: Resolved, reference: Reference, place: Place) -> Resolved:
        complaint, tier = self._looking.check(reference, place)
        if complaint is not None:
            return _fault(resolved, complaint.code, f"{place.path}: {complaint.message}")
        if place.is_ignored:
            message = f"{place.path} is ignored by Git, so nobody else has it"
            return replace(resolved, code="EVIDENCE_IGNORED", message=message, hint=f"git add -f {place.path}")
        return replace(resolved, tier=tier)

    def _covering(self, path: str, request: Request) -> list[int]:
        """Return which references name a file: those that name it alone, else those that name it among others."""
        exact, among = [], []
        path = classify(path).path or path
        for at, text in enumerate(request.references):
            place = self._places.get((text, request.base))
            if isinstance(place, Place):
                if place.is_file and place.path == path:
                    exact.append(at)
                elif any(shown == path for shown, _ in place.files):
                    among.append(at)
        return exact or among

    def _judge(self, resolved: Resolved, expect: Expect, place: Place | Fault) -> Resolved:
        path = classify(content.file_of(expect) or "").path
        real = next((real for shown, real in place.files if shown == path), None) if isinstance(place, Place) else None
        if real is None or resolved.contradicted or resolved.code not in {None, "EVIDENCE_IGNORED"}:
            return resolved
        complaint = self._looking.judge(expect, real)
        if complaint is not None:
            return _fault(resolved, complaint.code, f"{path}: {complaint.message}")
        return replace(resolved, tier=Tier.TEST) if expect.junit is not None else resolved


def _fault(resolved: Resolved, code: str, message: str, **other: None) -> Resolved:
    contradicted = code == "EVIDENCE_CONTRADICTS"
    return replace(resolved, code=code, message=message, hint=None, contradicted=contradicted, **other)


def _kind(reference: Reference, place: Place) -> EvidenceKind:
    if place.is_file or reference.kind is not EvidenceKind.DOC:
        return reference.kind
    return EvidenceKind.ARTIFACT  # `notes.md/` is a directory


def _digest(files: tuple[FileDigest, ...], place: Place) -> str:
    if place.is_file and len(files) == 1:
        return files[0].digest
    return canonical.digest([[file.path, file.digest] for file in files])

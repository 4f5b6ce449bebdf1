"""Looking into the files of evidence, each read at most once and only where a reference or an `expect` asks."""

from __future__ import annotations

from functools import cache

from gonogo import canonical
from gonogo.errors import InputError
from gonogo.evidence import anchors, content, junit, structure
from gonogo.evidence.answers import NotThere, Unreadable
from gonogo.evidence.content import Complaint
from gonogo.evidence.places import Place
from gonogo.evidence.reference import Reference
from gonogo.model.command import Expect
from gonogo.model.evidence import FileDigest, Tier
from gonogo.workspace.port import Ground


class Looking:
    """Judgements about file contents; `digests` are those that the references are bound by, None where nothing is."""

    def __init__(self, ground: Ground, digests: dict[str, FileDigest] | None) -> None:
        self._ground = ground
        self._digests = digests
        self._read_once = cache(self._read)

    def check(self, reference: Reference, place: Place) -> tuple[Complaint | None, Tier]:
        """Return what is wrong with the place that a reference names in its file, and the tier of what is there."""
        if not anchors.names_place(reference) and place.result is None:
            return None, Tier.DOCUMENT
        if not place.is_file:
            return Complaint("EVIDENCE_ANCHOR_MISSING", "is no file that a place could be in"), Tier.DOCUMENT
        real = place.files[0][1]
        try:
            anchors.check_place(reference, real, self._read_once(real, structure.LARGEST))
            if place.result is None:
                return None, Tier.DOCUMENT
            return content.judge_test(reference, self._read_once(place.result, junit.LARGEST)), Tier.TEST
        except NotThere as missing:
            return Complaint("EVIDENCE_ANCHOR_MISSING", str(missing)), Tier.DOCUMENT
        except Unreadable as unreadable:
            return Complaint("EVIDENCE_UNREADABLE", str(unreadable)), Tier.DOCUMENT

    def judge(self, expect: Expect, path: str) -> Complaint | None:
        """Return what is wrong with a file's content, going by one expectation."""
        try:
            return content.judge(expect, path, self._read_once(path, junit.LARGEST))
        except Unreadable as unreadable:
            return Complaint("EVIDENCE_UNREADABLE", str(unreadable))

    def _read(self, path: str, limit: int) -> bytes:
        try:
            data = self._ground.read(path, limit)
        except InputError as error:
            raise Unreadable(error.message) from error
        if self._digests is None:
            return data
        known = self._digests.get(path)
        if known is None or canonical.sha256(data) != known.digest:
            raise Unreadable("it changed while it was read")
        return data

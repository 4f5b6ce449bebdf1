"""Evidence as values: what a reference points at, and what it resolved to."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class EvidenceKind(StrEnum):
    """What a reference points at."""

    DOC = "doc"
    CONTRACT = "contract"
    CODE = "code"
    TEST = "test"
    ARTIFACT = "artifact"
    LINK = "link"


class Tier(StrEnum):
    """How close to production a proof is, weakest first; `TIERS` gives the order."""

    DOCUMENT = "document"
    TEST = "test"
    REHEARSAL = "rehearsal"
    STAGING = "staging"
    PRODUCTION = "production"


TIERS = tuple(Tier)


class FileDigest(Struct, frozen=True, gc=False):
    """One file under a reference: workspace-relative path, SHA-256 in hex, size in bytes."""

    path: str
    digest: str
    size: int


class Resolved(Struct, frozen=True, kw_only=True):
    """What an evidence reference came to, in one working tree at one moment.

    `code` is None when it resolved, LINK_RECORDED for a link that nobody fetched, else the code of what is wrong.
    `digest` covers every file under the reference (canonical list of path and digest); one file has its own SHA-256.
    """

    reference: str
    kind: EvidenceKind
    code: str | None = None
    message: str | None = None
    hint: str | None = None
    digest: str | None = None
    size: int = 0
    files: tuple[FileDigest, ...] = ()
    commit: str | None = None
    """The last commit that touched it, or the commit that it names."""
    dirty: bool = False
    time: str | None = None
    """RFC 3339 time of that commit."""
    tier: Tier = Tier.DOCUMENT
    contradicted: bool = False
    """An `expect` on its content failed: the claim is refuted, not merely unproven."""

    @property
    def met(self) -> bool:
        """Whether the reference resolved to content."""
        return self.code is None

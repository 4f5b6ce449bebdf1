"""What a check found, as a value."""

from __future__ import annotations

from msgspec import Struct

from gonogo.model.item import Finding, Severity, Silenced

_BY_WEIGHT = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Report(Struct, frozen=True):
    """What was found in a workspace, by place, and what was silenced."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]
    items: int
    documents: tuple[str, ...]
    """Every tracker that was read, also those in which nothing was found."""

    def fails(self, least: Severity = Severity.ERROR) -> bool:
        """Whether anything is at least this severe."""
        enough = _BY_WEIGHT[: _BY_WEIGHT.index(least) + 1]
        return any(finding.severity in enough for finding in self.findings)

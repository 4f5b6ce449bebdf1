"""Checking a workspace: gather what rules look at, apply them all, keep what is not silenced. Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gonogo.app.gathering import gather
from gonogo.app.present import today
from gonogo.app.reading import Workspace
from gonogo.check.catalogue import RULES
from gonogo.model.item import Finding, Severity
from gonogo.model.past import Past


@dataclass(frozen=True)
class Report:
    """What was found in a workspace, by place, and what was silenced."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    items: int
    documents: int

    @property
    def failed(self) -> bool:
        """Whether anything is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(workspace: Workspace, past: Past | None = None, *, day: str | None = None) -> Report:
    """Return all that reading alone shows to be wrong; `past` is what history rules look at, `day` an ISO date."""
    scene = gather(workspace, past, day or today())
    found = [*workspace.unread, *workspace.setting_findings]
    for rule in RULES.values():
        found += rule.find(scene)
    return Report(
        findings=in_order(found),
        silenced=(),
        items=len(workspace.items),
        documents=len(workspace.readings),
    )


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings by place, the same one once."""
    placed = sorted(findings, key=lambda finding: (finding.path, finding.line, finding.code, finding.message))
    return tuple(dict.fromkeys(placed))

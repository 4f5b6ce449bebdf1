"""Checking a workspace: gather what rules look at, apply them all, keep what is not silenced. Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from gonogo.app.gathering import gather
from gonogo.app.history import gather_past
from gonogo.app.present import today
from gonogo.app.reading import Workspace
from gonogo.check.catalogue import RULES
from gonogo.check.silence import silence
from gonogo.model.item import Finding, Silenced
from gonogo.model.past import Past
from gonogo.model.policy import RulePolicy
from gonogo.model.report import Report


def check(workspace: Workspace, past: Past | None = None, *, day: str | None = None) -> Report:
    """Return all that reading alone shows to be wrong; `day` is an ISO date.

    past: what history rules look at, gathered now where none is given.
    """
    if past is None:
        past = gather_past(workspace, workspace.policy.check.history)
    scene = gather(workspace, past, day or today())
    found = [*workspace.unread, *workspace.setting_findings]
    for rule in RULES.values():
        found += rule.find(scene)
    checks = workspace.policy.check
    told = silence(found, scene, checks.ignore, workspace.ignore_lines, RULES)
    return Report(
        findings=in_order(_tuned(told.findings, checks.rules)),
        silenced=_tuned_silenced(told.silenced, checks.rules),
        items=len(workspace.items),
        documents=tuple(reading.path for reading in workspace.readings),
    )


def _tuned(findings: Sequence[Finding], rules: Mapping[str, RulePolicy]) -> list[Finding]:
    """Give findings the severity that `[check.rules.CODE]` says."""
    severities = {code: rule.severity for code, rule in rules.items() if rule.severity is not None}
    if not severities:
        return list(findings)
    return [
        structs.replace(finding, severity=severities[finding.code]) if finding.code in severities else finding
        for finding in findings
    ]


def _tuned_silenced(silenced: Sequence[Silenced], rules: Mapping[str, RulePolicy]) -> tuple[Silenced, ...]:
    tuned = _tuned([one.finding for one in silenced], rules)
    by_finding = dict(zip(tuned, silenced, strict=True))
    return tuple(structs.replace(by_finding[finding], finding=finding) for finding in in_order(tuned))


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings by place, the same one once."""
    placed = sorted(findings, key=lambda finding: (finding.path, finding.line, finding.code, finding.message))
    return tuple(dict.fromkeys(placed))

"""Findings as a GitLab Code Quality report: a JSON list that merge requests show beside the lines."""

from __future__ import annotations

from typing import Any

from gonogo.model.item import Finding, Severity
from gonogo.render import json
from gonogo.render.cells import clean
from gonogo.render.findings import cure
from gonogo.render.published import Published

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
"""GitLab's scale is `info minor major critical blocker`; its upper end is for programs that break."""


def report(published: Published) -> bytes:
    """Return the report; an empty list where nothing was found, which GitLab reads as all mended."""
    return json.listed([_issue(published, finding) for finding in published.findings])


def _issue(published: Published, finding: Finding) -> dict[str, Any]:
    hint = cure(finding)
    told = f"{finding.message} (hint: {hint})" if hint is not None else finding.message
    return {
        "description": clean(told),
        "check_name": finding.code,
        "fingerprint": published.fingerprints[finding],
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": clean(published.place(finding.path)),
            "lines": {"begin": max(1, finding.line)},
        },
    }

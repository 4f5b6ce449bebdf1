"""Findings as SARIF 2.1.0 (OASIS, errata 01), for code scanning and editors.

Rules:
1. Every rule is listed, also those that found nothing: readers see what was looked for.
2. Locations are relative to `%SRCROOT%`, percent-encoded (RFC 3986 §2.1); no path of this machine is told.
3. Braces in messages are doubled (§3.11.5), and brackets that would make a link are escaped (§3.11.6).
4. Silenced findings are results with a suppression (§3.35).
"""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import quote

from gonogo import reasons
from gonogo.check.catalogue import FAMILIES, RULES
from gonogo.model.item import Finding, Severity, Silenced
from gonogo.render import json
from gonogo.render.cells import clean
from gonogo.render.findings import cure
from gonogo.render.findings_markdown import shown
from gonogo.render.published import Published

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "gonogoFinding/v1"
_ROOT = "%SRCROOT%"
_LINK = re.compile(r"\[(?=[^\]]*\]\()|\](?=\()")
_FAMILY_OF = {rule.code: family for family, rules in FAMILIES.items() for rule in rules}


def log(published: Published, version: str) -> bytes:
    """Return the log: one run, with each finding as a result. version: that of gonogo."""
    hushed = {silenced.finding: silenced for silenced in published.silenced}
    every = list(dict.fromkeys((*published.findings, *hushed)))
    codes = list(dict.fromkeys((*RULES, *(finding.code for finding in every))))
    turns = {code: turn for turn, code in enumerate(codes)}
    driver = {
        "name": "gonogo",
        "version": version,
        "semanticVersion": version,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "gonogo/check/"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "utf16CodeUnits",
        "results": [_result(published, finding, turns, hushed.get(finding)) for finding in every],
    }
    return json.indented({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    known = reasons.CATALOGUE.get(code)
    meaning, remedy = (known.meaning, known.remedy) if known else (code, "")
    severity = RULES[code].severity if code in RULES else Severity.ERROR
    silence = f'To silence it until a day and for a reason: `[[check.ignore]]` in gonogo.toml, with `code = "{code}"`.'
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in code.split("_")),
        "shortDescription": {"text": _text(meaning)},
        "fullDescription": {"text": _text(f"{meaning} {remedy}".strip())},
        "help": {
            "text": _text(f"{remedy} {silence}".strip()),
            "markdown": f"{shown(meaning)}\n\n{shown(remedy)}\n\n{shown(silence)}",
        },
        "defaultConfiguration": {"level": severity.value},
        "properties": {"tags": [_FAMILY_OF.get(code, "reading")]},
    }


def _result(published: Published, finding: Finding, turns: dict[str, int], hushed: Silenced | None) -> dict[str, Any]:
    hint = cure(finding)
    told = f"{finding.message} (hint: {hint})" if hint else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": turns[finding.code],
        "level": finding.severity.value,
        "message": {"text": _text(told)},
        "locations": [{"physicalLocation": _location(published, finding), **_logical(finding)}],
        "partialFingerprints": {FINGERPRINT: published.fingerprints[finding]},
    }
    if hushed is not None:
        kind = "inSource" if hushed.path == finding.path else "external"
        why = f"{clean(hushed.reason)} (until {hushed.until})"
        result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": why}]
    return result


def _location(published: Published, finding: Finding) -> dict[str, Any]:
    place = published.place(finding.path)
    artifact = {"uri": f"file://{_uri(place)}"} if place.startswith("/") else {"uri": _uri(place), "uriBaseId": _ROOT}
    region: dict[str, int] = {"startLine": max(1, finding.line)}
    known = published.region(finding)
    if known is not None and finding.span is not None:
        region = {
            "startLine": known.line,
            "startColumn": known.column,
            "endLine": known.end_line,
            "endColumn": known.end_column,
            "byteOffset": finding.span.start,
            "byteLength": finding.span.end - finding.span.start,
        }
    return {"artifactLocation": artifact, "region": region}


def _logical(finding: Finding) -> dict[str, Any]:
    return {"logicalLocations": [{"name": clean(finding.item), "kind": "item"}]} if finding.item else {}


def _uri(path: str) -> str:
    return quote(os.fsencode(path), safe="/")


def _text(text: str) -> str:
    """Return a message string that shows this text: nothing in it is a placeholder or a link."""
    return _LINK.sub(r"\\\g<0>", clean(text)).replace("{", "{{").replace("}", "}}")

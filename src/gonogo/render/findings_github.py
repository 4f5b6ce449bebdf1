"""Findings as workflow commands, which GitHub shows as annotations beside the lines.

Rules:
1. One line a finding. Text from trackers is cleaned first, so no line break can begin another command.
2. In messages `%`, CR and LF are written as `%25`, `%0D`, `%0A`; in properties `:` and `,` as `%3A` and `%2C` too.
3. Columns are named only where a finding lies within one line; GitHub refuses them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from gonogo.model.item import Finding, Severity
from gonogo.render.cells import clean
from gonogo.render.findings import cure, item_of
from gonogo.render.published import Published

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def commands(published: Published) -> str:
    """Return one workflow command a line; nothing where nothing was found."""
    return "".join(f"{_command(published, finding)}\n" for finding in published.findings)


def _command(published: Published, finding: Finding) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(published, finding))
    told = clean(finding.message)
    if (hint := cure(finding)) is not None:
        told = f"{told}\nhint: {clean(hint)}"
    return f"::{_COMMANDS[finding.severity]} {properties}::{told.translate(_DATA)}"


def _properties(published: Published, finding: Finding) -> Iterator[tuple[str, str]]:
    region = published.region(finding)
    yield "file", published.place(finding.path)
    yield "line", str(max(1, finding.line))
    if region is not None and region.line == region.end_line:
        yield "col", str(region.column)
        yield "endColumn", str(region.end_column)
    yield "title", f"{finding.code} {item_of(finding)}".rstrip()


def _property(value: str) -> str:
    return clean(value).translate(_PROPERTY)

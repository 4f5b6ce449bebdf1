"""`gonogo check`: faults in the trackers themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from gonogo import __version__
from gonogo.app.checking import Report, check
from gonogo.app.parse_cache import cache_directory
from gonogo.app.publishing import published
from gonogo.app.reading import read
from gonogo.app.sources import choose, revision_of
from gonogo.cli.options import at, formats, paths
from gonogo.cli.output import emit, screen
from gonogo.errors import UsageError
from gonogo.model.comparison import Comparison
from gonogo.model.item import Severity
from gonogo.render import (
    comparison,
    findings_github,
    findings_gitlab,
    findings_junit,
    findings_markdown,
    findings_sarif,
)
from gonogo.render import findings as rendering
from gonogo.render.published import Published

_PUBLISHED: dict[str, Callable[[Published], str | bytes]] = {
    "json": lambda found: rendering.as_json(found.findings),
    "sarif": lambda found: findings_sarif.log(found, __version__),
    "junit": findings_junit.report,
    "github": findings_github.commands,
    "gitlab": findings_gitlab.report,
    "markdown": findings_markdown.comment,
}
"""The formats that other programs read."""
_NEVER = "never"

_COMPARED: dict[str, Callable[[Comparison], str | bytes]] = {
    "markdown": comparison.markdown,
    "comparison": comparison.as_json,
}
"""The formats that, with `--since`, tell what became of claims too."""


@click.command("check")
@paths
@formats("text", *_PUBLISHED, "comparison")
@at
@click.option("--staged", is_flag=True, help="Judge what is staged: the Git index.")
@click.option("--since", metavar="git:REV", help="Tell only what is new since a commit.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), _NEVER]),
    default=Severity.ERROR.value,
    show_default=True,
    help="End in 1 where a finding is at least this severe.",
)
def command(paths: Sequence[Path], form: str, at: str | None, staged: bool, since: str | None, fail_on: str) -> int:
    """Faults in the trackers themselves.

    Ends in 1 where one of them is an error. PATH is a file to read, whatever it is called, or a folder to search.
    With --since, `--format markdown` is a comment for a pull request: what became false, stale or true.
    `--format comparison` is the same as JSON.
    """
    if form == "comparison" and since is None:
        raise UsageError("--format comparison needs a commit to compare with", hint="--since git:main")
    cache = cache_directory(os.environ)
    workspace = read(choose(paths, Path.cwd(), os.environ, at=at, staged=staged), cache=cache, remember=True)
    told = None
    if since is None:
        report = check(workspace)
    else:
        from gonogo.app.comparing import compare_claims, compare_findings  # noqa: PLC0415 -- lazy: it opens a ledger

        compared = compare_findings(workspace, check, revision_of(since, "--since"), cache=cache)
        report = compared.report
        told = compare_claims(compared, os.environ) if form in {"text", *_COMPARED} else None
    if told is not None and form in _COMPARED:
        emit(_COMPARED[form](told))
    elif form in _PUBLISHED:
        emit(_PUBLISHED[form](published(workspace, report)))
    else:
        emit(_page(report, told))
    return int(fail_on != _NEVER and report.fails(Severity(fail_on)))


def _page(report: Report, told: Comparison | None) -> str:
    numbers = (len(report.silenced), report.items, report.documents)
    page = rendering.text(report.findings, *numbers, screen(), new=told is not None)
    return page if told is None else f"{page}\n{comparison.text(told, screen())}"

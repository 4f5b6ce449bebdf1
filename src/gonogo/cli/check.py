"""`gonogo check`: faults in the trackers themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from gonogo import __version__
from gonogo.app.caching import cache_directory
from gonogo.app.present import today
from gonogo.app.publishing import published
from gonogo.app.report_memory import ReportMemory
from gonogo.cli.options import at, formats, paths
from gonogo.cli.output import emit, screen
from gonogo.errors import UsageError
from gonogo.model.comparison import Comparison
from gonogo.model.item import Severity
from gonogo.model.report import Report
from gonogo.render import (
    comparison,
    findings_github,
    findings_gitlab,
    findings_junit,
    findings_markdown,
)
from gonogo.render import findings as rendering
from gonogo.render.published import Published


def _sarif(found: Published) -> bytes:
    from gonogo.render import findings_sarif  # noqa: PLC0415 -- lazy: it describes every rule

    return findings_sarif.log(found, __version__)


_PUBLISHED: dict[str, Callable[[Published], str | bytes]] = {
    "json": lambda found: rendering.as_json(found.findings),
    "sarif": _sarif,
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
    memory = ReportMemory.open(paths, Path.cwd(), cache, today()) if not (at or staged or since) else None
    report = memory.recall() if memory is not None else None
    if memory is not None and report is not None:
        _print(report, memory.texts(report) if form in _PUBLISHED else {}, memory.root, form)
    else:
        report = _look(paths, form, at, staged, since, cache, memory)
    return int(fail_on != _NEVER and report.fails(Severity(fail_on)))


def _look(
    paths: Sequence[Path],
    form: str,
    at: str | None,
    staged: bool,
    since: str | None,
    cache: Path | None,
    memory: ReportMemory | None,
) -> Report:
    """Read, check, compare and print."""
    # The rules and the reader cost more to load than to ask whether anything has changed.
    from gonogo.app.checking import check  # noqa: PLC0415
    from gonogo.app.comparing import compare_claims, compare_findings  # noqa: PLC0415
    from gonogo.app.reading import read  # noqa: PLC0415
    from gonogo.app.sources import choose, revision_of  # noqa: PLC0415

    source = choose(paths, Path.cwd(), os.environ, at=at, staged=staged)
    workspace = read(source if memory is None else replace(source, files=memory.tree), cache=cache, remember=True)
    if since is None:
        report = check(workspace)
        if memory is not None:
            memory.keep(report)
        told = None
    else:
        compared = compare_findings(workspace, check, revision_of(since, "--since"), cache=cache)
        report = compared.report
        told = compare_claims(compared, os.environ) if form in {"text", *_COMPARED} else None
    _print(report, workspace.texts, workspace.root.path, form, told)
    return report


def _print(report: Report, texts: Mapping[str, bytes], root: Path, form: str, told: Comparison | None = None) -> None:
    if told is not None and form in _COMPARED:
        emit(_COMPARED[form](told))
    elif form in _PUBLISHED:
        emit(_PUBLISHED[form](published(report, texts, root)))
    else:
        numbers = (len(report.silenced), report.items, len(report.documents))
        page = rendering.text(report.findings, *numbers, screen(), new=told is not None)
        emit(page if told is None else f"{page}\n{comparison.text(told, screen())}")

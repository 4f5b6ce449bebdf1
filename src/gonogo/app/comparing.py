"""Comparing a workspace with itself at an earlier commit. Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import structs

from gonogo.app.reading import Workspace, read
from gonogo.app.showing import look
from gonogo.app.sources import Source, before
from gonogo.check.since import find_new, follow_renames, same_items
from gonogo.errors import GonogoError
from gonogo.gate.compare import Side, compare
from gonogo.model.comparison import Comparison
from gonogo.model.item import Finding
from gonogo.model.report import Report
from gonogo.tracker.discover import judge_name
from gonogo.workspace.revision import find_commit

MOST_CANDIDATES = 200
"""Documents that are gone and are looked at for the earlier name of one that was asked for."""


@dataclass(frozen=True)
class Since:
    """What is new in a workspace since a commit."""

    workspace: Workspace
    base: Workspace
    revision: str
    commit: str
    report: Report
    """What is wrong with the workspace, narrowed to what is new."""
    mended: tuple[Finding, ...]
    renamed: Mapping[str, str]
    """By the old path, the new one of each document that was renamed."""


def compare_findings(
    workspace: Workspace, judge: Callable[[Workspace], Report], revision: str, *, cache: Path | None = None
) -> Since:
    """Return what is new in a workspace since a revision, going by what `judge` says of both; raises UsageError."""
    commit = find_commit(workspace.root.path, revision)
    source = before(workspace.source, commit)
    base = read(_with_earlier_names(source, workspace), cache=cache)
    old, report = judge(base), judge(workspace)
    renamed = follow_renames(base.texts, workspace.texts)
    texts = (base.texts, workspace.texts)
    hushed = [silenced.finding for silenced in report.silenced]
    return Since(
        workspace=workspace,
        base=base,
        revision=revision,
        commit=commit,
        report=structs.replace(report, findings=find_new(old.findings, report.findings, texts, renamed)[0]),
        mended=find_new(old.findings, [*report.findings, *hushed], texts, renamed)[1],
        renamed=renamed,
    )


def compare_claims(since: Since, environ: Mapping[str, str]) -> Comparison:
    """Return what became of each claim since then, going by the ledger as it is now."""
    now, then = look(since.workspace, environ), look(since.base, environ)
    shifts = compare(
        Side(items=since.base.items, verdicts=then.verdicts),
        Side(items=since.workspace.items, verdicts=now.verdicts),
        same_items(since.base.items, since.workspace.items, since.renamed),
        since.report.findings,
    )
    return Comparison(
        revision=since.revision, commit=since.commit, new=since.report.findings, mended=since.mended, **shifts
    )


def _with_earlier_names(source: Source, workspace: Workspace) -> Source:
    """Add the documents that were renamed since to those that were asked for by their present names."""
    strangers = {name: workspace.texts[name] for name in workspace.source.explicit if name not in source.explicit}
    if not strangers:
        return source
    present = workspace.files.listing.every
    gone = [name for name in source.files.listing.own if name not in present and judge_name(name) is not None]
    texts: dict[str, bytes] = {}
    for name in gone[:MOST_CANDIDATES]:
        try:
            texts[name] = source.documents.read(name)
        except GonogoError:
            continue  # what cannot be read has no likeness
    return replace(source, explicit=(*source.explicit, *follow_renames(texts, strangers)))

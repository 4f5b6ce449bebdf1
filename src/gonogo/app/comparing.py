"""Comparing a workspace with itself at an earlier commit. Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from gonogo.app.checking import Report, check
from gonogo.app.reading import Workspace, read
from gonogo.app.showing import look
from gonogo.app.sources import Source, before
from gonogo.check.since import find_new, follow_renames, settled_key
from gonogo.errors import GonogoError
from gonogo.gate.compare import Side, compare
from gonogo.model.comparison import Comparison
from gonogo.model.item import Finding
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
    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    renamed: Mapping[str, str]
    """By the old path, the new one of each document that was renamed."""

    def narrowed(self, report: Report) -> Report:
        """Return a report of the workspace with only what is new."""
        return replace(report, findings=self.new)


def look_back(workspace: Workspace, report: Report, revision: str, *, cache: Path | None = None) -> Since:
    """Return what is new in a workspace, whose report is given, since a revision; raises UsageError."""
    commit = find_commit(workspace.root.path, revision)
    source = before(workspace.source, commit)
    base = read(_with_earlier_names(source, workspace), cache=cache)
    old = check(base)
    renamed = follow_renames(base.texts, workspace.texts)
    texts = (base.texts, workspace.texts)
    hushed = [silenced.finding for silenced in report.silenced]
    return Since(
        workspace=workspace,
        base=base,
        revision=revision,
        commit=commit,
        new=find_new(old.findings, report.findings, texts, renamed)[0],
        mended=find_new(old.findings, [*report.findings, *hushed], texts, renamed)[1],
        renamed=renamed,
    )


def compare_claims(since: Since, environ: Mapping[str, str]) -> Comparison:
    """Return what became of each claim since then, going by the ledger as it is now."""
    now, then = look(since.workspace, environ), look(since.base, environ)
    keys = {settled_key(item.key, since.renamed): item.key for item in reversed(since.base.items)}
    same = {item.key: keys[settled] for item in since.workspace.items if (settled := settled_key(item.key, {})) in keys}
    shifts = compare(
        Side(items=since.base.items, verdicts=then.verdicts),
        Side(items=since.workspace.items, verdicts=now.verdicts),
        same,
        since.new,
    )
    return Comparison(revision=since.revision, commit=since.commit, new=since.new, mended=since.mended, **shifts)


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

"""What a check found, as other programs take it: paths as the repository knows them, beside what the documents hold."""

from __future__ import annotations

from gonogo.app.checking import Report
from gonogo.app.reading import Workspace
from gonogo.render.published import Published
from gonogo.workspace.root import Root, is_git_root


def published(workspace: Workspace, report: Report) -> Published:
    """Return a report as forges, editors and CI systems ask for it."""
    return Published(
        findings=report.findings,
        silenced=report.silenced,
        documents=tuple(reading.path for reading in workspace.readings),
        items=report.items,
        texts=workspace.texts,
        prefix=_prefix(workspace.root),
    )


def _prefix(root: Root) -> str:
    """Return where a workspace lies in its Git repository: a path that ends in a slash, empty at the top or without."""
    for above in (root.path, *root.path.parents):
        if is_git_root(above):
            inner = root.path.relative_to(above).as_posix()
            return "" if inner == "." else f"{inner}/"
    return ""

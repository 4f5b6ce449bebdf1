"""What a check found, as other programs take it: paths as the repository knows them, beside what the documents hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gonogo.model.report import Report
from gonogo.render.published import Published
from gonogo.workspace.root import is_git_root


def published(report: Report, texts: Mapping[str, bytes], root: Path) -> Published:
    """Return a report as forges, editors and CI systems ask for it; `texts` are the documents, by path."""
    return Published(
        findings=report.findings,
        silenced=report.silenced,
        documents=report.documents,
        items=report.items,
        texts=texts,
        prefix=_prefix(root),
    )


def _prefix(root: Path) -> str:
    """Return where a workspace lies in its Git repository: a path that ends in a slash, empty at the top or without."""
    for above in (root, *root.parents):
        if is_git_root(above):
            inner = root.relative_to(above).as_posix()
            return "" if inner == "." else f"{inner}/"
    return ""

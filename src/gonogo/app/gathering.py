"""Gathering what rules look at, so that they need to ask nothing of the world."""

from __future__ import annotations

from gonogo.app.reading import Workspace
from gonogo.check.scene import Page, Scene
from gonogo.model.past import Past


def gather(workspace: Workspace, past: Past | None, day: str) -> Scene:
    """Look at all that rules may ask for."""
    at = 0
    pages = []
    for reading in workspace.readings:
        pages.append(Page(reading=reading, items=workspace.items[at : at + len(reading.items)]))
        at += len(reading.items)
    return Scene(
        pages=tuple(pages),
        items=workspace.items,
        links=workspace.links,
        duplicated=workspace.duplicated,
        whole=workspace.whole,
        today=day,
        past=past,
        minimums={code: rule.minimum for code, rule in workspace.policy.check.rules.items() if rule.minimum},
    )

"""Gathering what rules look at, so that they need to ask nothing of the world."""

from __future__ import annotations

from gonogo.app.gathering_evidence import look_up
from gonogo.app.reading import Workspace, read
from gonogo.check.scene import Page, Scene
from gonogo.model.past import Past


def gather(workspace: Workspace, past: Past | None, day: str) -> Scene:
    """Look at all that rules may ask for."""
    at = 0
    pages = []
    for reading in workspace.readings:
        pages.append(
            Page(
                reading=reading, data=workspace.texts[reading.path], items=workspace.items[at : at + len(reading.items)]
            )
        )
        at += len(reading.items)
    found = look_up(workspace, pages)
    return Scene(
        pages=tuple(pages),
        items=workspace.items,
        links=workspace.links,
        duplicated=workspace.duplicated,
        whole=workspace.whole,
        borne_elsewhere=_borne_elsewhere(workspace),
        dialect=workspace.parser.dialect,
        today=day,
        resolved=found.resolved,
        behind=found.behind,
        contents=found.contents,
        files=found.files,
        present=found.present,
        recipes=found.recipes,
        directories=found.directories,
        shallow=found.shallow,
        past=past,
        minimums={code: rule.minimum for code, rule in workspace.policy.check.rules.items() if rule.minimum},
    )


def _borne_elsewhere(workspace: Workspace) -> frozenset[str]:
    """Return the ids of the whole workspace, where only a part was read and something in it depends on what is not."""
    if workspace.whole or workspace.root.kind == "directory":
        return frozenset()
    links = workspace.links
    if all(key is not None or links.is_ambiguous(name) for needs in links.needs.values() for name, key in needs):
        return frozenset()
    everything = read(workspace.source.widened())
    return frozenset(item.id.casefold() for item in everything.items if item.id is not None)

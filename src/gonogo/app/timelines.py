"""The history of a workspace's items: drawn for people, and recorded in the ledger.

Rules for what is recorded:
1. One event for each commit and document that it changed, oldest first: what it made of the items, as `tracker.read`
   with `revision`. It happened when the commit says; the event's own time is that of the recording.
2. What the ledger has of a commit and a document is not recorded again, whoever recorded it and however it was read.
3. Nothing of the past decides anything: the fold passes over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gonogo import canonical
from gonogo.app import ledgering, present, settings
from gonogo.app.history import GET_GIT, MOST_VERSIONS, NO_GIT, gather_past
from gonogo.app.reading import Workspace
from gonogo.app.recording import Clerk
from gonogo.errors import InputError, UsageError
from gonogo.model.event import Draft
from gonogo.model.item import Item
from gonogo.model.past import Past, Revision, Step
from gonogo.model.timeline import History, Timeline, draw
from gonogo.workspace.git import lacks_program

BATCH = 200
"""Events that are appended at once."""


def remember(workspace: Workspace) -> Past:
    """Return all the past that there is; raises InputError where nothing remembers it, or Git cannot read it."""
    if workspace.files.repository() is None:
        if lacks_program(workspace.root.path):
            place = str(workspace.root.path)
            raise InputError(
                f"Git cannot tell the past: {NO_GIT}", code="HISTORY_UNREADABLE", where=place, hint=GET_GIT
            )
        raise InputError(
            "there is no Git repository, so nothing remembers the past",
            code="HISTORY_UNREADABLE",
            where=str(workspace.root.path),
            hint="git init, then commit the tracker",
        )
    past = gather_past(workspace, MOST_VERSIONS, rivals=False)
    for gap in past.gaps:
        if gap.revision is None:
            raise InputError(
                f"Git cannot tell the past: {gap.message}",
                code="HISTORY_UNREADABLE",
                where=str(workspace.root.path),
                hint=gap.hint or "git fsck says what is missing",
            )
    return past


def timelines(workspace: Workspace, past: Past) -> History:
    """Return what became of the items of a workspace, and of those that its documents listed once."""
    rows = (row.key for reading in workspace.readings for row in reading.items)
    return draw(tuple(zip(workspace.items, rows, strict=True)), past)


def find(history: History, name: str) -> tuple[Timeline, ...]:
    """Return the timelines that a person means by an id, a key or a place; raises UsageError naming the nearest one."""
    meant = name.casefold()
    found = tuple(line for line in history.items if meant in {(line.id or "").casefold(), line.key.casefold()})
    found = found or tuple(line for line in history.items if name in {f"{line.path}:{line.line}", f":{line.line}"})
    if not found:
        names = [text for line in history.items for text in (line.id, line.key) if text]
        raise UsageError(
            f"there is and was no item {name}",
            code="ITEM_UNKNOWN",
            hint=settings.nearest(name, names) or "gonogo history lists them",
        )
    return found


def record(workspace: Workspace, past: Past, environ: Mapping[str, str]) -> int:
    """Write the past into the ledger, and return how many events that took; none where all of it is there."""
    with ledgering.open_for_writing(workspace.root.path, environ) as ledger:
        known = {
            (event.data["revision"], event.data["document"])
            for event in ledger.events()
            if event.type == "tracker.read" and "revision" in event.data
        }
        clerk = Clerk(actor=present.local_actor(), now=present.now, new_id=present.new_id)
        drafts: list[Draft] = []
        blobs: dict[str, bytes] = {}
        count = 0
        for revision, document, steps in _by_commit(past):
            if (revision.id, document) in known:
                continue
            facts = canonical.encode(_facts(steps))
            digest = canonical.sha256(facts)
            blobs[digest] = facts
            drafts.append(_draft(clerk, revision, document, digest))
            count += 1
            if len(drafts) == BATCH:
                ledger.append(drafts, blobs)
                drafts, blobs = [], {}
        if drafts:
            ledger.append(drafts, blobs)
    return count


def _by_commit(past: Past) -> Iterator[tuple[Revision, str, Sequence[Step]]]:
    """Yield the steps of each commit and document, oldest first."""
    steps: dict[tuple[str, str], list[Step]] = {}
    for step in past.steps:
        steps.setdefault((step.revision, step.path), []).append(step)
    for (revision, path), made in steps.items():
        yield past.revisions[revision], past.names.get((revision, path), path), made


def _facts(steps: Sequence[Step]) -> dict[str, Any]:
    return {"changes": [{"after": _said(step.after), "before": _said(step.before)} for step in steps]}


def _said(item: Item | None) -> dict[str, Any] | None:
    """Return what is kept of an item of the past: its name and its claim."""
    if item is None:
        return None
    return {
        "id": item.id,
        "key": item.key,
        "owner": item.owner,
        "status": item.status.value,
        "status_raw": item.status_raw,
        "title": item.title,
        "depends_on": list(item.depends_on),
        "evidence": list(item.evidence),
        "verify": list(item.verify),
    }


def _draft(clerk: Clerk, revision: Revision, document: str, facts: str) -> Draft:
    data: dict[str, Any] = {
        "facts": facts,
        "documents": 1,
        "document": document,
        "revision": revision.id,
        "committed": revision.time,
        "author": revision.author,
    }
    key = f"past:{revision.id}:{canonical.sha256(document.encode())}"
    return clerk.draft("tracker.read", "workspace", key, data, time=clerk.now())

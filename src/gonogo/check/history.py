"""What the past of a tracker gives away. Pure; one function a rule. Steps from status to status are in `transitions`.

Rules:
1. A bulk flip is a commit that turns several known statuses of items that were listed before into done, and changes
   nothing but documents. Items that came in as done, renamed words, documentation baselines and signatures do not
   count, nor do items whose own evidence came along, or that were opened again since.
2. Evidence is judged by the commit since which the item claims completion on it.
3. A finding stands where the item stands now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from posixpath import splitext

from gonogo.check.rule import Rule, all_called, at_item, at_line, called
from gonogo.check.scene import Scene
from gonogo.check.transitions import reopened_silently, said_in, transition_illegal
from gonogo.model.item import COMPLETION, Finding, Item, Severity, Status
from gonogo.model.past import Past, PastClaim, Revision, Step

MANY = 5
"""Items that make a flip a bulk flip."""
_NAMED = 4
"""Items and references that a message names."""
_ENDINGS = "adoc asciidoc docx gif htm html jpeg jpg markdown md mdown mdx org pdf png rst svg text txt webp"
_PROSE = frozenset(f".{ending}" for ending in _ENDINGS.split())
_FILE = re.compile(r"[`<\s]*(?:\./)?([^`<>#\s]+?)(?:::.*|#.*|[`>\s].*)?$", re.DOTALL)
"""The file in a reference: what stands before `#`, `::`, and any remark."""
_NO_WORK = frozenset({Status.UNKNOWN, Status.READY_FOR_SIGNOFF})
"""Statuses from which a row becomes done without any work: nobody could read it, or only a name lacked."""


def bulk_flip(scene: Scene) -> Iterator[Finding]:
    """Find commits that turn many items into done and touch nothing but documents."""
    past = scene.past or Past()
    last = _last_flips(past.steps)
    flips: dict[str, list[Step]] = {}
    for step in past.steps:
        if _is_flip(step):
            flips.setdefault(step.revision, []).append(step)
    least = scene.minimums.get("BULK_FLIP", MANY)
    trackers = frozenset(page.path for page in scene.pages)
    for identifier, steps in flips.items():
        revision = past.revisions[identifier]
        if len(steps) < least or not _touches_only_documents(revision, trackers):
            continue
        standing = [step for step in steps if last.get(_place(step)) is step and not _brings_evidence(step, revision)]
        items = [item for step in standing if (item := _present(scene, step)) is not None]
        if items and len(standing) >= least:
            yield at_item(
                "BULK_FLIP",
                Severity.WARNING,
                items[0],
                f"{len(standing)} items became done in {said_in(revision)}, which touches only documents: "
                f"{all_called(items)}",
                hint="verify each of them: gonogo verify; let the commit that does the work say that it is done",
                cell="status",
            )


def evidence_lost_since(scene: Scene) -> Iterator[Finding]:
    """Find evidence that stood there when the claim was made, and does no more."""
    for claim, item, revision in _claims(scene):
        for reference, existed in claim.existed.items():
            found = scene.resolution(item, reference) if existed else None
            if found is not None and found.code == "EVIDENCE_MISSING":
                yield at_item(
                    "EVIDENCE_LOST_SINCE",
                    Severity.WARNING,
                    item,
                    f"{reference} existed when {called(item)} was claimed complete in {said_in(revision)}, and is gone",
                    hint=found.hint,
                    cell="evidence",
                )


def claim_before_evidence(scene: Scene) -> Iterator[Finding]:
    """Find claims that were made before what should prove them was there."""
    for claim, item, revision in _claims(scene):
        later = [name for name, existed in claim.existed.items() if not existed and _is_there(scene, item, name)]
        if later:
            more = f" and {len(later) - _NAMED} more" if len(later) > _NAMED else ""
            yield at_item(
                "CLAIM_BEFORE_EVIDENCE",
                Severity.WARNING,
                item,
                f"{called(item)} was claimed complete in {said_in(revision)}, before its evidence was there: "
                f"{', '.join(later[:_NAMED])}{more}",
                hint="look at it as it is now, and say so in the row: that makes the claim again",
                cell="evidence",
            )


def history_unreadable(scene: Scene) -> Iterator[Finding]:
    """Tell, once for each document, what Git could not."""
    told: set[str] = set()
    for gap in (scene.past or Past()).gaps:
        if gap.path not in told:
            told.add(gap.path)
            when = f"what the tracker said in {said_in(gap.revision)}" if gap.revision else "the past of the trackers"
            message = f"Git cannot tell {when}: {gap.message}"
            yield at_line("HISTORY_UNREADABLE", Severity.WARNING, gap.path, 1, message, hint=gap.hint)


def _is_flip(step: Step) -> bool:
    before, after = step.before, step.after
    if before is None or after is None or before.status in COMPLETION | _NO_WORK:
        return False
    return after.status in (Status.DONE, Status.SIGNED_OFF)


def _last_flips(steps: Iterable[Step]) -> dict[tuple[str, str], Step]:
    """Return the steps by which items became done for the last time; not of those that were opened again."""
    last: dict[tuple[str, str], Step] = {}
    for step in steps:
        if _is_flip(step):
            last[_place(step)] = step
        elif step.after is not None and step.after.status not in COMPLETION:
            last.pop(_place(step), None)
    return last


def _place(step: Step) -> tuple[str, str]:
    item = step.after or step.before
    return step.path, item.key if item is not None else ""


def _present(scene: Scene, step: Step) -> Item | None:
    """Return the item as it stands now, if it is still complete."""
    path, key = _place(step)
    page = scene.by_path.get(path)
    item = page.by_key.get(key) if page is not None else None
    return item if item is not None and item.status in COMPLETION else None


def _touches_only_documents(revision: Revision, trackers: AbstractSet[str]) -> bool:
    return all(path in trackers or splitext(path)[1].casefold() in _PROSE for path in revision.paths)


def _brings_evidence(step: Step, revision: Revision) -> bool:
    """Whether a commit touches what the item that it turns into done names as evidence."""
    for reference in step.after.evidence if step.after is not None else ():
        found = _FILE.match(reference)
        path = found[1].rstrip("/") if found else ""
        if path and any(
            changed != step.path and (changed == path or changed.endswith(f"/{path}") or changed.startswith(f"{path}/"))
            for changed in revision.paths
        ):
            return True
    return False


def _claims(scene: Scene) -> Iterator[tuple[PastClaim, Item, Revision]]:
    past = scene.past or Past()
    for claim in past.claims:
        item = scene.by_key.get(claim.item)
        if item is not None:
            yield claim, item, past.revisions[claim.revision]


def _is_there(scene: Scene, item: Item, reference: str) -> bool:
    found = scene.resolution(item, reference)
    return found is None or found.code != "EVIDENCE_MISSING"


RULES: tuple[Rule, ...] = (
    Rule(code="BULK_FLIP", severity=Severity.WARNING, find=bulk_flip),
    Rule(code="TRANSITION_ILLEGAL", severity=Severity.WARNING, find=transition_illegal),
    Rule(code="EVIDENCE_LOST_SINCE", severity=Severity.WARNING, find=evidence_lost_since),
    Rule(code="CLAIM_BEFORE_EVIDENCE", severity=Severity.WARNING, find=claim_before_evidence),
    Rule(code="REOPENED_SILENTLY", severity=Severity.WARNING, find=reopened_silently),
    Rule(code="HISTORY_UNREADABLE", severity=Severity.WARNING, find=history_unreadable),
)

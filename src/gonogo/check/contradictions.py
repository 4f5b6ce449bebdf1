"""Evidence of completed items whose content says the opposite. Pure.

1. Only records count: no sources, tests, contracts, fixtures or templates; nor trackers, which are judged as such.
2. Of several attempts in a directory, told apart by numbers, the last one counts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from gonogo.check.contents import Verdict, verdict_of
from gonogo.check.records import record_verdict
from gonogo.check.rule import Rule, at_item, called
from gonogo.check.scene import Scene
from gonogo.check.verdict_words import may_hold_bad_words
from gonogo.model.item import COMPLETION, Finding, Item, Severity

_NO_RECORD = re.compile(
    r"(?:^|[/._-])(?:fixtures?|samples?|examples?|templates?|schemas?|mocks?|seeds?|testdata|snapshots?|node_modules)(?:[/._-]|$)"
    r"|(?:^|/)(?:package(?:-lock)?|tsconfig[\w.-]*|composer|openapi|asyncapi)\.\w+$"
    r"|(?:^|/)(?:tests?|\.github)/.*\.(?:json|ya?ml)$",
    re.IGNORECASE,
)
_PROSE = frozenset({"md", "markdown", "txt", "rst", "adoc"})


def find_contradictions(scene: Scene) -> Iterator[Finding]:
    """Yield EVIDENCE_CONTRADICTS for each reference of a completed item whose content says no."""
    judged: dict[str, Verdict | None] = {}
    for item in scene.items:
        if item.status not in COMPLETION or scene.is_broken(item):
            continue
        for reference in item.evidence:
            told = _contradiction(scene, item, reference, judged)
            if told is not None:
                yield at_item(
                    "EVIDENCE_CONTRADICTS",
                    Severity.ERROR,
                    item,
                    f"{called(item)} claims {item.status_raw}, and {told}",
                    hint="renew the evidence when it holds, or take the claim back",
                    cell="evidence",
                )


def _contradiction(scene: Scene, item: Item, reference: str, judged: dict[str, Verdict | None]) -> str | None:
    resolved = scene.resolution(item, reference)
    if resolved is None:
        return None
    if resolved.contradicted:
        return resolved.message
    latest: dict[str, tuple[str, Verdict]] = {}
    for path in scene.behind.get((posixpath.dirname(item.path), reference), ()):
        if _NO_RECORD.search(path):
            continue
        if path not in judged:
            judged[path] = verdict_of(path, scene.contents[path])
        verdict = judged[path] or _as_record(scene, item, reference, path)
        if verdict is not None:
            latest[re.sub(r"\d+", "0", path)] = path, verdict
    return next((f"{path} says the opposite: {v.told}" for path, v in latest.values() if not v.good), None)


def _as_record(scene: Scene, item: Item, reference: str, path: str) -> Verdict | None:
    if path.rpartition(".")[2].lower() not in _PROSE or path in scene.by_path:
        return None
    if not may_hold_bad_words(scene.contents[path]):
        return None
    names = [item.id] if item.id is not None else []
    anchor = reference.partition("#")[2].strip("`)> ") or None
    return record_verdict(scene.contents[path].decode("utf-8", "replace"), names, anchor)


RULES = (Rule(code="EVIDENCE_CONTRADICTS", severity=Severity.ERROR, find=find_contradictions),)

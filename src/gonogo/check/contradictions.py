"""Evidence of completed items whose content says the opposite. Pure.

1. Only records count: no sources, tests, contracts, fixtures or templates; nor trackers, which are judged as such.
2. Of several attempts in a directory, told apart by numbers, the last one counts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from gonogo.check.contents import Verdict, verdict_of
from gonogo.check.records import Record
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


class _Judge:
    """Judges each file once, however many items name it."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._verdicts: dict[str, Verdict | None] = {}
        self._records: dict[str, Record | None] = {}

    def contradiction(self, item: Item, reference: str) -> str | None:
        """Return in which words a reference of an item says the opposite."""
        resolved = self._scene.resolution(item, reference)
        if resolved is None:
            return None
        if resolved.contradicted:
            return resolved.message
        latest: dict[str, tuple[str, Verdict]] = {}
        for path in self._scene.behind.get((posixpath.dirname(item.path), reference), ()):
            if _NO_RECORD.search(path):
                continue
            verdict = self._of_file(path) or self._of_record(path, item, reference)
            if verdict is not None:
                latest[re.sub(r"\d+", "0", path)] = path, verdict
        return next((f"{path} says the opposite: {v.told}" for path, v in latest.values() if not v.good), None)

    def _of_file(self, path: str) -> Verdict | None:
        if path not in self._verdicts:
            self._verdicts[path] = verdict_of(path, self._scene.contents[path])
        return self._verdicts[path]

    def _of_record(self, path: str, item: Item, reference: str) -> Verdict | None:
        if path not in self._records:
            self._records[path] = self._read(path)
        record = self._records[path]
        return None if record is None else record.verdict(item.id, reference.partition("#")[2].strip("`)> ") or None)

    def _read(self, path: str) -> Record | None:
        data = self._scene.contents[path]
        is_prose = path.rpartition(".")[2].lower() in _PROSE and path not in self._scene.by_path
        return Record(data.decode("utf-8", "replace")) if is_prose and may_hold_bad_words(data) else None


def find_contradictions(scene: Scene) -> Iterator[Finding]:
    """Yield EVIDENCE_CONTRADICTS for each reference of a completed item whose content says no."""
    judge = _Judge(scene)
    for item in scene.items:
        if item.status not in COMPLETION or scene.is_broken(item):
            continue
        for reference in item.evidence:
            told = judge.contradiction(item, reference)
            if told is not None:
                yield at_item(
                    "EVIDENCE_CONTRADICTS",
                    Severity.ERROR,
                    item,
                    f"{called(item)} claims {item.status_raw}, and {told}",
                    hint="renew the evidence when it holds, or take the claim back",
                    cell="evidence",
                )


RULES = (Rule(code="EVIDENCE_CONTRADICTS", severity=Severity.ERROR, find=find_contradictions),)

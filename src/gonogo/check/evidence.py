"""What is wrong with the evidence of completed items, as far as reading and looking shows. Pure; one function a rule.

1. A reference that may be something else (a branch, a repository, a run's number, a route) is no missing file.
2. Whatever follows from a row with too few or too many cells is not told of.
3. `EVIDENCE_SHARED` compares whole cells; marks and placeholders are no evidence that could be shared.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from gonogo.check import contradictions, deliverables, staleness
from gonogo.check.rule import Find, Rule, all_called, at_item, called
from gonogo.check.scene import Scene
from gonogo.model.evidence import Resolved
from gonogo.model.item import Finding, Item, Kind, Severity
from gonogo.tracker.inline import plain

_MANY = 3
_WORDY = 3
_LONGEST_SHOWN = 80
_NOTHING_YET = frozenset(
    ("pending", "to follow", "coming soon", "to come", "not yet", "missing", "no evidence", "to be added", "no")
)
_ENDING = re.compile(r"\.[A-Za-z]\w{0,9}(?:$|[#:?])")
_ON_DISK = re.compile(
    r"/(?:home|Users|tmp|var|etc|opt|mnt|usr|root|srv|private|Volumes|data|workspace)/|~|[A-Za-z]:[\\/]|file:"
)
_COMMIT = re.compile(r"\W*(?:commit|sha|rev|git)?[ :@]*[0-9a-f]{7,64}\W*", re.IGNORECASE)
_DIGITS = re.compile(r"[ #:]*\d+")
_WORD = re.compile(r"[^\W\d_]{2,}.*[^\W_]{2,}|[/.#]", re.DOTALL)
_EVIDENCE = re.compile(
    r"eviden|proof|proven|artifact|artefact|attestation|证据|证明|凭证|产物|佐证|証拠|エビデンス|증거|증빙|evid[eê]ncia|prueba"
    r"|preuve|nachweis|beleg|доказ",
    re.IGNORECASE,
)
_SEVERITIES = {
    "EVIDENCE_MISSING": Severity.ERROR,
    "EVIDENCE_IGNORED": Severity.WARNING,
    "EVIDENCE_OUTSIDE": Severity.ERROR,
    "EVIDENCE_EMPTY": Severity.ERROR,
    "EVIDENCE_COMMIT_UNKNOWN": Severity.ERROR,
    "EVIDENCE_ANCHOR_MISSING": Severity.ERROR,
    "EVIDENCE_UNREADABLE": Severity.WARNING,
}
_CURES = {
    "EVIDENCE_MISSING": "restore it, or correct the reference",
    "EVIDENCE_OUTSIDE": "bring it into the workspace",
    "EVIDENCE_EMPTY": "fill it, or take the reference away",
    "EVIDENCE_COMMIT_UNKNOWN": "correct the id, or fetch the commit",
    "EVIDENCE_ANCHOR_MISSING": "correct the place that the reference names",
}


def find_absent_evidence(scene: Scene) -> Iterator[Finding]:
    """Yield EVIDENCE_ABSENT for each completed item whose table asks for evidence and that has none."""
    for item in scene.completed:
        if item.evidence:
            continue
        cell = scene.page_of(item).cell(item, "evidence")
        text = None if cell is None else plain(cell).strip()
        if text is not None and (scene.dialect.is_placeholder(text) or text.strip(" .()").casefold() in _NOTHING_YET):
            yield at_item(
                "EVIDENCE_ABSENT",
                Severity.WARNING if item.verify else Severity.ERROR,
                item,
                f"{called(item)} claims {item.status_raw} without evidence",
                hint="name the evidence, or take the claim back",
                cell="evidence",
            )


def finder(code: str) -> Find:
    """Return the rule that tells of each reference of a completed item that came to a code."""

    def find(scene: Scene) -> Iterator[Finding]:
        for item in scene.completed:
            for reference in item.evidence:
                resolved = scene.resolution(item, reference)
                if resolved is not None and resolved.code == code:
                    severity = _severity(scene, item, resolved)
                    if severity is not None:
                        yield at_item(
                            code,
                            severity,
                            item,
                            f"{called(item)} claims {item.status_raw}, and {_told(scene, resolved)}",
                            hint=resolved.hint or _CURES.get(code),
                            cell="evidence",
                        )

    return find


def find_shared_evidence(scene: Scene) -> Iterator[Finding]:
    """Yield EVIDENCE_SHARED where three or more completed items have just the same evidence, at the first of them."""
    sharing: dict[tuple[str, str], dict[str, Item]] = defaultdict(dict)
    for item in scene.completed:
        cell = scene.page_of(item).cell(item, "evidence")
        text = " ".join(cell.split()) if cell is not None else "\n".join(item.evidence)
        if text and (item.evidence or (_is_evidence(scene, text) and _stands_under_evidence(scene, item))):
            sharing[posixpath.dirname(item.path), text].setdefault(item.id or item.key, item)
    least = scene.minimums.get("EVIDENCE_SHARED", _MANY)
    for (_, text), same in sharing.items():
        if len(same) >= least:
            items = list(same.values())
            yield at_item(
                "EVIDENCE_SHARED",
                Severity.WARNING,
                items[0],
                f"{_shown(text)} is the evidence of {len(items)} completed items: {all_called(items)}",
                hint="give each item evidence of its own, or an anchor in the shared document",
                cell="evidence",
            )


def _severity(scene: Scene, item: Item, resolved: Resolved) -> Severity | None:
    """Return how much a fault matters; None where it is none, going by what else the reference may be."""
    usual = _SEVERITIES[resolved.code or ""]
    honest = False
    match resolved.code:
        case "EVIDENCE_MISSING":
            honest = item.kind is Kind.DELIVERABLE or not _names_file(
                scene, resolved
            )  # DELIVERABLE_MISSING tells of it
        case "EVIDENCE_IGNORED":
            honest = bool(item.verify)  # a run may write it
        case "EVIDENCE_OUTSIDE":
            honest = resolved.hint is None and not _leads_out(resolved)
            usual = usual if resolved.hint is None else Severity.WARNING
        case "EVIDENCE_UNREADABLE":
            honest = _COMMIT.fullmatch(resolved.reference) is not None  # without Git there are no commits to look for
        case "EVIDENCE_COMMIT_UNKNOWN":
            honest = _DIGITS.fullmatch(resolved.reference) is not None  # the number of a run
            usual = Severity.NOTE if scene.shallow else usual
    return None if honest else usual


def _told(scene: Scene, resolved: Resolved) -> str:
    told = resolved.message or f"{resolved.reference} does not resolve"
    shallow = resolved.code == "EVIDENCE_COMMIT_UNKNOWN" and scene.shallow
    return f"{told}; this clone is shallow, so it may be elsewhere" if shallow else told


def _names_file(scene: Scene, resolved: Resolved) -> bool:
    """Whether a reference to nothing was meant as a path: by its form, or because Git or the tree knows it."""
    text = resolved.reference.strip().strip("`").partition("#")[0].partition("::")[0]
    if resolved.hint is not None or text.endswith("/") or "*" in text or _ENDING.search(posixpath.basename(text)):
        return True
    return "/" in text and " " not in text and posixpath.dirname(posixpath.normpath(text)) in scene.folders


def _leads_out(resolved: Resolved) -> bool:
    text = resolved.reference.strip().strip("`")
    return (
        ".." in text or not text.startswith("/") or _ON_DISK.match(text) is not None or _ENDING.search(text) is not None
    )


def _is_evidence(scene: Scene, cell: str) -> bool:
    """Whether prose says more than a mark, a placeholder or a word or two would."""
    text = plain(cell).strip()
    return len(text.split()) >= _WORDY and _WORD.search(text) is not None and not scene.dialect.is_placeholder(text)


def _stands_under_evidence(scene: Scene, item: Item) -> bool:
    """Whether an item's evidence column is called so; prose under `Implementation` or `Result` describes."""
    header = scene.page_of(item).header(item, "evidence")
    return header is None or _EVIDENCE.search(header) is not None


def _shown(text: str) -> str:
    text = text if text.startswith("`") else repr(text)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


RULES = (
    Rule(code="EVIDENCE_ABSENT", severity=Severity.ERROR, find=find_absent_evidence),
    *(Rule(code=code, severity=severity, find=finder(code)) for code, severity in _SEVERITIES.items()),
    Rule(code="EVIDENCE_SHARED", severity=Severity.WARNING, find=find_shared_evidence),
    *contradictions.RULES,
    *deliverables.RULES,
    *staleness.RULES,
)

"""Silences: findings that somebody decided not to be told of, until a day and for a reason. Pure.

Rules:
1. A silence names codes, a last day and a reason. One that lacks any of them, or names no rule, hides nothing and is
   SILENCE_INVALID itself.
2. In a row, a list line or a heading it speaks for that line, else for its document; in `gonogo.toml` for the paths and
   items that it names, or all.
3. After its last day it hides nothing, and is SILENCE_EXPIRED itself.
4. What a document cannot be read for, and what is wrong with silences, is always told.
5. Only telling is silenced: standing and decisions do not know of silences.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from gonogo.check.rule import Rule, at_line, found_elsewhere
from gonogo.check.scene import Scene
from gonogo.model.item import Finding, Severity, Silence, Silenced
from gonogo.model.patterns import means
from gonogo.model.policy import Ignore

ALWAYS_TOLD = frozenset({"TRACKER_UNREADABLE", "SILENCE_INVALID", "SILENCE_EXPIRED"})
_SHAPE = 'write <!-- gonogo: ignore CODE until=YYYY-MM-DD reason="why" -->'


class Told(Struct, frozen=True):
    """Findings that are told, and those that a silence hides."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]


class _Hush(Struct, frozen=True):
    """One silence, wherever it was written: what it hides, until when, and where it stands."""

    codes: frozenset[str]
    until: str
    reason: str
    hides: Callable[[Finding], bool]
    path: str
    line: int

    def hidden(self, finding: Finding) -> Silenced:
        """Return a finding as this silence hides it."""
        return Silenced(finding=finding, reason=self.reason, until=self.until, path=self.path, line=self.line)


def silence(
    findings: Iterable[Finding],
    scene: Scene,
    ignored: Sequence[Ignore],
    lines: Mapping[int, int],
    codes: Container[str],
) -> Told:
    """Return the findings less what is silenced, and what is wrong with the silences.

    lines: where each entry of `ignored` stands in `gonogo.toml`, by its turn. codes: those of all rules.
    """
    faults: list[Finding] = []
    hushes = list(_from_policy(scene, ignored, lines))
    for page in scene.pages:
        for written in page.reading.silences:
            wrong = _fault(written, codes)
            if wrong is not None:
                faults.append(at_line("SILENCE_INVALID", Severity.WARNING, page.path, written.line, wrong, hint=_SHAPE))
            else:
                hushes.append(_from_document(page.path, written))
    told: list[Finding] = []
    hidden: list[Silenced] = []
    lately: dict[int, Finding] = {}
    by_code: dict[str, list[_Hush]] = {}
    for hush in hushes:
        for code in hush.codes - ALWAYS_TOLD:
            by_code.setdefault(code, []).append(hush)
    for finding in findings:
        meant = [hush for hush in by_code.get(finding.code, ()) if hush.hides(finding)]
        holding = next((hush for hush in meant if scene.today <= hush.until), None)
        if holding is not None:
            hidden.append(holding.hidden(finding))
            continue
        told.append(finding)
        for hush in meant:
            lately.setdefault(id(hush), finding)
    faults += (_expiry(hush, lately.get(id(hush))) for hush in hushes if hush.until < scene.today)
    return Told(findings=(*told, *faults), silenced=tuple(hidden))


def is_day(text: str | None) -> bool:
    """Return whether a text is a day of the calendar, in ISO form with hyphens."""
    try:
        return text is not None and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _fault(written: Silence, codes: Container[str]) -> str | None:
    """Return the first thing that keeps a silence from being one."""
    named = ", ".join(written.codes)
    unknown = next((code for code in written.codes if code not in codes), None)
    loud = next((code for code in written.codes if code in ALWAYS_TOLD), None)
    faults = (
        (written.fault is not None, f"the silence cannot be understood: {written.fault}"),
        (not written.codes, "the silence names no code"),
        (unknown is not None, f"the silence names {unknown}, which is no rule"),
        (loud is not None, f"{loud} cannot be silenced"),
        (written.until is None, f"the silence of {named} has no last day"),
        (not is_day(written.until), f"the silence of {named} ends on {written.until}, which is no day"),
        (not (written.reason or "").strip(), f"the silence of {named} has no reason"),
    )
    return next((message for wrong, message in faults if wrong), None)


def _from_document(path: str, written: Silence) -> _Hush:
    line = None if written.whole else written.line

    def hides(finding: Finding) -> bool:
        return finding.path == path and line in {None, finding.line}

    return _Hush(frozenset(written.codes), written.until or "", written.reason or "", hides, path, written.line)


def _from_policy(scene: Scene, ignored: Sequence[Ignore], lines: Mapping[int, int]) -> Iterator[_Hush]:
    for turn, entry in enumerate(ignored):
        names = frozenset(entry.items)

        def hides(finding: Finding, entry: Ignore = entry, names: frozenset[str] = names) -> bool:
            if entry.paths and not any(means(pattern, finding.path) for pattern in entry.paths):
                return False
            item = scene.by_key.get(finding.item or "")
            return not names or finding.item in names or (item is not None and item.id in names)

        yield _Hush(frozenset({entry.code}), entry.until, entry.reason, hides, "gonogo.toml", lines.get(turn, 1))


def _expiry(hush: _Hush, finding: Finding | None) -> Finding:
    hid = f"; it hid {finding.path}:{finding.line}" if finding is not None else ", and it hides nothing"
    return at_line(
        "SILENCE_EXPIRED",
        Severity.WARNING,
        hush.path,
        hush.line,
        f"the silence of {', '.join(sorted(hush.codes))} ended on {hush.until}{hid}",
        hint="mend what it hid; else renew it, with a reason" if finding is not None else "take it away",
    )


RULES = (
    Rule(code="SILENCE_EXPIRED", severity=Severity.WARNING, find=found_elsewhere),
    Rule(code="SILENCE_INVALID", severity=Severity.WARNING, find=found_elsewhere),
)

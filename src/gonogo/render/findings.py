"""Findings for people: a place, a severity, a code, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gonogo import reasons
from gonogo.model.item import Finding, Severity
from gonogo.render import json, words
from gonogo.render.cells import clean, pad, width
from gonogo.render.page import Page, Screen, Tone, Toned, wrapped

_NARROWEST_MESSAGE = 44
"""Columns; where fewer are left beside the place, a message goes under it."""
_WIDEST_ITEM = 20
_INDENT = 4


def as_json(findings: Sequence[Finding]) -> bytes:
    """Return a JSON list of findings."""
    return json.listed(list(findings))


def cure(finding: Finding) -> str | None:
    """Return what mends a finding: its own hint, else what mends all of its code."""
    known = reasons.CATALOGUE.get(finding.code)
    return finding.hint or (known.remedy if known else None)


def item_of(finding: Finding) -> str:
    """Return the id of the item that a finding is about; empty where its key was made from its place."""
    item = finding.item or ""
    return "" if item.startswith((f"{finding.path}#", f"{finding.path}:")) else item


def message_of(finding: Finding) -> str:
    """Return what is wrong, without the id where the sentence begins with it: to stand beside the id."""
    item = item_of(finding)
    return finding.message.removeprefix(f"{item} ") if item else finding.message


def summary(findings: Sequence[Finding], silenced: int, items: int, documents: int, *, new: bool = False) -> str:
    """Return how many there are of each severity in how many items, and what was silenced; `new`: since a commit."""
    levels = [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "note")]
    told = [
        words.count(number, f"new {word}" if new else word)
        for level, word in levels
        if (number := sum(finding.severity is level for finding in findings)) or level is not Severity.NOTE
    ]
    looked_at = f"{words.count(items, 'item')} of {words.count(documents, 'tracker')}"
    hushed = f" · {silenced} silenced" if silenced else ""
    if findings:
        return f"{', '.join(told)} in {looked_at}{hushed}"
    if not documents:
        return f"no tracker found, so nothing was checked{hushed}"
    return f"no {'new ' if new else ''}fault found in {looked_at} by reading alone; nothing was run{hushed}"


def text(
    findings: Sequence[Finding], silenced: int, items: int, documents: int, screen: Screen, *, new: bool = False
) -> str:
    """Return findings for a terminal in aligned columns, the cure under each, and the summary.

    Neighbours with one cure share it: it stands under the last of them.
    """
    page = Page(screen)
    for group in _documents(findings):
        _Lines(page, group).write()
        page.gap()
    page.line(summary(findings, silenced, items, documents, new=new))
    return page.text()


def _documents(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Yield the findings of one document after the other."""
    group: list[Finding] = []
    for finding in findings:
        if group and group[-1].path != finding.path:
            yield group
            group = []
        group.append(finding)
    if group:
        yield group


class _Lines:
    """The lines about one document: columns as wide as its findings need, so that they stand below each other."""

    def __init__(self, page: Page, findings: Sequence[Finding]) -> None:
        self.page = page
        self.findings = findings
        self.places = max(width(_place(finding)) for finding in findings)
        self.severities = max(len(finding.severity.value) for finding in findings)
        self.codes = max(len(finding.code) for finding in findings)
        self.items = min(_WIDEST_ITEM, max(width(clean(item_of(finding))) for finding in findings))
        before = sum(columns + 2 for columns in (self.places, self.severities, self.codes, self.items) if columns)
        self.beside = page.screen.width - before >= _NARROWEST_MESSAGE
        self.message_at = before if self.beside else _INDENT
        self.cure_at = self.places + 2 if self.beside else _INDENT

    def write(self) -> None:
        """Add every finding, and each cure where it changes."""
        for number, finding in enumerate(self.findings):
            self._finding(finding)
            after = self.findings[number + 1] if number + 1 < len(self.findings) else None
            hint = cure(finding)
            if hint and (after is None or (after.code, cure(after)) != (finding.code, hint)):
                self._under(hint, self.cure_at, "hint: ")

    def _finding(self, finding: Finding) -> None:
        item = clean(item_of(finding))
        head: list[str | Toned] = [
            pad(_place(finding), self.places),
            "  ",
            words.severity(finding.severity),
            " " * (self.severities - len(finding.severity.value)),
            "  ",
            Toned(finding.code, Tone.STRONG),
            " " * (self.codes - len(finding.code)),
        ]
        head += ["  ", pad(item, self.items)] if self.items else []
        message = message_of(finding)
        if not self.beside:
            self.page.line(*head)
            self._under(message, self.message_at)
            return
        room = self.page.screen.width - self.message_at - max(0, width(item) - self.items)
        first, *more = [*wrapped(message, max(room, _NARROWEST_MESSAGE // 2))] or [""]
        self.page.line(*head, "  ", first)
        for line in more:
            self.page.line(" " * self.message_at, line)

    def _under(self, told: str, indent: int, mark: str = "") -> None:
        for number, line in enumerate(wrapped(told, self.page.screen.width - indent - len(mark))):
            lead = mark if number == 0 else " " * len(mark)
            self.page.line(" " * indent, Toned(lead + line, Tone.QUIET) if mark else line)


def _place(finding: Finding) -> str:
    return clean(f"{finding.path}:{finding.line}")

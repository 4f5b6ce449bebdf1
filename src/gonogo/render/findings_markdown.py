"""Findings as Markdown, for a comment on a pull request or the summary of a job.

Rules:
1. What a tracker says is shown and never obeyed: no mention, reference, link, emoji, HTML or broken table comes of it.
   A word that a forge could take for one of these stands in a code span, where forges look for none.
2. Comments have a limit, so rows end where the budget does; how many are left out, and how to see them, is said.
"""

from __future__ import annotations

import re
from itertools import groupby

from gonogo.model.item import Finding
from gonogo.render import markdown as md
from gonogo.render.cells import clean, fit
from gonogo.render.findings import cure, item_of, message_of, summary
from gonogo.render.published import Published

BUDGET = 50_000
"""Bytes; GitHub takes 65,536 characters in a comment."""
_LONGEST = 400
"""Columns of a message or a hint."""
_SPEAKING = re.compile(r"[@#:!~$%&^]\S|[/{}]|\bwww\.|\bGH-\d|\b[0-9a-fA-F]{7,}\b")
"""What forges make something of: people, issues, merge requests, labels, addresses, emoji, commits."""
_STOPS = ",;:"
_SPACES = re.compile(r"\s+")
_CODE = re.compile(r"`([^`]+)`")


def comment(published: Published) -> str:
    """Return a heading with the counts, and a row for each finding."""
    told = summary(published.findings, len(published.silenced), published.items, len(published.documents))
    head = f"### gonogo check\n\n{told}\n"
    if not published.findings:
        return head
    rows: list[tuple[str, ...]] = []
    spent = 0
    for finding in published.findings:
        row = _row(published, finding)
        spent += sum(len(cell.encode()) + len(" | ") for cell in row)
        if spent > BUDGET:
            break
        rows.append(row)
    left = len(published.findings) - len(rows)
    more = f"\n…and {left} more: `gonogo check` lists them all.\n" if left else ""
    return f"{head}\n{md.table(('', 'code', 'where', 'what'), rows)}{more}"


def shown(text: str) -> str:
    """Return Markdown that shows a text and makes nothing of it."""
    parts = _CODE.split(fit(clean(text), _LONGEST))
    return "".join(md.code(part) if turn % 2 else _prose(part) for turn, part in enumerate(parts))


def _prose(text: str) -> str:
    """Return Markdown for text without code spans: neighbours that a forge would make something of share one."""
    words = groupby(_SPACES.split(text), key=lambda word: _SPEAKING.search(word) is not None)
    return " ".join(_in_code(" ".join(part)) if speaks else md.escape(" ".join(part)) for speaks, part in words)


def _in_code(text: str) -> str:
    """Return a code span, and after it the comma or colon that ends the phrase and is no part of what it quotes."""
    bare = text.rstrip(_STOPS)
    return md.code(bare) + text[len(bare) :] if bare else md.code(text)


def _row(published: Published, finding: Finding) -> tuple[str, ...]:
    place = md.code(fit(f"{published.place(finding.path)}:{finding.line}", _LONGEST))
    item, hint = item_of(finding), cure(finding)
    told = f"**{shown(item)}** {shown(message_of(finding))}" if item else shown(finding.message)
    if hint:
        told += f"<br>hint: {shown(hint)}"
    return finding.severity.value, md.code(finding.code), place, told

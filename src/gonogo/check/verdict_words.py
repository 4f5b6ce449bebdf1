"""Words with which a record says of itself that it is no proof, or that it is one. Pure.

A word counts only where nothing but its reason follows: `Failed over as planned` and `Pending items: none` are no such
verdicts, nor is a list of words to choose from.
"""

from __future__ import annotations

import re

_BAD = (
    r"not[ _-](?:yet[ _-])?(?:run|executed|performed|tested|verified|started|done|passed|met|completed?|ready)(?: yet)?"
    r"|not yet|deferred|pending|fail(?:ed|ing|ure|s)?|no[ _-]?go|blocked|incomplete|skipped|to[ _-]?do|tbd|postponed"
    r"|aborted|unverified|errored"
)
_GOOD = (
    r"pass(?:ed|es|ing)?|ok|success(?:ful|fully)?|succeeded|go|green|approved|accepted|met|verified|complete[d]?|done"
    r"|closed|signed[ -]off|implemented|ready"
)
_AFTER = (
    r"(?:[.,;:!(\[—–]|\s+[-—–(]|\s+(?:until|due|because|by|as|since|after|pending|on|to|for|in|awaiting|approval|review"
    r"|sign-?off|execution|run|rerun|re-run)\b|\s*$)"
)
_DECORATION = re.compile(r"^[\W_]+|[\s*_`|]+$")
_BAD_START = re.compile(rf"(?:{_BAD}){_AFTER}", re.IGNORECASE)
_GOOD_START = re.compile(rf"(?:{_GOOD})(?![\w-])", re.IGNORECASE)
_CHOICE = re.compile(r"\w\s*[|/]\s*[A-Za-z]")


def bad_words(text: str) -> bool:
    """Whether a verdict says that it was not done, or went wrong."""
    plain = _plain(text)
    return _BAD_START.match(plain) is not None and _CHOICE.search(plain) is None


def good_words(text: str) -> bool:
    """Whether a verdict says that all is well."""
    plain = _plain(text)
    return _GOOD_START.match(plain) is not None and _CHOICE.search(plain) is None


def _plain(text: str) -> str:
    return _DECORATION.sub("", text[:200])

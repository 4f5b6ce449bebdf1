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
_BEGINNINGS = (
    *(b"not ", b"not-", b"not_", b"never", b"deferred", b"pending", b"fail", b"no go", b"no-go", b"no_go", b"nogo"),
    *(b"blocked", b"incomplete", b"skipped", b"todo", b"to do", b"to-do", b"to_do", b"tbd", b"postponed", b"aborted"),
    *(b"unverified", b"errored"),
)
_CHOICE = re.compile(r"\w\s*[|/]\s*[A-Za-z]")


def bad_words(text: str) -> bool:
    """Whether a verdict says that it was not done, or went wrong."""
    plain = _plain(text)
    return _BAD_START.match(plain) is not None and _CHOICE.search(plain) is None


def good_words(text: str) -> bool:
    """Whether a verdict says that all is well."""
    plain = _plain(text)
    return _GOOD_START.match(plain) is not None and _CHOICE.search(plain) is None


def may_hold_bad_words(data: bytes) -> bool:
    """Whether a text has anything that a bad verdict is made of; cheap."""
    lower = data.lower()
    return any(word in lower for word in _BEGINNINGS)


def _plain(text: str) -> str:
    return _DECORATION.sub("", text[:200])

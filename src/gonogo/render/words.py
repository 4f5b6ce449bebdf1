"""How gonogo says things: statuses, standings, ages and numbers in words, and the tone that repeats each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from gonogo.model.decision import Answer
from gonogo.model.item import Item, Severity, Status
from gonogo.model.standing import Standing
from gonogo.render.page import Tone, Toned

CLAIMS: Final = {
    Status.NOT_STARTED: "Not started",
    Status.IN_PROGRESS: "In progress",
    Status.BLOCKED: "Blocked",
    Status.READY_FOR_SIGNOFF: "Ready to sign",
    Status.DOC_BASELINE: "Doc baseline",
    Status.DONE: "Done",
    Status.SIGNED_OFF: "Signed off",
    Status.CANCELLED: "Cancelled",
    Status.UNKNOWN: "No status",
}

_TONES: Final[dict[Standing, Tone]] = {
    Standing.OPEN: Tone.QUIET,
    Standing.REFUTED: Tone.BAD,
    Standing.UNPROVEN: Tone.DOUBT,
    Standing.STALE: Tone.DOUBT,
    Standing.DOCUMENTED: Tone.NOTE,
    Standing.WAIVED: Tone.NOTE,
    Standing.PROVEN: Tone.GOOD,
}

_SEVERITIES: Final = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.DOUBT, Severity.NOTE: Tone.NOTE}

_STEPS: Final = ((60, 1, "s"), (3600, 60, "min"), (48 * 3600, 3600, "h"), (None, 86400, "days"))

SHORT_DIGEST: Final = 8
SHORT_RUN: Final = 4
JUST_NOW: Final = 5


def standing(value: Standing | None) -> Toned:
    """Return the word for a standing; what does not count is `noted`."""
    return Toned("noted", Tone.QUIET) if value is None else Toned(value.value, _TONES[value])


def severity(value: Severity) -> Toned:
    """Return the word for a severity."""
    return Toned(value.value, _SEVERITIES[value])


def answer(value: Answer) -> Toned:
    """Return `GO` or `NO-GO`."""
    return Toned("GO", Tone.GOOD) if value is Answer.GO else Toned("NO-GO", Tone.BAD)


def claim(item: Item) -> str:
    """Return what an item claims; a status that nobody can read is shown as written."""
    if item.status is Status.UNKNOWN and item.status_raw:
        return f"{item.status_raw}?"
    return CLAIMS[item.status]


def name(item: Item) -> str:
    """Return what people call an item: its id, else its place."""
    return item.id or f"{item.path}:{item.line}"


def near_name(item: Item) -> str:
    """Return the same under a heading that names the document: its id, else its line."""
    return item.id or f":{item.line}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return `1 item` or `3 items`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def age(then: str, now: str) -> str:
    """Return how long ago an RFC 3339 time was: `4 min ago`; the time itself where it cannot be told."""
    try:
        seconds = int((datetime.fromisoformat(now) - datetime.fromisoformat(then)).total_seconds())
    except (ValueError, TypeError):
        return then
    if seconds < 0:
        return f"at {then}"
    if seconds < JUST_NOW:
        return "just now"
    for below, unit, word in _STEPS:
        if below is None or seconds < below:
            return f"{seconds // unit} {word} ago"
    return then


def short(digest: str) -> str:
    """Return the beginning of a digest."""
    return f"{digest[:SHORT_DIGEST]}…"


def run(identifier: str) -> str:
    """Return the end of a run's id, which is its random part."""
    return f"run {identifier[-SHORT_RUN:]}"


def names(items: Sequence[Item]) -> dict[str, str]:
    """Return, by key, what people call each item; where there is one document, it need not be named."""
    call = near_name if len({item.path for item in items}) == 1 else name
    return {item.key: call(item) for item in items}

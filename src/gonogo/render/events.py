"""Events: what happened, in a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gonogo.model.decision import Answer
from gonogo.model.event import Event
from gonogo.render import json, words
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

_COLUMNS = (Column(right=True), Column(), Column(), Column(least=24), Column(least=8, most=24))


def text(events: Iterable[Event], now: str, screen: Screen) -> str:
    """Return a line an event for a terminal: position, age, type, what it says, who."""
    page = Page(screen)
    rows: list[list[Part]] = [
        [
            str(event.seq),
            Toned(words.age(event.time, now), Tone.QUIET),
            event.type,
            _say(event),
            Toned(event.actor, Tone.QUIET),
        ]
        for event in events
    ]
    if not rows:
        page.line("nothing has happened yet: gonogo verify and gonogo decide write events")
    page.table(rows, _COLUMNS, indent="")
    return page.text()


def as_json(events: Iterable[Event]) -> bytes:
    """Return a JSON list of events, one a line, as the ledger holds them."""
    return json.listed(list(events))


def _say(event: Event) -> str:
    tell = _SENTENCES.get(event.type)
    try:
        return tell(event.data) if tell else event.subject
    except (KeyError, TypeError, ValueError):
        return event.subject


def _finished(data: dict[str, Any]) -> str:
    outcome = str(data["outcome"]).replace("_", " ")
    summary = f", {data['summary']}" if data["summary"] not in (None, "", outcome) else ""
    return f"{words.run(data['run'])}: {outcome}{summary}: {data['text']}"


def _bound(data: dict[str, Any]) -> str:
    references = [entry["reference"] for entry in data["evidence"]]
    return f"{words.run(data['run'])}: {data['item']}: {', '.join(references) or 'no evidence'}"


def _read(data: dict[str, Any]) -> str:
    if data.get("revision") is not None:
        return f"{data['document']} as of {data['revision'][:7]} ({data['committed'][:10]}, {data['author']})"
    return f"{words.count(data['documents'], 'tracker')}, facts {words.short(data['facts'])}"


_SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "tracker.read": _read,
    "run.started": lambda data: f"{words.run(data['run'])}: {data['text']}",
    "run.finished": _finished,
    "run.lost": lambda data: f"{words.run(data['run'])}: {data['reason']}",
    "evidence.bound": _bound,
    "command.trusted": lambda data: str(data["text"]),
    "command.untrusted": lambda data: str(data["text"]),
    "decision.made": lambda data: f"{words.answer(Answer(data['answer'])).text} ({data['gate']})",
}

"""What a verification does and did: a line a run as it ends, then what came of it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gonogo.model.command import Outcome
from gonogo.model.verification import Result, Skip, Step, Summary, Why
from gonogo.render import json, words
from gonogo.render.cells import clean
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

MANY_ITEMS = 3
MOST_ROWS = 40
SECOND = 1000
MINUTE = 60 * SECOND
_TONES = {Outcome.PASSED: Tone.GOOD, Outcome.FAILED: Tone.BAD}
_COLUMNS = (Column(least=6, most=32), Column(least=24, most=72), Column(), Column(least=20), Column(right=True))


def line(result: Result, names: Mapping[str, str]) -> str:
    """Return one ended run as a line for a log: outcome, time, item, command, and what it said."""
    said = f": {_said(result)}" if _said(result) and result.outcome is not Outcome.PASSED else ""
    took = f"{duration(result.milliseconds):>8}"
    told = f"{_outcome(result):<14} {took}  {who(result.step, names)}  {_command(result.step)}{said}"
    return clean(told) + "\n"


def text(summary: Summary, names: Mapping[str, str], screen: Screen) -> str:
    """Return what came of a verification: whatever did not pass, then counts, then what to do next."""
    page = Page(screen)
    rows = [_result(r, names) for r in _not_passed(summary.results)]
    rows += [_skip(s, names) for s in summary.skips if s.why not in (Why.FRESH, Why.UNTRUSTED)]
    page.table(rows[:MOST_ROWS], _COLUMNS)
    if len(rows) > MOST_ROWS:
        page.line(Toned(f"  …{len(rows) - MOST_ROWS} more: gonogo status", Tone.QUIET))
    page.gap()
    page.line(f"  {_counts(summary)}")
    hollow = [r for r in summary.results if r.step.fact.vacuous is not None and r.outcome is Outcome.PASSED]
    if hollow:
        page.line(
            f"  {len(hollow)} that passed cannot fail, and so {'proves' if len(hollow) == 1 else 'prove'} nothing"
        )
    for cycle in summary.cycles:
        circle = " → ".join(names.get(key, key) for key in (*cycle, cycle[0]))
        page.line(f"  cycle: {circle}; its items stay unproven whatever their commands say")
    if summary.lost:
        page.line(f"  {words.count(len(summary.lost), 'run')} of an earlier verify never ended, and counts for nothing")
    following = _next(summary, names)
    if following:
        page.line(f"  next: {following}")
    return page.text()


def as_json(summary: Summary) -> bytes:
    """Return results and skips as JSON, each with its command and its items."""
    results = [
        {
            **_step(r.step),
            "run": r.run,
            "outcome": r.outcome,
            "summary": r.summary,
            "milliseconds": r.milliseconds,
            "rc": r.rc,
            "bound": r.bound,
            "created": r.created,
        }
        for r in summary.results
    ]
    skips = [{**_step(s.step), "why": s.why, "message": s.message, "run": s.run} for s in summary.skips]
    value = {
        "green": summary.is_green,
        "counts": summary.counts,
        "results": results,
        "skips": skips,
        "cycles": summary.cycles,
        "lost": summary.lost,
        "interrupted": summary.interrupted,
        "position": summary.position,
    }
    return json.indented(value)


def who(step: Step, names: Mapping[str, str]) -> str:
    """Return the items that a command speaks for."""
    called = [names.get(key, key) for key in step.items]
    more = len(called) - MANY_ITEMS
    return ", ".join(called[:MANY_ITEMS]) + (f" and {more} more" if more > 0 else "")


def duration(milliseconds: int) -> str:
    """Return a time as people read it: `420 ms`, `3.1 s`, `2:05 min`."""
    if milliseconds < SECOND:
        return f"{milliseconds} ms"
    if milliseconds < MINUTE:
        return f"{milliseconds / SECOND:.1f} s"
    return f"{milliseconds // MINUTE}:{milliseconds % MINUTE // SECOND:02} min"


def _command(step: Step) -> str:
    return step.fact.command.text


def _outcome(result: Result) -> str:
    return result.outcome.value.replace("_", " ")


def _said(result: Result) -> str:
    """What a run said beyond its outcome."""
    return "" if result.summary is None or result.summary == _outcome(result) else result.summary


def _result(result: Result, names: Mapping[str, str]) -> list[Part]:
    return [
        who(result.step, names),
        _command(result.step),
        Toned(_outcome(result), _TONES.get(result.outcome, Tone.DOUBT)),
        _said(result),
        Toned(duration(result.milliseconds), Tone.QUIET),
    ]


def _skip(skip: Skip, names: Mapping[str, str]) -> list[Part]:
    return [who(skip.step, names), _command(skip.step), Toned("not run", Tone.QUIET), skip.message, ""]


def _counts(summary: Summary) -> str:
    fresh = sum(1 for skip in summary.skips if skip.why is Why.FRESH)
    parts = [f"{number} {outcome.value.replace('_', ' ')}" for outcome, number in summary.counts.items() if number]
    if fresh:
        parts.append(f"{fresh} fresh and green already")
    if summary.untrusted:
        parts.append(f"{len(summary.untrusted)} not trusted")
    others = len(summary.skips) - fresh - len(summary.untrusted)
    if others:
        parts.append(f"{others} not run")
    total = len(summary.results) + len(summary.skips)
    if not total:
        return "no item names a verify command"
    return f"{words.count(total, 'command')}: {', '.join(parts)}"


def _next(summary: Summary, names: Mapping[str, str]) -> str | None:
    if summary.interrupted:
        return "gonogo verify goes on where this stopped"
    if summary.untrusted:
        return "gonogo trust, then gonogo verify again"
    hollow = [result for result in summary.results if result.step.fact.vacuous is not None]
    for red in (*_not_passed(summary.results), *hollow):
        return f"gonogo why {names.get(red.step.at, red.step.at)}"
    return "gonogo decide" if summary.results or summary.skips else None


def _not_passed(results: Sequence[Result]) -> list[Result]:
    """What did not pass, failures first."""
    return sorted(
        (r for r in results if r.outcome is not Outcome.PASSED), key=lambda r: r.outcome is not Outcome.FAILED
    )


def _step(step: Step) -> dict[str, Any]:
    return {"command": _command(step), "key": step.fact.key, "items": step.items, "at": step.at}

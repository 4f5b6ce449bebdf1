"""Decisions: the answer first, then what stands in its way, worst first."""

from __future__ import annotations

from gonogo import reasons
from gonogo.model.decision import Cause, Decision
from gonogo.model.standing import SEVERITY, Standing
from gonogo.render import json, words
from gonogo.render.markdown import escape, table
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

MANY_ITEMS = 3
MANY_CAUSES = 20
_COLUMNS = (
    Column(right=True),
    Column(least=6, most=32),
    Column(),
    Column(least=16, most=60),
    Column(),
)


def text(decisions: tuple[Decision, ...], names: dict[str, str], screen: Screen, *, everything: bool = False) -> str:
    """Return the decisions for a terminal; without `everything` long lists of causes are cut.

    names: by key, what people call the item.
    """
    page = Page(screen)
    for decision in decisions:
        page.gap()
        page.line("decision: ", words.answer(decision.answer), f" ({decision.gate})")
        page.line(Toned(_circumstances(decision), Tone.QUIET))
        page.line(f"  {_totals(decision)}")
        if decision.causes:
            page.gap()
            _causes(page, decision, names, len(decision.causes) if everything else MANY_CAUSES)
    return page.text()


def markdown(decisions: tuple[Decision, ...], names: dict[str, str]) -> str:
    """Return the decisions as Markdown, for a pull request or a release page."""
    blocks = []
    for decision in decisions:
        verdict = words.answer(decision.answer).text
        blocks.append(f"## decision: {verdict} ({decision.gate})\n\n{_circumstances(decision).strip()}\n")
        blocks.append(f"{_totals(decision)}\n")
        if decision.causes:
            rows = [
                (
                    str(place),
                    escape(_who(cause, names)),
                    f"`{cause.code}`",
                    escape(f"{cause.message}. {_cure(cause)}".strip()),
                    _unblocks(cause),
                )
                for place, cause in enumerate(decision.causes, 1)
            ]
            blocks.append(table(("#", "Items", "Code", "Root cause and cure", "Unblocks"), rows))
    return "\n".join(blocks)


def as_json(decisions: tuple[Decision, ...]) -> bytes:
    """Return the list of decisions as JSON."""
    return json.indented(decisions)


def _circumstances(decision: Decision) -> str:
    return (
        f"  ledger position {decision.position} · policy {words.short(decision.policy)} · "
        f"rules {decision.ruleset} · {decision.now}"
    )


def _totals(decision: Decision) -> str:
    order = [*sorted(SEVERITY, key=SEVERITY.__getitem__, reverse=True), Standing.OPEN]
    parts = [f"{decision.totals[s.value]} {s.value}" for s in order if decision.totals.get(s.value)]
    return f"{words.count(decision.considered, 'item')} in scope" + (f": {', '.join(parts)}" if parts else "")


def _causes(page: Page, decision: Decision, names: dict[str, str], most: int) -> None:
    """A line a cause, and under it the cure, unless the one before had the same."""
    rows: list[list[Part]] = [["", Toned("root cause", Tone.QUIET), "", "", Toned("unblocks", Tone.QUIET)]]
    cures = [""]
    for place, cause in enumerate(decision.causes[:most], 1):
        rows.append([str(place), _who(cause, names), cause.code, cause.message or cause.subject, _unblocks(cause)])
        cure = _cure(cause)
        cures.append("" if cure in cures[-1:] else cure)
    lead = " " * (4 + len(str(len(rows) - 1)))
    page.table(rows, _COLUMNS, notes=[(lead, cure) for cure in cures])
    if len(decision.causes) > most:
        page.line(Toned(f"  …{len(decision.causes) - most} more: gonogo decide --all", Tone.QUIET))


def _who(cause: Cause, names: dict[str, str]) -> str:
    called = [names.get(key, key) for key in cause.items]
    more = len(called) - MANY_ITEMS
    return ", ".join(called[:MANY_ITEMS]) + (f" and {more} more" if more > 0 else "")


def _cure(cause: Cause) -> str:
    if cause.hint:
        return cause.hint
    known = reasons.CATALOGUE.get(cause.code)
    return known.remedy if known else ""


def _unblocks(cause: Cause) -> str:
    return words.count(cause.unblocks, "item")

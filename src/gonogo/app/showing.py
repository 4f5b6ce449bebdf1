"""The board, and why an item stands as it does. Nothing here writes."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import structs

from gonogo.app import ledgering, present, settings
from gonogo.app.checking import check
from gonogo.app.reading import Workspace
from gonogo.app.recalling import recall, recall_earlier
from gonogo.app.seeing import Sight, see
from gonogo.app.trusting import untrusted_commands
from gonogo.gate.decide import decide
from gonogo.ledger.port import Ledger
from gonogo.lifecycle.standing import derive, proof_graph
from gonogo.model.board import Board, Row, Totals, Why
from gonogo.model.command import Run
from gonogo.model.item import COMPLETION, Item, Kind, Status
from gonogo.model.past import Past
from gonogo.model.standing import CommandFact, Obligation, ObligationKind, Standing, Verdict
from gonogo.model.state import State, fold
from gonogo.workspace.inputs import changed, read_manifest

NAMED_CHANGES = 3
"""Changed files that a reason names before it only counts them."""
_FOR_THE_SHELL = re.compile(r"[\s'\"\\$`&|;<>()*?#!~]")
_RENEWED = frozenset({"RUN_TOO_OLD", "EVIDENCE_CHANGED", "RUN_LOST"})
"""Reasons that the next `gonogo verify` mends, although the command has a result on the present files."""


@dataclass(frozen=True)
class View:
    """A workspace with everything derived from it at one moment."""

    workspace: Workspace
    state: State
    sight: Sight
    verdicts: Mapping[str, Verdict]
    now: str


def look(workspace: Workspace, environ: Mapping[str, str]) -> View:
    """Derive every item's standing; reasons name the files that changed since the runs that they speak of."""
    now = present.now()
    with ledgering.open_for_reading(workspace.root.path, environ) as ledger:
        state = fold(ledger.events()) if ledger is not None else State()
        sight = see(workspace, frozenset(state.created), environ)
        sight = recall(sight, workspace, state, ledger, environ) if ledger is not None else sight
        sight = sight if workspace.is_present else recall_earlier(sight, state)
        verdicts = derive(sight.facts, state, now)
        if ledger is not None:
            verdicts = _name_changes(verdicts, sight, state, ledger)
    return View(workspace=workspace, state=state, sight=sight, verdicts=verdicts, now=now)


def board(view: View, environ: Mapping[str, str]) -> Board:
    """Return the board of a workspace, with what the `default` gate would say if it were asked now."""
    workspace = view.workspace
    rows = tuple(
        Row(item=item, verdict=view.verdicts[item.key]) for item in workspace.items if item.kind is not Kind.BOUNDARY
    )
    totals = _totals(view, rows)
    command, why = _suggest(view, rows, totals, environ)
    facts = view.sight.facts
    return Board(
        root=str(workspace.root.path),
        documents=tuple(reading.path for reading in workspace.readings),
        rows=tuple(Row(item=item, verdict=view.verdicts[item.key]) for item in workspace.items),
        totals=totals,
        findings=check(workspace, Past()).findings,  # looking back takes its time: gonogo check does
        decision=decide(
            workspace.policy.gates["default"],
            facts,
            view.verdicts,
            position=view.state.position,
            facts_digest="",  # a preview is not recorded, and neither are its facts
            policy_digest=settings.digest(workspace.policy),
            now=view.now,
        ),
        next_command=command,
        why_next=why,
        position=view.state.position,
    )


def why(view: View, name: str) -> Why:
    """Return the tree of obligations under an item: all that it reaches through dependencies and children."""
    item = view.workspace.find(name)
    graph = proof_graph(view.workspace.items, view.workspace.links)
    reached = graph.reach(item.key)
    above = graph.reach(item.key, graph.dependents)
    runs = {run.id: run for run in view.state.by_cache_key.values()} | {
        run.id: run for run in view.state.by_command.values()
    }
    named = {o.run for key in reached for o in view.verdicts[key].obligations if o.run is not None}
    return Why(
        root=item.key,
        verdicts={key: view.verdicts[key] for key in reached},
        items={key: view.workspace.by_key[key] for key in reached},
        follows=sum(
            1
            for key in above[1:]
            if view.verdicts[key].claim in COMPLETION and view.verdicts[key].standing is not Standing.PROVEN
        ),
        runs={run: runs[run] for run in sorted(named) if run in runs},
    )


def _totals(view: View, rows: tuple[Row, ...]) -> Totals:
    claims = [row for row in rows if row.verdict.claim in COMPLETION]
    standings = Counter(row.verdict.standing for row in claims)
    facts = _wanted(view)
    fresh = sum(
        1
        for fact in facts.values()
        if (run := view.state.by_cache_key.get(fact.cache_key)) is not None and run.outcome.is_verdict
    )
    return Totals(
        items=len(rows),
        claimed=len(claims),
        open=sum(1 for row in rows if row.verdict.claim not in COMPLETION | {Status.CANCELLED}),
        cancelled=sum(1 for row in rows if row.verdict.claim is Status.CANCELLED),
        by_standing={s.value: standings.get(s, 0) for s in Standing if s is not Standing.OPEN},
        runs=sum(1 for key in facts if key in view.state.by_command),
        commands=len(facts),
        stale_commands=len(facts) - fresh,
    )


def _wanted(view: View) -> dict[str, CommandFact]:
    """Return, by key, the commands that `gonogo verify` runs: not those that only cancelled items name."""
    return {
        fact.key: fact
        for seen in view.sight.facts.items
        if seen.item.status is not Status.CANCELLED
        for fact in seen.commands
    }


def _suggest(
    view: View, rows: tuple[Row, ...], totals: Totals, environ: Mapping[str, str]
) -> tuple[str | None, str | None]:
    """Return the command that a person most likely wants next, and why."""
    if not rows:
        found = "only boundaries were found" if view.workspace.items else "no tracker was found"
        return "gonogo items --explain", found
    if totals.commands == 0 and any(row.verdict.standing is Standing.UNPROVEN for row in rows):
        return "gonogo init", "no item has a command; a gonogo.toml can add them"
    untrusted = untrusted_commands(view.workspace, view.sight, environ)
    if untrusted:
        return "gonogo trust", f"{len(untrusted)} of {totals.commands} commands are not trusted yet"
    waiting = sum(1 for fact in _wanted(view).values() if fact.cache_key not in view.state.by_cache_key)
    if waiting:
        return "gonogo verify", f"{waiting} of {totals.commands} commands have not run on the present files"
    return _suggest_item(rows, totals)


def _suggest_item(rows: tuple[Row, ...], totals: Totals) -> tuple[str, str]:
    """Return what to do once every command has its result: look at the worst item, go on, or ship."""
    for standing in (Standing.REFUTED, Standing.UNPROVEN, Standing.STALE, Standing.DOCUMENTED):
        for row in rows:
            reason = row.verdict.reason
            if row.verdict.standing is standing and reason is not None and reason.code is not None:
                if reason.code in _RENEWED:
                    return "gonogo verify", "some proof is out of date"
                return f"gonogo why {_call(row.item, rows)}", f"it is {standing}"
    if not totals.claimed:
        return "gonogo next", "no item claims completion"
    return "gonogo decide", "everything that is claimed is proven"


def _call(item: Item, rows: tuple[Row, ...]) -> str:
    """Return what a person types for an item: its id where that is its own, else its place; quoted for the shell."""
    same = sum(1 for row in rows if (row.item.id or "").casefold() == (item.id or "").casefold())
    name = item.id if item.id and (same == 1 or item.key == item.id) else f"{item.path}:{item.line}"
    return shlex.quote(name) if _FOR_THE_SHELL.search(name) else name


def _name_changes(verdicts: dict[str, Verdict], sight: Sight, state: State, ledger: Ledger) -> dict[str, Verdict]:
    """Say in INPUTS_CHANGED and RUN_OUTDATED which files changed, where the manifests still tell."""
    runs = {run.id: run for run in state.by_command.values()}
    present_inputs = {fact.key: fact.inputs for seen in sight.facts.items for fact in seen.commands}
    cache: dict[tuple[str, str], str | None] = {}

    def explain(obligation: Obligation) -> Obligation:
        run = runs.get(obligation.run or "")
        if obligation.kind is not ObligationKind.COMMAND or run is None:
            return obligation
        if obligation.code not in {"INPUTS_CHANGED", "RUN_OUTDATED"}:
            return obligation
        pair = (run.inputs, present_inputs[run.command])
        if pair not in cache:
            cache[pair] = _difference(run, pair[1], sight, ledger)
        return structs.replace(obligation, message=cache[pair] or obligation.message)

    def renew(verdict: Verdict) -> Verdict:
        obligations = tuple(explain(o) for o in verdict.obligations)
        if obligations == verdict.obligations:
            return verdict
        reason = next(
            (new for old, new in zip(verdict.obligations, obligations, strict=True) if old is verdict.reason),
            verdict.reason,
        )
        return structs.replace(verdict, obligations=obligations, reason=reason)

    return {key: renew(verdict) for key, verdict in verdicts.items()}


def _difference(run: Run, inputs: str, sight: Sight, ledger: Ledger) -> str | None:
    if run.inputs == inputs:
        return f"its program changed since run {run.id[-4:]}"
    names = changed(read_manifest(ledger.blob(run.inputs)), sight.manifests[inputs])
    if not names:
        return None
    more = f" and {len(names) - NAMED_CHANGES} more" if len(names) > NAMED_CHANGES else ""
    return f"{', '.join(names[:NAMED_CHANGES])}{more} changed since run {run.id[-4:]}"

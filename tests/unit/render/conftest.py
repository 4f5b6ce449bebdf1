"""Values to draw: a small workspace in which every standing occurs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from gonogo.model.board import Board, GraphView, Row, Totals, Why
from gonogo.model.command import Outcome, Run
from gonogo.model.decision import Answer, Cause, Decision
from gonogo.model.item import COMPLETION, Item, Span, Spans, Status
from gonogo.model.standing import Obligation, ObligationKind, Standing, Verdict

NOW = "2026-03-04T10:00:00.000Z"


def make_item(name: str, title: str = "A thing", status: Status = Status.DONE, **more: Any) -> Item:
    more = {"path": "docs/ready.md", "line": 7, "span": Spans(Span(0, 1)), "id": name, "key": name, **more}
    return Item(title=title, status=status, **more)


def make_row(name: str, standing: Standing, reason: Obligation | None = None, **more: Any) -> Row:
    status = Status.IN_PROGRESS if standing is Standing.OPEN else Status.DONE
    item = make_item(name, **{"status": status, **more})
    return Row(item=item, verdict=Verdict(key=item.key, claim=item.status, standing=standing, reason=reason))


def make_decision(answer: Answer = Answer.NO_GO, causes: tuple[Cause, ...] = (), **more: Any) -> Decision:
    totals = dict.fromkeys(Standing, 0)
    more = {"gate": "default", "position": 12, "considered": 3, **more}
    return Decision(
        answer=answer,
        facts="f" * 64,
        policy="5d0e" + "0" * 60,
        now=NOW,
        totals={s.value: n for s, n in totals.items()},
        causes=causes,
        **more,
    )


def make_board(rows: tuple[Row, ...], **more: Any) -> Board:
    claims = [row for row in rows if row.item.status in COMPLETION]
    totals = {
        "items": len(rows),
        "claimed": len(claims),
        "open": len(rows) - len(claims),
        "cancelled": 0,
        "by_standing": {s.value: sum(row.verdict.standing is s for row in claims) for s in Standing},
        "runs": 2,
        "commands": 2,
        "stale_commands": 0,
        **more.pop("totals", {}),
    }
    more = {"findings": (), "next_command": None, "why_next": None, "decision": make_decision(), **more}
    documents = tuple(dict.fromkeys(row.item.path for row in rows))
    return Board(root="/w", documents=documents, rows=rows, totals=Totals(**totals), position=12, **more)


@pytest.fixture
def failing_tree() -> Why:
    """B depends on A, whose command failed; A and C depend on each other."""
    failed = Obligation(
        kind=ObligationKind.COMMAND,
        subject="pytest -q tests/a.py",
        standing=Standing.REFUTED,
        code="VERIFY_FAILED",
        message="1 of 9 failed",
        run="019c0000-0000-7000-8000-00000000abcd",
    )

    def dependency(key: str, code: str = "DEPENDENCY_UNMET") -> Obligation:
        return Obligation(kind=ObligationKind.DEPENDENCY, subject=key, standing=Standing.UNPROVEN, code=code)

    a = Verdict(
        key="A-1",
        claim=Status.DONE,
        standing=Standing.REFUTED,
        obligations=(dependency("C-3", "DEPENDENCY_CYCLE"), failed),
        reason=failed,
    )
    b = Verdict(
        key="B-2",
        claim=Status.DONE,
        standing=Standing.UNPROVEN,
        obligations=(dependency("A-1"),),
        reason=dependency("A-1"),
    )
    c = Verdict(
        key="C-3",
        claim=Status.DONE,
        standing=Standing.UNPROVEN,
        obligations=(dependency("A-1", "DEPENDENCY_CYCLE"),),
        reason=dependency("A-1", "DEPENDENCY_CYCLE"),
    )
    run = Run(
        id="019c0000-0000-7000-8000-00000000abcd",
        command="c" * 64,
        text="pytest -q tests/a.py",
        cache_key="k" * 64,
        inputs="i" * 64,
        outcome=Outcome.FAILED,
        rc=1,
        started="2026-03-04T09:55:00.000Z",
        finished="2026-03-04T09:56:00.000Z",
        milliseconds=60_000,
    )
    items = {key: make_item(key, f"Title of {key}") for key in ("A-1", "B-2", "C-3")}
    return Why(root="B-2", verdicts={"A-1": a, "B-2": b, "C-3": c}, items=items, follows=2, runs={run.id: run})


@pytest.fixture
def small_graph() -> GraphView:
    """Two items, the second on the first; labels that every notation would trip over."""
    return GraphView(
        rows=(
            make_row("A-1", Standing.PROVEN, title='say "hi" | <b>[x]</b> \\ #1; `{y}`'),
            make_row("B-2", Standing.OPEN, title="后端 API\x1b[31m\nred"),
        ),
        needs={"A-1": (), "B-2": ("A-1",)},
        unknown={"B-2": ("Z-9",)},
        critical_path=("A-1", "B-2"),
        layers={"A-1": 0, "B-2": 1},
    )


@pytest.fixture
def make() -> SimpleNamespace:
    """The builders above, for tests that need values of their own."""
    return SimpleNamespace(item=make_item, row=make_row, decision=make_decision, board=make_board, now=NOW)

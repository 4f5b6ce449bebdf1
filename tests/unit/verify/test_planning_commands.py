from collections.abc import Sequence

import pytest

from gonogo.model.command import Command, Outcome, Run
from gonogo.model.evidence import EvidenceKind, Resolved
from gonogo.model.graph import Graph
from gonogo.model.item import Item, Span, Spans, Status
from gonogo.model.standing import CommandFact, Facts, ItemFacts
from gonogo.model.state import State
from gonogo.model.verification import Plan, Why
from gonogo.verify.plan import plan

NOW = "2026-11-21T09:30:00.000Z"


def seen(
    key: str, *texts: str, evidence: Sequence[Resolved] = (), status: Status = Status.DONE, duplicated: bool = False
) -> ItemFacts:
    return ItemFacts(
        item=Item(key=key, status=status, path="t.md", line=1, span=Spans(Span(0, 0))),
        commands=tuple(
            CommandFact(command=Command(text=text), key=f"key {text}", cache_key=f"cache {text}", inputs="in")
            for text in texts
        ),
        evidence=tuple(evidence),
        duplicated=duplicated,
    )


def ran(text: str, outcome: Outcome = Outcome.PASSED, finished: str = NOW, **bound: str) -> State:
    run = Run(
        id=f"run {text}",
        command=f"key {text}",
        text=text,
        cache_key=f"cache {text}",
        inputs="in",
        outcome=outcome,
        started=finished,
        finished=finished,
        milliseconds=1,
    )
    bindings = {("A", reference): digest for reference, digest in bound.items()}
    return State(by_cache_key={run.cache_key: run}, by_command={run.command: run}, bound={run.id: bindings})


def proof(reference: str, digest: str | None = "d", code: str | None = None) -> Resolved:
    return Resolved(reference=reference, kind=EvidenceKind.ARTIFACT, digest=digest, code=code)


def planned(*items: ItemFacts, needs: dict[str, Sequence[str]] | None = None, **more: object) -> Plan:
    state = more.pop("state", State())
    assert isinstance(state, State)
    max_age = more.pop("max_age", None)
    graph = Graph.of({item.item.key: (needs or {}).get(item.item.key, ()) for item in items})
    return plan(Facts(items=items, max_age=max_age), graph, state, NOW, **more)  # type: ignore[arg-type]  # test shorthand


def texts(plan: Plan) -> list[str]:
    return [step.fact.command.text for step in plan.steps]


def test_a_command_is_run_once_at_its_earliest_item_in_dependency_order() -> None:
    found = planned(seen("A", "x"), seen("B", "x", "y"), needs={"A": ["B"]})
    assert texts(found) == ["x", "y"]
    assert found.steps[0].at == "B"
    assert found.steps[0].items == ("A", "B")


def test_named_items_bring_what_they_depend_on_and_nothing_else() -> None:
    items = [seen("A", "a"), seen("B", "b"), seen("C", "c")]
    assert texts(planned(*items, needs={"B": ["A"]}, only=["B"])) == ["a", "b"]


def test_a_cycle_is_reported_and_keeps_nothing_from_running() -> None:
    found = planned(seen("A", "a"), seen("B", "b"), seen("C", "c"), needs={"A": ["B"], "B": ["A"], "C": ["B"]})
    assert found.cycles == (("A", "B"),)
    assert texts(found) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (seen("A", "x"), ran("x")),
        (seen("A", "x", evidence=[proof("r")]), ran("x", r="d")),
        (seen("A", "x", evidence=[proof("r", code="EVIDENCE_IGNORED")]), ran("x", r="d")),
        (seen("A", "x", evidence=[proof("r", None, "EVIDENCE_MISSING")]), ran("x")),
        (seen("A", "x", evidence=[proof("r")], duplicated=True), ran("x")),
    ],
)
def test_what_is_fresh_and_green_is_skipped_with_a_reason(item: ItemFacts, state: State) -> None:
    found = planned(item, state=state)
    assert texts(found) == []
    (skip,) = found.skips
    assert (skip.why, skip.run) == (Why.FRESH, "run x")


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (seen("A", "x"), State()),
        (seen("A", "x"), ran("another")),
        (seen("A", "x"), ran("x", Outcome.FAILED)),
        (seen("A", "x"), ran("x", Outcome.INTERRUPTED)),
        (seen("A", "x"), ran("x", finished="2026-11-20T09:29:59.000Z")),
        (seen("A", "x", evidence=[proof("r", "other")]), ran("x", r="d")),
        (seen("A", "x", evidence=[proof("r", None, "EVIDENCE_MISSING")]), ran("x", r="d")),
        (seen("A", "x", evidence=[proof("r")]), ran("x")),
    ],
)
def test_what_is_red_old_moved_or_not_bound_is_run_again(item: ItemFacts, state: State) -> None:
    assert texts(planned(item, state=state, max_age=86_400)) == ["x"]


def test_what_only_cancelled_items_name_is_skipped() -> None:
    gone = seen("A", "x", "y", status=Status.CANCELLED)
    found = planned(gone, seen("B", "y"))
    assert texts(found) == ["y"]
    assert [(skip.step.fact.command.text, skip.why) for skip in found.skips] == [("x", Why.CANCELLED)]


def test_a_command_that_fits_no_event_is_not_run() -> None:
    assert [skip.why for skip in planned(seen("A", "x" * 20_000)).skips] == [Why.TOO_LONG]

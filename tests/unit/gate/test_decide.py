"""Gates: what they answer, and which causes they name first. Worked out by hand from the rules of decisions."""

from __future__ import annotations

import pytest
from msgspec import structs

from gonogo.gate.decide import decide, in_scope
from gonogo.lifecycle.standing import derive
from gonogo.model.command import Command, Outcome, Run
from gonogo.model.decision import BUILT_IN_GATES, Answer, Decision, Gate, Scope
from gonogo.model.evidence import EvidenceKind, Resolved, Tier
from gonogo.model.item import Item, Kind, Span, Spans, Status
from gonogo.model.standing import CommandFact, Facts, ItemFacts, Standing, Unread
from gonogo.model.state import State

NOW = "2026-03-01T12:00:00.000Z"


def item(key: str, status: Status = Status.DONE, **more: object) -> Item:
    made = Item(
        key=key, id=key, status=status, status_raw=status.value, path="t.md", line=1, span=Spans(row=Span(0, 0))
    )
    return structs.replace(made, **more)


def checked(
    subject: Item, outcome: Outcome | None, text: str | None = None, summary: str | None = None
) -> tuple[ItemFacts, list[Run]]:
    made = Command(text=text or f"test {subject.key}")
    fact = CommandFact(command=made, key=made.key, cache_key=made.text, inputs="i")
    runs = []
    if outcome is not None:
        runs.append(
            Run(
                id=f"run-{made.text}",
                command=made.key,
                text=made.text,
                cache_key=made.text,
                inputs="i",
                outcome=outcome,
                started=NOW,
                finished=NOW,
                milliseconds=1,
                summary=summary,
            )
        )
    return ItemFacts(item=subject, commands=(fact,)), runs


def answer(gate: Gate, *pairs: tuple[ItemFacts, list[Run]]) -> Decision:
    state = State()
    for _, runs in pairs:
        for run in runs:
            state.by_cache_key[run.cache_key] = run
            state.by_command[run.command] = run
    facts = Facts(items=tuple(seen for seen, _ in pairs))
    verdicts = derive(facts, state, NOW)
    return decide(gate, facts, verdicts, position=1, facts_digest="f", policy_digest="p", now=NOW)


HONEST, DEFAULT = BUILT_IN_GATES["honest"], BUILT_IN_GATES["default"]


def test_empty_never_passes() -> None:
    for gate in (HONEST, DEFAULT):
        decision = answer(gate)
        assert (decision.answer, decision.causes[0].code) == (Answer.NO_GO, "SCOPE_EMPTY")


def test_a_boundary_is_outside_every_gate() -> None:
    boundary = ItemFacts(item=item("B", Status.BLOCKED, kind=Kind.BOUNDARY))
    assert answer(DEFAULT, (boundary, [])).causes[0].code == "SCOPE_EMPTY"
    assert answer(DEFAULT, (boundary, []), checked(item("A"), Outcome.PASSED)).answer is Answer.GO


@pytest.mark.parametrize(
    ("status", "outcome", "honest", "default"),
    [
        (Status.DONE, Outcome.PASSED, Answer.GO, Answer.GO),
        (Status.DONE, Outcome.FAILED, Answer.NO_GO, Answer.NO_GO),
        (Status.DONE, None, Answer.NO_GO, Answer.NO_GO),
        (Status.DOC_BASELINE, Outcome.PASSED, Answer.GO, Answer.NO_GO),
        (Status.IN_PROGRESS, Outcome.PASSED, Answer.GO, Answer.NO_GO),
        (Status.READY_FOR_SIGNOFF, Outcome.PASSED, Answer.GO, Answer.NO_GO),
        (Status.SIGNED_OFF, Outcome.PASSED, Answer.NO_GO, Answer.NO_GO),
        (Status.CANCELLED, None, Answer.GO, Answer.GO),
        (Status.UNKNOWN, None, Answer.NO_GO, Answer.NO_GO),
    ],
)
def test_the_two_gates_that_always_exist(
    status: Status, outcome: Outcome | None, honest: Answer, default: Answer
) -> None:
    pair = checked(item("A", status), outcome)
    assert (answer(HONEST, pair).answer, answer(DEFAULT, pair).answer) == (honest, default)


def test_a_documented_baseline_is_honest_and_not_shippable() -> None:
    proof = Resolved(reference="d.md", kind=EvidenceKind.DOC, digest="d")
    pair = (ItemFacts(item=item("A", Status.DOC_BASELINE), evidence=(proof,)), list[Run]())
    assert answer(HONEST, pair).answer is Answer.GO
    decision = answer(DEFAULT, pair)
    assert (decision.answer, [c.code for c in decision.causes]) == (Answer.NO_GO, ["DOC_BASELINE_ONLY"])


def test_a_status_that_nobody_states_is_no_dishonesty() -> None:
    silent = (ItemFacts(item=item("A", Status.UNKNOWN, status_raw=None)), list[Run]())
    assert answer(HONEST, silent).answer is Answer.GO


def test_the_root_is_named_and_not_what_merely_waits_for_it() -> None:
    decision = answer(
        DEFAULT,
        checked(item("A"), Outcome.FAILED, summary="1 of 9 failed"),
        checked(item("B", depends_on=("A",)), Outcome.PASSED),
        checked(item("C", depends_on=("B",)), Outcome.PASSED),
        checked(item("D"), Outcome.TIMED_OUT),
    )
    assert [(c.code, c.items, c.unblocks) for c in decision.causes] == [
        ("VERIFY_FAILED", ("A",), 3),
        ("COMMAND_TIMED_OUT", ("D",), 1),
    ]
    assert decision.causes[0].message == "1 of 9 failed"


def test_what_unblocks_more_comes_first() -> None:
    decision = answer(
        DEFAULT,
        checked(item("A"), Outcome.FAILED),
        checked(item("B"), Outcome.FAILED),
        checked(item("C", depends_on=("B",)), Outcome.PASSED),
    )
    assert [cause.items for cause in decision.causes] == [("B",), ("A",)]


def test_one_missing_program_is_one_cause() -> None:
    missing = "no such program: just"
    decision = answer(
        DEFAULT,
        *(checked(item(k), Outcome.NOT_RUNNABLE, text=f"just {k}", summary=missing) for k in "ABC"),
        checked(item("D"), Outcome.NOT_RUNNABLE, text="cargo test", summary="no such program: cargo"),
    )
    assert [(c.items, c.message) for c in decision.causes] == [
        (("A", "B", "C"), missing),
        (("D",), "no such program: cargo"),
    ]


def test_what_one_verify_refreshes_is_one_cause() -> None:
    decision = answer(DEFAULT, *(checked(item(key), None) for key in "ABC"))
    assert [(c.code, c.items, c.subject) for c in decision.causes] == [("COMMAND_NOT_RUN", ("A", "B", "C"), "3 items")]


def test_an_open_item_below_a_claim_is_a_cause_of_dishonesty() -> None:
    decision = answer(
        HONEST, checked(item("A", Status.IN_PROGRESS), None), checked(item("B", depends_on=("A",)), Outcome.PASSED)
    )
    assert [(c.code, c.items, c.unblocks) for c in decision.causes] == [("NOT_COMPLETE", ("A",), 1)]


def test_a_circle_is_a_cause_in_itself() -> None:
    decision = answer(
        HONEST,
        checked(item("A", depends_on=("B",)), Outcome.PASSED),
        checked(item("B", depends_on=("A",)), Outcome.PASSED),
    )
    assert [(c.code, c.items, c.message, c.unblocks) for c in decision.causes] == [
        ("DEPENDENCY_CYCLE", ("A", "B"), "2 items depend on each other", 2)
    ]


def test_a_cancelled_child_is_nobodys_cause() -> None:
    decision = answer(
        HONEST,
        checked(item("A"), Outcome.FAILED),
        (ItemFacts(item=item("B", Status.CANCELLED, parent="A")), []),
    )
    assert [(c.code, c.items) for c in decision.causes] == [("VERIFY_FAILED", ("A",))]


def test_a_child_of_a_baseline_is_not_blamed_for_it() -> None:
    gone = Resolved(reference="d.md", kind=EvidenceKind.DOC, code="EVIDENCE_MISSING")
    baseline = ItemFacts(item=item("A", Status.DOC_BASELINE), evidence=(gone,))
    decision = answer(HONEST, (baseline, []), checked(item("B", Status.IN_PROGRESS, parent="A"), None))
    assert [(c.code, c.items) for c in decision.causes] == [("EVIDENCE_MISSING", ("A",))]


def test_a_baseline_that_is_met_is_the_cause_where_more_is_built_on_it() -> None:
    proof = Resolved(reference="d.md", kind=EvidenceKind.DOC, digest="d")
    baseline = ItemFacts(item=item("A", Status.DOC_BASELINE), evidence=(proof,))
    decision = answer(HONEST, (baseline, []), checked(item("B", depends_on=("A",)), Outcome.PASSED))
    assert decision.answer is Answer.NO_GO
    assert [(c.code, c.items, c.unblocks) for c in decision.causes] == [("DOC_BASELINE_ONLY", ("A",), 1)]


def test_a_scope_narrows_and_what_lies_outside_can_still_be_the_cause() -> None:
    gate = Gate(name="p0", scope=Scope(priority=("P0",)))
    decision = answer(
        gate,
        checked(item("A", priority="P1"), Outcome.FAILED),
        checked(item("B", priority="P0", depends_on=("A",)), Outcome.PASSED),
        checked(item("C", priority="P2"), Outcome.FAILED),
    )
    assert decision.considered == 1
    assert [(c.code, c.items) for c in decision.causes] == [("VERIFY_FAILED", ("A",))]


@pytest.mark.parametrize(
    ("scope", "inside"),
    [
        (Scope(), True),
        (Scope(ids=("A",)), True),
        (Scope(ids=("B",)), False),
        (Scope(tracker=("*.md",)), True),
        (Scope(tracker=("other/*",)), False),
        (Scope(tracker=("**/*.md",)), True),
        (Scope(tracker=("t.md",)), True),
        (Scope(tag=("beta",)), True),
        (Scope(tag=("gamma",)), False),
        (Scope(priority=("P0",), tag=("beta",)), False),
    ],
)
def test_scopes(scope: Scope, inside: bool) -> None:
    assert in_scope(item("A", priority="P1", extra={"Tags": "alpha, beta"}), scope) is inside


def test_a_gate_may_accept_documents_and_never_more_than_it_says() -> None:
    proof = Resolved(reference="d.md", kind=EvidenceKind.DOC, digest="d")
    pair = (ItemFacts(item=item("A"), evidence=(proof,)), list[Run]())
    lenient = Gate(name="lenient", accept=(Standing.PROVEN, Standing.DOCUMENTED))
    assert answer(lenient, pair).answer is Answer.GO
    assert answer(DEFAULT, pair).answer is Answer.NO_GO


def test_what_is_proven_passes_whatever_else_a_gate_accepts() -> None:
    for accept in ((Standing.DOCUMENTED,), ()):
        assert answer(Gate(name="g", accept=accept), checked(item("A"), Outcome.PASSED)).answer is Answer.GO


def test_a_minimum_tier_above_test_needs_more_than_a_local_run() -> None:
    pair = checked(item("A"), Outcome.PASSED)
    assert answer(Gate(name="t", minimum_tier=Tier.TEST), pair).answer is Answer.GO
    decision = answer(Gate(name="s", minimum_tier=Tier.STAGING), pair)
    assert (decision.answer, decision.causes[0].code) == (Answer.NO_GO, "TIER_TOO_LOW")


def test_a_gate_may_ask_that_every_criterion_is_assessed() -> None:
    seen, runs = checked(item("A", exit_criteria=("fast", "safe")), Outcome.PASSED)
    strict = Gate(name="strict", criteria_assessed=True)
    assert answer(strict, (structs.replace(seen, assessed=("fast", "safe")), runs)).answer is Answer.GO
    decision = answer(strict, (structs.replace(seen, assessed=("fast",)), runs))
    assert [(c.code, c.subject) for c in decision.causes] == [("CRITERION_UNASSESSED", "safe")]


def test_totals_count_the_scope_by_standing() -> None:
    decision = answer(DEFAULT, checked(item("A"), Outcome.PASSED), checked(item("B", Status.BLOCKED), None))
    assert decision.totals == {
        "open": 1, "refuted": 0, "unproven": 0, "stale": 0, "documented": 0, "waived": 0, "proven": 1,
    }  # fmt: skip


def test_a_document_that_cannot_be_read_may_list_anything() -> None:
    seen, runs = checked(item("A"), Outcome.PASSED)
    state = State(by_cache_key={run.cache_key: run for run in runs})
    unread = Unread(path="docs/u.md", code="TRACKER_UNREADABLE", message="not UTF-8")
    facts = Facts(items=(seen,), unread=(unread,))
    verdicts = derive(facts, state, NOW)

    def ask(gate: Gate) -> Decision:
        return decide(gate, facts, verdicts, position=1, facts_digest="f", policy_digest="p", now=NOW)

    for gate in (HONEST, DEFAULT):
        assert (ask(gate).answer, ask(gate).causes[0].subject) == (Answer.NO_GO, "docs/u.md")
    assert ask(Gate(name="other", scope=Scope(tracker=("t.md",)))).answer is Answer.GO
    assert ask(Gate(name="same", scope=Scope(tracker=("t.md", "docs/**")))).answer is Answer.NO_GO

"""Standing, rule by rule: every expectation below was worked out from the rules before the code ran."""

from __future__ import annotations

import pytest
from msgspec import structs

from gonogo.lifecycle.standing import derive
from gonogo.model.command import Command, Outcome, Run
from gonogo.model.evidence import EvidenceKind, Resolved, Tier
from gonogo.model.item import Item, Kind, Span, Spans, Status
from gonogo.model.standing import CommandFact, Facts, ItemFacts, ObligationKind, Standing, Verdict
from gonogo.model.state import State

NOW = "2026-03-01T12:00:00.000Z"


def item(key: str, status: Status = Status.DONE, **more: object) -> Item:
    return structs.replace(
        Item(key=key, id=key, status=status, status_raw=status.value, path="t.md", line=1, span=Spans(row=Span(0, 0))),
        **more,
    )


def command(text: str = "check it", inputs: str = "now", vacuous: str | None = None) -> CommandFact:
    made = Command(text=text)
    return CommandFact(command=made, key=made.key, cache_key=f"{text}@{inputs}", inputs=inputs, vacuous=vacuous)


def ran(fact: CommandFact, outcome: Outcome = Outcome.PASSED, inputs: str = "now", finished: str = NOW) -> Run:
    return Run(
        id=f"run-{fact.command.text}-{inputs}",
        command=fact.key,
        text=fact.command.text,
        cache_key=f"{fact.command.text}@{inputs}",
        inputs=inputs,
        outcome=outcome,
        started=finished,
        finished=finished,
        milliseconds=1,
        summary="1 of 9 failed" if outcome is Outcome.FAILED else None,
    )


def state_of(*runs: Run) -> State:
    state = State()
    for run in runs:
        state.by_cache_key[run.cache_key] = run
        state.by_command[run.command] = run
        if run.outcome is Outcome.PASSED:
            state.last_passed[run.command] = run
    return state


def there(reference: str = "report.json", digest: str = "d1") -> Resolved:
    return Resolved(reference=reference, kind=EvidenceKind.ARTIFACT, digest=digest)


def gone(reference: str = "report.json", code: str = "EVIDENCE_MISSING") -> Resolved:
    return Resolved(reference=reference, kind=EvidenceKind.ARTIFACT, code=code, message="does not exist")


def judge(*seen: ItemFacts, state: State | None = None, max_age: int | None = None) -> dict[str, Verdict]:
    return derive(Facts(items=seen, max_age=max_age), state or State(), NOW)


def one(seen: ItemFacts, state: State | None = None, max_age: int | None = None) -> Verdict:
    return judge(seen, state=state, max_age=max_age)[seen.item.key]


@pytest.mark.parametrize("status", sorted({*Status} - {Status.DOC_BASELINE, Status.DONE, Status.SIGNED_OFF}))
def test_what_claims_no_completion_is_open_whatever_was_run(status: Status) -> None:
    fact = command()
    assert one(ItemFacts(item=item("A", status), commands=(fact,)), state_of(ran(fact))).standing is Standing.OPEN


@pytest.mark.parametrize("status", [Status.DOC_BASELINE, Status.DONE, Status.SIGNED_OFF])
def test_empty_never_passes(status: Status) -> None:
    verdict = one(ItemFacts(item=item("A", status)))
    assert verdict.standing is Standing.UNPROVEN
    assert "PROOF_ABSENT" in {o.code for o in verdict.obligations}


@pytest.mark.parametrize(
    ("outcome", "standing", "code"),
    [
        (Outcome.PASSED, Standing.PROVEN, None),
        (Outcome.FAILED, Standing.REFUTED, "VERIFY_FAILED"),
        (Outcome.NOT_RUNNABLE, Standing.UNPROVEN, "COMMAND_NOT_FOUND"),
        (Outcome.TESTED_NOTHING, Standing.UNPROVEN, "COMMAND_TESTED_NOTHING"),
        (Outcome.TIMED_OUT, Standing.UNPROVEN, "COMMAND_TIMED_OUT"),
        (Outcome.VACUOUS, Standing.UNPROVEN, "COMMAND_VACUOUS"),
        (Outcome.DISTURBED, Standing.UNPROVEN, "COMMAND_CHANGED_INPUTS"),
        (Outcome.LOST, Standing.UNPROVEN, "RUN_LOST"),
        (Outcome.INTERRUPTED, Standing.UNPROVEN, "RUN_LOST"),
    ],
)
def test_the_outcome_of_the_run_on_present_inputs_decides(
    outcome: Outcome, standing: Standing, code: str | None
) -> None:
    fact = command()
    verdict = one(ItemFacts(item=item("A"), commands=(fact,)), state_of(ran(fact, outcome)))
    assert verdict.standing is standing
    assert (verdict.reason.code if verdict.reason else None) == code


def test_a_run_that_ended_well_and_broke_an_expectation_says_so() -> None:
    fact = command()
    state = state_of(structs.replace(ran(fact, Outcome.FAILED), rc=0))
    verdict = one(ItemFacts(item=item("A"), commands=(fact,)), state)
    assert (verdict.standing, verdict.reason and verdict.reason.code) == (Standing.REFUTED, "EXPECTATION_FAILED")


def test_every_outcome_is_judged() -> None:
    fact = command()
    for outcome in Outcome:
        assert one(ItemFacts(item=item("A"), commands=(fact,)), state_of(ran(fact, outcome))).standing


def test_a_command_that_never_ran_is_unproven_even_with_evidence() -> None:
    verdict = one(ItemFacts(item=item("A"), commands=(command(),), evidence=(there(),)))
    assert (verdict.standing, verdict.reason and verdict.reason.code) == (Standing.UNPROVEN, "COMMAND_NOT_RUN")


@pytest.mark.parametrize(
    ("outcome", "standing", "code"),
    [(Outcome.PASSED, Standing.STALE, "INPUTS_CHANGED"), (Outcome.FAILED, Standing.UNPROVEN, "RUN_OUTDATED")],
)
def test_a_run_speaks_for_its_own_inputs_only(outcome: Outcome, standing: Standing, code: str) -> None:
    fact = command()
    verdict = one(ItemFacts(item=item("A"), commands=(fact,)), state_of(ran(fact, outcome, inputs="before")))
    assert (verdict.standing, verdict.reason and verdict.reason.code) == (standing, code)


def test_a_run_older_than_max_age_is_stale() -> None:
    fact = command()
    state = state_of(ran(fact, finished="2026-03-01T11:00:00.000Z"))
    seen = ItemFacts(item=item("A"), commands=(fact,))
    assert one(seen, state, max_age=3600).standing is Standing.PROVEN
    assert one(seen, state, max_age=3599).standing is Standing.STALE


def test_a_command_that_cannot_fail_proves_nothing_though_it_passed() -> None:
    fact = command(vacuous="`true` always passes")
    verdict = one(ItemFacts(item=item("A"), commands=(fact,)), state_of(ran(fact)))
    assert (verdict.standing, verdict.reason and verdict.reason.code) == (Standing.UNPROVEN, "COMMAND_VACUOUS")


def test_one_of_two_commands_that_fails_refutes() -> None:
    good, bad = command("good"), command("bad")
    state = state_of(ran(good), ran(bad, Outcome.FAILED))
    assert one(ItemFacts(item=item("A"), commands=(good, bad)), state).standing is Standing.REFUTED


def test_evidence_without_a_command_is_documented_and_no_more() -> None:
    verdict = one(ItemFacts(item=item("A"), evidence=(there(),)))
    assert (verdict.standing, verdict.tier) == (Standing.DOCUMENTED, Tier.DOCUMENT)
    assert verdict.reason is not None
    assert verdict.reason.code == "NOT_SIGNED"


def test_a_documentation_baseline_is_content_with_evidence() -> None:
    verdict = one(ItemFacts(item=item("A", Status.DOC_BASELINE), evidence=(there(),)))
    assert verdict.standing is Standing.DOCUMENTED
    assert verdict.reason is None


@pytest.mark.parametrize("code", ["EVIDENCE_MISSING", "EVIDENCE_EMPTY", "EVIDENCE_IGNORED", "EVIDENCE_OUTSIDE"])
def test_evidence_that_does_not_resolve_leaves_the_claim_unproven(code: str) -> None:
    fact = command()
    verdict = one(
        ItemFacts(item=item("A"), commands=(fact,), evidence=(there("a"), gone("b", code))), state_of(ran(fact))
    )
    assert (verdict.standing, verdict.reason and verdict.reason.code) == (Standing.UNPROVEN, code)


def test_evidence_that_says_the_opposite_refutes() -> None:
    contradicting = structs.replace(there(), code="EVIDENCE_CONTRADICTS", contradicted=True)
    assert one(ItemFacts(item=item("A"), evidence=(contradicting,))).standing is Standing.REFUTED


def test_a_link_alone_proves_nothing_and_beside_a_green_run_harms_nothing() -> None:
    link = Resolved(reference="https://ci.example/1", kind=EvidenceKind.LINK, code="LINK_RECORDED")
    fact = command()
    assert one(ItemFacts(item=item("A"), evidence=(link,))).standing is Standing.UNPROVEN
    assert (
        one(ItemFacts(item=item("A"), commands=(fact,), evidence=(link,)), state_of(ran(fact))).standing
        is Standing.PROVEN
    )


def bound_state(fact: CommandFact, digest: str) -> State:
    run = ran(fact)
    state = state_of(run)
    state.bound[run.id] = {("A", "report.json"): digest}
    return state


@pytest.mark.parametrize(("digest", "standing"), [("d1", Standing.PROVEN), ("d0", Standing.STALE)])
def test_one_byte_of_bound_evidence_makes_the_proof_stale(digest: str, standing: Standing) -> None:
    fact = command()
    seen = ItemFacts(item=item("A"), commands=(fact,), evidence=(there(digest="d1"),))
    assert one(seen, bound_state(fact, digest)).standing is standing


def test_ignored_evidence_counts_where_the_items_own_run_bound_it() -> None:
    fact = command()
    ignored = structs.replace(there(digest="d1"), code="EVIDENCE_IGNORED")
    seen = ItemFacts(item=item("A"), commands=(fact,), evidence=(ignored,))
    assert one(seen, bound_state(fact, "d1")).standing is Standing.PROVEN


def dependent(on: str, fact: CommandFact) -> ItemFacts:
    return ItemFacts(item=item("B", depends_on=(on,)), commands=(fact,))


@pytest.mark.parametrize(
    ("claim", "outcome", "inputs", "expected"),
    [
        (Status.DONE, Outcome.PASSED, "now", Standing.PROVEN),
        (Status.DONE, Outcome.FAILED, "now", Standing.UNPROVEN),
        (Status.DONE, Outcome.PASSED, "before", Standing.STALE),
        (Status.IN_PROGRESS, Outcome.PASSED, "now", Standing.UNPROVEN),
        (Status.CANCELLED, Outcome.PASSED, "now", Standing.UNPROVEN),
        (Status.UNKNOWN, Outcome.PASSED, "now", Standing.UNPROVEN),
    ],
)
def test_proof_is_transitive(claim: Status, outcome: Outcome, inputs: str, expected: Standing) -> None:
    under, over = command("under"), command("over")
    state = state_of(ran(under, outcome, inputs), ran(over))
    verdicts = judge(ItemFacts(item=item("A", claim), commands=(under,)), dependent("A", over), state=state)
    assert verdicts["B"].standing is expected


def test_a_documented_dependency_makes_its_dependents_documented() -> None:
    fact = command()
    verdicts = judge(ItemFacts(item=item("A"), evidence=(there(),)), dependent("A", fact), state=state_of(ran(fact)))
    assert verdicts["B"].standing is Standing.DOCUMENTED


def test_an_unknown_dependency_and_a_circle_leave_the_claim_unproven() -> None:
    fact = command()
    assert judge(dependent("ghost", fact), state=state_of(ran(fact)))["B"].standing is Standing.UNPROVEN
    around = ItemFacts(item=item("A", depends_on=("B",)), commands=(fact,))
    verdicts = judge(around, dependent("A", fact), state=state_of(ran(fact)))
    assert {verdict.standing for verdict in verdicts.values()} == {Standing.UNPROVEN}
    assert {o.code for o in verdicts["A"].obligations} >= {"DEPENDENCY_CYCLE"}


def test_a_phase_that_claims_done_owes_a_signature() -> None:
    fact = command()
    phase = ItemFacts(item=item("P", kind=Kind.PHASE), commands=(fact,))
    verdict = one(phase, state_of(ran(fact)))
    assert (verdict.claim, verdict.standing) == (Status.SIGNED_OFF, Standing.UNPROVEN)
    assert verdict.reason is not None
    assert verdict.reason.code == "SIGNOFF_MISSING"


@pytest.mark.parametrize(
    ("child", "expected"),
    [(Status.DONE, Standing.UNPROVEN), (Status.IN_PROGRESS, Standing.UNPROVEN), (Status.CANCELLED, Standing.PROVEN)],
)
def test_a_parent_needs_its_children_closed_and_proven(child: Status, expected: Standing) -> None:
    fact = command()
    parent = ItemFacts(item=item("M"), commands=(fact,))
    below = ItemFacts(item=item("C", child, parent="M"))
    assert judge(parent, below, state=state_of(ran(fact)))["M"].standing is expected


def test_a_documentation_baseline_does_not_wait_for_its_children() -> None:
    parent = ItemFacts(item=item("M", Status.DOC_BASELINE), evidence=(there(),))
    assert judge(parent, ItemFacts(item=item("C", Status.IN_PROGRESS, parent="M")))["M"].standing is Standing.DOCUMENTED


def test_a_child_that_is_only_a_baseline_is_not_closed_however_well_it_is_proven() -> None:
    fact = command()
    parent = ItemFacts(item=item("M"), commands=(fact,))
    child = ItemFacts(item=item("C", Status.DOC_BASELINE, parent="M"), commands=(fact,))
    verdicts = judge(parent, child, state=state_of(ran(fact)))
    assert (verdicts["C"].standing, verdicts["M"].standing) == (Standing.PROVEN, Standing.UNPROVEN)
    assert verdicts["M"].reason is not None
    assert verdicts["M"].reason.code == "CHILD_UNMET"


def test_a_child_may_build_on_a_parent_that_does_not_wait_for_it() -> None:
    fact = command()
    parent = ItemFacts(item=item("M", Status.DOC_BASELINE), commands=(fact,))
    child = ItemFacts(item=item("C", parent="M", depends_on=("M",)), commands=(fact,))
    assert judge(parent, child, state=state_of(ran(fact)))["C"].standing is Standing.PROVEN


def test_a_dependency_on_an_id_of_several_items_says_so() -> None:
    fact = command()
    twins = [ItemFacts(item=item(f"t.md:{n}#A", id="A"), duplicated=True) for n in (1, 2)]
    verdict = judge(*twins, dependent("A", fact), state=state_of(ran(fact)))["B"]
    assert (verdict.standing, verdict.reason and verdict.reason.code) == (Standing.UNPROVEN, "ID_DUPLICATE")


def test_evidence_that_came_after_the_run_takes_nothing_from_a_criterion() -> None:
    fact = command()
    seen = ItemFacts(item=item("A", exit_criteria=("fast",)), commands=(fact,), evidence=(there(),), assessed=("fast",))
    assert one(seen, state_of(ran(fact))).standing is Standing.PROVEN


def test_a_key_that_is_not_unique_binds_nothing() -> None:
    fact = command()
    verdict = one(ItemFacts(item=item("A"), commands=(fact,), duplicated=True), state_of(ran(fact)))
    assert (verdict.standing, verdict.reason and verdict.reason.code) == (Standing.UNPROVEN, "ID_DUPLICATE")


def test_criteria_are_shown_and_count_only_where_an_expect_answers_them() -> None:
    fact = command()
    seen = ItemFacts(item=item("A", exit_criteria=("fast", "safe")), commands=(fact,), assessed=("fast",))
    shown = {
        o.subject: o.standing for o in one(seen, state_of(ran(fact))).obligations if o.kind is ObligationKind.CRITERION
    }
    assert shown == {"fast": Standing.PROVEN, "safe": None}

"""What must hold of standing whatever the facts: total, never proven from nothing, and no worse for more evidence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from gonogo.gate.decide import decide
from gonogo.lifecycle.standing import derive
from gonogo.model import facts_codec
from gonogo.model.command import Command, Outcome, Run
from gonogo.model.decision import Answer, Demand, Gate
from gonogo.model.evidence import EvidenceKind, Resolved
from gonogo.model.item import COMPLETION, Item, Kind, Span, Spans, Status
from gonogo.model.standing import SEVERITY, CommandFact, Facts, ItemFacts, Standing
from gonogo.model.state import State

NOW = "2026-03-01T12:00:00.000Z"
KEYS = ("A", "B", "C", "D")
TEXTS = ("check one", "check two")
CODES = (None, "EVIDENCE_MISSING", "EVIDENCE_IGNORED", "LINK_RECORDED")


@st.composite
def rows(draw: st.DrawFn, key: str) -> ItemFacts:
    item = Item(
        key=key,
        id=key,
        title=draw(st.text(max_size=5)),
        kind=draw(st.sampled_from(Kind)),
        status=draw(st.sampled_from(Status)),
        status_raw="said",
        parent=draw(st.sampled_from([None, *KEYS])),
        depends_on=tuple(draw(st.lists(st.sampled_from([*KEYS, "ghost"]), max_size=2))),
        exit_criteria=tuple(draw(st.lists(st.sampled_from(["fast", "safe"]), max_size=2))),
        extra={draw(st.text(max_size=3)): "x"},
        path="t.md",
        line=1,
        span=Spans(row=Span(0, 0)),
    )
    commands = tuple(
        CommandFact(command=Command(text=text), key=Command(text=text).key, cache_key=f"{text}@now", inputs="now")
        for text in draw(st.lists(st.sampled_from(TEXTS), max_size=2, unique=True))
    )
    evidence = tuple(
        Resolved(reference=f"e{index}", kind=EvidenceKind.ARTIFACT, code=code, digest=None if code else "d")
        for index, code in enumerate(draw(st.lists(st.sampled_from(CODES), max_size=2)))
    )
    return ItemFacts(
        item=item,
        commands=commands,
        evidence=evidence,
        assessed=tuple(name for name in item.exit_criteria if draw(st.booleans())),
        duplicated=draw(st.booleans()) and key == "D",
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Facts, State]:
    facts = Facts(items=tuple(draw(rows(key)) for key in KEYS))
    state = State()
    for text in TEXTS:
        outcome = draw(st.sampled_from([None, *Outcome]))
        inputs = draw(st.sampled_from(["now", "before"]))
        if outcome is not None:
            key = Command(text=text).key
            run = Run(
                id=f"run {text}",
                command=key,
                text=text,
                cache_key=f"{text}@{inputs}",
                inputs=inputs,
                outcome=outcome,
                started=NOW,
                finished=NOW,
                milliseconds=1,
            )
            state.by_cache_key[run.cache_key] = run
            state.by_command[key] = run
    return facts, state


def passing(seen: ItemFacts, state: State) -> bool:
    runs = [state.by_cache_key.get(fact.cache_key) for fact in seen.commands]
    return bool(runs) and all(run is not None and run.outcome is Outcome.PASSED for run in runs)


@settings(max_examples=400)
@given(worlds())
def test_standing_is_total_and_proven_needs_green_runs_on_present_inputs(world: tuple[Facts, State]) -> None:
    facts, state = world
    verdicts = derive(facts, state, NOW)
    assert list(verdicts) == list(KEYS)
    for seen in facts.items:
        verdict = verdicts[seen.item.key]
        assert (verdict.standing is Standing.OPEN) == (verdict.claim not in COMPLETION)
        if verdict.standing is Standing.PROVEN:
            assert passing(seen, state)
            assert not seen.duplicated
            assert verdict.claim is not Status.SIGNED_OFF
            needs = [key for key in seen.item.depends_on if key != seen.item.key]
            assert all(verdicts[key].standing is Standing.PROVEN for key in needs)
        content = verdict.claim is Status.DOC_BASELINE and verdict.standing is Standing.DOCUMENTED
        if verdict.standing not in {Standing.OPEN, Standing.PROVEN} and not content:
            assert verdict.reason is not None


@given(worlds(), st.sampled_from(KEYS))
def test_evidence_that_resolves_never_makes_anything_less_proven(world: tuple[Facts, State], key: str) -> None:
    facts, state = world
    more = Resolved(reference="new", kind=EvidenceKind.DOC, digest="n")
    richer = structs.replace(
        facts,
        items=tuple(
            structs.replace(seen, evidence=(*seen.evidence, more)) if seen.item.key == key else seen
            for seen in facts.items
        ),
    )
    before, after = derive(facts, state, NOW), derive(richer, state, NOW)
    for name, verdict in before.items():
        if verdict.standing is not Standing.OPEN:
            assert SEVERITY[after[name].standing] >= SEVERITY[verdict.standing]


@settings(max_examples=400)
@given(
    worlds(),
    st.builds(
        Gate,
        name=st.just("g"),
        demand=st.sampled_from(Demand),
        accept=st.lists(st.sampled_from([Standing.DOCUMENTED, Standing.STALE]), unique=True).map(tuple),
        criteria_assessed=st.booleans(),
    ),
)
def test_no_go_always_names_a_cause_and_go_never(world: tuple[Facts, State], gate: Gate) -> None:
    facts, state = world
    verdicts = derive(facts, state, NOW)
    decision = decide(gate, facts, verdicts, position=1, facts_digest="f", policy_digest="p", now=NOW)
    assert bool(decision.causes) is (decision.answer is Answer.NO_GO)
    for cause in decision.causes:
        assert cause.unblocks >= (1 if decision.considered else 0)


@given(worlds())
def test_facts_survive_their_canonical_bytes(world: tuple[Facts, State]) -> None:
    """What was recorded decides as what was seen did."""
    facts, state = world
    data = facts_codec.encode(facts)
    again = facts_codec.decode(data)
    assert facts_codec.encode(again) == data
    assert derive(again, state, NOW) == derive(facts, state, NOW)

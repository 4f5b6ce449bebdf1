"""Taking decisions: record what is looked at, decide from what was recorded, record the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from gonogo import canonical
from gonogo.app import ledgering, present, settings
from gonogo.app.reading import Workspace
from gonogo.app.recalling import recall
from gonogo.app.seeing import see
from gonogo.errors import UsageError
from gonogo.gate.decide import decide
from gonogo.ledger.port import Ledger
from gonogo.lifecycle.standing import derive
from gonogo.model import facts_codec
from gonogo.model.decision import Decision, Gate
from gonogo.model.event import Draft
from gonogo.model.standing import Facts
from gonogo.model.state import State, fold


def take_decisions(workspace: Workspace, names: Sequence[str], environ: Mapping[str, str]) -> tuple[Decision, ...]:
    """Evaluate gates (`default` if none is named) and record what they looked at and what they answered.

    All gates of one call look at the same facts at the same ledger position and time.
    """
    gates = [find_gate(workspace, name) for name in names or ("default",)]
    workspace.require_sound_settings()
    with ledgering.open_for_writing(workspace.root.path, environ) as ledger:
        state = fold(ledger.events())
        sight = recall(see(workspace, frozenset(state.created), environ), workspace, state, ledger, environ)
        digest = record_facts(ledger, state, sight.facts)
        position = ledger.head().size
        now = present.now()
        verdicts = derive(sight.facts, state, now)
        policy = settings.digest(workspace.policy)
        decisions = tuple(
            decide(gate, sight.facts, verdicts, position=position, facts_digest=digest, policy_digest=policy, now=now)
            for gate in gates
        )
        bodies = [canonical.encode(msgspec.to_builtins(decision)) for decision in decisions]
        blobs = {canonical.sha256(body): body for body in bodies}
        policy_body = settings.canonical_bytes(workspace.policy)
        blobs[policy] = policy_body
        ledger.append(
            [_draft(decision, canonical.sha256(body)) for decision, body in zip(decisions, bodies, strict=True)], blobs
        )
    return decisions


def find_gate(workspace: Workspace, name: str) -> Gate:
    """Return a gate by name; raises UsageError naming the nearest one."""
    gate = workspace.policy.gates.get(name)
    if gate is None:
        known = ", ".join(workspace.policy.gates)
        raise UsageError(
            f"there is no gate {name}",
            code="GATE_UNKNOWN",
            expected=f"one of {known}",
            hint=settings.nearest(name, workspace.policy.gates),
        )
    return gate


def record_facts(ledger: Ledger, state: State, facts: Facts) -> str:
    """Record what was seen, unless the last reading saw the same; return the digest of the facts."""
    data = facts_codec.encode(facts)
    digest = canonical.sha256(data)
    if state.last_read is None or state.last_read.facts != digest:
        draft_id = present.new_id()
        draft = Draft(
            id=draft_id,
            type="tracker.read",
            subject="workspace",
            time=present.now(),
            actor=present.local_actor(),
            key=f"read:{draft_id}",
            data={"facts": digest, "documents": len(facts.documents)},
        )
        ledger.append([draft], {digest: data})
    return digest


def _draft(decision: Decision, body: str) -> Draft:
    draft_id = present.new_id()
    return Draft(
        id=draft_id,
        type="decision.made",
        subject=f"gate:{decision.gate}",
        time=decision.now,
        actor=present.local_actor(),
        key=f"decision:{draft_id}",
        data={
            "gate": decision.gate,
            "answer": decision.answer.value,
            "position": decision.position,
            "policy": decision.policy,
            "facts": decision.facts,
            "ruleset": decision.ruleset,
            "now": decision.now,
            "decision": body,
        },
    )

"""What evidence and criteria say about an item, and whether there is any proof at all."""

from __future__ import annotations

from collections.abc import Sequence

from gonogo.lifecycle.commands import fresh_run
from gonogo.model.evidence import Resolved
from gonogo.model.item import Status
from gonogo.model.standing import SEVERITY, ItemFacts, Obligation, ObligationKind, Standing
from gonogo.model.state import State


def judge_evidence(seen: ItemFacts, state: State) -> tuple[Obligation, ...]:
    """Return the obligations that an item's evidence references are.

    A reference that a fresh run of the item bound is `proven` while its digest stays, `stale` when it differs.
    """
    bound: dict[str, tuple[str, str]] = {}
    for fact in seen.commands:
        run = fresh_run(fact, state)
        for (key, reference), digest in state.bound.get(run.id, {}).items() if run else ():
            if key == seen.item.key:
                bound[reference] = (digest, run.id if run else "")
    return tuple(_judge(resolved, bound.get(resolved.reference)) for resolved in seen.evidence)


def judge_criteria(seen: ItemFacts, proofs: Sequence[Obligation]) -> tuple[Obligation, ...]:
    """Return the exit criteria: those that an `expect` answers stand as its proofs do, the others are only shown.

    Evidence that is merely there is met: beside a proof it lowers nothing.
    """
    standings = [proof.standing for proof in proofs if proof.standing is not None]
    lowering = [standing for standing in standings if standing is not Standing.DOCUMENTED]
    standing = min(lowering or standings, key=SEVERITY.__getitem__, default=Standing.UNPROVEN)
    return tuple(
        Obligation(kind=ObligationKind.CRITERION, subject=criterion, standing=standing)
        if criterion in seen.assessed
        else Obligation(
            kind=ObligationKind.CRITERION,
            subject=criterion,
            standing=None,
            code="CRITERION_UNASSESSED",
            message="no expect and no signature speaks to it",
        )
        for criterion in seen.item.exit_criteria
    )


def judge_presence(
    seen: ItemFacts, claim: Status, commands: Sequence[Obligation], evidence: Sequence[Obligation]
) -> tuple[Obligation, ...]:
    """Return what a claim without any command owes: evidence at all, and someone who confirms it."""
    if commands:
        return ()
    if not any(proof.standing is not None for proof in evidence):
        only_links = " but links, which are recorded and not fetched" if evidence else ""
        return (
            Obligation(
                kind=ObligationKind.EVIDENCE,
                subject="proof",
                standing=Standing.UNPROVEN,
                code="PROOF_ABSENT",
                message=f"no command and no evidence{only_links}",
            ),
        )
    names = ", ".join(resolved.reference for resolved in seen.evidence if resolved.met)
    if claim is Status.SIGNED_OFF or not names:
        return ()
    baseline = claim is Status.DOC_BASELINE
    return (
        Obligation(
            kind=ObligationKind.SIGNOFF,
            subject=seen.item.key,
            standing=Standing.DOCUMENTED,
            code=None if baseline else "NOT_SIGNED",
            message="a documentation baseline asks for no more" if baseline else f"{names}: no command proves it",
        ),
    )


def _judge(resolved: Resolved, bound: tuple[str, str] | None) -> Obligation:
    standing: Standing | None = Standing.DOCUMENTED
    code, message = resolved.code, resolved.message
    digest, run = bound or (None, None)
    if resolved.contradicted:
        standing = Standing.REFUTED
    elif code == "LINK_RECORDED":
        standing = None
    elif digest is not None and resolved.digest is not None and digest != resolved.digest:
        standing, code, message = Standing.STALE, "EVIDENCE_CHANGED", f"changed since run {(run or '')[-4:]} bound it"
    elif digest is not None and digest == resolved.digest and code in {None, "EVIDENCE_IGNORED"}:
        standing, code = Standing.PROVEN, None
    elif code is not None:
        standing = Standing.UNPROVEN
    if code is None:
        message = _describe(resolved)
    return Obligation(
        kind=ObligationKind.EVIDENCE,
        subject=resolved.reference,
        standing=standing,
        code=code,
        message=message,
        hint=resolved.hint,
        run=run,
    )


def _describe(resolved: Resolved) -> str:
    digest = f"sha256 {resolved.digest[:8]}…" if resolved.digest else "present"
    return f"{len(resolved.files)} files, {digest}" if len(resolved.files) > 1 else digest

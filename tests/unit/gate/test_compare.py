"""What became of a claim: each pair of standings lands on the list that a reader of a pull request expects."""

from __future__ import annotations

from itertools import product

import pytest
from msgspec import structs

from gonogo.gate.compare import Side, compare
from gonogo.model.item import COMPLETION, Finding, Item, Severity, Span, Spans, Status
from gonogo.model.standing import Obligation, ObligationKind, Standing, Verdict

LISTS = ("made_false", "made_stale", "unproven", "made_true", "withdrawn")


def side(status: Status | None, standing: Standing, code: str | None = None, key: str = "K-1") -> Side:
    if status is None:
        return Side(items=(), verdicts={})
    claimed = Item(key=key, id=key, status=status, path="t.md", line=3, span=Spans(row=Span(0, 0)))
    reason = Obligation(kind=ObligationKind.COMMAND, subject="x", standing=standing, code=code, message=code)
    return Side(
        items=(claimed,),
        verdicts={key: Verdict(key=key, claim=status, standing=standing, reason=reason if code else None)},
    )


def landed(before: Side, after: Side, *new: Finding) -> str | None:
    found = compare(before, after, {"K-1": "K-1"}, new)
    assert set(found) == set(LISTS)
    names = [name for name, shifts in found.items() if shifts]
    assert len(names) <= 1
    return names[0] if names else None


def error(item: str = "K-1") -> Finding:
    return Finding(
        code="EVIDENCE_MISSING", severity=Severity.ERROR, message="is not there", item=item, path="t.md", line=3
    )


@pytest.mark.parametrize(
    ("was", "now", "name"),
    [
        (Standing.PROVEN, Standing.REFUTED, "made_false"),
        (Standing.PROVEN, Standing.UNPROVEN, "made_false"),
        (Standing.DOCUMENTED, Standing.UNPROVEN, "made_false"),
        (Standing.WAIVED, Standing.UNPROVEN, "made_false"),
        (Standing.STALE, Standing.REFUTED, "made_false"),
        (Standing.UNPROVEN, Standing.REFUTED, "made_false"),
        (Standing.REFUTED, Standing.UNPROVEN, None),
        (Standing.REFUTED, Standing.REFUTED, None),
        (Standing.PROVEN, Standing.STALE, "made_stale"),
        (Standing.DOCUMENTED, Standing.STALE, "made_stale"),
        (Standing.PROVEN, Standing.DOCUMENTED, "made_stale"),
        (Standing.UNPROVEN, Standing.STALE, None),
        (Standing.REFUTED, Standing.STALE, None),
        (Standing.STALE, Standing.PROVEN, "made_true"),
        (Standing.UNPROVEN, Standing.DOCUMENTED, "made_true"),
        (Standing.DOCUMENTED, Standing.PROVEN, "made_true"),
        (Standing.REFUTED, Standing.PROVEN, "made_true"),
        (Standing.PROVEN, Standing.PROVEN, None),
        (Standing.DOCUMENTED, Standing.DOCUMENTED, None),
    ],
)
def test_a_claim_that_stands_otherwise(was: Standing, now: Standing, name: str | None) -> None:
    assert landed(side(Status.DONE, was), side(Status.DONE, now)) == name


@pytest.mark.parametrize("earlier", [None, Status.IN_PROGRESS, Status.CANCELLED])
def test_a_claim_that_is_new_is_without_proof_or_true(earlier: Status | None) -> None:
    before = side(earlier, Standing.OPEN)
    for standing in (Standing.UNPROVEN, Standing.REFUTED, Standing.STALE, Standing.WAIVED):
        assert landed(before, side(Status.DONE, standing)) == "unproven"
    for standing in (Standing.PROVEN, Standing.DOCUMENTED):
        assert landed(before, side(Status.DONE, standing)) == "made_true"
        assert landed(before, side(Status.DONE, standing), error()) == "unproven"


def test_a_new_error_makes_a_claim_false_however_it_stands() -> None:
    for standing in (Standing.PROVEN, Standing.DOCUMENTED, Standing.UNPROVEN):
        before, after = side(Status.DONE, standing), side(Status.DONE, standing, "X")
        assert landed(before, after, error()) == "made_false"
        assert landed(before, after, error("K-2")) is None
        assert landed(before, after, structs.replace(error(), severity=Severity.WARNING)) is None


def test_a_claim_that_is_taken_back_or_goes_with_its_row_is_withdrawn() -> None:
    before = side(Status.DONE, Standing.PROVEN)
    assert landed(before, side(Status.IN_PROGRESS, Standing.OPEN)) == "withdrawn"
    assert landed(before, side(None, Standing.OPEN)) == "withdrawn"
    assert landed(side(Status.BLOCKED, Standing.OPEN), side(None, Standing.OPEN)) is None
    assert landed(side(Status.BLOCKED, Standing.OPEN), side(Status.IN_PROGRESS, Standing.OPEN), error()) is None


def test_every_pair_of_claims_and_standings_lands_at_most_once() -> None:
    statuses = (None, *Status)
    for one, other, was, now in product(statuses, statuses, Standing, Standing):
        name = landed(side(one, was), side(other, now))
        if other not in COMPLETION:
            assert name == ("withdrawn" if one in COMPLETION else None)


def test_the_reason_is_that_of_the_standing_or_else_the_error() -> None:
    def told(standing: Standing, code: str) -> str | None:
        found = compare(
            side(Status.DONE, Standing.PROVEN), side(Status.DONE, standing, code), {"K-1": "K-1"}, [error()]
        )
        return found["made_false"][0].code

    assert told(Standing.REFUTED, "VERIFY_FAILED") == "VERIFY_FAILED"
    assert told(Standing.UNPROVEN, "DEPENDENCY_UNMET") == "EVIDENCE_MISSING"
    assert told(Standing.DOCUMENTED, "NOT_SIGNED") == "EVIDENCE_MISSING"


def test_a_claim_that_was_no_better_before_is_false_for_its_new_error() -> None:
    for was in (Standing.UNPROVEN, Standing.REFUTED):
        before, after = side(Status.DONE, was), side(Status.DONE, Standing.UNPROVEN, "COMMAND_NOT_RUN")
        found = compare(before, after, {"K-1": "K-1"}, [error()])
        assert [shift.code for shift in found["made_false"]] == ["EVIDENCE_MISSING"]
    new = compare(side(None, Standing.OPEN), side(Status.DONE, Standing.UNPROVEN, "COMMAND_NOT_RUN"), {}, [error()])
    assert [shift.code for shift in new["unproven"]] == ["COMMAND_NOT_RUN"]


def test_what_fails_by_itself_comes_before_what_follows_from_it() -> None:
    keys = ("A", "B", "C")
    codes = ("DEPENDENCY_UNMET", "VERIFY_FAILED", "CHILD_UNMET")
    before = [side(Status.DONE, Standing.PROVEN, key=key) for key in keys]
    after = [side(Status.DONE, Standing.UNPROVEN, code, key) for key, code in zip(keys, codes, strict=True)]

    def joined(sides: list[Side]) -> Side:
        return Side(items=[s.items[0] for s in sides], verdicts={k: v for s in sides for k, v in s.verdicts.items()})

    found = compare(joined(before), joined(after), {key: key for key in keys}, ())
    assert [shift.key for shift in found["made_false"]] == ["B", "A", "C"]

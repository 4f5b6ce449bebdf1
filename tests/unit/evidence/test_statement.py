"""A run as an in-toto statement."""

import pytest

from gonogo import canonical
from gonogo.evidence import statement
from gonogo.model.command import Command, Outcome

COMMAND = Command(text="pytest -q")


def test_a_passing_run_is_stated_with_what_it_tested() -> None:
    inputs, proof = "a" * 64, "b" * 64
    stated = statement.test_result(
        COMMAND, run="r1", outcome=Outcome.PASSED, inputs=inputs, evidence=[("ops/m1/", proof)]
    )
    assert stated["_type"] == "https://in-toto.io/Statement/v1"
    assert stated["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert stated["subject"] == [
        {"name": "inputs", "digest": {"sha256": inputs}},
        {"name": "ops/m1/", "digest": {"sha256": proof}},
    ]
    predicate = stated["predicate"]
    assert predicate["result"] == "PASSED"
    assert predicate["passedTests"] == ["pytest -q"]
    assert predicate["failedTests"] == predicate["warnedTests"] == []
    assert predicate["configuration"][0]["digest"] == {"sha256": COMMAND.key}
    assert canonical.decode(canonical.encode(stated)) == stated


@pytest.mark.parametrize("outcome", Outcome)
def test_only_passing_is_stated_as_passed_and_only_failing_as_failed(outcome) -> None:
    stated = statement.test_result(COMMAND, run="r1", outcome=outcome, inputs="a" * 64)["predicate"]
    expected = {Outcome.PASSED: "PASSED", Outcome.FAILED: "FAILED"}.get(outcome, "WARNED")
    assert stated["result"] == expected
    assert stated["configuration"][0]["annotations"]["outcome"] == outcome


def test_tests_are_named_where_the_run_tells_them() -> None:
    stated = statement.test_result(
        COMMAND, run="r1", outcome=Outcome.FAILED, inputs="a" * 64, passed=["one"], failed=["two"], summary="1 of 2"
    )["predicate"]
    assert (stated["passedTests"], stated["failedTests"]) == (["one"], ["two"])
    assert stated["configuration"][0]["annotations"]["summary"] == "1 of 2"

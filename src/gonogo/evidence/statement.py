"""A run as an in-toto Statement v1 with the test-result predicate v0.1, ready for canonical bytes. Pure.

https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md

The subject is what was tested: the manifest of input files by its digest, and the evidence that the run bound. The
configuration is the command, by the digest of its text, settings, inputs and expectations. PASSED and FAILED mean what
they say; a run that proved neither (time-out, missing program, nothing tested) is WARNED, and `annotations` says why.
"""

# ruff: noqa: PT028 -- `test_result` speaks about a test and is none

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gonogo.model.command import Command, Outcome

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"
_RESULTS = {Outcome.PASSED: "PASSED", Outcome.FAILED: "FAILED"}


def test_result(  # noqa: PLR0913 -- a statement has this many parts
    command: Command,
    *,
    run: str,
    outcome: Outcome,
    inputs: str,
    evidence: Iterable[tuple[str, str]] = (),
    passed: Sequence[str] = (),
    failed: Sequence[str] = (),
    summary: str | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Return the statement about one run.

    inputs: digest of the input manifest. evidence: references with their digests. passed, failed: names of tests; where
    the command tells none, the command itself is the test. key: the command's, where the caller knows it.
    """
    result = _RESULTS.get(outcome, "WARNED")
    if not passed and not failed:
        passed = (command.text,) if result == "PASSED" else ()
        failed = (command.text,) if result == "FAILED" else ()
    annotations = {"run": run, "outcome": str(outcome), "text": command.text}
    if summary is not None:
        annotations["summary"] = summary
    return {
        "_type": STATEMENT,
        "subject": [
            _resource("inputs", inputs),
            *(_resource(reference, digest) for reference, digest in sorted(set(evidence))),
        ],
        "predicateType": PREDICATE,
        "predicate": {
            "result": result,
            "configuration": [{**_resource("command", key or command.key), "annotations": annotations}],
            "passedTests": list(passed),
            "warnedTests": [] if result != "WARNED" else [command.text],
            "failedTests": list(failed),
        },
    }


def _resource(name: str, digest: str) -> dict[str, Any]:
    return {"name": name, "digest": {"sha256": digest}}

"""What a record that a program wrote says of itself."""

from __future__ import annotations

import pytest

from gonogo.check.contents import verdict_of

GOOD = [
    ("a.json", '{"passed": true}'),
    ("a.json", '{"passed": true, "result": "failed"}'),
    ("a.json", '{"Gate-Passed": true, "gates": {"x": false}}'),
    ("a.json", '{"status": "PASSED", "gates": {"x": false}}'),
    ("a.json", '{"result": {"verdict": "go"}}'),
    ("a.json", '{"passed": 3, "failed": 0}'),
    ("a.json", '{"checks": [{"ok": true}, {"ok": true}]}'),
    ("a.yaml", "run: 1\nsummary:\n  ok: true\n"),
    ("a.yml", "status: ok # fine\n"),
    ("a.xml", '<testsuite><testcase name="a"/></testsuite>'),
    ("a.log", "=== 3 passed, 1 skipped in 0.1s ==="),
    ("a.log", "FAILED (failures=1)\nOK\n"),
    ("a.log", "test result: ok. 3 passed\n"),
    ("a.log", "Tests:       3 passed, 3 total\n"),
    ("a.log", "FAIL\tx\nok  \ty\t0.1s\n"),
    ("a.txt", "exit code: 0\n"),
    ("a.txt", "Result: passed\n"),
]
BAD = [
    ("a.json", '{"passed": false}', "passed is false"),
    ("a.json", '{"status": "done", "All Passed": false}', "All Passed is false"),
    ("a.json", '{"result": "no-go"}', "result is 'no-go'"),
    ("a.json", '{"Overall Status": "not_run"}', "Overall Status is 'not_run'"),
    ("a.json", '{"gate": {"passed": false}}', "gate.passed is false"),
    ("a.json", '{"gates": {"weight": {"passed": true}, "paint": {"passed": false}}}', "gates.paint.passed is false"),
    ("a.json", '{"status": "complete", "gates": {"paint": false}}', "gates.paint is false"),
    ("a.json", '{"run": 1, "gates": {"paint": false}}', "gates.paint is false"),
    ("a.json", '[{"ok": true}, {"ok": false}]', "[1].ok is false"),
    ("a.json", '{"checks": [{"status": "skipped"}, {"status": "failed"}]}', "checks[1].status is 'failed'"),
    ("a.json", '{"tests": 4, "failures": 1}', "failures is 1"),
    ("a.json", '{"total": 0, "failed": 0}', "total is 0"),
    ("a.yaml", "passed: False\n", "passed is false"),
    ("a.yaml", "gate:\n  status: 'deferred'\n", "gate.status is 'deferred'"),
    ("a.xml", '<testsuite><testcase name="a"><failure/></testcase><testcase/></testsuite>', "1 of 2 tests failed"),
    ("a.xml", '<testsuite failures="3"/>', "3 of 3 tests failed"),
    ("a.xml", '<testsuite><testcase name="a"><skipped/></testcase></testsuite>', "no test ran"),
    ("a.log", "=== 1 failed, 2 passed in 3.10s ===", "1 failed, 2 passed in 3.10s"),
    ("a.log", "no tests ran in 0.01s\n", "no tests ran"),
    ("a.log", "OK\nFAILED (errors=1)\n", "FAILED (errors=1)"),
    ("a.log", "Ran 0 tests in 0.000s\n", "Ran 0 tests"),
    ("a.log", "test result: FAILED. 1 passed\n", "test result: FAILED"),
    ("a.out", "Tests: 1 failed, 3 total\n", "1 failed"),
    ("a.log", "ok  \tx\t0.1s\nFAIL\n", "FAIL"),
    ("a.txt", "exited with code 2", "exited with code 2"),
    ("a.txt", "Final verdict: NOT RUN\n", "NOT RUN"),
]
NOTHING = [
    ("a.json", '{"attempts": [{"passed": false}]}'),
    ("a.json", '{"rows": {"passed": false}}'),
    ("a.json", '{"a": {"b": {"c": {"gate": {"passed": false}}}}}'),
    ("a.json", '{"failed": 3}'),
    ("a.json", '{"passed": "no"}'),
    ("a.json", '{"status": "in use", "ok_after": false, "fail_fast": false}'),
    ("a.json", '{"status": "failed over to the second kiosk"}'),
    ("a.json", '{"status": "pending | passed | failed"}'),
    ("a.json", '{"checks": [{"status": "skipped"}]}'),
    ("a.json", '{"passed": fal'),
    ("a.json", "[" * 200_000 + '"passed"'),
    ("a.json", '{"passed": ' + "9" * 10_000 + "}"),
    ("a.json", '"passed"'),
    ("a.json", ""),
    ("a.yaml", "steps:\n  - passed: false\n  - name: x\n    passed: false\n"),
    ("a.yaml", "text: |\n  passed: false\n"),
    ("a.yaml", "a:\n  b:\n    c:\n      gate: false\n"),
    ("a.xml", "<project><passed>false</passed></project>"),
    ("a.xml", "<testsuite><testcase"),
    ("a.log", "3 failed attempts were made\n"),
    ("a.log", "failed"),
    ("a.txt", "Status: see below\n"),
    ("a.md", "passed: false"),
    ("a.csv", "passed,false"),
]


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_good(path: str, text: str) -> None:
    verdict = verdict_of(path, text.encode())
    assert verdict is not None
    assert verdict.good, verdict.told


@pytest.mark.parametrize(("path", "text", "told"), BAD)
def test_bad(path: str, text: str, told: str) -> None:
    verdict = verdict_of(path, text.encode())
    assert verdict is not None
    assert not verdict.good
    assert told in verdict.told


@pytest.mark.parametrize(("path", "text"), NOTHING)
def test_no_verdict(path: str, text: str) -> None:
    assert verdict_of(path, text.encode()) is None


def test_only_the_end_of_a_long_log_counts() -> None:
    assert verdict_of("a.log", b"FAILED (failures=1)\n" + b"more\n" * 10_000) is None


def test_entities_are_not_unfolded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>'
    assert verdict_of("a.xml", bomb) is None

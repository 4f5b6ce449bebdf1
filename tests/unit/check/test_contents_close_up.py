"""Where in a record its verdict may stand, and in which words it is told."""

from __future__ import annotations

import pytest

from gonogo.check.contents import verdict_of

LONG = "passed " + "x" * 73
TOLD = [
    ("a/b.c/r.JSON", '{"passed": true}', (True, "passed is true")),
    ("a.b.json", '{"passed": false}', (False, "passed is false")),
    ("a.json", '{"gates": {"a.b": {"passed": false}}}', (False, "gates.a.b.passed is false")),
    ("a.json", '{"report": {"gates": {"paint": false}}}', (False, "report.gates.paint is false")),
    ("a.json", '{"report": {"checks": [{"ok": true}, {"ok": false}]}}', None),
    ("a.json", '{"report": {"rows": [{"ok": false}]}}', None),
    ("a.json", '{"status": "skipped"}', (False, "status is 'skipped'")),
    ("a.json", '[{"status": "skipped"}, {"status": "passed"}]', (True, "[1].status is 'passed'")),
    ("a.json", '{"status": "  passed "}', (True, "status is 'passed'")),
    ("a.json", f'{{"verdict": "{LONG}"}}', (True, f"verdict is {LONG!r}")),
    ("a.json", f'{{"verdict": "{LONG}x"}}', None),
    ("a.json", '{"passed": 2, "failed": 0}', (True, "nothing failed")),
    ("a.json", '{"passed": 2, "failed": 3}', (False, "failed is 3")),
    ("a.json", '{"passed": 2, "failed": 1234567890123456}', (False, "failed is 123456789012")),
    ("a.json", '{"passed": 2}', None),
    ("a.json", '{"tests": 2}', None),
    ("a.json", '{"tests": 2, "failures": true}', None),
    ("a.json", '{"tests": "2", "failures": 1}', None),
    ("a.json", '{"Total-Tests": 0, "failed": 0}', (False, "Total-Tests is 0")),
    ("a.xml", "<html><testcase/></html>", None),
    ("a.xml", '<testsuite><testcase name="a"/><testcase name="b"/></testsuite>', (True, "2 tests passed")),
    ("a.xml", "<testsuite/>", (False, "no test ran")),
    ("a.xml", '<testsuite failures="3"/>', (False, "3 of 3 tests failed")),
    ("a.log", "=== 3 passed in 0.1s ===", (True, "'3 passed in 0.1s'")),
    ("a.log", "PASS\n", (True, "'PASS'")),
    ("a.log", "ok  \tx\t0.1s\n", (True, r"'ok  \tx\t0.1s'")),
    ("a.log", "exit code: 0\n", (True, "'exit code: 0'")),
    ("a.log", "exit code: 000000001\n", (False, "'exit code: 000000001'")),
    ("a.log", "exit code: 0\nexit code: 3\n", (False, "'exit code: 3'")),
    ("a.log", "Status: underway\nResult: failed\nStatus: underway\n", (False, "'Result: failed'")),
    ("a.yaml", "ok: True\n", (True, "ok is true")),
    ("a.yaml", "ok: TRUE\n", (True, "ok is true")),
    ("a.yaml", "ok: FALSE\n", (False, "ok is false")),
    ("a.yaml", "ok: 'true'\n", None),
    ("a.yaml", "passed: 3\nfailed: 1\n", (False, "failed is 1")),
    ("a.yaml", "passed: 3\nfailed: '1'\n", None),
    ("a.yaml", "# passed: true\n\n  # more\npassed: false\n", (False, "passed is false")),
    ("a.yaml", "--- \npassed: false\n", (False, "passed is false")),
    ("a.yaml", "notes: x\n  passed: true\npassed: false\n", (False, "passed is false")),
    ("a.yaml", "\"passed\": false\n'ok': true\n", (False, "passed is false")),
    ("a.yaml", 'result: "failed" # why\n', (False, "result is 'failed'")),
    ("a.yaml", "gate:\n  result:\n    passed: false\n", (False, "gate.result.passed is false")),
    ("a.yaml", "gate:\n  x: 1\nresult:\n  passed: false\n", (False, "result.passed is false")),
    ("a.yaml", "a:\n  b:\n    c:\n      d: 1\n    e: 2\npassed: false\n", (False, "passed is false")),
    ("a.yaml", "list:\n- passed: true\n  ok: true\nresult: failed\n", (False, "result is 'failed'")),
]


@pytest.mark.parametrize(("path", "text", "told"), TOLD)
def test_verdict_and_its_words(path: str, text: str, told: tuple[bool, str] | None) -> None:
    verdict = verdict_of(path, text.encode())
    assert (None if verdict is None else (verdict.good, verdict.told)) == told


@pytest.mark.parametrize(
    ("path", "data"),
    [("a.log", b"\xff\xfe\nexit code: 1\n"), ("a.yml", b"name: \xff\npassed: false\n")],
)
def test_bytes_that_are_no_text_do_not_hide_a_verdict(path: str, data: bytes) -> None:
    verdict = verdict_of(path, data)
    assert verdict is not None
    assert not verdict.good


def test_words_that_make_no_text_say_nothing() -> None:
    assert verdict_of("a.json", b'{"passed": "\xff"}') is None

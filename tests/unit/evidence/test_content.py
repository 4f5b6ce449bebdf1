"""Judging files by what is expected of them."""

import pytest

from gonogo.evidence.answers import Unreadable
from gonogo.evidence.content import judge
from gonogo.evidence.junit import read_report
from gonogo.model.command import Expect


def report(*cases: str, **attributes: int) -> bytes:
    claimed = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<?xml version="1.0"?><testsuites><testsuite{claimed}>{"".join(cases)}</testsuite></testsuites>'.encode()


PASSED = '<testcase classname="tests.test_a" name="test_one"/>'
FAILED = '<testcase classname="tests.test_a" name="test_two"><failure message="no"/></testcase>'
BROKEN = '<testcase classname="tests.test_a" name="test_two"><error/></testcase>'
SKIPPED = '<testcase classname="tests.test_a" name="test_three"><skipped/></testcase>'


@pytest.mark.parametrize(
    ("expect", "data", "code"),
    [
        (Expect(field="/ok", equals=True, file="a.json"), b'{"ok":true}', None),
        (Expect(field="/ok", equals=True, file="a.json"), b'{"ok":false}', "EVIDENCE_CONTRADICTS"),
        (Expect(field="/ok", equals=True, file="a.json"), b'{"ok":1}', "EVIDENCE_CONTRADICTS"),
        (Expect(field="/ok", equals=1, file="a.json"), b'{"ok":true}', "EVIDENCE_CONTRADICTS"),
        (Expect(field="/ok", equals="0.9", file="a.json"), b'{"ok":0.9}', None),
        (Expect(field="/ok", equals=None, file="a.json"), b'{"ok":null}', None),
        (Expect(field="/ok", equals=None, file="a.json"), b'{"ok":{}}', "EVIDENCE_CONTRADICTS"),
        (Expect(field="/ok", equals=True, file="a.json"), b'{"no":true}', "EVIDENCE_ANCHOR_MISSING"),
        (Expect(field="/ok", equals=True, file="a.json"), b"{", "EVIDENCE_UNREADABLE"),
        (Expect(absent="FAILED", file="a.txt"), b"all passed\n", None),
        (Expect(absent="FAILED", file="a.txt"), b"one\ntwo FAILED\n", "EVIDENCE_CONTRADICTS"),
        (Expect(output="^ok", count=2, file="a.txt"), b"ok\nok\n", None),
        (Expect(output="^ok", count=2, file="a.txt"), b"ok\nno\n", "EVIDENCE_CONTRADICTS"),
        (Expect(output="(", file="a.txt"), b"ok", "EVIDENCE_UNREADABLE"),
        (Expect(junit="a.xml"), report(PASSED), None),
        (Expect(junit="a.xml"), report(PASSED, FAILED), "EVIDENCE_CONTRADICTS"),
        (Expect(junit="a.xml"), report(PASSED, BROKEN), "EVIDENCE_CONTRADICTS"),
        (Expect(junit="a.xml"), report(PASSED, errors=1), "EVIDENCE_CONTRADICTS"),
        (Expect(junit="a.xml"), report(), "EVIDENCE_EMPTY"),
        (Expect(junit="a.xml"), report(SKIPPED), "EVIDENCE_EMPTY"),
        (Expect(junit="a.xml", min_tests=2), report(PASSED, SKIPPED), "EVIDENCE_CONTRADICTS"),
        (Expect(junit="a.xml"), b"<html/>", "EVIDENCE_UNREADABLE"),
        (Expect(junit="a.xml"), b"", "EVIDENCE_UNREADABLE"),
    ],
)
def test_an_expectation_of_a_file(expect, data, code) -> None:
    complaint = judge(expect, expect.junit or expect.file, data)
    assert (complaint.code if complaint else None) == code


def test_a_contradiction_says_what_was_found() -> None:
    complaint = judge(Expect(absent="FAILED", file="a.txt"), "a.txt", b"one\ntwo FAILED\n")
    assert complaint is not None
    assert complaint.message == "line 2 has 'FAILED'"
    complaint = judge(Expect(junit="a.xml"), "a.xml", report(PASSED, FAILED))
    assert complaint is not None
    assert complaint.message == "1 of 2 failed, first test_two"


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><testsuite name="&b;"/>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><testsuite>&a;</testsuite>'


@pytest.mark.parametrize("data", [ENTITIES, EXTERNAL, b"<testsuite>" * 10_000, b"<testsuite", "<a/>".encode("utf-16")])
def test_a_hostile_report_is_unreadable(data) -> None:
    with pytest.raises(Unreadable):
        read_report(data)

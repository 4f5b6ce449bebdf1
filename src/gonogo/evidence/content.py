"""Judging evidence by its content: what an `expect` that names a file demands of it. Pure.

Rules:
1. `field`: the value at the pointer must equal `equals`, type and all; a number with a fraction equals its text.
2. `absent`: the phrase must not stand in the file.
3. `output` with `file`: the expression must match at least `count` times.
4. `junit`: no failure, no error, and at least `min_tests` tests that ran. A report in which nothing ran is empty.
5. Only what says the opposite contradicts; what is not there or cannot be read was never shown.
"""

from __future__ import annotations

import re

from msgspec import Struct

from gonogo.evidence.answers import NotThere, Unreadable
from gonogo.evidence.junit import Case, Ending, read_report
from gonogo.evidence.reference import Reference
from gonogo.evidence.structure import CONTAINER, look_up
from gonogo.model.command import Expect


class Complaint(Struct, frozen=True):
    """Why a file is not what is expected of it."""

    code: str
    message: str


def file_of(expect: Expect) -> str | None:
    """Return the file that an expectation is about; None where it is about a run's output."""
    return expect.junit if expect.junit is not None else expect.file


def judge(expect: Expect, path: str, data: bytes) -> Complaint | None:
    """Return what is wrong with a file's content, or None where it is as expected."""
    try:
        if expect.field is not None:
            return _judge_field(expect, path, data)
        if expect.junit is not None:
            return _judge_report(expect, data)
        return _judge_text(expect, data.decode("utf-8", "replace"))
    except NotThere as missing:
        return Complaint("EVIDENCE_ANCHOR_MISSING", str(missing))
    except Unreadable as unreadable:
        return Complaint("EVIDENCE_UNREADABLE", str(unreadable))


def judge_test(reference: Reference, data: bytes) -> Complaint | None:
    """Return what a JUnit report says against the test that a reference names, or None where it passed."""
    report = read_report(data)
    cases = [case for case in report.cases if _is_case(case, reference)]
    if not cases:
        raise NotThere("its JUnit report has no such test")
    failed = next((case for case in cases if case.ending is Ending.FAILED), None)
    if failed is not None:
        return _contradiction(f"{failed.name} failed")
    if all(case.ending is Ending.SKIPPED for case in cases):
        return Complaint("EVIDENCE_EMPTY", "the test was skipped")
    return None


def _is_case(case: Case, reference: Reference) -> bool:
    module = (reference.path or "").rpartition("/")[2].partition(".")[0]
    groups = re.split(r"[./:\\]+", case.group)
    if case.group and module not in groups:
        return False
    if not reference.names:
        return True
    *classes, name = reference.names
    return set(classes) <= set(groups) and (case.name == name or case.name.partition("[")[0] == name)


def _judge_field(expect: Expect, path: str, data: bytes) -> Complaint | None:
    found = look_up(data, path, expect.field or "")
    if type(found) is type(expect.equals) and found == expect.equals:
        return None
    shown = "a list or a mapping" if found is CONTAINER else _spelled(found)[:80]
    return _contradiction(f"{expect.field} is {shown}, expected {_spelled(expect.equals)}")


def _spelled(value: object) -> str:
    """Return a scalar as the file spells it: `true` and `null`, not as Python does."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _judge_report(expect: Expect, data: bytes) -> Complaint | None:
    report = read_report(data)
    ran = len(report.cases) - report.count(Ending.SKIPPED)
    if report.failures:
        first = next((case for case in report.cases if case.ending is Ending.FAILED), None)
        of = f" of {ran}" if ran else ""
        return _contradiction(f"{report.failures}{of} failed" + (f", first {first.name}" if first else ""))
    if not ran:
        return Complaint("EVIDENCE_EMPTY", "the report has no test that ran")
    if ran < expect.min_tests:
        return _contradiction(f"{ran} tests ran, expected at least {expect.min_tests}")
    return None


def _judge_text(expect: Expect, text: str) -> Complaint | None:
    if expect.absent is not None:
        at = text.find(expect.absent) if expect.absent else -1
        if at < 0:
            return None
        return _contradiction(f"line {text.count(chr(10), 0, at) + 1} has {expect.absent!r}")
    if expect.output is None:
        return None
    try:
        matches = sum(1 for _ in re.finditer(expect.output, text, re.MULTILINE))
    except re.error as error:
        return Complaint("EVIDENCE_UNREADABLE", f"{expect.output!r} is no regular expression: {error}")
    if matches >= expect.count:
        return None
    return _contradiction(f"{expect.output!r} matches {matches} times, expected at least {expect.count}")


def _contradiction(message: str) -> Complaint:
    return Complaint("EVIDENCE_CONTRADICTS", message)

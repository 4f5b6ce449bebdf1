"""Reading JUnit XML as it streams: no tree, no entities, nothing fetched."""

from __future__ import annotations

from enum import StrEnum
from xml.parsers import expat

from msgspec import Struct

from gonogo.evidence.answers import Unreadable

LARGEST = 64 << 20
"""Bytes."""
DEEPEST = 100


class Ending(StrEnum):
    """How one test ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class Case(Struct, frozen=True):
    """One test of a report."""

    group: str
    """What JUnit calls the class name."""
    name: str
    ending: Ending


class Report(Struct, frozen=True):
    """The tests of a report; `announced` is how many failures and errors its suites claim beside them."""

    cases: tuple[Case, ...]
    announced: int

    def count(self, ending: Ending) -> int:
        """Return how many tests ended so."""
        return sum(case.ending is ending for case in self.cases)

    @property
    def failures(self) -> int:
        """How many tests failed, by their own account or by that of their suites, whichever is worse."""
        return max(self.count(Ending.FAILED), self.announced)


def read_report(data: bytes) -> Report:
    """Return the report in a JUnit XML file; raises Unreadable, whose text says why."""
    if len(data) > LARGEST:
        raise Unreadable(f"larger than the {LARGEST >> 20} MiB that are looked into")
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise Unreadable(f"not readable as JUnit XML: {error}") from error
    if not reader.is_report:
        raise Unreadable("XML, but no JUnit report: it has no testsuite")
    return Report(tuple(reader.cases), reader.announced)


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._refuse
        self.cases: list[Case] = []
        self.announced = 0
        self.is_report = False
        self._open: list[str] = []
        self._case: tuple[str, str] | None = None
        self._ending = Ending.PASSED

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._open.append(name)
        if len(self._open) > DEEPEST:
            raise Unreadable(f"nested deeper than {DEEPEST} levels")
        if name in {"testsuite", "testsuites"}:
            self.is_report = True
            claimed = sum(_number(attributes.get(key)) for key in ("failures", "errors"))
            self.announced = max(self.announced, claimed)
        elif name == "testcase":
            self._case = (attributes.get("classname", ""), attributes.get("name", ""))
            self._ending = Ending.PASSED
        elif self._case is not None and len(self._open) > 1 and self._open[-2] == "testcase":
            if name in {"failure", "error"}:
                self._ending = Ending.FAILED
            elif name == "skipped" and self._ending is Ending.PASSED:
                self._ending = Ending.SKIPPED

    def _end(self, name: str) -> None:
        self._open.pop()
        if name.rpartition(":")[2] == "testcase" and self._case is not None:
            self.cases.append(Case(*self._case, self._ending))
            self._case = None

    def _refuse(self, *_: object) -> None:
        raise Unreadable("it declares entities, which no JUnit report needs")


def _number(text: str | None) -> int:
    return int(text[:9]) if text is not None and text.isdecimal() else 0

"""How many tests a run says it ran, in the words of the test runners that people use. Pure.

Each runner is a row: the line by which it is known, and what that line counts. Several lines of one runner add up, as
when a build tests several packages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """Tests that passed, failed, and were left out."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def ran(self) -> int:
        """Tests that were really run."""
        return self.passed + self.failed

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def describe(self) -> str:
        """Return one line for people."""
        if self.failed:
            return f"{self.failed} of {self.ran} failed"
        if not self.ran:
            return f"{self.skipped} skipped, none run" if self.skipped else "no tests ran"
        return f"{self.passed} passed" + (f", {self.skipped} skipped" if self.skipped else "")


_PYTEST = re.compile(
    r"^(?:=+ )?((?:\d+ [a-z]+(?:, )?)+|no tests ran) in [\d.]+m?s(?: \([\d:]+\))?(?: =+)?[ \t]*$", re.MULTILINE
)
_PYTEST_PART = re.compile(r"(\d+) (passed|failed|errors?|xpassed|xfailed|skipped)")
_UNITTEST = re.compile(
    r"^Ran (\d+) tests? in [\d.]+s[ \t]*\n[ \t]*\n?[ \t]*(OK|FAILED|NO TESTS RAN)(?: \(([^)]*)\))?", re.MULTILINE
)
_UNITTEST_PART = re.compile(r"(failures|errors|skipped)=(\d+)")
_GO = re.compile(r"^(ok  |FAIL|\?   )\t\S+(.*)$", re.MULTILINE)
_CARGO = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored", re.MULTILINE)
_JEST = re.compile(r"^[ \t]*Tests:?\s+((?:\d+ \w+[,| ]*)+)", re.MULTILINE)
_JEST_PART = re.compile(r"(\d+) (passed|failed|skipped|todo)")
_MOCHA = re.compile(r"^[ \t]*(\d+) (passing|failing|pending)\b", re.MULTILINE)
_RSPEC = re.compile(r"^(\d+) examples?, (\d+) failures?(?:, (\d+) pending)?", re.MULTILINE)
_MAVEN = re.compile(
    r"^(?:\[\w+\] )?Tests run: (\d+), Failures: (\d+), Errors: (\d+), Skipped: (\d+)[ \t]*$", re.MULTILINE
)
_TAP_PLAN = re.compile(r"^1\.\.(\d+)\b", re.MULTILINE)
_TAP_LINE = re.compile(r"^(ok|not ok) \d+\b(.*)$", re.MULTILINE)
_TAP_LEFT_OUT = re.compile(r"#\s*(skip|todo)\b", re.IGNORECASE)
_NOTHING = re.compile(
    r"^(?:No tests found, exiting with code \d+|No test files found.*|No tests executed!|NO TESTS RAN"
    r"|No tests were found!*|collected 0 items)[ \t]*$",
    re.MULTILINE,
)


def count_tests(text: str) -> Count | None:
    """Return what the known runners in an output counted, added up; None where none of them speaks."""
    found = [count for reader in _READERS if (count := reader(text)) is not None]
    if not found:
        return Count() if _NOTHING.search(text) else None
    return sum(found, Count())


def _pytest(text: str) -> Count | None:
    lines = [match[1] for match in _PYTEST.finditer(text)]
    if not lines:
        return None
    total = Count()
    for line in lines:
        numbers = {word.rstrip("s"): int(number) for number, word in _PYTEST_PART.findall(line)}
        total += Count(
            passed=numbers.get("passed", 0) + numbers.get("xpassed", 0) + numbers.get("xfailed", 0),
            failed=numbers.get("failed", 0) + numbers.get("error", 0),
            skipped=numbers.get("skipped", 0),
        )
    return total


def _unittest(text: str) -> Count | None:
    total = None
    for match in _UNITTEST.finditer(text):
        numbers = {word: int(number) for word, number in _UNITTEST_PART.findall(match[3] or "")}
        failed = numbers.get("failures", 0) + numbers.get("errors", 0)
        skipped = numbers.get("skipped", 0)
        total = (total or Count()) + Count(max(0, int(match[1]) - failed - skipped), failed, skipped)
    return total


def _go(text: str) -> Count | None:
    """Go counts packages where it is not told to be verbose."""
    total = None
    for match in _GO.finditer(text):
        word, nothing = match[1].strip(), "[no test" in match[2]
        total = (total or Count()) + Count(
            passed=int(word == "ok" and not nothing), failed=int(word == "FAIL"), skipped=int(nothing)
        )
    return total


def _cargo(text: str) -> Count | None:
    rows = [Count(int(p), int(f), int(i)) for p, f, i in _CARGO.findall(text)]
    return sum(rows, Count()) if rows else None


def _jest(text: str) -> Count | None:
    lines = _JEST.findall(text)
    if not lines:
        return None
    numbers = {word: int(number) for number, word in _JEST_PART.findall(lines[-1])}
    if not numbers:
        return None
    return Count(numbers.get("passed", 0), numbers.get("failed", 0), numbers.get("skipped", 0) + numbers.get("todo", 0))


def _mocha(text: str) -> Count | None:
    numbers = {word: int(number) for number, word in _MOCHA.findall(text)}
    if "passing" not in numbers:
        return None
    return Count(numbers["passing"], numbers.get("failing", 0), numbers.get("pending", 0))


def _rspec(text: str) -> Count | None:
    rows = [(int(n), int(f), int(p or 0)) for n, f, p in _RSPEC.findall(text)]
    return sum((Count(max(0, n - f - p), f, p) for n, f, p in rows), Count()) if rows else None


def _maven(text: str) -> Count | None:
    rows = [tuple(map(int, row)) for row in _MAVEN.findall(text)]
    if not rows:
        return None
    ran, failures, errors, skipped = rows[-1]
    return Count(max(0, ran - failures - errors - skipped), failures + errors, skipped)


def _tap(text: str) -> Count | None:
    plan = _TAP_PLAN.search(text)
    if plan is None:
        return None
    passed = failed = skipped = 0
    for match in _TAP_LINE.finditer(text):
        if _TAP_LEFT_OUT.search(match[2]):
            skipped += 1
        elif match[1] == "ok":
            passed += 1
        else:
            failed += 1
    return Count(passed, failed, skipped)


_READERS: tuple[Callable[[str], Count | None], ...] = (
    _pytest,
    _unittest,
    _go,
    _cargo,
    _jest,
    _mocha,
    _rspec,
    _maven,
    _tap,
)

"""What a run came to: an outcome, and one line for people. Pure.

Rules:
1. What says nothing about the inputs comes first: interrupted, timed out, printed too much, could not start.
2. A missing tool is no failure: 126 and 127, also from inside a script, a recipe of make, or `python -m`.
3. A run that tested nothing is no pass and no failure, whatever its exit status.
4. Exit status 0 passes, where all that is expected of the output holds; all else failed.
5. Expectations and summaries read the redacted output; where it was too long, its beginning and its end.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence

from gonogo.model.command import Command, Expect, Outcome
from gonogo.verify.capture import MOST
from gonogo.verify.counts import Count, count_tests
from gonogo.verify.executor import Ended, Ending

LONGEST_SUMMARY = 160
_PYTEST_NOTHING = 5
_NOT_EXECUTABLE, _NOT_FOUND, _MAKE_FAILED = 126, 127, 2
_SHELL_SAYS = re.compile(
    r"^(?:\S*?(?:bash|dash|sh|zsh|ksh|just|make(?:\[\d+\])?): )?(?:line \d+: |\d+: )?([^\s:]+): "
    r"(?:command not found|not found|No such file or directory|Permission denied|cannot execute[^\n]*)$",
    re.MULTILINE,
)
_ENV_SAYS = re.compile(r"^(?:/usr/bin/)?env: ['‘\"]?([^'’\"\n:]+)['’\"]?: No such file or directory", re.MULTILINE)
_MAKE_SAYS = re.compile(r"^make(?:\[\d+\])?: \*\*\* \[[^\n]*\] Error 12[67][ \t]*$", re.MULTILINE)
_PYTHON_SAYS = re.compile(r"\A\s{0,9}\S{0,999}python[\d.]*(?:\.exe)?: No module named ['\"]?([\w.-]+)")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def judge(ended: Ended, command: Command, pieces: Sequence[bytes]) -> tuple[Outcome, str | None]:
    """Return outcome and summary of a run; `pieces` is its redacted output."""
    early = _without_verdict(ended, command)
    if early is not None:
        return early
    if not any(pieces) and ended.rc == 0 and not command.expect:
        return Outcome.PASSED, None
    outcome, summary = _read_output(ended, command, as_text(pieces))
    return outcome, shorten(summary) or None


def as_text(pieces: Sequence[bytes]) -> str:
    """Return output as text for people and patterns: colours and control characters gone, no byte refused."""
    text = "\n".join(piece.decode("utf-8", "replace") for piece in pieces).replace("\r\n", "\n")
    return _CONTROL.sub("", text)


def last_line(text: str) -> str:
    """Return the last line that is not empty."""
    stripped = text.rstrip()
    return stripped[stripped.rfind("\n") + 1 :].strip()


def shorten(line: str) -> str:
    """Return a line of at most `LONGEST_SUMMARY` characters."""
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_SUMMARY else line[: LONGEST_SUMMARY - 1] + "…"


def _without_verdict(ended: Ended, command: Command) -> tuple[Outcome, str] | None:
    if ended.ending is Ending.CANCELLED:
        return Outcome.INTERRUPTED, "interrupted"
    if ended.ending is Ending.TIMED_OUT:
        return Outcome.TIMED_OUT, f"stopped after its time limit of {command.settings.timeout} s"
    if ended.ending is Ending.FLOODED:
        return Outcome.TIMED_OUT, f"stopped after its output limit of {MOST // 1024 // 1024} MiB"
    if ended.ending is Ending.NOT_STARTED:
        return Outcome.NOT_RUNNABLE, shorten(ended.problem or "could not start")
    return None


def _missing_tool(ended: Ended, text: str) -> str | None:
    if ended.rc in {_NOT_FOUND, _NOT_EXECUTABLE}:
        said = list(_SHELL_SAYS.finditer(text)) or list(_ENV_SAYS.finditer(text))
        what = "no such program" if ended.rc == _NOT_FOUND else "may not be executed"
        return f"{what}: {said[-1][1]}" if said else f"{what} (exit status {ended.rc})"
    if ended.rc == _MAKE_FAILED and _MAKE_SAYS.search(text):
        said = list(_SHELL_SAYS.finditer(text))
        return f"no such program: {said[-1][1]}" if said else "a recipe names a program that is missing"
    found = _PYTHON_SAYS.match(text) if ended.rc == 1 else None
    return f"no such Python module: {found[1]}" if found else None


def _read_output(ended: Ended, command: Command, text: str) -> tuple[Outcome, str]:
    missing = _missing_tool(ended, text)
    if missing is not None:
        return Outcome.NOT_RUNNABLE, missing
    count = count_tests(text)
    if _tested_nothing(ended, command, count):
        return Outcome.TESTED_NOTHING, count.describe() if count is not None else "no tests ran"
    if ended.rc != 0:
        return Outcome.FAILED, _describe_failure(ended, count, text)
    broken = next((why for expect in command.expect if (why := _unmet(expect, text)) is not None), None)
    if broken is not None:
        return Outcome.FAILED, broken
    return Outcome.PASSED, count.describe() if count is not None else last_line(text)


def _tested_nothing(ended: Ended, command: Command, count: Count | None) -> bool:
    if count is not None and count.ran == 0 and ended.signal is None:
        return ended.rc == 0 or count.skipped == 0
    return ended.rc == _PYTEST_NOTHING and count is None and "pytest" in command.text


def _describe_failure(ended: Ended, count: Count | None, text: str) -> str:
    if ended.signal is not None:
        try:
            name = signal.Signals(ended.signal).name
        except ValueError:
            name = f"signal {ended.signal}"
        return f"ended by {name}"
    if count is not None and count.failed:
        return count.describe()
    return last_line(text) or f"exit status {ended.rc}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _unmet(expect: Expect, text: str) -> str | None:
    """Return why an expectation of the output does not hold; those about files are judged where evidence is."""
    if expect.file is not None or expect.junit is not None:
        return None
    if expect.output is not None:
        try:
            found = sum(1 for _ in re.finditer(expect.output, text, re.MULTILINE))
        except re.error as error:
            return f"expected output matching {expect.output!r}, which is no regular expression: {error}"
        if found < expect.count:
            return f"expected output matching {expect.output!r} {_times(expect.count)}, found {found}"
    if expect.absent is not None and expect.absent in text:
        return f"expected that the output does not say {expect.absent!r}"
    return None

import pytest

from gonogo.model.command import Command, Expect, Outcome, Settings
from gonogo.verify.executor import Ended, Ending
from gonogo.verify.judge import judge


def outcome(output: str, rc: int = 0, text: str = "check", **command: object) -> tuple[Outcome, str | None]:
    data = output.encode()
    return judge(Ended("r", Ending.EXITED, rc=rc, pieces=(data,)), Command(text=text, **command), (data,))


@pytest.mark.parametrize(
    ("output", "rc", "text", "expected"),
    [
        ("", 0, "true", (Outcome.PASSED, None)),
        ("all good\n", 0, "check", (Outcome.PASSED, "all good")),
        ("", 3, "check", (Outcome.FAILED, "exit status 3")),
        ("oh\nno: bad\n\n", 1, "check", (Outcome.FAILED, "no: bad")),
        ("=== 8 passed, 1 failed in 0.12s ===\n", 1, "pytest", (Outcome.FAILED, "1 of 9 failed")),
        ("9 passed, 2 skipped in 3.1s (0:00:03)\n", 0, "pytest -q", (Outcome.PASSED, "9 passed, 2 skipped")),
        ("2 failed, 1 error, 3 warnings in 1s\n", 1, "pytest", (Outcome.FAILED, "3 of 3 failed")),
        ("Ran 4 tests in 0.01s\n\nFAILED (failures=1, errors=1)\n", 1, "x", (Outcome.FAILED, "2 of 4 failed")),
        ("ok  \texample/a\t0.1s\nFAIL\texample/b\t0.2s\nFAIL\n", 1, "go test ./...", (Outcome.FAILED, "1 of 2 failed")),
        ("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n", 0, "cargo test", (Outcome.PASSED, "3 passed")),
        ("Tests:       1 failed, 2 skipped, 6 passed, 9 total\n", 1, "jest", (Outcome.FAILED, "1 of 7 failed")),
        ("1..3\nok 1\nnot ok 2\nok 3 # SKIP later\n", 1, "prove", (Outcome.FAILED, "1 of 2 failed")),
    ],
)
def test_a_run_is_summed_up_in_a_line(output: str, rc: int, text: str, expected: tuple[Outcome, str | None]) -> None:
    assert outcome(output, rc, text) == expected


@pytest.mark.parametrize(
    ("output", "rc", "text"),
    [
        ("no tests ran in 0.01s\n", 5, "pytest"),
        ("", 5, "python -m pytest -q"),
        ("3 skipped in 0.01s\n", 0, "pytest"),
        ("4 deselected in 0.01s\n", 5, "pytest"),
        ("\nRan 0 tests in 0.000s\n\nOK\n", 0, "python -m unittest"),
        ("Ran 0 tests in 0.000s\n\nNO TESTS RAN\n", 5, "python -m unittest"),
        ("?   \texample/a\t[no test files]\n", 0, "go test ./..."),
        ("ok  \texample/a\t0.1s [no tests to run]\n", 0, "go test ./..."),
        ("test result: ok. 0 passed; 0 failed; 0 ignored\n", 0, "cargo test"),
        ("No tests found, exiting with code 1\n", 1, "jest"),
        ("1..0\n", 0, "prove"),
        ("  0 passing (1ms)\n", 0, "mocha"),
    ],
)
def test_a_run_that_tested_nothing_is_neither_pass_nor_failure(output: str, rc: int, text: str) -> None:
    assert outcome(output, rc, text)[0] is Outcome.TESTED_NOTHING


@pytest.mark.parametrize(
    ("output", "rc", "missing"),
    [
        ("bash: line 1: just: command not found\n", 127, "just"),
        ("sh: 1: jest: not found\n", 127, "jest"),
        ("env: ‘node’: No such file or directory\n", 127, "node"),
        ("bash: line 1: ./run: Permission denied\n", 126, "./run"),
        ("make: just: No such file or directory\nmake: *** [Makefile:2: t] Error 127\n", 2, "just"),
        ("/usr/bin/python3: No module named pytest\n", 1, "pytest"),
    ],
)
def test_a_missing_tool_is_no_failure(output: str, rc: int, missing: str) -> None:
    found, summary = outcome(output, rc)
    assert found is Outcome.NOT_RUNNABLE
    assert summary is not None
    assert missing in summary


def test_a_test_that_speaks_of_missing_modules_fails_like_any_other() -> None:
    output = "Traceback (most recent call last):\nModuleNotFoundError: No module named 'app'\n"
    assert outcome(output, 1)[0] is Outcome.FAILED


@pytest.mark.parametrize(
    ("expect", "output", "passes"),
    [
        (Expect(output="^ok"), "ok 1\nok 2\n", True),
        (Expect(output="^ok", count=2), "ok 1\nok 2\n", True),
        (Expect(output="^ok", count=3), "ok 1\nok 2\n", False),
        (Expect(output="^ok"), "", False),
        (Expect(absent="WARNING"), "all quiet\n", True),
        (Expect(absent="WARNING"), "WARNING: deprecated\n", False),
        (Expect(output="("), "(", False),
        (Expect(file="report.json", field="/ok", equals=True), "", True),
    ],
)
def test_what_is_expected_of_the_output_must_hold(expect: Expect, output: str, passes: bool) -> None:
    found, summary = outcome(output, expect=(expect,))
    assert found is (Outcome.PASSED if passes else Outcome.FAILED)
    assert passes or (summary is not None and summary.startswith("expected"))


@pytest.mark.parametrize(
    ("ended", "expected", "said"),
    [
        (Ended("r", Ending.TIMED_OUT, signal=15), Outcome.TIMED_OUT, "time limit of 7 s"),
        (Ended("r", Ending.FLOODED, signal=9), Outcome.TIMED_OUT, "output limit"),
        (Ended("r", Ending.CANCELLED, rc=0), Outcome.INTERRUPTED, "interrupted"),
        (Ended("r", Ending.NOT_STARTED, problem="no such program: just"), Outcome.NOT_RUNNABLE, "just"),
        (Ended("r", Ending.SIGNALLED, signal=11), Outcome.FAILED, "SIGSEGV"),
    ],
)
def test_how_it_ended_says_what_it_was(ended: Ended, expected: Outcome, said: str) -> None:
    found, summary = judge(ended, Command(text="x", settings=Settings(timeout=7)), ended.pieces)
    assert found is expected
    assert summary is not None
    assert said in summary


def test_a_summary_is_one_short_line_without_control_characters() -> None:
    _, summary = outcome("\x1b[31m" + "x" * 5_000 + "\x07\x1b[0m", 1)
    assert summary is not None
    assert len(summary) <= 160
    assert summary.isprintable()

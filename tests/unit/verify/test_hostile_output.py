"""A mebibyte of each: whatever is not linear in its input does not end within anyone's patience."""

import pytest

from gonogo.model.command import Command
from gonogo.verify.executor import Ended, Ending
from gonogo.verify.judge import judge
from gonogo.verify.redact import Redactor
from gonogo.verify.vacuous import vacuous

SIZE = 1 << 20
HOSTILE = [
    b"\n",
    b"a",
    b"1",
    b"eyJ",
    b"eyJabcdefgh.",
    b"://a:",
    b"password=",
    b'token: "',
    b"token      ",
    b"authorization: bearer ",
    b"-----BEGIN ",
    b"-----BEGIN PRIVATE KEY-----",
    b"-----END PRIVATE KEY-----",
    b"AKIA",
    b"1 passed, ",
    b"Tests: 1 a 1 b | ",
    b"Tests run: 1, ",
    b"Ran 1 test in 1.1s\n\n",
    b"ok 1 #",
    b"bash: line 1: ",
    b"make: *** [",
    b"\x1b]",
]


@pytest.mark.parametrize("part", HOSTILE, ids=lambda part: repr(part)[2:-1])
def test_hostile_output_is_redacted_and_judged(part: bytes) -> None:
    data = part * (SIZE // len(part))
    (redacted,) = Redactor({"DEPLOY_TOKEN": "an-actual-secret"})([data])
    _, summary = judge(Ended("r", Ending.EXITED, rc=127, pieces=(data,)), Command(text="x"), (redacted,))
    assert summary


@pytest.mark.parametrize(
    "part", ["(", "{ ", "$(", '"', "'", "a|", "a;", "a\\", "! ", "bash -c ", "`", "${", "#", "a&&"]
)
def test_hostile_commands_are_looked_at(part: str) -> None:
    assert vacuous(part * 50_000 + "\npytest") is None

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.verify.words import plain_argv


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("pytest -q tests/test_a.py::test_b", ("pytest", "-q", "tests/test_a.py::test_b")),
        ("pytest -k 'a or b'", ("pytest", "-k", "a or b")),
        ('grep "a b" file', ("grep", "a b", "file")),
        (r"cat a\ b", ("cat", "a b")),
        ("echo 'it''s' ''", ("echo", "its", "")),
        ("just test  # all of it", ("just", "test")),
        ("find . -name '*.py'", ("find", ".", "-name", "*.py")),
        ("true 1", ("true", "1")),
    ],
)
def test_a_plain_argv_needs_no_shell(text: str, argv: tuple[str, ...]) -> None:
    assert plain_argv(text) == argv


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cd app",
        "A=1 pytest",
        "a | b",
        "a && b",
        "a; b",
        "a\nb",
        "a &",
        "ls *.py",
        "ls file?",
        "echo $HOME",
        'echo "$HOME"',
        "echo `date`",
        "~/bin/check",
        "cp {a,b}",
        "a > b",
        "[ -f x ]",
        "[[ -f x ]]",
        "! a",
        "source env",
        "a 'b",
        "'' a",
        "if a",
    ],
)
def test_whatever_a_shell_would_treat_otherwise_goes_to_the_shell(text: str) -> None:
    assert plain_argv(text) is None


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\0\n\r"), max_size=8), min_size=1, max_size=4))
def test_a_plain_argv_is_what_shlex_reads(words: list[str]) -> None:
    text = shlex.join(["printf", *words])
    argv = plain_argv(text)
    assert argv is None or list(argv) == shlex.split(text)


@pytest.mark.parametrize(
    "text", ["printf '%s|' a\\b \"c\\d\" 'e\\f'", 'printf \'%s|\' "a\\"b" x#y', 'printf "%s|" a"b"c']
)
def test_a_plain_argv_is_what_bash_passes_on(text: str) -> None:
    argv = plain_argv(text)
    assert argv is not None
    ours = subprocess.run(argv, capture_output=True, check=True).stdout
    assert ours == subprocess.run(["bash", "-c", text], capture_output=True, check=True).stdout

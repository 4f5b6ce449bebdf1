"""Which words of a command line are what a program works on."""

from __future__ import annotations

import pytest

from gonogo.check.options import Options, positional
from gonogo.verify.shell import Simple, parse

KNOWN = Options(valued="-k --with", plain="-q --quiet", ends="-c")
SHELL = Options(valued="-o", short_o=True)


def worked_on(line: str, options: Options, *, first: bool = False) -> str:
    script = parse(f"x {line}")
    assert script is not None
    (part,) = script.pipelines[0].parts
    assert isinstance(part, Simple)
    return " ".join(word.text for word in positional(part.words[1:], options, first=first))


@pytest.mark.parametrize(
    ("line", "all_of_them", "just_the_first"),
    [
        ("a b c", "a b c", "a"),
        ("", "", ""),
        ("-q a b", "a b", "a"),
        ("--quiet a b", "a b", "a"),
        ("-k a b c", "b c", "b"),
        ("-k a --with b c d", "c d", "c"),
        ("-k", "", ""),
        ("-z a b", "a b", "a"),
        ("--other a b c", "b c", ""),
        ("--other=a b c", "b c", "b"),
        ("a --other b c", "a c", "a"),
        ("-c a b", "", ""),
        ("a -c b", "a", "a"),
        ("-- a b", "a b", "a"),
        ("-- -k a", "-k a", "-k"),
        ("a -- b", "a b", "a"),
        ("--", "", ""),
        ("- a", "- a", "-"),
        ("-euo a b", "a b", "a"),
        ("--foo=o a b", "a b", "a"),
    ],
)
def test_words_that_are_no_options(line: str, all_of_them: str, just_the_first: str) -> None:
    assert worked_on(line, KNOWN) == all_of_them
    assert worked_on(line, KNOWN, first=True) == just_the_first


@pytest.mark.parametrize(
    ("line", "expected"),
    [("-euo a b", "b"), ("-eu a b", "a b"), ("-o a b", "b"), ("--foo=o a b", "a b"), ("o a", "o a"), ("-ox a", "a")],
)
def test_letters_that_end_in_o_take_a_word_where_a_program_says_so(line: str, expected: str) -> None:
    assert worked_on(line, SHELL) == expected


def test_a_program_of_which_nothing_is_known() -> None:
    assert worked_on("-k a -euo b XXXX c", Options()) == "a b XXXX c"
    assert worked_on("--with a b", Options()) == "b"

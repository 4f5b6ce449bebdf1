"""Words, quotes and operators of the shell's grammar, as far as gonogo needs to know them. Pure.

Rules:
1. What is not surely understood is opaque: here-documents, broken quoting, quotes inside expansions.
2. A word is literal when the shell would pass it on as it is read: no expansion, no glob, no brace list, no `~`.
3. Only a plain argv starts without a shell: literal words, the first of which is a program and neither an assignment
   nor a name that the shell itself answers to.

Grammar: POSIX.1-2017, Shell Command Language, 2.2 to 2.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

KEYWORDS = frozenset(
    """
    if then elif else fi for while until do done case esac in function select time coproc [[ ]] { } !
    """.split()  # noqa: SIM905 -- words read best as words
)
BUILTINS = frozenset(
    """
    . : [ alias bg bind break builtin caller cd command compgen complete continue declare dirs disown enable eval exec
    exit export fc fg getopts hash help history jobs let local logout mapfile popd pushd read readarray readonly return
    set shift shopt source suspend times trap type typeset ulimit umask unalias unset wait
    """.split()  # noqa: SIM905 -- words read best as words
)
"""What bash answers itself and no program would; `true`, `echo`, `test` and such are programs too."""

ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_OPERATORS = ("&&", "||", ";;", "|&", ";", "&", "|", "(", ")", "\n")
_REDIRECTION = re.compile(r"(?:[0-9]+|&)?(?:>>|>\||>&|<&|<>|&>>|&>|>|<)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_WILD = frozenset("*?[~{}")
_BLANKS = " \t\r"
_TAME = re.compile(r"[A-Za-z0-9_./:@,+= \t-]+")
"""Texts that are words and blanks alone, as most commands are."""
_RUN = re.compile(r"[A-Za-z0-9_./:@,+=%-]+")
"""Characters that stand for themselves in a word."""
_ENDS = frozenset(" \t\r\n;&|()<>")


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its quotes; `literal` says that no expansion stands in it."""

    text: str
    literal: bool
    quoted: bool = False


@lru_cache(maxsize=4096)
def plain_argv(text: str) -> tuple[str, ...] | None:
    """Return the argument vector of a command that needs no shell, or None where it needs one."""
    tokens = tokenize(text)
    if not tokens or not all(isinstance(token, Word) and token.literal for token in tokens):
        return None
    words = [token for token in tokens if isinstance(token, Word)]
    first = words[0]
    if not first.text or first.text in BUILTINS or first.text in KEYWORDS or ASSIGNMENT.match(first.text):
        return None
    return tuple(word.text for word in words)


@lru_cache(maxsize=64)  # a command is looked at from several sides, one after the other
def tokenize(text: str) -> list[Word | str] | None:
    """Return words and operators (`<` stands for any redirection), or None where the text is opaque."""
    if _TAME.fullmatch(text):
        return [Word(word, literal=True) for word in text.split()]
    if "<<" in text:
        return None
    tokens: list[Word | str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in _BLANKS or text.startswith("\\\n", at):
            at += 1 if char in _BLANKS else 2
        elif char == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif not char.isalpha() and (redirection := _REDIRECTION.match(text, at)):
            tokens.append("<")
            at = redirection.end()
        elif char in _ENDS and (operator := next((known for known in _OPERATORS if text.startswith(known, at)), None)):
            tokens.append(operator)
            at += len(operator)
        else:
            read = _read_word(text, at)
            if read is None:
                return None
            word, at = read
            tokens.append(word)
    return tokens


def _read_word(text: str, at: int) -> tuple[Word, int] | None:
    parts: list[str] = []
    literal, quoted = True, False
    while at < len(text):
        char = text[at]
        if char in _ENDS:
            break
        if char == "'":
            end = text.find("'", at + 1)
            if end < 0:
                return None
            parts.append(text[at + 1 : end])
            quoted, at = True, end + 1
        elif char == '"':
            read = _read_double(text, at + 1)
            if read is None:
                return None
            inner, inner_literal, at = read
            parts.append(inner)
            literal, quoted = literal and inner_literal, True
        elif char == "\\":
            if at + 1 == len(text):
                return None
            if text[at + 1] != "\n":
                parts.append(text[at + 1])
                quoted = True
            at += 2
        elif char in "$`":
            after = _skip_expansion(text, at)
            if after is None:
                return None
            parts.append(text[at:after])
            literal, at = False, after
        else:
            run = _RUN.match(text, at)
            plain = run[0] if run is not None else char
            literal = literal and plain not in _WILD
            parts.append(plain)
            at += len(plain)
    return Word("".join(parts), literal, quoted), at


def _read_double(text: str, at: int) -> tuple[str, bool, int] | None:
    parts: list[str] = []
    literal = True
    while at < len(text):
        char = text[at]
        if char == '"':
            return "".join(parts), literal, at + 1
        if char == "\\" and at + 1 < len(text):
            following = text[at + 1]
            parts.append("" if following == "\n" else following if following in '$`"\\' else "\\" + following)
            at += 2
        elif char in "$`":
            end = _skip_expansion(text, at)
            if end is None:
                return None
            literal = literal and end == at + 1
            parts.append(text[at:end])
            at = end
        else:
            parts.append(char)
            at += 1
    return None


def _skip_expansion(text: str, at: int) -> int | None:
    """Return where `$x`, `${…}`, `$(…)` or a backquoted command ends; None where it does not end, or holds quotes."""
    if text[at] == "`":
        end = text.find("`", at + 1)
        return None if end < 0 else end + 1
    opening = text[at + 1 : at + 2]
    if opening not in {"(", "{"}:
        name = _NAME.match(text, at + 1)
        return name.end() if name else at + 1
    depth = 0
    for index in range(at + 1, len(text)):
        char = text[index]
        if char in "'\"\\":
            return None
        depth += (char in "({") - (char in ")}")
        if depth == 0:
            return index + 1
    return None

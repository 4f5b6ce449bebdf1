"""Where words go: data to standard output, talk to standard error.

A reader that goes away changes nothing: what is left is dropped, and the exit status is that of the verb.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from gonogo.errors import InputError, UsageError
from gonogo.render.cells import clean
from gonogo.render.page import NARROWEST, PIPED_WIDTH, Screen

USUAL_ROWS = 24


def emit(data: str | bytes) -> None:
    """Write data to standard output; raises InputError where it cannot be written."""
    stream = sys.stdout
    if stream is None:
        raise InputError("standard output is closed", hint="redirect it to a file or to /dev/null")
    raw = data.encode(stream.encoding or "utf-8", "backslashreplace") if isinstance(data, str) else data
    try:
        stream.flush()
        stream.buffer.write(raw)
        stream.buffer.flush()
    except BrokenPipeError:
        _drop(stream)
    except OSError as error:
        _drop(stream)
        raise InputError(f"the output cannot be written: {error.strerror}", where="standard output") from error


def talk(*lines: str) -> None:
    """Write lines to standard error, cleaned."""
    for line in lines:
        words = line.lstrip(" ")
        show(f"{' ' * (len(line) - len(words))}{clean(words)}\n")


def show(page: str) -> None:
    """Write a page, which is clean already, to standard error; where nobody can hear it, it is dropped."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(page)
        stream.flush()
    except OSError:
        _drop(stream)


def ask(question: str, answers: str) -> str:
    """Ask on standard error until one of these letters (or a word that begins with it) is answered.

    Raises UsageError where nobody answers.
    """
    while True:
        show(question)
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            talk("")
            raise UsageError(
                "nobody is there to answer; nothing was changed", hint="gonogo trust --all --yes answers for you"
            )
        letter = line.strip()[:1].lower()
        if letter and letter in answers:
            return letter


def screen() -> Screen:
    """Return what data for people is made for: the terminal, or 100 columns where there is none."""
    return _screen(sys.stdout)


def side_screen() -> Screen:
    """Return the same for talk, which goes to standard error."""
    return _screen(sys.stderr)


def _screen(stream: TextIO | None) -> Screen:
    terminal = stream is not None and stream.isatty()
    size = shutil.get_terminal_size((PIPED_WIDTH, USUAL_ROWS))
    return Screen(
        width=max(NARROWEST, size.columns), rows=size.lines if terminal else None, colour=terminal and _coloured()
    )


def _coloured() -> bool:
    """Whether colour is welcome on a terminal (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _drop(stream: TextIO) -> None:
    """Let what is still buffered, and all that follows, go nowhere instead of failing again at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)

"""Why a file does not answer what is asked of it. Answers, caught where the question is put."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 -- an answer that never leaves this room
    """The file is not what it should be, or more than gonogo reads."""


class NotThere(Exception):  # noqa: N818 -- likewise
    """The file is readable and has no such place."""

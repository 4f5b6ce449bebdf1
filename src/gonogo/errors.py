"""Every error that gonogo raises on purpose, and how each one ends the program.

    GonogoError
    ├── UsageError       2  the command line or `gonogo.toml` asks for something that does not exist
    ├── InputError       2  a document, file or stream that cannot be read as what it should be
    ├── Refusal          1  an act that the rules forbid; nothing was changed
    ├── IntegrityError   4  the ledger or a bundle is not what was written
    └── InternalError    3  a promise that gonogo itself broke

A message says what happened and where, then what was expected and what was found; `hint` says how to mend it. Foreign
exceptions are wrapped where they are met, never shown.
"""

from __future__ import annotations

from typing import ClassVar


class GonogoError(Exception):
    """An error that a person can act on."""

    status: ClassVar[int] = 3

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        where: str | None = None,
        expected: str | None = None,
        found: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.code = code
        self.where = where
        self.expected = expected
        self.found = found
        self.hint = hint
        super().__init__(message)

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        lines = [f"{self.code}: {head}" if self.code else head]
        if self.expected is not None:
            lines.append(f"  expected: {self.expected}")
        if self.found is not None:
            lines.append(f"  found: {self.found}")
        if self.hint is not None:
            lines.append(f"hint: {self.hint}")
        return "\n".join(lines)


class UsageError(GonogoError):
    """The command line or a setting names something that does not exist or does not fit."""

    status = 2


class InputError(GonogoError):
    """A document, file or stream cannot be read as what it should be."""

    status = 2


class Refusal(GonogoError):  # noqa: N818 -- a refusal is an answer, not a fault
    """The rules forbid the act; nothing was changed. Always carries a reason code."""

    status = 1


class IntegrityError(GonogoError):
    """What is stored is not what was written; names the first bad place."""

    status = 4


class InternalError(GonogoError):
    """gonogo broke a promise of its own."""

    status = 3

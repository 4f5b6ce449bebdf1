"""Verify commands and their runs, as values."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from gonogo import canonical


class Expect(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that must hold beyond exit status 0; exactly one of `output`, `absent`, `field` and `junit` is given.

    output: a regular expression (Python `re`, multi-line) that the redacted output must match at least `count` times.
    absent: a phrase that must not stand in `file` (or, without `file`, in the output).
    field: a JSON pointer (RFC 6901) into `file` whose value must equal `equals`.
    junit: a JUnit XML file that must hold at least `min_tests` tests and no failure or error.
    criterion: the exit criterion, as written, that this answers.
    """

    output: str | None = None
    count: int = 1
    absent: str | None = None
    field: str | None = None
    equals: str | int | bool | None = None
    junit: str | None = None
    min_tests: int = 1
    file: str | None = None
    criterion: str | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """How a command is executed; part of what a user trusts."""

    directory: str = "."
    """Relative to the workspace root."""
    environment: tuple[tuple[str, str], ...] = ()
    """Names and values set for it, sorted by name."""
    allow: tuple[str, ...] = ()
    """Further names taken over from the caller's environment, sorted."""
    timeout: int = 600
    """Wall-clock seconds."""
    sandbox: str = "none"


class Command(Struct, frozen=True, kw_only=True):
    """One distinct command: what is run, how, on what inputs, and what must hold after it."""

    text: str
    settings: Settings = Settings()
    inputs: tuple[str, ...] | None = None
    """Glob patterns of the files it depends on; None is the default set of design §5."""
    outputs: tuple[str, ...] = ()
    """Glob patterns of the files it may change."""
    expect: tuple[Expect, ...] = ()

    @property
    def key(self) -> str:
        """The digest that names this command in plans, runs and caches."""
        settings = self.settings
        return canonical.digest(
            {
                "text": self.text,
                "directory": settings.directory,
                "environment": [list(pair) for pair in settings.environment],
                "allow": list(settings.allow),
                "timeout": settings.timeout,
                "sandbox": settings.sandbox,
                "inputs": None if self.inputs is None else list(self.inputs),
                "outputs": list(self.outputs),
                "expect": [
                    {name: getattr(expect, name) for name in Expect.__struct_fields__} for expect in self.expect
                ],
            }
        )


class Outcome(StrEnum):
    """How a run ended. Only `passed` proves; only `failed` refutes."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUNNABLE = "not_runnable"
    """126 or 127: the program is missing or may not be executed."""
    TESTED_NOTHING = "tested_nothing"
    TIMED_OUT = "timed_out"
    VACUOUS = "vacuous"
    """It exits 0 whatever happens, so its passing says nothing."""
    DISTURBED = "disturbed"
    """A file that it was hashed over changed while it ran."""
    LOST = "lost"
    """The process vanished with the program that watched it."""
    INTERRUPTED = "interrupted"

    @property
    def is_verdict(self) -> bool:
        """Whether the run speaks about its inputs: it passed or failed on them."""
        return self in {Outcome.PASSED, Outcome.FAILED}


class Run(Struct, frozen=True, kw_only=True):
    """One finished execution, as the ledger keeps it."""

    id: str
    command: str
    """`Command.key`"""
    text: str
    cache_key: str
    inputs: str
    """Digest of the input manifest, which is kept as a blob."""
    outcome: Outcome
    rc: int | None = None
    signal: int | None = None
    started: str
    finished: str
    milliseconds: int
    output: str | None = None
    """Digest of the blob with the redacted output (both streams, as they came)."""
    truncated: bool = False
    statement: str | None = None
    """Digest of the blob with the in-toto test-result statement."""
    summary: str | None = None
    """One line for people: `1 of 9 failed`, `no such program: just`."""
    created: tuple[str, ...] = ()
    """Workspace files that were not there before it."""
    seq: int = 0
    """Ledger position of its `run.finished`."""

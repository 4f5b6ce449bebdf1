"""The workspace's ledger: where it is, how it is opened, and what people ask it directly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gonogo.ledger.port import Ledger
from gonogo.ledger.private import sync_directory, writing
from gonogo.ledger.sqlite import SqliteLedger
from gonogo.model.event import Event

if TYPE_CHECKING:
    from gonogo.ledger.verify import Report

STATE_DIRECTORY = ".gonogo"
LEDGER_FILE = "ledger.db"


def state_directory(environ: Mapping[str, str]) -> Path:
    """Return the per-user private state directory: `$GONOGO_STATE`, else `$XDG_STATE_HOME/gonogo`, else in the home."""
    chosen = environ.get("GONOGO_STATE")
    if chosen:
        return Path(chosen).absolute()
    shared = environ.get("XDG_STATE_HOME")
    if shared and Path(shared).is_absolute():  # the XDG specification has relative ones ignored
        return Path(shared) / "gonogo"
    home = environ.get("HOME")
    return (Path(home) if home else Path.home()) / ".local" / "state" / "gonogo"


def ledger_path(root: Path) -> Path:
    """Return where a workspace keeps its ledger."""
    return root / STATE_DIRECTORY / LEDGER_FILE


def prepare_workspace(root: Path) -> Path:
    """Make `.gonogo/` with a `.gitignore` that hides it from Git, if it is not there, and return it."""
    directory = root / STATE_DIRECTORY
    ignore = directory / ".gitignore"
    if ignore.is_file() and ignore.stat().st_size:  # a full disk may have left it without its line
        return directory
    with writing(directory, "make the workspace writable, or make room on its disk"):
        directory.mkdir(exist_ok=True)
        ignore.write_text("*\n", encoding="ascii")
        sync_directory(directory)
        sync_directory(root)
    return directory


@contextmanager
def open_for_writing(root: Path, environ: Mapping[str, str]) -> Iterator[Ledger]:
    """Open the workspace's ledger for a session of appends, made now if there is none; sealed when the session ends."""
    prepare_workspace(root)
    with SqliteLedger.open(ledger_path(root), keys=state_directory(environ), create=True, write=True) as ledger:
        yield ledger


@contextmanager
def open_for_reading(root: Path, environ: Mapping[str, str]) -> Iterator[Ledger | None]:
    """Open the workspace's ledger for reading, or yield None where there is none; creates and changes nothing."""
    path = ledger_path(root)
    if not path.is_file():
        yield None
        return
    with SqliteLedger.open(path, keys=state_directory(environ), create=False, write=False) as ledger:
        yield ledger


def log(root: Path, environ: Mapping[str, str]) -> tuple[Event, ...]:
    """Return every event of the workspace's ledger, oldest first; none where there is no ledger."""
    with open_for_reading(root, environ) as ledger:
        return () if ledger is None else tuple(ledger.events())


def verify(root: Path, environ: Mapping[str, str]) -> Report:
    """Return a report on a ledger that is what was written; IntegrityError names the first bad place."""
    from gonogo.ledger.verify import verify as verify_ledger  # noqa: PLC0415 -- loads the crypto, for this verb alone

    return verify_ledger(ledger_path(root), keys=state_directory(environ))

"""The present: who acts, when, and where new ids come from. The only file that reads the clock and draws randomness."""

from __future__ import annotations

import getpass
import os
import time
from datetime import UTC, datetime

from gonogo.ledger.ids import RANDOM_SIZE, uuid7


def now() -> str:
    """Return the present as RFC 3339 UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """Return a new UUIDv7."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(RANDOM_SIZE))


def local_actor() -> str:
    """Return the asserted actor of this process: `local:` and the name that the system has for the user."""
    try:
        return f"local:{getpass.getuser()}"
    except (KeyError, OSError):
        return f"local:{os.getuid()}"

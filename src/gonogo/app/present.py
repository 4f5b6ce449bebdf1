"""The present: who acts, when, and where new ids come from. The only file that reads the clock and draws randomness."""

from __future__ import annotations

import getpass
import os
import time
from datetime import UTC, datetime
from functools import lru_cache

from gonogo.ledger.ids import RANDOM_SIZE, uuid7


def now() -> str:
    """Return the present as RFC 3339 UTC with milliseconds."""
    seconds, milliseconds = divmod(time.time_ns() // 1_000_000, 1000)
    return f"{_second(seconds)}.{milliseconds:03}Z"


def today() -> str:
    """Return the present day in UTC, as an ISO date."""
    return now()[:10]


@lru_cache(maxsize=2)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def new_id() -> str:
    """Return a new UUIDv7."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(RANDOM_SIZE))


def local_actor() -> str:
    """Return the asserted actor of this process: `local:` and the name that the system has for the user."""
    try:
        return f"local:{getpass.getuser()}"
    except (KeyError, OSError):
        return f"local:{os.getuid()}"

"""Work that leaves its results in a cache, done ahead by two processes: each takes half of it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Part = TypeVar("Part")
LEAST = 200
"""Parts that are worth a second process."""


def share(parts: Sequence[Part], work: Callable[[Sequence[Part]], None]) -> None:
    """Do work on all parts, half of it in a process of its own; or none of it, where there cannot be two.

    The other process is this one's copy, so there is none where threads are alive, or only one processor. It ends with
    its half, whatever happens; what it could not do is left undone.
    """
    if len(parts) < LEAST or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:  # noqa: PLR2004 -- two halves
        return
    middle = len(parts) // 2
    other = os.fork()
    if other == 0:
        try:
            work(parts[middle:])
        finally:
            os._exit(0)  # nothing of the parent's is flushed or ended twice
    try:
        work(parts[:middle])
    except BaseException:
        os.kill(other, signal.SIGKILL)
        raise
    finally:
        os.waitpid(other, 0)

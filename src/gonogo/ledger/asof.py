"""Time travel by clock. Pure.

`seq` orders; `time` is only a claim and may run backwards. The position *as of* a time is the longest prefix whose
running maximum of times is not later: so a later position never belongs to an earlier time.
"""

from __future__ import annotations

from collections.abc import Iterable

from gonogo.model.event import Event


def position_at(events: Iterable[Event], time: str) -> int:
    """Return the `seq` of the last event of that prefix, 0 if it is empty.

    `time` is RFC 3339 in UTC with `Z` and milliseconds, as in events.
    """
    position = 0
    for event in events:
        if event.time > time:
            break
        position = event.seq
    return position

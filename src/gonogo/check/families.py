"""Families of ids: those that differ in their last number only, such as `M-01` and `M-12`, are of one kind."""

from __future__ import annotations

import re

_LAST_NUMBER = re.compile(r"\d+[A-Za-z]?$")


def family(name: str) -> str:
    """Return what an id shares with its neighbours: `m-` of `M-01`, `m5-d` of `M5-D1`; all without a number are one."""
    match = _LAST_NUMBER.search(name)
    return name[: match.start()].casefold() if match else ""

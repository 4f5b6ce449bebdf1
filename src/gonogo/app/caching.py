"""Where what is remembered to save time lies: see ADR 7."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def cache_directory(environ: Mapping[str, str]) -> Path | None:
    """Return the user's cache directory: `$GONOGO_CACHE`, else `$XDG_CACHE_HOME/gonogo`, else in the home.

    None where there is no home, or where GONOGO_CACHE is empty or `off`.
    """
    chosen = environ.get("GONOGO_CACHE")
    if chosen is not None:
        return None if chosen in {"", "off"} else Path(chosen).absolute()
    shared = environ.get("XDG_CACHE_HOME")
    if shared and Path(shared).is_absolute():  # the XDG specification has relative ones ignored
        return Path(shared) / "gonogo"
    home = environ.get("HOME")
    return Path(home) / ".cache" / "gonogo" if home else None


def outside(cache: Path | None, root: Path) -> Path | None:
    """Return a cache directory that does not lie in a workspace: looking at a workspace writes nothing into it."""
    if cache is None:
        return None
    real = Path(os.path.realpath(cache))  # resolve() breaks on a circle of links
    return None if real.is_relative_to(root) else cache

"""Starting: a first `gonogo.toml` from what a workspace shows."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from gonogo.app import settings
from gonogo.app.reading import open_workspace
from gonogo.errors import InputError, Refusal
from gonogo.render.settings import text as commented_settings


class Start(Struct, frozen=True, kw_only=True):
    """A settings text, where it belongs, and what it was made from."""

    path: Path
    text: str
    documents: int
    items: int


def propose(here: Path) -> Start:
    """Return the `gonogo.toml` that suits the workspace around a directory; nothing is written."""
    workspace = open_workspace((), here)
    return Start(
        path=workspace.root.path / settings.NAME,
        text=commented_settings(workspace.readings, workspace.items),
        documents=len(workspace.readings),
        items=len(workspace.items),
    )


def write(start: Start, *, replace: bool) -> None:
    """Write a proposed `gonogo.toml`, whole or not at all.

    Raises Refusal (SETTINGS_EXIST) where there is one that may not be replaced, InputError where it cannot be written.
    """
    target = start.path.with_name(f".{start.path.name}.{os.getpid()}") if replace else start.path
    try:
        with target.open("x", encoding="utf-8") as stream:
            try:
                stream.write(start.text)
                stream.flush()
            except BaseException:
                target.unlink()
                raise
        if replace:
            target.replace(start.path)
    except FileExistsError as error:
        raise _exists(start.path) from error
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=str(start.path)) from error


def _exists(path: Path) -> Refusal:
    return Refusal(
        "there is a gonogo.toml already; nothing was changed",
        code="SETTINGS_EXIST",
        where=str(path),
        hint="gonogo init --stdout prints a new one, gonogo init --force replaces it",
    )

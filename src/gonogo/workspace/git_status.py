"""What differs from HEAD, asked so that no program of the repository's own is started."""

from __future__ import annotations

from pathlib import Path

from gonogo.workspace import git_command
from gonogo.workspace.names import spell_all


def read_status(place: Path, *, untracked: bool) -> dict[str, str]:
    """Return what differs below a directory: path, relative to the repository's top, to Git's two letters."""
    printed = git_command.run(
        place,
        *_without_filters(place),
        "status",
        "--porcelain=v1",
        "-z",
        "--no-renames",
        "--untracked-files=" + ("all" if untracked else "no"),
        "--ignore-submodules=none",
        "--",
        ".",
    )
    return {entry[3:]: entry[:2] for entry in spell_all(printed)}


def _without_filters(place: Path) -> list[str]:
    """Return options that switch off the content filters which the repository itself configures.

    They are programs; comparing a file with the index would start them. Filters of the user's own stay.
    """
    printed = git_command.run(
        place,
        "config",
        "--show-scope",
        "--name-only",
        "--null",
        "--get-regexp",
        r"^filter\..*\.(clean|smudge|process|required)$",
        allow=(0, 1),
    )
    words = spell_all(printed)
    options: list[str] = []
    for scope, name in zip(words[::2], words[1::2], strict=False):
        if scope in {"local", "worktree"}:
            options += ["-c", f"{name}=" + ("false" if name.endswith(".required") else "")]
    return options

"""A repository inside the repository: a submodule, or one that was cloned there."""

from __future__ import annotations

from pathlib import Path

from gonogo.errors import InputError
from gonogo.workspace import git_command
from gonogo.workspace.names import spell_all
from gonogo.workspace.root import is_git_root


def describe_repository(root: Path, path: str, place: Path) -> tuple[str, list[str]] | None:
    """Return the commit that is checked out at `place`, and which files there differ from it.

    A submodule that is not checked out is the commit that the index of `root` names. None where Git cannot say.
    """
    try:
        if not is_git_root(place):
            staged = git_command.run(root, "ls-files", "-z", "--stage", "--", path).decode("utf-8", "replace")
            return (staged.split(" ")[1], []) if staged else None
        head = git_command.run(place, "rev-parse", "--verify", "--quiet", "HEAD", allow=(0, 1)).decode().strip()
        return head, changed_paths(place)
    except (InputError, IndexError):
        return None


def changed_paths(top: Path, *options: str) -> list[str]:
    """Return the paths, relative to `top`, that differ from HEAD, sorted; untracked ones too."""
    printed = git_command.run(
        top,
        *program_filters(top),
        "status",
        "--porcelain=v1",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--ignore-submodules=none",
        *options,
    )
    return sorted(entry[3:] for entry in spell_all(printed))


def program_filters(top: Path) -> list[str]:
    """Return options that switch off the content filters which the repository itself configures.

    They are programs; comparing a file with the index would start them. Filters of the user's own stay.
    """
    printed = git_command.run(
        top,
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

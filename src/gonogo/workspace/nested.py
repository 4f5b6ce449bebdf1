"""A repository inside the repository: a submodule, or one that was cloned there."""

from __future__ import annotations

from pathlib import Path

from gonogo.errors import InputError
from gonogo.workspace import git_command
from gonogo.workspace.git_status import read_status
from gonogo.workspace.root import is_git_root


def describe_repository(root: Path, path: str, place: Path) -> tuple[str, list[str]] | None:
    """Return the commit that is checked out at `place`, and which files there differ from it, sorted.

    A submodule that is not checked out is the commit that the index of `root` names. None where Git cannot say.
    """
    try:
        if not is_git_root(place):
            staged = git_command.run(root, "ls-files", "-z", "--stage", "--", path).decode("utf-8", "replace")
            return (staged.split(" ")[1], []) if staged else None
        head = git_command.run(place, "rev-parse", "--verify", "--quiet", "HEAD", allow=(0, 1)).decode().strip()
        return head, sorted(read_status(place, untracked=True))
    except (InputError, IndexError):
        return None

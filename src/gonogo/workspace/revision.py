"""Which commit a person means by a revision.

1. A revision is text of the user's: it never becomes an option of Git, and nothing is fetched to find it.
2. `A...B` is the last commit that both have in common, as for `git diff`; HEAD where a side is left out.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from gonogo.errors import UsageError
from gonogo.workspace import git_command
from gonogo.workspace.git import Repository

LONGEST = 1_000
"""Characters of a revision."""
_SHORT = 80
_HEAD = "HEAD"


def find_commit(root: Path, revision: str) -> str:
    """Return the full id of the commit that a revision names in the repository of a workspace.

    Raises UsageError (REVISION_UNKNOWN) where it names none, and where there is no repository.
    """
    repository = require_repository(root)
    shown = ascii(revision)[1:-1][:_SHORT]
    if not 0 < len(revision) <= LONGEST or revision.startswith(("-", "^")) or not revision.isprintable():
        raise _unknown(f"{shown!r} is no revision", "git log lists commits; a branch or a tag is a revision too")
    one, dots, other = revision.partition("...")
    if dots:
        return _parting(root, find_commit(root, one or _HEAD), find_commit(root, other or _HEAD), shown)
    if ".." in revision:
        raise _unknown(f"{shown} is a range", "name one commit, or A...B for the last one that both have in common")
    found = _verify(root, revision + "^{commit}")
    if found is not None:
        return found
    named = _verify(root, revision)
    if named is not None and (kind := _say(root, "cat-file", "-t", named)) is not None:
        raise _unknown(f"{shown} is no commit but a {kind}", "name a commit, a tag of one, or a branch")
    if repository.head is None:
        raise _unknown(f"{shown} is unknown: the branch that is checked out has no commit yet", "make a first commit")
    if repository.is_shallow:
        raise _unknown(
            f"{shown} is unknown, and this clone is shallow",
            "git fetch --unshallow; in a GitHub workflow give actions/checkout `fetch-depth: 0`",
        )
    raise _unknown(f"{shown} names no commit of this repository", "git log --all --oneline lists its commits")


def require_repository(root: Path) -> Repository:
    """Return the repository of a workspace; raises UsageError where there is none."""
    repository = Repository.open(root)
    if repository is None:
        raise UsageError(
            "there is no Git repository to look into" if git_command.program() else "Git is not installed",
            code="REVISION_UNKNOWN",
            where=str(root),
            hint="leave the option out to read the files as they stand",
        )
    return repository


def find_index(root: Path, environ: Mapping[str, str]) -> str | None:
    """Return the index that `git commit` uses while it runs a hook, or None for the usual one.

    `git commit -a` and `git commit PATH` commit from an index of their own, and tell their hooks which. One that is not
    among the files of this very repository is not believed.
    """
    named = environ.get("GIT_INDEX_FILE")
    if not named:
        return None
    printed = git_command.run(root, "rev-parse", "--absolute-git-dir", "--show-toplevel")
    directory, top = (Path(os.fsdecode(line)) for line in printed.splitlines()[:2])
    try:
        index = (top / named).resolve()
        return str(index) if index.is_file() and index.is_relative_to(directory.resolve()) else None
    except (OSError, RuntimeError, ValueError):
        return None


def _parting(root: Path, one: str, other: str, shown: str) -> str:
    found = _say(root, "merge-base", one, other)
    if found is None:
        raise _unknown(f"{shown}: the two have no commit in common", "in a shallow clone, git fetch --unshallow")
    return found


def _verify(root: Path, revision: str) -> str | None:
    return _say(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)


def _say(root: Path, *words: str) -> str | None:
    # A commit that is named by its id and not there makes Git complain with 128.
    return git_command.run(root, *words, allow=(0, 1, 128)).decode("ascii", "replace").strip() or None


def _unknown(message: str, hint: str) -> UsageError:
    return UsageError(message, code="REVISION_UNKNOWN", hint=hint)

"""Which paths Git would ignore if something stood there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gonogo.errors import InputError
from gonogo.workspace import git_command
from gonogo.workspace.names import spell_all, unspell


def would_ignore(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Return which paths below a root the rules of its repository ignore; none where Git cannot say."""
    # `./` keeps a name that begins with a colon from being read as more than a name.
    asked = b"".join(b"./" + unspell(path) + b"\0" for path in paths if path and "\0" not in path)
    if not asked or git_command.program() is None:
        return frozenset()
    try:
        printed = git_command.run(root, "check-ignore", "-z", "--stdin", stdin=asked, allow=(0, 1))
    except InputError:  # a path beyond a symbolic link, or outside
        return frozenset()
    return frozenset(name.removeprefix("./") for name in spell_all(printed))

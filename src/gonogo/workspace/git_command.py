"""Running the `git` program on a repository that nobody vouches for.

Rules:
1. Nothing that the repository's own configuration names is started: no hook, no file-system monitor, no pager, no
   external diff, no signature check, no credential helper, no transport (a partial clone would fetch).
2. Nothing is written: optional locks are off.
3. What the caller's environment says about *another* repository (as in a hook) does not count.
4. Paths are literal, output is in English and never waits for an answer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from gonogo.errors import InputError

TIME_LIMIT = 120
"""Seconds after which a Git that does not answer (a dead network disk) is given up."""

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "core.alternateRefsCommand=true",
    "credential.helper=",
    "i18n.logOutputEncoding=UTF-8",
    "log.follow=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "status.submoduleSummary=false",
    "submodule.recurse=false",
)
_OPTIONS = ("--no-pager", *(part for setting in _SETTINGS for part in ("-c", setting)))
_FOREIGN = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
_ANSWERS = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@cache
def program() -> str | None:
    """Return where the `git` program is, or None where there is none."""
    return shutil.which("git")


def run(
    directory: Path, *arguments: str, stdin: bytes = b"", allow: Sequence[int] = (0,), index: str | None = None
) -> bytes:
    """Return what `git ARGUMENTS` prints when it is run in a directory; `index` is read in place of the usual one.

    Raises InputError where Git refuses (exit status outside `allow`), does not answer, or cannot be started.
    """
    try:
        # The list of arguments is ours and no shell reads it.
        ended = subprocess.run(  # noqa: S603
            _command(arguments),
            cwd=directory,
            env=environment() if index is None else environment() | {"GIT_INDEX_FILE": index},
            input=stdin,
            capture_output=True,
            check=False,
            timeout=TIME_LIMIT,
        )
    except subprocess.TimeoutExpired as error:
        raise _failed(directory, f"git {arguments[0]} gave no answer in {TIME_LIMIT} seconds") from error
    except (OSError, ValueError) as error:
        raise _failed(directory, f"git {arguments[0]} could not be started: {error}") from error
    if ended.returncode not in allow:
        raise refusal(directory, arguments[0], ended.stderr.decode("utf-8", "replace").strip())
    return ended.stdout


def start(directory: Path, arguments: Sequence[str], *, asked: bool = False) -> subprocess.Popen[bytes]:
    """Return a running `git ARGUMENTS` whose output is read as it comes; what it complains about is not kept.

    asked: whether it is asked as it runs, on its standard input.

    Raises InputError where it cannot be started.
    """
    try:
        return subprocess.Popen(  # noqa: S603 -- as in `run`
            _command(arguments),
            cwd=directory,
            env=environment(),
            stdin=subprocess.PIPE if asked else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError) as error:
        raise _failed(directory, f"git {arguments[0]} could not be started: {error}") from error


def environment() -> dict[str, str]:
    """Return the environment in which Git is run."""
    return {name: value for name, value in os.environ.items() if name not in _FOREIGN} | _ANSWERS


def refusal(directory: Path, verb: str, said: str) -> InputError:
    """Return the error for what Git said on its standard error."""
    if "dubious ownership" in said:
        return _failed(
            directory,
            "Git does not read this repository, because it belongs to another user",
            hint=f"git config --global --add safe.directory {directory}",
        )
    if "must be run in a work tree" in said:
        return InputError(
            "the repository is bare: it has no working tree that could be read",
            code="REPOSITORY_BARE",
            where=str(directory),
            hint="clone it, or add a working tree: git worktree add DIRECTORY",
        )
    return _failed(directory, f"git {verb} failed", found=said.splitlines()[0][:300] if said else "no message")


def _command(arguments: Sequence[str]) -> tuple[str, ...]:
    # `check-ignore` takes names, not patterns, and refuses to be told so.
    literal = () if arguments[0] == "check-ignore" else ("--literal-pathspecs",)
    return (program() or "git", *_OPTIONS, *literal, *arguments)


def _failed(directory: Path, message: str, *, found: str | None = None, hint: str | None = None) -> InputError:
    return InputError(message, code="REPOSITORY_UNREADABLE", where=str(directory), found=found, hint=hint)

"""Which programs a command starts, and what they are: installing or upgrading one changes the cache key.

Rules:
1. A program is what its name means on the command's PATH, seen from the directory where it runs; behind symbolic links.
2. It is identified by its real path, size and time of last change; a script by its interpreter as well.
3. A program that is missing is a value: installing it makes the earlier run speak of something else.
4. Of a script for the shell every program counts that the text names in the place of a command, and the shell itself.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from gonogo.model.command import Command, Settings
from gonogo.verify.environment import environment
from gonogo.verify.shell import parse, programs
from gonogo.verify.words import BUILTINS, KEYWORDS, plain_argv

SHELL = "bash"
_LONGEST_SHEBANG = 256


class Toolchain:
    """Looks programs up for the commands of one workspace; each program is looked at once."""

    def __init__(self, root: Path, environ: Mapping[str, str]) -> None:
        self._root = root
        self._environ = environ
        self._places: dict[Settings, tuple[str, str]] = {}
        self._found: dict[tuple[str, str, str], str | None] = {}
        self._identities: dict[str, str] = {}
        self._digests: dict[tuple[str, ...], str] = {}

    def identify(self, command: Command) -> str:
        """Return the digest over the programs that a command starts."""
        identities = tuple(self._identity(name, command.settings) for name in started_by(command.text))
        digest = self._digests.get(identities)
        if digest is None:
            digest = self._digests[identities] = sha256(
                "\n".join(identities).encode("utf-8", "surrogateescape")
            ).hexdigest()
        return digest

    def locate(self, name: str, settings: Settings) -> str | None:
        """Return the path of the program that a name means to a command of these settings, or None."""
        place = self._places.get(settings)
        if place is None:
            search = environment(settings, self._environ)["PATH"]
            place = self._places[settings] = (os.path.normpath(f"{self._root}/{settings.directory}"), search)
        key = (name, *place)
        if key not in self._found:
            self._found[key] = find_program(name, *place)
        return self._found[key]

    def _identity(self, name: str, settings: Settings) -> str:
        path = self.locate(name, settings)
        if path is None:
            return f"{name}\tmissing"
        known = self._identities.get(path)
        if known is None:
            known = self._identities[path] = _describe(path)
        return f"{name}\t{known}"


def started_by(text: str) -> tuple[str, ...]:
    """Return the names of the programs that a command starts, as it names them."""
    argv = plain_argv(text)
    if argv is not None:
        return (argv[0],)
    script = parse(text)
    named = () if script is None else (name for name in programs(script) if name and name not in BUILTINS | KEYWORDS)
    return tuple(dict.fromkeys((SHELL, *named)))


def find_program(name: str, directory: str, search: str) -> str | None:
    """Return the path of an executable file by its name, as a shell in a directory would find it, or None."""
    if "/" in name:
        path = os.path.normpath(os.path.join(directory, name))  # noqa: PTH118 -- fast, and `name` may be absolute
        return path if _is_executable(path) else None
    for place in search.split(os.pathsep):
        path = os.path.join(directory, place, name)  # noqa: PTH118 -- likewise
        if _is_executable(path):
            return path
    return None


def _is_executable(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode) and os.access(path, os.X_OK)  # noqa: PTH116 -- fast
    except (OSError, ValueError):
        return False


def _describe(path: str) -> str:
    try:
        real = os.path.realpath(path)
        found = os.stat(real)  # noqa: PTH116 -- fast
        with open(real, "rb", buffering=0) as file:  # noqa: PTH123 -- fast
            head = file.read(_LONGEST_SHEBANG)
    except OSError:
        return f"{path}\tunreadable"
    identity = f"{real}\t{found.st_size}\t{found.st_mtime_ns}"
    if not head.startswith(b"#!"):
        return identity
    words = os.fsdecode(head[2:].partition(b"\n")[0]).split()
    interpreter = words[0] if words else ""
    try:
        real = os.path.realpath(interpreter)
        found = os.stat(real)  # noqa: PTH116 -- fast
    except (OSError, ValueError):
        return f"{identity}\t{interpreter}\tmissing"
    return f"{identity}\t{real}\t{found.st_size}\t{found.st_mtime_ns}"

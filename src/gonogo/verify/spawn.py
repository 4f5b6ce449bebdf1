"""How a command's process begins.

Rules:
1. It leads a session of its own: no terminal to ask, no signal meant for gonogo, and one group to end it by.
2. Its input is empty; its output and its errors go into one pipe, so that they stay in the order in which they came.
3. A plain argv starts without a shell, else `bash -c`, as its author would type it: no options added.
4. No code of ours runs between fork and exec: `posix_spawn`, or `subprocess` where another directory is asked for.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from dataclasses import dataclass

from gonogo.verify.executor import Task
from gonogo.verify.toolchain import SHELL, find_program
from gonogo.verify.words import plain_argv

_RESET = (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT, signal.SIGQUIT)


class NotStarted(Exception):  # noqa: N818 -- it is caught two lines away and becomes a value
    """The process could not be begun; the text says why."""


@dataclass(slots=True)
class Process:
    """A begun process: its id, which is also its group's, and the reading end of its pipe (non-blocking)."""

    pid: int
    output: int
    handle: subprocess.Popen[bytes] | None = None

    def reap(self) -> tuple[int | None, int | None]:
        """Wait for the end of the process and return its exit status or the signal that ended it."""
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if self.handle is not None:
            self.handle.returncode = code
        return (code, None) if code >= 0 else (None, -code)


class Spawner:
    """Begins processes; remembers where programs were found."""

    def __init__(self) -> None:
        self._here = os.getcwd()  # noqa: PTH109 -- text is what tasks have
        self._null = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        self._found: dict[tuple[str, str, str], str] = {}

    def start(self, task: Task) -> Process:
        """Begin a task's process. NotStarted: why it could not."""
        argv = plain_argv(task.command.text)
        try:
            if argv is not None:
                try:
                    return self._start(argv, task)
                except OSError as error:
                    if error.errno != errno.ENOEXEC:  # a script without `#!` is one for the shell
                        raise
            return self._start((SHELL, "-c", task.command.text), task)
        except ValueError as error:
            raise NotStarted(f"it cannot be passed to a program: {error}") from error
        except OSError as error:
            raise NotStarted(_explain(error, task)) from error

    def close(self) -> None:
        """Give everything back."""
        os.close(self._null)

    def _start(self, argv: tuple[str, ...], task: Task) -> Process:
        path = self._locate(argv[0], task)
        reading, writing = os.pipe2(os.O_CLOEXEC)
        try:
            os.set_blocking(reading, False)
            handle = None
            if task.directory == self._here:
                pid = os.posix_spawn(
                    path,
                    argv,
                    task.environment,
                    file_actions=(
                        (os.POSIX_SPAWN_DUP2, self._null, 0),
                        (os.POSIX_SPAWN_DUP2, writing, 1),
                        (os.POSIX_SPAWN_DUP2, writing, 2),
                    ),
                    setsid=True,
                    setsigmask=(),
                    setsigdef=_RESET,
                )
            else:
                handle = subprocess.Popen(  # noqa: S603 -- running trusted commands is what this is for
                    argv,
                    executable=path,
                    stdin=self._null,
                    stdout=writing,
                    stderr=writing,
                    cwd=task.directory,
                    env=task.environment,
                    start_new_session=True,
                )
                pid = handle.pid
        except BaseException:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        return Process(pid, reading, handle)

    def _locate(self, name: str, task: Task) -> str:
        key = (name, task.directory, task.environment["PATH"])
        path = self._found.get(key)
        if path is None or not os.access(path, os.X_OK):
            path = find_program(*key)
            if path is None:
                raise NotStarted(_missing(name, task))
            self._found[key] = path
        return path


def _missing(name: str, task: Task) -> str:
    if not os.path.isdir(task.directory):  # noqa: PTH112 -- text is what tasks have
        return f"no such directory: {task.command.settings.directory}"
    place = os.path.join(task.directory, name)  # noqa: PTH118 -- likewise
    if "/" in name and os.path.exists(place):  # noqa: PTH110 -- likewise
        return f"may not be executed: {name}"
    return f"no such program: {name}"


def _explain(error: OSError, task: Task) -> str:
    if error.errno == errno.ENOENT and os.path.isdir(task.directory):  # noqa: PTH112 -- likewise
        return f"its interpreter is missing: {task.command.text.split()[0]}"
    return f"could not start: {error.strerror or error}"

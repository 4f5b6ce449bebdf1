"""When gonogo itself is killed, its commands must not live on.

A small shell waits beside gonogo for the end of a pipe that only gonogo holds. If the pipe ends without a farewell, it
kills the process groups that stand in a table shared through memory, then every process that bears the session's mark
and left its group. Telling it of a group costs a write to memory, no system call.
"""

from __future__ import annotations

import mmap
import os
import signal
from contextlib import suppress

from gonogo.verify.environment import SESSION_MARK

_ROW = 12
_ROWS = 1024
_EMPTY = b" " * (_ROW - 1) + b"\n"
_SHELL = "/bin/sh"
_SCRIPT = f"""
trap '' HUP INT QUIT TERM
read -r farewell && exit 0
while read -r group; do
  if [ -n "$group" ]; then kill -KILL -- "-$group"; fi
done <&3
for place in /proc/[0-9]*/environ; do
  if grep -qsF -- "{SESSION_MARK}=$1" "$place"; then
    process=${{place#/proc/}}
    kill -KILL "${{process%/environ}}"
  fi
done
"""


class DeathWatch:
    """Kills the groups that it was told of, should this process die before `close`."""

    def __init__(self, mark: str) -> None:
        table = os.memfd_create("gonogo-groups", os.MFD_CLOEXEC)
        null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        reading, self._writing = os.pipe2(os.O_CLOEXEC)
        try:
            os.ftruncate(table, _ROW * _ROWS)
            self._table = mmap.mmap(table, _ROW * _ROWS)
            self._table[:] = _EMPTY * _ROWS
            self._free = list(range(_ROWS))
            self._rows: dict[int, int] = {}
            self._pid = os.posix_spawn(
                _SHELL,
                ("sh", "-c", _SCRIPT, "gonogo-watch", mark),
                {"PATH": "/usr/bin:/bin"},
                file_actions=(
                    (os.POSIX_SPAWN_DUP2, reading, 0),
                    (os.POSIX_SPAWN_DUP2, null, 1),
                    (os.POSIX_SPAWN_DUP2, null, 2),
                    (os.POSIX_SPAWN_DUP2, table, 3),
                ),
                setsid=True,
                setsigdef=(signal.SIGPIPE,),
            )
        finally:
            for handle in (table, null, reading):
                os.close(handle)

    def add(self, group: int) -> None:
        """Watch over a group that has begun."""
        if self._free:  # beyond a thousand at once, the mark alone has to do
            row = self._rows[group] = self._free.pop()
            self._table[row * _ROW : (row + 1) * _ROW] = b"%-11d\n" % group

    def remove(self, group: int) -> None:
        """Forget a group; to be called before its leader is reaped, while no other group can have its number."""
        row = self._rows.pop(group, None)
        if row is not None:
            self._table[row * _ROW : (row + 1) * _ROW] = _EMPTY
            self._free.append(row)

    def close(self) -> None:
        """Say farewell: nothing is left to be killed."""
        with suppress(OSError):
            os.write(self._writing, b"farewell\n")
        os.close(self._writing)
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)
        self._table.close()

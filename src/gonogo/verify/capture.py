"""What is kept of a command's output: its beginning and its end, within a limit; the rest is counted.

Rules:
1. Up to `HEAD` + `TAIL` bytes everything is kept, as it came.
2. Beyond that the middle goes. It goes in whole lines where lines are not overlong, so that no half of a secret stays
   at the edge of the gap where redaction would not know it.
3. A command that prints more than `MOST` bytes is to be stopped.
"""

from __future__ import annotations

from collections import deque

HEAD = 512 * 1024
TAIL = 512 * 1024
MOST = 256 * 1024 * 1024
_LONGEST_LINE = 64 * 1024


class Capture:
    """Takes chunks in the order in which they come."""

    __slots__ = ("_chunks", "_head", "_kept", "total")

    def __init__(self) -> None:
        self.total = 0
        self._head: list[bytes] = []
        self._chunks: deque[bytes] = deque()
        self._kept = 0
        """Bytes in `_chunks`."""

    def add(self, chunk: bytes) -> None:
        """Take the next chunk."""
        if self.total < HEAD:
            room = HEAD - self.total
            self._head.append(chunk[:room])
            rest = chunk[room:]
        else:
            rest = chunk
        self.total += len(chunk)
        if rest:
            self._chunks.append(rest)
            self._kept += len(rest)
            while self._kept - len(self._chunks[0]) >= TAIL:
                self._kept -= len(self._chunks.popleft())

    @property
    def is_over(self) -> bool:
        """Whether the command has printed more than any command may."""
        return self.total > MOST

    def pieces(self) -> tuple[bytes, ...]:
        """Return all of it as one piece, or beginning and end as two."""
        head, tail = b"".join(self._head), b"".join(self._chunks)
        if self.total <= HEAD + TAIL:
            return (head + tail,)
        return _cut_end(head), _cut_start(tail[-TAIL:])


def _cut_end(head: bytes) -> bytes:
    at = head.rfind(b"\n", len(head) - _LONGEST_LINE)
    return head[: at + 1] if at >= 0 else head[:-_LONGEST_LINE]


def _cut_start(tail: bytes) -> bytes:
    at = tail.find(b"\n", 0, _LONGEST_LINE)
    return tail[at + 1 :] if at >= 0 else tail[_LONGEST_LINE:]

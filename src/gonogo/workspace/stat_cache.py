"""SHA-256 of files, remembered by what the file system says of them.

Rules:
1. A digest is taken from memory only while size, both times (nanoseconds) and inode are what they were when it was
   made.
2. A file whose time was not older than the moment of hashing is not remembered: it might change again within one tick
   of the file system's clock and look the same (Git calls such an entry racily clean).
3. The executable bit and other metadata do not count: a digest speaks of contents only.
4. The memory is kept in `.gonogo/cache/` and only written when asked for; a damaged or foreign one is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
import time
from pathlib import Path

import msgspec

from gonogo.model.evidence import FileDigest

FILE = "digests.msgpack"
TICK = 20_000_000
"""Nanoseconds: twice the coarsest clock by which Linux stamps files."""
COARSE_TICK = 2_000_000_000
"""For file systems that keep whole seconds."""
_SECOND = 1_000_000_000
_WHOLE = 1 << 20
"""Files up to this many bytes are read in one piece."""

Entry = tuple[int, int, int, int, str]
"""Size, mtime_ns, ctime_ns, inode, SHA-256."""


class _Kept(msgspec.Struct, array_like=True):
    version: int
    device: int
    root: str
    entries: dict[str, Entry]


_VERSION = 1


class StatCache:
    """Digests of the files below one root."""

    def __init__(self, root: Path, directory: Path | None) -> None:
        self._root = str(root)
        self._file = None if directory is None else directory / FILE
        self._device = os.lstat(root).st_dev
        self.entries: dict[str, Entry] = self._load()
        self._changed = False

    def digest(self, name: str, path: str | bytes, found: os.stat_result) -> FileDigest | None:
        """Return the digest of the regular file `name`, which stands at `path` and was just found as `found`.

        None where it cannot be read, or is no regular file any more.
        """
        entry = self.entries.get(name)
        if (
            entry is not None
            and entry[1] == found.st_mtime_ns
            and entry[2] == found.st_ctime_ns
            and entry[0] == found.st_size
            and entry[3] == found.st_ino
        ):
            return FileDigest(name, entry[4], entry[0])
        return self._hash(name, path)

    def save(self, keep: frozenset[str]) -> None:
        """Write the memory of the files in `keep`, if there is something new to write."""
        if self._file is None or not self._changed:
            return
        entries = {name: entry for name, entry in self.entries.items() if name in keep}
        data = msgspec.msgpack.encode(_Kept(_VERSION, self._device, self._root, entries))
        # The memory saves time and nothing else: a full or read-only disk must not stop what it was for.
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, data)
            self._changed = False

    def _load(self) -> dict[str, Entry]:
        if self._file is None:
            return {}
        try:
            kept = msgspec.msgpack.decode(self._file.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError):
            return {}
        same = (kept.version, kept.device, kept.root) == (_VERSION, self._device, self._root)
        return kept.entries if same else {}

    def _hash(self, name: str, path: str | bytes) -> FileDigest | None:
        self._changed = self.entries.pop(name, None) is not None or self._changed
        began = time.time_ns()  # compared with file times only; never stored, never shown
        try:
            # Not through a link that was put there since, and never waiting for the other end of a pipe.
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        with os.fdopen(handle, "rb", buffering=0) as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                return None
            try:
                if found.st_size <= _WHOLE:
                    data = file.readall()
                    digest, size = hashlib.sha256(data).hexdigest(), len(data)
                else:
                    digest, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
            except OSError:
                return None
        if size == found.st_size and is_settled(found, began):
            self.entries[name] = (size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, digest)
            self._changed = True
        return FileDigest(name, digest, size)


def is_settled(found: os.stat_result, moment: int) -> bool:
    """Whether a file or directory last changed so long before a moment that a change after it must look different."""
    tick = TICK if found.st_mtime_ns % _SECOND or found.st_ctime_ns % _SECOND else COARSE_TICK
    return max(found.st_mtime_ns, found.st_ctime_ns) + tick <= moment


def replace_file(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all; raises OSError and leaves nothing behind."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as written:
        try:
            written.write(data)
            written.flush()
            Path(written.name).replace(path)
        except OSError:
            Path(written.name).unlink(missing_ok=True)
            raise

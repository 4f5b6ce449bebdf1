"""Files that several look into, each read once as long as they are small and not too many."""

from __future__ import annotations

from gonogo.errors import InputError
from gonogo.workspace.port import Ground


class ReadOnce:
    """A ground that remembers contents: of files up to `largest` bytes each, `most` in all."""

    def __init__(self, ground: Ground, largest: int, most: int) -> None:
        self._ground = ground
        self._largest = largest
        self._left = most
        self._contents: dict[str, bytes] = {}
        self._too_large: set[str] = set()

    def is_file(self, path: str) -> bool:
        """Whether a regular file stands at a path, and no symbolic link is on the way."""
        return self._ground.is_file(path)

    def is_directory(self, path: str) -> bool:
        """Whether a directory stands at a path, and no symbolic link is on the way."""
        return self._ground.is_directory(path)

    def real(self, path: str) -> str | None:
        """Return the path of what a path leads to (`.` is the root), or None where nothing is; raises Outside."""
        return self._ground.real(path)

    def read(self, path: str, limit: int, *, cut: bool = False) -> bytes:
        """Return the content of a regular file, as `Ground` does."""
        data = self._contents.get(path)
        if data is None and self._left > 0 and path not in self._too_large:
            found = self._ground.read(path, self._largest + 1, cut=True)
            self._left -= len(found)
            if len(found) <= self._largest:
                data = self._contents[path] = found
            else:
                self._too_large.add(path)
        if data is None:
            return self._ground.read(path, limit, cut=cut)
        if len(data) > limit and not cut:
            raise InputError(f"larger than {limit >> 20} MiB", code="INPUT_TOO_LARGE", where=path)
        return data[:limit]

    def recall(self, path: str) -> bytes | None:
        """Return the content of a file if it is small, and no more than enough has been read; else None."""
        if path not in self._contents and self._left > 0:
            try:
                self.read(path, self._largest)
            except InputError:
                return None
        return self._contents.get(path)

"""The journal: one JSON line an event. What the hub believes is replayed from it after a restart."""

import json
from pathlib import Path


class Journal:
    """Appends events once by key, and replays them."""

    def __init__(self, path):
        self.path = Path(path)
        self._seen = {event["key"] for event in self._read()}

    def record(self, key, kind, parcel, at):
        """Append an event unless its key was recorded before; say whether it was new."""
        if key in self._seen:
            return False
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "kind": kind, "parcel": parcel, "at": at}, sort_keys=True) + "\n")
        self._seen.add(key)
        return True

    def replay(self):
        """Return the last kind of event of each parcel.

        Scanner clocks differ, so the order of the journal is what counts, not the time in an event.
        """
        last = {}
        for event in sorted(self._read(), key=lambda event: event["at"]):
            last[event["parcel"]] = event["kind"]
        return last

    def _read(self):
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]

"""Chutes in use: each parcel takes one place, and no chute is ever overfilled, whoever asks at the same time."""

import threading


class Full(RuntimeError):
    """No chute of the region has a place left."""


class Board:
    """Hands out chute places under one lock."""

    def __init__(self, plan):
        self._lock = threading.Lock()
        self._free = {chute.name: chute.capacity for chute in plan.chutes}
        self._regions = {}
        for chute in plan.chutes:
            for region in chute.regions:
                self._regions.setdefault(region, []).append(chute.name)

    def take(self, region):
        """Return the name of the emptiest chute of a region and take a place in it."""
        with self._lock:
            names = [name for name in self._regions.get(region, ()) if self._free[name]]
            if not names:
                raise Full(region)
            best = max(names, key=lambda name: (self._free[name], name))
            self._free[best] -= 1
            return best

    def give_back(self, name):
        """Free one place of a chute."""
        with self._lock:
            self._free[name] += 1

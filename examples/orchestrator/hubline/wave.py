"""Waves: a batch of parcels that leaves together. The table is the whole truth about how a wave may move."""

MOVES = {
    "planned": {"loading", "dropped"},
    "loading": {"sealed", "held"},
    "held": {"loading", "dropped"},
    "sealed": {"departed"},
    "departed": set(),
    "dropped": set(),
}


class IllegalMove(ValueError):
    """The table has no such move; the wave stays as it was."""


class Wave:
    """One wave, from planned to departed."""

    def __init__(self, name):
        self.name = name
        self.state = "planned"
        self.parcels = []

    def move(self, target):
        """Go to another state, or raise IllegalMove and stay."""
        if target not in MOVES[self.state]:
            raise IllegalMove(f"{self.name}: {self.state} -> {target}")
        self.state = target

    def load(self, barcode):
        """Add a parcel; only while loading."""
        if self.state != "loading":
            raise IllegalMove(f"{self.name}: nothing is loaded while {self.state}")
        self.parcels.append(barcode)

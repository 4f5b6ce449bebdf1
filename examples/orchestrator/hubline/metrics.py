"""Counts of the night, and the alarms that they raise."""

from collections import Counter


class Night:
    """Counts sorted, misrouted and rejected parcels."""

    def __init__(self):
        self.counts = Counter()

    def count(self, what):
        """Add one."""
        self.counts[what] += 1

    def alarms(self, rules):
        """Return the names of rules whose share of all parcels is above its limit (parts in a thousand)."""
        total = sum(self.counts.values())
        return [
            rule["name"] for rule in rules if total and 1000 * self.counts[rule["of"]] > rule["per_thousand"] * total
        ]

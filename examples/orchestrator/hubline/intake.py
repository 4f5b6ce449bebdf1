"""Intake: what a label scanner sends becomes a parcel, or is turned away with a reason."""

import re
from dataclasses import dataclass

BARCODE = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
REGION = re.compile(r"[A-Z]{2}-[0-9]{2}")
HEAVIEST_GRAMS = 31_500


class Rejected(ValueError):
    """A scan that must not enter the hub; `reason` is one of a fixed list."""

    def __init__(self, reason, detail):
        self.reason = reason
        super().__init__(f"{reason}: {detail}")


@dataclass(frozen=True)
class Parcel:
    barcode: str
    region: str
    grams: int


def admit(scan):
    """Return the parcel of a scan (a dict), or raise Rejected."""
    barcode = str(scan.get("barcode", ""))
    if not BARCODE.fullmatch(barcode):
        raise Rejected("BARCODE", repr(barcode[:40]))
    region = str(scan.get("region", ""))
    if not REGION.fullmatch(region):
        raise Rejected("REGION", repr(region[:40]))
    grams = scan.get("grams")
    if not isinstance(grams, int) or isinstance(grams, bool) or not 1 <= grams <= HEAVIEST_GRAMS:
        raise Rejected("WEIGHT", repr(grams))
    return Parcel(barcode=barcode, region=region, grams=grams)

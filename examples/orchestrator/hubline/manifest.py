"""The manifest of a wave: what left, in an order that does not depend on who loaded it."""

import hashlib
import json


def manifest(wave, parcels):
    """Return a wave's manifest with a digest that anyone can compute again."""
    rows = sorted(parcels)
    text = json.dumps({"wave": wave, "parcels": rows}, sort_keys=True, separators=(",", ":"))
    return {"wave": wave, "parcels": rows, "sha256": hashlib.sha256(text.encode()).hexdigest()}

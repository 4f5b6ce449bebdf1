"""Values as JSON: UTF-8, keys in the order of their struct, and safe to print on a terminal."""

from __future__ import annotations

import re
from typing import Any

import msgspec

_STEERING = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
"""DEL, the C1 controls and the bidirectional marks: JSON allows them bare, a terminal obeys them."""


def compact(value: Any) -> bytes:
    """Return one line of JSON, line end included."""
    return _safe(msgspec.json.encode(value)) + b"\n"


def indented(value: Any) -> bytes:
    """Return JSON for people to read, line end included."""
    return _safe(msgspec.json.format(msgspec.json.encode(value), indent=2)) + b"\n"


def listed(values: list[Any]) -> bytes:
    """Return a JSON list with one value a line, line end included."""
    if not values:
        return b"[]\n"
    return b"[\n" + _safe(b",\n".join(map(msgspec.json.Encoder().encode, values))) + b"\n]\n"


def _safe(data: bytes) -> bytes:
    return _STEERING.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), data) if _STEERING.search(data) else data

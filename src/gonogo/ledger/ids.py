"""Ids of events: UUID version 7 (RFC 9562 §5.7), made from a clock reading and random bytes that the caller brings."""

from __future__ import annotations

RANDOM_SIZE = 10


def uuid7(milliseconds: int, random: bytes) -> str:
    """Return the UUIDv7 of a Unix time in milliseconds and 10 random bytes, of which 74 bits are used."""
    if not 0 <= milliseconds < 1 << 48:
        raise ValueError(f"{milliseconds} ms does not fit the 48 bits of a UUIDv7")
    if len(random) != RANDOM_SIZE:
        raise ValueError(f"a UUIDv7 takes {RANDOM_SIZE} random bytes, not {len(random)}")
    value = milliseconds << 80 | int.from_bytes(random)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

"""Canonical bytes and digests: one value, one spelling, one SHA-256.

The profile is RFC 8785 (JSON Canonicalization Scheme) narrowed until every implementation must agree: keys are ASCII
strings, numbers are integers of magnitude below 2^53, there are no floats (decimals travel as strings), no lone surrogates
and no duplicate keys. On this profile sorting keys by code point, by UTF-16 unit and by UTF-8 byte is the same order.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import orjson

from gonogo.errors import InputError

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 200


def encode(value: Any) -> bytes:
    """Return the canonical bytes of a value made of dict, list, tuple, str, int, bool and None.

    Raises InputError for anything outside the profile, naming the place as a JSON pointer.
    """
    _inspect(value, "", 0)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_SUBCLASS)
    except (TypeError, orjson.JSONEncodeError) as error:
        raise InputError(f"the value has no canonical form: {error}", code="NOT_CANONICAL") from error


def decode(data: bytes) -> Any:
    """Return the value of canonical bytes; refuse any other spelling of the same value.

    Parses, then encodes again and compares: duplicate keys, spaces, escapes that need not be and floats all fail.
    """
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise InputError(f"not JSON: {error}", code="NOT_CANONICAL") from error
    if encode(value) != data:
        raise InputError(
            "the bytes are JSON, but not its canonical form",
            code="NOT_CANONICAL",
            expected="RFC 8785: sorted keys, no spaces, shortest escapes, no duplicate keys",
        )
    return value


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:
    """Return the SHA-256 of a value's canonical bytes as 64 lower-case hex digits."""
    return sha256(encode(value))


def _inspect(value: Any, place: str, depth: int) -> None:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if kind is int:
        if -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            return
        raise _outside(place, "an integer of magnitude below 2^53", str(value))
    if depth >= DEEPEST:
        raise _outside(place, f"at most {DEEPEST} levels", "deeper nesting")
    if kind is dict:
        for key, inner in value.items():
            if type(key) is not str or not key.isascii():
                raise _outside(place, "ASCII string keys", json.dumps(str(key)))
            _inspect(inner, f"{place}/{key}", depth + 1)
        return
    if kind is list or kind is tuple:
        for index, inner in enumerate(value):
            _inspect(inner, f"{place}/{index}", depth + 1)
        return
    raise _outside(place, "dict, list, str, int, bool or None", kind.__name__)


def _outside(place: str, expected: str, found: str) -> InputError:
    return InputError(
        "the value is outside the canonical profile",
        code="NOT_CANONICAL",
        where=place or "/",
        expected=expected,
        found=found,
    )

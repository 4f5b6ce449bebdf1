"""Canonical bytes and digests: one value, one spelling, one SHA-256.

The profile is RFC 8785 (JSON Canonicalization Scheme) narrowed until every implementation must agree: keys are ASCII
strings, numbers are integers of magnitude below 2^53, there are no floats (decimals travel as strings), no lone
surrogates and no duplicate keys. On this profile sorting keys by code point, by UTF-16 unit and by UTF-8 byte is the
same order.
"""

from __future__ import annotations

import hashlib
import json
from types import NoneType
from typing import Any

import orjson

from gonogo.errors import InputError

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 200
WIDEST = 10_000_000
"""Lists and maps on one level of nesting: what a few shared ones unfold to is refused before it fills the memory."""

_SCALARS = frozenset({str, int, bool, NoneType})
_LISTS = frozenset({list, tuple})
_PROFILE = _SCALARS | _LISTS | {dict}
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_STRICT_INTEGER


def encode(value: Any) -> bytes:
    """Return the canonical bytes of a value made of dict, list, tuple, str, int, bool and None.

    Raises InputError for anything outside the profile, naming the place as a JSON pointer.
    """
    if not _is_in_profile(value):
        _name_place(value, "", 0)
    try:
        data = orjson.dumps(value, option=_OPTIONS)
    except TypeError as error:
        _name_place(value, "", 0)
        raise InputError(f"the value has no canonical form: {error}", code="NOT_CANONICAL") from error
    if not (data.isascii() or _has_ascii_keys(value)):
        _name_place(value, "", 0)
    return data


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


def _is_in_profile(value: Any) -> bool:
    """Say whether types and depth are in the profile; integers, keys and surrogates show in the encoder's answer.

    Walks containers only, a level of nesting at a time: one look-up for each scalar.
    """
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        push = below.append
        for outer in level:
            kind = type(outer)
            if kind is dict:
                for inner in outer.values():
                    if type(inner) not in _SCALARS:
                        push(inner)
            elif kind in _LISTS:
                for inner in outer:
                    if type(inner) not in _SCALARS:
                        push(inner)
            else:
                return kind in _SCALARS and outer is value
        if not below:
            return True
        if len(below) > WIDEST:
            raise _outside("", f"at most {WIDEST:,} lists and maps on a level of nesting", f"{len(below):,}")
        level = below
    return False


def _has_ascii_keys(value: Any) -> bool:
    rest = [value]
    while rest:
        outer = rest.pop()
        if type(outer) is dict:
            if not "".join(outer).isascii():
                return False
            outer = outer.values()
        rest += [inner for inner in outer if type(inner) not in _SCALARS]
    return True


def _name_place(value: Any, place: str, depth: int) -> None:
    """Raise InputError for the first thing outside the profile."""
    kind = type(value)
    if kind is str:
        _check_text(value, place)
    elif kind is int:
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise _outside(place, "an integer of magnitude below 2^53", f"one of {value.bit_length()} bits")
    elif kind not in _PROFILE:
        raise _outside(place, "dict, list, str, int, bool or None", kind.__name__)
    elif kind is dict or kind in _LISTS:
        if depth >= DEEPEST:
            raise _outside(place, f"at most {DEEPEST} levels", "deeper nesting")
        for name, inner in value.items() if kind is dict else enumerate(value):
            if kind is dict and not (type(name) is str and name.isascii()):
                raise _outside(place, "ASCII string keys", json.dumps(str(name)))
            _name_place(inner, f"{place}/{name}", depth + 1)


def _check_text(value: str, place: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise _outside(place, "text without lone surrogates", json.dumps(value[error.start])) from error


def _outside(place: str, expected: str, found: str) -> InputError:
    return InputError(
        "the value is outside the canonical profile",
        code="NOT_CANONICAL",
        where=place or "/",
        expected=expected,
        found=found,
    )

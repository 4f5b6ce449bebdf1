"""Canonical bytes: equal to RFC 8785 on the whole profile, and nothing outside it gets through."""

from __future__ import annotations

import enum
import json
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from gonogo import canonical
from gonogo.errors import InputError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.text(st.characters(max_codepoint=127))
SCALARS = st.none() | st.booleans() | st.integers(-canonical.LARGEST_INTEGER, canonical.LARGEST_INTEGER) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=30)


class Text(str):
    """A string that is not quite one."""

    __slots__ = ()


class Word(enum.StrEnum):
    """A string that is a name."""

    A = "a"


OUTSIDE = st.sampled_from(
    [
        0.5,
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        2**70,
        "\ud800",
        b"bytes",
        {1, 2},
        Text("a"),
        Word.A,
        uuid.UUID(int=7),
        datetime(2026, 11, 21, tzinfo=UTC),
        {1: "a"},
        {"ä": 1},
        {Word.A: 1},
        {None: 1},
        {"\udfff": 1},
    ]
)


@given(VALUES)
def test_bytes_are_those_of_the_reference_implementation(value: Any) -> None:
    assert canonical.encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_bytes_decode_to_the_value(value: Any) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(VALUES)
def test_any_other_spelling_of_the_same_value_is_refused(value: Any) -> None:
    spelled = json.dumps(value, indent=1, ensure_ascii=True).encode()
    if spelled != canonical.encode(value):
        with pytest.raises(InputError):
            canonical.decode(spelled)


def wrapped(inner: Any, wraps: list[str | None]) -> Any:
    for key in wraps:
        inner = [None, inner] if key is None else {"a": 1, key: inner}
    return inner


@given(OUTSIDE, st.lists(st.none() | st.sampled_from(["b", "c"]), max_size=5))
def test_what_is_outside_the_profile_is_refused_wherever_it_stands(value: Any, wraps: list[str | None]) -> None:
    with pytest.raises(InputError) as caught:
        canonical.encode(wrapped(value, wraps))
    assert caught.value.code == "NOT_CANONICAL"
    place = "".join("/1" if key is None else f"/{key}" for key in reversed(wraps)) or "/"
    assert (caught.value.where or "").startswith(place)


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_nesting_is_allowed_to_a_depth_and_no_deeper() -> None:
    assert canonical.decode(canonical.encode(nested(canonical.DEEPEST))) == nested(canonical.DEEPEST)
    for depth in (canonical.DEEPEST + 1, 5_000):
        with pytest.raises(InputError, match="NOT_CANONICAL"):
            canonical.encode(nested(depth))
    with pytest.raises(InputError, match="NOT_CANONICAL"):
        canonical.decode(b"[" * 100_000 + b"]" * 100_000)


def test_what_contains_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(InputError, match="NOT_CANONICAL"):
        canonical.encode(loop)


def test_shared_lists_that_unfold_without_end_are_refused_before_they_fill_the_memory() -> None:
    bomb: list[Any] = [1]
    for _ in range(60):
        bomb = [bomb] * 16
    with pytest.raises(InputError, match="NOT_CANONICAL"):
        canonical.encode(bomb)

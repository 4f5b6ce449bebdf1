"""Ids that sort by time, and positions as of a time."""

from __future__ import annotations

from collections.abc import Callable
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.ledger.asof import position_at
from gonogo.ledger.ids import uuid7
from gonogo.ledger.memory import MemoryLedger
from gonogo.model.event import Draft

MOMENTS = st.integers(0, 2**48 - 1)
RANDOM = st.binary(min_size=10, max_size=10)


def test_the_id_of_the_example_in_rfc_9562() -> None:
    """Appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F, with rand_a CC3 and rand_b 18C4DC0C0C07398F."""
    random = (0xCC3 << 64 | 0x18C4DC0C0C07398F).to_bytes(10)
    assert uuid7(0x017F22E279B0, random) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(MOMENTS, RANDOM)
def test_an_id_is_a_uuid_of_version_7_that_holds_its_time(milliseconds: int, random: bytes) -> None:
    made = UUID(uuid7(milliseconds, random))
    assert (made.version, made.variant, made.int >> 80) == (7, RFC_4122, milliseconds)


@given(MOMENTS, MOMENTS, RANDOM, RANDOM)
def test_ids_sort_by_time(one: int, other: int, random: bytes, more: bytes) -> None:
    if one < other:
        assert uuid7(one, random) < uuid7(other, more)


@pytest.mark.parametrize(("milliseconds", "random"), [(-1, bytes(10)), (1 << 48, bytes(10)), (0, bytes(9))])
def test_what_does_not_fit_makes_no_id(milliseconds: int, random: bytes) -> None:
    with pytest.raises(ValueError, match="UUIDv7"):
        uuid7(milliseconds, random)


def at(minute: int) -> str:
    return f"2026-11-21T09:{minute:02}:00.000Z"


@pytest.mark.parametrize(("minute", "position"), [(0, 0), (1, 1), (2, 1), (4, 1), (5, 3), (6, 4), (59, 4)])
def test_as_of_a_time_is_the_longest_prefix_without_a_later_moment(
    draft: Callable[..., Draft], minute: int, position: int
) -> None:
    """The third event's clock ran backwards: it belongs to the time of the second, and never to an earlier one."""
    ledger = MemoryLedger()
    ledger.append([draft(time=at(moment)) for moment in (1, 5, 3, 6)])
    assert position_at(ledger.events(), at(minute)) == position

"""Ids, ranges and dependency cells."""

from __future__ import annotations

import pytest

from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.identifiers import LONGEST_RANGE, dependencies, is_id, split

KNOWN = {
    name.casefold(): name
    for name in ("M-01", "M-02", "M-03", "M-04", "C1", "C2", "C3", "5", "7", "M1.2", "M1.3", "R01-2")
}


def depends(cell: str) -> list[str]:
    return list(dependencies(cell, lambda token: KNOWN.get(token.casefold()), BUILT_IN.free))


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("M-01, M-02", ["M-01", "M-02"]),
        ("M-01..M-04", ["M-01", "M-02", "M-03", "M-04"]),
        ("C1-C3", ["C1", "C2", "C3"]),
        ("C1–3", ["C1", "C2", "C3"]),
        ("X-REQ-0001..0003", ["X-REQ-0001", "X-REQ-0002", "X-REQ-0003"]),
        ("M-01/02/03", ["M-01", "M-02", "M-03"]),
        ("M1.2/M1.3", ["M1.2", "M1.3"]),
        ("M-02:FS", ["M-02"]),
        ("m-01", ["M-01"]),
        ("[5,7]", ["5", "7"]),
        ("R01-2", ["R01-2"]),
        ("LM-11 (#37)", ["LM-11"]),
        ("`M-01` and **M-02**", ["M-01", "M-02"]),
        ("M-01 ✅ — writable now", ["M-01"]),
        ("**nothing — start today**", []),
        ("draft 1,888/2,500 words; needs ~600 more", []),
        ("2 engineers for 3 weeks", []),
        ("#12, #13", ["#12", "#13"]),
        ("none", []),
        ("B-01、B-02", ["B-01", "B-02"]),
    ],
)
def test_a_dependency_cell_names_ids_and_nothing_else(cell: str, ids: list[str]) -> None:
    assert depends(cell) == ids


def test_a_range_without_end_is_its_two_ends() -> None:
    assert depends(f"T1..T{LONGEST_RANGE + 5}") == ["T1", f"T{LONGEST_RANGE + 5}"]


@pytest.mark.parametrize("text", ["M-01", "C10", "1CL.4a", "3.2.1", "REQ-AUTH-7", "T001", "Р-1"])
def test_ids_are_told(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["Engineering", "two words 2", "v1.2", "report2.md", "src/x1", "", "#4"])
def test_other_tokens_are_no_ids(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("cell", "parted"),
    [
        ("LM-01 OTel baseline", ("LM-01", "OTel baseline", False)),
        ("1. LOCK ROLES", ("1", "LOCK ROLES", True)),
        ("**DOC** Thesis", ("DOC", "Thesis", True)),
        ("F1 — canary", ("F1", "canary", True)),
        ("Phase 2: Storage", ("Phase 2", "Storage", True)),
        ("[T-4](x.md) Link", ("T-4", "Link", True)),
        ("Backend tests", None),
        ("3 weeks of work", None),
        ("v2.0 release", None),
    ],
)
def test_a_cell_parts_into_id_and_title(cell: str, parted: tuple[str, str, bool] | None) -> None:
    assert split(cell) == parted

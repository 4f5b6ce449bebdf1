"""Who signed: names, blanks and groups, however a document writes them."""

from __future__ import annotations

import pytest

from gonogo.check.scene import Page
from gonogo.check.signatures import Signature, are_same, is_blank, people_in, signature_groups
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.parse import parse


@pytest.mark.parametrize(
    "text", ["", "____", " ________ ", "TBD", "pending", "[ ]", "☐", "?", "<name>", "[your name]", "✅"]
)
def test_nobody_has_signed(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["Mia", "✅ Mia", "n/a", "2026-05-02", "[x] Mia", "waived by the board"])
def test_somebody_has(text: str) -> None:
    assert not is_blank(text)


def test_people_are_told_apart_and_remarks_are_left_out() -> None:
    assert people_in("✅ Mia Berg (site), **Jon** & @ida  Date: 2026-05-02") == ("mia berg", "jon", "ida")
    assert people_in("Mia 2026-05-02") == ("mia",)
    assert people_in("") == ()


def test_a_part_of_a_name_is_the_same_person() -> None:
    assert are_same("mia", "mia berg")
    assert not are_same("mia berg", "jon berg")


def _groups(text: str) -> list[tuple[Signature, ...]]:
    reading = parse("plan.md", text.encode())
    page = Page(reading=reading, data=text.encode(), items=reading.items)
    return [group for group in signature_groups(page, BUILT_IN) if group]


def test_a_table_of_roles() -> None:
    (group,) = _groups(
        "# Sign-off\n\n| Role | Name | Signature |\n|---|---|---|\n| Site | Mia | M.B. |\n| Safety | | |\n"
    )
    assert [(one.line, one.role, one.person, one.signed, one.listed) for one in group] == [
        (5, "Site", "Mia", True, False),
        (6, "Safety", None, False, False),
    ]


def test_a_list_and_a_single_line() -> None:
    listed, single = _groups(
        "Approvals:\n\n- Site: Mia  Date: 2026-05-02\n- Safety: ____ Date: ____\n\nText.\n\n"
        "Sign-off: Owner ____ Date: __\n"
    )
    assert [(one.role, one.person, one.signed) for one in listed] == [("Site", "Mia", True), ("Safety", None, False)]
    assert [(one.line, one.role, one.signed) for one in single] == [(8, "Owner", False)]


def test_tables_without_roles_or_signatures_are_none() -> None:
    assert _groups("# Sign-off\n\n| Step | Result |\n|---|---|\n| Look | fine |\n") == []
    assert _groups("# Team\n\n| Role | Name |\n|---|---|\n| Site | Mia |\n") == []

"""Who signed: names, blanks and groups, however a document writes them."""

from __future__ import annotations

import pytest

from gonogo.check.scene import Page
from gonogo.check.signatures import (
    Signature,
    approvals,
    are_same,
    is_blank,
    is_signing,
    names_in,
    people_in,
    signature_groups,
)
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mia Berg (site)", ("Mia Berg",)),
        ("✅ Mia + Jon", ("Mia", "Jon")),
        ("Mia; Jon/Ida and Ned", ("Mia", "Jon", "Ida", "Ned")),
        ("Mia und Jon", ("Mia", "Jon")),
        ("@mia @ 2026-05-02", ("mia",)),
        ("Mia, signed on Monday", ("Mia",)),
        ("[x] Mia", ("Mia",)),
        ("Mia [lead], Jon", ("Mia", "Jon")),
        ("—", ()),
    ],
)
def test_names_as_they_are_written(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


TABLES = {
    "| Role | Signature |\n|---|---|\n| Site | M.B. |\n| Safety | ____ |\n": [
        ("Site", None, True),
        ("Safety", None, False),
    ],
    "| Approver | Signature | Date |\n|---|---|---|\n| Mia | M.B. | 2026-05-02 |\n| Jon | | |\n": [
        ("Mia", "Mia", True),
        ("Jon", "Jon", False),
    ],
    "| Name | Signature | Date |\n|---|---|---|\n| Mia | M.B. | 2026-05-02 |\n| Jon | | |\n": [
        ("Mia", "Mia", True),
        ("Jon", "Jon", False),
    ],
    "| Name | Role | Signature |\n|---|---|---|\n| Mia | Site | M.B. |\n| ____ | Safety | |\n": [
        ("Site", "Mia", True),
        ("Safety", None, False),
    ],
    "| Role | Name | Date |\n|---|---|---|\n| Site | Mia | 2026-05-02 |\n| Safety | TBD | |\n| | Jon | |\n": [
        ("Site", "Mia", True),
        ("Safety", None, False),
    ],
    "| Role | Name | Signature | Decision |\n|---|---|---|---|\n| Site | Mia | M.B. | approved |\n"
    "| Safety | Jon | J. | pending |\n| Fire | Ida | I. | rejected |\n": [
        ("Site", "Mia", True),
        ("Safety", "Jon", False),
        ("Fire", "Ida", False),
    ],
    "| Role | Comment |\n|---|---|\n| Site | fine |\n": [],
}


@pytest.mark.parametrize(("table", "signatures"), TABLES.items())
def test_tables_to_sign(table: str, signatures: list[tuple[str, str | None, bool]]) -> None:
    found = [(one.role, one.person, one.signed) for group in _groups(f"# Sign-off\n\n{table}") for one in group]
    assert found == signatures


LISTS = {
    "Approvals:\n\n- Site: Mia\n- Safety: Jon & Ida\n": [("Site", "Mia", True), ("Safety", None, True)],
    "## Sign-off\n\n- Site (north): Mia (2026-05-02)\n- Safety: TBD\n": [
        ("Site", "Mia", True),
        ("Safety", None, False),
    ],
    "## Sign-off\n\n- [x] Site lead: Mia\n- [ ] Safety officer: Jon\n": [
        ("Site lead", "Mia", True),
        ("Safety officer", None, False),
    ],
    "## Sign-off\n\n- [x] Floor: dry\n- [ ] Roof: tight\n": [],
    "## Sign-off\n\n- Site: Mia\n- and all the others\n": [],
    "The approvals are listed elsewhere.\n\n- Site: Mia\n": [],
    "> Approvals:\n>\n> - Site: Mia\n": [],
    "## History\n\nApprovals:\n\n- Site: Mia\n": [],
    "Sign-off: Mia Berg\n": [("Mia Berg", None, True)],
    "Final sign-off by: Site lead ______ Date: ____\n": [("Site lead", None, False)],
    "Sign-offs:\n\n- Site: Mia\n\nText.\n\nSign-off: ____\n": [("Site", "Mia", True), ("", None, False)],
}


@pytest.mark.parametrize(("text", "signatures"), LISTS.items())
def test_lists_to_sign(text: str, signatures: list[tuple[str, str | None, bool]]) -> None:
    found = [one for group in _groups(text) for one in group]
    assert [(one.role, one.person, one.signed) for one in found] == signatures
    assert all(one.listed for one in found)


@pytest.mark.parametrize(
    ("heading", "columns", "signing"),
    [
        ("Sign-off", ("Role", "Name"), True),
        ("Team", ("Role", "Name"), False),
        (None, ("Role", "Name"), False),
        (None, ("Role", " Signature "), True),
        (None, ("Name", "Signature"), True),
        (None, ("Name", "Place", "Date", "Signature"), True),
        (None, ("Name", "Place", "Date", "Time", "Signature"), False),
        (None, ("Task", "Signature"), False),
        ("Sign-off", ("Name", "Date"), False),
        (None, (), False),
    ],
)
def test_which_tables_are_to_sign_in(heading: str | None, columns: tuple[str, ...], signing: bool) -> None:
    assert is_signing(heading, columns) is signing


def test_approvals_stand_in_the_section_that_names_owners() -> None:
    text = (
        "# Floor\n\nOwner: Mia\n\nApproved by: Jon & Ida\n\n# Roof\n\nApproved by: Mia\n\n"
        "# Door\n\nApproved by: Ned\n\nAuthor: Ned\n\n# Gate\n\nOwner: Mia\n\nApproved by: TBD\n"
    )
    reading = parse("plan.md", text.encode())
    found = approvals(Page(reading=reading, data=text.encode(), items=reading.items))
    assert [(one.line, one.signers, one.owners) for one in found] == [
        (5, ("jon", "ida"), ("mia",)),
        (13, ("ned",), ("ned",)),
    ]

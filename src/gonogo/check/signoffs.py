"""Whether what claims to be signed off is signed, and by somebody else. Pure; one function a rule.

Rules:
1. A done row whose sign-off cell is empty is not signed off. A dash is empty only where other rows are signed.
2. A section or a document that claims completion, and in which a role has nowhere signed, is not signed off: told once,
   at the first place left empty.
3. Where every row of a table to sign is done, a final sign-off that nobody gave is missing.
4. One person who signs for all of two or more roles is not independent, nor are owners who alone sign their own work.
   It is told at the first row of a table, at the second signature of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gonogo.check.outline import Outline, Section
from gonogo.check.rule import Rule, at_item, at_line, called
from gonogo.check.scene import Page, Scene
from gonogo.check.signatures import (
    SIGN_COLUMN,
    SIGNING,
    Signature,
    approvals,
    are_same,
    is_blank,
    people_in,
    signature_groups,
    spelled,
)
from gonogo.model.item import Finding, Item, PassageKind, Severity, Status
from gonogo.tracker.statuses import StatusReader

_CLAIMS = {Status.DONE, Status.SIGNED_OFF}
_CLAIM = re.compile(
    r"\W*(?:(?:overall|current|final|release|launch|phase|gate|system|project|production|deployment)\s+)?(?:status|state|decision|verdict"
    r"|result|go/no-go(?: decision)?|状态|決定"
    r"|结论|상태|estado|statut|стату[с])\s*[:：]\s*(?P<said>\S.*)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\W*(?:ready|pending|active|draft|open)\b|.*\b(?:conditional|conditions?|subject to|provided|pending)\b",
    re.IGNORECASE,
)
_FINAL = re.compile(r"\bfinal\b|最终|최종|endgültig|finale?\b", re.IGNORECASE)
_DASH = re.compile(r"\s*[-–—]+\s*")
_LEAST_ROLES = 2


def find_missing_signoffs(scene: Scene) -> Iterator[Finding]:
    """Yield SIGNOFF_MISSING for each done row, and each section that claims completion, with an empty sign-off."""
    reader = StatusReader(scene.dialect)
    for page in scene.pages:
        yield from _unsigned_rows(page, scene)
        groups = [group for group in signature_groups(page, scene.dialect) if group]
        if groups:
            yield from _unsigned_sections(page, groups, reader)
            yield from _unsigned_ends(page, groups)


def _unsigned_rows(page: Page, scene: Scene) -> Iterator[Finding]:
    cells = list(_sign_cells(page))
    if not cells:
        return
    some_signed = any(not is_blank(cell) and not scene.dialect.is_placeholder(cell) for _, cell in cells)
    for item, cell in cells:
        if item.status not in _CLAIMS or scene.is_broken(item):
            continue
        if _DASH.fullmatch(cell) is not None and not some_signed:
            continue
        if is_blank(cell):
            yield at_item(
                "SIGNOFF_MISSING",
                Severity.ERROR,
                item,
                f"{called(item)} claims {item.status_raw or item.status}, and nobody has signed it off",
                hint="have it signed off, or take the claim back",
            )


def _sign_cells(page: Page) -> Iterator[tuple[Item, str]]:
    """Yield the items whose table has a column to sign in, with what stands there."""
    rows = {row.key: item for row, item in zip(page.reading.items, page.items, strict=True)}
    for table in page.reading.tables:
        column = next((header for header in table.columns if SIGN_COLUMN.fullmatch(header.strip())), None)
        if column is None or table.fields[table.columns.index(column)] == "status":
            continue
        for item in (rows[key] for key in table.items if key in rows):
            value = item.extra.get(column, "")
            yield item, value if isinstance(value, str) else " ".join(value)


def _unsigned_sections(page: Page, groups: Sequence[Sequence[Signature]], reader: StatusReader) -> Iterator[Finding]:
    outline = Outline.of(page)
    claims = _claims(page, outline, reader)
    if not claims:
        return
    signatures = sorted((one for group in groups for one in group), key=lambda one: one.line)
    told: set[int] = set()
    for section, claim in claims.items():
        inside = [one for one in signatures if section.first <= one.line <= section.last]
        signed = [one.role.casefold() for one in inside if one.signed]
        missing = next((one for one in inside if not one.signed and not _is_signed_elsewhere(one, signed)), None)
        if missing is None or missing.line in told:
            continue
        told.add(missing.line)
        what = section.title or "the document"
        yield at_line(
            "SIGNOFF_MISSING",
            Severity.ERROR,
            page.path,
            missing.line,
            f"{what} says {claim!r}, and {missing.role or 'the sign-off'} has not signed",
            hint="have it signed off, or take the claim back",
        )


def _unsigned_ends(page: Page, groups: Sequence[Sequence[Signature]]) -> Iterator[Finding]:
    """Yield the final sign-offs that nobody gave of documents all of whose rows to sign are done."""
    statuses = [item.status for item, _ in _sign_cells(page)]
    if len(statuses) < _LEAST_ROLES or not all(status in _CLAIMS for status in statuses):
        return
    outline = Outline.of(page)
    for group in groups:
        title = next(outline.around(group[0].line)).title
        if _FINAL.search(title) and SIGNING.search(title) and not any(one.signed for one in group):
            yield at_line(
                "SIGNOFF_MISSING",
                Severity.ERROR,
                page.path,
                group[0].line,
                f"all {len(statuses)} rows claim to be done, and nobody has given the final sign-off",
                hint="have it signed off, or take the claims back",
            )
            return


def _is_signed_elsewhere(one: Signature, signed: Sequence[str]) -> bool:
    role = one.role.casefold()
    return bool(role) and any(role in other or other in role for other in signed)


def _claims(page: Page, outline: Outline, reader: StatusReader) -> dict[Section, str]:
    """Return the sections that claim completion in a line of their own, or as an item, and how they say it."""
    said: dict[Section, str] = {}
    for passage in page.reading.passages:
        match = _CLAIM.match(passage.text)
        if match is None or passage.quoted or passage.kind is PassageKind.HEADING or _NOT_YET.match(match["said"]):
            continue
        if passage.kind is PassageKind.LINE and passage.level > 0:
            continue
        section = next(outline.around(passage.line))
        first = match["said"].splitlines()[0].strip()
        if section not in said and not outline.is_historical(passage.line) and reader.cell(first) in _CLAIMS:
            said[section] = first[:60]
    headed = {section.first: section for section in outline.sections if section.heading is not None}
    for item in page.items:
        section_of = headed.get(item.line)
        if section_of is not None and item.status in _CLAIMS:
            said.setdefault(section_of, item.status_raw or item.status.value)
    return said


def find_dependent_signoffs(scene: Scene) -> Iterator[Finding]:
    """Yield SIGNOFF_NOT_INDEPENDENT for roles that one person signed, and for what only its owners signed."""
    for page in scene.pages:
        for item, cell in _sign_cells(page):
            if item.owner is None or is_blank(cell) or scene.is_broken(item):
                continue
            signers, owners = people_in(cell), people_in(item.owner)
            if signers and all(any(are_same(signer, owner) for owner in owners) for signer in signers):
                yield at_item(
                    "SIGNOFF_NOT_INDEPENDENT",
                    Severity.WARNING,
                    item,
                    f"{called(item)} is signed off by its own owner, {item.owner}",
                    hint="have somebody else sign",
                )
        yield from _own_approvals(page)
        for group in signature_groups(page, scene.dialect):
            signed = [one for one in group if one.signed]
            people = {None if one.person is None else spelled(one.person) for one in signed}
            people |= {spelled(one.person) for one in group if one.person is not None}
            roles = {one.role.casefold() for one in signed}
            if len(people) == 1 and None not in people and len(roles) >= _LEAST_ROLES:
                names = ", ".join(one.role for one in signed)
                yield at_line(
                    "SIGNOFF_NOT_INDEPENDENT",
                    Severity.WARNING,
                    page.path,
                    signed[1 if signed[0].listed else 0].line,
                    f"one person, {signed[0].person}, signs for {len(roles)} roles: {names}",
                    hint="have each role signed by somebody else",
                )


def _own_approvals(page: Page) -> Iterator[Finding]:
    for approval in approvals(page):
        if approval.signers and set(approval.signers) <= set(approval.owners):
            yield at_line(
                "SIGNOFF_NOT_INDEPENDENT",
                Severity.WARNING,
                page.path,
                approval.line,
                f"only owners of it sign it off: {', '.join(approval.signers)}",
                hint="have somebody else sign",
            )


RULES = (
    Rule(code="SIGNOFF_MISSING", severity=Severity.ERROR, find=find_missing_signoffs),
    Rule(code="SIGNOFF_NOT_INDEPENDENT", severity=Severity.WARNING, find=find_dependent_signoffs),
)

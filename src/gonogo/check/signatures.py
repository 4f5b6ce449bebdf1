"""Sign-offs as documents write them: tables of roles, lists of `Role: Name  Date: …`, single lines. No verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from gonogo.check.outline import Outline
from gonogo.check.scene import Page
from gonogo.model.item import Item, ItemTable, Passage, PassageKind, Status, Structure
from gonogo.tracker.dialect import Dialect
from gonogo.tracker.statuses import StatusReader

SIGNING = re.compile(
    r"\bsign(?:ed)?[\s-]?offs?\b|\bsignatures?\b|\b(?:certified|authori[sz]ed|endorsed) by\b"
    r"|\bapprovals?\b|\bapprovers\b|签字|签核|签名|审批|批准|署名|承認|서명|승인|assinaturas?"
    r"|aprova(?:ção|ções|do por)|firmas?\b|aprobaci(?:ón|ones)|unterschrift|freigabe|подпис",
    re.IGNORECASE,
)
SIGN_COLUMN = re.compile(
    r"sign[\s-]?off(?:s| by)?|signed(?:[\s-]off)?(?: by)?|signature|approved by|签字|签核|签名|批准人|审批人"
    r"|署名|承認者|서명|승인자|assinatura|aprovado por|firma|aprobado por|validé par|unterschrift|freigegeben(?: von)?"
    r"|подпись|утвердил",
    re.IGNORECASE,
)
_ROLE_WORD = re.compile(
    r"\b(?:lead|manager|owner|engineer|director|officer|reviewer|security|product|legal|qa|ops|operations|sre|sponsor"
    r"|architect|compliance|finance|head of|cto|ceo|ciso|pm|approver|stakeholder|client|customer)\b",
    re.IGNORECASE,
)
_ROLE_COLUMN = re.compile(
    r"role|function|position|area|approver role|sign-off role|team|角色|职责|役割|역할|papel|rol|rôle|rolle|роль",
    re.IGNORECASE,
)
_NAME_COLUMN = re.compile(
    r"name|owner|person|approver|signatory|signer|approved by|signed(?:[\s-]off)? by|reviewer|姓名|名前|이름"
    r"|nome|nombre|nom|имя",
    re.IGNORECASE,
)
_MARK_COLUMN = re.compile(
    r"signature|signed|sign[\s-]?off|approved|approval|decision|status|签字|签名|署名|서명|assinatura|firma|подпись",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?P<role>[^:：_]{2,48}?)\s*[:：]\s*(?P<rest>.*)\Z", re.DOTALL)
_SINGLE = re.compile(
    r"\W*(?:final\s+)?(?:sign(?:ed)?[\s-]?offs?(?:\s+by)?|approved by)\s*[:：]\s*(?P<rest>\S.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_OWNER = re.compile(
    r"\W*(?:owners?|authors?|prepared by|assignees?|responsible|负责人|担当|담당자|responsável|responsable)\s*[:：]"
    r"\s*(?P<names>\S.*)",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\s*\b(?:date|signed on|signature|on)\b\s*[:：]?.*\Z|\s*[\[(（].*\Z|\s*\d{4}-\d\d.*\Z", re.IGNORECASE | re.DOTALL
)
_REMARK = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_MARKS = re.compile(r"[✅☑✔✓🟢*`]|\[[xX✓✔]\]")
_BLANK = re.compile(
    r"[\s_.…-]*(?:_{2,}|\[ ?\]|☐|⬜|tb[dc]|pending|to ?do|\?+|待签|待定|未签|<[^>]*>|\[[^\]]{1,30}\])?[\s_.…-]*",
    re.IGNORECASE,
)
_SMALL = 4
_APART = re.compile(r"\s*(?:\+|,|;|&|/|、|，|\band\b|\bund\b|\by\b|\bet\b)\s*")


class Signature(Struct, frozen=True):
    """One place to sign: its line, its role, who signed (None where that cannot be told), and whether it is signed."""

    line: int
    role: str
    person: str | None
    signed: bool
    listed: bool = False
    """Whether it stands in a list of lines, not in a table."""


class Approval(Struct, frozen=True):
    """A sentence by which people sign off what its section is about, and the owners that the section names."""

    line: int
    signers: tuple[str, ...]
    owners: tuple[str, ...]


def is_blank(text: str) -> bool:
    """Whether nobody has signed in a cell: empty, a line to sign on, an empty box, or a word for later."""
    return _BLANK.fullmatch(_MARKS.sub("", text)) is not None


def people_in(text: str) -> tuple[str, ...]:
    """Return the people that a cell names, in one spelling."""
    return tuple(filter(None, map(spelled, names_in(text))))


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a cell as they are written, without marks, remarks and dates."""
    bare = _LABELS.sub("", _REMARK.sub(" ", _MARKS.sub("", text))).strip()
    return tuple(part.strip(" @") for part in _APART.split(bare) if spelled(part))


def are_same(one: str, other: str) -> bool:
    """Whether two names in one spelling are of one person: alike, or one a part of the other by whole words."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first


def signature_groups(page: Page, dialect: Dialect) -> Iterator[tuple[Signature, ...]]:
    """Yield each group of signatures that belong together: a table, a list, or a single line."""
    outline = Outline.of(page)
    rows = {row.key: item for row, item in zip(page.reading.items, page.items, strict=True)}
    for table in page.reading.tables:
        if not outline.is_historical(table.line):
            yield tuple(_of_items(table, [rows[key] for key in table.items if key in rows], page))
    reader = StatusReader(dialect)
    for structure in page.reading.structures:
        if not outline.is_historical(structure.line):
            yield tuple(_of_rows(structure, reader))
    for group in _lists(page.reading.passages):
        if not outline.is_historical(group[0].line):
            yield group


def approvals(page: Page) -> Iterator[Approval]:
    """Yield the sign-offs that sections give in a sentence, where they name their owner or author in another."""
    outline = Outline.of(page)
    owners: dict[int, tuple[str, ...]] = {}
    signed: list[tuple[int, int, str]] = []
    for passage in page.reading.passages:
        if passage.kind is PassageKind.HEADING or passage.quoted:
            continue
        owner, single = _OWNER.match(passage.text), _SINGLE.match(passage.text)
        if owner is None and single is None:
            continue
        section = next(outline.around(passage.line)).first
        if owner is not None:
            owners[section] = people_in(owner["names"])
        elif single is not None and not is_blank(single["rest"]):
            signed.append((section, passage.line, single["rest"]))
    for section, line, rest in signed:
        if section in owners:
            yield Approval(line, people_in(rest), owners[section])


def _of_items(table: ItemTable, items: Sequence[Item], page: Page) -> Iterator[Signature]:
    """Yield the signatures of a table of roles whose rows were read as items."""
    if not is_signing(table.heading, table.columns) or "status" not in table.fields:
        return
    for item in items:
        role = item.title or (page.cell(item, "title") or "").strip()
        named = (value for name, value in item.extra.items() if _NAME_COLUMN.fullmatch(name) and isinstance(value, str))
        if role:
            person = item.owner or next(iter(names_in(next(named, ""))), None)
            yield Signature(item.line, role, person, item.status in {Status.SIGNED_OFF, Status.DONE})


def _of_rows(structure: Structure, reader: StatusReader) -> Iterator[Signature]:
    columns = structure.columns
    if not is_signing(structure.heading, columns):
        return
    role = next((at for at, header in enumerate(columns) if _ROLE_COLUMN.fullmatch(header.strip())), None)
    name = next(
        (at for at, header in enumerate(columns) if _NAME_COLUMN.fullmatch(header.strip()) and at != role), None
    )
    marks = [
        at for at, header in enumerate(columns) if _MARK_COLUMN.fullmatch(header.strip()) and at not in {role, name}
    ]
    role = name if role is None else role
    if role is None or (not marks and name in {None, role}):
        return
    for line, row in zip(structure.lines, structure.rows, strict=False):
        cells = [row[at] if at < len(row) else "" for at in (role, *([name] if name is not None else []), *marks)]
        said = [_says_signed(cell, reader) for cell in (cells[2:] if name is not None else cells[1:])]
        person = (names_in(cells[1]) or (None,))[0] if name is not None and not is_blank(cells[1]) else None
        if cells[0].strip():
            yield Signature(line, cells[0].strip(), person, all(said) if said else person is not None)


def is_signing(heading: str | None, columns: Sequence[str]) -> bool:
    """Whether a table is one to sign in: it has roles, and it or its heading speaks of signing."""
    headers = [header.strip() for header in columns]
    signed = any(map(SIGN_COLUMN.fullmatch, headers))
    if any(map(_ROLE_COLUMN.fullmatch, headers)):
        return signed or (heading is not None and SIGNING.search(heading) is not None)
    return signed and 0 < len(headers) <= _SMALL and _NAME_COLUMN.fullmatch(headers[0]) is not None


def _says_signed(cell: str, reader: StatusReader) -> bool:
    if is_blank(cell):
        return False
    status = reader.cell(cell)
    return status is None or status in {Status.DONE, Status.SIGNED_OFF}


def _lists(passages: Sequence[Passage]) -> Iterator[tuple[Signature, ...]]:
    """Yield the signatures of list lines below what announces them, and those of single lines."""
    at = 0
    while at < len(passages):
        passage = passages[at]
        at += 1
        if passage.quoted or not SIGNING.search(passage.text):
            continue
        single = _SINGLE.match(passage.text)
        if passage.kind is not PassageKind.HEADING and single is not None:
            yield (_single(passage, single["rest"]),)
            continue
        if passage.kind is not PassageKind.HEADING and not passage.text.rstrip().endswith((":", "：", ")")):
            continue
        lines = []
        while at < len(passages) and passages[at].kind is PassageKind.LINE and not passages[at].quoted:
            if passages[at].box is not None and _of_line(passages[at]) is None:
                break
            lines.append(passages[at])
            at += 1
        found = tuple(signature for line in lines if (signature := _of_line(line)) is not None)
        if found and len(found) == len(lines):
            yield found


def _of_line(passage: Passage) -> Signature | None:
    match = _LINE.match(passage.text.strip())
    if passage.box is not None and (match is None or not _ROLE_WORD.search(match["role"])):
        return None
    if match is None:
        return None
    bare = _LABELS.sub("", _MARKS.sub("", match["rest"])).strip()
    role = re.sub(r"\s*[(（].*", "", match["role"]).strip()
    if is_blank(bare) or (passage.box is not None and not passage.box.strip()):
        return Signature(passage.line, role, None, signed=False, listed=True)
    people = names_in(bare)
    return Signature(passage.line, role, people[0] if len(people) == 1 else None, signed=True, listed=True)


def _single(passage: Passage, rest: str) -> Signature:
    """Read `Sign-off: Ops Lead ________ Date: ____`, or the same with a name where the line is."""
    before, line, _ = rest.partition("__")
    signed = not line and not is_blank(rest)
    return Signature(passage.line, _LABELS.sub("", before).strip(" *:"), None, signed=signed, listed=True)


def spelled(name: str) -> str:
    """Return a name in the one spelling in which names are compared."""
    return " ".join(re.sub(r"[^\w\s.-]", " ", _MARKS.sub("", name)).casefold().split())

"""What a heading says by itself: a status ("In progress (3)", "Pending gates"), or a name with a mark ("1.2 Pipes ✅").

Rules:
1. A heading is a status when it is a status word alone, one before the name of what is so, or one before a dash.
2. A heading carries a status when it ends with a mark or a word in capitals, when it begins with a mark, or when a mark
   stands between its number and its name. Marks that only decorate count with a status word beside them, never alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gonogo.model.item import Status
from gonogo.tracker.blocks import Block, Heading
from gonogo.tracker.dialect import Dialect, heading_key
from gonogo.tracker.inline import plain
from gonogo.tracker.statuses import StatusReader

_EXACTLY = 3
_SEVERAL = 2
_LONGEST_BOARD = 48
_LONGEST_STATED = 5
_COUNT = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$|\s*[:：]\s*$")
_DASH = re.compile(r"\s+[-–—|·]\s+")
_MARKED_TAIL = re.compile(
    r"^(?P<title>.{0,160}?\S)\s*(?:[-–—:：|·]\s*|[(（\[]\s*|\s)"
    r"(?P<state>[^\w\s()\[\]`*.,;:!?'\"/&+–—-]{1,4}\s*[\w /-]{0,40}|[A-Z][A-Z /_-]{2,24})[)）\]]?\s*\Z"
)
_NUMBERED = re.compile(
    r"(?P<number>[A-Z]{0,3}[.-]?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?)\s+(?P<rest>[^\w\s`*(\[<#\"'+–—-].*)\Z"
)
_TAIL = re.compile(r"(?:\s{0,3}[^\w\s()\[\]`*.,;:!?'\"/&+%-]){1,8}(?:\s*[(（][A-Z _-]+[)）])?\s*\Z")
_CLEAR = frozenset("✅☑✔✓⬜☐□🔲🔄🟢🟡🔴🟠⏳⌛⏸⛔🚧❌✗✘🔜☒⏭🔽")
"""Marks that state something also where no word stands beside them; others decorate headings."""
_COMMON = frozenset(
    {
        *("active", "live", "open", "running", "testing", "plan", "planning", "draft", "review", "monitoring"),
        *("building", "valid", "new", "next", "future", "go", "yes", "no", "success", "working", "current", "ok"),
        *("ready", "pass", "missing", "required", "needed", "created", "enabled", "stable", "clean", "gap", "error"),
        *("requested", "failure", "implementing", "tested", "built", "released", "triage", "idea", "proposal", "none"),
        *("proposed", "present", "available", "waiting", "rollout", "developing", "migrating", "warning", "caution"),
        *(
            "completion",
            "unsupported",
            "designed",
            "configured",
            "migrated",
            "supported",
            "published",
            "installed",
            "integrated",
        ),
        *("ativo", "ativa", "activo", "aktiv", "actif", "lista", "listo", "pronto", "plano", "futuro", "aktif"),
        *("abierto", "aberto", "ouvert", "offen", "kế hoạch", "fin", "non", "no", "ja", "si", "sí", "oui", "да", "нет"),
    }
)
"""Words that are statuses in a cell and often something else at the beginning of a heading."""


def bare(heading: str) -> str:
    """Return a heading's text without marks around it and a count behind it."""
    return _COUNT.sub("", strip_marks(heading))


def stated(heading: str, dialect: Dialect, reader: StatusReader) -> Status | None:
    """Return the status that a heading is, or None."""
    key = heading_key(_DASH.split(bare(heading), maxsplit=1)[0])
    status = reader.exact(heading_key(strip_marks(heading))) or reader.exact(key)
    if status is not None:
        return status
    words = key.split()
    if len(words) > _LONGEST_STATED:
        return None
    for count in range(len(words) - 1, 0, -1):
        lead, rest = " ".join(words[:count]), " ".join(words[count:])
        status = reader.exact(lead)
        if status is not None and (lead not in _COMMON or _is_noun(rest, dialect)):
            return status
    return None


def _is_noun(text: str, dialect: Dialect) -> bool:
    found = dialect.meanings(text) or dialect.meanings(text.removesuffix("s"))
    return any(m.sureness == _EXACTLY and m.field.startswith("title") for m in found)


def boards(blocks: Sequence[Block], dialect: Dialect, reader: StatusReader) -> dict[str, Status]:
    """Return the headings that are statuses themselves ("In progress (3)"), if there are several different ones."""
    found: dict[str, Status] = {}
    for block in blocks:
        if isinstance(block, Heading) and len(block.raw) <= _LONGEST_BOARD:
            status = stated(block.raw, dialect, reader)
            if status is not None:
                found[block.raw] = status
    return found if len(set(found.values())) >= _SEVERAL else {}


def strip_marks(raw: str) -> str:
    """Return a heading's text without the marks before and after it."""
    raw = _TAIL.sub("", raw) or raw
    at = 0
    while at < len(raw) and not (raw[at].isalnum() or raw[at] in "[`*_(#<\"'"):
        at += 1
    return raw[at:] if at < len(raw) else raw


def marked(heading: str, reader: StatusReader) -> tuple[str, str, Status] | None:
    """Return the name, the mark or word, and the status of a heading that carries its status in itself."""
    text = plain(heading)
    match = _MARKED_TAIL.match(text)
    if match is not None:
        status = _clear(match["state"], reader)
        if status is not None:
            return strip_marks(match["title"]).strip(" -–—:：|·([（"), match["state"].strip(), status
    numbered = _NUMBERED.match(text)
    number, rest = (numbered["number"] + " ", numbered["rest"]) if numbered else ("", text)
    name = strip_marks(rest)
    lead = rest[: len(rest) - len(name)] if rest.endswith(name) else rest.partition(name)[0]
    status = _clear(lead, reader) if lead.strip() else None
    return (number + name, lead.strip(), status) if status is not None else None


def _clear(state: str, reader: StatusReader) -> Status | None:
    """Return what a mark or a word states; a mark that often decorates states nothing alone."""
    if not any(c.isalnum() for c in state) and not _CLEAR & set(state):
        return None
    return reader.cell(state)

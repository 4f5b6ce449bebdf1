"""Why an item stands as it does: the tree of its obligations, down through dependencies and children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import structs

from gonogo import reasons
from gonogo.model.board import Why
from gonogo.model.item import COMPLETION, Item, Kind
from gonogo.model.standing import SEVERITY, Obligation, ObligationKind, Standing, Verdict
from gonogo.render import json, words
from gonogo.render.cells import clean, width
from gonogo.render.page import Page, Screen, Tone, Toned, padded, wrapped

DEEPEST = 12
_NEAR = (ObligationKind.DEPENDENCY, ObligationKind.CHILD)
_LEADS = {
    ObligationKind.IDENTITY: "",
    ObligationKind.DEPENDENCY: "depends on ",
    ObligationKind.CHILD: "child ",
    ObligationKind.COMMAND: "",
    ObligationKind.EVIDENCE: "evidence ",
    ObligationKind.CRITERION: "criterion ",
    ObligationKind.SIGNOFF: "",
}
NARROWEST = 24
DETAILS = 30


@dataclass(frozen=True, slots=True)
class _Line:
    """An obligation as it is drawn: `trunk` is what stands before what continues under it."""

    subject: str
    standing: Toned
    code: str
    details: str
    trunk: str


@dataclass(slots=True)
class _Walk:
    """One rendering: what was shown already is named again and not opened again, so that cycles end."""

    why: Why
    now: str
    lines: list[_Line] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)


def text(why: Why, now: str, screen: Screen) -> str:
    """Return the tree for a terminal."""
    page = Page(screen)
    item, verdict = why.items[why.root], why.verdicts[why.root]
    title = f" {item.title}" if item.title and item.title != words.name(item) else ""
    page.line(
        Toned(words.name(item), Tone.STRONG),
        f"{title} · claims {words.claim(item)} · ",
        words.standing(verdict.standing),
        Toned(f"  {item.path}:{item.line}" if item.id else f"  key {item.key}", Tone.QUIET),
    )
    walk = _Walk(why, now, shown={why.root})
    _branch(walk, verdict, "", 0)
    _draw(page, walk.lines)
    if not walk.lines:
        page.line("└─ ", "a boundary is outside every gate" if item.kind is Kind.BOUNDARY else "nothing is asked of it")
    _columns_kept(page, item)
    for line in _hints(why, verdict, screen.width):
        page.line(line)
    return page.text()


def as_json(why: Why, now: str) -> bytes:
    """Return the verdicts of the item and of everything it reaches, each obligation with its remedy."""
    verdicts = {
        key: structs.replace(verdict, obligations=tuple(_with_remedy(o) for o in verdict.obligations))
        for key, verdict in why.verdicts.items()
    }
    return json.indented({"now": now, **structs.asdict(structs.replace(why, verdicts=verdicts))})


def _with_remedy(obligation: Obligation) -> Obligation:
    return obligation if obligation.hint else structs.replace(obligation, hint=_remedy(obligation.code))


def _columns_kept(page: Page, item: Item) -> None:
    """What the tracker says of the item in words of its own: columns that are no field, parts of a boundary."""
    lead = max((width(clean(name)) for name in item.extra), default=0) + 4
    for name, told in item.extra.items():
        for index, entry in enumerate((told,) if isinstance(told, str) else told):
            head = padded(f"  {name}", lead) if index == 0 else " " * lead
            for part in wrapped(entry, max(NARROWEST, page.screen.width - lead)):
                page.line(Toned(head, Tone.QUIET), part)
                head = " " * lead


def _branch(walk: _Walk, verdict: Verdict, trunk: str, depth: int) -> None:
    """Add a line an obligation; under an unmet dependency or child the reasons it has in turn."""
    obligations = verdict.obligations
    for index, obligation in enumerate(obligations):
        last = index == len(obligations) - 1
        under = trunk + ("   " if last else "│  ")
        below = _below(walk, obligation, depth)
        walk.lines.append(_line(walk, obligation, trunk + ("└─ " if last else "├─ "), under, opens=below is not None))
        if below is not None:
            _branch(walk, below, under, depth + 1)


def _draw(page: Page, lines: list[_Line]) -> None:
    """Subject, standing, code and details in columns; a subject that is too long stands on a line of its own, uncut."""
    columns = page.screen.width
    standing = max((width(line.standing.text) for line in lines), default=0)
    code = max((width(line.code) for line in lines), default=0)
    wanted = min(DETAILS, max((width(clean(line.details)) for line in lines), default=0))
    room = max(NARROWEST, columns - standing - code - wanted - 6)
    subject = max((size for line in lines if (size := width(clean(line.subject))) <= room), default=room)
    left = columns - subject - standing - code - 6
    for line in lines:
        shown = Toned(line.standing.text.ljust(standing), line.standing.tone)
        name = line.subject
        if width(clean(name)) > subject:
            page.line(name)
            name = line.trunk
        beside = width(clean(line.details)) <= left
        page.line(padded(name, subject), "  ", shown, "  ", line.code.ljust(code), "  ", line.details if beside else "")
        if not beside:
            for part in wrapped(line.details, max(NARROWEST, columns - width(line.trunk) - 4)):
                page.line(line.trunk, "    ", part)


def _below(walk: _Walk, obligation: Obligation, depth: int) -> Verdict | None:
    """The verdict to open under an obligation, cut down to what keeps it from being met."""
    key = obligation.subject
    if obligation.kind not in _NEAR or obligation.standing in (None, Standing.PROVEN):
        return None
    verdict = walk.why.verdicts.get(key)
    if verdict is None or key in walk.shown or depth >= DEEPEST:
        return None
    walk.shown.add(key)
    unmet = tuple(o for o in verdict.obligations if o.standing not in (None, Standing.PROVEN))
    return Verdict(key=key, claim=verdict.claim, standing=verdict.standing, obligations=unmet)


def _line(walk: _Walk, obligation: Obligation, branch: str, under: str, *, opens: bool) -> _Line:
    item = walk.why.items.get(obligation.subject) if obligation.kind in _NEAR else None
    subject = words.name(item) if item else obligation.subject
    if obligation.kind is ObligationKind.SIGNOFF and obligation.subject in walk.why.items:
        subject = "confirmation"
    shown = words.standing(obligation.standing)
    if item is not None and (verdict := walk.why.verdicts.get(item.key)) is not None:
        shown = words.standing(verdict.standing)
    return _Line(
        subject=branch + _LEADS[obligation.kind] + subject,
        standing=shown,
        code=obligation.code or "",
        details=", ".join(_details(walk, obligation, item)),
        trunk=under + ("│ " if opens else ""),
    )


def _details(walk: _Walk, obligation: Obligation, item: Item | None) -> Iterator[str]:
    if item is not None:
        if obligation.standing is not Standing.PROVEN:
            yield f"{item.path}:{item.line}"
            if item.status not in COMPLETION:
                yield f"claims {words.claim(item)}"
        return
    if obligation.message:
        yield obligation.message
    if obligation.run:
        yield words.run(obligation.run)
        run = walk.why.runs.get(obligation.run)
        if run is not None:
            yield words.age(run.finished, walk.now)


def _hints(why: Why, verdict: Verdict, columns: int) -> Iterator[str]:
    """The cure of what the root's first reason comes down to, the command that shows it, and what follows."""
    reason = verdict.reason
    if reason is None:
        return
    cause, key = _deepest(why, reason)
    name = words.name(why.items[key])
    cure = cause.hint or _remedy(cause.code)
    if cure:
        yield from _hanging("hint: ", cure if key == why.root else f"{name}: {cure}", columns)
    told = [f"gonogo verify {name}"] if cause.kind is ObligationKind.COMMAND and cause.run is not None else []
    if why.follows and verdict.standing is not Standing.PROVEN:
        told.append(f"{words.count(why.follows, 'other claim')} follow{'s' if why.follows == 1 else ''} from it")
    if told:
        yield from _hanging("      ", "; ".join(told), columns)


def _deepest(why: Why, reason: Obligation) -> tuple[Obligation, str]:
    """Follow unmet dependencies to the obligation that can be mended; return it and the key of its item."""
    seen, at = {why.root}, why.root
    while reason.kind in _NEAR and reason.subject in why.verdicts and reason.subject not in seen:
        seen.add(reason.subject)
        at = reason.subject
        verdict = why.verdicts[at]
        below = verdict.reason or _worst(verdict)
        if below is None:
            break
        reason = below
    return reason, at


def _worst(verdict: Verdict) -> Obligation | None:
    unmet = [o for o in verdict.obligations if o.standing not in (None, Standing.PROVEN)]
    return min(unmet, key=lambda o: SEVERITY.get(o.standing or Standing.OPEN, 0), default=None)


def _hanging(lead: str, sentence: str, columns: int) -> Iterator[str]:
    for index, line in enumerate(wrapped(sentence, columns - len(lead))):
        yield (lead if index == 0 else " " * len(lead)) + line


def _remedy(code: str | None) -> str | None:
    known = reasons.CATALOGUE.get(code) if code else None
    return known.remedy if known else None

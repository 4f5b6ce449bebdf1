"""What became of each claim between two moments. Pure.

Rules:
1. A completion claim that was made before is *made false* where it was proven, documented, waived or stale and is now
   refuted or unproven; where it is refuted as it was not before; and where an error is new on it.
2. It is *made stale* where its proof is out of date since then, or no more than a document is left of it.
3. A completion claim that is new is *made true* if it is proven or documented and has no error on it, else *unproven*.
4. An older claim is *made true* where it became proven or documented, or rose from the one to the other.
5. The reason is that of the standing, or the error where the standing became no worse, or follows from another item.
6. What stands as it does only because another item does comes after what stands so by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gonogo.lifecycle.standing import INHERITED
from gonogo.model.comparison import Shift
from gonogo.model.item import COMPLETION, Finding, Item, Severity
from gonogo.model.standing import Standing, Verdict

_LISTS = ("made_false", "made_stale", "unproven", "made_true")
_WITHDRAWN = "withdrawn"
_BLAMED = frozenset({"made_false", "unproven"})
_TRUE = frozenset({Standing.PROVEN, Standing.DOCUMENTED})
_BORNE_OUT = _TRUE | {Standing.WAIVED}
_FALSE = frozenset({Standing.REFUTED, Standing.UNPROVEN})
_BECAME: dict[tuple[Standing, Standing], str] = {
    **{(was, now): "made_false" for was in {*_BORNE_OUT, Standing.STALE} for now in _FALSE},
    (Standing.UNPROVEN, Standing.REFUTED): "made_false",
    **{(was, Standing.STALE): "made_stale" for was in _BORNE_OUT},
    (Standing.PROVEN, Standing.DOCUMENTED): "made_stale",
    (Standing.PROVEN, Standing.WAIVED): "made_stale",
    **{(was, now): "made_true" for was in Standing for now in _TRUE if was not in {now, Standing.PROVEN}},
}
"""By the standings of a completion claim then and now, the list on which it belongs."""


class Side(Struct, frozen=True, kw_only=True):
    """The items of one moment in document order, and their verdicts by key."""

    items: Sequence[Item]
    verdicts: Mapping[str, Verdict]


class _Pair(Struct, frozen=True):
    """An item then and now, on one of both sides at least; and the first error that is new on it."""

    then: tuple[Item, Verdict] | None
    now: tuple[Item, Verdict] | None
    error: Finding | None = None


def compare(before: Side, after: Side, same: Mapping[str, str], new: Sequence[Finding]) -> dict[str, tuple[Shift, ...]]:
    """Return what became of the claims, by the lists of a `Comparison`.

    same: the old keys by the present ones. new: the findings that are new.
    """
    found: dict[str, list[Shift]] = {name: [] for name in (*_LISTS, _WITHDRAWN)}
    for pair in _pairs(before, after, same, new):
        name = _judge(pair)
        if name is not None:
            found[name].append(_shift(pair, blamed=name in _BLAMED))
    return {name: tuple(sorted(shifts, key=_follows)) for name, shifts in found.items()}


def _pairs(before: Side, after: Side, same: Mapping[str, str], new: Sequence[Finding]) -> Iterator[_Pair]:
    """Yield every item of both sides, those that are gone last."""
    old = {item.key: item for item in before.items}
    errors = {finding.item: finding for finding in reversed(new) if finding.severity is Severity.ERROR}
    for item in after.items:
        then = old.pop(same.get(item.key, ""), None)
        yield _Pair(
            None if then is None else (then, before.verdicts[then.key]),
            (item, after.verdicts[item.key]),
            errors.get(item.key),
        )
    for item in old.values():
        yield _Pair((item, before.verdicts[item.key]), None)


def _judge(pair: _Pair) -> str | None:
    """Return the list on which an item belongs, or None where nothing became of its claim."""
    claimed = pair.then is not None and pair.then[1].claim in COMPLETION
    if pair.now is None or pair.now[1].claim not in COMPLETION:
        return _WITHDRAWN if claimed else None
    standing = pair.now[1].standing
    if pair.then is None or not claimed:
        return "made_true" if standing in _TRUE and pair.error is None else "unproven"
    return "made_false" if pair.error is not None else _BECAME.get((pair.then[1].standing, standing))


def _shift(pair: _Pair, *, blamed: bool) -> Shift:
    (then, was), (item, now) = pair.then or (None, None), pair.now or (None, None)
    shown = item or then
    if shown is None:
        raise ValueError("an item that stands on neither side")
    reason = now.reason if now is not None else None
    code, message = (None, None) if reason is None else (reason.code, reason.message)
    if blamed and pair.error is not None and (_is_no_worse(pair) or code in INHERITED):
        code, message = pair.error.code, pair.error.message
    return Shift(
        key=shown.key,
        id=shown.id,
        title=shown.title,
        path=shown.path,
        line=shown.line,
        claimed=then.status if then is not None else None,
        claims=item.status if item is not None else None,
        was=was.standing if was is not None else None,
        standing=now.standing if now is not None else None,
        code=code,
        message=message,
    )


def _is_no_worse(pair: _Pair) -> bool:
    """Whether the standing alone makes nothing false: it is none of the bad ones, or a claim was no better before."""
    if pair.now is None or pair.now[1].standing not in _FALSE:
        return True
    if pair.then is None or pair.then[1].claim not in COMPLETION:
        return False
    return (pair.then[1].standing, pair.now[1].standing) not in _BECAME


def _follows(shift: Shift) -> bool:
    return shift.code in INHERITED

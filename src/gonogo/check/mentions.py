"""What is wrong with what `gonogo.toml` says of items. Pure; one function a rule."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from msgspec import Struct

from gonogo.check.rule import Rule, found_elsewhere
from gonogo.model.item import Finding, Severity


class Mention(Struct, frozen=True, kw_only=True):
    """A name of an item in `gonogo.toml`: under which heading it is said, and in which line."""

    place: str
    name: str
    line: int


def find_unknown_settings(mentions: Iterable[Mention], unknown: Mapping[str, str | None]) -> tuple[Finding, ...]:
    """Return ITEM_UNKNOWN for each name that no item answers to; `unknown` gives each of these a hint, or None."""
    return tuple(
        _finding(
            said,
            "ITEM_UNKNOWN",
            f"{_subject(said)} names no item of this workspace",
            unknown[said.name] or "gonogo items lists the keys",
        )
        for said in mentions
        if said.name in unknown
    )


def find_shared_settings(mentions: Iterable[Mention], shared: Container[str]) -> tuple[Finding, ...]:
    """Return ID_DUPLICATE for each name that several items bear, so that `[items.KEY]` binds nothing."""
    return tuple(
        _finding(
            said,
            "ID_DUPLICATE",
            f"{_subject(said)} is the id of several items; it binds nothing",
            "name the item by its key: gonogo items",
        )
        for said in mentions
        if said.name in shared and _is_table(said)
    )


def _is_table(said: Mention) -> bool:
    return said.place == f"[items.{said.name}]"


def _subject(said: Mention) -> str:
    return said.place if _is_table(said) else f"{said.place}: {said.name}"


def _finding(said: Mention, code: str, message: str, hint: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, message=message, hint=hint, path="gonogo.toml", line=said.line)


RULES = (Rule(code="ITEM_UNKNOWN", severity=Severity.ERROR, find=found_elsewhere),)

"""The table of a `gonogo.toml` to values: every key known, every value one that fits, each fault with its line."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, structs

from gonogo.check.catalogue import COUNTING, RULES
from gonogo.check.silence import ALWAYS_TOLD, is_day
from gonogo.errors import UsageError
from gonogo.model.command import Expect
from gonogo.model.decision import BUILT_IN_GATES, Demand, Gate, Scope
from gonogo.model.evidence import TIERS
from gonogo.model.item import Severity, Status
from gonogo.model.policy import Checks, Defaults, Ignore, ItemPolicy, Policy, RulePolicy, Trackers, Words
from gonogo.model.standing import Standing

NAME = "gonogo.toml"
_LONGEST = 999_999_999
"""Seconds, and of any other unit."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_ACCEPTABLE = {Standing.PROVEN, Standing.DOCUMENTED, Standing.STALE, Standing.WAIVED}
_CHOICES: dict[str, tuple[str, ...]] = {
    "demand": tuple(Demand),
    "accept": tuple(standing for standing in Standing if standing in _ACCEPTABLE),
    "minimum_tier": TIERS,
    "severity": tuple(Severity),
}
_LARGEST = 2**53
"""Whole numbers from here on have no canonical bytes."""
T = TypeVar("T", bound=Struct)
_SUBJECTS = ("output", "absent", "field", "junit")


def seconds(value: str | int, where: str) -> int:
    """Return a duration in seconds; `90`, `"90s"`, `"10m"`, `"2h"`, `"30d"` and `"1w"` are durations."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LONGEST:
        return value
    match = re.fullmatch(r"\s*([1-9]\d{0,8})\s*([smhdw])\s*", value) if isinstance(value, str) else None
    if match is None:
        raise UsageError(
            "not a duration",
            code="SETTING_INVALID",
            where=where,
            expected='a number of seconds above 0, or "90s", "10m", "2h", "30d", "1w"',
            found=repr(value),
        )
    return int(match[1]) * _UNITS[match[2]]


def nearest(name: str, names: Any) -> str | None:
    """Return a hint naming the nearest of some names, or None where none is near."""
    near = get_close_matches(name, [str(known) for known in names], n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else None


class Reader:
    """Turns the parsed table into structs; remembers the text to name lines."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()

    def policy(self, table: dict[str, Any]) -> Policy:
        """Return the whole policy."""
        self._known(table, Policy.__struct_fields__, "")
        items = {key: self._item(key, value) for key, value in self._table(table, "items").items()}
        gates = {name: self._gate(name, value) for name, value in self._table(table, "gates").items()}
        words = self._struct(Words, table.get("dialect", {}), "dialect")
        for word, status in words.status.items():
            if status not in set(Status):
                raise self._bad(f"dialect.status.{word}", f"one of {', '.join(Status)}", status, Status)
        defaults = self._struct(Defaults, self._listed(table.get("verify", {}), ("inputs", "allow")), "verify")
        seconds(defaults.timeout, self._where("verify.timeout"))
        self._check_directory(defaults.directory, "verify.directory")
        if defaults.max_age is not None:
            seconds(defaults.max_age, self._where("verify.max_age"))
        trackers = self._listed(table.get("trackers", {}), ("include", "exclude"))
        return Policy(
            check=self._checks(table.get("check", {})),
            trackers=self._struct(Trackers, trackers, "trackers"),
            dialect=words,
            verify=defaults,
            items=items,
            gates={**BUILT_IN_GATES, **gates},
        )

    def _item(self, key: str, value: Any) -> ItemPolicy:
        place = f"items.{key}"
        value = self._listed(value, ("verify", "evidence", "exit_criteria", "inputs", "outputs"))
        if isinstance(value, dict) and isinstance(value.get("expect"), dict):
            value = {**value, "expect": [value["expect"]]}
        item = self._struct(ItemPolicy, value, place)
        if item.timeout is not None:
            seconds(item.timeout, self._where(f"{place}.timeout"))
        if item.directory is not None:
            self._check_directory(item.directory, f"{place}.directory")
        for expect in item.expect:
            self._check_expect(expect, place)
        return item

    def _checks(self, value: Any) -> Checks:
        if not isinstance(value, dict):
            raise self._bad("check", "a table", type(value).__name__)
        value = dict(value)
        rules = {code: self._rule(code, one) for code, one in self._table(value, "rules", "check.").items()}
        ignore = value.get("ignore", [])
        if not isinstance(ignore, list):
            raise self._bad("check.ignore", "a list of tables: [[check.ignore]]", type(ignore).__name__)
        checks = self._struct(Checks, {**value, "rules": {}, "ignore": []}, "check")
        if not 0 <= checks.history < _LARGEST:
            raise self._bad("check.history", "a number of commits, 0 for none", str(checks.history))
        return structs.replace(checks, rules=rules, ignore=tuple(self._ignore(one) for one in ignore))

    def _rule(self, code: str, value: Any) -> RulePolicy:
        self._check_code(code, "check.rules")
        rule = self._struct(RulePolicy, value, f"check.rules.{code}")
        if rule.minimum is not None and code not in COUNTING:
            raise self._bad(f"check.rules.{code}.minimum", f"one of {', '.join(sorted(COUNTING))}", code)
        if rule.minimum is not None and not 1 < rule.minimum < _LARGEST:
            raise self._bad(f"check.rules.{code}.minimum", "a whole number above 1", str(rule.minimum))
        if rule.severity is not None and rule.severity is not Severity.ERROR and code in ALWAYS_TOLD:
            raise self._bad(f"check.rules.{code}.severity", "a rule that can be tuned", code)
        return rule

    def _ignore(self, value: Any) -> Ignore:
        value = self._listed(value, ("paths", "items"))
        if isinstance(value, dict) and type(value.get("until")) is date:
            value = {**value, "until": value["until"].isoformat()}
        for name in ("code", "reason", "until") if isinstance(value, dict) else ():
            if name not in value:
                raise self._bad("check.ignore", f"`{name}`: a silence has a code, a reason and a last day", "none")
        ignore = self._struct(Ignore, value, "check.ignore")
        self._check_code(ignore.code, "check.ignore.code")
        if ignore.code in ALWAYS_TOLD:
            raise self._bad("check.ignore.code", "a code that can be silenced", ignore.code)
        if not ignore.reason.strip():
            raise self._bad("check.ignore.reason", "a reason", "none")
        if not is_day(ignore.until):
            raise self._bad("check.ignore.until", "a day, such as 2026-12-31", ignore.until)
        return ignore

    def _check_code(self, code: str, place: str) -> None:
        if code not in RULES:
            raise self._bad(f"{place}.{code}", "the code of a rule: docs/reference/rules", code, RULES)

    def _check_directory(self, directory: str, place: str) -> None:
        """A command runs inside the workspace: what it is hashed over ends there."""
        normal = posixpath.normpath(directory)
        if normal.startswith("/") or normal.split("/", 1)[0] == "..":
            raise self._bad(place, "a directory inside the workspace, relative to its root", directory)

    def _check_expect(self, expect: Expect, place: str) -> None:
        given = [name for name in _SUBJECTS if getattr(expect, name) is not None]
        if len(given) != 1:
            raise self._bad(f"{place}.expect", f"exactly one of {', '.join(_SUBJECTS)}", ", ".join(given) or "none")
        if expect.field is not None and expect.file is None:
            raise self._bad(f"{place}.expect", "`file` beside `field`", "no file")
        if expect.field is not None and expect.equals is None:
            raise self._bad(f"{place}.expect", "`equals` beside `field`", "nothing to compare with")
        if isinstance(expect.equals, int) and abs(expect.equals) >= _LARGEST:
            raise self._bad(f"{place}.expect.equals", "a whole number below 2^53", str(expect.equals))
        for name in ("output", "absent", "junit", "file"):  # what is empty holds whatever happens
            if getattr(expect, name) == "":
                raise self._bad(f"{place}.expect.{name}", "a text that is not empty", "an empty text")
        for name in ("count", "min_tests"):
            if not 0 < getattr(expect, name) < _LARGEST:
                raise self._bad(f"{place}.expect.{name}", "a whole number above 0", str(getattr(expect, name)))
        if expect.output is not None:
            try:
                re.compile(expect.output, re.MULTILINE)
            except re.error as error:
                raise self._bad(f"{place}.expect.output", "a regular expression", str(error)) from error

    def _gate(self, name: str, value: Any) -> Gate:
        place = f"gates.{name}"
        if name in BUILT_IN_GATES:
            raise self._bad(place, "a name of its own: `honest` and `default` are built in and fixed", name)
        value = self._listed(value, ("accept",))
        if isinstance(value, dict) and isinstance(value.get("scope"), dict):
            value = {**value, "scope": self._listed(value["scope"], Scope.__struct_fields__)}
        if isinstance(value, dict) and "name" in value:
            raise self._bad(f"{place}.name", "no name inside: the table's name is the gate's", str(value["name"]))
        gate = self._struct(Gate, {**value, "name": name} if isinstance(value, dict) else value, place)
        for standing in gate.accept:
            if standing not in _ACCEPTABLE:
                raise self._bad(f"{place}.accept", f"some of {', '.join(sorted(_ACCEPTABLE))}", standing)
        return gate

    def _table(self, table: dict[str, Any], name: str, above: str = "") -> dict[str, Any]:
        value = table.get(name, {})
        if not isinstance(value, dict):
            raise self._bad(f"{above}{name}", "a table", type(value).__name__)
        return value

    def _listed(self, value: Any, names: tuple[str, ...]) -> Any:
        """Let a lone string stand where a list of strings is meant."""
        if not isinstance(value, dict):
            return value
        return {key: [inner] if key in names and isinstance(inner, str) else inner for key, inner in value.items()}

    def _struct(self, kind: type[T], value: Any, place: str) -> T:
        if not isinstance(value, dict):
            raise self._bad(place, "a table", type(value).__name__)
        self._known(value, kind.__struct_fields__, place)
        for name, inner in value.items():
            if name == "scope":
                self._known(inner, Scope.__struct_fields__, f"{place}.scope")
            elif name == "expect" and isinstance(inner, list):
                for one in inner:
                    self._known(one, Expect.__struct_fields__, f"{place}.expect")
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            message, _, at = str(error).partition(" - at `$")
            inner_place = at.rstrip("`").lstrip(".")
            found = "another value"
            names = next((known for key, known in _CHOICES.items() if inner_place.startswith(key)), ())
            if names and message.startswith("Invalid enum value"):
                found = message.partition("'")[2].rstrip("'")
                message = f"one of {', '.join(names)}"
            raise self._bad(f"{place}.{inner_place}".rstrip("."), message, found, names) from error

    def _known(self, value: Any, names: tuple[str, ...], place: str) -> None:
        if not isinstance(value, dict):
            raise self._bad(place, "a table", type(value).__name__)
        for name in value:
            if name not in names:
                full = f"{place}.{name}".lstrip(".")
                raise UsageError(
                    f"unknown key `{full}`",
                    code="SETTING_UNKNOWN",
                    where=self._where(full),
                    expected=f"one of {', '.join(n for n in names if n != 'name' or 'gates' not in place)}",
                    hint=nearest(name, names),
                )

    def _bad(self, place: str, expected: str, found: str, names: Any = ()) -> UsageError:
        return UsageError(
            f"`{place}` does not fit",
            code="SETTING_INVALID",
            where=self._where(place),
            expected=expected,
            found=found,
            hint=nearest(found, names),
        )

    def _where(self, place: str) -> str:
        """Return `gonogo.toml:LINE` of the last part of a dotted place that can be found."""
        for part in reversed(re.split(r"[.\[\]]+", place)):
            pattern = re.compile(rf"(^|[\[\s.,{{\"']){re.escape(part)}([\"'\]\s.=]|$)")
            for number, line in enumerate(self.lines, 1):
                if part and pattern.search(line):
                    return f"{NAME}:{number}"
        return NAME

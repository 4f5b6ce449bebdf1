"""What a record says of itself, where a program wrote it: JSON, YAML, JUnit XML, the end of a log. Pure, total.

Rules:
1. Only the record's own verdict counts: a field at its top, or under what it calls its result, gates or checks; never a
   part of it that it weighed itself. The shallowest verdict stands; a true or false outranks words.
2. A JUnit report in which something failed, or nothing ran, says no. Of a log the last summary counts.
3. What cannot be read says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from gonogo.check.verdict_words import bad_words, good_words
from gonogo.evidence.answers import Unreadable
from gonogo.evidence.junit import Ending, read_report

_FLAG_NAMES = (
    "passed pass passes ok success succeeded successful gate gatepassed gateok gatepass allpassed allpass overallpassed"
    " overallpass overallok overallsuccess gatespassed allgatespassed ispassed issuccess valid isvalid approved go"
    " ready compliant verified met green"
)
_WORDED_NAMES = (
    "status result verdict outcome conclusion decision gate overall overallstatus overallresult gatestatus gateresult"
    " finalstatus finalresult finalverdict teststatus"
)
_FLAGS = frozenset(_FLAG_NAMES.split())
_WORDED = frozenset(_WORDED_NAMES.split())
_FAILED = frozenset({"failed", "failures", "failurecount", "failedcount", "numfailedtests", "failedtests"})
_TOTALS = frozenset({"total", "tests", "totaltests", "numtotaltests", "testcount"})
_COUNTED = _TOTALS | {"passed", "numpassedtests", "passedcount", "ran"}
_INSIDE = frozenset({"result", "summary", "gate", "verdict", "decision", "report", "outcome", "overall", "validation"})
_PLURAL = frozenset({"gates", "checks", "results", "criteria", "tests", "assertions"})
_FINISHED = frozenset({"complete", "completed", "done", "closed"})
"""Of a status: that the record was finished, whatever came of it."""
_DEEPEST = 3
_MENTIONS = (
    *(b"pass", b"ok", b"succ", b"gate", b"valid", b"approv", b"status", b"result", b"verdict", b"outcome", b"decision"),
    *(b"conclusion", b"overall", b"fail", b"go", b"ready", b"compliant", b"met", b"verified", b"green", b"check"),
    *(b"criteria", b"tests", b"assertion"),
)
"""One of these stands in whatever has a verdict."""
_TAIL = 16_384
_YAML_LINE = re.compile(r"( *)([A-Za-z_][\w .-]{0,60}?|\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'):(?:[ \t]+(.*))?")
_SUMMARY = re.compile(
    r"^(?:"
    r"=*[ ]?(?P<pytest>[^\n=]{0,200}\b(?:passed|failed|errors?|skipped|deselected|no[ ]tests[ ]ran)\b[^\n=]{0,200})"
    r"[ ]in[ ][\d.:]+[ ]?s[^\n]{0,40}"
    r"|(?P<unittest>FAILED[ ]\([^\n]*|OK(?:[ ]\([^\n]*\))?|Ran[ ]0[ ]tests[^\n]*)"
    r"|test[ ]result:[ ](?P<cargo>ok|FAILED)[^\n]*"
    r"|[ ]*Tests:?[ ]+(?P<jest>[^\n]{0,200}\b(?:passed|failed)\b[^\n]*)"
    r"|(?P<go>FAIL|ok|PASS)(?:[ \t][^\n]*)?"
    r"|(?:exit(?:ed)?(?:[ ]with)?(?:[ ]code|[ ]status)?|exit_code|rc|return[ ]code)(?:[ ]?[:=][ ]?|[ ])(?P<exit>\d+)"
    r"|(?:overall[ ]|final[ ])?(?:result|verdict|status|gate)[ ]?[:=][ ]?(?P<worded>[^\n]{1,60})"
    r")[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_SOME_FAILED = re.compile(r"\b[1-9]\d* (?:failed|errors?)\b|no tests ran", re.IGNORECASE)


class Verdict(Struct, frozen=True):
    """What a record says: whether it is in favour, and in which words."""

    good: bool
    told: str


def verdict_of(path: str, data: bytes) -> Verdict | None:
    """Return what a record that a program wrote says of itself; None where it says nothing that is known here."""
    ending = path.rpartition(".")[2].lower()
    if ending == "xml":
        return _of_report(data) if b"<testsuite" in data else None
    if ending in {"txt", "log", "out"}:
        return _of_log(data[-_TAIL:].decode("utf-8", "replace"))
    if ending not in {"json", "yaml", "yml"}:
        return None
    lower = data.lower()
    if not any(word in lower for word in _MENTIONS):
        return None
    try:
        value = json.loads(data) if ending == "json" else _read_yaml(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return _of_value(value)


def _of_report(data: bytes) -> Verdict | None:
    try:
        report = read_report(data)
    except Unreadable:
        return None
    ran = len(report.cases) - report.count(Ending.SKIPPED)
    if report.failures:
        return Verdict(False, f"{report.failures} of {max(ran, report.failures)} tests failed")
    return Verdict(True, f"{ran} tests passed") if ran else Verdict(False, "no test ran")


def _of_log(text: str) -> Verdict | None:
    last: Verdict | None = None
    for found in _SUMMARY.finditer(text):
        good = _judge_summary(found)
        if good is not None:
            last = Verdict(good, f"{found[0].strip(' =')!r}")
    return last


def _judge_summary(found: re.Match[str]) -> bool | None:
    kind = found.lastgroup or ""
    text = found[kind]
    if kind in {"pytest", "jest"}:
        return _SOME_FAILED.search(text) is None
    if kind == "exit":
        return int(text[:9]) == 0
    if kind == "worded":
        return False if bad_words(text) else True if good_words(text) else None
    return text.upper().startswith(("OK", "PASS"))


def _of_value(value: Any) -> Verdict | None:
    """Return the shallowest verdict of a JSON value."""
    level: list[tuple[str, Any, bool]] = [("", value, False)]
    for _ in range(_DEEPEST):
        found = [verdict for name, inner, part in level for verdict in _verdicts(name, inner, part=part)]
        bad = next((verdict for verdict in found if not verdict.good), None)
        if found:
            return bad or found[0]
        level = [inside for name, inner, _ in level for inside in _inside(name, inner)]
    return None


def _inside(name: str, value: Any) -> Iterator[tuple[str, Any, bool]]:
    """Yield where a verdict may stand below a value: path, value, and whether it is one part of several."""
    if isinstance(value, list) and (not name or _key(name.rpartition(".")[2]) in _PLURAL):
        yield from ((f"{name}[{index}]", inner, True) for index, inner in enumerate(value) if isinstance(inner, dict))
    if isinstance(value, dict):
        plural = _key(name.rpartition(".")[2]) in _PLURAL
        for key, inner in value.items():
            if isinstance(inner, dict | list) and (plural or _key(key) in _INSIDE | _PLURAL):
                yield f"{name}.{key}" if name else str(key), inner, plural


def _verdicts(name: str, value: Any, *, part: bool) -> Iterator[Verdict]:
    """Yield what the fields of one mapping say: true, false and counts where there are any, else words."""
    if not isinstance(value, dict):
        return
    plural = _key(name.rpartition(".")[2]) in _PLURAL
    fields = {_key(key): (key, inner) for key, inner in value.items()}
    at = f"{name}." if name else ""
    flags = [
        Verdict(inner, f"{at}{key} is {str(inner).lower()}")
        for short, (key, inner) in fields.items()
        if isinstance(inner, bool) and (short in _FLAGS or plural)
    ]
    flags += _counts(fields, at)
    yield from flags
    if flags:
        return
    for short, (key, inner) in fields.items():
        if isinstance(inner, str) and short in _WORDED and len(inner) <= 80:  # noqa: PLR2004 -- longer is prose
            if bad_words(inner) and not (part and "skip" in inner.lower()):
                yield Verdict(False, f"{at}{key} is {inner.strip()!r}")
            elif good_words(inner) and not ("status" in short and inner.strip().lower() in _FINISHED):
                yield Verdict(True, f"{at}{key} is {inner.strip()!r}")


def _counts(fields: dict[str, tuple[str, Any]], at: str) -> Iterator[Verdict]:
    numbers = {
        short: inner for short, (_, inner) in fields.items() if isinstance(inner, int) and not isinstance(inner, bool)
    }
    if not _COUNTED & numbers.keys():
        return
    failed = next((short for short in _FAILED if numbers.get(short, 0) > 0), None)
    if failed is not None:
        yield Verdict(False, f"{at}{fields[failed][0]} is {str(numbers[failed])[:12]}")
    elif any(numbers.get(short) == 0 for short in _TOTALS):
        total = next(short for short in _TOTALS if numbers.get(short) == 0)
        yield Verdict(False, f"{at}{fields[total][0]} is 0")
    elif _FAILED & numbers.keys():
        yield Verdict(True, f"{at}nothing failed")


def _key(name: Any) -> str:
    return re.sub(r"[\s_-]", "", str(name)[:60]).lower()


def _read_yaml(text: str) -> dict[str, Any]:
    """Return the mappings of a YAML document that stand one in the other, scalars as in JSON; lists are left out."""
    top: dict[str, Any] = {}
    open_at: list[tuple[int, dict[str, Any]]] = [(-1, top)]
    beyond: int | None = None
    for line in text.splitlines():
        stripped = line.lstrip(" ")
        if not stripped or stripped.startswith("#"):
            continue
        indent = len(line) - len(stripped)
        if beyond is not None and indent > beyond:
            continue
        beyond = None
        found = _YAML_LINE.fullmatch(line)
        if found is None:
            beyond = indent if stripped.startswith("- ") else None
            continue
        while indent <= open_at[-1][0]:
            open_at.pop()
        name, value = found[2].strip("\"'"), (found[3] or "").partition(" #")[0].strip()
        if value:
            open_at[-1][1][name] = _scalar(value)
            beyond = indent
        elif len(open_at) <= _DEEPEST:
            inner: dict[str, Any] = {}
            open_at[-1][1][name] = inner
            open_at.append((indent, inner))
        else:
            beyond = indent
    return top


def _scalar(text: str) -> bool | int | str:
    if text in {"true", "True", "TRUE", "false", "False", "FALSE"}:
        return text.lower() == "true"
    return int(text) if re.fullmatch(r"\d{1,9}", text) else text.strip("\"'")

"""Rules on evidence, lists of deliverables and commands, on what was found behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from msgspec.structs import replace

from gonogo.check.commands import find_missing_targets, find_shared_commands
from gonogo.check.deliverables import find_missing_deliverables
from gonogo.check.evidence import find_shared_evidence, finder
from gonogo.check.scene import Page, Scene
from gonogo.check.staleness import find_stale_looking
from gonogo.model.evidence import EvidenceKind, Resolved
from gonogo.model.item import Finding, Kind
from gonogo.model.links import link
from gonogo.tracker.parse import parse

RUN = "sh a.sh "
PLAIN = "correct the command, or restore what it runs"
Find = Callable[[Scene], Iterable[Finding]]


def table(*rows: str, columns: str = "ID | Task | Status | Evidence | Verify") -> str:
    rule = "|".join("---" for _ in columns.split("|"))
    return "\n".join((f"| {columns} |", f"|{rule}|", *(f"| {row} |" for row in rows), ""))


def found(find: Find, text: str, *, kind: Kind | None = None, **given: Any) -> list[tuple[int, str, str, str | None]]:
    """Return line, severity, message and hint of each finding."""
    reading = parse("plan.md", text.encode())
    items = tuple(item if kind is None else replace(item, kind=kind) for item in reading.items)
    page = Page(reading=reading, data=text.encode(), items=items)
    scene = Scene(pages=(page,), items=items, links=link(items), today="2026-11-21", **given)
    return [(one.line, str(one.severity), one.message, one.hint) for one in find(scene)]


def came_to(code: str | None, *names: str, hint: str | None = None, message: str | None = None) -> dict[str, Any]:
    return {
        "resolved": {
            ("", name): Resolved(reference=name, kind=EvidenceKind.DOC, code=code, hint=hint, message=message)
            for name in names
        }
    }


@pytest.mark.parametrize(
    ("status", "code", "reference", "files", "expected"),
    [
        ("Done", "EVIDENCE_MISSING", "a/b.md", ["c.md"], [(3, "error", "K-1 claims Done, and a/b.md does not exist")]),
        ("Open", "EVIDENCE_MISSING", "a/b.md", ["c.md"], []),
        ("Done", None, "a/b.md", ["c.md"], []),
        ("Done", "EVIDENCE_EMPTY", "a/b.md", ["c.md"], []),
        ("Done", "EVIDENCE_MISSING", "b.md", ["x/b.md"], []),
        ("Done", "EVIDENCE_MISSING", "b.md", ["x/c.md"], [(3, "error", "K-1 claims Done, and b.md does not exist")]),
        (
            "Done",
            "EVIDENCE_MISSING",
            "a/b.md",
            ["x/b.md"],
            [(3, "error", "K-1 claims Done, and a/b.md does not exist")],
        ),
        ("Done", "EVIDENCE_MISSING", "a/b.md", None, []),
    ],
)
def test_what_an_item_that_is_a_deliverable_delivers(
    status: str, code: str | None, reference: str, files: list[str] | None, expected: list[tuple[int, str, str]]
) -> None:
    text = table(f"K-1 | Hang it | {status} | {reference} | -")
    there = None if files is None else frozenset(files)
    told = found(find_missing_deliverables, text, kind=Kind.DELIVERABLE, files=there, **came_to(code, reference))
    assert told == [(*one, "restore it, or correct its path or its status") for one in expected]
    hinted = found(
        find_missing_deliverables, text, kind=Kind.DELIVERABLE, files=there, **came_to(code, reference, hint="look up")
    )
    assert hinted == [(*one, "look up") for one in expected]
    assert found(find_missing_deliverables, text, files=there, **came_to(code, reference)) == []


@pytest.mark.parametrize(
    ("code", "severity", "message", "hint"),
    [
        ("EVIDENCE_MISSING", "error", "a/b.md does not resolve", "restore it, or correct the reference"),
        ("EVIDENCE_IGNORED", "warning", "a/b.md does not resolve", None),
        ("EVIDENCE_OUTSIDE", "error", "a/b.md does not resolve", "bring it into the workspace"),
        ("EVIDENCE_EMPTY", "error", "a/b.md does not resolve", "fill it, or take the reference away"),
        ("EVIDENCE_COMMIT_UNKNOWN", "error", "a/b.md does not resolve", "correct the id, or fetch the commit"),
        ("EVIDENCE_ANCHOR_MISSING", "error", "a/b.md does not resolve", "correct the place that the reference names"),
        ("EVIDENCE_UNREADABLE", "warning", "a/b.md does not resolve", None),
    ],
)
def test_what_a_reference_came_to(code: str, severity: str, message: str, hint: str | None) -> None:
    text = table("K-1 | Hang it | Done | a/b.md | -", "K-2 | Rent it | Open | a/b.md | -")
    find = finder(code)
    assert found(find, text, **came_to(code, "a/b.md")) == [(3, severity, f"K-1 claims Done, and {message}", hint)]
    told = found(find, text, **came_to(code, "a/b.md", message="nobody knows", hint="look up"))
    assert [one[2:] for one in told] == [("K-1 claims Done, and nobody knows", "look up")]
    other = "EVIDENCE_EMPTY" if code == "EVIDENCE_MISSING" else "EVIDENCE_MISSING"
    assert found(find, text, **came_to(other, "a/b.md")) == []
    assert found(find, text) == []


def test_a_shallow_clone_may_lack_a_commit() -> None:
    text = table("K-1 | Hang it | Done | a/b.md | -")
    (told,) = found(
        finder("EVIDENCE_COMMIT_UNKNOWN"), text, shallow=True, **came_to("EVIDENCE_COMMIT_UNKNOWN", "a/b.md")
    )
    assert told[1:3] == (
        "note",
        "K-1 claims Done, and a/b.md does not resolve; this clone is shallow, so it may be elsewhere",
    )


@pytest.mark.parametrize(
    ("find", "code", "column"),
    [
        (find_shared_evidence, "EVIDENCE_SHARED", "a/b.md | -"),
        (find_shared_commands, "COMMAND_SHARED", "- | `sh a.sh`"),
    ],
)
def test_from_how_many_on_sharing_is_told(find: Find, code: str, column: str) -> None:
    rows = [f"K-{n} | part {n} | Done | {column}" for n in range(1, 9)]
    assert found(find, table(*rows[:2])) == []
    assert len(found(find, table(*rows[:3]))) == 1
    assert len(found(find, table(*rows[:2]), minimums={code: 2})) == 1
    assert found(find, table(*rows[:3]), minimums={code: 4}) == []
    assert found(find, table(*rows[:6]))[0][2].endswith("K-1, K-2, K-3, K-4, K-5, K-6")
    assert found(find, table(*rows[:7]))[0][2].endswith("K-1, K-2, K-3, K-4, K-5 and 2 more")


@pytest.mark.parametrize(
    ("length", "shown"),
    [(80, RUN + "x" * 72), (81, RUN + "x" * 71 + "…"), (99, RUN + "x" * 71 + "…")],
)
def test_a_long_command_is_cut(length: int, shown: str) -> None:
    command = RUN + "x" * (length - 8)
    (told,) = found(find_shared_commands, table(*(f"K-{n} | part {n} | Done | - | `{command}`" for n in range(3))))
    assert told[2].startswith(f"`{shown}` is the proof of 3 completed items")


@pytest.mark.parametrize(
    ("command", "files", "hints"),
    [
        ("`sh x/a.sh`", "b.sh", [PLAIN]),
        ("`sh x/a.sh`", "y/a.sh", ["there is y/a.sh"]),
        ("`sh x/a.sh`", "y/x/a.sh", ["there is y/x/a.sh: cd y/ first, or set its directory in gonogo.toml"]),
        ("`sh x/a.sh`", "y/a.sh z/a.sh", [PLAIN]),
        (
            "`sh x/a.sh`",
            "y/x/a.sh z/a.sh",
            ["there is y/x/a.sh: cd y/ first, or set its directory in gonogo.toml"],
        ),
        ("`sh x/a.sh`", "y/x/a.sh z/x/a.sh", [PLAIN]),
        ("`cd web && sh a.sh && cd app && sh b.sh`", "a", [PLAIN]),
        ("`(cd web && sh a.sh); (cd website && sh b.sh)`", "a", [PLAIN, PLAIN]),
        ("make sure it all works", "a", []),
        ("`make sure it all works`", "a", [PLAIN]),
    ],
)
def test_what_is_not_there_and_what_is(command: str, files: str, hints: list[str]) -> None:
    text = table(f"K-1 | Hang it | Done | - | {command}")
    told = found(find_missing_targets, text, files=frozenset(files.split()))
    assert [one[3] for one in told] == hints, told


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", "a.rst", "A.MD"])
def test_evidence_of_any_kind_of_prose_may_look_stale(name: str) -> None:
    text = table(f"K-1 | Hang it | Done | {name} | -", f"K-2 | Rent it | Done | {name} | -")
    said = b"Last updated: 2026-01-01 \xff\n\nHung: done 2026-02-02, verified 2026-02-03, tested 2026-02-01\n"
    told = found(find_stale_looking, text, behind={("", name): (name,)}, contents={name: said})
    assert [one[:3] for one in told] == [
        (
            3,
            "warning",
            (
                f"{name}: the document gives 2026-01-01 as its date, "
                f"and its line 3 speaks of 2026-02-03: 'verified 2026-02-03'"
            ),
        )
    ]
    assert found(find_stale_looking, text, behind={("", name): ("a.csv",)}, contents={"a.csv": said}) == []

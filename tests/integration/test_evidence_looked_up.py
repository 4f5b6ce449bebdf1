"""What checking looks up in a workspace's files and history, however odd they are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from gonogo.app.checking import check
from gonogo.app.reading import open_workspace, read
from gonogo.app.sources import at_commit
from gonogo.errors import InputError
from gonogo.evidence.glance import glance
from gonogo.evidence.resolve import Request, resolve_all
from gonogo.model.item import Finding
from gonogo.workspace.ignoring import would_ignore
from gonogo.workspace.read_once import ReadOnce
from gonogo.workspace.tree import Tree

DAY = "2026-11-21"
FAMILY = ("EVIDENCE_", "COMMAND_", "DELIVERABLE_")


def tracker(*evidence: str, verify: str = "test -f plan.md") -> str:
    rows = [f"| K-{n} | Do it | Done | `{verify}` | {cell} |" for n, cell in enumerate(evidence, 1)]
    return "\n".join(["| ID | Task | Status | Verify | Evidence |", "|---|---|---|---|---|", *rows, ""])


def found(root: Path, *paths: Path) -> list[Finding]:
    findings = check(open_workspace(paths, root), day=DAY).findings
    return [finding for finding in findings if finding.code.startswith(FAMILY)]


def codes(findings: Iterable[Finding]) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in findings]


def test_a_glance_says_what_resolving_says(checkout) -> None:
    checkout.write(".gitignore", "*.tmp\n")
    checkout.write("docs/a.md", "# Head\n")
    checkout.write("docs/deep/b.json", '{"x": 1}')
    checkout.write("empty.txt", "")
    checkout.write("old.md", "Some words that Git can follow, and more of them.\n")
    checkout.commit()
    (checkout.path / "old.md").rename(checkout.path / "docs/new.md")
    commit = checkout.commit()
    checkout.write("left.tmp")
    (checkout.path / "out").symlink_to("/")
    (checkout.path / "loop").symlink_to("loop")
    (checkout.path / "in").symlink_to("docs/a.md")
    (checkout.path / "gone").symlink_to("nowhere")
    references = [
        *("docs/a.md", "docs/a.md#head", "docs/a.md#tail", "docs/a.md:9", "docs/deep/b.json#/x", "docs/"),
        *("empty.txt", "left.tmp", "old.md", "nothing.md", "../up.md", "/etc/passwd", "out", "loop", "in", "gone"),
        *(commit, commit[:8], "0123456789abcdef", "https://example.org", "#12", "a\0b", "", "x" * 5000, "out/etc"),
        *("docs/a.md/b", "in#head", "docs/**/*.json"),
    ]
    tree = Tree(checkout.path, None)
    (whole,) = resolve_all([Request(references=tuple(references))], tree)
    glimpses = glance([("", text) for text in references], tree, tree.repository(), tree.ground())
    quick = [glimpses["", text].resolved for text in references]
    told = [(one.reference, one.kind, one.code, one.message, one.hint) for one in quick]
    assert told == [(one.reference, one.kind, one.code, one.message, one.hint) for one in whole]
    assert glimpses["", "docs/a.md"].alone
    assert glimpses["", "docs/"].files == ("docs/a.md", "docs/deep/b.json", "docs/new.md")


def test_links_in_a_circle_devices_and_huge_files_are_answered(checkout) -> None:
    checkout.write("plan.md", tracker("`loop.json`", "`pipe.json`", "`huge.json`", "`out.json`"))
    (checkout.path / "loop.json").symlink_to("loop.json")
    os.mkfifo(checkout.path / "pipe.json")
    with (checkout.path / "huge.json").open("wb") as file:
        file.truncate(1 << 30)
    (checkout.path / "out.json").symlink_to("/etc/hostname")
    checkout.git("add", "plan.md")
    shared, *others = codes(found(checkout.path))
    assert shared == (3, "COMMAND_SHARED")
    assert others == [(3, "EVIDENCE_OUTSIDE"), (4, "EVIDENCE_UNREADABLE"), (6, "EVIDENCE_OUTSIDE")]


def test_a_shallow_clone_cannot_know_every_commit(checkout, tmp_path: Path) -> None:
    checkout.write("a.txt")
    first = checkout.commit()
    checkout.write("plan.md", tracker(f"`{first}`", "`deadbeef99`"))
    checkout.commit()
    clone = tmp_path / "clone"
    checkout.git("clone", "--quiet", "--depth=1", f"file://{checkout.path}", str(clone))
    told = found(clone)
    assert codes(told) == [(3, "EVIDENCE_COMMIT_UNKNOWN"), (4, "EVIDENCE_COMMIT_UNKNOWN")]
    assert {(f.severity, f.hint) for f in told} == {("note", "this clone is shallow: git fetch --unshallow")}
    assert codes(found(checkout.path)) == [(4, "EVIDENCE_COMMIT_UNKNOWN")]
    assert found(checkout.path)[0].severity == "error"


def test_history_that_cannot_be_read_hides_no_finding(checkout) -> None:
    checkout.write("a.md", "one\n")
    first = checkout.commit()
    (checkout.path / "a.md").unlink()
    checkout.write("plan.md", tracker("a.md", f"`{first}`"))
    checkout.commit()
    place = checkout.path / ".git/objects" / first[:2] / first[2:]
    place.chmod(0o600)
    place.unlink()
    assert (3, "EVIDENCE_MISSING") in codes(found(checkout.path))


def test_evidence_is_that_of_the_commit_that_is_asked_about(checkout) -> None:
    checkout.write("gate.json", '{"passed": false}')
    checkout.write("tools/a.sh", "true\n")
    checkout.write("plan.md", tracker("gate.json", verify="sh tools/a.sh"))
    then = checkout.commit()
    checkout.write("gate.json", '{"passed": true}')
    (checkout.path / "tools/a.sh").unlink()
    checkout.commit()
    past = check(read(at_commit([], checkout.path, then)), day=DAY).findings
    assert codes(past) == [(3, "EVIDENCE_CONTRADICTS")]
    assert codes(found(checkout.path)) == [(3, "COMMAND_TARGET_MISSING")]


def test_a_file_outside_any_workspace_is_judged_by_what_lies_beside_it(directory) -> None:
    plan = directory.write("plan.md", tracker("proof.md, other.md", verify="sh a.sh"))
    directory.write("proof.md")
    assert codes(found(directory.path, plan)) == [(3, "COMMAND_TARGET_MISSING"), (3, "EVIDENCE_MISSING")]


def test_a_repository_inside_this_one_is_something(checkout) -> None:
    checkout.write("part/x.txt")
    checkout.git("init", "--quiet", cwd=checkout.path / "part")
    checkout.git("add", "--all", cwd=checkout.path / "part")
    checkout.git("commit", "--quiet", "--message", "x", cwd=checkout.path / "part")
    checkout.write("plan.md", tracker("`part/`"))
    checkout.git("add", "plan.md", "part")
    assert found(checkout.path) == []


def test_paths_that_git_would_ignore(checkout) -> None:
    checkout.write(".gitignore", "reports/\n*.tmp\n:odd\n")
    asked = ["reports/a.txt", "a.tmp", "a.txt", ":odd", "é.tmp", "", "a\0.tmp"]
    assert would_ignore(checkout.path, asked) == {"reports/a.txt", "a.tmp", ":odd", "é.tmp"}
    assert would_ignore(checkout.path, ["../a.tmp"]) == frozenset()
    assert would_ignore(checkout.path, []) == frozenset()


def test_files_are_read_once_as_long_as_they_are_small_and_few(directory) -> None:
    for name in ("a", "b", "c"):
        directory.write(name, name * 10)
    directory.write("large", "x" * 30)
    ground = ReadOnce(Tree(directory.path, None).ground(), largest=20, most=40)
    assert ground.recall("a") == b"a" * 10
    directory.write("a", "changed")
    assert ground.read("a", 100) == b"a" * 10
    assert ground.read("a", 3, cut=True) == b"aaa"
    with pytest.raises(InputError, match="larger"):
        ground.read("a", 3)
    assert ground.recall("large") is None
    assert ground.read("large", 100) == b"x" * 30
    assert ground.recall("b") == b"b" * 10
    assert ground.recall("c") is None
    assert ground.read("c", 100) == b"c" * 10
    assert ground.recall("nothing") is None
    assert (ground.is_file("a"), ground.is_directory("a"), ground.real("a")) == (True, False, "a")


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no Git")
def test_without_completed_items_nothing_is_looked_for(directory) -> None:
    directory.write("plan.md", tracker("gone.md").replace("Done", "Open"))
    assert found(directory.path) == []

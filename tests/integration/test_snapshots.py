"""A commit read in place says what a checkout of it would say, and reading it changes nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gonogo.app.checking import check
from gonogo.app.reading import Workspace, open_workspace, read
from gonogo.app.seeing import see
from gonogo.app.sources import at_commit, at_index, choose
from gonogo.errors import InputError, UsageError
from gonogo.workspace.checked_out import CheckedOut
from gonogo.workspace.names import spell
from gonogo.workspace.port import Outside
from gonogo.workspace.revision import find_commit
from gonogo.workspace.snapshot import Snapshot
from gonogo.workspace.tree import Tree

PYTHON = Path(sys.executable).absolute()  # relative where PATH is

HEADER = "# Readiness\n\n| ID | Item | Status | Depends On | Verify | Evidence |\n|---|---|---|---|---|---|\n"
SETTINGS = '[dialect.status]\nshipped = "done"\n\n[items.K-1]\ninputs = ["src/**", "lib"]\n'
DAY = "2026-11-21"


def rows(*cells: str) -> str:
    return HEADER + "".join(f"| {row} |\n" for row in cells)


def said(workspace: Workspace) -> tuple[object, ...]:
    facts = see(workspace, frozenset(), os.environ).facts
    found = check(workspace, day=DAY)
    return workspace.items, found, workspace.candidates, facts.documents, facts.unread, facts.items


def link(place: Path, target: str) -> None:
    place.unlink(missing_ok=True)
    place.symlink_to(target)


def write_first(checkout) -> None:
    table = rows(
        "K-1 | pump | Done | - | `pytest tests/test_pump.py` | ev/pump.txt, current.txt",
        "K-2 | valve | Shipped | K-1 | `true` | ev/, missing.txt, ev/nothing.txt",
        "K-3 | gauge | Done | K-9 | `make gauge` | lib/gauge.md, round.txt, away.dat, dangling.txt, lib",
        "K-4 | lamp | Done | - | - | docs/notes.md#lamp, build/kept.log, *.csv",
    )
    checkout.write("docs/readiness.md", table)
    checkout.write("docs/notes.md", "# Notes\r\n\r\n## Lamp\r\n\r\nlit\r\n")
    checkout.write("docs/windows-tracker.md", table.replace("K-", "W-").replace("\n", "\r\n"))
    checkout.write("ev/pump.txt", "8 passed\n")
    checkout.write("ev/nothing.txt", "")
    checkout.write("src/pump.py", "print(1)\n")
    checkout.write(".gitignore", "build/\n*.tmp\n")
    checkout.write("build/kept.log", "kept although it is ignored\n")
    checkout.write("pointer.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n")
    checkout.write(os.fsdecode(b"odd-\xff.csv"), "1,2\n")
    link(checkout.path / "current.txt", "ev/pump.txt")
    link(checkout.path / "round.txt", "circle.txt")
    link(checkout.path / "circle.txt", "round.txt")
    link(checkout.path / "away.dat", "../../outside.txt")
    link(checkout.path / "dangling.txt", "ev/gone.txt")
    link(checkout.path / "proofs", "ev")
    link(checkout.path / "PLAN.md", "docs/readiness.md")
    checkout.git("add", "--force", "build/kept.log")


def make_history(checkout, other: Path) -> list[str]:
    """Return the commits of a history in which everything happens that paths can go through."""
    write_first(checkout)
    commits = [checkout.commit("first")]
    library = type(checkout)(other)
    library.git("init", "--quiet", "--initial-branch=main")
    library.write("gauge.md", "# Gauge\n")
    library.commit("a library")
    checkout.git("submodule", "--quiet", "add", str(other), "lib")
    checkout.write("gonogo.toml", SETTINGS)
    commits.append(checkout.commit("settings and a submodule"))
    checkout.git("mv", "ev/pump.txt", "ev/pump-report.txt")
    checkout.git("mv", "docs/readiness.md", "docs/tracker.md")
    link(checkout.path / "PLAN.md", "docs/tracker.md")
    link(checkout.path / "docs/up.txt", "../proofs/pump-report.txt")
    commits.append(checkout.commit("move things"))
    checkout.write("inner/gonogo.toml", "")
    checkout.write("inner/todo.md", rows("I-1 | bolt | Done | - | - | bolt.txt"))
    checkout.write("gonogo.toml", SETTINGS.replace("done", "blocked"))
    commits.append(checkout.commit("a workspace inside"))
    dice = random.Random(3)  # noqa: S311 -- the same every time
    for _ in range(4):
        for _ in range(3):
            shuffle(checkout, dice)
        commits.append(checkout.commit("a change"))
    return commits


def shuffle(checkout, dice: random.Random) -> None:
    """Do something that people do to a repository."""
    tracker = checkout.path / "docs/tracker.md"
    text = tracker.read_text()
    match dice.randrange(6):
        case 0:
            tracker.write_text(text.replace("K-1 | pump | Done", "K-1 | pump | Doing"))
        case 1:
            tracker.write_text(text.replace("ev/pump.txt", "docs/up.txt"))
        case 2:
            tracker.write_text(f"{text}| K-{dice.randrange(6)} | part | Done | K-{dice.randrange(6)} | - | ev/ |\n")
        case 3:
            (checkout.path / "ev/nothing.txt").unlink(missing_ok=True)
        case 4:
            checkout.write("ev/nothing.txt", "something\n")
        case _:
            checkout.write(f"src/part{dice.randrange(3)}.py", f"print({dice.randrange(99)})\n")


def fingerprint(path: Path) -> dict[str, tuple[int, int]]:
    """Return everything below a path, the repository's own files too, with size and time of change."""
    found = {}
    for place in (path, *path.rglob("*")):
        status = place.lstat()
        found[str(place)] = (status.st_size, status.st_mtime_ns)
    return found


def test_each_commit_says_what_its_checkout_says(checkout, tmp_path: Path) -> None:
    """Items, findings, evidence and input digests of a commit are those of a worktree in which it is checked out."""
    library = tmp_path.resolve() / "library"
    library.mkdir()
    commits = make_history(checkout, library)
    before = fingerprint(checkout.path)
    texts = [said(read(at_commit((), checkout.path, commit))) for commit in commits]
    assert fingerprint(checkout.path) == before
    assert len({repr(text) for text in texts}) > len(commits) // 2
    for commit, text in zip(commits, texts, strict=True):
        beside = tmp_path.resolve() / "beside"
        checkout.git("worktree", "add", "--quiet", "--detach", str(beside), commit)
        assert text == said(open_workspace((), beside)), commit
        checkout.git("worktree", "remove", "--force", str(beside))


def test_a_workspace_below_the_top_is_read_as_of_a_commit(checkout) -> None:
    checkout.write("service/gonogo.toml", "")
    checkout.write("service/readiness.md", rows("S-1 | pump | Done | - | - | pump.txt"))
    checkout.write("service/pump.txt")
    checkout.write("readiness.md", rows("T-1 | top | Done | - | - | -"))
    first = checkout.commit()
    checkout.write("service/readiness.md", "")
    found = read(at_commit((), checkout.path / "service", first))
    assert [item.id for item in found.items] == ["S-1"]
    assert see(found, frozenset(), os.environ).facts.items[0].evidence[0].code is None


def test_paths_are_those_of_the_commit(checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or folder that is only in the commit can be asked for; one that is only on disk cannot.

    A path is seen from where one is, else from the workspace's root.
    """
    checkout.write("old/readiness.md", rows("O-1 | pump | Done | - | - | -"))
    checkout.write("other/readiness.md", rows("P-1 | lamp | Done | - | - | -"))
    first = checkout.commit()
    checkout.git("rm", "-r", "--quiet", "old")
    checkout.write("new.md", rows("N-1 | new | Done | - | - | -"))
    for path in ("old/readiness.md", "old"):
        found = read(at_commit([checkout.path / path], checkout.path, first))
        assert [item.id for item in found.items] == ["O-1"]
        assert not found.whole
    monkeypatch.chdir(checkout.path / "other")
    for path in ("../old/readiness.md", "readiness.md", "old/readiness.md", "old"):
        found = read(at_commit([Path(path)], checkout.path, first))
        assert [item.id for item in found.items] == ["P-1" if path == "readiness.md" else "O-1"]
    for path in ("new.md", "old/nothing.md"):
        with pytest.raises(UsageError, match="does not exist in commit"):
            at_commit([checkout.path / path], checkout.path, first)


def test_the_index_is_what_is_staged_and_nothing_else(checkout) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Done | - | - | ev.txt"))
    checkout.commit()
    checkout.write("readiness.md", rows("K-2 | staged | Done | - | - | ev.txt"))
    checkout.write("ev.txt")
    checkout.git("add", "readiness.md", "ev.txt")
    checkout.write("readiness.md", rows("K-3 | unstaged | Done | - | - | ev.txt"))
    (checkout.path / "ev.txt").unlink()
    before = fingerprint(checkout.path)
    staged = read(at_index((), checkout.path, {}))
    evidence = see(staged, frozenset(), os.environ).facts.items[0].evidence[0]
    assert [item.id for item in staged.items] == ["K-2"]
    assert (evidence.code, evidence.dirty, evidence.commit) == (None, True, None)
    assert [item.id for item in open_workspace((), checkout.path).items] == ["K-3"]
    assert fingerprint(checkout.path) == before


def test_the_index_of_a_repository_without_commits_is_read(checkout) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Done | - | - | readiness.md"))
    checkout.git("add", "--all")
    staged = read(at_index((), checkout.path, {}))
    assert see(staged, frozenset(), os.environ).facts.items[0].evidence[0].met


def test_amid_a_merge_the_index_is_refused(checkout) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Done | - | - | -"))
    checkout.commit()
    for branch, status in (("left", "Doing"), ("right", "Blocked")):
        checkout.git("checkout", "--quiet", "-b", branch, "main")
        checkout.write("readiness.md", rows(f"K-1 | pump | {status} | - | - | -"), fresh=True)
        checkout.commit()
    with pytest.raises(subprocess.CalledProcessError):
        checkout.git("merge", "left")
    with pytest.raises(UsageError, match="not merged"):
        at_index((), checkout.path, {})


@pytest.mark.parametrize("arguments", [("--all",), ("readiness.md",), ()])
def test_a_hook_judges_what_its_commit_would_record(checkout, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """`git commit --all` and `git commit PATH` commit from an index of their own, also in a linked worktree."""
    checkout.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    checkout.commit()
    hook = checkout.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\nexec {PYTHON} -c "from gonogo.cli import main; main()" check --staged\n')
    hook.chmod(0o755)
    checkout.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    for place in (checkout.path, tmp_path / "linked"):
        (place / "readiness.md").write_text(rows("K-1 | pump | Doing | K-9 | - | -"))
        if not arguments:
            checkout.git("add", "readiness.md", cwd=place)
            (place / "readiness.md").write_text(rows("K-1 | pump | Doing | - | - | -"))
        with pytest.raises(subprocess.CalledProcessError) as refused:
            checkout.git("commit", "--quiet", "--message", "wrong", *arguments, cwd=place)
        assert "DEPENDENCY_UNKNOWN" in refused.value.stderr + refused.value.stdout
        (place / "readiness.md").write_text(rows("K-2 | pump | Doing | - | - | -"))
        checkout.git("commit", "--quiet", "--all", "--message", "right", cwd=place)


def test_an_index_from_elsewhere_is_not_believed(checkout) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    checkout.commit()
    foreign = checkout.path.parent / "foreign"
    checkout.write("readiness.md", rows("K-2 | lamp | Done | - | - | -"), fresh=True)
    checkout.git("add", "--all")
    (checkout.path / ".git/index").rename(foreign)
    checkout.git("reset", "--quiet", "--hard")
    for named in (str(foreign), "nowhere", "../foreign", ""):
        found = read(at_index((), checkout.path, {"GIT_INDEX_FILE": named}))
        assert [item.id for item in found.items] == ["K-1"]
    foreign.rename(checkout.path / ".git/index.lock")
    found = read(at_index((), checkout.path, {"GIT_INDEX_FILE": ".git/index.lock"}))
    assert [item.id for item in found.items] == ["K-2"]


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("12", "takes a commit"),
        ("2026-11-21T09:30:00Z", "takes a commit"),
        ("HEAD", "takes a commit"),
        ("git:", "is no revision"),
        ("git:--git-dir", "is no revision"),
        ("git:HEAD\n", "is no revision"),
        ("git:" + "x" * 5000, "is no revision"),
        ("git:nowhere", "names no commit"),
        ("git:" + "0" * 40, "names no commit"),
        ("git:main..main", "is a range"),
        ("git:HEAD:readiness.md", "is no commit"),
        ("git:HEAD^{tree}", "but a tree"),
    ],
)
def test_what_names_no_commit_is_a_usage_error(checkout, moment: str, says: str) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    checkout.commit()
    with pytest.raises(UsageError, match=says) as told:
        choose((), checkout.path, {}, at=moment)
    assert told.value.status == 2
    assert told.value.code == "REVISION_UNKNOWN"


def test_tags_branches_and_steps_back_name_commits(checkout) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    first = checkout.commit()
    checkout.git("tag", "--annotate", "--message", "one", "v1.0")
    checkout.git("branch", "release/1")
    checkout.write("readiness.md", rows("K-1 | pump | Done | - | - | -"))
    checkout.commit()
    for name in ("v1.0", "release/1", "HEAD~1", "main^", first, first[:9]):
        source = choose((), checkout.path, {}, at=f"git:{name}")
        assert [item.status for item in read(source).items] == ["in_progress"], name


def test_three_dots_mean_the_commit_at_which_two_parted(checkout) -> None:
    parted = checkout.commit("common")
    checkout.git("checkout", "--quiet", "-b", "side")
    checkout.commit("on the side")
    checkout.git("checkout", "--quiet", "main")
    checkout.commit("on main")
    for name in ("main...side", "side...", "...side", "main~1...side~1"):
        assert find_commit(checkout.path, name) == parted
    checkout.git("checkout", "--quiet", "--orphan", "other")
    checkout.commit("alone")
    with pytest.raises(UsageError, match="no commit in common"):
        find_commit(checkout.path, "main...")
    for name in ("main....side", "main...nowhere", "...-x"):
        with pytest.raises(UsageError):
            find_commit(checkout.path, name)


def test_without_git_or_without_a_commit_there_is_no_other_moment(directory) -> None:
    directory.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    for asked in ({"at": "git:HEAD"}, {"staged": True}):
        with pytest.raises(UsageError, match="no Git repository"):
            choose((), directory.path, {}, **asked)
    directory.git("init", "--quiet", "--initial-branch=main")
    with pytest.raises(UsageError, match="no commit yet"):
        choose((), directory.path, {}, at="git:HEAD")
    with pytest.raises(UsageError, match="two moments"):
        choose((), directory.path, {}, at="git:HEAD", staged=True)


def test_a_shallow_clone_says_how_to_get_the_rest(checkout) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    first = checkout.commit()
    checkout.commit()
    clone = checkout.path.parent / "clone"
    checkout.git("clone", "--quiet", "--depth=1", f"file://{checkout.path}", str(clone))
    with pytest.raises(UsageError, match="shallow") as told:
        choose((), clone, {}, at=f"git:{first}")
    assert "--unshallow" in (told.value.hint or "")


def test_what_a_partial_clone_lacks_is_told_and_never_fetched(checkout) -> None:
    """A document or evidence that is not here cannot be read; the rest is."""
    checkout.write("readiness.md", rows("K-1 | pump | Done | - | - | ev.txt"))
    checkout.write("other-readiness.md", rows("L-1 | lamp | Doing | - | - | -"))
    checkout.write("ev.txt", "old\n")
    first = checkout.commit()
    checkout.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    checkout.write("ev.txt", "newer\n")
    checkout.commit()
    checkout.git("config", "uploadpack.allowFilter", "true")
    clone = checkout.path.parent / "clone"
    checkout.git("clone", "--quiet", "--filter=blob:none", f"file://{checkout.path}", str(clone))
    before = fingerprint(clone)
    found = read(at_commit((), clone, first))
    assert [item.id for item in found.items] == ["L-1"]
    told = {f.path: f.code for f in check(found, day=DAY).findings}
    assert told == {"ev.txt": "TRACKER_UNREADABLE", "readiness.md": "TRACKER_UNREADABLE"}
    assert "missing from this clone" in found.unread[0].message
    snapshot = Snapshot.of_commit(clone, first)
    assert set(snapshot.digests(["ev.txt", "other-readiness.md"])) == {"other-readiness.md"}
    assert fingerprint(clone) == before
    with pytest.raises(InputError, match="missing from this clone"):
        read(at_commit([clone / "readiness.md"], clone, first))


def test_a_missing_tree_is_an_error_that_names_git(checkout) -> None:
    checkout.write("deep/readiness.md", rows("K-1 | pump | Done | - | - | -"))
    first = checkout.commit()
    tree = checkout.git("rev-parse", "HEAD:deep")
    (checkout.path / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    with pytest.raises(InputError, match="git ls-tree failed"):
        at_commit((), checkout.path, first)


def test_a_damaged_object_is_no_content_and_hides_no_other(checkout) -> None:
    checkout.write("readiness.md", rows("K-1 | pump | Done | - | - | -"))
    checkout.write("status.md", rows("L-1 | lamp | Doing | - | - | -"))
    first = checkout.commit()
    blob = checkout.git("rev-parse", "HEAD:readiness.md")
    place = checkout.path / f".git/objects/{blob[:2]}/{blob[2:]}"
    place.chmod(0o644)
    place.write_bytes(b"rubbish")
    found = read(at_commit((), checkout.path, first))
    assert [item.id for item in found.items] == ["L-1"]
    assert [finding.path for finding in found.unread] == ["readiness.md"]


def test_links_are_followed_in_the_tree_and_never_out_of_it(checkout) -> None:
    checkout.write("a/real.txt", "text")
    links = {
        "one": "a/real.txt",
        "two": "a",
        "up": "a/../one",
        "absolute": str(checkout.path / "a"),
        "loop": "loop",
        "out": "../x",
        "etc": "/etc/passwd",
        "gone": "a/gone",
    }
    for name, target in links.items():
        link(checkout.path / name, target)
    ground = Snapshot.of_commit(checkout.path, checkout.commit()).ground()
    disk = Tree(checkout.path, None).ground()
    for name in ("one", "two", "two/real.txt", "up", "absolute/real.txt", "gone", "a", ".", "a/real.txt/x", "none"):
        assert ground.real(name) == disk.real(name), name
    for name in ("loop", "out", "etc"):
        for place in (ground, disk):
            with pytest.raises(Outside):
                place.real(name)


def test_a_document_beyond_the_limit_is_refused_and_the_next_one_read(checkout) -> None:
    checkout.write("big-readiness.md", b" " * (33 << 20))
    checkout.write("readiness.md", rows("K-1 | pump | Doing | - | - | -"))
    checkout.write("big.bin", b"\0" * (17 << 20))
    snapshot = Snapshot.of_commit(checkout.path, checkout.commit())
    found = read(at_commit([checkout.path], checkout.path, "HEAD"))
    assert [item.id for item in found.items] == ["K-1"]
    ground = snapshot.ground()
    assert ground.read("big.bin", 10, cut=True) == b"\0" * 10
    with pytest.raises(InputError, match="larger than 16 MiB"):
        ground.read("big.bin", 16 << 20)
    assert ground.read("readiness.md", 11, cut=True) == b"# Readiness"
    assert snapshot.digests(["big.bin"])["big.bin"].size == 17 << 20
    with pytest.raises(InputError, match="no regular file"):
        ground.read("nothing", 10)


def test_names_that_are_no_text_are_found(checkout) -> None:
    checkout.write(os.fsdecode(b"\xff/in.txt"), "odd")
    snapshot = Snapshot.of_commit(checkout.path, checkout.commit())
    assert snapshot.listing.own == (spell(b"\xff/in.txt"),)
    assert snapshot.ground().read(spell(b"\xff/in.txt"), 9) == b"odd"
    assert snapshot.standing(spell(b"\xff")) == (spell(b"\xff/in.txt"),)


def test_a_check_out_would_leave_ignored_files_and_converted_ones(checkout) -> None:
    """Beside a working tree a commit has what Git ignores there, and an unchanged file as it stands on disk."""
    checkout.write(".gitattributes", "*.txt text eol=crlf\n")
    checkout.write(".gitignore", "out/\n")
    checkout.write("same.txt", "one\r\n")
    checkout.write("changed.txt", "one\r\n")
    checkout.write("staged.txt", "one\r\n")
    first = checkout.commit()
    checkout.write("changed.txt", "three\r\n")
    checkout.write("staged.txt", "three\r\n")
    checkout.git("add", "staged.txt")
    checkout.write("new.txt", "new")
    checkout.write("out/report.xml", "<report/>")
    tree = Tree(checkout.path, None)
    files = CheckedOut(Snapshot.of_commit(checkout.path, first), tree)
    ground = files.ground()
    contents = {name: ground.read(name, 100) for name in ("same.txt", "changed.txt", "staged.txt", "out/report.xml")}
    assert contents == {
        "same.txt": b"one\r\n",
        "changed.txt": b"one\n",
        "staged.txt": b"one\n",
        "out/report.xml": b"<report/>",
    }
    assert set(files.digests(["same.txt", "changed.txt", "out/report.xml", "new.txt"])) == {
        "same.txt",
        "changed.txt",
        "out/report.xml",
    }
    assert files.digests(["same.txt"]) == tree.digests(["same.txt"])
    assert ground.real("new.txt") is None
    assert ground.real("out/report.xml") == "out/report.xml"
    assert (ground.is_directory("out"), ground.is_file("out/report.xml"), ground.is_file("new.txt")) == (
        True,
        True,
        False,
    )
    assert files.standing("out") == ("out/report.xml",)
    assert files.listing.leaves_out("out/report.xml")

"""Versions of documents in real repositories: renames, merges, odd authors, entries that are no files, and damage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gonogo.errors import InputError
from gonogo.workspace.versions import Changed, Versions, read_versions

LINES = "".join(f"line {number} of some length\n" for number in range(8))


def versions(checkout: Any, *paths: str, root: Path | None = None, limit: int = 100, most: int = 1000) -> Versions:
    head = checkout.git("rev-parse", "HEAD")
    return read_versions(root or checkout.path, head, paths, limit, most)


def subjects(found: Versions) -> list[str]:
    return [changed.revision.subject for changed in reversed(found.commits)]


def names(found: Versions) -> list[str]:
    return [version.name for changed in reversed(found.commits) for version in changed.versions]


def merge(found: Versions) -> Changed:
    (only,) = (changed for changed in found.commits if changed.revision.merge)
    return only


def test_a_document_that_was_renamed_ten_times_has_one_past(checkout: Any) -> None:
    checkout.write("n0.md", LINES, fresh=True)
    checkout.commit("first")
    for number in range(10):
        checkout.git("mv", f"n{number}.md", f"n{number + 1}.md")
        if number % 3 == 0:
            checkout.write(f"n{number + 1}.md", f"{LINES}edit {number}\n", fresh=True)
        checkout.commit(f"move {number}")
    found = versions(checkout, "n10.md")
    assert names(found) == [f"n{number}.md" for number in range(11)]
    assert {version.path for changed in found.commits for version in changed.versions} == {"n10.md"}
    assert not found.cut


def test_a_name_that_another_document_bore_before_means_that_one_then(checkout: Any) -> None:
    checkout.write("a.md", LINES, fresh=True)
    checkout.commit("first")
    checkout.git("mv", "a.md", "b.md")
    checkout.commit("move")
    checkout.write("a.md", "quite another text\nof two lines\n", fresh=True)
    checkout.commit("another")
    found = versions(checkout, "a.md", "b.md")
    told = [(v.path, v.name, c.revision.subject) for c in reversed(found.commits) for v in c.versions]
    assert told == [("b.md", "a.md", "first"), ("b.md", "b.md", "move"), ("a.md", "a.md", "another")]


def test_an_edit_on_a_branch_under_the_old_name_is_part_of_the_past(checkout: Any) -> None:
    checkout.write("old.md", LINES, fresh=True)
    checkout.commit("first")
    checkout.git("checkout", "-q", "-b", "side")
    checkout.write("old.md", LINES.replace("line 7", "LINE 7"), fresh=True)
    checkout.commit("on the side")
    checkout.git("checkout", "-q", "main")
    checkout.git("mv", "old.md", "new.md")
    checkout.commit("move")
    checkout.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    assert set(subjects(versions(checkout, "new.md"))) == {"first", "on the side", "move"}


def test_a_merge_counts_only_where_it_differs_from_each_parent(checkout: Any) -> None:
    checkout.write("a.md", LINES, fresh=True)
    checkout.write("code.py", fresh=True)
    checkout.commit("first")
    checkout.git("checkout", "-q", "-b", "side")
    checkout.write("a.md", LINES.replace("line 7", "LINE 7"), fresh=True)
    checkout.commit("side")
    checkout.git("checkout", "-q", "main")
    checkout.write("code.py", "changed\n", fresh=True)
    checkout.commit("code")
    checkout.git("merge", "-q", "--no-ff", "-m", "clean merge", "side")
    assert subjects(versions(checkout, "a.md")) == ["first", "side"]
    checkout.git("checkout", "-q", "-b", "other", "HEAD~1")
    checkout.write("a.md", LINES.replace("line 0", "LINE 0"), fresh=True)
    checkout.commit("other")
    checkout.git("checkout", "-q", "main")
    checkout.git("merge", "-q", "--no-ff", "-m", "both", "other")
    found = versions(checkout, "a.md")
    assert merge(found).revision.subject == "both"
    (version,) = merge(found).versions
    assert len(version.before) == 2
    assert version.after not in version.before


def test_what_changed_besides_is_told_from_the_root_of_the_workspace(checkout: Any) -> None:
    checkout.write("part/plan.md", LINES, fresh=True)
    checkout.write("part/src/x.py", fresh=True)
    checkout.write("lib/y.py", fresh=True)
    checkout.commit("first")
    found = versions(checkout, "plan.md", root=checkout.path / "part")
    assert sorted(found.commits[0].revision.paths) == ["../lib/y.py", "plan.md", "src/x.py"]
    assert names(found) == ["plan.md"]


def test_authors_are_those_of_the_mailmap_and_may_be_no_text(checkout: Any) -> None:
    checkout.write(".mailmap", "Ann Lee <ann@example.org> <a@old.example>\n", fresh=True)
    checkout.write("a.md", LINES, fresh=True)
    checkout.git("add", "--all")
    checkout.git("commit", "-q", "-m", "first", "--author", "al <a@old.example>")
    tree = checkout.git("rev-parse", "HEAD^{tree}")
    parent = checkout.git("rev-parse", "HEAD")
    body = f"tree {tree}\nparent {parent}\nauthor ".encode() + b"R\xe9my\xff <r@x> 1700000000 +0000\n"
    body += b"committer x <x@x> 99999999999999 +0000\n\n\xff\xfe broken \x01 subject\n"
    place = checkout.write("commit.bin", body, fresh=True)
    odd = checkout.git("hash-object", "-t", "commit", "-w", "--literally", str(place))
    place.unlink()
    checkout.git("checkout", "-q", odd)
    checkout.write("a.md", LINES + "more\n", fresh=True)
    checkout.commit("after the odd one")
    found = versions(checkout, "a.md")
    assert found.commits[-1].revision.author == "Ann Lee <ann@example.org>"
    checkout.git("update-ref", "HEAD", odd)
    checkout.git("checkout", "-q", "-f", odd)
    checkout.write("a.md", LINES + "more\n", fresh=True)
    tree = checkout.git("write-tree") if checkout.git("add", "--all") == "" else ""
    place = checkout.write(
        "commit.bin", body.replace(body[5:45], tree.encode()).replace(parent.encode(), odd.encode()), fresh=True
    )
    checkout.git("update-ref", "HEAD", checkout.git("hash-object", "-t", "commit", "-w", "--literally", str(place)))
    told = versions(checkout, "a.md").commits[0].revision
    assert told.author.startswith("R\ufffdmy")
    assert "broken" in told.subject


def test_a_link_and_a_submodule_are_no_versions(checkout: Any) -> None:
    checkout.write("a.md", LINES, fresh=True)
    checkout.commit("first")
    (checkout.path / "a.md").unlink()
    (checkout.path / "a.md").symlink_to("elsewhere.md")
    checkout.commit("a link")
    (checkout.path / "a.md").unlink()
    checkout.git("update-index", "--add", "--cacheinfo", f"160000,{checkout.git('rev-parse', 'HEAD')},a.md")
    checkout.git("commit", "-q", "-m", "a submodule")
    found = [version for changed in versions(checkout, "a.md").commits for version in changed.versions]
    assert [version.after for version in found][:2] == [None, None]
    assert [version.before for version in found][:1] == [(None,)]


def test_a_shallow_clone_tells_nothing_of_its_first_commit(checkout: Any, tmp_path: Path) -> None:
    for number in range(4):
        checkout.write("a.md", f"{LINES}{number}\n", fresh=True)
        checkout.commit(f"number {number}")
    clone = tmp_path / "clone"
    checkout.git("clone", "-q", "--depth", "2", checkout.path.as_uri(), str(clone))
    found = read_versions(clone, checkout.git("rev-parse", "HEAD"), ["a.md"], 100, 1000)
    assert subjects(found) == ["number 3"]
    assert found.cut


@pytest.mark.parametrize(("limit", "most"), [(2, 1000), (100, 4)])
def test_limits_keep_the_newest_and_say_so(checkout: Any, limit: int, most: int) -> None:
    for number in range(6):
        checkout.write("a.md", f"{LINES}{number}\n", fresh=True)
        checkout.write("b.md", f"{LINES}{number} b\n", fresh=True)
        checkout.commit(f"number {number}")
    found = versions(checkout, "a.md", "b.md", limit=limit, most=most)
    assert subjects(found) == ["number 4", "number 5"]
    assert found.cut


def test_what_git_cannot_read_is_an_error_with_its_words(checkout: Any) -> None:
    checkout.write("docs/a.md", LINES, fresh=True)
    first = checkout.commit("first")
    checkout.write("docs/a.md", LINES + "more\n", fresh=True)
    checkout.commit("second")
    lost = checkout.git("rev-parse", f"{first}:docs")
    (checkout.path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(InputError) as failure:
        versions(checkout, "docs/a.md")
    assert failure.value.code == "REPOSITORY_UNREADABLE"
    assert lost in str(failure.value)


def test_very_many_documents_are_read_in_one_pass(checkout: Any) -> None:
    for number in range(230):
        checkout.write(f"d/{number}.md", f"{LINES}{number}\n", fresh=True)
    checkout.commit("all")
    checkout.git("mv", "d/7.md", "seven.md")
    checkout.commit("move")
    checkout.write("other.txt", fresh=True)
    checkout.commit("other")
    paths = [*(f"d/{number}.md" for number in range(230) if number != 7), "seven.md"]
    found = versions(checkout, *paths)
    assert subjects(found) == ["all", "move"]
    assert {version.path for version in found.commits[-1].versions} == set(paths)

"""What Git's history answers, and that asking starts nothing and writes nothing."""

import os

import pytest

from gonogo.errors import InputError
from gonogo.workspace.git import FEW, Repository
from gonogo.workspace.tree import Tree


def opened(checkout) -> Repository:
    repository = Repository.open(checkout.path)
    assert repository is not None
    return repository


def test_without_git_there_is_no_repository(directory) -> None:
    assert Repository.open(directory.path) is None


def test_a_repository_without_commits_answers_with_nothing(checkout) -> None:
    checkout.write("a.txt")
    repository = opened(checkout)
    assert repository.head is None
    assert repository.branch == "main"
    assert repository.last_commit("a.txt") is None
    assert repository.renamed_to("b.txt") is None
    assert not repository.commit_exists("1234567")
    assert repository.dirty == frozenset()


def test_a_detached_head_is_told_by_the_missing_branch(checkout) -> None:
    first = checkout.commit()
    checkout.git("checkout", "--quiet", "--detach")
    repository = opened(checkout)
    assert repository.branch is None
    assert repository.head == first


def test_commits_are_known_by_full_and_short_ids_and_nothing_else_is(checkout) -> None:
    checkout.write("a.txt")
    commit = checkout.commit()
    blob = checkout.git("rev-parse", "HEAD:a.txt")
    checkout.git("branch", "1234567")
    known = opened(checkout).commits([commit, commit[:7], commit.upper(), blob, "1234567", "0" * 40, "main", "--all"])
    assert {name for name, found in known.items() if found is not None} == {commit, commit[:7], commit.upper()}
    assert known[commit].id == commit
    assert known[commit].time.endswith(".000Z")


@pytest.mark.parametrize("number", [1, FEW + 50])
def test_the_last_commit_of_files_and_directories(checkout, number) -> None:
    for index in range(number):
        checkout.write(f"ops/{index}/a.txt", str(index))
    first = checkout.commit()
    checkout.write("ops/0/a.txt", "changed")
    second = checkout.commit()
    checkout.write("other.txt")
    checkout.commit()
    found = opened(checkout).last_commits([f"ops/{index}/a.txt" for index in range(number)] + ["ops", "ops/0", "none"])
    assert {path: commit.id for path, commit in found.items()} == {
        **{f"ops/{index}/a.txt": first for index in range(number)},
        "ops/0/a.txt": second,
        "ops/0": second,
        "ops": second,
    }


def test_questions_from_a_directory_inside_the_repository_use_its_paths(checkout) -> None:
    checkout.write("service/a.txt")
    commit = checkout.commit()
    checkout.write("service/a.txt", "changed")
    checkout.write("b.txt", "changed")
    repository = Repository.open(checkout.path / "service")
    assert repository is not None
    assert repository.last_commits(["a.txt", ""])["a.txt"].id == commit
    assert repository.dirty == {"a.txt"}


def test_files_that_moved_are_followed_to_where_they_are(checkout) -> None:
    checkout.write("ops/m1/report.json", "a report that is long enough to be known again\n")
    checkout.write("ops/m1/other.json", "another file, with a text of its own\n")
    checkout.commit()
    checkout.git("mv", "ops/m1", "ops/first")
    moved = checkout.commit()
    (checkout.path / "archive").mkdir()
    checkout.git("mv", "ops/first", "archive/first")
    checkout.commit()
    repository = opened(checkout)
    assert repository.renamed_to("ops/m1/report.json") == "archive/first/report.json"
    assert repository.renamed_to("ops/m1") == "archive/first"
    assert repository.deleted_in("ops/m1/report.json").id == moved


def test_a_deleted_file_is_told_with_its_commit(checkout) -> None:
    checkout.write("a.txt")
    checkout.commit()
    checkout.git("rm", "--quiet", "a.txt")
    removal = checkout.commit()
    repository = opened(checkout)
    assert repository.renamed_to("a.txt") is None
    assert repository.deleted_in("a.txt").id == removal
    assert repository.deleted_in("never.txt") is None


def test_a_shallow_clone_says_so_and_guesses_no_last_commit(checkout, tmp_path) -> None:
    checkout.write("old.txt")
    first = checkout.commit()
    checkout.write("new.txt")
    second = checkout.commit()
    shallow = tmp_path / "shallow"
    checkout.git("clone", "--quiet", "--depth=1", f"file://{checkout.path}", str(shallow))
    repository = Repository.open(shallow)
    assert repository is not None
    assert repository.is_shallow
    assert repository.commit_exists(second)
    assert not repository.commit_exists(first)
    assert repository.last_commit("old.txt") is None
    assert not opened(checkout).is_shallow


def test_names_that_are_no_text_have_a_history_too(checkout) -> None:
    checkout.write(os.fsdecode(b"caf\xe9.txt"))
    commit = checkout.commit()
    tree = Tree(checkout.path, None)
    assert opened(checkout).last_commits(tree.listing.own)[tree.listing.own[0]].id == commit


def test_what_is_added_changed_and_deleted_is_dirty(checkout) -> None:
    for name in ("same.txt", "changed.txt", "deleted.txt"):
        checkout.write(name)
    checkout.commit()
    checkout.write("changed.txt", "other")
    checkout.write("added.txt")
    checkout.write("untracked.txt")
    (checkout.path / "deleted.txt").unlink()
    checkout.git("add", "added.txt")
    assert opened(checkout).dirty == {"changed.txt", "deleted.txt", "added.txt"}


def test_nothing_that_the_repository_configures_is_started(checkout) -> None:
    checkout.write("a.txt", "one")
    checkout.write(".gitattributes", "* filter=evil diff=evil\n")
    signed = checkout.git("cat-file", "commit", checkout.commit()).replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n", 1
    )
    (checkout.path / ".git/signed").write_text(signed + "\n")
    checkout.git("update-ref", "HEAD", checkout.git("hash-object", "-t", "commit", "-w", ".git/signed"))
    trap = checkout.write(".git/trap", '#!/bin/sh\ntouch "$(dirname "$0")/sprung"\ncat\n')
    trap.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "filter.evil.clean",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.external",
        "gpg.program",
        "core.sshCommand",
    ):
        checkout.git("config", setting, str(trap))
    checkout.git("config", "log.showSignature", "true")
    checkout.git("config", "core.hooksPath", str(trap.parent))
    (trap.parent / "post-index-change").symlink_to(trap)
    checkout.write("a.txt", "two", fresh=True)
    before = (checkout.path / ".git/index").read_bytes()
    repository = opened(checkout)
    tree = Tree(checkout.path, None)
    assert set(tree.digests(tree.listing.own)) == {".gitattributes", "a.txt"}
    assert repository.dirty == {"a.txt"}
    assert repository.last_commit("a.txt") is not None
    assert repository.renamed_to("b.txt") is None
    assert repository.commits(["1234567"]) == {"1234567": None}
    assert not (trap.parent / "sprung").exists()
    assert (checkout.path / ".git/index").read_bytes() == before


def test_the_environment_of_a_hook_does_not_lead_to_another_repository(checkout, monkeypatch) -> None:
    checkout.write("a.txt")
    commit = checkout.commit()
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert opened(checkout).head == commit
    assert Tree(checkout.path, None).listing.tracked == {"a.txt"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can give files away")
def test_a_repository_of_another_user_is_refused_with_the_cure(checkout) -> None:
    checkout.write("a.txt")
    for place in (checkout.path, checkout.path / ".git"):
        os.chown(place, 12345, 12345)
    with pytest.raises(InputError) as refused:
        Tree(checkout.path, None).listing.own  # noqa: B018 -- the question is the act
    assert refused.value.code == "REPOSITORY_UNREADABLE"
    assert "safe.directory" in (refused.value.hint or "")


def test_a_submodule_whose_repository_is_gone_is_an_error_with_a_code(directory) -> None:
    directory.write(".git", "gitdir: /nowhere\n")
    with pytest.raises(InputError, match="REPOSITORY_UNREADABLE"):
        Tree(directory.path, None).listing.own  # noqa: B018 -- the question is the act


@pytest.mark.parametrize("damage", ["the commit is gone", "the branch names no commit"])
def test_a_head_that_cannot_be_read_is_no_repository_without_commits(checkout, damage) -> None:
    checkout.write("a.txt")
    commit = checkout.commit()
    if damage == "the commit is gone":
        (checkout.path / ".git/objects" / commit[:2] / commit[2:]).unlink()
    else:
        checkout.write(".git/refs/heads/main", "rubbish\n")
    with pytest.raises(InputError) as refused:
        opened(checkout).head  # noqa: B018 -- to ask is what is tried
    assert refused.value.code == "REPOSITORY_UNREADABLE"


def test_history_is_read_whatever_encoding_the_repository_asks_for(checkout) -> None:
    checkout.write("a.txt")
    commit = checkout.commit()
    checkout.git("config", "i18n.logOutputEncoding", "UTF-16")
    last = opened(checkout).last_commit("a.txt")
    assert last is not None
    assert last.id == commit

"""Which files belong to a workspace."""

import os
import socket

import pytest

from gonogo import canonical
from gonogo.errors import InputError
from gonogo.workspace.names import spell, spell_all, unspell
from gonogo.workspace.tree import Tree


def test_tracked_and_unignored_files_are_listed_and_ignored_ones_are_not(checkout) -> None:
    checkout.write(".gitignore", "build/\n*.log\n")
    checkout.write("src/a.py")
    checkout.commit()
    checkout.write("src/new.py")
    checkout.write("src/debug.log")
    checkout.write("build/out.bin")
    tree = Tree(checkout.path, None)
    assert tree.listing.own == (".gitignore", "src/a.py", "src/new.py")
    assert tree.listing.tracked == {".gitignore", "src/a.py"}
    assert tree.listing.leaves_out("src/debug.log")
    assert tree.listing.leaves_out("build")
    assert not tree.listing.leaves_out("src/new.py")
    assert not tree.listing.leaves_out("src")


def test_a_deleted_file_is_not_listed_and_known_as_gone(checkout) -> None:
    checkout.write("a.txt")
    checkout.write("b.txt")
    checkout.commit()
    (checkout.path / "a.txt").unlink()
    tree = Tree(checkout.path, None)
    assert tree.listing.own == ("b.txt",)
    assert tree.listing.gone == {"a.txt"}


def test_paths_are_relative_to_a_root_inside_the_repository(checkout) -> None:
    checkout.write("service/gonogo.toml", "")
    checkout.write("service/src/a.py")
    checkout.write("other/b.py")
    checkout.commit()
    assert Tree(checkout.path / "service", None).listing.own == ("gonogo.toml", "src/a.py")


def test_files_of_a_workspace_inside_this_one_are_left_to_it(checkout) -> None:
    checkout.write("a.py")
    checkout.write("examples/shop/gonogo.toml", "")
    checkout.write("examples/shop/src/b.py")
    checkout.write("examples/shopping.py")
    tree = Tree(checkout.path, None)
    assert tree.listing.own == ("a.py", "examples/shopping.py")
    assert tree.listing.below("examples/shop") == ("examples/shop/gonogo.toml", "examples/shop/src/b.py")
    assert not tree.listing.leaves_out("examples/shop/src/b.py")


def test_gonogo_keeps_its_own_directory_out(directory) -> None:
    directory.write("a.py")
    directory.write(".gonogo/ledger.db")
    directory.write("sub/.gonogo/ledger.db")
    assert Tree(directory.path, None).listing.own == ("a.py",)
    directory.git("init", "--quiet")
    assert Tree(directory.path, None).listing.own == ("a.py",)


def test_without_git_a_walk_leaves_out_what_tools_keep_for_themselves(directory) -> None:
    directory.write("src/a.py")
    directory.write("node_modules/lib/index.js")
    directory.write(".venv/bin/python")
    directory.write("src/__pycache__/a.pyc")
    tree = Tree(directory.path, None)
    assert tree.listing.own == ("src/a.py",)
    assert tree.listing.tracked == frozenset()
    assert not tree.listing.leaves_out(".venv/bin/python")


def test_without_the_git_program_a_walk_stands_in(checkout, tmp_path, start_python) -> None:
    """Run in a process of its own whose PATH has no git."""
    checkout.write("src/a.py")
    printed = start_python(
        "import sys; from pathlib import Path; from gonogo.workspace.tree import Tree;"
        "from gonogo.workspace.git import Repository;"
        "root = Path(sys.argv[1]); print(Tree(root, None).listing.own, Repository.open(root))",
        str(checkout.path),
        PATH=str(tmp_path),
    )
    assert printed == "('src/a.py',) None"


def test_names_that_are_no_text_are_spelled_so_that_they_have_canonical_bytes(checkout) -> None:
    names = (b"caf\xe9.txt", b"line\nbreak.txt", "real\ufffd.txt".encode(), b"\xff/inner.txt")
    for name in names:
        checkout.write(os.fsdecode(name), name)
    tree = Tree(checkout.path, None)
    digests = tree.digests(tree.listing.own)
    assert set(digests) == set(tree.listing.own)
    assert len(tree.listing.own) == 4
    canonical.encode(list(tree.listing.own))
    assert {unspell(path): digest.digest for path, digest in digests.items()} == {
        name: canonical.sha256(name) for name in names
    }
    assert tree.listing.below(spell(b"\xff")) == (spell(b"\xff/inner.txt"),)


@pytest.mark.parametrize("names", [b"", b"a\0b\0", b"a\xff\0b\0", "é\0\ufffd\0".encode()])
def test_many_names_are_spelled_as_each_alone(names) -> None:
    assert spell_all(names) == [spell(name) for name in names.split(b"\0")[:-1]]


def test_pipes_sockets_and_circles_of_links_are_never_opened(directory) -> None:
    directory.write("a.txt")
    os.mkfifo(directory.path / "pipe")
    (directory.path / "loop").symlink_to("loop")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(directory.path / "socket"))
    tree = Tree(directory.path, None)
    assert tree.listing.own == ("a.txt", "loop")
    assert set(tree.digests(["a.txt", "loop", "pipe", "socket", "nothing", "a\0b"])) == {"a.txt", "loop"}


def test_a_link_counts_as_its_target_and_is_not_followed(directory) -> None:
    target = directory.write("data/real.txt", "one")
    link = directory.path / "link.txt"
    link.symlink_to("data/real.txt")
    (directory.path / "away").symlink_to("data")
    tree = Tree(directory.path, None)
    before = tree.digests(tree.listing.own)
    assert set(before) == {"data/real.txt", "link.txt", "away"}
    target.write_text("two")
    after = tree.digests(tree.listing.own)
    assert {path for path in before if before[path] != after[path]} == {"data/real.txt"}
    link.unlink()
    link.symlink_to("data/other.txt")
    assert tree.digests(["link.txt"])["link.txt"] != before["link.txt"]


def test_a_submodule_is_its_commit_and_what_differs_from_it(checkout, tmp_path) -> None:
    library = type(checkout)(tmp_path / "library")
    library.path.mkdir()
    library.git("init", "--quiet")
    library.write("lib.py", "one")
    library.commit()
    checkout.git("submodule", "add", "--quiet", str(library.path), "lib")
    checkout.commit()
    assert Tree(checkout.path, None).listing.own == (".gitmodules", "lib")

    def digest() -> str:
        return Tree(checkout.path, None).digests(["lib"])["lib"].digest

    seen = [digest()]
    assert digest() == seen[0]
    (checkout.path / "lib/lib.py").write_text("two")
    seen.append(digest())
    (checkout.path / "lib/lib.py").write_text("three")
    seen.append(digest())
    inner = type(checkout)(checkout.path / "lib")
    inner.commit()
    seen.append(digest())
    checkout.commit()
    checkout.git("submodule", "deinit", "--force", "--quiet", "lib")
    assert digest() == seen[-1], "not checked out, it is the commit that the index names"
    assert len(set(seen)) == 4


def test_a_repository_that_was_cloned_inside_is_one_entry(checkout) -> None:
    inner = checkout.path / "tool"
    inner.mkdir()
    checkout.git("init", "--quiet", cwd=inner)
    checkout.write("tool/a.py")
    tree = Tree(checkout.path, None)
    assert tree.listing.own == ("tool",)
    assert set(tree.digests(["tool"])) == {"tool"}
    assert not tree.listing.leaves_out("tool/a.py")


def test_files_of_a_sparse_checkout_that_are_not_there_are_not_listed(checkout) -> None:
    checkout.write("a/x.txt")
    checkout.write("b/y.txt")
    checkout.commit()
    checkout.git("sparse-checkout", "set", "a")
    assert Tree(checkout.path, None).listing.own == ("a/x.txt",)


def test_a_tree_keeps_its_list_and_a_refreshed_one_looks_again(checkout) -> None:
    tree = Tree(checkout.path, None)
    assert tree.listing.own == ()
    checkout.write("a.txt")
    assert tree.listing.own == ()
    assert tree.refreshed().listing.own == ("a.txt",)


def test_a_damaged_index_is_an_error_that_says_what_git_said(checkout) -> None:
    checkout.write("a.txt")
    checkout.commit()
    (checkout.path / ".git/index").write_bytes(b"no index")
    with pytest.raises(InputError) as refused:
        Tree(checkout.path, None).listing.own  # noqa: B018 -- the question is the act
    assert refused.value.code == "REPOSITORY_UNREADABLE"
    assert "index" in (refused.value.found or "")


def test_what_stands_on_disk_is_found_where_git_ignores_it_but_not_through_links(checkout, tmp_path) -> None:
    checkout.write(".gitignore", "build/\n")
    checkout.write("build/a/out.bin")
    (checkout.path / "away").symlink_to(tmp_path)
    tree = Tree(checkout.path, None)
    assert tree.standing("build") == ("build/a/out.bin",)
    assert tree.standing("build/a/out.bin") == ("build/a/out.bin",)
    assert tree.standing("away/checkout") == ()
    assert tree.standing("..") == ()
    assert tree.standing("nothing") == ()

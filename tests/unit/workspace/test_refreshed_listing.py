"""A refreshed tree lists what a new one would, and lists nothing anew where nothing changed."""

import time
from collections.abc import Callable

import pytest

from gonogo.workspace.tree import Tree

ACTS: dict[str, Callable] = {
    "a new file": lambda place: place.write("src/new.py"),
    "a new file in a new directory": lambda place: place.write("lib/deep/new.py"),
    "a new file in an empty directory": lambda place: place.write("empty/new.py"),
    "a new file in a directory of ignored files": lambda place: place.write("logs/new.py"),
    "a file removed": lambda place: (place.path / "src/a.py").unlink(),
    "a file renamed": lambda place: (place.path / "src/a.py").rename(place.path / "src/b.py"),
    "a file that became a link": lambda place: (
        (place.path / "src/a.py").unlink(),
        (place.path / "src/a.py").symlink_to("x"),
    ),
    "a directory moved away": lambda place: (place.path / "src").rename(place.path.parent / "src"),
    "another rule of what is ignored": lambda place: place.write(".gitignore", "*.py\n", fresh=True),
    "a rule in a directory": lambda place: place.write("src/.gitignore", "*\n", fresh=True),
    "a rule of the repository": lambda place: place.write(".git/info/exclude", "empty\n*.py\n", fresh=True),
    "a file added to the index": lambda place: place.git("add", "--force", "logs/x.log"),
    "a workspace inside": lambda place: place.write("src/gonogo.toml", ""),
    "a repository inside": lambda place: place.git("init", "--quiet", "src/inner"),
}


@pytest.fixture
def watched(checkout) -> Tree:
    checkout.write(".gitignore", "build/\n*.log\n")
    checkout.write("src/a.py")
    checkout.write("logs/x.log")
    checkout.write("build/out.bin")
    checkout.write("odd/:build/x.log")
    checkout.write("odd/[a]*/build/out.bin")
    (checkout.path / "empty").mkdir()
    checkout.git("add", ".")
    time.sleep(0.05)
    tree = Tree(checkout.path, None)
    assert tree.refreshed().listing is tree.listing
    return tree


@pytest.mark.parametrize("act", ACTS)
def test_what_changes_the_list_is_noticed(checkout, watched, act) -> None:
    ACTS[act](checkout)
    anew = Tree(checkout.path, None).listing
    assert watched.refreshed().listing == anew
    assert watched.refreshed().listing == anew


def test_contents_and_ignored_files_do_not_change_the_list(checkout, watched) -> None:
    checkout.write("src/a.py", "changed", fresh=True)
    checkout.write("build/other.bin")
    checkout.write("build/deep/other.bin")
    assert watched.refreshed().listing is watched.listing
    assert watched.refreshed().digests(["src/a.py"])["src/a.py"].size == 7


def test_a_list_made_while_directories_change_is_made_again(checkout) -> None:
    tree = Tree(checkout.path, None)
    for number in range(200):
        checkout.write(f"{number}.py")
        assert len(tree.refreshed().listing.own) == number + 1


def test_without_git_the_list_is_watched_too(directory) -> None:
    directory.write("src/a.py")
    time.sleep(0.05)
    tree = Tree(directory.path, None)
    assert tree.refreshed().listing is tree.listing
    directory.write("src/b.py")
    assert tree.refreshed().listing.own == ("src/a.py", "src/b.py")

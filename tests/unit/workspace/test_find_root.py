"""Which workspace a path lies in."""

from pathlib import Path

import pytest

from gonogo.errors import InputError
from gonogo.workspace.root import Root, find_root


def test_the_git_root_above_a_file_is_its_workspace(checkout) -> None:
    tracker = checkout.write("docs/deep/tracker.md")
    assert find_root(tracker) == Root(checkout.path, "git")
    assert find_root(tracker.parent) == Root(checkout.path, "git")


def test_a_nearer_settings_file_makes_another_workspace(checkout) -> None:
    checkout.write("examples/shop/gonogo.toml", "")
    tracker = checkout.write("examples/shop/docs/tracker.md")
    assert find_root(tracker) == Root(checkout.path / "examples/shop", "settings")
    assert find_root(checkout.path / "examples") == Root(checkout.path, "git")


def test_a_nearer_git_root_wins_over_a_farther_settings_file(directory) -> None:
    directory.write("gonogo.toml", "")
    inner = directory.path / "vendor/lib"
    inner.mkdir(parents=True)
    directory.git("init", "--quiet", cwd=inner)
    assert find_root(inner) == Root(inner, "git")
    assert find_root(directory.path / "vendor") == Root(directory.path, "settings")


def test_without_git_and_settings_the_directory_itself_is_the_workspace(directory) -> None:
    tracker = directory.write("notes/tracker.md")
    assert find_root(tracker) == Root(directory.path / "notes", "directory")


def test_a_path_that_does_not_exist_belongs_where_it_would_stand(checkout) -> None:
    assert find_root(checkout.path / "not/yet/there.md") == Root(checkout.path, "git")


def test_a_linked_worktree_and_a_submodule_are_git_roots(checkout, tmp_path) -> None:
    checkout.write("a.txt")
    checkout.commit()
    linked = tmp_path.resolve() / "linked"
    checkout.git("worktree", "add", "--quiet", str(linked))
    checkout.git("submodule", "add", "--quiet", str(checkout.path), "lib")
    assert find_root(linked) == Root(linked, "git")
    assert find_root(checkout.path / "lib/a.txt") == Root(checkout.path / "lib", "git")


def test_a_bare_repository_says_that_it_has_no_working_tree(directory) -> None:
    directory.git("init", "--quiet", "--bare")
    with pytest.raises(InputError) as refused:
        find_root(directory.path)
    assert refused.value.code == "REPOSITORY_BARE"
    assert "worktree add" in str(refused.value)


def test_inside_the_git_directory_there_is_no_working_tree(checkout) -> None:
    with pytest.raises(InputError, match="REPOSITORY_BARE"):
        find_root(checkout.path / ".git/objects")


def test_a_link_to_a_tracker_belongs_where_the_link_stands(checkout, tmp_path) -> None:
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text("x")
    link = checkout.path / "tracker.md"
    link.symlink_to(elsewhere)
    assert find_root(link).path == checkout.path


def test_a_circle_of_links_is_an_error_with_a_code(directory) -> None:
    loop = directory.path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="PATH_UNREADABLE"):
        find_root(loop / "tracker.md")


def test_a_path_that_no_system_has_is_an_error_with_a_code() -> None:
    with pytest.raises(InputError, match="PATH_UNREADABLE"):
        find_root(Path("a\0b"))

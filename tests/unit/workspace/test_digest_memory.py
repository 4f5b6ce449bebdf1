"""Digests that are remembered between programs are those that hashing again would give."""

import os
import time

import pytest

from gonogo import canonical
from gonogo.workspace.tree import Tree


def remembered(checkout) -> Tree:
    """A tree as the next program sees it."""
    return Tree(checkout.path, checkout.path / ".gonogo/cache")


def settle() -> None:
    """Wait until a file that was just written counts as old."""
    time.sleep(0.05)


def test_a_touched_file_of_equal_content_has_an_equal_digest(directory) -> None:
    place = directory.write("a.txt", "same")
    tree = remembered(directory)
    before = tree.digests(["a.txt"])
    tree.save_cache()
    place.touch()
    assert remembered(directory).digests(["a.txt"]) == before


def test_an_edit_of_the_same_size_with_the_old_time_put_back_is_found(directory) -> None:
    place = directory.write("a.txt", "one")
    settle()
    tree = remembered(directory)
    tree.digests(["a.txt"])
    tree.save_cache()
    directory.write("a.txt", "two")
    assert place.stat().st_size == 3
    assert remembered(directory).digests(["a.txt"])["a.txt"].digest == canonical.sha256(b"two")


def test_edits_within_one_tick_of_the_clock_are_found(directory) -> None:
    place = directory.write("a.txt", "0000", fresh=True)
    tree = remembered(directory)
    for number in range(300):
        content = f"{number:04}".encode()
        with place.open("r+b") as file:
            file.write(content)
        assert tree.digests(["a.txt"])["a.txt"].digest == canonical.sha256(content)


def test_a_file_that_is_as_new_as_its_hashing_is_not_remembered(directory) -> None:
    """It could change again without looking any different; a time in the future stands for one."""
    place = directory.write("new.txt")
    directory.write("old.txt")
    settle()
    os.utime(place, (4_000_000_000, 4_000_000_000))
    tree = remembered(directory)
    tree.digests(["new.txt", "old.txt"])
    tree.save_cache()
    kept = (directory.path / ".gonogo/cache/digests.msgpack").read_bytes()
    assert b"old.txt" in kept
    assert b"new.txt" not in kept


def test_another_file_moved_into_place_with_the_same_size_and_time_is_found(directory) -> None:
    directory.write("a.txt", "one")
    other = directory.write("b.txt", "two")
    settle()
    tree = remembered(directory)
    tree.digests(["a.txt", "b.txt"])
    other.rename(directory.path / "a.txt")
    assert tree.digests(["a.txt"])["a.txt"].digest == canonical.sha256(b"two")


def test_only_saving_writes_and_what_was_saved_is_used(directory) -> None:
    directory.write("a.txt")
    settle()
    tree = remembered(directory)
    tree.digests(tree.listing.own)
    assert not (directory.path / ".gonogo").exists()
    tree.save_cache()
    assert [place.name for place in (directory.path / ".gonogo/cache").iterdir()] == ["digests.msgpack"]


@pytest.mark.parametrize("damage", [b"", b"\x94\x01", b"not a memory at all", bytes(range(256))])
def test_a_damaged_memory_is_as_good_as_none(directory, damage) -> None:
    directory.write("a.txt", "x")
    kept = directory.write(".gonogo/cache/digests.msgpack", damage)
    settle()
    tree = remembered(directory)
    assert tree.digests(["a.txt"])["a.txt"].digest == canonical.sha256(b"x")
    tree.save_cache()
    assert kept.read_bytes() != damage


def test_the_memory_of_another_directory_is_not_used(directory, tmp_path) -> None:
    directory.write("a.txt", "one")
    settle()
    tree = remembered(directory)
    tree.digests(["a.txt"])
    tree.save_cache()
    moved = tmp_path / "moved"
    directory.path.rename(moved)
    (moved / "a.txt").write_text("two")
    assert Tree(moved, moved / ".gonogo/cache").digests(["a.txt"])["a.txt"].digest == canonical.sha256(b"two")


def test_a_memory_that_cannot_be_written_stops_nothing(directory) -> None:
    directory.write("a.txt")
    directory.write(".gonogo", "a file where the directory should be")
    settle()
    tree = remembered(directory)
    assert set(tree.digests(["a.txt"])) == {"a.txt"}
    tree.save_cache()
    assert (directory.path / ".gonogo").is_file()


def test_a_large_file_is_hashed_as_it_streams(directory) -> None:
    place = directory.path / "large.bin"
    with place.open("wb") as file:
        file.truncate(64 << 20)
        file.seek(40 << 20)
        file.write(b"x")
    found = Tree(directory.path, None).digests(["large.bin"])["large.bin"]
    assert found.size == 64 << 20
    assert found.digest == canonical.sha256(place.read_bytes())


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_a_file_that_may_not_be_read_is_missing_from_the_result(directory) -> None:
    directory.write("a.txt").chmod(0)
    assert Tree(directory.path, None).digests(["a.txt"]) == {}


def test_the_executable_bit_is_no_content(directory) -> None:
    place = directory.write("run.sh")
    before = Tree(directory.path, None).digests(["run.sh"])
    place.chmod(0o755)
    assert Tree(directory.path, None).digests(["run.sh"]) == before

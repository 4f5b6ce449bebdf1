"""A document that did not change is not parsed again, and a damaged memory is as good as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from gonogo.app.caching import cache_directory
from gonogo.app.parse_cache import Parser, blob_id
from gonogo.errors import InputError
from gonogo.model.policy import Words
from gonogo.tracker.discover import judge
from gonogo.tracker.parse import parse

TEXT = b"| ID | Task | Status |\n|---|---|---|\n| K-1 | Rent the kiosk | Open |\n"
OTHER = TEXT.replace(b"Open", b"Done")


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in (cache / "readings").glob("??/*") if path.is_file())


def test_what_is_remembered_is_what_was_parsed(tmp_path: Path) -> None:
    first = Parser(Words(), tmp_path).parse("kiosk.md", TEXT)
    assert first == parse("kiosk.md", TEXT)
    assert len(entries(tmp_path)) == 1
    assert Parser(Words(), tmp_path).parse("kiosk.md", TEXT) == first
    assert len(entries(tmp_path)) == 1


def test_the_reading_comes_from_memory(tmp_path: Path) -> None:
    parser = Parser(Words(), tmp_path)
    parser.parse("kiosk.md", OTHER)
    (other,) = entries(tmp_path)
    kept = other.read_bytes()
    parser.parse("kiosk.md", TEXT)
    (mine,) = (path for path in entries(tmp_path) if path != other)
    mine.write_bytes(kept)
    assert parser.parse("kiosk.md", TEXT) == parse("kiosk.md", OTHER)


@pytest.mark.parametrize(
    ("path", "data", "words"),
    [
        ("stand.md", TEXT, Words()),
        ("kiosk.md", OTHER, Words()),
        ("kiosk.md", TEXT, Words(status={"open": "blocked"})),
        ("kiosk.md", TEXT, Words(columns={"Task": "owner"})),
    ],
)
def test_another_path_text_or_word_is_another_reading(path: str, data: bytes, words: Words, tmp_path: Path) -> None:
    Parser(Words(), tmp_path).parse("kiosk.md", TEXT)
    reader = Parser(words, tmp_path)
    assert reader.parse(path, data) == parse(path, data, reader.dialect)
    assert len(entries(tmp_path)) == 2


@pytest.mark.parametrize("harm", [b"", b"short", b"\0" * 400])
def test_a_damaged_entry_is_parsed_again_and_mended(harm: bytes, tmp_path: Path) -> None:
    reading = Parser(Words(), tmp_path).parse("kiosk.md", TEXT)
    (entry,) = entries(tmp_path)
    whole = entry.read_bytes()
    entry.write_bytes(harm or whole[:-1])
    assert Parser(Words(), tmp_path).parse("kiosk.md", TEXT) == reading
    assert entry.read_bytes() == whole


def test_a_directory_that_cannot_be_made_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no directory")
    assert Parser(Words(), tmp_path / "taken").parse("kiosk.md", TEXT) == parse("kiosk.md", TEXT)


def test_errors_are_those_of_the_parser(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Parser(Words(), tmp_path).parse("kiosk.json", b"{")
    assert entries(tmp_path) == []


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"GONOGO_CACHE": "/a/b", "HOME": "/h"}, Path("/a/b")),
        ({"GONOGO_CACHE": "off", "HOME": "/h"}, None),
        ({"GONOGO_CACHE": "", "HOME": "/h"}, None),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/gonogo")),
        ({"XDG_CACHE_HOME": "x", "HOME": "/h"}, Path("/h/.cache/gonogo")),
        ({}, None),
    ],
)
def test_where_readings_are_kept(environ: dict[str, str], expected: Path | None) -> None:
    assert cache_directory(environ) == expected


def test_the_id_is_the_one_that_git_gives() -> None:
    assert blob_id(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"


def test_what_discovery_says_is_remembered_too(tmp_path: Path) -> None:
    for _ in range(2):
        assert Parser(Words(), tmp_path).judge("kiosk.md", TEXT) == judge("kiosk.md", TEXT)
        assert Parser(Words(), tmp_path).judge("song.md", b"la la la") == judge("song.md", b"la la la")
    assert len(entries(tmp_path)) == 2

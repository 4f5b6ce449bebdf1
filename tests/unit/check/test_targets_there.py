"""Whether what a command runs is there, and what has to be looked up to tell."""

from __future__ import annotations

import pytest

from gonogo.check.targets import targets
from gonogo.check.targets_there import complaint, files_to_read, paths_to_find, starts_of
from gonogo.model.item import Item, Span, Spans


def item(path: str) -> Item:
    return Item(key="K-1", path=path, line=1, span=Spans(row=Span(0, 0)))


def said(
    command: str, files: str = "", present: str = "", texts: dict[str, str] | None = None, start: str = ""
) -> list[str | None]:
    there, more = frozenset(files.split()), frozenset(present.split())
    return [complaint(target, start, there, more, texts or {}) for target in targets(command)]


def test_a_command_starts_where_it_is_told_or_near_its_document() -> None:
    assert starts_of(item("docs/plan/a.md"), {}) == ("", "docs/plan", "docs")
    assert starts_of(item("docs/plan/a.md"), {"K-1": "web"}) == ("web",)
    assert starts_of(item("a.md"), {"K-2": "web"}) == ("",)
    assert starts_of(item("a.md"), {}) == ("",)
    assert starts_of(item("/elsewhere/a.md"), {}) == ("",)


@pytest.mark.parametrize(
    ("command", "files", "expected"),
    [
        ("pytest tests/a.py", "tests/a.py", None),
        ("pytest tests/a.py", "tests/b.py", "runs test file tests/a.py, which does not exist"),
        ("sh ./a.sh", "a.sh", None),
        ("sh ../a.sh", "", None),
        ("python -m tools.a", "tools/b.py", None),
        ("npm test", "", "needs a package.json, and there is none in the root"),
        ("make -C sub x", "Makefile", "needs a Makefile, and there is none in sub"),
        ("just", "", "needs a justfile, and there is none in the root"),
        ("cargo test -p a", "", None),
    ],
)
def test_files(command: str, files: str, expected: str | None) -> None:
    assert (said(command, files) or [None]) == [expected]


@pytest.mark.parametrize(
    ("command", "start", "files", "expected"),
    [
        ("cd web && sh a.sh", "", "web/a.sh", [None, None]),
        ("cd web && sh a.sh", "", "a.sh", [None, "runs file web/a.sh, which does not exist"]),
        ("cd web && sh a.sh", "sub", "sub/web/a.sh", [None, None]),
        ("cd web && sh ../a.sh", "", "a.sh", [None, None]),
        ("cd web && pytest .", "", "", [None, None]),
        ("pytest .", "", "", [None]),
        ("pytest ..", "web", "", []),
        ("sh ../a.sh", "web", "a.sh", []),
        ("python -m tools.a", "web", "web/tools/a.py", [None]),
        ("python -m tools.a", "web", "tools/b.py", [None]),
        ("cd web && npm test", "", "", [None, "needs a package.json, and there is none in web"]),
        ("npm test", "web", "", ["needs a package.json, and there is none in web"]),
        ("make a", "web", "", ["needs a Makefile, and there is none in web"]),
        ("poe a", "", "", ["needs a pyproject.toml, and there is none in the root"]),
        ("go test ./a/...", "", "a/b.go", ["runs directory a, which does not exist"]),
    ],
)
def test_where_it_is_looked_for(command: str, start: str, files: str, expected: list[str | None]) -> None:
    told = said(command, files, present="web sub/web", start=start)
    assert told == expected


def test_what_exists_beside_the_listed_files_is_there() -> None:
    assert said("pytest tests", present="tests") == [None]
    assert said("python -m tools.a", present="tools") == ["runs module tools.a, which does not exist"]
    assert said("python -m tools.a", "tools/a.py", "tools") == [None]
    assert said("make app.o", present="app.o") == [None]


def test_a_command_in_a_directory() -> None:
    assert said("sh a.sh", "web/a.sh", start="web") == [None]
    assert said("sh a.sh", "a.sh", start="web") == ["runs file web/a.sh, which does not exist"]


@pytest.mark.parametrize(
    ("command", "texts", "expected"),
    [
        ("make a", {"Makefile": "a:\n"}, None),
        ("make b", {"Makefile": "a:\n"}, "runs make target b, which does not exist"),
        ("make", {"Makefile": "a:\n"}, None),
        ("cd web && just a", {"justfile": "a:\n"}, None),
        ("cd web && just b", {"justfile": "a:\n", "web/justfile": "c:\n"}, "runs just recipe b, which does not exist"),
        ("just a", {"justfile": "b:\n", "Justfile": "a:\n"}, "runs just recipe a, which does not exist"),
        ("cargo test -p a", {"x/Cargo.toml": 'name = "a"'}, None),
        ("cargo test -p a", {"x/Cargo.toml": 'name = "a-b"'}, "names crate a, which does not exist"),
    ],
)
def test_recipes(command: str, texts: dict[str, str], expected: str | None) -> None:
    assert said(command, present="web", texts=texts)[-1] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("test_a", None),
        ("TestA::test_b[1]", None),
        ("test_c", "runs test test_c, which t.py does not have"),
        ("TestA::test_c", "runs test test_c, which t.py does not have"),
        ("TestGone::test_b", "runs test TestGone, which t.py does not have"),
        ("TestOwn::test_c", "runs test test_c, which t.py does not have"),
        ("TestFar::test_c", None),
        ("TestBoth::test_c", "runs test test_c, which t.py does not have"),
        ("TestOld::test_c", "runs test test_c, which t.py does not have"),
        ("TestBare::test_c", "runs test test_c, which t.py does not have"),
        ("TestPart::test_c", None),
        ("test_a[1-x]", None),
        ("test_c[1-x]", "runs test test_c, which t.py does not have"),
        ("test_*", None),
    ],
)
def test_tests(name: str, expected: str | None) -> None:
    text = (
        "def test_a(): ...\nclass TestA:\n    def test_b(self): ...\n"
        "class TestOwn(unittest.TestCase): ...\nclass TestFar(Shared, TestCase): ...\n"
        "class TestBoth(object, unittest.TestCase): ...\nclass TestOld(object): ...\nclass TestBare: ...\n"
        "class TestPart(TestCase, Shared): ...\n"
    )
    assert said(f"pytest 't.py::{name}'", "t.py", texts={"t.py": text}) == [expected]
    assert said(f"pytest 't.py::{name}'", "t.py") == [None]


def test_what_has_to_be_looked_up() -> None:
    (test,) = targets("pytest a/t.py::test_x")
    assert list(paths_to_find(test, "web")) == ["web/a/t.py"]
    assert list(files_to_read(test, "web")) == ["web/a/t.py"]
    (script,) = targets("npm run x")
    assert list(paths_to_find(script, "")) == []
    assert list(files_to_read(script, "a/b")) == ["a/b/package.json", "a/package.json", "package.json"]
    (outside,) = targets("sh a.sh")
    assert list(paths_to_find(outside, "..")) == []

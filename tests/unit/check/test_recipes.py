"""Whether a file has a recipe: yes, no, or nobody knows."""

from __future__ import annotations

import pytest

from gonogo.check.callees import Sort, Target
from gonogo.check.recipes import MOST_INCLUDED, files_of, has_recipe, homes, included

MAKEFILE = """\
# comment: none
include mk/common.mk
-include .env
.PHONY: clean \\
        tidy  # both
NAME := a:b
test lint: build
\techo hidden: no
%.html: %.md
release-%:
\techo $*
define text
inside: no
endef
build::
"""
JUSTFILE = """\
set shell := ['bash', '-c']
import? 'local.just'
alias t := test
mod tools
name := 'a:b'
# commented:
@test what='all' *rest: build
    echo hidden:
[private]
_sweep:
build:
export FLAG := 'x'
"""


@pytest.mark.parametrize(
    ("name", "known"),
    [
        *((name, True) for name in ("clean", "tidy", "test", "lint", "build")),
        *((name, None) for name in ("page.html", "release-7")),
        *((name, False) for name in ("NAME", "hidden", "inside", "comment", "release-", "gone", "#")),
    ],
)
def test_make(name: str, known: bool | None) -> None:
    texts = {"Makefile": MAKEFILE, "mk/common.mk": "shared:\n"}
    assert has_recipe(Sort.MAKE, name, "Makefile", texts) is known


@pytest.mark.parametrize(
    "line", ["$(ALL): x", "include $(wildcard *.mk)", "include gone.mk", "$(eval $(call a,b))", ".DEFAULT:"]
)
def test_make_computes(line: str) -> None:
    assert has_recipe(Sort.MAKE, "gone", "Makefile", {"Makefile": f"{line}\ntest:\n"}) is None
    assert has_recipe(Sort.MAKE, "test", "Makefile", {"Makefile": f"{line}\ntest:\n"}) is True


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("include $(MORE)\n", None),
        ("-include *.mk\n", None),
        ("-include $(MORE)\n-include a.mk\n", None),
        ("-include *.mk\n-include a.mk\n", None),
        ("-include a.mk b.mk\n", False),
        ("sinclude a.mk\n", False),
        ("a: b\\\n gone: c\n", False),
        ("a \\\ngone: b\n", True),
        ("a\\\r\n gone : b\r\n", True),
        (".PHONY: a # gone # b\n", False),
        (".PHONY: a gone # b # c\n", True),
        ("  # gone: a\n", False),
        ("  gone: a\n", True),
        ("\tgone: a\n", False),
        ("define a\nb: c\nendef\ngone: a\n", True),
        ("gone::= a\n", False),
        ("gone:::= a\n", False),
        ("gone:: a\n", True),
        ("gone&: a\n", True),
        ("%gone: a\n", False),
        ("g%: a\n", None),
        ("go%ne: a\n", False),
        ("g%e: a\n", None),
        ("gone%gone: a\n", False),
        ("$(call a,b)\n", None),
        ("${foreach a,b}\n", None),
    ],
)
def test_a_makefile_of_a_line(text: str, known: bool | None) -> None:
    assert has_recipe(Sort.MAKE, "gone", "Makefile", {"Makefile": text}) is known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("gone:\n", True),
        ("@gone:\n", True),
        ("gone a='b':\n", True),
        ("\tgone:\n", False),
        ("  gone:\n", False),
        ("#gone:\n", False),
        ("# a\n\ngone:\n", True),
        ("gone := 'a'\n", False),
        ("mod? gone\n", True),
        ("alias gone := a\n", True),
        ("import? 'a.just'\n", False),
        ('import "a.just"\n', None),
    ],
)
def test_a_justfile_of_a_line(text: str, known: bool | None) -> None:
    assert has_recipe(Sort.JUST, "gone", "justfile", {"justfile": text}) is known


def test_what_is_included_counts_from_the_file_that_includes_it() -> None:
    assert included("tools/more.just", "import 'a.just'\nalias include := b\n") == ("tools/a.just",)
    assert included("tools/more.mk", "include a.mk ../b.mk ../../c.mk /d.mk\n") == ("tools/a.mk", "b.mk")
    assert included("Makefile", "include /etc/a.mk\n") == ()


def test_make_reads_what_it_includes_even_in_circles() -> None:
    texts = {"a/Makefile": "include ../mk/b.mk\n", "mk/b.mk": "include ../a/Makefile\nfar:\n"}
    assert has_recipe(Sort.MAKE, "far", "a/Makefile", texts) is True
    assert has_recipe(Sort.MAKE, "gone", "a/Makefile", texts) is False
    assert included("a/Makefile", texts["a/Makefile"]) == ("mk/b.mk",)
    assert included("Makefile", "include ../outside.mk\n") == ()


def test_includes_without_end_are_not_followed() -> None:
    texts = {f"{n}.mk": f"include {n + 1}.mk\n" for n in range(MOST_INCLUDED + 10)} | {
        f"{MOST_INCLUDED + 10}.mk": "far:\n"
    }
    assert has_recipe(Sort.MAKE, "far", "0.mk", texts) is not True


@pytest.mark.parametrize(
    ("name", "known"),
    [
        *((name, True) for name in ("test", "t", "tools", "_sweep", "build")),
        *((name, False) for name in ("name", "hidden", "commented", "FLAG", "set", "export", "gone")),
    ],
)
def test_just(name: str, known: bool | None) -> None:
    assert has_recipe(Sort.JUST, name, "justfile", {"justfile": JUSTFILE}) is known


def test_just_imports() -> None:
    assert has_recipe(Sort.JUST, "far", "justfile", {"justfile": "import 'a.just'\n", "a.just": "far:\n"}) is True
    assert has_recipe(Sort.JUST, "far", "justfile", {"justfile": "import 'a.just'\n"}) is None
    assert included("justfile", "import 'a.just'\n!include b.just\n") == ("a.just", "b.just")


@pytest.mark.parametrize(
    ("sort", "path", "text", "known"),
    [
        (Sort.NPM, "package.json", '{"scripts": {"test": "x"}}', True),
        (Sort.NPM, "package.json", '{"scripts": {"other": "x"}}', False),
        (Sort.NPM, "package.json", "{}", False),
        (Sort.NPM, "package.json", '{"scripts": ["test"]}', False),
        (Sort.NPM, "package.json", "[]", None),
        (Sort.NPM, "package.json", "{", None),
        (Sort.NPM, "package.json", "[" * 100_000, None),
        (Sort.POE, "pyproject.toml", "[tool.poe.tasks]\ntest = 'x'\n", True),
        (Sort.POE, "pyproject.toml", "[tool.poe.tasks]\nother = 'x'\n", False),
        (Sort.POE, "pyproject.toml", "[tool.poe]\ninclude = 'x.toml'\n[tool.poe.tasks]\nother = 'x'\n", None),
        (Sort.POE, "pyproject.toml", "=", None),
    ],
)
def test_tables(sort: Sort, path: str, text: str, known: bool | None) -> None:
    assert has_recipe(sort, "test", path, {path: text}) is known
    assert included(path, text) == ()


def test_where_recipes_may_be_defined() -> None:
    assert homes(Target(sort=Sort.MAKE, name="x", place="b"), "a") == ("a/b",)
    assert homes(Target(sort=Sort.JUST, name="x", place="b"), "a") == ("a/b", "a", "")
    assert homes(Target(sort=Sort.NPM, name="x", place="b", here=True), "") == ("b",)
    assert homes(Target(sort=Sort.POE, name="x"), "") == ("",)
    assert homes(Target(sort=Sort.NPM, name="x", place="../c"), "a/b") == ("a/c", "a", "")


def test_includes_are_followed_as_far_as_the_bound() -> None:
    chain = {f"{n}.mk": f"include {n + 1}.mk\n" for n in range(MOST_INCLUDED)} | {f"{MOST_INCLUDED}.mk": "far:\n"}
    assert has_recipe(Sort.MAKE, "far", "0.mk", chain) is True
    many = {"Makefile": "include a.mk b.mk a.mk\n", "a.mk": "near:\n", "b.mk": "include a.mk\n"}
    assert has_recipe(Sort.MAKE, "near", "Makefile", many) is True
    assert has_recipe(Sort.MAKE, "gone", "Makefile", many) is False
    assert homes(Target(sort=Sort.POE, name="x"), "") == ("",)
    assert files_of(Sort.FILE) == ()

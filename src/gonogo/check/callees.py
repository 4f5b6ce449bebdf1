"""What each program that is known here runs, going by the words of its command. Pure.

Only literal words that look like what they should be count; where an option leaves it open, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from gonogo.check.options import Options, positional
from gonogo.verify.words import Word

_BUILT = frozenset(
    ("target", "build", "dist", "out", "_build", "node_modules", "venv", "env", "bin-debug", "bazel-bin", ".build")
)
_PATHLIKE = re.compile(r"[^\s:]*(?:/[^\s:]*|\.\w{1,5})")
SCRIPT = re.compile(r".*\.(?:bash|cjs|cts|js|jl|lua|mjs|mts|php|pl|ps1|py|r|rb|sh|ts|tsx|zsh)", re.IGNORECASE)
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")


class Sort(StrEnum):
    """What kind of thing a command runs."""

    FILE = "file"
    TEST = "test file"
    MODULE = "module"
    DIRECTORY = "directory"
    MAKE = "make target"
    JUST = "just recipe"
    NPM = "package.json script"
    POE = "poe task"
    CRATE = "crate"


class Target(Struct, frozen=True, kw_only=True):
    """One thing that a command runs; `name` is empty where only the file with the recipes is asked for.

    place: the directory from the one in which the command starts.
    spellings: paths from `place`, any of which would do. only_if: paths of which one must be there to say anything.
    """

    sort: Sort
    name: str
    place: str = ""
    spellings: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    here: bool = False
    """Whether the recipes must be in `place` itself, though the program usually looks above it too."""
    test: str | None = None
    """A function in a test file, after its classes: `TestDoor::test_opens`."""


def is_built(path: str) -> bool:
    """Whether a path looks like what a build or an installation leaves behind."""
    names = path.split("/")
    return any(name in _BUILT or (name.startswith(".") and name not in {".", "..", ".github", ".ci"}) for name in names)


def file_of(word: Word, sort: Sort = Sort.FILE, *endings: str) -> Iterator[Target]:
    """Yield the file that a word names, with any of the endings, if it looks like a file at all."""
    name = word.text
    if word.literal and _PATHLIKE.fullmatch(name) and not is_built(name):
        yield Target(sort=sort, name=name, spellings=(name, *(name + ending for ending in endings)))


_PYTEST = Options(
    valued="-k -m -n -p -c -o -W -r --maxfail --tb --cov-report --cov-config --cov --junitxml --junit-xml --rootdir"
    " --ignore --ignore-glob --deselect --confcutdir --durations --timeout --basetemp --import-mode --log-level --html"
    " --capture --numprocesses --dist --reruns --color --override-ini --log-cli-level --config-file --cov-fail-under",
    plain="-q --quiet -v --verbose -vv -vvv -s -x --exitfirst --lf --last-failed --ff --no-header --no-summary --co"
    " --collect-only --no-cov --disable-warnings --strict-markers --strict-config --strict -l --showlocals --pdb --sw"
    " --cache-clear --runslow --forked --full-trace --nf --setup-show --fixtures --markers --doctest-modules -qq",
)
_PYTHON = Options(valued="-W -X --check-hash-based-pycs", ends="-c -m")
_SHELL = Options(valued="-o -O", plain="--posix --norc --noprofile --login", short_o=True)
_NODE = Options(
    valued="-r --require --import --loader --experimental-loader --env-file --test-reporter --test-name-pattern -C"
    " --tsconfig --project -P",
    plain="--test --watch --no-warnings --experimental-strip-types --experimental-vm-modules --enable-source-maps",
    ends="-e --eval -p --print",
)
_SCRIPTED = Options(valued="-I -r -C -W -M -f -d", ends="-e -n -p -E")
SHELLS = frozenset({"sh", "bash", "dash", "zsh", "ksh"})


def _pytest(words: Sequence[Word]) -> Iterator[Target]:
    if any(word.text == "--pyargs" for word in words):
        return
    for word in positional(words[1:], _PYTEST):
        path, _, test = word.text.partition("::")
        literal = word.literal or (test.endswith("]") and not re.search(r"[$`*?{]", word.text))
        if path and literal and not is_built(path) and re.fullmatch(r"[\w./@+-]+", path):
            yield Target(sort=Sort.TEST, name=path, spellings=(path,), test=test or None)


def _python(words: Sequence[Word]) -> Iterator[Target]:
    for word in positional(words[1:], _PYTHON, first=True):
        yield from file_of(word)
        return
    for index, word in enumerate(words[1:-1], 1):
        if word.text == "-m":
            yield from _module(words[index + 1 :])
            return


def _module(words: Sequence[Word]) -> Iterator[Target]:
    name = words[0].text
    if name in {"pytest", "py.test"}:
        yield from _pytest(words)
    elif name == "unittest":
        for word in words[1:]:
            yield from _dotted(word)
    elif name == "coverage" and len(words) > 2 and words[1].text == "run":  # noqa: PLR2004 -- and something to run
        yield from _python(words[1:])
    else:
        yield from _dotted(words[0])


def _dotted(word: Word) -> Iterator[Target]:
    if not word.literal or _MODULE.fullmatch(word.text) is None:
        return
    parts = word.text.split(".")
    stems = ["/".join(parts[:end]) for end in range(2, len(parts) + 1)]
    spellings = [f"{top}{stem}.py" for top in ("", "src/") for stem in stems]
    spellings += [f"{top}{stems[-1]}" for top in ("", "src/")]
    only_if = (parts[0], f"src/{parts[0]}")
    yield Target(sort=Sort.MODULE, name=word.text, spellings=tuple(spellings), only_if=only_if)


def _shell(words: Sequence[Word]) -> Iterator[Target]:
    for word in positional(words[1:], _SHELL, first=True):
        yield from file_of(word)


def _source(words: Sequence[Word]) -> Iterator[Target]:
    for word in words[1:2]:
        yield from file_of(word)


def _node(words: Sequence[Word]) -> Iterator[Target]:
    for word in positional(words[1:], _NODE, first=True):
        yield from file_of(word, Sort.FILE, ".js", "/index.js")


def _scripted(words: Sequence[Word]) -> Iterator[Target]:
    for word in positional(words[1:], _SCRIPTED, first=True):
        if SCRIPT.fullmatch(word.text):
            yield from file_of(word)


def _bun(words: Sequence[Word]) -> Iterator[Target]:
    rest = words[2:] if len(words) > 1 and words[1].text == "run" else words[1:]
    if rest and SCRIPT.fullmatch(rest[0].text):
        yield from file_of(rest[0])


def _make(words: Sequence[Word]) -> Iterator[Target]:
    place, names = "", []
    rest = list(words[1:])
    while rest:
        word = rest.pop(0)
        if not word.literal:
            return
        if word.text in {"-C", "--directory"} and rest:
            place = rest.pop(0).text
        elif word.text.startswith(("-f", "--file", "--makefile", "-I", "--eval")):
            return
        elif word.text in {"-j", "-l", "-o", "-W"} and rest and rest[0].text.isdecimal():
            rest.pop(0)
        elif not word.text.startswith("-") and "=" not in word.text:
            names.append(word.text)
    for name in names or [""]:
        yield Target(sort=Sort.MAKE, name=name, place=place, spellings=_made_from(name))


def _made_from(name: str) -> tuple[str, ...]:
    """Return the files that make a target superfluous, or from which make knows by itself how to build it."""
    return tuple(name + ending for ending in ("", ".c", ".cc", ".cpp", ".sh", ".o")) if name else ()


def _just(words: Sequence[Word]) -> Iterator[Target]:
    rest = [word for word in words[1:] if word.text not in {"-q", "--quiet", "-v", "--verbose", "--yes", "--one"}]
    while rest and rest[0].literal and "=" in rest[0].text and not rest[0].text.startswith("-"):
        rest = rest[1:]
    if not rest:
        yield Target(sort=Sort.JUST, name="")
    elif rest[0].literal and re.fullmatch(r"[A-Za-z_][\w-]*", rest[0].text):
        yield Target(sort=Sort.JUST, name=rest[0].text)


def _npm(words: Sequence[Word]) -> Iterator[Target]:
    place = ""
    rest = list(words[1:])
    while rest and rest[0].text.startswith("-"):
        option = rest.pop(0).text
        name, _, value = option.partition("=")
        if name in {"--prefix", "-C", "--dir", "--cwd"}:
            if not value and not rest:
                return
            place = value or rest.pop(0).text
        elif option not in {"-s", "--silent", "--loglevel=error"}:
            return
    if not rest or not rest[0].literal or _reaches_elsewhere(rest):
        return
    verb = rest[0].text
    if verb in {"run", "run-script"}:
        rest = [word for word in rest[1:] if word.text not in {"-s", "--silent", "--if-present"}]
        optional = any(word.text == "--if-present" for word in words)
        # yarn and bun look for programs of that name too.
        if rest and rest[0].literal and words[0].text != "yarn" and not optional and rest[0].text[0] not in "-<":
            yield Target(sort=Sort.NPM, name=rest[0].text, place=place, here=bool(place))
    elif verb in {"test", "t", "tst"}:
        yield Target(sort=Sort.NPM, name="test", place=place, here=bool(place))


def _reaches_elsewhere(words: Sequence[Word]) -> bool:
    before = [word.text for word in words]
    before = before[: before.index("--")] if "--" in before else before
    elsewhere = ("-w", "--workspace", "--filter", "-F", "-r", "--recursive", "--prefix", "-C", "--dir", "--cwd")
    return any(word.startswith(elsewhere) for word in before[1:])


def _poe(words: Sequence[Word]) -> Iterator[Target]:
    if len(words) > 1 and words[1].literal and not words[1].text.startswith("-"):
        yield Target(sort=Sort.POE, name=words[1].text)


def _go(words: Sequence[Word]) -> Iterator[Target]:
    if len(words) < 2 or words[1].text not in {"test", "run", "build", "vet"}:  # noqa: PLR2004 -- go and its verb
        return
    for word in words[2:]:
        if word.text == "-C":
            return
        if word.literal and word.text.startswith("./"):
            name = word.text.removesuffix("...").rstrip("/")
            if name != "." and "..." not in name:
                sort = Sort.FILE if name.endswith(".go") else Sort.DIRECTORY
                yield Target(sort=sort, name=name, spellings=(name,))


def _cargo(words: Sequence[Word]) -> Iterator[Target]:
    for word, following in pairwise(words):
        if word.text == "--":
            return
        if word.text in {"-p", "--package"} and following.literal and re.fullmatch(r"[\w-]+", following.text):
            yield Target(sort=Sort.CRATE, name=following.text)


READERS = {
    "pytest": _pytest,
    "py.test": _pytest,
    "python": _python,
    **dict.fromkeys(SHELLS, _shell),
    "source": _source,
    ".": _source,
    "node": _node,
    "tsx": _node,
    "ts-node": _node,
    "ruby": _scripted,
    "perl": _scripted,
    "php": _scripted,
    "Rscript": _scripted,
    "bun": _bun,
    "make": _make,
    "gmake": _make,
    "just": _just,
    "npm": _npm,
    "pnpm": _npm,
    "yarn": _npm,
    "poe": _poe,
    "go": _go,
    "cargo": _cargo,
}

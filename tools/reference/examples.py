"""The examples of rule pages: the first firing and the first honest case of tests/rules/CODE.toml, and what they print.

They are laid out as the tests lay them out, so a page shows nothing that is not proven.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from gonogo.app.checking import check
from gonogo.app.reading import open_workspace
from gonogo.render import findings as rendering
from gonogo.render.cells import clean
from gonogo.render.page import Screen

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "rules"
LANGUAGES = {".md": "markdown", ".toml": "toml", ".json": "json", ".yml": "yaml", ".yaml": "yaml", ".py": "python"}
_RUNS = re.compile(r"^~{3,}", re.MULTILINE)
_PLAIN_GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""So that commits are the same whatever Git is told on a machine."""


def load(code: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the first case of a rule that fires and the first that does not; None where there is none yet."""
    path = FOLDER / f"{code}.toml"
    cases = tomllib.loads(path.read_text("utf-8"))["case"] if path.exists() else []
    fires = next((case for case in cases if case["fires"]), None)
    honest = next((case for case in cases if not case["fires"]), None)
    return fires, honest


def section(case: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that show a case: what it is, its commits, its files, and what gonogo prints."""
    yield f"{case['name'][:1].upper()}{case['name'][1:]}."
    yield from _commits(case.get("commits", []))
    for name in case.get("lost", ()):
        yield from ("", f"Then `{name}` is lost from the repository.")
    for name, text in case.get("files", {}).items():
        yield from ("", f"`{name}`:", "", *_block(LANGUAGES.get(Path(name).suffix, "text"), text))
    named = " ".join(case.get("paths", ()))
    command = f"$ gonogo check {named}".rstrip()
    yield from ("", *_block("console", f"{command}\n{_printed(case)}"))


def _commits(commits: list[dict[str, Any]]) -> Iterator[str]:
    """Yield each commit with its files: new ones as they are, changed ones as what changed."""
    known: dict[str, str] = {}
    for number, commit in enumerate(commits, 1):
        yield from ("", f"Commit {number}, {_told(commit)}")
        for old, new in commit.get("moved", {}).items():
            known[new] = known.pop(old, "")
        for name in commit.get("removed", ()):
            known.pop(name, None)
        for name, text in commit.get("files", {}).items():
            if name in known:
                changed = list(difflib.unified_diff(known[name].splitlines(), text.splitlines(), n=0, lineterm=""))
                kept = [line for line in changed[2:] if not line.startswith("@@")]
                yield from ("", f"`{name}`, changed:", "", *_block("diff", "\n".join(kept) + "\n"))
            else:
                yield from ("", f"`{name}`:", "", *_block(LANGUAGES.get(Path(name).suffix, "text"), text))
            known[name] = text


def _told(commit: dict[str, Any]) -> str:
    parts = [f"“{commit['message'].splitlines()[0]}”"]
    if "author" in commit:
        parts.append(f"by {commit['author'].partition(' <')[0]}")
    if "branch" in commit:
        parts.append(f"on the branch `{commit['branch']}`")
    if "merge" in commit:
        parts.append(f"merging `{commit['merge']}`")
    parts += [f"moving `{old}` to `{new}`" for old, new in commit.get("moved", {}).items()]
    parts += [f"removing `{name}`" for name in commit.get("removed", ())]
    return ", ".join(parts) + (":" if commit.get("files") else ".")


def _printed(case: dict[str, Any]) -> str:
    playing = _playing()
    with tempfile.TemporaryDirectory() as name, _plain_git():
        root = Path(name).resolve()
        playing.lay_out(root, case)
        workspace = open_workspace([root / path for path in case.get("paths", ())], root)
        report = check(workspace, day=case.get("today", playing.DAY))
    return rendering.text(report.findings, len(report.silenced), report.items, report.documents, Screen())


@contextmanager
def _plain_git() -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(_PLAIN_GIT)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _playing() -> Any:
    """Return the module that lays out cases for the tests."""
    name = "test_rules"
    if name not in sys.modules:
        spec = spec_from_file_location(name, ROOT / "tests" / "integration" / f"{name}.py")
        if spec is None or spec.loader is None:
            raise LookupError(name)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _block(language: str, text: str) -> Iterator[str]:
    """Yield a fenced block; tildes, since examples hold fences of backticks."""
    fence = "~" * max(3, *(len(found[0]) + 1 for found in _RUNS.finditer(text)), 3)
    yield from (f"{fence}{language}", *map(_visible, text.rstrip("\n").splitlines()), fence)


def _visible(line: str) -> str:
    """Return a line with what an editor would not show written out."""
    return clean(line) if not line.isprintable() else line

"""What pages say can be done can be done, and what they point at is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from gonogo.app import settings
from gonogo.cli.group import gonogo

ROOT = Path(__file__).resolve().parents[3]
PYTHON = Path(sys.executable).absolute()  # relative where PATH is
PAGES = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "examples")
    for path in (folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))
    if ".gonogo" not in path.parts
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]


def commands(text: str) -> list[list[str]]:
    """The gonogo commands in a page's shell blocks, each as its arguments."""
    found = []
    for language, block in BLOCK.findall(text):
        for line in block.splitlines() if language in ("sh", "console", "bash") else ():
            bare = re.split(
                r"\s(?:\|\|?|>>?|&&)\s", line.removeprefix("$ ").removeprefix(".venv/bin/").partition("  #")[0]
            )[0]
            if bare.split()[:1] == ["gonogo"]:
                found.append(shlex.split(bare)[1:])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_command_in_a_page_is_one_that_the_program_understands(name: str) -> None:
    for arguments in commands((ROOT / name).read_text(encoding="utf-8")):
        if arguments and not arguments[0].startswith("-"):
            command = gonogo.get_command(click.Context(gonogo), arguments[0])
            assert command is not None, arguments
            rest = arguments[1:]
            if isinstance(command, click.Group):
                command = command.get_command(click.Context(command), rest[0])
                assert command is not None, arguments
                rest = rest[1:]
            command.make_context(arguments[0], rest)


@pytest.mark.parametrize("name", NAMES)
def test_each_link_in_a_page_leads_somewhere(name: str) -> None:
    broken = []
    for target in LINK.findall(FENCED.sub("", (ROOT / name).read_text(encoding="utf-8"))):
        path, _, anchor = target.partition("#")
        if "://" in path or path.startswith("mailto:"):
            continue
        file = (ROOT / name).parent / path if path else ROOT / name
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("name", NAMES)
def test_each_settings_example_in_a_page_is_accepted(name: str) -> None:
    for language, block in BLOCK.findall((ROOT / name).read_text(encoding="utf-8")):
        if language == "toml":
            assert tomllib.loads(block)
            settings.parse(block)


def test_generated_pages_and_schemas_are_those_that_the_program_makes() -> None:
    """Run `make docs` when this fails: a verb, a setting, a code or what the board prints has changed."""
    path = f"{PYTHON.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [PYTHON, "tools/generate.py", "--check"],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_readme_is_short_and_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 120
    assert "make demo" in text


def anchors(file: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

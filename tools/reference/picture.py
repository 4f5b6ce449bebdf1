"""The terminal in README.md: what gonogo really prints after the demo's steps, and its help, pasted between marks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import demo
from reference import cli

MARK = "<!-- {name}: made by `make docs`, checked by the tests -->"
END = "<!-- end of {name} -->"
RUN = re.compile(r"(?<=\brun )[0-9a-f]{4}\b")
"""Names of runs, which are new each time; a picture that differs in nothing else is left as it is."""


def in_readme(text: str) -> str:
    """Return the text of README.md with the board and the help as they are now."""
    return _pasted(_pasted(text, "picture", f"$ gonogo\n{taken()}"), "help", f"$ gonogo --help\n{cli.help_of_all()}")


def _pasted(text: str, name: str, screen: str) -> str:
    before, mark, rest = text.partition(MARK.format(name=name))
    _, end, after = rest.partition(END.format(name=name))
    if not mark or not end:
        raise LookupError(f"README.md has no place for the {name}: {MARK.format(name=name)} … {END.format(name=name)}")
    pasted = f"\n\n```console\n{screen}```\n\n"
    same = RUN.sub("", pasted) == RUN.sub("", rest[: rest.index(end)])
    return text if same else f"{before}{mark}{pasted}{end}{after}"


def taken() -> str:
    """Return the board of the example after verifying and editing it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = demo.prepare(folder)
        environment = {**os.environ, "GONOGO_STATE": str(folder / "state"), "NO_COLOR": "1", "COLUMNS": "120"}
        for command, may_end in (
            (("gonogo", "trust", "--all", "--yes"), (0,)),
            (("gonogo", "verify", "-j", "2"), (0, demo.RED)),
            ((str(Path(sys.executable).absolute()), "edit_after_verify.py"), (0,)),
        ):
            _run(command, workspace, environment, may_end)
        return _run(("gonogo",), workspace, environment, (0,))


def _run(command: tuple[str, ...], workspace: Path, environment: dict[str, str], may_end: tuple[int, ...]) -> str:
    done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in may_end:
        raise demo.StepError(f"{command} ended in {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout

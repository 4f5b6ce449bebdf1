"""The terminal in README.md: what gonogo really prints after the demo's steps, pasted between two marks."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import demo

BEGIN, END = "<!-- picture: made by `make docs`, checked by the tests -->", "<!-- end of picture -->"


def in_readme(text: str) -> str:
    """Return the text of README.md with the picture as it would be taken now; without marks, the text as it is."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        return text
    return f"{before}{begin}\n\n```console\n$ gonogo\n{taken()}```\n\n{end}{after}"


def taken() -> str:
    """Return the board of the example after verifying and editing it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = demo.prepare(folder)
        environment = {**os.environ, "GONOGO_STATE": str(folder / "state"), "NO_COLOR": "1", "COLUMNS": "120"}
        for command, may_end in (
            (("gonogo", "trust", "--all", "--yes"), (0,)),
            (("gonogo", "verify", "-j", "2"), (0, demo.RED)),
            ((sys.executable, "edit_after_verify.py"), (0,)),
        ):
            _run(command, workspace, environment, may_end)
        return _run(("gonogo",), workspace, environment, (0,))


def _run(command: tuple[str, ...], workspace: Path, environment: dict[str, str], may_end: tuple[int, ...]) -> str:
    done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in may_end:
        raise demo.StepError(f"{command} ended in {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout

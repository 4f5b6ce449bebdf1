"""Transcripts: each `*.txt` beside this file is a session at a shell, with what must come of it.

    ; what the session shows
    $ gonogo status
    expected standard output, trailing blank lines aside
    ! expected standard error
    [1]
    -- docs/ready.md --
    a file of the repository in which the session begins, up to the next such line

`[N]` is the exit status where it is not 0. What differs from day to day is replaced before it is compared: TIME, AGE,
TOOK, run ID, DIGEST, LEDGER, KEY, and WORK for the place of the session. UPDATE_TRANSCRIPTS=1 writes down what came
instead.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))
UPDATE = os.environ.get("UPDATE_TRANSCRIPTS") == "1"
FILE = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
VARYING = (
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "TIME"),
    (re.compile(r" *\b(\d+ (s|min|h|days) ago|just now)( +|$)", re.MULTILINE), " AGE "),
    (re.compile(r" *\b(\d+ (s|min|h|days) ago|just now)"), " AGE"),
    (re.compile(r" *\b(\d+ ms|\d+\.\d s|\d+:\d\d min)\b"), " TOOK"),
    (re.compile(r"\brun [0-9a-f]{4}\b"), "run ID"),
    (re.compile(r"\b[0-9a-f]{8}…"), "DIGEST…"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "DIGEST"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "LEDGER"),
    (re.compile(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,}"), "+KEY"),
    (re.compile(r"\b\d+ checkpoints?\b"), "N checkpoints"),  # how many runs share one depends on how quick they are
)


class Session:
    """A fresh repository, a home of its own, and a shell in it."""

    def __init__(self, home: Path, files: dict[str, str]) -> None:
        self.home = home
        self.work = home / "work"
        self.work.mkdir()
        kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PYTHONPATH", "TMPDIR") if name in os.environ}
        self.environ = {
            **kept,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(home),
            "GONOGO_STATE": str(home / "state"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "LC_ALL": "C.UTF-8",
            "USER": "someone",
            "LOGNAME": "someone",
        }
        for name, text in files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        subprocess.run(["git", "init", "-q", "-b", "main", "."], cwd=self.work, env=self.environ, check=True)

    def run(self, command: str) -> list[str]:
        """Run a line in the shell and return what came of it, in the form in which a transcript expects it."""
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.work, env=self.environ, capture_output=True, timeout=60, check=False
        )
        lines = self.told(done.stdout).splitlines()
        lines += [f"! {line}".rstrip() for line in self.told(done.stderr).splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        return [*lines, *([f"[{done.returncode}]"] if done.returncode else [])]

    def told(self, output: bytes) -> str:
        """Return an output with all that varies replaced."""
        text = (
            output.decode("utf-8").replace("\r\n", "\n").replace(str(self.work), "WORK").replace(str(self.home), "HOME")
        )
        for pattern, name in VARYING:
            text = pattern.sub(name, text)
        return re.sub(r" +$", "", text, flags=re.MULTILINE)


def split(text: str) -> tuple[list[str], str]:
    """Return the lines of the session, and the files that follow them, as written."""
    begin = FILE.search(text)
    session, files = (text[: begin.start()], text[begin.start() :]) if begin else (text, "")
    return session.rstrip("\n").splitlines(), files


def unpack(files: str) -> dict[str, str]:
    """Return the files of a transcript by name; an ESC in them is written as backslash, x1b."""
    parts = FILE.split(files)[1:]
    return {name: body.replace("\\x1b", "\x1b") for name, body in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_session_goes_as_written(transcript: Path, tmp_path: Path) -> None:
    lines, files = split(transcript.read_text("utf-8"))
    session = Session(tmp_path, unpack(files))
    happened: list[str] = []
    for line in lines:
        if line.startswith("; "):
            happened += [*([""] if happened else []), line]
        elif line.startswith("$ "):
            happened += [line, *session.run(line[2:])]
    if UPDATE:
        transcript.write_text("\n".join(happened) + "\n\n" + files, encoding="utf-8")
    assert [line for line in happened if line.strip()] == [line for line in lines if line.strip()] or UPDATE


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) > 5

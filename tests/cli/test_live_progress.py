"""On a terminal, verify draws what is going on and leaves the screen as it found it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

TRACKER = """\
| ID | Title | Status | Verify |
|---|---|---|---|
| L-1 | slow | Done | `sleep 0.5` |
| L-2 | red | Done | `test -f \x9b31mnowhere` |
"""


def read_all(handle: int) -> str:
    found = b""
    while True:
        try:
            part = os.read(handle, 65536)
        except OSError:  # Linux says EIO where the other end of a terminal is closed
            part = b""
        if not part:
            return found.decode("utf-8", "replace")
        found += part


def test_progress_is_drawn_on_a_terminal_and_the_summary_goes_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "tracker.md").write_text(TRACKER, encoding="utf-8")
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "GONOGO_STATE": str(tmp_path / "s"), "TERM": "xterm"}
    gonogo = [sys.executable, "-m", "gonogo"]
    subprocess.run([*gonogo, "trust", "--all", "--yes"], cwd=tmp_path, env=environ, check=True, capture_output=True)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*gonogo, "verify"], cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=theirs, stdin=subprocess.DEVNULL
    ) as running:
        os.close(theirs)
        drawn = read_all(ours)
        assert running.stdout is not None
        summary = running.stdout.read().decode()
    os.close(ours)
    assert running.returncode == 1
    assert "L-1  sleep 0.5" in drawn
    assert "running" in drawn
    assert "2 of 2 commands done" in drawn
    assert drawn.rfind("\x1b[?25h") > drawn.rfind("\x1b[?25l"), "the cursor is shown again"
    assert "\x9b" not in drawn + summary
    assert "2 commands: 1 passed, 1 failed" in summary
    assert "\x1b" not in summary

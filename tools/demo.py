"""Run gonogo's main job on a copy of examples/orchestrator: trust, verify, edit, board, why, decision.

Ends in 0 when every step did what it should, whichever way the decision went; else says which step did not.
Needs `gonogo` on PATH; Git is used where it is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "orchestrator"
RED = 1
"""How `gonogo verify` and `gonogo decide` end when something is red: an answer, not a fault of the demo."""
VERDICTS = ("decision: NO-GO (default)", "decision: GO (default)")


class StepError(Exception):
    """A step of the demo did not do what it should."""


def run(workspace: Path, *command: str, may_end: tuple[int, ...] = (0,)) -> str:
    """Run a step in the workspace, show it, and return its standard output."""
    shown = " ".join([Path(command[0]).name, *command[1:]])
    print(f"\n$ {shown}", flush=True)
    done = subprocess.run(command, cwd=workspace, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    print(done.stdout, end="", flush=True)
    if done.returncode not in may_end:
        raise StepError(f"`{shown}` ended in {done.returncode}, expected {' or '.join(map(str, may_end))}")
    return done.stdout


def prepare(folder: Path) -> Path:
    """Copy the example into a folder, as a Git repository where Git is there, and return the workspace."""
    workspace = folder / "orchestrator"
    shutil.copytree(EXAMPLE, workspace, ignore=shutil.ignore_patterns("__pycache__", ".gonogo", "drill"))
    git = shutil.which("git")
    if git:
        person = ("-c", "user.name=demo", "-c", "user.email=demo@example.org", "-c", "commit.gpgsign=false")
        for step in (("init", "-q"), ("add", "-A"), (*person, "commit", "-q", "-m", "The night sort as handed over")):
            subprocess.run((git, *step), cwd=workspace, check=True)
    return workspace


def demonstrate(workspace: Path) -> None:
    """Walk the road once, and insist on a verdict."""
    run(workspace, "gonogo")
    run(workspace, "gonogo", "trust", "--all", "--yes")
    run(workspace, "gonogo", "verify", "-j", "2", may_end=(0, RED))
    run(workspace, sys.executable, "edit_after_verify.py")
    run(workspace, "gonogo")
    run(workspace, "gonogo", "why", "HL-05")
    decision = run(workspace, "gonogo", "decide", may_end=(0, RED))
    if not any(line in VERDICTS for line in decision.splitlines()):
        raise StepError(f"`gonogo decide` printed no verdict line ({' or '.join(VERDICTS)})")


def main() -> int:
    """Run the demo in a temporary directory of its own, with its own state, and return the exit status."""
    with tempfile.TemporaryDirectory(prefix="gonogo-demo-") as name:
        folder = Path(name)
        os.environ["GONOGO_STATE"] = str(folder / "state")
        try:
            demonstrate(prepare(folder))
        except (StepError, OSError, subprocess.CalledProcessError) as error:
            print(f"\ndemo failed: {error}", file=sys.stderr)
            return 1
    print("\ndemo: every step worked; nothing was written outside a temporary directory")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Run every benchmark and write docs/reference/performance.md; end in 1 where one failed or missed its bound."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "reference" / "performance.md"
SCRIPTS = ("peers.py", "check.py", "history.py", "verify.py", "ledger.py")


def machine() -> list[str]:
    """Facts that the figures depend on; no names."""
    processor = platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), processor)
    except OSError:
        pass
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return [
        f"- {processor}, {cores} cores",
        f"- {platform.system()} {platform.release().split('-')[0]}",
        f"- {platform.python_implementation()} {platform.python_version()}",
        f"- measured on {dt.datetime.now(dt.UTC).date()}",
    ]


def main() -> int:
    """Run the scripts one after the other, write the page, and say what went wrong."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`: each figure was measured on one machine in one run, gonogo and its peers in turn.",
        "Ratios travel better than seconds.",
        "",
        *machine(),
    ]
    failed = []
    for script in SCRIPTS:
        print(f"benchmarks/{script}", file=sys.stderr, flush=True)
        os.sync()  # what one script left to be written must not slow the disk of the next
        done = subprocess.run(
            (sys.executable, str(HERE / script), "--markdown"), stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            failed.append(f"{script} ended in {done.returncode}")
        if not done.stdout.strip():
            print(f"{script} measured nothing; {PAGE.name} stays as it was", file=sys.stderr)
            return 1
        lines += ["", done.stdout.strip()]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {PAGE.relative_to(HERE.parent)}")
    for failure in failed:
        print(f"failed or missed a bound: {failure}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

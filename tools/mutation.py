"""Break the rules of `check/` on purpose, one place at a time, and count how many breaks the tests notice.

    python tools/mutation.py [--sample N]

Works on a copy in build/mutation. With --sample 0 every mutant is tried, which takes hours; with N, that many, drawn
by a fixed seed. Ends in 1 where fewer than 85 % are noticed. build/mutation/survived.txt lists what nobody noticed.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "build" / "mutation"
PARTS = ("src", "tests", "docs", "examples", "tools", "README.md", "pyproject.toml")
SETTINGS = """
[tool.mutmut]
source_paths = ["src/gonogo/check/"]
pytest_add_cli_args_test_selection = [
  "tests/integration/test_rules.py", "tests/integration/test_seed_edits.py", "tests/unit/check"
]
also_copy = ["src/gonogo", "tests", "docs", "examples", "tools", "README.md"]
"""
FORGETTING = """

def pytest_sessionstart() -> None:
    import gc

    for known in gc.get_objects():
        if type(known).__name__ == "_lru_cache_wrapper":
            known.cache_clear()
"""
"""For conftest.py: each mutant is a fork of a run that found nothing broken, and would answer out of its memory."""
BOUND = 0.85
AT_ONCE = 300
"""Names that one call of mutmut takes."""
MUTMUT = (sys.executable, "-m", "mutmut")


def prepare() -> None:
    """Copy what the tests need, and tell mutmut what to break."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, COPY / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, COPY / part)
    with (COPY / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    with (COPY / "tests" / "conftest.py").open("a", encoding="utf-8") as file:
        file.write(FORGETTING)


def run(*names: str) -> None:
    """Try the mutants of these names, or all."""
    jobs = str(os.cpu_count() or 1)
    environment = {**os.environ, "GONOGO_CACHE": "off"}
    command = (*MUTMUT, "run", "--max-children", jobs, *names)
    subprocess.run(command, cwd=COPY, env=environment, check=True, stdout=subprocess.DEVNULL)


def results() -> dict[str, str]:
    """Return what became of each mutant, by name."""
    command = (*MUTMUT, "results", "--all", "true")
    printed = subprocess.run(command, cwd=COPY, check=True, capture_output=True, text=True).stdout
    lines = (line.strip().rpartition(": ") for line in printed.splitlines() if ": " in line)
    return {name: ending for name, _, ending in lines}


def main() -> int:
    """Try mutants, print the count, and return 0 where enough are noticed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sample", type=int, default=0)
    chosen = options.parse_args()
    prepare()
    drawn: list[str] = []
    if not chosen.sample:
        run()
    else:
        run("gonogo.check.rule.*")  # makes the mutants of all files
        names = sorted(results())
        drawn = random.Random(0).sample(names, min(chosen.sample, len(names)))  # noqa: S311 -- nothing secret
        for start in range(0, len(drawn), AT_ONCE):
            run(*drawn[start : start + AT_ONCE])
    found = results()
    tried = {name: ending for name, ending in found.items() if ending not in {"not checked", "skipped"}}
    if chosen.sample:
        tried = {name: tried[name] for name in drawn if name in tried}
    counts = collections.Counter(tried.values())
    noticed = counts["killed"] + counts["timeout"] + counts["segfault"] + counts["suspicious"]
    survived = sorted(name for name, ending in tried.items() if ending in {"survived", "no tests"})
    (COPY / "survived.txt").write_text("\n".join(survived) + "\n", encoding="utf-8")
    share = noticed / len(tried)
    print(f"{noticed} of {len(tried)} mutants noticed, {share:.1%}; {len(found)} in all; {dict(counts)}")
    return 0 if share >= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())

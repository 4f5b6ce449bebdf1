"""The hook of `.pre-commit-hooks.yaml`, run by the real pre-commit on real commits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PYTHON = Path(sys.executable).absolute()  # relative where PATH is

ROOT = Path(__file__).resolve().parents[2]
BIN = PYTHON.parent
HOOK = "gonogo-check"

HONEST = """\
| ID | Task | Status | Depends On |
|---|---|---|---|
| K-1 | Lay the floor | Open | - |
| K-2 | Paint the wall | Open | K-1 |
"""
FAULTY = HONEST + "| K-3 | Hang the door | Open | K-9 |\n"


class Repository:
    """A repository of a user, whose pre-commit knows the hook of this checkout."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.work = home / "work"
        self.hooks = home / "gonogo"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PIP_NO_COMPILE": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.org",
        }
        for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
            self.hooks.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.hooks)
        shutil.copytree(ROOT / "src", self.hooks / "src", ignore=shutil.ignore_patterns("__pycache__"))
        for place in (self.hooks, self.work):
            place.mkdir(exist_ok=True)
            self.run("git", "init", "-q", "-b", "main", place=place)
        self.run("git", "add", "--all", place=self.hooks)
        self.run("git", "commit", "-q", "-m", "gonogo", place=self.hooks)

    def run(self, *command: str, place: Path | None = None, may_fail: bool = False) -> tuple[int, str]:
        done = subprocess.run(
            command,
            cwd=place or self.work,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert may_fail or done.returncode == 0, done.stdout
        return done.returncode, done.stdout

    def use(self, **more: Any) -> None:
        """Configure and install the hook, with what a user may write beside its id."""
        rev = self.run("git", "rev-parse", "HEAD", place=self.hooks)[1].strip()
        hook = {"id": HOOK, **more}
        config = {"repos": [{"repo": self.hooks.as_uri(), "rev": rev, "hooks": [hook]}]}
        self.write(".pre-commit-config.yaml", yaml.safe_dump(config))
        self.run("pre-commit", "install")

    def write(self, name: str, text: str) -> None:
        (self.work / name).write_text(text, "utf-8")

    def commit(self, *options: str) -> tuple[int, str]:
        return self.run("git", "commit", "-m", "a change", *options, may_fail=True)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """One whose hook is the gonogo that runs these tests: nothing is installed, no network asked."""
    made = Repository(tmp_path)
    made.use(language="system")
    return made


def test_the_manifest_is_one() -> None:
    done = subprocess.run([BIN / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=False)
    assert done.returncode == 0


def test_a_commit_with_a_fault_is_refused_until_it_is_mended(repository: Repository) -> None:
    repository.write("plan.md", FAULTY)
    repository.run("git", "add", "--all")
    status, told = repository.commit()
    assert status == 1
    assert "DEPENDENCY_UNKNOWN" in told
    repository.write("plan.md", HONEST)
    repository.run("git", "add", "--all")
    assert repository.commit()[0] == 0


def test_only_what_is_staged_is_judged(repository: Repository) -> None:
    repository.write("plan.md", HONEST)
    repository.run("git", "add", "--all")
    repository.write("plan.md", FAULTY)
    assert repository.commit()[0] == 0
    assert (repository.work / "plan.md").read_text("utf-8") == FAULTY


def test_what_git_stages_for_this_commit_alone_is_judged(repository: Repository) -> None:
    """`git commit --all` and `git commit FILE` hand hooks an index of their own."""
    repository.write("plan.md", HONEST)
    repository.run("git", "add", "--all")
    assert repository.commit()[0] == 0
    repository.write("plan.md", FAULTY)
    assert repository.commit("--all")[0] == 1
    assert repository.commit("plan.md")[0] == 1
    assert repository.commit("--allow-empty")[0] == 0


def test_a_user_may_let_old_faults_be(repository: Repository) -> None:
    repository.use(language="system", args=["--since", "git:HEAD"])
    repository.write("plan.md", FAULTY)
    repository.run("git", "add", "--all")
    repository.commit("--no-verify")
    repository.write("plan.md", "# Rooms\n\n" + FAULTY)
    assert repository.commit("--all")[0] == 0
    repository.write("plan.md", FAULTY + "| K-4 | Fix the lamp | Open | K-8 |\n")
    status, told = repository.commit("--all")
    assert (status, "K-8" in told, "K-9" in told) == (1, True, False)


def test_all_files_of_a_checkout_are_judged_in_ci(repository: Repository) -> None:
    repository.write("plan.md", FAULTY)
    repository.run("git", "add", "--all")
    status, told = repository.run("pre-commit", "run", "--all-files", may_fail=True)
    assert (status, "DEPENDENCY_UNKNOWN" in told) == (1, True)


def test_pre_commit_installs_the_hook_from_its_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    index = (str(PYTHON), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(tmp_path), "hatchling")
    if repository.run(*index, may_fail=True)[0]:
        pytest.skip("no package index is in reach, so pre-commit cannot install anything")
    repository.write("plan.md", FAULTY)
    repository.run("git", "add", "--all")
    status, told = repository.run("pre-commit", "try-repo", str(repository.hooks), HOOK, may_fail=True)
    assert (status, "DEPENDENCY_UNKNOWN" in told) == (1, True), told

"""The GitHub Action and the GitLab template do what they say: their scripts, run as a runner runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import junitparser
import pytest
import yaml

PYTHON = Path(sys.executable).absolute()  # relative where PATH is

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
JOB = yaml.safe_load((ROOT / "templates" / "gonogo.gitlab-ci.yml").read_text("utf-8"))["gonogo-check"]
INSTALL, CHECK = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
STOP = re.compile(r"^::stop-commands::(\S+)$", re.MULTILINE)

HONEST = """\
| ID | Task | Status | Depends On |
|---|---|---|---|
| K-1 | Lay the floor | Open | - |
| K-2 | Paint the wall | Open | K-1 |
"""
FAULTY = HONEST + "| K-3 | Hang the door ::error::x | Open | K-9 |\n"
WARNED = HONEST + "| K-3 | Hang the door | Fnord | K-1 |\n"


class Runner:
    """A job's directories and environment, as GitHub and GitLab make them."""

    def __init__(self, home: Path) -> None:
        self.work = home / "work"
        self.temporary = home / "temporary"
        self.output, self.summary = home / "output", home / "summary.md"
        for place in (self.work, self.temporary):
            place.mkdir()
        kept = {
            name: value
            for name, value in os.environ.items()
            if name in {"PATH", "LANG", "TMPDIR", "HTTPS_PROXY", "SSL_CERT_FILE"} or name.startswith("PIP_")
        }
        self.environ = {
            **kept,
            "HOME": str(home),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "Ada",
            "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.org",
            "PIP_NO_COMPILE": "1",  # installing is all that is looked at, not how fast it starts
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.work, env=self.environ, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, **files: str) -> str:
        for name, text in files.items():
            (self.work / f"{name}.md").write_text(text, "utf-8")
        self.git("add", "--all")
        self.git("commit", "-q", "-m", "a change")
        return self.git("rev-parse", "HEAD")

    def bash(self, script: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a script as both runners do: a file, `-e -o pipefail`, errors in one log with the rest."""
        path = self.temporary / "step.sh"
        path.write_text(script, "utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(path)],
            cwd=cwd,
            env={**self.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def step(self, step: dict[str, Any], **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step of the Action with these inputs; the others have their defaults."""
        given = {name: declared["default"] for name, declared in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        known = {f"inputs.{name}": value for name, value in given.items()} | {"github.action_path": str(ROOT)}

        def filled(text: str) -> str:
            return EXPRESSION.sub(lambda found: known[found[1]], text)

        place = self.work / filled(step.get("working-directory", "."))
        return self.bash(step["run"], place, **{name: filled(text) for name, text in step["env"].items()})

    def outputs(self) -> dict[str, str]:
        """What a step said for later steps, in both notations of GITHUB_OUTPUT."""
        text = self.output.read_text("utf-8")
        told = {name: value for name, _, value in re.findall(r"^(\w+)<<(\S+)\n(.*?)\n\2$", text, re.MULTILINE)}
        return told | dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner on which the Action's first step has been: gonogo is where it puts it."""
    made = Runner(tmp_path)
    place = made.temporary / "gonogo" / "bin"
    place.mkdir(parents=True)
    (place / "gonogo").symlink_to(PYTHON.parent / "gonogo")
    return made


def obeyed(log: str) -> list[str]:
    """The workflow commands of a log that GitHub obeys: those that do not stand between stop marks."""
    while (stop := STOP.search(log)) is not None:
        before, _, rest = log.partition(stop[0])
        log = before + rest.partition(f"\n::{stop[1]}::\n")[2]
    return [line for line in log.splitlines() if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize(
    ("schema", "path"), [("github-actions", "action.yml"), ("gitlab-ci", "templates/gonogo.gitlab-ci.yml")]
)
def test_the_file_is_valid_by_the_schema_of_its_forge(schema: str, path: str) -> None:
    program = PYTHON.parent / "check-jsonschema"
    done = subprocess.run(
        [program, "--builtin-schema", f"vendor.{schema}", path], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_input_is_pasted_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
    used = {name for step in (INSTALL, CHECK) for text in step["env"].values() for name in EXPRESSION.findall(text)}
    used |= set(EXPRESSION.findall(CHECK["working-directory"]))
    assert {f"inputs.{name}" for name in ACTION["inputs"]} == used - {"github.action_path"}


def test_an_honest_workspace_passes(runner: Runner) -> None:
    runner.commit(plan=HONEST)
    done = runner.step(CHECK)
    assert (done.returncode, obeyed(done.stdout)) == (0, [])
    assert "no fault found in 2 items of 1 tracker" in runner.summary.read_text("utf-8")
    assert runner.outputs() == {"sarif": str(runner.work / "gonogo.sarif"), "failed": "false"}
    assert json.loads((runner.work / "gonogo.sarif").read_bytes())["runs"][0]["results"] == []


def test_a_fault_fails_the_job_and_is_shown_everywhere(runner: Runner) -> None:
    runner.commit(plan=FAULTY)
    done = runner.step(CHECK, sarif="found.sarif")
    assert done.returncode == 1
    (command,) = obeyed(done.stdout)
    assert command.startswith("::error file=plan.md,line=5,")
    assert "`DEPENDENCY_UNKNOWN`" in runner.summary.read_text("utf-8")
    (result,) = json.loads((runner.work / "found.sarif").read_bytes())["runs"][0]["results"]
    assert result["ruleId"] == "DEPENDENCY_UNKNOWN"
    assert runner.outputs() == {"sarif": str(runner.work / "found.sarif"), "failed": "true"}


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("never", 0)])
def test_the_job_fails_from_the_severity_that_was_asked_for(runner: Runner, fail_on: str, status: int) -> None:
    runner.commit(plan=WARNED)
    done = runner.step(CHECK, fail_on=fail_on)
    assert done.returncode == status
    assert obeyed(done.stdout)[0].startswith("::warning file=plan.md,line=5")


def test_a_pull_request_is_told_only_what_is_new(runner: Runner) -> None:
    base = runner.commit(plan=FAULTY)
    assert runner.step(CHECK, since=base).returncode == 0
    runner.commit(more=FAULTY.replace("K-", "L-"))
    done = runner.step(CHECK, since=base)
    (command,) = obeyed(done.stdout)
    assert (done.returncode, command.partition(",line")[0]) == (1, "::error file=more.md")
    assert base[:7] in runner.summary.read_text("utf-8")


def test_paths_and_arguments_are_taken_a_line_each(runner: Runner) -> None:
    runner.commit(plan=FAULTY, **{"my plan": HONEST})
    done = runner.step(CHECK, path="my plan.md\n", arguments="--fail-on\nnote\n")
    assert (done.returncode, obeyed(done.stdout)) == (0, [])


@pytest.mark.parametrize("name", ["path", "arguments", "since", "fail_on", "sarif"])
def test_no_input_becomes_a_command(runner: Runner, name: str) -> None:
    hostile = 'x; touch owned; $(touch owned) `touch owned` " ; touch owned; " \' ; touch owned'
    runner.commit(plan=FAULTY)
    before = set(runner.work.iterdir())
    runner.step(CHECK, **{name: hostile})
    assert {path.name for path in set(runner.work.iterdir()) - before} <= {"gonogo.sarif", hostile}


def test_what_a_wrong_input_is_told_is_nothing_that_github_obeys(runner: Runner) -> None:
    runner.commit(plan=HONEST)
    done = runner.step(CHECK, path="##[add-mask]x\n::error::y")
    assert done.returncode == 2
    assert "##[add-mask]x" in done.stdout
    assert obeyed(done.stdout) == []
    assert not (runner.work / "gonogo.sarif").exists()


def test_the_action_installs_its_own_gonogo(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    need_packages(runner)
    done = runner.step(INSTALL, python=str(PYTHON))
    assert done.returncode == 0, done.stdout
    runner.commit(plan=FAULTY)
    assert obeyed(runner.step(CHECK).stdout)[0].startswith("::error file=plan.md,line=5,")


def test_the_gitlab_job_reports_where_gitlab_looks(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    need_packages(runner)
    runner.commit(plan=FAULTY, **{"my plan": HONEST.replace("K-", "L-")})
    variables = {**JOB["variables"], "GONOGO_PACKAGE": str(ROOT)}
    done = runner.bash("\n".join(JOB["script"]), runner.work, **variables)
    assert done.returncode == 1, done.stdout
    assert "DEPENDENCY_UNKNOWN" in done.stdout
    reports = JOB["artifacts"]["reports"]
    (issue,) = json.loads((runner.work / reports["codequality"]).read_bytes())
    assert issue["location"] == {"path": "plan.md", "lines": {"begin": 5}}
    suites = junitparser.JUnitXml.fromstring((runner.work / reports["junit"]).read_bytes())
    assert {suite.name: suite.failures for suite in suites} == {"my plan.md": 0, "plan.md": 1}


@pytest.mark.parametrize(
    ("variables", "status"),
    [
        ({"GONOGO_PATH": "my plan.md"}, 0),
        ({"GONOGO_FAIL_ON": "never"}, 0),
        ({"GONOGO_SINCE": "HEAD"}, 0),
        ({"GONOGO_PATH": "$(touch owned)"}, 1),
        ({"GONOGO_SINCE": "; touch owned"}, 1),
    ],
)
def test_the_gitlab_job_takes_its_variables(runner: Runner, variables: dict[str, str], status: int) -> None:
    """The script from where gonogo is installed on, with the one that runs these tests."""
    runner.commit(plan=FAULTY, **{"my plan": HONEST.replace("K-", "L-")})
    installed = next(turn for turn, line in enumerate(JOB["script"]) if " install " in line) + 1
    script = [f"gonogo={runner.temporary}/gonogo/bin/gonogo", *JOB["script"][installed:]]
    done = runner.bash("\n".join(script), runner.work, **{**JOB["variables"], **variables})
    assert done.returncode == status, done.stdout
    assert not (runner.work / "owned").exists()


def test_the_gitlab_job_refuses_to_guess_what_to_install(runner: Runner) -> None:
    (runner.temporary / "bin").mkdir()
    line = next(line for line in JOB["script"] if " install " in line)
    done = runner.bash(f"gonogo={sys.prefix}/bin/gonogo\n{line}", runner.work, **JOB["variables"])
    assert done.returncode != 0
    assert "say what pip installs" in done.stdout


def need_packages(runner: Runner) -> None:
    """Skip where no package index is in reach: what the Action builds itself with cannot be had."""
    done = subprocess.run(
        [str(PYTHON), "-m", "pip", "download", "--quiet", "--no-deps", "--dest", runner.temporary, "hatchling"],
        env=runner.environ,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("no package index is in reach, so nothing can be installed")

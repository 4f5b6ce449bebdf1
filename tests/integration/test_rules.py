"""Every rule fires where it should and is silent on the honest twin: tests/rules/CODE.toml, run as a user's workspace.

A case holds `files`, and where Git matters `commits` that go before them; of what they made, the objects that `lost`
names are taken away. `fires` lists the places of the rule's
findings (`plan.md:7`); an empty list makes the case an honest twin, on which nothing at all may be found but `also`.
tests/rules/told/CODE.txt has every word of what is found; UPDATE_FINDINGS=1 writes it anew, for you to read.
"""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from gonogo.app.checking import check
from gonogo.app.reading import open_workspace
from gonogo.check.catalogue import RULES
from gonogo.model.item import Finding

FOLDER = Path(__file__).resolve().parents[1] / "rules"
DAY = "2026-11-21"
_COMMIT = re.compile(r"\b(?=\w*\d)[0-9a-f]{7,40}\b")
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def test_every_rule_has_a_case_that_fires_and_an_honest_twin() -> None:
    fires = {param.values[0] for param in CASES if param.values[1]["fires"]}
    silent = {param.values[0] for param in CASES if not param.values[1]["fires"]}
    assert fires == set(RULES)
    assert silent == set(RULES)


@pytest.mark.parametrize(("code", "case"), CASES)
def test_rule_finds_just_this(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    lay_out(tmp_path, case)
    paths = [tmp_path / name for name in case.get("paths", [])]
    findings = check(open_workspace(paths, tmp_path), day=case.get("today", DAY)).findings
    told = spell(findings)
    assert [f"{f.path}:{f.line}" for f in findings if f.code == code] == case["fires"], told
    assert {f.code for f in findings} - {code} == set(case.get("also", [])), told
    for wanted in case.get("says", []):
        assert any(wanted in f"{f.message}\n{f.hint}" for f in findings if f.code == code), told

    assert told == golden(code, case["name"], told)


def spell(findings: Sequence[Finding]) -> str:
    """Return all that findings say; commits are ids that no test should know."""
    lines = []
    for f in findings:
        span = f"{f.span.start}-{f.span.end}" if f.span is not None else "-"
        lines.append(
            f"{f.path}:{f.line} [{span}] {f.severity} {f.code} {f.item or '-'}\n  {f.message}\n  {f.hint or '-'}"
        )
    return _COMMIT.sub("COMMIT", "\n".join(lines))


def golden(code: str, name: str, told: str) -> str:
    """Return what was found in a case when somebody last read it."""
    path = FOLDER / "told" / f"{code}.txt"
    known = {}
    if path.exists():
        for part in path.read_text("utf-8").split("=== ")[1:]:
            title, _, body = part.partition("\n")
            known[title] = body.strip("\n")
    if "UPDATE_FINDINGS" in os.environ:
        names = [param.values[1]["name"] for param in CASES if param.values[0] == code]
        known = {title: body for title, body in {**known, name: told}.items() if title in names}
        ordered = sorted(known.items(), key=lambda entry: names.index(entry[0]))
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"=== {title}\n{body}\n\n" for title, body in ordered), "utf-8")
    return known.get(name, "")


def lay_out(root: Path, case: dict[str, Any]) -> None:
    """Write the files of a case, after the commits that it asks for."""
    if "commits" in case:
        git(root, "init", "--quiet", "--initial-branch=main")
    for number, commit in enumerate(case.get("commits", [])):
        if "branch" in commit:
            git(root, "checkout", "--quiet", "-B", commit["branch"], *([commit["from"]] if "from" in commit else []))
        if "merge" in commit:
            git(root, "merge", "--quiet", "--no-ff", "--no-commit", "--strategy=ours", commit["merge"])
            git(root, "checkout", "--quiet", commit["merge"], "--", *commit.get("taken", ["."]))
        for old, new in commit.get("moved", {}).items():
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            (root / old).rename(root / new)
        for name in commit.get("removed", []):
            (root / name).unlink()
        write(root, commit.get("files", {}))
        git(root, "add", "--all", "--force")
        author = commit.get("author", "Ada Reed <ada@example.org>")
        when = commit.get("time", f"2026-03-{number + 1:02}T12:00:00+00:00")
        name, _, address = author.rstrip(">").partition(" <")
        env = {
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": address,
            "GIT_COMMITTER_NAME": name,
            "GIT_COMMITTER_EMAIL": address,
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        git(root, "commit", "--quiet", "--allow-empty", "-m", commit["message"], env=env)
    for name in case.get("lost", []):
        lost = git(root, "rev-parse", name)
        (root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    write(root, case.get("files", {}))


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def git(root: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """Run Git as somebody who has configured nothing, and return what it prints."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {f"GIT_{role}_{what}": "ada@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **own, **who, **(env or {})}
    return subprocess.run(
        ["git", *arguments], cwd=root, check=True, env=environment, stdout=subprocess.PIPE, text=True
    ).stdout.strip()

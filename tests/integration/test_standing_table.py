"""The table of standings: stories in `standings/*.toml`, each step worked out by hand before gonogo ran on it.

A step edits files, may verify, and says what every item then stands at, for which reason, what both gates answer, for
which causes, which command is proposed next, or how acting is refused.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

STORIES = sorted((Path(__file__).parent / "standings").glob("*.toml"))


class Shelf:
    """A repository of its own, with private state of its own, and the real program."""

    def __init__(self, home: Path) -> None:
        self.root = home / "work"
        self.root.mkdir()
        self.environ = {**os.environ, "GONOGO_STATE": str(home / "state"), "HOME": str(home)}
        subprocess.run(["git", "init", "-q", str(self.root)], check=True, env=self.environ)

    def gonogo(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "gonogo", *arguments],
            cwd=self.root,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        done = self.gonogo(*arguments, "--format", "json")
        assert done.returncode in {0, 1}, done.stderr
        return json.loads(done.stdout)

    def edit(self, step: dict[str, Any]) -> None:
        for name, text in step.get("write", {}).items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for name, text in step.get("write_latin1", {}).items():
            (self.root / name).write_text(text, encoding="latin-1")
        for name, (before, after) in step.get("replace", {}).items():
            path = self.root / name
            text = path.read_text()
            assert before in text
            path.write_text(text.replace(before, after))
        if "settings_for_every" in step:
            keys = [item["key"] for item in self.json("items")]
            tables = [
                f"[items.{json.dumps(key)}]\nverify = {json.dumps(step['settings_for_every'].format(index=index))}\n"
                for index, key in enumerate(keys)
            ]
            (self.root / "gonogo.toml").write_text("\n".join(tables))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_every_step_stands_as_worked_out_by_hand(story: Path, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for step in tomllib.loads(story.read_text())["steps"]:
        shelf.edit(step)
        if "verify" in step:
            trusted = shelf.gonogo("trust", "--all", "--yes")
            assert trusted.returncode == 0, trusted.stderr
            verified = shelf.gonogo("verify")
            assert verified.returncode == step["verify"], (step["say"], verified.stdout, verified.stderr)
        judge(shelf, step)


def judge(shelf: Shelf, step: dict[str, Any]) -> None:
    rows = shelf.json("status")["rows"]
    bearers = Counter(row["item"]["id"] for row in rows)
    names = [row["item"]["id" if row["item"]["id"] and bearers[row["item"]["id"]] == 1 else "key"] for row in rows]
    verdicts = {name: row["verdict"] for name, row in zip(names, rows, strict=True)}
    assert len(verdicts) == len(rows), (step["say"], names)
    standings = {name: verdict["standing"] for name, verdict in verdicts.items()}
    if "every" in step:
        assert list(standings.values()) == [step["every"]] * step["count"], step["say"]
    else:
        assert standings == step["standings"], step["say"]
    for name, code in step.get("reasons", {}).items():
        assert verdicts[name]["reason"]["code"] == code, (step["say"], name, verdicts[name]["reason"])
    for gate in ("honest", "default"):
        if gate in step:
            done = shelf.gonogo("decide", gate, "--format", "json")
            answer = {0: "go", 1: "no_go"}.get(done.returncode, done.stderr)
            assert answer == step[gate], (step["say"], gate, done.stdout)
    for gate, codes in step.get("causes", {}).items():
        (decision,) = json.loads(shelf.gonogo("decide", gate, "--format", "json").stdout)
        assert [f"{cause['code']} {cause['subject']}" for cause in decision["causes"]] == codes, (step["say"], gate)
    if "next" in step:
        assert shelf.json("status")["next_command"] == step["next"], step["say"]
    if "refused" in step:
        for verb in ("decide", "verify"):
            done = shelf.gonogo(verb)
            assert (done.returncode, step["refused"] in done.stderr) == (2, True), (step["say"], verb, done.stderr)
    if "runs" in step:
        log = shelf.json("log")
        assert sum(event["type"] == "run.finished" for event in log) == step["runs"], step["say"]

"""`gonogo check --since`: only what is new, what became of claims, and nothing written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from gonogo.app import trusting
from gonogo.app.checking import check
from gonogo.app.comparing import compare_claims, compare_findings
from gonogo.app.reading import open_workspace, read
from gonogo.app.seeing import see
from gonogo.app.sources import at_commit, at_index, on_disk
from gonogo.app.verifying import verify
from gonogo.model.comparison import Comparison

PYTHON = Path(sys.executable).absolute()  # relative where PATH is

HEADER = "# Readiness\n\n| ID | Item | Status | Depends On | Verify | Evidence |\n|---|---|---|---|---|---|\n"
PROGRAM = (str(PYTHON), "-c", "from gonogo.cli import main; main()")


def rows(*cells: str) -> str:
    return HEADER + "".join(f"| {row} |\n" for row in cells)


class Project:
    """A repository, a user who trusts its commands, and what gonogo says of both."""

    def __init__(self, checkout: Any) -> None:
        self.checkout = checkout
        self.path: Path = checkout.path
        state = str(self.path.parent / "state")
        self.environ = {**os.environ, "GONOGO_STATE": state, "HOME": str(self.path.parent), "GONOGO_CACHE": "off"}

    def write(self, name: str, content: str | bytes) -> Path:
        return self.checkout.write(name, content, fresh=True)

    def verify(self) -> None:
        workspace = open_workspace((), self.path)
        sight = see(workspace, frozenset(), self.environ)
        trusting.trust(workspace, [fact.command for fact in trusting.distinct_commands(sight)], self.environ)
        verify(open_workspace((), self.path), (), self.environ, jobs=1)

    def compare(self, revision: str = "HEAD") -> Comparison:
        return compare_claims(compare_findings(open_workspace((), self.path), check, revision), self.environ)

    def lists(self, revision: str = "HEAD") -> dict[str, list[str | None]]:
        """Return, by the lists that are not empty, the ids on them."""
        found = self.compare(revision)
        names = ("made_false", "made_stale", "unproven", "made_true", "withdrawn")
        return {name: [shift.id for shift in getattr(found, name)] for name in names if getattr(found, name)}

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        ended = subprocess.run(
            [*PROGRAM, *arguments], cwd=cwd or self.path, env=self.environ, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in ended.stderr
        assert ended.returncode in (0, 1, 2), ended.stderr
        return ended

    def told(self, *arguments: str) -> tuple[int, list[str | None]]:
        """Return the exit status, and the items of which an unknown dependency is told."""
        ended = self.run("check", "--format", "json", *arguments)
        found = json.loads(ended.stdout)
        return ended.returncode, [one["item"] for one in found if one["code"] == "DEPENDENCY_UNKNOWN"]


@pytest.fixture
def project(checkout) -> Project:
    return Project(checkout)


def standing_still(path: Path) -> dict[str, tuple[int, int, int]]:
    found = {}
    for place in (path, *path.rglob("*")):
        status = place.lstat()
        found[str(place)] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return found


def test_only_what_is_new_is_told_and_decides_the_status(project: Project) -> None:
    project.write("readiness.md", rows("K-1 | pump | Done | K-9 | - | ev.txt"))
    project.write("ev.txt", "8 passed\n")
    project.checkout.commit()
    assert project.told()[0] == 1
    project.write("readiness.md", "Some prose above.\n\n" + rows("K-1 | pump | Done | K-9 | - | ev.txt"))
    assert project.told("--since", "git:HEAD") == (0, [])
    project.write("readiness.md", rows("K-2 | lamp | Done | K-8 | - | ev.txt", "K-1 | pump | Done | K-9 | - | ev.txt"))
    assert project.told("--since", "git:HEAD") == (1, ["K-2"])
    project.checkout.git("add", "--all")
    project.write("readiness.md", rows("K-1 | pump | Done | K-9 | - | ev.txt"))
    assert project.told("--staged", "--since", "git:HEAD") == (1, ["K-2"])
    assert project.told("--since", "git:HEAD") == (0, [])
    second = project.checkout.git("commit", "--quiet", "--message", "more") or project.checkout.git("rev-parse", "HEAD")
    assert project.told("--at", f"git:{second}", "--since", f"git:{second}~1")[1] == ["K-2"]
    assert project.told("--at", f"git:{second}~1", "--since", f"git:{second}") == (0, [])


def test_a_tracker_that_was_renamed_ten_times_is_the_same_one(project: Project) -> None:
    """Its findings are not new, whether all of the workspace is asked for or the document by its present name."""
    table = [f"K-{number} | part {number} | Done | K-99 | - | ev.txt" for number in range(12)]
    project.write("tracker-0.md", rows(*table))
    project.write("ev.txt", "fine\n")
    first = project.checkout.commit()
    for turn in range(1, 11):
        project.checkout.git("mv", f"tracker-{turn - 1}.md", f"tracker-{turn}.md")
        table[0] = f"K-0 | part 0, turn {turn} | Done | K-99 | - | ev.txt"
        project.write(f"tracker-{turn}.md", rows(*table))
        project.checkout.commit(f"turn {turn}")
    for asked in ((), ("tracker-10.md",)):
        assert project.told("--since", f"git:{first}", *asked) == (0, [])
        assert len(project.told("--since", "git:HEAD", *asked)[1]) == 0
        assert len(project.told(*asked)[1]) >= 12
    project.write("tracker-10.md", rows(*table, "K-50 | new | Done | K-98 | - | ev.txt"))
    assert project.told("--since", f"git:{first}", "tracker-10.md")[1] == ["K-50"]


def test_a_silence_that_ends_makes_its_finding_new_and_one_that_begins_mends_nothing(project: Project) -> None:
    noise = '\n[[check.ignore]]\ncode = "DEPENDENCY_UNKNOWN"\nuntil = "2999-01-01"\nreason = "known"\n'
    project.write("readiness.md", rows("K-1 | pump | Doing | K-9 | - | -"))
    project.write("gonogo.toml", noise)
    project.checkout.commit()
    project.write("gonogo.toml", "")
    assert project.told("--since", "git:HEAD")[1] == ["K-1"]
    project.checkout.commit()
    project.write("gonogo.toml", noise)
    compared = project.compare()
    assert compared.new == ()
    assert compared.mended == ()


def test_a_count_that_was_wrong_before_is_new_only_where_its_own_line_is(project: Project) -> None:
    table = rows("K-1 | pump | Done | - | - | a.md", "K-2 | lamp | Open | - | - | -", "K-3 | gate | Open | - | - | -")
    flipped = table.replace("lamp | Open", "lamp | Cancelled").replace("gate | Open", "gate | Cancelled")
    project.write("a.md", "All pumps ran.\n")
    project.write("readiness.md", f"3 of 3 tasks are done.\n\n{table}")
    project.checkout.commit()
    for text, new in (
        (f"3 of 3 tasks are done.\n\n{flipped}", []),
        (f"So far 3 of 3 tasks are done.\n\n{table}", ["HEADLINE_DISAGREES"]),
    ):
        project.write("readiness.md", text)
        assert [finding.code for finding in project.compare().new] == new


def test_claims_follow_the_runs_of_the_ledger(project: Project) -> None:
    """Proof that was there at the base and is gone, red or new now is told as what the change made of it."""
    project.write("pump.py", "assert 1\n")
    project.write("lamp.sh", "#!/bin/sh\ngrep -q lit lamp.txt\n").chmod(0o755)
    project.write("lamp.txt", "lit\n")
    project.write(
        "gonogo.toml",
        '[items.K-1]\ninputs = ["pump.py"]\n[items.K-2]\ninputs = ["lamp.*"]\n[items.K-3]\ninputs = ["k.txt"]',
    )
    table = (
        "K-1 | pump | Done | - | `python3 pump.py` | -",
        "K-2 | lamp | Done | - | `./lamp.sh` | -",
        "K-3 | gate | Doing | - | `test -f k.txt` | -",
        "K-4 | follows | Done | K-1 | - | lamp.txt",
    )
    project.write("readiness.md", rows(*table))
    project.verify()
    project.checkout.commit()
    assert project.lists() == {}
    project.write("pump.py", "assert 0\n")
    assert project.lists() == {"made_stale": ["K-1", "K-4"]}
    project.write("lamp.sh", "#!/bin/sh\ngrep -q lit lamp.txt && true\n")
    assert project.lists() == {"made_stale": ["K-1", "K-2", "K-4"]}
    project.write("k.txt", "there\n")
    project.write("readiness.md", rows(*table).replace("Doing", "Done"))
    assert project.lists()["unproven"] == ["K-3"]
    project.verify()
    assert project.lists() == {"made_false": ["K-1", "K-4"], "made_true": ["K-3"]}
    found = project.compare().made_false[0]
    assert (found.was, found.standing, found.code) == ("proven", "refuted", "VERIFY_FAILED")
    project.write("readiness.md", rows(*table[1:3]))
    assert project.lists() == {"withdrawn": ["K-1", "K-4"]}


def test_what_git_ignores_is_no_part_of_the_change(project: Project) -> None:
    project.write(".gitignore", "out/\n")
    project.write("out/report.txt", "8 passed\n")
    project.write(
        "readiness.md", rows("K-1 | pump | Done | - | - | out/report.txt", "K-2 | lamp | Done | - | - | new.txt")
    )
    project.checkout.commit()
    project.write("new.txt", "lit\n")
    compared = project.compare()
    assert [shift.id for shift in compared.made_true] == ["K-2"]
    assert compared.made_false == compared.made_stale == ()


def test_settings_of_the_base_that_nobody_can_read_are_those_of_now(project: Project) -> None:
    project.write("readiness.md", rows("K-1 | pump | Fettig | - | - | -"))
    project.write("gonogo.toml", "rubbish = [")
    project.checkout.commit()
    project.write("gonogo.toml", '[dialect.status]\nfettig = "in_progress"\n')
    found = project.run("check", "--since", "git:HEAD", "--format", "json")
    assert (found.returncode, "STATUS_UNKNOWN" in found.stdout) == (0, False)
    project.write("gonogo.toml", "")
    assert project.run("check", "--at", "git:HEAD").returncode == 2


def test_the_comparison_fits_its_schema(project: Project) -> None:
    project.write("readiness.md", rows("K-1 | pump | Doing | - | - | ev.txt"))
    project.checkout.commit()
    project.write("readiness.md", rows("K-1 | pump | Done | K-9 | - | ev.txt"))
    text = resources.files("gonogo").joinpath("schemas/comparison.schema.json").read_text(encoding="utf-8")
    validator = jsonschema_rs.validator_for(json.loads(text))
    ended = project.run("check", "--since", "git:HEAD", "--format", "comparison")
    told = json.loads(ended.stdout)
    assert [error.message for error in validator.iter_errors(told)] == []
    assert [shift["id"] for shift in told["unproven"]] == ["K-1"]
    assert ended.returncode == 1
    assert not validator.is_valid({})


def test_pull_requests_get_a_comment_and_people_a_page(project: Project) -> None:
    project.write("readiness.md", rows("K-1 | pump | Doing | - | - | ev.txt"))
    project.checkout.commit()
    project.write("readiness.md", rows("K-1 | pump | Done | - | - | ev.txt"))
    comment = project.run("check", "--since", "git:HEAD", "--format", "markdown").stdout
    assert comment.startswith("<!-- gonogo: comparison -->\n### gonogo: 1 new claim without proof")
    assert "in progress → unproven" in comment
    page = project.run("check", "--since", "git:HEAD").stdout
    assert "1 new claim without proof" in page.splitlines()[-1]
    assert project.run("check", "--format", "comparison").returncode == 2
    assert project.run("check", "--since", "HEAD").returncode == 2


def test_nothing_is_written_whatever_is_asked(project: Project) -> None:
    project.write("readiness.md", rows("K-1 | pump | Done | K-9 | - | ev.txt"))
    project.write("ev.txt", "fine\n")
    project.checkout.commit()
    project.write("readiness.md", rows("K-1 | pump | Done | K-9 | - | ev.txt, gone.txt"))
    os.utime(project.path / "ev.txt", (1_700_000_000, 1_700_000_000))  # Git would note that this is unchanged
    before = standing_still(project.path)
    for verb in ("check", "items"):
        project.run(verb, "--at", "git:HEAD")
    for options in (("--staged",), ("--since", "git:HEAD"), ("--staged", "--since", "git:HEAD", "-f", "markdown")):
        project.run("check", *options)
    assert standing_still(project.path) == before


def test_hard_ground_gives_findings_and_no_stack_trace(project: Project) -> None:
    """A submodule, circles of links, a file of a gigabyte and odd names stand in the way of nothing."""
    library = project.path.parent / "library"
    library.mkdir()
    project.checkout.git("init", "--quiet", str(library))
    project.checkout.git("commit", "--quiet", "--allow-empty", "--message", "empty", cwd=library)
    project.checkout.git("submodule", "--quiet", "add", str(library), "lib")
    (project.path / "round.md").symlink_to("circle.md")
    (project.path / "circle.md").symlink_to("round.md")
    (project.path / "lib.md").symlink_to("lib")
    project.write(
        "readiness.md", rows("K-1 | pump | Done | - | - | big.json#/passed, round.md, lib/, lib/x.txt, lib.md")
    )
    project.checkout.commit()
    with (project.path / "big.json").open("wb") as big:
        big.truncate(1 << 30)
    for options in ((), ("--at", "git:HEAD"), ("--staged",), ("--since", "git:HEAD"), ("readiness.md",)):
        project.run("check", *options)
    evidence = see(read(on_disk((), project.path)), frozenset(), project.environ).facts.items[0].evidence
    assert [found.code for found in evidence][:4] == [
        "EVIDENCE_UNREADABLE",
        "EVIDENCE_OUTSIDE",
        None,
        "EVIDENCE_MISSING",
    ]
    for source in (at_commit((), project.path, "HEAD"), at_index((), project.path, {})):
        found = see(read(source), frozenset(), project.environ).facts.items[0].evidence
        codes = [one.code for one in evidence]
        assert [one.code for one in found] == ["EVIDENCE_MISSING", *codes[1:3], "EVIDENCE_UNREADABLE", *codes[4:]]

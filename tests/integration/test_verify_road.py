"""`gonogo verify` on real repositories: what runs, what it binds, what disturbs it, what stops it."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gonogo.app import trusting
from gonogo.app.ledgering import open_for_reading
from gonogo.app.reading import Workspace, open_workspace
from gonogo.app.seeing import see
from gonogo.app.verifying import verify
from gonogo.errors import Refusal
from gonogo.model.command import Outcome
from gonogo.model.event import Event
from gonogo.model.verification import Progress, Summary, Why

HEADER = "| ID | Status | Depends On | Verify | Evidence |\n|---|---|---|---|---|\n"
PROGRAM = (sys.executable, "-c", "from gonogo.cli import main; main()")


class Place:
    """A repository with a tracker, and a user who trusts what it says."""

    def __init__(self, path: Path, state: Path) -> None:
        self.path = path
        self.environ = {"PATH": os.environ["PATH"], "HOME": str(state), "GONOGO_STATE": str(state), "LANG": "C.UTF-8"}

    def rows(self, *rows: str) -> None:
        """Each row is `ID | depends on | verify | evidence`."""
        lines = []
        for row in rows:
            name, needs, rest = row.split("|", 2)
            command, evidence = rest.rsplit("|", 1)
            verify = "`" + command.strip().replace("|", "\\|") + "`"
            lines.append(f"| {name} | Done | {needs} | {verify} | {evidence} |\n")
        (self.path / "readiness.md").write_text(HEADER + "".join(lines))

    def write(self, name: str, text: str) -> None:
        place = self.path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)

    def workspace(self) -> Workspace:
        return open_workspace((), self.path)

    def trust(self) -> None:
        workspace = self.workspace()
        sight = see(workspace, frozenset(), self.environ)
        trusting.trust(workspace, [fact.command for fact in trusting.distinct_commands(sight)], self.environ)

    def verify(
        self,
        *names: str,
        trust: bool = True,
        jobs: int = 1,
        fail_fast: bool = False,
        told: list[Progress] | None = None,
    ) -> Summary:
        if trust:
            self.trust()
        seen = [] if told is None else told
        return verify(self.workspace(), names, self.environ, jobs=jobs, fail_fast=fail_fast, notify=seen.append)

    def events(self, *types: str) -> list[Event]:
        with open_for_reading(self.path, self.environ) as ledger:
            assert ledger is not None
            return [event for event in ledger.events() if not types or event.type in types]

    def blob(self, digest: str) -> bytes:
        with open_for_reading(self.path, self.environ) as ledger:
            assert ledger is not None
            return ledger.blob(digest)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PROGRAM, *arguments],
            cwd=self.path,
            env=self.environ | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    path = tmp_path.resolve() / "space"
    path.mkdir()
    subprocess.run(["git", "init", "--quiet", str(path)], check=True)
    return Place(path, tmp_path / "state")


def outcomes(summary: Summary) -> dict[str, Outcome]:
    return {result.step.at: result.outcome for result in summary.results}


def reasons(summary: Summary) -> dict[str, Why]:
    return {skip.step.at: skip.why for skip in summary.skips}


def test_each_outcome_is_told_apart_and_stored(place: Place) -> None:
    place.write("check.py", "print('=== 8 passed, 1 failed in 0.1s ===')\nraise SystemExit(1)\n")
    place.rows(
        "A | | test -f check.py | ",
        "B | A | python3 check.py | ",
        "C | A | no-such-program | ",
        "D | A | echo 'Ran 0 tests in 0.000s' && echo && echo OK | ",
    )
    summary = place.verify()
    assert outcomes(summary) == {
        "A": Outcome.PASSED,
        "B": Outcome.FAILED,
        "C": Outcome.NOT_RUNNABLE,
        "D": Outcome.TESTED_NOTHING,
    }
    finished = {event.data["text"]: event.data for event in place.events("run.finished")}
    assert finished["python3 check.py"]["summary"] == "1 of 9 failed"
    assert b"8 passed" in place.blob(finished["python3 check.py"]["output"])
    assert b'"result":"FAILED"' in place.blob(finished["python3 check.py"]["statement"])
    assert finished["no-such-program"]["summary"] == "no such program: no-such-program"


def test_the_second_time_only_what_is_not_fresh_and_green_runs(place: Place) -> None:
    place.write("src/app.py", "x = 1\n")
    place.rows("A | | test -d src | ", "B | | test -f missing | ")
    place.verify()
    again = place.verify()
    assert outcomes(again) == {"B": Outcome.FAILED}
    assert reasons(again) == {"A": Why.FRESH}


def test_contents_count_and_neither_times_nor_prose_do(place: Place) -> None:
    place.write("src/app.py", "x = 1\n")
    place.rows("A | | test -d src | ")
    place.verify()
    os.utime(place.path / "src/app.py", (1, 1))
    place.write("README.md", "# Words\n")
    assert reasons(place.verify()) == {"A": Why.FRESH}
    place.write("src/app.py", "x = 2\n")
    assert outcomes(place.verify()) == {"A": Outcome.PASSED}


def test_what_a_run_writes_is_bound_and_no_input_of_anyone(place: Place) -> None:
    place.write("src/app.py", "x = 1\n")
    place.rows("A | | sh -c 'date +%s%N > report.txt' | report.txt", "B | A | test -f report.txt | report.txt")
    first = place.verify()
    assert outcomes(first) == {"A": Outcome.PASSED, "B": Outcome.PASSED}
    assert {result.step.at: result.bound for result in first.results} == {"A": 1, "B": 1}
    assert {result.step.at: result.created for result in first.results} == {"A": ("report.txt",), "B": ()}
    assert set(reasons(place.verify()).values()) == {Why.FRESH}


def test_tracked_evidence_that_its_own_run_rewrites_settles(place: Place) -> None:
    place.write("report.txt", "old\n")
    place.write("src/app.py", "x = 1\n")
    place.rows("A | | sh -c 'date +%s%N > report.txt' | report.txt", "B | A | test -d src | ")
    subprocess.run(["git", "add", "."], cwd=place.path, check=True)
    assert outcomes(place.verify()) == {"A": Outcome.PASSED, "B": Outcome.PASSED}
    assert set(reasons(place.verify()).values()) == {Why.FRESH}


def test_changed_evidence_is_not_fresh(place: Place) -> None:
    place.rows("A | | sh -c 'echo done > report.txt' | report.txt")
    place.verify()
    place.write("report.txt", "tampered\n")
    assert outcomes(place.verify()) == {"A": Outcome.PASSED}


def test_a_file_that_git_takes_over_is_an_input_again(place: Place) -> None:
    """What a run left behind is no input; once someone has added it to Git, and no item lists it, it is."""
    place.rows("A | | sh -c 'test -f new.py || echo 1 > new.py' | ")
    place.verify()
    assert reasons(place.verify()) == {"A": Why.FRESH}
    subprocess.run(["git", "add", "."], cwd=place.path, check=True)
    place.verify()
    place.write("new.py", "2\n")
    assert outcomes(place.verify()) == {"A": Outcome.PASSED}


def test_a_run_that_changes_its_inputs_binds_nothing(place: Place) -> None:
    place.write("src/app.py", "x = 1\n")
    place.write("report.txt", "kept\n")
    place.rows("A | | sh -c 'echo >> src/app.py' | report.txt")
    summary = place.verify()
    assert outcomes(summary) == {"A": Outcome.DISTURBED}
    assert summary.results[0].summary == "changed while it ran: src/app.py"
    assert place.events("evidence.bound") == []


def test_declared_outputs_may_change(place: Place) -> None:
    place.write("src/version.py", "v = 1\n")
    place.write("gonogo.toml", '[items.A]\noutputs = ["src/version.py"]\n')
    place.rows("A | | sh -c 'echo >> src/version.py' | ")
    assert outcomes(place.verify()) == {"A": Outcome.PASSED}


def test_someone_elses_edit_disturbs_who_was_running(place: Place) -> None:
    place.write("src/app.py", "x = 1\n")
    place.write("docs/other.txt", "x\n")
    place.write("gonogo.toml", '[items.B]\ninputs = ["docs/"]\n')
    place.rows("A | | sh -c 'sleep 0.5; echo >> src/app.py; sleep 0.2' | ", "B | | sleep 1 | ", "C | | sleep 1.1 | ")
    summary = place.verify(jobs=3)
    assert outcomes(summary) == {"A": Outcome.DISTURBED, "B": Outcome.PASSED, "C": Outcome.DISTURBED}


def test_a_command_that_two_items_share_runs_once_and_binds_for_both(place: Place) -> None:
    place.rows(
        "A | | sh -c 'echo 1 > a.txt; echo 2 > b.txt' | a.txt", "B | | sh -c 'echo 1 > a.txt; echo 2 > b.txt' | b.txt"
    )
    summary = place.verify()
    assert len(summary.results) == 1
    assert summary.results[0].step.items == ("A", "B")
    bound = {
        (event.data["item"], entry["reference"])
        for event in place.events("evidence.bound")
        for entry in event.data["evidence"]
    }
    assert bound == {("A", "a.txt"), ("B", "b.txt")}


def test_a_red_run_binds_nothing(place: Place) -> None:
    place.rows("A | | sh -c 'echo 1 > a.txt; exit 1' | a.txt")
    place.verify()
    assert place.events("evidence.bound") == []


def test_untrusted_commands_are_listed_and_nothing_else_is_kept_from_running(place: Place) -> None:
    place.rows("A | | test -d . | ")
    place.trust()
    place.rows("A | | test -d . | ", "B | | touch ran | ")
    summary = place.verify(trust=False)
    assert outcomes(summary) == {"A": Outcome.PASSED}
    assert reasons(summary) == {"B": Why.UNTRUSTED}
    assert not summary.is_green
    assert not (place.path / "ran").exists()


def test_a_red_command_stops_the_others_only_where_that_was_asked_for(place: Place) -> None:
    place.rows("A | | test -f missing | ", "B | | touch ran | ")
    summary = place.verify(fail_fast=True)
    assert outcomes(summary) == {"A": Outcome.FAILED}
    assert reasons(summary) == {"B": Why.HALTED}
    assert not (place.path / "ran").exists()
    assert outcomes(place.verify()) == {"A": Outcome.FAILED, "B": Outcome.PASSED}


def test_other_settings_are_untrusted_again(place: Place) -> None:
    place.rows("A | | test -d . | ")
    place.trust()
    place.write("gonogo.toml", '[items.A]\nenvironment = { PATH = "/tmp/evil" }\n')
    assert reasons(place.verify(trust=False)) == {"A": Why.UNTRUSTED}


def test_secrets_of_the_caller_reach_neither_the_command_nor_the_ledger(place: Place) -> None:
    place.environ |= {"DEPLOY_TOKEN": "s3cr3t-v4lue-0001", "GIVEN_TOKEN": "g1v3n-v4lue-0002"}
    place.write("gonogo.toml", '[verify]\nallow = ["GIVEN_TOKEN"]\n')
    place.write("check.sh", "echo $GIVEN_TOKEN; echo password=hunter22; env; exit 1\n")
    place.rows("A | | sh check.sh | ")
    place.verify()
    (finished,) = place.events("run.finished")
    output = place.blob(finished.data["output"])
    assert b"redacted" in output
    for secret in (b"s3cr3t-v4lue-0001", b"g1v3n-v4lue-0002", b"hunter22"):
        assert secret not in output
        assert secret.decode() not in str(finished.data)
        assert not any(secret in file.read_bytes() for file in (place.path / ".gonogo").rglob("*") if file.is_file())


def test_every_result_is_told_after_it_is_in_the_ledger(place: Place) -> None:
    place.rows(*(f"T-{n} | | true {n} | " for n in range(30)))
    told: list[Progress] = []
    summary = place.verify(jobs=2, told=told)
    assert [type(one).__name__ for one in told].count("Began") == 30
    assert {event.data["run"] for event in place.events("run.finished")} == {result.run for result in summary.results}
    assert len(place.events("run.started")) == 30


def test_two_at_once_are_one_too_many(place: Place) -> None:
    place.rows("A | | test -d . | ")
    place.verify()
    with (place.path / ".gonogo/verify.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Refusal) as caught:
            place.verify()
    assert caught.value.code == "VERIFY_BUSY"
    assert caught.value.found == f"process {os.getpid()}"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_what_runs_and_proves_nothing(place: Place, number: int) -> None:
    place.rows("A | | sh -c 'echo $$ > pid; exec sleep 60' | pid", "B | A | touch ran | ")
    place.trust()
    program = place.start("verify")
    wait_for(place.path / "pid")
    program.send_signal(number)
    program.communicate(timeout=30)
    assert program.returncode == 130
    (finished,) = place.events("run.finished")
    assert finished.data["outcome"] == "interrupted"
    assert place.events("evidence.bound") == []
    assert not (place.path / "ran").exists()
    assert not Path("/proc", (place.path / "pid").read_text().strip()).exists()


def test_stopping_twice_does_not_wait(place: Place) -> None:
    place.rows("A | | sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 0.1; done' | ")
    place.trust()
    program = place.start("verify")
    wait_for(place.path / "pid")
    program.send_signal(signal.SIGINT)
    time.sleep(0.5)
    program.send_signal(signal.SIGINT)
    program.communicate(timeout=30)
    assert program.returncode == 130
    assert place.events("run.finished")[0].data["signal"] == 9


def test_a_full_disk_is_an_error_that_says_so(place: Place) -> None:
    place.rows("A | | sh -c 'head -c 3000000 /dev/urandom | base64' | ")
    place.trust()
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); "
    command = [sys.executable, "-c", limit + PROGRAM[2], "verify"]
    ended = subprocess.run(command, cwd=place.path, env=place.environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "LEDGER_READ_ONLY" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert place.events("run.finished") == []
    assert outcomes(place.verify()) == {"A": Outcome.PASSED}


def test_a_read_only_workspace_is_an_error_that_says_so(place: Place) -> None:
    place.rows("A | | test -d . | ")
    place.trust()
    (place.path / ".gonogo/verify.lock").mkdir()
    with pytest.raises(Refusal) as caught:
        place.verify(trust=False)
    assert caught.value.code == "LEDGER_READ_ONLY"


def wait_for(path: Path) -> None:
    patience = time.monotonic() + 30
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < patience, f"{path} did not appear"
        time.sleep(0.02)

"""Commands that misbehave, each as a real process under the local executor."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gonogo.model.command import Command, Settings
from gonogo.verify.capture import HEAD, MOST, TAIL
from gonogo.verify.executor import Ended, Ending, Task
from gonogo.verify.local import LocalExecutor

ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


@pytest.fixture
def executor() -> Iterator[LocalExecutor]:
    made = LocalExecutor("test-session")
    yield made
    made.close()


def submit(
    executor: LocalExecutor, text: str, run: str = "one", timeout: int = 60, directory: str | None = None
) -> None:
    environment = ENVIRONMENT | {"GONOGO_RUN": run}
    command = Command(text=text, settings=Settings(timeout=timeout))
    executor.submit(Task(run, command, directory or str(Path.cwd()), environment))


def wait(executor: LocalExecutor, runs: int = 1) -> dict[str, Ended]:
    ended: dict[str, Ended] = {}
    patience = time.monotonic() + 60
    while len(ended) < runs and time.monotonic() < patience:
        ended |= {event.run: event for event in executor.events(0.1) if isinstance(event, Ended)}
    assert len(ended) == runs, "a run did not end"
    return ended


def run(executor: LocalExecutor, text: str, timeout: int = 60, directory: str | None = None) -> Ended:
    submit(executor, text, timeout=timeout, directory=directory)
    return wait(executor)["one"]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def gone(pid: int) -> bool:
    for _ in range(100):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_a_plain_command_and_a_script(executor: LocalExecutor) -> None:
    assert run(executor, "true 1").rc == 0
    ended = run(executor, "echo out; echo err >&2; exit 3")
    assert (ended.ending, ended.rc, ended.pieces) == (Ending.EXITED, 3, (b"out\nerr\n",))


def test_a_command_gets_its_environment_and_nothing_else(executor: LocalExecutor) -> None:
    names = {line.partition(b"=")[0] for line in run(executor, "env").pieces[0].splitlines()}
    assert names == {b"PATH", b"LANG", b"GONOGO_RUN"}


def test_a_command_runs_in_its_directory(executor: LocalExecutor, tmp_path: Path) -> None:
    assert run(executor, "pwd", directory=str(tmp_path)).pieces == (f"{tmp_path}\n".encode(),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("no-such-program-here -q", "no such program: no-such-program-here"),
        ("./missing", "no such program: ./missing"),
        ("./plain", "may not be executed: ./plain"),
        ("./lost", "its interpreter is missing: ./lost"),
        ("a\0b", "no such program: a\0b"),
        ("echo a\0b", "cannot be passed"),
    ],
)
def test_what_cannot_start_says_why(executor: LocalExecutor, tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "plain").write_text("true\n")
    (tmp_path / "lost").write_text("#!/no/such/interpreter\n")
    (tmp_path / "lost").chmod(0o755)
    ended = run(executor, text, directory=str(tmp_path))
    assert ended.ending is Ending.NOT_STARTED
    assert problem in (ended.problem or "")


def test_a_script_without_a_first_line_is_one_for_the_shell(executor: LocalExecutor, tmp_path: Path) -> None:
    (tmp_path / "script").write_text("echo from the shell\n")
    (tmp_path / "script").chmod(0o755)
    assert run(executor, "./script", directory=str(tmp_path)).pieces == (b"from the shell\n",)


def test_a_directory_that_is_not_there(executor: LocalExecutor, tmp_path: Path) -> None:
    ended = run(executor, "true", directory=str(tmp_path / "missing"))
    assert ended.ending is Ending.NOT_STARTED


def test_printing_for_ever_is_stopped_at_the_output_limit(executor: LocalExecutor) -> None:
    ended = run(executor, "yes")
    assert ended.ending is Ending.FLOODED
    assert ended.printed > MOST
    assert sum(map(len, ended.pieces)) <= HEAD + TAIL


def test_printing_slowly_for_ever_is_stopped_at_the_time_limit(executor: LocalExecutor) -> None:
    ended = run(executor, "while :; do echo still here; sleep 0.1; done", timeout=1)
    assert ended.ending is Ending.TIMED_OUT
    assert b"still here" in ended.pieces[0]


def test_binary_output_is_kept_byte_by_byte(executor: LocalExecutor) -> None:
    code = "import sys; sys.stdout.buffer.write(bytes(range(256)) * 1000)"
    ended = run(executor, f"{sys.executable} -c '{code}'")
    assert ended.pieces == (bytes(range(256)) * 1000,)


def test_closing_the_output_early_is_no_end(executor: LocalExecutor) -> None:
    ended = run(executor, "exec >&- 2>&-; sleep 0.2; exit 4")
    assert (ended.ending, ended.rc) == (Ending.EXITED, 4)


def test_who_ignores_sigterm_is_killed(executor: LocalExecutor) -> None:
    ended = run(executor, "trap '' TERM; while :; do sleep 0.1; done", timeout=1)
    assert (ended.ending, ended.signal) == (Ending.TIMED_OUT, 9)


def test_a_grandchild_that_holds_the_pipe_keeps_nobody_waiting(executor: LocalExecutor) -> None:
    ended = run(executor, "sleep 60 & echo $!")
    assert (ended.ending, ended.rc) == (Ending.EXITED, 0)
    assert gone(int(ended.pieces[0]))


def test_a_grandchild_that_left_the_group_is_found_too(executor: LocalExecutor) -> None:
    ended = run(executor, "setsid sh -c 'echo $$; exec sleep 60' & sleep 0.3")
    assert (ended.ending, ended.rc) == (Ending.EXITED, 0)
    assert gone(int(ended.pieces[0]))


def test_nothing_of_a_group_outlives_its_run(executor: LocalExecutor) -> None:
    ended = run(executor, "sleep 60 >/dev/null 2>&1 & echo $!")
    assert gone(int(ended.pieces[0]))


@pytest.mark.parametrize("text", ["cat", "read answer", "head -1", f"{sys.executable} -c 'input()'"])
def test_asking_for_input_finds_none(executor: LocalExecutor, text: str) -> None:
    assert run(executor, text).ending is Ending.EXITED


def test_there_is_no_terminal(executor: LocalExecutor) -> None:
    assert run(executor, "tty").rc == 1
    assert run(executor, "exec 3</dev/tty").rc != 0


def test_dying_of_a_signal_is_told(executor: LocalExecutor) -> None:
    ended = run(executor, "kill -SEGV $$")
    assert (ended.ending, ended.signal) == (Ending.SIGNALLED, 11)


def test_cancelling_ends_what_runs_and_tells_so(executor: LocalExecutor) -> None:
    submit(executor, "sleep 60", run="a")
    submit(executor, "exec sleep 60", run="b")
    executor.cancel(hard=False)
    ended = wait(executor, runs=2)
    assert {one.ending for one in ended.values()} == {Ending.CANCELLED}


def test_cancelling_again_kills_who_does_not_listen(executor: LocalExecutor, tmp_path: Path) -> None:
    submit(executor, "trap '' TERM; echo > ready; while :; do sleep 0.1; done", directory=str(tmp_path))
    while not (tmp_path / "ready").exists():
        executor.events(0.1)
    executor.cancel(hard=False)
    executor.cancel(hard=True)
    ended = wait(executor)["one"]
    assert (ended.ending, ended.signal) == (Ending.CANCELLED, 9)


def test_no_handle_is_left_open(executor: LocalExecutor) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        run(executor, "echo x")
        run(executor, "no-such-program-here")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


DOOMED = """
import os, sys
from gonogo.model.command import Command
from gonogo.verify.executor import Task
from gonogo.verify.local import LocalExecutor
executor = LocalExecutor("doomed-session")
environment = {"PATH": os.environ["PATH"], "GONOGO_SESSION": "doomed-session", "GONOGO_RUN": "r"}
executor.submit(Task("r", Command(text=sys.argv[2]), sys.argv[1], environment))
while True:
    executor.events(1)
"""


def test_when_the_watcher_is_killed_nothing_lives_on(tmp_path: Path) -> None:
    """SIGKILL to the program that runs commands takes their groups along, and who left them."""
    text = "echo $$ >> pids; setsid sh -c 'echo $$ >> pids; exec sleep 61' & sleep 61"
    program = subprocess.Popen([sys.executable, "-c", DOOMED, str(tmp_path), text])
    pids: list[int] = []
    patience = time.monotonic() + 60
    while len(pids) < 2 and time.monotonic() < patience:
        found = tmp_path / "pids"
        pids = [int(line) for line in found.read_text().split()] if found.exists() else []
        time.sleep(0.05)
    assert len(pids) == 2
    assert all(map(alive, pids))
    program.kill()
    program.wait()
    assert all(map(gone, pids))

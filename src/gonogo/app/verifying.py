"""`gonogo verify`: run what is trusted and not fresh, bind what it proves, and leave nothing half done.

Rules:
1. One verification a workspace at a time.
2. What an earlier program began and did not end is lost, and said so, before anything new begins.
3. Untrusted commands are listed and not run; nothing else is kept from running by them.
4. Whatever ends this program, no command that it began lives on.
"""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType

from msgspec import structs

from gonogo.app import present, recording
from gonogo.app.ledgering import open_for_writing, prepare_workspace, state_directory
from gonogo.app.reading import Workspace
from gonogo.app.recalling import recall
from gonogo.app.recording import Clerk
from gonogo.app.running import Means, Runner, Stop
from gonogo.app.seeing import see
from gonogo.app.surroundings import Surroundings
from gonogo.errors import Refusal
from gonogo.ledger.port import Ledger
from gonogo.model.standing import Facts
from gonogo.model.state import State, fold
from gonogo.model.verification import Plan, Progress, Skip, Summary, Why
from gonogo.verify.local import LocalExecutor
from gonogo.verify.plan import plan
from gonogo.verify.redact import Redactor
from gonogo.verify.trust import TrustStore

LOCK = "verify.lock"
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def ignore(_progress: Progress) -> None:
    """Watch nothing."""


def verify(
    workspace: Workspace,
    names: Sequence[str],
    environ: Mapping[str, str],
    *,
    jobs: int = 1,
    fail_fast: bool = False,
    notify: Callable[[Progress], None] = ignore,
) -> Summary:
    """Run the commands of a workspace, or of the named items and all that they depend on; return what came of it.

    Refusal: VERIFY_BUSY, LEDGER_READ_ONLY, LEDGER_LOCKED. UsageError: ITEM_UNKNOWN.
    """
    workspace.require_sound_settings()
    only = [workspace.find(name).key for name in names]
    root = workspace.root.path
    prepare_workspace(root)
    with _alone(root / ".gonogo" / LOCK), open_for_writing(root, environ) as ledger, _heeding_signals() as stop:
        session = present.new_id()
        clerk = Clerk(present.local_actor(), present.now, present.new_id, correlation=session)
        state = fold(ledger.events())
        lost = _recover(ledger, clerk, state)
        surroundings = Surroundings(workspace, state.created, environ)
        sight = see(workspace, frozenset(state.created), environ)
        surroundings.adopt(sight)
        chosen = _plan(workspace, recall(sight, workspace, state, ledger, environ).facts, only, state, environ)
        notify(chosen)
        runner: Runner | None = None
        left: tuple[Skip, ...] = ()
        if chosen.steps:
            with closing(LocalExecutor(session)) as executor:
                means = Means(
                    ledger=ledger,
                    clerk=clerk,
                    executor=executor,
                    surroundings=surroundings,
                    redact=Redactor(
                        environ, *map(dict, {step.fact.command.settings.environment for step in chosen.steps})
                    ),
                    environ=environ,
                    root=str(root),
                    session=session,
                    jobs=max(1, jobs),
                    duplicated=workspace.duplicated,
                    fail_fast=fail_fast,
                )
                runner = Runner(chosen, state, means, notify, stop)
                left = runner.run()
        workspace.tree.save_cache()
        return Summary(
            results=tuple(runner.results) if runner else (),
            skips=(*chosen.skips, *left),
            cycles=chosen.cycles,
            lost=lost,
            interrupted=stop.asked > 0,
            position=ledger.head().size,
        )


def _plan(workspace: Workspace, facts: Facts, only: Sequence[str], state: State, environ: Mapping[str, str]) -> Plan:
    """Return the plan of what may run: steps that nobody trusted are among the skips."""
    graph = workspace.links.dependency_graph()
    whole = plan(facts, graph, state, present.now(), only=only)
    trusted = TrustStore(state_directory(environ)).trusted(workspace.root.path)
    steps, untrusted = [], []
    for step in whole.steps:
        command = step.fact.command
        if (command.text, command.settings) in trusted:
            steps.append(step)
        else:
            untrusted.append(Skip(step=step, why=Why.UNTRUSTED, message="nobody trusted it here: gonogo trust"))
    return structs.replace(whole, steps=tuple(steps), skips=(*whole.skips, *untrusted))


def _recover(ledger: Ledger, clerk: Clerk, state: State) -> tuple[str, ...]:
    """Note the runs that an earlier program began and never ended; return the texts of their commands."""
    starts = sorted(state.open_runs.values(), key=lambda start: start.seq)
    if starts:
        ledger.append([recording.lost(clerk, start) for start in starts])
        fold(ledger.events(after=state.position), state)
    return tuple(start.text for start in starts)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the workspace's lock; it goes with this process, however that ends. Refusal: VERIFY_BUSY."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise Refusal(
            f"cannot be locked: {error.strerror}",
            code="LEDGER_READ_ONLY",
            where=str(path),
            hint="make room, or make the workspace writable",
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            raise Refusal(
                "another gonogo verify is running in this workspace",
                code="VERIFY_BUSY",
                where=str(path),
                found=f"process {pid}" if pid else None,
                hint="wait for it, or stop it",
            ) from error
        with suppress(OSError):  # the number only helps who is refused; on a full disk the lock holds without it
            os.ftruncate(handle, 0)
            os.pwrite(handle, b"%d\n" % os.getpid(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def _heeding_signals() -> Iterator[Stop]:
    """Turn ^C, SIGTERM and SIGHUP into a wish to stop, so that no signal falls into the middle of an append."""
    stop = Stop()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.asked += 1

    if current_thread() is not main_thread():
        yield stop
        return
    before = {number: signal.signal(number, ask) for number in _SIGNALS if signal.getsignal(number) != signal.SIG_IGN}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

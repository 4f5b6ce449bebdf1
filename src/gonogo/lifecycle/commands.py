"""What a command's runs say about it now: only passing on the present inputs proves, only failing on them refutes."""

from __future__ import annotations

from datetime import datetime

from gonogo.model.command import Outcome, Run
from gonogo.model.standing import CommandFact, Obligation, ObligationKind, Standing
from gonogo.model.state import State

_VERDICTS = {
    Outcome.PASSED: (Standing.PROVEN, None),
    Outcome.FAILED: (Standing.REFUTED, "VERIFY_FAILED"),
    Outcome.NOT_RUNNABLE: (Standing.UNPROVEN, "COMMAND_NOT_FOUND"),
    Outcome.TESTED_NOTHING: (Standing.UNPROVEN, "COMMAND_TESTED_NOTHING"),
    Outcome.TIMED_OUT: (Standing.UNPROVEN, "COMMAND_TIMED_OUT"),
    Outcome.VACUOUS: (Standing.UNPROVEN, "COMMAND_VACUOUS"),
    Outcome.DISTURBED: (Standing.UNPROVEN, "COMMAND_CHANGED_INPUTS"),
    Outcome.LOST: (Standing.UNPROVEN, "RUN_LOST"),
    Outcome.INTERRUPTED: (Standing.UNPROVEN, "RUN_LOST"),
}


_TOLD = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.NOT_RUNNABLE: "could not start",
    Outcome.TESTED_NOTHING: "tested nothing",
    Outcome.TIMED_OUT: "timed out",
    Outcome.VACUOUS: "could not fail",
    Outcome.DISTURBED: "was disturbed",
    Outcome.LOST: "was lost",
    Outcome.INTERRUPTED: "was interrupted",
}


def judge_command(fact: CommandFact, state: State, now: str, max_age: int | None) -> Obligation:
    """Return the obligation that a command is, from what the ledger knows of its runs."""
    if fact.vacuous is not None:
        return _say(fact, Standing.UNPROVEN, "COMMAND_VACUOUS", fact.vacuous)
    run = state.by_cache_key.get(fact.cache_key)
    if run is None:
        return _without_present_run(fact, state)
    standing, code = _VERDICTS[run.outcome]
    if run.outcome is Outcome.FAILED and run.rc == 0:
        code = "EXPECTATION_FAILED"
    if run.outcome is Outcome.PASSED and max_age is not None and age(run, now) > max_age:
        return _say(fact, Standing.STALE, "RUN_TOO_OLD", f"passed at {run.finished}", run)
    return _say(fact, standing, code, run.summary, run)


def fresh_run(fact: CommandFact, state: State) -> Run | None:
    """Return the passing run on the present inputs, where there is one."""
    run = state.by_cache_key.get(fact.cache_key)
    return run if run is not None and run.outcome is Outcome.PASSED else None


def age(run: Run, now: str) -> float:
    """Return how long ago a run finished, in seconds; a clock that went back counts as no time."""
    return max(0.0, (datetime.fromisoformat(now) - datetime.fromisoformat(run.finished)).total_seconds())


def _without_present_run(fact: CommandFact, state: State) -> Obligation:
    last = state.by_command.get(fact.key)
    if last is None:
        return _say(fact, Standing.UNPROVEN, "COMMAND_NOT_RUN", "never run")
    if last.outcome is Outcome.PASSED:
        return _say(fact, Standing.STALE, "INPUTS_CHANGED", f"inputs changed since run {last.id[-4:]}", last)
    return _say(
        fact, Standing.UNPROVEN, "RUN_OUTDATED", f"{_TOLD[last.outcome]} on other inputs, not run on these", last
    )


def _say(
    fact: CommandFact, standing: Standing, code: str | None, message: str | None, run: Run | None = None
) -> Obligation:
    return Obligation(
        kind=ObligationKind.COMMAND,
        subject=fact.command.text,
        standing=standing,
        code=code,
        message=message,
        run=run.id if run else None,
    )

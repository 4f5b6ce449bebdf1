"""A static look at whether a command can fail at all. Pure.

Rules:
1. A script ends with the status of what it ran last; `a || b` with that of `b` where `a` fails; a pipeline with that of
   its last part, unless `pipefail` is set; a background job with 0.
2. It is vacuous only where every road through it ends in 0. What is opaque, or not known here, can fail.
3. An earlier part counts where it can end the script: under `set -e`, or by an `exit`, `exec` or `return` of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from gonogo.verify.shell import Group, Opaque, Part, Pipeline, Script, Simple, parse
from gonogo.verify.words import plain_argv

_ALWAYS = frozenset({"true", ":", "echo", "printf", "sleep", "export", "unset", "set", "shopt", "umask", "pwd", "date"})
_FILTERS = frozenset({"tee", "cat", "tail", "head", "sort", "uniq", "wc", "less", "more", "nl", "tr", "cut", "column"})
_WRAPPERS = frozenset({"command", "builtin", "time", "nohup", "env", "nice", "stdbuf", "sudo"})
_SHELLS = frozenset({"sh", "bash", "dash", "zsh", "ksh"})
_LEAVING = frozenset({"exit", "return", "exec"})
_MAKE_BLIND = frozenset({"-i", "--ignore-errors", "-n", "--dry-run", "--just-print"})
_PYTHON_PASSES = {("-c", "pass"), ("-c", ""), ("-c", "exit(0)")}
_TESTS = frozenset({"test", "[", "[["})
_TWO = 2
_DEEPEST = 5


@dataclass(slots=True)
class _Modes:
    """What `set` has switched on so far."""

    errexit: bool = False
    pipefail: bool = False


def vacuous(text: str) -> str | None:
    """Return why a command cannot fail, or None where it can, or might."""
    return _look(text, 0)


def _look(text: str, depth: int) -> str | None:
    argv = plain_argv(text)
    if argv is not None:
        return _judge_words(argv, depth)
    script = parse(text)
    if script is None or depth > _DEEPEST:
        return None
    if not any(_runs_something(pipeline) for pipeline in script.pipelines):
        return "it runs nothing" if not text.strip() or not script.pipelines else "it only sets variables"
    return _judge(script, _Modes(), depth)


def _runs_something(pipeline: Pipeline) -> bool:
    return any(not isinstance(part, Simple) or part.words for part in pipeline.parts)


def _judge(script: Script, modes: _Modes, depth: int) -> str | None:
    """Return why a script cannot fail; None where it can."""
    chains = _chains(script)
    if not chains:
        return "it runs nothing"
    why = None
    for index, chain in enumerate(chains):
        why = _judge_chain(chain, modes, depth)
        last = index == len(chains) - 1
        if _leaves_well(chain) and not (len(chain) > 1):
            return "it ends in `exit 0`"
        if not last and why is None and (modes.errexit or any(_may_leave(p) for p in chain)):
            return None
        for pipeline in chain:
            _note_modes(pipeline, modes)
            if _traps_exit(pipeline):
                return "`trap … exit 0` hides the failure"
    if why is not None and len(chains) > 1 and not chains[-1][-1].background:
        return f"what stands before the last `;` cannot make it fail, and {why}"
    return why


def _chains(script: Script) -> list[list[Pipeline]]:
    """Return the pipelines between `;`, each list joined by `&&` and `||`."""
    chains: list[list[Pipeline]] = []
    for pipeline in script.pipelines:
        if pipeline.connector == ";" or not chains:
            chains.append([pipeline])
        else:
            chains[-1].append(pipeline)
    return chains


def _judge_chain(chain: list[Pipeline], modes: _Modes, depth: int) -> str | None:
    """Return why `a && b || c` (left to right, equal precedence) cannot fail."""
    if chain[-1].background:
        return "a job in the background always counts as passed"
    why = _judge_pipeline(chain[0], modes, depth)
    for pipeline in chain[1:]:
        reason = _judge_pipeline(pipeline, modes, depth)
        if pipeline.connector == "&&":
            why = why and reason
        elif why is None and reason is not None:
            why = f"`|| {_name(pipeline)}` hides the failure"
    return why


def _judge_pipeline(pipeline: Pipeline, modes: _Modes, depth: int) -> str | None:
    parts = pipeline.parts
    if pipeline.negated:
        return "`! false` always passes" if len(parts) == 1 and _first(parts[0]) == "false" else None
    reasons = [_judge_part(part, modes, depth) for part in parts]
    if len(parts) == 1:
        return reasons[0]
    if modes.pipefail:
        return reasons[-1] if all(reasons) else None
    if reasons[-1] is not None or _first(parts[-1]) in _FILTERS:
        return f"`| {_first(parts[-1])}` hides the failure of what stands before it"
    return None


def _judge_part(part: Part, modes: _Modes, depth: int) -> str | None:
    if isinstance(part, Opaque):
        return None
    if isinstance(part, Group):
        return _judge(part.body, _Modes(modes.errexit, modes.pipefail), depth + 1) if depth < _DEEPEST else None
    return _judge_simple(part, depth)


def _judge_simple(command: Simple, depth: int) -> str | None:
    if not command.words:
        return "it only sets variables" if command.assigned else None
    tested = command.words[0].text in _TESTS
    if tested and not all(word.literal for word in command.words if word.text not in {"[", "[["}):
        return None
    return _judge_words(command.texts, depth)


def _judge_words(argv: tuple[str, ...], depth: int) -> str | None:
    words = _unwrapped(argv)
    name = words[0].rpartition("/")[2] if words else ""
    if name in _SHELLS:
        return _judge_inner(words, depth)
    if name in _TESTS:
        return _judge_test(words)
    return _judge_program(name, words)


def _judge_program(name: str, words: tuple[str, ...]) -> str | None:
    passes = (
        words[1:] == ("0",)
        if name == "exit"
        else name in _ALWAYS and not any(":?" in word for word in words) and (name != "set" or _only_switches(words))
    )
    if passes:
        return f"`{'exit 0' if name == 'exit' else name}` always passes"
    if "--exit-zero" in words:
        return "`--exit-zero` hides the failure"
    if name in {"make", "gmake"} and not _MAKE_BLIND.isdisjoint(words):
        return "make is told to ignore failures, or to run nothing"
    if name.startswith("python") and words[1:] in _PYTHON_PASSES:
        return f"`{name} -c '{words[2]}'` always passes"
    return None


def _judge_test(words: tuple[str, ...]) -> str | None:
    closing = {"[": "]", "[[": "]]"}.get(words[0])
    tested = words[1:-1] if closing is not None and words[-1] == closing else words[1:]
    constant = (
        (len(tested) == 1 and tested[0] != "")
        or (len(tested) == _TWO and tested[0] == "-n" and tested[1] != "")
        or (len(tested) == _TWO and tested == ("-z", ""))
        or (len(tested) == _TWO + 1 and tested[1] in {"=", "==", "-eq"} and tested[0] == tested[2])
    )
    return "it tests a constant" if constant else None


def _judge_inner(words: tuple[str, ...], depth: int) -> str | None:
    for index, word in enumerate(words[1:], 1):
        if word.startswith("-") and word.endswith("c") and index + 1 < len(words):
            errexit = any("e" in option[1:] for option in words[1 : index + 1] if not option.startswith("--"))
            return None if errexit and ";" in words[index + 1] else _look(words[index + 1], depth + 1)
        if not word.startswith("-"):
            return None
    return None


def _unwrapped(words: tuple[str, ...]) -> tuple[str, ...]:
    while len(words) > 1 and words[0] in _WRAPPERS and not words[1].startswith("-"):
        words = words[1:]
        while words and "=" in words[0] and words[0].partition("=")[0].isidentifier():
            words = words[1:]
    return words


def _only_switches(words: tuple[str, ...]) -> bool:
    return all(word[:1] in "+-" or word in {"errexit", "pipefail", "nounset", "xtrace"} for word in words[1:])


def _note_modes(pipeline: Pipeline, modes: _Modes) -> None:
    part = pipeline.parts[0]
    if len(pipeline.parts) > 1 or not isinstance(part, Simple) or _first(part) != "set":
        return
    words = part.texts[1:]
    for index, word in enumerate(words):
        on = word.startswith("-")
        option = words[index + 1] if word[:1] in "+-" and word.endswith("o") and index + 1 < len(words) else ""
        if word[:1] in "+-" and "e" in word[1:]:
            modes.errexit = on
        if option == "errexit":
            modes.errexit = on
        if option == "pipefail":
            modes.pipefail = on


def _traps_exit(pipeline: Pipeline) -> bool:
    part = pipeline.parts[0]
    if not isinstance(part, Simple) or _first(part) != "trap":
        return False
    words = part.texts
    return len(words) > _TWO and words[1].strip().endswith("exit 0") and bool({"EXIT", "0", "ERR"} & set(words[2:]))


def _may_leave(pipeline: Pipeline) -> bool:
    """Whether a pipeline could end the script with another status than 0."""
    for part in pipeline.parts:
        if isinstance(part, Opaque):
            return True
        if isinstance(part, Group) and any(_may_leave(inner) for inner in part.body.pipelines):
            return True
        if isinstance(part, Simple) and _first(part) in _LEAVING and part.texts[1:] != ("0",):
            return True
    return False


def _leaves_well(chain: list[Pipeline]) -> bool:
    part = chain[0].parts[0]
    return len(chain[0].parts) == 1 and isinstance(part, Simple) and part.texts == ("exit", "0")


def _first(part: Part) -> str | None:
    if not isinstance(part, Simple):
        return None
    words = _unwrapped(part.texts)
    return words[0].rpartition("/")[2] if words else None


def _name(pipeline: Pipeline) -> str:
    part = pipeline.parts[-1]
    return " ".join(part.texts[:2]) if isinstance(part, Simple) else "…"

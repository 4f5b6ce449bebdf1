"""Programs that start other programs: what is left of a command without them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from gonogo.verify.words import ASSIGNMENT, Word

_PLAIN = frozenset({"builtin", "command", "exec", "time", "nohup", "sudo", "xvfb-run"})
_RUNNERS = {
    ("uv", "run"): frozenset({"--frozen", "--locked", "--no-sync", "--all-extras", "-q", "--quiet", "--isolated"}),
    ("poetry", "run"): frozenset[str](),
    ("pipenv", "run"): frozenset[str](),
    ("pdm", "run"): frozenset[str](),
    ("hatch", "run"): frozenset[str](),
    ("rye", "run"): frozenset[str](),
    ("bundle", "exec"): frozenset[str](),
    ("pnpm", "exec"): frozenset[str](),
    ("yarn", "exec"): frozenset[str](),
    ("npx",): frozenset({"-y", "--yes", "--no-install"}),
    ("bunx",): frozenset[str](),
}
_MOST = 5


def launched(words: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """Return the command that is started in the end, and whether a runner starts it that takes files as programs.

    Empty where an option stands between that is not known here.
    """
    by_file = False
    for _ in range(_MOST):
        before = words
        words = _without_plain(words)
        texts = [word.text for word in words[:2]]
        for runner, known in _RUNNERS.items():
            if tuple(texts[: len(runner)]) == runner:
                words = _after_options(words[len(runner) :], known)
                by_file = runner == ("uv", "run")
        if words is before or not words:
            break
    return words, by_file


def _without_plain(words: Sequence[Word]) -> Sequence[Word]:
    while words:
        name = words[0].text
        if name in _PLAIN and len(words) > 1 and not words[1].text.startswith("-"):
            words = words[1:]
        elif name == "env":
            words = words[1:]
            while words and ASSIGNMENT.match(words[0].text):
                words = words[1:]
            if words and words[0].text.startswith("-"):
                return ()
        elif name == "timeout":
            words = words[2:] if len(words) > 1 and words[1].text[:1].isdecimal() else ()
        else:
            break
    return words


def _after_options(words: Sequence[Word], known: frozenset[str]) -> Sequence[Word]:
    while words and words[0].text.startswith("-"):
        if words[0].text == "--":
            return words[1:]
        if words[0].text not in known:
            return ()
        words = words[1:]
    return words

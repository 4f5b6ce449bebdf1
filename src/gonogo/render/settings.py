"""A first `gonogo.toml`: every line a comment, so that it changes nothing until someone takes a `#` away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gonogo.model.item import COMPLETION, Item, Kind, Reading, Status
from gonogo.render import words
from gonogo.render.cells import clean

MANY = 12
_ESCAPES = {'"': '\\"', "\\": "\\\\"}


def text(readings: Sequence[Reading], items: Sequence[Item]) -> str:
    """Return the text of a commented `gonogo.toml` for what these documents say."""
    lines = [
        "# gonogo.toml: what gonogo should know beyond what the trackers say.",
        "# Every setting is optional, and as it stands this file changes nothing: take the `#` from a line to use it.",
        "",
        *_trackers(readings),
        *_words(items),
        *_defaults(),
        *_checks(),
        *_items(items),
        *_gates(items),
    ]
    return "\n".join(lines) + "\n"


def _trackers(readings: Sequence[Reading]) -> Iterator[str]:
    yield "# Which documents are trackers. Without this they are found by name and content."
    for reading in readings[:MANY]:
        yield f"#   found: {clean(reading.path)}, {words.count(len(reading.items), 'item')}"
    if len(readings) > MANY:
        yield f"#   and {len(readings) - MANY} more: gonogo items --explain"
    if not readings:
        yield "#   found: none"
    yield "# [trackers]"
    yield f"# include = [{_quoted(readings[0].path if readings else 'docs/readiness.md')}]"
    yield '# exclude = ["docs/archive/**"]'
    yield ""


def _words(items: Sequence[Item]) -> Iterator[str]:
    unknown = list(dict.fromkeys(i.status_raw for i in items if i.status is Status.UNKNOWN and i.status_raw))
    yield "# Status words that your team uses and gonogo does not know; the right side is one of"
    yield f"# {', '.join(status.value for status in Status)}."
    yield "# [dialect.status]"
    for word in unknown[:MANY] or ["parked"]:
        yield f'# {_quoted(word)} = "blocked"'
    yield ""


def _defaults() -> Iterator[str]:
    yield "# How verify commands run."
    yield "# [verify]"
    yield '# timeout = "10m"'
    yield '# max_age = "30d"                  # a run that passed longer ago is stale'
    yield '# inputs = ["src/**", "tests/**"]  # what a command depends on; without it every file that is not prose'
    yield '# allow = ["HOME"]                 # further environment variables that commands may see'
    yield ""


def _checks() -> Iterator[str]:
    yield "# What gonogo check is told not to tell, until a day and for a reason."
    yield "# [[check.ignore]]"
    yield '# code = "TARGET_PAST"'
    yield '# reason = "new dates come with the contract"'
    yield "# until = 2030-12-31"
    yield ""


def _items(items: Sequence[Item]) -> Iterator[str]:
    bare = [item for item in items if not item.verify and item.kind is not Kind.BOUNDARY]
    claimed = [item for item in bare if item.status in COMPLETION]
    yield "# What a document leaves out: commands, evidence, inputs, exit criteria. The name is an item's id or key."
    if bare:
        claims = f", and {len(claimed)} of them claim{'s' if len(claimed) == 1 else ''} completion" if claimed else ""
        yield f"# {len(bare)} of {words.count(len(items), 'item')} name no command{claims}:"
    for item in (claimed or bare)[:MANY]:
        title = f"  # {clean(item.title)}" if item.title and item.id else ""
        yield f"# [items.{_quoted(item.id or item.key)}]{title}"
        yield '# verify = ["pytest -q tests/test_it.py"]'
    if not bare:
        yield f"# [items.{_quoted(words.name(items[0]) if items else 'M-01')}]"
        yield '# inputs = ["src/**", "tests/**"]'
        yield '# expect = [{ output = "passed" }]'
    yield ""


def _gates(items: Sequence[Item]) -> Iterator[str]:
    priorities = sorted({item.priority for item in items if item.priority})
    yield "# Gates beside `honest` (what is claimed is proven) and `default` (everything is done and proven):"
    yield "# gonogo decide release"
    yield "# [gates.release]"
    yield f"# scope = {{ priority = [{_quoted(priorities[0] if priorities else 'P0')}] }}"
    yield '# accept = ["proven"]'


def _quoted(value: str) -> str:
    return '"' + "".join(_escaped(value)) + '"'


def _escaped(value: str) -> Iterable[str]:
    """Each character as a TOML 1.0 basic string writes it."""
    for char in value:
        if char in _ESCAPES:
            yield _ESCAPES[char]
        elif clean(char) == char:
            yield char
        else:
            yield f"\\u{ord(char):04X}"

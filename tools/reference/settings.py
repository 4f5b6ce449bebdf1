"""docs/reference/settings.md and the words of gonogo_toml.schema.json: every key of `gonogo.toml` with a sentence.

The keys come from the structs in model/policy.py; a key without a sentence, or a sentence without a key, is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from gonogo.model.command import Expect
from gonogo.model.decision import Gate, Scope
from gonogo.model.policy import Checks, Defaults, Ignore, ItemPolicy, RulePolicy, Trackers, Words

TABLES: dict[str, tuple[type[Struct], str]] = {
    "trackers": (
        Trackers,
        "Which documents are trackers, where finding them by name and content goes wrong.",
    ),
    "dialect": (Words, "Words of your team that gonogo does not know."),
    "verify": (Defaults, "How verify commands run, where an item says nothing else."),
    "check": (Checks, "How `gonogo check` judges. The rules have [pages of their own](rules/README.md)."),
    "check.rules.CODE": (RulePolicy, "What is different about one rule."),
    "check.ignore": (
        Ignore,
        "`[[check.ignore]]`, as often as needed: a finding that is not told until a day, and why.",
    ),
    "items.KEY": (
        ItemPolicy,
        "What a document leaves out about one item, added to what it says. KEY is its id, or key in `gonogo items`.",
    ),
    "items.KEY.expect": (
        Expect,
        "What must hold beyond exit status 0: a table or a list, each with one of `output absent field junit`.",
    ),
    "gates.NAME": (
        Gate,
        "A gate of your own, asked by `gonogo decide NAME`. `honest` and `default` are built in and cannot be changed.",
    ),
    "gates.NAME.scope": (
        Scope,
        "Which items the gate looks at. What is left out does not narrow; several narrow together.",
    ),
}

SENTENCES = {
    "trackers.include": "Glob patterns of documents that are trackers, although discovery passes them over.",
    "trackers.exclude": "Glob patterns of documents that are no trackers, however they look.",
    "dialect.status": 'Status words, each to a canonical status: `parked = "blocked"`.',
    "dialect.columns": 'Column headers, each to a field of an item: `Verantwortlich = "owner"`.',
    "verify.inputs": "Glob patterns of the files that commands depend on; by default every file that is not prose.",
    "verify.directory": "Where commands start, relative to the workspace.",
    "verify.allow": "Names of further environment variables that commands take over from you.",
    "verify.environment": "Environment variables that are set for commands.",
    "verify.timeout": 'Wall-clock limit: seconds, or `"90s"`, `"10m"`, `"2h"`.',
    "verify.max_age": 'How long a passed run stays fresh, such as `"30d"`; without it, until its inputs change.',
    "check.history": "How many commits of each tracker the rules of history look back on; 0 for none.",
    "check.rules": "See [check.rules.CODE](#checkrulescode).",
    "check.ignore": "See [check.ignore](#checkignore).",
    "check.rules.CODE.severity": "`error`, `warning` or `note`; only errors fail a check.",
    "check.rules.CODE.minimum": "From how many on `BULK_FLIP`, `COMMAND_SHARED` or `EVIDENCE_SHARED` speaks.",
    "check.ignore.code": "The code of a rule.",
    "check.ignore.reason": "Why it is right as it is.",
    "check.ignore.until": "The last day, such as `2026-12-31`; after it the silence itself is found.",
    "check.ignore.paths": "Glob patterns of documents; without them all.",
    "check.ignore.items": "Ids or keys; without them all items, and what is about none.",
    "items.KEY.verify": "Commands that prove the item.",
    "items.KEY.evidence": "Evidence references.",
    "items.KEY.exit_criteria": "Exit criteria.",
    "items.KEY.inputs": "Glob patterns of the files that the item's commands depend on.",
    "items.KEY.outputs": "Glob patterns of the files that the item's commands may change.",
    "items.KEY.expect": "See [items.KEY.expect](#itemskeyexpect).",
    "items.KEY.directory": "Where the item's commands start.",
    "items.KEY.environment": "Environment variables that are set for the item's commands.",
    "items.KEY.timeout": "Wall-clock limit of the item's commands.",
    "items.KEY.expect.output": "A regular expression (Python, multi-line) that the redacted output must match.",
    "items.KEY.expect.count": "How often `output` must match at least.",
    "items.KEY.expect.absent": "A phrase that must not stand in `file`, or without `file` in the output.",
    "items.KEY.expect.field": "A JSON pointer (RFC 6901) into `file`, whose value must equal `equals`.",
    "items.KEY.expect.equals": "What `field` must be: a text, a whole number or a truth value.",
    "items.KEY.expect.junit": "A JUnit XML file without failures and errors, and with at least `min_tests` tests.",
    "items.KEY.expect.min_tests": "How many tests `junit` must hold at least.",
    "items.KEY.expect.file": "The file that `absent` or `field` looks into.",
    "items.KEY.expect.criterion": "The exit criterion, as written, that this answers.",
    "gates.NAME.demand": "`complete`: all in scope claims done and is proven. `honest`: what claims it is proven.",
    "gates.NAME.scope": "See [gates.NAME.scope](#gatesnamescope).",
    "gates.NAME.accept": "Standings that pass: `proven`, and if you want `documented`, `stale` or `waived`.",
    "gates.NAME.minimum_tier": "The weakest that passes: `document`, `test`, `rehearsal`, `staging`, `production`.",
    "gates.NAME.criteria_assessed": "Whether an `expect` or a signature must speak to each exit criterion.",
    "gates.NAME.scope.priority": "Priorities, as the trackers write them.",
    "gates.NAME.scope.tracker": "Glob patterns over tracker paths.",
    "gates.NAME.scope.tag": "Values of a `tags` or `labels` column.",
    "gates.NAME.scope.ids": "Item ids.",
}

HEAD = """\
# Settings

`gonogo.toml` stands at the root of a workspace. Without it everything has its default; `gonogo init` writes one with
every line commented out. An unknown key is an error that names the nearest known one. Where a list of texts is wanted,
one text may stand alone. Generated from `src/gonogo/model/policy.py`; the JSON Schema comes with the package as
`gonogo/schemas/gonogo_toml.schema.json`."""

VARIABLES = {
    "GONOGO_STATE": "The private directory of trust, keys and ledger heads; else `$XDG_STATE_HOME/gonogo`, else "
    "`~/.local/state/gonogo`.",
    "GONOGO_CACHE": "Where `check` and `history` remember what they read; else `$XDG_CACHE_HOME/gonogo`, else "
    "`~/.cache/gonogo`. `off` for nowhere.",
    "NO_COLOR": "Without colour, unless it is empty.",
    "GONOGO_DEBUG": "Show where gonogo broke, should it break.",
}

NOT_SETTABLE = {"gates.NAME.name"}
"""Fields of the structs that are not keys: a gate is named by its table."""


def keys() -> Iterator[tuple[str, msgspec.structs.FieldInfo]]:
    """Every key of `gonogo.toml`, dotted, with its field."""
    for table, (struct, _) in TABLES.items():
        for field in msgspec.structs.fields(struct):
            key = f"{table}.{field.encode_name}"
            if key not in NOT_SETTABLE:
                yield key, field


def page() -> str:
    """Return the page: a section for each table, a row for each key."""
    known = dict(keys())
    unsaid, unknown = set(known) - set(SENTENCES), set(SENTENCES) - set(known)
    if unsaid or unknown:
        raise LookupError(
            f"settings without a sentence: {sorted(unsaid)}; sentences without a setting: {sorted(unknown)}"
        )
    lines = [HEAD]
    for table, (_, words) in TABLES.items():
        lines += ["", f"## {table}", "", words, "", "| key | default | meaning |", "|---|---|---|"]
        rows = [key for key in known if key.rpartition(".")[0] == table]
        lines += [f"| `{key.rpartition('.')[2]}` | {_default(known[key])} | {SENTENCES[key]} |" for key in rows]
    lines += ["", "## Environment variables", "", "| variable | meaning |", "|---|---|"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in VARIABLES.items()]
    return "\n".join(lines) + "\n"


def _default(field: msgspec.structs.FieldInfo) -> str:
    value: Any = field.default if field.default is not msgspec.NODEFAULT else None
    if value is None or value == () or isinstance(value, Struct):
        return "-"
    if isinstance(value, tuple):
        return f"`{msgspec.json.encode(value).decode()}`"
    return f"`{msgspec.json.encode(value).decode()}`"

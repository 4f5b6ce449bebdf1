"""docs/reference/rules/: a page for each rule, with examples that the tests prove, and a table of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gonogo.check.catalogue import FAMILIES
from gonogo.check.rule import Rule
from gonogo.check.silence import ALWAYS_TOLD
from gonogo.reasons import CATALOGUE
from reference import examples

FAMILY_WORDS = {
    "structure": "Whether the document can be read as its author meant it.",
    "graph": "Whether dependencies, matrices, orders, phases and children agree with what items claim.",
    "evidence": "Whether what a completed item points at is there, and says what the item says.",
    "commands": "Whether a verify command could prove anything; none is run.",
    "people": "Whether somebody stands for the claim.",
    "consistency": "Whether the document agrees with itself and with the calendar.",
    "history": "Whether the past that Git remembers makes the claims believable.",
    "settings": "Whether `gonogo.toml` and silences speak of what is there.",
}

HEAD = """\
# Rules

What `gonogo check` finds by reading alone: nothing is run, and no file of the workspace is written. Each page has an
example that fires and one that does not; both are tests. Severity is what a rule has by default; only an error fails a
check. [The guide](../../guides/checks.md) says how to silence and tune. Made from `src/gonogo/check/catalogue.py`."""

_MINIMUM = re.compile(r"\bminimums\.get\(\s*\"([A-Z_]+)\"")


def files() -> dict[str, str]:
    """Return the pages by file name."""
    pages = {f"{rule.code}.md": _page(rule, family) for family, rules in FAMILIES.items() for rule in rules}
    return {"README.md": _index(), **pages}


def _index() -> str:
    lines = [HEAD]
    for family, rules in FAMILIES.items():
        lines += ["", f"## {family.capitalize()}", "", FAMILY_WORDS[family], ""]
        lines += ["| rule | severity | what it finds |", "|---|---|---|"]
        lines += [
            f"| [`{r.code}`]({r.code}.md) | {r.severity.value} | {_cell(CATALOGUE[r.code].meaning)} |" for r in rules
        ]
    return "\n".join(lines) + "\n"


def _page(rule: Rule, family: str) -> str:
    reason = CATALOGUE[rule.code]
    fires, honest = examples.load(rule.code)
    lines = [
        f"# {rule.code}",
        "",
        reason.meaning,
        "",
        f"By default {_article(rule.severity.value)}. Family: [{family}](README.md#{family}).",
        "",
        "## What mends it",
        "",
        reason.remedy,
    ]
    if fires is not None:
        lines += ["", "## It fires here", "", *examples.section(fires)]
    if honest is not None:
        lines += ["", "## It is silent here", "", *examples.section(honest)]
    lines += ["", "## Tune or silence it", "", *_tuning(rule)]
    return "\n".join(lines) + "\n"


def _tuning(rule: Rule) -> Iterator[str]:
    if rule.code in ALWAYS_TOLD:
        yield "It can be neither tuned nor silenced: what cannot be read or is wrong with silences is always told."
        return
    other = "error" if rule.severity.value != "error" else "warning"
    yield "In `gonogo.toml`:"
    yield ""
    yield "```toml"
    yield f"[check.rules.{rule.code}]"
    yield f'severity = "{other}"'
    if rule.code in _counting():
        yield "minimum = 10                # from how many on it speaks"
    yield ""
    yield "[[check.ignore]]"
    yield f'code = "{rule.code}"'
    yield 'reason = "why it is right as it is"'
    yield "until = 2026-12-31          # the last day; after it the silence itself is found"
    yield 'paths = ["docs/plan.md"]    # without it, every document'
    yield 'items = ["K-1"]             # without it, every item'
    yield "```"
    yield ""
    yield "In the document, for one line, or from a line of its own for the whole document:"
    yield ""
    yield "```markdown"
    yield f'<!-- gonogo: ignore {rule.code} until=2026-12-31 reason="why it is right as it is" -->'
    yield "```"


def _counting() -> frozenset[str]:
    """Return the codes of rules that ask from how many on they speak."""
    folder = Path(examples.ROOT) / "src" / "gonogo" / "check"
    return frozenset(code for path in folder.glob("*.py") for code in _MINIMUM.findall(path.read_text("utf-8")))


def _article(word: str) -> str:
    return f"an {word}" if word.startswith("e") else f"a {word}"


def _cell(text: str) -> str:
    return text.replace("\\|", "|").replace("|", "\\|")

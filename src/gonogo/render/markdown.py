r"""Markdown tables whose cells say what they should, whatever stands in them.

A pipe is escaped everywhere, in code spans too: GFM splits cells before it reads them (GFM 0.29 §4.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gonogo.render.cells import clean

_MARKS = re.compile(r"[\\|`*\[\]<>~]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_TICKS = re.compile(r"`+")


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """Return a GFM table of cells that are Markdown already; columns named in `right` are set to the right."""
    rule = ["---:" if index in right else "---" for index in range(len(header))]
    lines = [_row(header), f"|{'|'.join(rule)}|", *(_row(row) for row in rows)]
    return "".join(line + "\n" for line in lines)


def escape(text: str) -> str:
    """Return Markdown that shows exactly this text, on one line."""
    return _MARKS.sub(r"\\\g<0>", clean(text))


def code(text: str) -> str:
    """Return a code span that shows exactly this text, safe inside a table cell."""
    text = clean(text).strip()
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", r"\|")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

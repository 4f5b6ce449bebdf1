"""Text as a cell of CSV that a spreadsheet shows and never computes.

A cell that begins with `=`, `+`, `-` or `@` is a formula to Excel, LibreOffice and Google Sheets, whatever quotes stand
around it; an apostrophe before it makes it text there (OWASP, "CSV Injection"). Numbers and a lone sign are left alone,
and so is `@ada`, which names a person and calls nothing.
"""

from __future__ import annotations

import re

from gonogo.render.cells import clean

_FORMULA = re.compile(r"\s*[=+@-](?!\s*\Z)(?!(?<=[+-])\d+(?:[.,]\d+)*\s*%?\s*\Z)(?!(?<=@)[\w./-]+\s*\Z)")


def cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; control characters are written out."""
    return harmless(clean(text))


def harmless(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text

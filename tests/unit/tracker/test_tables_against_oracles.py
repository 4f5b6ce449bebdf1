"""Well-formed tables have the cells that two other Markdown implementations see."""

from __future__ import annotations

import html
import re

import cmarkgfm
import pytest
from markdown_it import MarkdownIt

from gonogo.tracker.blocks import Table
from gonogo.tracker.inline import plain, unescape_pipes
from gonogo.tracker.markdown import read_markdown

TABLES = [
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "a | b\n--- | ---\n1 | 2\n",
    "| a | b |\n|:--|--:|\n|1|2|\n|  3  |4 |\n",
    "| a | b |\n|---|---|\n| x \\| y | z |\n",
    "| a | b |\n|---|---|\n| `x \\| y` | **z** |\n",
    "| a |\n|---|\n| 1 |\n| 2 |\n",
    "text before\n\n| a | b |\n|---|---|\n| [l](u) | *e* |\n\ntext after\n",
    "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
    "- item\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n",
    "| 名前 | 状態 |\n|---|---|\n| 猫 | 完了 |\n",
    "| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n- [ ] list\n",
    "| a | b | c |\n|---|---|---|\n| 1 |  | 3 |\n",
    "| a | b |\n| - | - |\n| 1 | 2 |\n",
]


def ours(text: str) -> list[list[str]]:
    tables = [b for b in read_markdown("x.md", text.encode()).blocks if isinstance(b, Table)]
    return [[plain(unescape_pipes(c.raw)) for c in row.cells] for t in tables for row in (t.header, *t.rows)]


def rows_of(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("text", TABLES)
def test_cells_are_those_of_cmark_gfm(text: str) -> None:
    assert ours(text) == rows_of(cmarkgfm.github_flavored_markdown_to_html(text))


@pytest.mark.parametrize("text", TABLES)
def test_cells_are_those_of_markdown_it(text: str) -> None:
    assert ours(text) == rows_of(MarkdownIt("gfm-like", {"linkify": False}).render(text))

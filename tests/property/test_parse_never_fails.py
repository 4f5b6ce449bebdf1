"""Whatever the bytes, reading them ends in a value or in an error of ours, and every span lies where it says."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gonogo.errors import GonogoError
from gonogo.model.item import Reading
from gonogo.tracker.blocks import Heading, ListLine, Table
from gonogo.tracker.markdown import read_markdown
from gonogo.tracker.parse import parse

SHAPES = """
# Title
## ✅ Done
| ID | Task | Status | Depends on |
|---|---|---|---|
|:--|--:|
| A-1 | x | Done | - |
| A-2 | `a|b` | [ ] | A-1..A-9 |
| A-3 |
| | **Total** | 3 | |
- [x] A-4: y
  - [ ] z
  - Owner: w
> | q | r |
```mermaid
graph TD
```
Legend: `[ ]` open · `[x]` done
Status: Done
**Status:** 🟡 half
---
a | b
1. A-1
<details>
</details>
<!-- c -->
é ü 猫 ✅
\\| \\
====
| 状态 | 任务 |
- ✅ ok
| a \\| b | c |
*
~~
"""
LINES = st.sampled_from(SHAPES.split("\n"))
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=30).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(
        lambda ending: ending.join(lines).encode("utf-8", "replace")
    )
)


def within(reading: Reading, data: bytes) -> None:
    for item in reading.items:
        for span in (item.span.row, *item.span.cells.values()):
            assert 0 <= span.start <= span.end <= len(data)
        assert item.key
        assert 1 <= item.line <= data.count(b"\n") + data.count(b"\r") + 1
    for finding in reading.findings:
        assert finding.span is None or 0 <= finding.span.start <= finding.span.end <= len(data)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), TEXTS))
@example(b"| a |\n|-|\n" + b"| \xf0\x9f\x9a\x80 |")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = parse("x.md", data)
    except GonogoError:
        return
    within(reading, data)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_slice_to_the_text_that_they_are_of(data: bytes) -> None:
    for block in read_markdown("x.md", data).blocks:
        if isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row.cells:
                    assert data[cell.span.start : cell.span.end].decode() == cell.raw
                    assert row.span.start <= cell.span.start <= cell.span.end <= row.span.end
        elif isinstance(block, Heading):
            assert data[block.span.start : block.span.end].decode() == block.raw
        elif isinstance(block, ListLine):
            assert data[block.span.start : block.span.end].decode().split() == block.raw.split() or block.quoted
            if block.box_span is not None and block.box:
                assert block.box in data[block.box_span.start : block.box_span.end].decode()


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same(data: bytes) -> None:
    assert parse("x.md", data) == parse("x.md", data)

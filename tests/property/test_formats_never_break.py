"""Whatever text stands in a document, reading it gives a reading or an error that a person can act on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.errors import InputError
from gonogo.model.item import Reading
from gonogo.tracker.discover import judge
from gonogo.tracker.parse import parse

PIECES = st.sampled_from(
    [
        *(
            "flowchart TB\n",
            "gantt\n",
            "stateDiagram-v2\n",
            "sequenceDiagram\n",
            "```mermaid\n",
            "```\n",
            "A",
            "B",
            "[x]",
        ),
        *(
            "-->",
            "-- t -->",
            "-.->",
            "&",
            ":::done",
            ":::",
            "class A done\n",
            "subgraph S\n",
            "end\n",
            " ",
            "\n",
            "\n\n",
        ),
        *(
            ";",
            "|",
            '"',
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ":",
            ",",
            "done, a1, after b, 1d",
            "section x\n",
            "%%{",
            "}%%",
            "---\n",
        ),
        *(
            "Item Evidence\n",
            "Status Meaning\n",
            "Done",
            "docs/a.md",
            "• ",
            "Heading\n\n",
            "é",
            "完了",
            "\t",
            "\r\n",
            "\ufeff",
        ),
        *(
            "id: A\n",
            "- ",
            "status: done\n",
            "title: t\n",
            "&a ",
            "*a",
            "<<: *a\n",
            "? ",
            "!!int ",
            "'",
            "\\",
            "\x00",
            "\x0b",
        ),
        *(
            '{"id":"a","status":"done"}',
            "id,status\n",
            "a,done\n",
            "| a | b |\n",
            "|---|---|\n",
            "- [x] a\n",
            "No live write.\n",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
PATHS = st.sampled_from(["tracker.md", "tracker.txt", "tracker.yaml", "tracker.json", "tracker.csv", "tracker.tsv"])


def _read(path: str, data: bytes) -> Reading | None:
    """Read a document, or see that it was refused with a code."""
    try:
        return parse(path, data)
    except InputError as error:
        if error.code not in ("TRACKER_UNREADABLE", "INPUT_NESTED"):
            raise
        return None


@settings(max_examples=400, deadline=None)
@given(PATHS, TEXTS)
def test_no_text_breaks_the_reader(path: str, text: str) -> None:
    """What was read lists something or says why not, and every span lies inside the document."""
    data = text.encode("utf-8", "surrogatepass")
    assert judge(path, data).why
    found = _read(path, data)
    if found is None:
        return
    assert found.items or found.findings
    for item in found.items:
        assert item.line >= 1
        for span in (item.span.row, *item.span.cells.values()):
            assert 0 <= span.start <= span.end <= len(data)


@settings(max_examples=100, deadline=None)
@given(PATHS, st.binary(max_size=80))
def test_no_bytes_break_the_reader(path: str, data: bytes) -> None:
    assert judge(path, data).why
    found = _read(path, data)
    assert found is None or found.size == len(data)

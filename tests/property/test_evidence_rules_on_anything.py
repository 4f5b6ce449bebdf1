"""Whatever stands in cells and files, the rules on evidence and commands come to an end, and to findings alone."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gonogo.app.gathering import gather
from gonogo.app.reading import open_workspace
from gonogo.check.callees import Sort
from gonogo.check.catalogue import FAMILIES
from gonogo.check.contents import verdict_of
from gonogo.check.recipes import files_of, has_recipe, included
from gonogo.check.records import Record
from gonogo.check.staleness import own_date, spoken_in
from gonogo.check.targets import targets

PIECES = st.sampled_from(
    [
        *("pytest", "python", "-m", "cd", "make", "just", "npm", "run", "bash", "-c", "&&", "||", ";", "|", "(", ")"),
        *(
            "'",
            '"',
            "$X",
            "*",
            "../..",
            "./a.sh",
            "tests/a.py::b[",
            "a/b/",
            "\\",
            "`",
            "::",
            "#",
            "#/",
            ":9",
            "\0",
            "é",
        ),
        *("Status:", "Result:", "not run", "pending", "2026-02-31", "Last updated:", "completed on", "```", "## K-1"),
        *("…", "~", "| K-1 |"),
    ]
)
SCRAPS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12).map(" ".join)
LINES = st.lists(SCRAPS, max_size=12).map("\n".join)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.sampled_from(["failed", "ok", "no_go"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["passed", "gates", "status", "total", "failed", "result", "x"]), inner, max_size=4
        ),
    ),
    max_leaves=12,
)
ENDINGS = st.sampled_from(["json", "yaml", "xml", "log", "txt", "md"])


@given(SCRAPS)
@example("bash -c " * 40 + "'" * 40)
@example("(" * 5_000 + "make")
@example("cd a && " * 500 + "sh b.sh")
def test_commands(text: str) -> None:
    for target in targets(text):
        assert not target.place.startswith(("/", ".."))


@given(ENDINGS, st.one_of(st.binary(max_size=200), LINES.map(lambda text: text.encode("utf-8", "replace"))))
@example("json", b'{"gate":' * 50_000 + b"}" * 50_000)
@example("yaml", b"".join(b" " * n + b"gate:\n" for n in range(400)))
@example(
    "xml",
    b'<!DOCTYPE x [<!ENTITY a "a">' + b"".join(b'<!ENTITY a%d "&a;&a;">' % n for n in range(50)) + b"]><testsuite/>",
)
@example("xml", b"<testsuite>" * 10_000)
@example("log", b"=" * 100_000 + b" 1 failed in ")
@example("md", b"Result: " + b"* " * 10_000)
@example("md", b"# " + b"#" * 50_000)
def test_contents(ending: str, data: bytes) -> None:
    verdict_of(f"a.{ending}", data)
    text = data.decode("utf-8", "replace")
    Record(text).verdict("K-1", "a")
    own_date(text.splitlines())
    list(spoken_in(text.splitlines()))


@given(VALUES)
def test_a_true_at_the_top_stands_whatever_is_below(value: object) -> None:
    verdict = verdict_of("a.json", json.dumps({"passed": True, "gates": value, "result": value}).encode())
    assert verdict is not None
    assert verdict.good


@given(st.sampled_from([Sort.MAKE, Sort.JUST, Sort.NPM, Sort.POE]), LINES)
def test_recipes(sort: Sort, text: str) -> None:
    for path in files_of(sort):
        assert has_recipe(sort, "x", path, {path: text}) in {True, False, None}
        assert all(not other.startswith(("/", "../")) for other in included(path, text))


@settings(max_examples=60)
@given(st.lists(st.tuples(SCRAPS, SCRAPS), min_size=1, max_size=4), LINES, ENDINGS)
@example([("`sh a.sh`", "`a\x01b.md`, `" + "x" * 5_000 + "`, `a" + "/a" * 3_000 + "`")], "", "md")
def test_a_whole_workspace(rows: list[tuple[str, str]], text: str, ending: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        name = f"record.{ending}"
        (root / name).write_bytes(text.encode("utf-8", "replace"))
        lines = ["| ID | Task | Status | Verify | Evidence |", "|---|---|---|---|---|"]
        lines += [f"| K-{n} | x | Done | {v} | {e} {name} |".replace("\n", " ") for n, (v, e) in enumerate(rows, 1)]
        document = "\n".join(lines).replace("\0", "")  # a document with NUL bytes is refused as a whole
        (root / "plan.md").write_bytes(document.encode("utf-8", "replace"))
        scene = gather(open_workspace([root / "plan.md"], root), None, "2026-11-21")
        for rule in (*FAMILIES["evidence"], *FAMILIES["commands"]):
            assert all(finding.code == rule.code and finding.line > 0 for finding in rule.find(scene))

"""What a reference points at, going by its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.evidence.reference import classify
from gonogo.model.evidence import EvidenceKind

DOC, CONTRACT, CODE, TEST, ARTIFACT, LINK = (
    EvidenceKind.DOC,
    EvidenceKind.CONTRACT,
    EvidenceKind.CODE,
    EvidenceKind.TEST,
    EvidenceKind.ARTIFACT,
    EvidenceKind.LINK,
)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("docs/guide.md", DOC, {"path": "docs/guide.md"}),
        ("docs/guide.md#week-1", DOC, {"path": "docs/guide.md", "anchor": "week-1"}),
        ("docs/guide.md#Week%201", DOC, {"path": "docs/guide.md", "anchor": "Week 1"}),
        ("docs/guide.md (Week 1)", DOC, {"path": "docs/guide.md", "note": "Week 1", "anchor": None}),
        ("`docs/guide.md`", DOC, {"path": "docs/guide.md"}),
        ("`docs/guide.md` (Week 1)", DOC, {"path": "docs/guide.md", "note": "Week 1"}),
        ("[the guide](docs/guide.md)", DOC, {"path": "docs/guide.md"}),
        ('[guide](<docs/guide.md> "title")', DOC, {"path": "docs/guide.md"}),
        ("./docs//guide.md", DOC, {"path": "docs/guide.md"}),
        ("api/openapi.yaml", CONTRACT, {"path": "api/openapi.yaml"}),
        (
            "api/orders.yaml#/paths/~1orders/get",
            CONTRACT,
            {"path": "api/orders.yaml", "pointer": "/paths/~1orders/get"},
        ),
        ("proto/orders.proto", CONTRACT, {"path": "proto/orders.proto"}),
        ("8e6c784", CODE, {"commit": "8e6c784", "path": None}),
        ("commit 8E6C784", CODE, {"commit": "8e6c784"}),
        ("8e6c784" * 5 + "8e6c7", CODE, {"commit": "8e6c784" * 5 + "8e6c7"}),
        ("defaced", ARTIFACT, {"path": "defaced", "commit": None}),
        ("src/app.py", CODE, {"path": "src/app.py"}),
        ("src/app.py:12", CODE, {"path": "src/app.py", "line": 12}),
        ("src/app.py:12-30", CODE, {"path": "src/app.py", "line": 30}),
        ("src/app.py#L12-L30", CODE, {"path": "src/app.py", "line": 30}),
        ("tests/test_app.py:12", CODE, {"path": "tests/test_app.py", "line": 12}),
        ("src/app.py::start", CODE, {"path": "src/app.py", "names": ("start",)}),
        ("tests/test_app.py", TEST, {"path": "tests/test_app.py"}),
        ("tests/test_app.py::TestA::test_b[x-1]", TEST, {"names": ("TestA", "test_b[x-1]")}),
        ("tests/test_app.py::test_b (out/junit.xml)", TEST, {"names": ("test_b",), "note": "out/junit.xml"}),
        ("src/latest.py", CODE, {"path": "src/latest.py"}),
        ("ops/m01/", ARTIFACT, {"path": "ops/m01", "is_directory": True}),
        ("ops/report.json", ARTIFACT, {"path": "ops/report.json"}),
        ("contracts/**/v1.yaml", ARTIFACT, {"is_glob": True}),
        ("out/model_cycle.*", ARTIFACT, {"is_glob": True}),
        (".github/workflows/ci.yml", ARTIFACT, {"path": ".github/workflows/ci.yml"}),
        ("a settings screenshot", ARTIFACT, {"path": "a settings screenshot"}),
        ("https://example.org/a#b", LINK, {"url": "https://example.org/a#b", "path": None}),
        ("[run](https://example.org/run/1)", LINK, {"url": "https://example.org/run/1"}),
        ("<https://example.org>", LINK, {"url": "https://example.org"}),
        ("#27", LINK, {"url": "#27"}),
        ("PR #27", LINK, {"url": "PR #27"}),
        ("team/service#27", LINK, {"url": "team/service#27"}),
        ("github.com/team/service/pull/27", LINK, {"url": "github.com/team/service/pull/27"}),
    ],
)
def test_a_text_points_at(text, kind, expected) -> None:
    reference = classify(text)
    assert reference.kind is kind
    assert reference.raw == text
    assert {name: getattr(reference, name) for name in expected} == expected


@pytest.mark.parametrize(
    "text", ["../secret", "/etc/passwd", "~/x", "C:\\x", "a/../../b", "file:///etc/passwd", "\\\\host\\x"]
)
def test_what_leads_out_is_outside(text) -> None:
    assert classify(text).is_outside


@given(st.text())
def test_every_text_points_at_something(text) -> None:
    assert classify(text).raw == text


@pytest.mark.parametrize("text", ["(" * 50_000, "[" * 50_000, "a:" * 50_000, "#" * 50_000, "`" * 50_000, "a/" * 50_000])
def test_no_text_takes_long(text) -> None:
    assert classify(text).url is None

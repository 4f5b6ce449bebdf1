"""Evidence cells to references, verify cells to commands."""

from __future__ import annotations

import pytest

from gonogo.tracker.references import commands, references


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("`ops/m01/`", ["ops/m01/"]),
        ("`docs/index.md` (Week 1), `docs/b.md`", ["docs/index.md", "docs/b.md"]),
        (
            "`docs/index.md` (Week 1), alarm settings screenshot/link",
            ["docs/index.md", "alarm settings screenshot/link"],
        ),
        ("`contracts/**/v1.yaml`, `data/edi/*.edi`", ["contracts/**/v1.yaml", "data/edi/*.edi"]),
        ("worker run artifacts", []),
        ("GitHub settings (manual)", []),
        ("README.md; docs/guide.md", ["README.md", "docs/guide.md"]),
        ("[run 4](https://ci.example/4)", ["https://ci.example/4"]),
        ("https://ci.example/5", ["https://ci.example/5"]),
        ("`a.py:41`<br>`tests/test_a.py::test_b`", ["a.py:41", "tests/test_a.py::test_b"]),
        ("#12, PR #13", ["#12", "PR #13"]),
        ("the `value` is `true`", []),
        ("yes/no", []),
        ("CI/CD", []),
        ("see docs/proof.md for the figures", ["docs/proof.md"]),
    ],
)
def test_references_are_kept_as_written_and_prose_is_dropped(cell: str, found: list[str]) -> None:
    assert list(references(cell)) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("`make a && make b`", ["make a && make b"]),
        ("`ruff check .`, `pytest -q`", ["ruff check .", "pytest -q"]),
        ("`git diff --stat` has to print nothing", ["git diff --stat"]),
        ("`npm run a` (or `npm run b`)", ["npm run a"]),
        ("require `gate-a` + `gate-b` checks", []),
        ("npm test", ["npm test"]),
        ("GitHub Actions pass", []),
        ("release command (TBD)", []),
        ("`./run.sh`", ["./run.sh"]),
        ("`FOO=1 pytest`", ["FOO=1 pytest"]),
        ("", []),
    ],
)
def test_commands_are_told_from_prose(cell: str, found: list[str]) -> None:
    assert list(commands(cell)) == found

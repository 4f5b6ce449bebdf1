"""Which files are trackers: by name, by content, and why not."""

from __future__ import annotations

import pytest

from gonogo.tracker.discover import Verdict, judge, judge_name

TABLE = b"| ID | Task | Status |\n|---|---|---|\n| A-1 | Paint the fence | Done |\n| A-2 | Mow | Open |\n"
BOXES = b"# Before the party\n\n- [x] Buy bread\n- [ ] Buy milk\n- [ ] Invite the neighbours\n"


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("docs/garden-tracker.md", TABLE),
        ("READINESS.md", TABLE),
        ("docs/go_no_go.md", BOXES),
        ("docs/GoNoGo.md", BOXES),
        ("TASKBOARD.markdown", TABLE),
        ("notes/anything.md", TABLE),
        ("notes/anything.txt", TABLE),
        ("party.md", BOXES),
        ("roadmap.md", b"## P1\n\n- Status: done\n"),
        ("docs/phases.md", b"```mermaid\nflowchart LR\n  A[x]:::done --> B[y]:::inProgress\n```\n"),
        ("page.txt", b"Plan\n\ngantt\n    section a\n    dig :done, d1, 0, 1\n    plant :active, d2, after d1, 1\n"),
        ("tasks.yaml", b"- id: A\n  status: done\n"),
        ("ops/plan.json", b'[{"title":"a","status":"done","owner":"x"},{"title":"b","status":"todo","owner":"y"}]'),
        ("release.csv", b"id,title,status,owner\n1,a,done,x\n2,b,open,y\n"),
        ("tracker.md", b"\xff\xfe\x00a"),
        ("checklist.md", b"caf\xe9 is not utf-8, and goes on and on\n"),
        ("checklist.md", b""),
    ],
)
def test_trackers_are_taken(path: str, head: bytes) -> None:
    """What cannot be read, but is named like a tracker, is taken so that its user hears of it."""
    found = judge(path, head)
    assert found.take, found.why
    assert found.path == path


@pytest.mark.parametrize(
    ("path", "head", "because"),
    [
        ("node_modules/x/tracker.md", TABLE, "others"),
        ("a/vendor/b/READINESS.md", TABLE, "others"),
        ("lib/site-packages/x/tracker.md", TABLE, "others"),
        ("tests/fixtures/tracker.md", TABLE, "test data"),
        ("pkg/testdata/tracker.md", TABLE, "test data"),
        ("src/__snapshots__/tracker.md", TABLE, "test data"),
        ("docs/tracker-template.md", TABLE, "template"),
        ("docs/templates/tracker.md", TABLE, "template"),
        (".github/PULL_REQUEST_TEMPLATE.md", BOXES, "template"),
        (".github/ISSUE_TEMPLATE/bug.md", BOXES, "template"),
        ("CONTRIBUTING.md", BOXES, "contribute"),
        ("README.md", BOXES, "seldom"),
        ("CHANGELOG.md", BOXES, "seldom"),
        ("package-lock.json", b"{}", "lock"),
        ("package.json", b'{"name":"x"}', "configures"),
        (".github/workflows/status.yml", b"on: push\n", "configures"),
        ("locales/en.json", b'{"title":"a","status":"done","owner":"x"}', "folder"),
        ("api/status.yaml", b"openapi: 3.0.0\npaths:\n  status: done\n  title: x\n", "no entries"),
        ("deploy/status.yaml", b"apiVersion: v1\nkind: X\nmetadata: {name: a}\nstatus: done\n", "no entries"),
        (
            "data/orders.json",
            b'[{"id":1,"status":"pending","total":3},{"id":2,"status":"done","total":4}]',
            "no entries",
        ),
        ("data/cities.csv", b"id,name,country\n1,a,b\n", "no entries"),
        ("config.yaml", b"name: x\nstatus: enabled\n", "no entries"),
        ("essay.md", b"# On status\n\nNothing here.\n", "no list"),
        ("tracker.md", b"# Soon\n\nWe will track things here.\n", "neither"),
        (
            "tracker.md",
            b"| ID | Task | Status |\n|---|---|---|\n| <id> | <task> | TBD |\n| ... | ... | Done |\n",
            "placeholders",
        ),
        ("tracker.md", b"\x00\x01\x02\x03", "not text"),
        ("api.md", b"| Code | Status |\n|---|---|\n| 200 | OK |\n| 404 | Not Found |\n", "no list"),
        (
            "essay.md",
            b"# Locks\n\nIt is read-only. It is not allowed. It stays blocked. It is held. It is closed.\n",
            "no list",
        ),
        ("logo.png", b"", "format"),
    ],
)
def test_other_files_are_left_with_a_reason(path: str, head: bytes, because: str) -> None:
    found = judge(path, head)
    assert not found.take
    assert because in found.why


def test_a_name_alone_decides_what_need_not_be_read() -> None:
    assert judge_name("main.py") is None
    assert judge_name("vendor/tracker.md") is Verdict.LEFT_OUT
    assert judge_name("docs/readiness.md") is Verdict.NAMED
    assert judge_name("README.md") is Verdict.WARY
    assert judge_name("docs/essay.md") is Verdict.UNKNOWN


def test_a_readme_that_is_a_tracker_is_taken() -> None:
    assert judge("README.md", TABLE + b"| A-3 | Rake | Done |\n").take
    assert judge("README.md", BOXES * 4).take


def test_a_head_that_ends_inside_a_letter_is_text() -> None:
    assert judge("tracker.md", TABLE + "é".encode()[:1]).take


@pytest.mark.parametrize("title", ["Task {n}", "Item {n}", "Milestone {n}", "task-{n}"])
def test_rows_that_are_only_numbered_are_rows_all_the_same(title: str) -> None:
    rows = "".join(f"| {title.format(n=n)} | Done |\n" for n in range(1, 9))
    assert judge("plan/release-tracker.md", f"| Task | Status |\n|---|---|\n{rows}".encode()).take


def test_a_slip_of_the_pen_makes_no_binary_file_of_a_tracker() -> None:
    text = b"| ID | Task | Status |\n|---|---|---|\n| A-1 | pa\0int | Done |\n"
    assert judge("ops/tracker.md", text).take
    assert not judge("ops/tracker.md", bytes(range(256)) * 8).take
    assert not judge("ops/photo.md", text).take

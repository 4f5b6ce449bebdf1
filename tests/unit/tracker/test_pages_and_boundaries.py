"""The plain text of a page, and documents that hold authority back."""

from __future__ import annotations

from pathlib import Path

import pytest

from gonogo.model.item import Kind, Status, StructureType
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.page import is_page
from gonogo.tracker.parse import parse

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"

PAGE = """\
Skip to content

Greenhouse board

Legend

Status Meaning
Not Started Nobody has begun
Done Finished and looked at

Ready beds

Completed (doc baseline)

Item Evidence
Soil plan and map plans/soil.md, plans/map/*
Watering.md reworked again plans/water.md
Heater script .ci/heater.yml + scripts/warm/*
Probe answers POST /v1/probe with a reading
Nobody wrote this one down anywhere

Beds to come

flowchart LR
    TODO[Open beds] --> B1[Tomatoes<br/>and basil]

    TODO --> B2[Beans]

Notes

  • keep the door shut
  • count the bees
    twice a day
"""

BOUNDARY = """\
# Parcel lockers: release planning

Opening lockers remotely stays blocked; this page is a placeholder and does not admit any live opening.

- Authority: none, default-deny until a packet is admitted

## Present posture

placeholder

## Not yet permitted

- Remote opening
- Refund writes

## Kinds of record (labels only)

- `LOCKER_OPEN_DRAFT`
- `REFUND_DRAFT` (see finance)

## Prohibitions

- No opening without a courier.
- Never reuse door telemetry as authority.
- Do not publish usage figures.

## To prepare next

1. Write down which reading proves a closed door.

## Neighbouring branches

- Courier identity is upstream and has its own page.
- Billing comes later.
- Door telemetry is already admitted for reading.
"""


def test_a_page_is_told_from_markdown() -> None:
    assert is_page(PAGE, BUILT_IN)
    assert not is_page(BOUNDARY, BUILT_IN)
    assert not is_page("Just a note.\n\nAnd another.\n", BUILT_IN)
    assert not is_page("| a | b |\n|---|---|\n", BUILT_IN)
    assert not is_page("Skip to content\n\n- [ ] a box\n", BUILT_IN)


def test_rows_split_before_their_evidence() -> None:
    found = parse("board.txt", PAGE.encode())
    rows = [item for item in found.items if item.line < 20]
    assert [(item.title, item.evidence) for item in rows] == [
        ("Soil plan and map", ("plans/soil.md", "plans/map/*")),
        ("Watering.md reworked again", ("plans/water.md",)),
        ("Heater script", (".ci/heater.yml", "scripts/warm/*")),
        ("Probe answers", ()),
    ]
    assert rows[3].extra["Evidence"] == "POST /v1/probe with a reading"


def test_rows_take_the_status_of_their_heading() -> None:
    found = parse("board.txt", PAGE.encode())
    assert {item.status for item in found.items if item.line < 20} == {Status.DOC_BASELINE}


def test_a_row_that_cannot_be_split_is_a_finding() -> None:
    found = parse("board.txt", PAGE.encode())
    assert [(finding.code, finding.line) for finding in found.findings] == [("ITEM_UNREPRESENTABLE", 20)]


def test_a_legend_splits_at_the_status() -> None:
    legends = [s for s in parse("board.txt", PAGE.encode()).structures if s.type is StructureType.LEGEND]
    assert legends[0].rows == (("Not Started", "Nobody has begun"), ("Done", "Finished and looked at"))


def test_a_diagram_goes_on_over_blank_lines() -> None:
    found = parse("board.txt", PAGE.encode())
    assert [(i.id, i.title, i.parent, i.status) for i in found.items if i.id] == [
        ("B1", "Tomatoes and basil", None, Status.NOT_STARTED),
        ("B2", "Beans", None, Status.NOT_STARTED),
    ]


def test_cells_of_a_page_place_their_bytes() -> None:
    data = b"\xef\xbb\xbf" + PAGE.replace("Soil", "Söil").replace("\n", "\r\n").encode()
    item = next(item for item in parse("board.txt", data).items if item.title and item.title.startswith("Söil"))
    cells = item.span.cells
    assert data[cells["title"].start : cells["title"].end].decode() == "Söil plan and map"
    assert data[cells["evidence"].start : cells["evidence"].end] == b"plans/soil.md, plans/map/*"


def test_a_boundary_is_one_blocked_item() -> None:
    found = parse("lockers.md", BOUNDARY.encode())
    assert [(i.kind, i.status, i.title) for i in found.items] == [
        (Kind.BOUNDARY, Status.BLOCKED, "Parcel lockers: release planning")
    ]
    assert found.findings == ()


def test_a_boundary_keeps_its_lines_by_topic() -> None:
    extra = parse("lockers.md", BOUNDARY.encode()).items[0].extra
    assert extra == {
        "posture": "placeholder",
        "authority": "none, default-deny until a packet is admitted",
        "record_classes": ("LOCKER_OPEN_DRAFT", "REFUND_DRAFT"),
        "guardrails": (
            "No opening without a courier.",
            "Never reuse door telemetry as authority.",
            "Do not publish usage figures.",
        ),
        "blocked": ("Remote opening", "Refund writes"),
        "next": ("Write down which reading proves a closed door.",),
        "branches_upstream": ("Courier identity is upstream and has its own page.",),
        "branches_downstream": ("Billing comes later.",),
        "branches_admitted": ("Door telemetry is already admitted for reading.",),
    }


def test_a_boundary_places_its_sections() -> None:
    data = BOUNDARY.encode()
    span = parse("lockers.md", data).items[0].span.cells["guardrails"]
    assert data[span.start : span.end].decode().startswith("No opening")
    assert data[span.start : span.end].decode().endswith("usage figures.")


@pytest.mark.parametrize(
    "text",
    [
        "# Guardrails\n\n- No force pushes\n- Never commit secrets\n\n# Next\n\n- Read on\n",
        BOUNDARY + "\n- [ ] a box makes it a checklist\n",
        BOUNDARY.replace("## Prohibitions", "## Thoughts")
        .replace("- No", "- On")
        .replace("- Never", "- Ever")
        .replace("- Do not", "- Do"),
        "# Feature flags\n\nThis is not enabled yet.\n\n- A_FLAG\n- B_FLAG\n",
    ],
)
def test_prose_with_some_of_the_words_is_no_boundary(text: str) -> None:
    assert all(item.kind is not Kind.BOUNDARY for item in parse("x.md", text.encode()).items)


def _seed(prefix: str) -> bytes:
    found = sorted(SEEDS.glob(f"{prefix}_*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip("the seeds are not beside this checkout")
    return found[0].read_bytes()


def test_the_boundary_seed_is_read_whole() -> None:
    items = parse("seed.txt", _seed("000")).items
    assert [(i.kind, i.status) for i in items] == [(Kind.BOUNDARY, Status.BLOCKED)]
    extra = items[0].extra
    sizes = {name: len(lines) for name, lines in extra.items() if isinstance(lines, tuple)}
    assert sizes == {
        "record_classes": 4,
        "guardrails": 6,
        "next": 4,
        "blocked": 2,
        "branches_upstream": 1,
        "branches_downstream": 2,
        "branches_admitted": 1,
    }
    assert "placeholder" in str(extra["posture"])


def test_the_phase_seed_is_read_whole() -> None:
    found = parse("seed.txt", _seed("003"))
    items = {item.id: item for item in found.items if item.id}
    phases = [items[name] for name in ("P1", "P2", "P3", "P4", "EXEC")]
    assert [p.status for p in phases] == [Status.DONE] * 4 + [Status.IN_PROGRESS]
    assert [p.depends_on for p in phases] == [(), ("P1",), ("P2",), ("P3",), ("P4",)]
    assert {p.kind for p in phases} == {Kind.PHASE}
    opened = [items[f"O{n}"] for n in range(1, 7)]
    assert {(o.parent, o.status) for o in opened} == {(None, Status.NOT_STARTED)}
    bars = [items[f"c{n}"] for n in range(1, 15)]
    assert {b.status for b in bars} == {Status.DONE}
    assert bars[13].depends_on == ("c13",)
    rows = [item for item in found.items if item.status is Status.DOC_BASELINE]
    faults = [finding for finding in found.findings if finding.code == "ITEM_UNREPRESENTABLE"]
    assert len(rows) + len(faults) == 10
    assert len(rows) >= 8
    assert len(found.items) == len(phases) + len(opened) + len(bars) + len(rows)
    sizes = {s.type: len(s.rows) for s in found.structures if s.type is not StructureType.OTHER}
    assert sizes == {StructureType.LEGEND: 5, StructureType.STATES: 7}

"""Mermaid diagrams: nodes with a status, what they depend on, what contains them, and what stays a structure."""

from __future__ import annotations

import pytest

from gonogo.model.item import Finding, Item, Kind, Reading, Status, StructureType
from gonogo.tracker.dialect import BUILT_IN
from gonogo.tracker.nodes import status_of_class
from gonogo.tracker.parse import parse
from gonogo.tracker.statuses import StatusReader


def _read(body: str, before: str = "", after: str = "") -> Reading:
    return parse("plan.md", f"{before}\n```mermaid\n{body}\n```\n{after}".encode())


def _items(body: str, before: str = "") -> dict[str | None, Item]:
    return {item.id: item for item in _read(body, before).items}


def _codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_classes_are_statuses_and_arrows_are_dependencies() -> None:
    items = _items("flowchart LR\n  A[Dig]:::done --> B[Plant]:::inProgress --> C[Water]:::notStarted")
    assert [(i.id, i.status, i.depends_on) for i in items.values()] == [
        ("A", Status.DONE, ()),
        ("B", Status.IN_PROGRESS, ("A",)),
        ("C", Status.NOT_STARTED, ("B",)),
    ]


@pytest.mark.parametrize(
    "link",
    [
        "-->",
        "--->",
        "-.->",
        "-..->",
        "==>",
        "-- then -->",
        "-. then .->",
        "== then ==>",
        "-->|then|",
        "-.->|then|",
        "e1@-->",
    ],
)
def test_every_arrow_is_a_dependency(link: str) -> None:
    assert _items(f"graph TD\nA:::done {link} B:::done")["B"].depends_on == ("A",)
    if link[0] in "-=":
        assert _items(f"graph TD\nA[x]{link}B[y]\nclass A,B done")["B"].depends_on == ("A",)


@pytest.mark.parametrize("link", ["---", "<-->", "~~~", "--o", "-- near ---"])
def test_lines_without_one_direction_are_none(link: str) -> None:
    found = _read(f"graph TD\nA:::done {link} B:::done")
    assert [item.depends_on for item in found.items] == [(), ()]


def test_groups_multiply() -> None:
    items = _items("graph TD\nA:::done & B:::done --> C:::wip & D:::todo")
    assert items["C"].depends_on == ("A", "B")
    assert items["D"].depends_on == ("A", "B")


@pytest.mark.parametrize(
    ("shape", "label"),
    [
        ("[Some text]", "Some text"),
        ("(Some text)", "Some text"),
        ("((Some text))", "Some text"),
        ("[[Some text]]", "Some text"),
        ("[(Some text)]", "Some text"),
        ("([Some text])", "Some text"),
        ("{Some text}", "Some text"),
        ("{{Some text}}", "Some text"),
        ("[/Some text/]", "Some text"),
        (">Some text]", "Some text"),
        ('["Some (odd) text"]', "Some (odd) text"),
        ("[Some<br/>text]", "Some text"),
        ('["Some #quot;text#quot;"]', 'Some "text"'),
        ("[a [b] c]", "a [b] c"),
    ],
)
def test_every_shape_gives_its_label(shape: str, label: str) -> None:
    assert _items(f"graph TD\nN1{shape}:::done")["N1"].title == label


def test_spans_place_label_and_class() -> None:
    text = "é\n```mermaid\nflowchart LR\n  A[Dög]:::done\n```\n".encode()
    item = parse("plan.md", text).items[0]
    assert {name: text[s.start : s.end].decode() for name, s in item.span.cells.items()} == {
        "title": "Dög",
        "status": "done",
    }
    assert text[item.span.row.start : item.span.row.end].decode() == "A[Dög]:::done"
    assert item.line == 4


def test_phases_are_known_by_id_or_label() -> None:
    items = _items(
        "graph TD\nP1[Roots]:::done --> X[Phase 2: leaves]:::wip\n"
        "P1 --> T[Sweep]:::todo\nT --> U[Rest]:::todo\nU-->V:::todo"
    )
    assert [items[name].kind for name in ("P1", "X", "T")] == [Kind.PHASE, Kind.PHASE, Kind.TASK]


def test_a_fan_out_from_a_node_without_status_contains() -> None:
    items = _items("graph TD\nR[Spring] --> A[Sow]:::done\nR --> B[Weed]:::todo")
    assert [(i.id, i.parent, i.workstream) for i in items.values()] == [("A", None, "Spring"), ("B", None, "Spring")]
    assert not any(item.depends_on for item in items.values())


def test_what_an_open_node_contains_is_open() -> None:
    items = _items("graph LR\nO[Open jobs] --> A[Sow]\nO --> B[Weed]")
    assert [(i.id, i.workstream, i.status, i.status_raw) for i in items.values()] == [
        ("A", "Open jobs", Status.NOT_STARTED, None),
        ("B", "Open jobs", Status.NOT_STARTED, None),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "graph TD\nS{Open?} -->|yes| A[Go in]\nS -->|no| B[Go home]",
        "graph TD\nAPI[Gateway] --> A[Users]\nAPI --> B[Orders]",
        "graph TD\nA:::service --> B:::database",
        "graph TD\nsubgraph Web\nA --> B\nend",
    ],
)
def test_drawings_of_systems_list_no_items(body: str) -> None:
    """They are kept as structures all the same."""
    found = _read(body)
    assert found.items == ()
    assert found.structures


def test_subgraphs_contain_their_nodes() -> None:
    items = _items('graph TD\nsubgraph G1["Phase 1"]\nA[x]:::done\nend\nB[y]:::done')
    assert (items["A"].workstream, items["B"].workstream) == ("Phase 1", None)


def test_nodes_named_as_their_class_explain_it() -> None:
    found = _read("graph TD\ndone[Done]:::done\nin_progress[In progress]:::in-progress\nA[Dig]:::done")
    assert [item.id for item in found.items] == ["A"]
    assert StructureType.LEGEND in {structure.type for structure in found.structures}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("done", Status.DONE),
        ("inprog", Status.IN_PROGRESS),
        ("inProgress", Status.IN_PROGRESS),
        ("in_progress", Status.IN_PROGRESS),
        ("notstarted", Status.NOT_STARTED),
        ("NotStarted", Status.NOT_STARTED),
        ("must-open", Status.NOT_STARTED),
        ("signedOff", Status.SIGNED_OFF),
        ("blocked", Status.BLOCKED),
        ("service", None),
        ("external", None),
        ("", None),
    ],
)
def test_class_names_are_read_as_words(name: str, status: Status | None) -> None:
    assert status_of_class(name, StatusReader(BUILT_IN)) is status


def test_gantt_marks_are_statuses() -> None:
    items = _items(
        "gantt\n  title Year\n  dateFormat YYYY-MM-DD\n  section Field\n  Plough : done, f1, 2026-03-01, 3d\n"
        "  Sow : active, f2, after f1, 5d\n  Harvest : crit, f3, after f1 f2, 2026-09-01\n"
        "  section Feast\n  Dance : milestone, 2026-10-01, 0d"
    )
    assert [(i.id, i.status, i.depends_on, i.workstream, i.kind) for i in items.values()] == [
        ("f1", Status.DONE, (), "Field", Kind.TASK),
        ("f2", Status.IN_PROGRESS, ("f1",), "Field", Kind.TASK),
        ("f3", Status.NOT_STARTED, ("f1", "f2"), "Field", Kind.TASK),
        (None, Status.NOT_STARTED, (), "Feast", Kind.MILESTONE),
    ]
    assert items["f3"].target == "2026-09-01"
    assert items["f3"].extra == {"critical": "yes"}
    assert items[None].key == "plan.md#feast/dance"


def test_state_diagrams_are_workflows() -> None:
    found = _read('stateDiagram-v2\n  state "Half way" as H\n  [*] --> Idle: wake\n  Idle --> H\n  H --> [*]: sleep')
    assert [(s.type, s.columns, s.rows) for s in found.structures] == [
        (
            StructureType.STATES,
            ("from", "to", "label"),
            (("[*]", "Idle", "wake"), ("Idle", "Half way", ""), ("Half way", "[*]", "sleep")),
        )
    ]


def test_sequences_keep_their_messages() -> None:
    found = _read("sequenceDiagram\n  participant A\n  A->>B: ask\n  B-->>A: answer")
    assert found.structures[0].rows == (("A", "B", "ask"), ("B", "A", "answer"))


TABLE = "| ID | Task | Status |\n|---|---|---|\n| G-1 | Dig | Done |\n| G-2 | Sow | Open |\n"


@pytest.mark.parametrize(
    "body",
    [
        "graph TD\nG-1[Dig]:::done --> G-2[Sow]:::todo --> G-3[Eat]:::todo",
        "graph TD\na[Dig]:::done --> b[Sow]:::todo --> G-3[Eat]:::todo",
        "graph TD\na[G-1 Dig it]:::done --> b[G-2: Sow]:::todo --> G-3[Eat]:::todo",
    ],
)
def test_a_diagram_adds_no_duplicate(body: str) -> None:
    """By id, by title, or by an id in front of the label; references follow."""
    found = _read(body, TABLE)
    assert [(item.id, item.depends_on) for item in found.items] == [("G-1", ()), ("G-2", ()), ("G-3", ("G-2",))]
    assert any(structure.columns == ("id", "title", "status", "depends on") for structure in found.structures)


def test_what_is_not_understood_is_a_finding() -> None:
    found = _read("graph TD\nA[unclosed:::done\nB[x]:::done ==== \nC[y]:::done")
    assert [item.id for item in found.items] == ["B", "C"]
    assert _codes(found.findings) == ["ITEM_UNREPRESENTABLE", "ITEM_UNREPRESENTABLE"]
    gantt = _read("gantt\n  no colon here\n  a :done, x, 1d")
    assert _codes(gantt.findings) == ["ITEM_UNREPRESENTABLE"]


def test_groups_that_multiply_beyond_reason_are_cut_with_a_finding() -> None:
    left = " & ".join(f"A{n}" for n in range(1000))
    right = " & ".join(f"B{n}" for n in range(1000))
    assert "INPUT_NESTED" in _codes(_read(f"graph TD\nX:::done --> Y:::done\n{left} --> {right}").findings)


def test_comments_front_matter_and_directives_are_passed_over() -> None:
    body = (
        "---\ntitle: x\n---\n%%{init: {\n 'theme': 'dark'}}%%\n%% note\n"
        "graph TD;\n  A[x]:::done; B[y]:::todo;\n  style A fill:#fff"
    )
    assert [item.id for item in _read(body).items] == ["A", "B"]


def test_long_diagrams_are_read_whole() -> None:
    lines = "\n".join(f"N{n}[Step {n}]:::done --> N{n + 1}" for n in range(5_000))
    assert len(_read(f"graph TD\n{lines}").items) == 5_000
    dashes = "-" * 100_000
    assert _codes(_read(f"graph TD\nA -- {dashes})").findings) == ["TRACKER_EMPTY", "ITEM_UNREPRESENTABLE"]

"""What a reading tells rules beside items: whom each row speaks of, how that stands, item tables, and prose."""

from __future__ import annotations

from gonogo.model.item import Finding, PassageKind, Reading, Status, Structure, StructureType
from gonogo.tracker.parse import parse

FLEET = """# Fleet

| ID | Task | Workstream | Status | Depends On | Verify | Evidence |
|---|---|---|---|---|---|---|
| S-1 | Tug | Harbour | Done | - | `make tug` | `logs/tug.txt` |
| S-2 | Ferry | Coast | In progress | S-1 | `make ferry` | `logs/ferry.txt` |
"""


def _read(text: str, name: str = "fleet.md") -> Reading:
    return parse(name, text.encode())


def _only(what: StructureType, text: str) -> Structure:
    (found,) = (told for told in _read(text).structures if told.type is what)
    return found


def _ragged(reading: Reading) -> list[Finding]:
    return [finding for finding in reading.findings if finding.code == "ROW_RAGGED"]


def test_item_table_knows_its_columns_its_items_and_where_it_ends() -> None:
    (table,) = _read(FLEET).tables
    assert table.fields == ("id", "title", "workstream", "status", "depends_on", "verify", "evidence")
    assert (table.heading, table.items, table.line, table.last) == ("Fleet", ("S-1", "S-2"), 3, 6)


def test_rows_name_their_items_by_id_by_leading_id_by_title_and_by_workstream() -> None:
    files = _only(
        StructureType.DELIVERABLES,
        f"{FLEET}\n## Files\n\n| Part | File | Status |\n|---|---|---|\n| S-1 Tug | `a.txt` | Done |\n"
        "| Ferry | `b.txt` | Sunk |\n| Coast | `c.txt` | - |\n| Tug | `d.txt` | Done |\n",
    )
    assert files.fields == ("title", "file", "status")
    assert files.items == ("S-1", "S-2", "S-2", "S-1")
    assert files.statuses == (Status.DONE, Status.UNKNOWN, None, Status.DONE)


def test_cell_of_several_ids_speaks_of_no_single_item() -> None:
    rows = "| Ann | S-1 Tug | x |\n| Bo | S-2 | x |\n| Di | S-1 | x |\n| Ed | S-1, S-2 | y |\n| Cy | S-1 or S-2 | z |\n"
    (told,) = _read(f"{FLEET}\n## Crews\n\n| Crew | Aboard | Meal |\n|---|---|---|\n{rows}").structures
    assert told.items == ("S-1", "S-2", "S-1", None, None)


def test_matrix_and_order_name_their_items() -> None:
    text = (
        f"{FLEET}\n## Matrix\n\n| Row | S-1 | S-2 |\n|---|---|---|\n| S-1 | 0 | 0 |\n| S-2 | 1 | 0 |\n"
        "\n## Execution order\n\n1. S-1\n2. S-2\n"
    )
    matrix, order = _only(StructureType.MATRIX, text), _only(StructureType.ORDER, text)
    assert (matrix.fields, matrix.items) == (("id", None, None), ("S-1", "S-2"))
    assert (order.fields, order.items, order.heading) == (("id",), ("S-1", "S-2"), "Execution order")


def test_row_that_lists_an_item_once_more_is_told_with_its_own_status() -> None:
    text = (
        f"{FLEET}\n## More\n\n| ID | Task | Status |\n|---|---|---|\n| S-3 | Barge | Open |\n| S-4 | Raft | Open |\n"
        "| S-5 | Canoe | Open |\n| S-1 | Tug | Blocked |\n"
    )
    reading = _read(text)
    again = _only(StructureType.ROLLUP, text)
    assert (again.items, again.statuses, again.lines) == (("S-1",), (Status.BLOCKED,), (15,))
    assert reading.tables[1].items == ("S-3", "S-4", "S-5", "S-1")
    assert [item.status for item in reading.items if item.id == "S-1"] == [Status.DONE]


def test_box_and_heading_that_state_an_item_once_more_are_told() -> None:
    heading = "## S-1 Tug\n\n**Owner:** Ann\n**Status:** Blocked\n"
    text = f"{FLEET}\n{heading}\n## Left over\n\n- [x] S-2: Ferry\n- [ ] S-9: Buoy\n"
    told = {structure.items: structure for structure in _read(text).structures}
    assert (told[("S-1",)].statuses, told[("S-1",)].lines) == ((Status.BLOCKED,), (11,))
    assert (told[("S-2",)].statuses, told[("S-2",)].heading) == ((Status.DONE,), "Left over")


def test_table_above_the_items_names_them() -> None:
    log = "## Log\n\n| Date | Task |\n|---|---|\n| 2026-01-02 | S-1 Tug |\n"
    assert _only(StructureType.LOG, f"{log}\n{FLEET}").items == ("S-1",)


def test_statuses_that_name_rows_are_never_unknown() -> None:
    rows = "| Done | 1 | 50% |\n| Adrift | 1 | 50% |\n| Total | 2 | 100% |\n"
    text = f"{FLEET}\n## Counts\n\n| Status | Count | Share |\n|---|---|---|\n{rows}"
    assert _only(StructureType.ROLLUP, text).statuses == (Status.DONE, None, None)


def test_column_that_only_sounds_like_a_status_column_is_none() -> None:
    rows = "| Fog | Low | High | Hamburg |\n| Ice | Low | Low | Bavaria |\n"
    (told,) = _read(
        f"{FLEET}\n## Risks\n\n| Risk | Likelihood | Impact | State |\n|---|---|---|---|\n{rows}"
    ).structures
    assert told.statuses == (None, None)
    assert "status" not in told.fields


def test_unknown_status_in_a_table_without_ids_is_unknown() -> None:
    rows = "| Fog | Low | High | Done |\n| Ice | Low | Low | Frozen solid |\n"
    (told,) = _read(
        f"{FLEET}\n## Risks\n\n| Risk | Likelihood | Impact | Status |\n|---|---|---|---|\n{rows}"
    ).structures
    assert told.statuses == (Status.DONE, Status.UNKNOWN)


def test_every_structure_is_as_long_as_its_rows() -> None:
    diagram = "```mermaid\nflowchart TD\n  S-1[Tug]:::done --> S-7[Crane]:::todo\n  S-7 --> Q\n```\n"
    states = "```mermaid\nstateDiagram-v2\n  Open --> Done\n```\n"
    for told in _read(
        f"{FLEET}\n{diagram}\n{states}\n## Legend\n\n- Done: it floats\n- Open: it does not\n"
    ).structures:
        assert len(told.fields) == len(told.columns)
        assert len(told.items) == len(told.statuses) == len(told.rows) == len(told.lines)


def test_yaml_lists_are_tables_and_structures_and_its_loose_values_prose() -> None:
    text = (
        "title: Fleet\nsummary:\n  done: 1/2\ntasks:\n  - id: S-1\n    title: Tug\n    status: done\n"
        "  - id: S-2\n    title: Ferry\n    owner: Ann\n    status: open\n"
        "crew:\n  - id: S-2\n    name: Bo\n"
    )
    reading = _read(text, "fleet.yaml")
    (table,) = reading.tables
    assert (table.columns, table.fields) == (("id", "title", "status", "owner"), ("id", "title", "status", "owner"))
    assert (table.items, table.line, table.last) == (("S-1", "S-2"), 5, 8)
    assert [told.items for told in reading.structures] == [("S-2",)]
    assert [(p.text, p.line) for p in reading.passages] == [("title: Fleet", 1), ("done: 1/2", 3)]


def test_prose_has_a_passage_a_line_without_markup() -> None:
    text = (
        "---\nstatus: 'draft'\ntags: [a, b]\n---\n\n# The *Fleet*\n\nThe **tug\nis** `ready`.\n\n> Quoted.\n\n"
        "- [x] Tug\n  with a crew\n  - deep\n\n```\nnot prose\n```\n"
    )
    found = [(p.line, p.kind, p.text, p.level, p.quoted, p.box) for p in _read(text).passages]
    assert found == [
        (2, PassageKind.LINE, "status: draft", 0, False, None),
        (3, PassageKind.LINE, "tags: [a, b]", 0, False, None),
        (6, PassageKind.HEADING, "The Fleet", 1, False, None),
        (8, PassageKind.PARAGRAPH, "The tug", 0, False, None),
        (9, PassageKind.PARAGRAPH, "is ready.", 0, False, None),
        (11, PassageKind.PARAGRAPH, "Quoted.", 0, True, None),
        (13, PassageKind.LINE, "Tug", 0, False, "x"),
        (14, PassageKind.PARAGRAPH, "with a crew", 0, False, None),
        (15, PassageKind.LINE, "deep", 1, False, None),
    ]


def test_bare_pipe_in_code_leaves_all_cells_as_meant() -> None:
    plain, piped = _read(FLEET), _read(FLEET.replace("`make ferry`", "`make ferry | tail`"))
    (finding,) = _ragged(piped)
    assert (finding.item, finding.line, [f.code for f in piped.findings]) == ("S-2", 6, ["ROW_RAGGED"])
    item, meant = piped.items[1], plain.items[1]
    assert item.verify == ("make ferry | tail",)
    assert (item.status, item.evidence, item.depends_on) == (meant.status, meant.evidence, meant.depends_on)


def test_row_with_a_cell_too_few_or_too_many_is_ragged_even_if_that_is_empty() -> None:
    for row in (
        "| S-2 | Ferry | Coast | In progress | S-1 | `make ferry` |",
        "| S-2 | Ferry | Coast | Open | S-1 | - | - | |",
    ):
        (finding,) = _ragged(_read("\n".join((*FLEET.split("\n")[:5], row, ""))))
        assert (finding.item, finding.line) == ("S-2", 6)


def test_rows_after_a_stray_blank_line_are_reported_once_and_read() -> None:
    reading = _read(
        FLEET.replace("| S-2", "\n| S-2") + "\n| S-3 | Barge | Coast | Open | S-2 | - | - |\nThat is all.\n"
    )
    assert [(finding.code, finding.line) for finding in reading.findings] == [("TABLE_MALFORMED", 7)]
    assert [item.id for item in reading.items] == ["S-1", "S-2", "S-3"]
    assert [(p.text, p.line) for p in reading.passages][1:] == [("That is all.", 10)]


def test_document_without_items_is_empty_whatever_else_is_wrong_with_it() -> None:
    codes = [finding.code for finding in _read("# Notes\n\n| a | b |\n|---|\n| 1 | 2 |\n").findings]
    assert codes == ["TRACKER_EMPTY", "TABLE_MALFORMED"]

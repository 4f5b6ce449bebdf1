"""The dependency graph as text, Mermaid, Graphviz DOT and JSON. Labels are escaped in each notation's own way."""

from __future__ import annotations

from gonogo.model.board import GraphView, Row
from gonogo.model.standing import Standing
from gonogo.render import json, words
from gonogo.render.cells import clean
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

LONGEST_PATH = 16
_FILLS = {
    Standing.OPEN: ("#f6f8fa", "#57606a"),
    Standing.REFUTED: ("#ffebe9", "#cf222e"),
    Standing.UNPROVEN: ("#fff8c5", "#9a6700"),
    Standing.STALE: ("#fff1e5", "#bc4c00"),
    Standing.DOCUMENTED: ("#ddf4ff", "#0969da"),
    Standing.WAIVED: ("#fbefff", "#8250df"),
    Standing.PROVEN: ("#dafbe1", "#1a7f37"),
}
_COLUMNS = (Column(right=True), Column(least=8, most=28), Column(least=16, most=44), Column(), Column(least=16))
_MERMAID = str.maketrans({char: f"#{ord(char)};" for char in "\"#;<>&`[](){}|\\'"})


def text(view: GraphView, screen: Screen) -> str:
    """Return the graph for a terminal: a line an item, by layer, then the critical path."""
    page = Page(screen)
    if not view.rows:
        page.line("no items")
        return page.text()
    names = _names(view)
    critical = set(view.critical_path)
    behind = len(view.rows)
    rows = sorted(view.rows, key=lambda row: view.layers.get(row.item.key, behind))
    cells: list[list[Part]] = []
    for row in rows:
        key = row.item.key
        needs = [names.get(need, need) for need in view.needs.get(key, ())]
        needs += [f"{unknown} (unknown)" for unknown in view.unknown.get(key, ())]
        cells.append(
            [
                str(view.layers.get(key, "-")),
                Toned(("* " if key in critical else "  ") + names[key], Tone.STRONG if key in critical else None),
                row.item.title or "",
                words.standing(row.verdict.standing),
                f"needs {', '.join(needs)}" if needs else "",
            ]
        )
    page.table([["layer", "", "", "", ""], *cells], _COLUMNS, indent="")
    page.gap()
    _conclusion(page, view, names)
    return page.text()


def mermaid(view: GraphView) -> str:
    """Return a Mermaid flowchart; arrows go from what is needed to what needs it, thick along the critical path."""
    number = {row.item.key: f"n{index}" for index, row in enumerate(view.rows)}
    lines = ["flowchart LR"]
    for row in view.rows:
        label = clean(_label(row)).translate(_MERMAID)
        lines.append(f'  {number[row.item.key]}["{label}"]:::{row.verdict.standing.value}')
    steps = set(zip(view.critical_path, view.critical_path[1:], strict=False))
    for key, needs in view.needs.items():
        lines += [
            f"  {number[need]} {'==>' if (need, key) in steps else '-->'} {number[key]}"
            for need in needs
            if need in number and key in number
        ]
    used = {row.verdict.standing for row in view.rows}
    lines += [
        f"  classDef {standing.value} fill:{fill},stroke:{stroke},color:#1f2328"
        for standing, (fill, stroke) in _FILLS.items()
        if standing in used
    ]
    return "\n".join(lines) + "\n"


def dot(view: GraphView) -> str:
    """Return a Graphviz digraph; arrows go from what is needed to what needs it, bold along the critical path."""
    number = {row.item.key: f"n{index}" for index, row in enumerate(view.rows)}
    lines = ["digraph gonogo {", "  rankdir=LR;", '  node [shape=box, style="rounded,filled", fontname="sans-serif"];']
    for row in view.rows:
        fill, stroke = _FILLS[row.verdict.standing]
        lines.append(f'  {number[row.item.key]} [label="{_dot(_label(row))}", fillcolor="{fill}", color="{stroke}"];')
    steps = set(zip(view.critical_path, view.critical_path[1:], strict=False))
    for key, needs in view.needs.items():
        lines += [
            f"  {number[need]} -> {number[key]}{' [penwidth=3]' if (need, key) in steps else ''};"
            for need in needs
            if need in number and key in number
        ]
    return "\n".join([*lines, "}"]) + "\n"


def as_json(view: GraphView) -> bytes:
    """Return nodes, edges, critical path, cycles and unknown ids as JSON."""
    return json.indented(
        {
            "nodes": [
                {
                    "key": row.item.key,
                    "id": row.item.id,
                    "title": row.item.title,
                    "claim": row.item.status,
                    "standing": row.verdict.standing,
                    "layer": view.layers.get(row.item.key),
                }
                for row in view.rows
            ],
            "edges": [{"item": key, "needs": need} for key, needs in view.needs.items() for need in needs],
            "critical_path": view.critical_path,
            "cycles": view.cycles,
            "unknown": [{"item": key, "id": unknown} for key, ids in view.unknown.items() for unknown in ids],
        }
    )


def _conclusion(page: Page, view: GraphView, names: dict[str, str]) -> None:
    edges = sum(len(needs) for needs in view.needs.values())
    if not edges and not view.unknown:
        page.line(f"{words.count(len(view.rows), 'item')}, and none depends on another")
        return
    path = " → ".join(_shortened([names[key] for key in view.critical_path]))
    if len(view.critical_path) > 1:
        page.line(f"critical path, {words.count(len(view.critical_path), 'item')} (*): {path}")
    for cycle in view.cycles:
        circle = _shortened([names[key] for key in (*cycle, cycle[0])])
        page.line(Toned("cycle", Tone.BAD), f": {' → '.join(circle)}")
    unknown = sum(len(ids) for ids in view.unknown.values())
    told = f", {words.count(unknown, 'id')} that no tracker lists" if unknown else ""
    page.line(f"{words.count(len(view.rows), 'item')}, {words.count(edges, 'dependency', 'dependencies')}{told}")


def _shortened(path: list[str]) -> list[str]:
    """A long path by its beginning and its end."""
    left_out = len(path) - LONGEST_PATH
    half = LONGEST_PATH // 2
    return path if left_out <= 0 else [*path[:half], f"({left_out} more)", *path[-half:]]


def _names(view: GraphView) -> dict[str, str]:
    return words.names([row.item for row in view.rows])


def _label(row: Row) -> str:
    name = words.name(row.item)
    return f"{name} {row.item.title}" if row.item.title and row.item.title != name else name


def _dot(label: str) -> str:
    return clean(label).replace("\\", "\\\\").replace('"', '\\"')

"""Each edit of a tracker adds just the codes that edits.toml says: to a tracker of ours, and to the seed of its shape.

Edits are located by structure alone, so no text of a tracker is here. Tables: `items` (it has a Depends On column),
`mapping`, `files`, `matrix`. Rows count from 1; `{id:3}` is the id in the third row of `items`, `{unknown}` one that
nobody bears.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from gonogo.app.checking import check
from gonogo.app.reading import open_workspace

HERE = Path(__file__).resolve().parent
DAY = "2026-11-21"
TRACKERS = {
    "ours": HERE / "edits" / "lighthouse.md",
    "seed": next((HERE.parents[2] / "shared" / "seeds").glob("002_*"), None),
}
EDITS = tomllib.loads((HERE / "edits" / "edits.toml").read_text("utf-8"))["edit"]
_PATH = re.compile(r"(?<![\w./-])(?:\.?[\w-]+/)+[\w.*-]*")
_CONTENT = {
    ".json": '{"passed": true}\n',
    ".md": "# Record\n\nLooked at and found in order.\n",
    ".py": "def test_it() -> None:\n    assert 1 + 1 == 2\n",
    ".yml": "on: push\njobs: {}\n",
}


@pytest.fixture(params=TRACKERS)
def text(request: pytest.FixtureRequest) -> str:
    path = TRACKERS[request.param]
    if path is None:
        pytest.skip("the seed is not here")
    return path.read_text("utf-8")


def test_unedited_tracker_whose_files_exist_is_clean(text: str, tmp_path: Path) -> None:
    assert codes(text, [], tmp_path) == set()


@pytest.mark.parametrize("edit", [pytest.param(edit, id=edit["name"]) for edit in EDITS])
def test_edit_adds_just_these_codes(edit: dict[str, Any], text: str, tmp_path: Path) -> None:
    assert codes(text, edit["steps"], tmp_path) == set(edit["adds"])


def codes(text: str, steps: list[dict[str, Any]], root: Path) -> set[str]:
    """Return the codes of what is found in a tracker after edits, in a workspace that has all its files."""
    lay_out(root, text)
    document = Document(text)
    document.apply(steps, root)
    path = root / "readiness.md"
    path.write_bytes(document.data)
    return {finding.code for finding in check(open_workspace([path], root), day=DAY).findings}


class Document:
    """A tracker's lines, its tables, and the edits that can be made to them."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.end = "\n"
        heads = [n for n, line in enumerate(self.lines[1:], 1) if re.fullmatch(r"\|[-:| ]+\|", line)]
        self.tables: dict[str, int] = {}
        for delimiter in heads:
            names = [name.casefold() for name in cells(self.lines[delimiter - 1])]
            if any("depends" in name for name in names):
                self.tables["items"] = delimiter
            elif any(name == "file" for name in names):
                self.tables["files"] = delimiter
            elif len(names) > 10:
                self.tables["matrix"] = delimiter
            elif len(names) == 2:
                self.tables["mapping"] = delimiter
        self.ids = [cells(self.lines[self.tables["items"] + row])[0] for row in range(1, 13)]

    @property
    def data(self) -> bytes:
        """The document as it stands now."""
        return (self.end.join(self.lines) + self.end).encode()

    def apply(self, steps: list[dict[str, Any]], root: Path) -> None:
        """Make edits, in order."""
        for step in steps:
            arguments = {key: self._filled(value) for key, value in step.items() if key != "do"}
            if step["do"] in ("delete", "empty", "write"):
                self._on_files(step["do"], root, arguments)
            else:
                getattr(self, step["do"])(**arguments)

    def set(self, table: str, row: int, column: str | int, value: str) -> None:
        """Write a cell."""
        found = self._cells(table, row)
        found[self._column(table, column)] = value
        self._write(table, row, found)

    def append(self, table: str, row: int, column: str | int, value: str) -> None:
        """Write more into a cell, inside its last code span where it has one."""
        place = self._column(table, column)
        found = self._cells(table, row)
        text = found[place]
        found[place] = f"{text[:-1]}{value}`" if text.endswith("`") and not value.startswith(",") else f"{text}{value}"
        self._write(table, row, found)

    def copy_cell(self, table: str, row: int, column: str, to: int) -> None:
        """Write a cell's content into another row too."""
        self.set(table, to, column, self._cells(table, row)[self._column(table, column)])

    def flip(self, row: int, column: int) -> None:
        """Turn a bit of the matrix."""
        found = self._cells("matrix", row)
        found[column] = "1" if found[column] == "0" else "0"
        self._write("matrix", row, found)

    def copy_row(self, table: str, row: int) -> None:
        """Repeat a row below itself."""
        self.lines.insert(self._line(table, row), self.lines[self._line(table, row)])

    def remove_row(self, table: str, row: int) -> None:
        """Take a row out."""
        del self.lines[self._line(table, row)]

    def move_row(self, table: str, row: int, to: int) -> None:
        """Put a row in another place."""
        line = self.lines.pop(self._line(table, row))
        self.lines.insert(self._line(table, to), line)

    def remove_cell(self, table: str, row: int, column: str | int) -> None:
        """Take a cell out of a row; row -1 is the header."""
        found = self._cells(table, row)
        del found[self._column(table, column)]
        self._write(table, row, found)

    def add_cell(self, table: str, row: int, value: str) -> None:
        """Give a row one cell more than it should have."""
        self._write(table, row, [*self._cells(table, row), value])

    def remove_column(self, table: str, column: str | int) -> None:
        """Take a column out of a whole table."""
        place = self._column(table, column)
        rows = [-1, *range(13)]
        for row in (row for row in rows if self.lines[self._line(table, row)].startswith("|")):
            found = self._cells(table, row)
            del found[place]
            self._write(table, row, found)

    def blank(self, table: str, row: int) -> None:
        """Put an empty line before a row."""
        self.lines.insert(self._line(table, row), "")

    def order(self, *, swap: list[int] | None = None, remove: int | None = None) -> None:
        """Swap two entries of the execution order, or take one out."""
        places = [n for n, line in enumerate(self.lines) if re.fullmatch(r"\d+\. [A-Z]+-\d+", line)]
        names = [self.lines[n].split()[1] for n in places]
        if swap is not None:
            one, other = swap[0] - 1, swap[1] - 1
            names[one], names[other] = names[other], names[one]
        if remove is not None:
            del names[remove - 1]
            del self.lines[places.pop()]
        for number, (place, name) in enumerate(zip(places, names, strict=True), 1):
            self.lines[place] = f"{number}. {name}"

    def line_ends(self, value: str) -> None:
        """End lines otherwise."""
        self.end = value

    def prose(self, value: str) -> None:
        """Put a paragraph before the first table."""
        self.lines[self.tables["items"] - 2 : self.tables["items"] - 2] = ["", value, ""]

    def _on_files(self, deed: str, root: Path, step: dict[str, Any]) -> None:
        cell = self._cells(step["table"], step["row"])[self._column(step["table"], step["column"])]
        pattern = next(name for name in _PATH.findall(cell) if name.startswith(step.get("under", "")))
        for path in sorted(root.glob(f"{pattern}*" if pattern.endswith("/") else pattern)):
            path.unlink() if deed == "delete" else path.write_text(step.get("value", ""))
        if deed == "delete" and pattern.endswith("/"):
            (root / pattern).rmdir()

    def _filled(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        unknown = re.sub(r"\d+$", "99", self.ids[0])
        return re.sub(r"\{id:(\d+)\}", lambda match: self.ids[int(match[1]) - 1], value).replace("{unknown}", unknown)

    def _line(self, table: str, row: int) -> int:
        return self.tables[table] + row

    def _cells(self, table: str, row: int) -> list[str]:
        return cells(self.lines[self._line(table, row)])

    def _write(self, table: str, row: int, found: list[str]) -> None:
        self.lines[self._line(table, row)] = f"| {' | '.join(found)} |"

    def _column(self, table: str, column: str | int) -> int:
        if isinstance(column, int):
            return column
        names = self._cells(table, -1)
        return next(n for n, name in enumerate(names) if name.casefold().startswith(column))


def cells(line: str) -> list[str]:
    """Return the cells of a row."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]


def lay_out(root: Path, text: str) -> None:
    """Make everything that a tracker names: evidence, deliverables, tests, scripts and recipes."""
    for name in sorted(set(_PATH.findall(text))):
        path = root / (f"{name}record.json" if name.endswith("/") else name.replace("*", "first"))
        if path.suffix in _CONTENT:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_CONTENT[path.suffix])
        else:
            path.mkdir(parents=True, exist_ok=True)
    recipes = sorted(set(re.findall(r"\bjust ([a-z-]+)", text)))
    (root / "justfile").write_text("".join(f"{recipe}:\n    pytest -q tests\n\n" for recipe in recipes))
    (root / "gonogo.toml").write_text("")

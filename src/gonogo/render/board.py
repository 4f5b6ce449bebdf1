"""The board: one screen that says what is claimed, what is proven, and what to do next."""

from __future__ import annotations

from gonogo.model.board import Board, Row, Totals
from gonogo.model.decision import Answer
from gonogo.model.item import COMPLETION, Kind, Severity, Status
from gonogo.model.standing import SEVERITY, Standing
from gonogo.render import json, words
from gonogo.render.cells import width
from gonogo.render.page import Column, Page, Part, Screen, Tone, Toned

PIPED_ROWS = 20
FEWEST_ROWS = 8
AROUND_THE_ROWS = 10
WIDEST_NAME = 28
MANY_DOCUMENTS = 3

_COLUMNS = (
    Column(least=8, most=WIDEST_NAME),
    Column(most=8),
    Column(least=12, most=44),
    Column(most=16),
    Column(),
    Column(least=16),
)


def text(board: Board, screen: Screen, *, everything: bool = False) -> str:
    """Return the board for a terminal; without `everything` a long one is cut to its most telling rows."""
    page = Page(screen)
    if not board.documents or not board.rows:
        return _nothing(board, page)
    page.cut(*_headline(board))
    page.gap()
    rows = board.rows if everything else _telling(board.rows, _room(screen))
    _rows(page, rows)
    left_out = len(board.rows) - len(rows)
    if left_out:
        page.line(Toned(f"  …{left_out} more: gonogo status --all", Tone.QUIET))
    page.gap()
    _footer(page, board)
    return page.text()


def as_json(board: Board) -> bytes:
    """Return the board as JSON, every row with its item and its verdict."""
    return json.indented(board)


def claims(rows: tuple[Row, ...], totals: Totals) -> str:
    """Return the sentence of totals: `12 claim Done: 9 proven, 2 stale, 1 refuted`."""
    if not totals.claimed:
        return "no item claims completion"
    claimed = {row.item.status for row in rows if row.item.status in COMPLETION}
    word = words.CLAIMS[claimed.pop()] if len(claimed) == 1 else "completion"
    parts = [f"{totals.by_standing[s.value]} {s.value}" for s in _best_first() if totals.by_standing.get(s.value)]
    return f"{totals.claimed} claim{'s' if totals.claimed == 1 else ''} {word}: {', '.join(parts)}"


def _best_first() -> list[Standing]:
    return sorted(SEVERITY, key=SEVERITY.__getitem__, reverse=True)


def _headline(board: Board) -> list[Part]:
    documents = board.documents
    listed = ", ".join(documents) if len(documents) <= MANY_DOCUMENTS else words.count(len(documents), "tracker")
    boundaries = sum(1 for row in board.rows if row.item.kind is Kind.BOUNDARY)
    told = [words.count(board.totals.items, "item")]
    if boundaries:
        told.append(words.count(boundaries, "boundary", "boundaries"))
    if board.totals.claimed:
        told.append(claims(board.rows, board.totals).partition(":")[0])
    return [Toned(listed, Tone.STRONG), "".join(f" · {part}" for part in told)]


def _room(screen: Screen) -> int:
    return PIPED_ROWS if screen.rows is None else max(FEWEST_ROWS, screen.rows - AROUND_THE_ROWS)


def _telling(rows: tuple[Row, ...], room: int) -> tuple[Row, ...]:
    """The rows that most need someone's eye, as many as there is room for, in document order."""
    if len(rows) <= room:
        return rows
    telling = {**SEVERITY, Standing.OPEN: SEVERITY[Standing.PROVEN] + 1}

    def rank(index: int) -> tuple[int, int, int]:
        row = rows[index]
        finished = row.item.status in {Status.CANCELLED, *COMPLETION}
        return telling[row.verdict.standing], int(finished), index

    return tuple(rows[index] for index in sorted(sorted(range(len(rows)), key=rank)[:room]))


def _rows(page: Page, rows: tuple[Row, ...]) -> None:
    """The rows as one table, so that columns align; a line names the document where there are several."""
    cells: list[list[Part]] = []
    headings: dict[int, Part] = {}
    for index, row in enumerate(rows):
        if index == 0 or rows[index - 1].item.path != row.item.path:
            headings[index] = Toned(row.item.path, Tone.QUIET)
        reason = row.verdict.reason
        cells.append(
            [
                words.near_name(row.item),
                row.item.priority or "",
                row.item.title or "",
                words.claim(row.item),
                words.standing(row.verdict.standing),
                (reason.message or reason.subject) if reason else "",
            ]
        )
    page.table(cells, _COLUMNS, headings=headings if len(headings) > 1 else None)


def _footer(page: Page, board: Board) -> None:
    totals = board.totals
    others = [f"{number} {word}" for number, word in ((totals.open, "open"), (totals.cancelled, "cancelled")) if number]
    page.line("  ", " · ".join([claims(board.rows, totals), *([", ".join(others)] if others else [])]))
    _commands(page, totals)
    _findings_line(page, board)
    _decision(page, board)


def _commands(page: Page, totals: Totals) -> None:
    if not totals.commands:
        page.line("  no item names a verify command")
    elif not totals.runs:
        page.line(f"  nothing run yet: {words.count(totals.commands, 'command')} to trust and verify")
    elif totals.stale_commands:
        page.line(f"  {totals.stale_commands} of {words.count(totals.commands, 'command')} without a fresh result")


def _findings_line(page: Page, board: Board) -> None:
    if not board.findings:
        return
    errors = _findings(board, Severity.ERROR)
    told = f", {words.count(errors, 'error')} among them" if 0 < errors < len(board.findings) else ""
    told = told or (", an error" if errors == 1 else ", all errors" if errors else "")
    page.line(f"  {words.count(len(board.findings), 'finding')}{told}: gonogo check")


def _decision(page: Page, board: Board) -> None:
    decision = board.decision
    verdict: list[Part] = ["decision: ", words.answer(decision.answer), f" ({decision.gate})"]
    if decision.answer is Answer.NO_GO and decision.causes:
        verdict.append(f", {words.count(len(decision.causes), 'root cause')}")
    if board.next_command is None:
        page.line("  ", *verdict)
        return
    ahead = f"next: {board.next_command}"
    why = f"  ({board.why_next})" if board.why_next else ""
    length = width(ahead + why) + sum(width(v.text if isinstance(v, Toned) else v) for v in verdict) + len("  ") * 4
    if length <= page.screen.width:
        page.line("  ", ahead, Toned(why, Tone.QUIET), " " * 6, *verdict)
    else:
        page.line("  ", ahead, Toned(why, Tone.QUIET))
        page.line("  ", *verdict)


def _findings(board: Board, level: Severity) -> int:
    return sum(1 for finding in board.findings if finding.severity is level)


def _nothing(board: Board, page: Page) -> str:
    """The screen of a workspace in which there is nothing to show yet."""
    if board.documents:
        page.line(f"no item in {words.count(len(board.documents), 'tracker')} under {board.root}")
        page.gap()
        faults = {finding.path: finding.message for finding in reversed(board.findings)}
        for path in board.documents[:PIPED_ROWS]:
            page.line(f"  {path}", f": {faults[path]}" if path in faults else "")
    else:
        page.line(f"no tracker found under {board.root}")
        page.gap()
        page.line("  A tracker lists items with a status: a Markdown table with an ID and a Status column,")
        page.line("  a checklist, or a YAML, JSON or CSV list. gonogo looks for names such as *tracker*,")
        page.line("  *readiness*, *checklist*, *go-no-go* and *taskboard*, and into Markdown files.")
    page.gap()
    _findings_line(page, board)
    page.line("  gonogo items --explain    says for each file why it was or was not taken")
    page.line("  gonogo status FILE        reads a file whatever it is called")
    page.line("  gonogo init               writes a gonogo.toml in which trackers can be named")
    page.gap()
    page.line("  decision: ", words.answer(board.decision.answer), f" ({board.decision.gate}): empty never passes")
    return page.text()

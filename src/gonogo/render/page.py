"""A page: lines for a terminal, put together from cleaned parts. The one way by which text views reach a screen.

Colour only repeats what the words say, so a page reads the same without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from gonogo.render.cells import clean, fit, pad, width

PIPED_WIDTH = 100
NARROWEST = 40


class Tone(Enum):
    """What a part is meant to say; the value is the SGR parameter (ECMA-48 §8.3.117) that repeats it."""

    GOOD = "32"
    BAD = "31"
    DOUBT = "33"
    NOTE = "34"
    QUIET = "2"
    STRONG = "1"


@dataclass(frozen=True, slots=True)
class Toned:
    """A part with a tone."""

    text: str
    tone: Tone | None


Part = str | Toned


@dataclass(frozen=True, slots=True)
class Screen:
    """What a page is made for: columns, rows (None: it scrolls), and whether colour is welcome."""

    width: int = PIPED_WIDTH
    rows: int | None = None
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """How a table's column behaves: how far it may shrink, and how wide it gets at most; None is without end."""

    least: int | None = None
    """None: it keeps its width, however narrow the screen."""
    most: int | None = None
    right: bool = False


@dataclass(slots=True)
class Page:
    """Lines under construction. Every part is cleaned; only the page itself writes escape sequences."""

    screen: Screen = field(default_factory=Screen)
    lines: list[str] = field(default_factory=list)

    def line(self, *parts: Part) -> None:
        """Add a line, never cut."""
        self.lines.append("".join(self._ink(part) for part in parts).rstrip())

    def cut(self, *parts: Part) -> None:
        """Add a line, cut to the width of the screen."""
        left = self.screen.width
        kept: list[Part] = []
        for part in parts:
            text = clean(_text(part))
            kept.append(_with(part, fit(text, left)))
            left -= width(text)
            if left <= 0:
                break
        self.line(*kept)

    def gap(self) -> None:
        """Add an empty line, unless the page is empty or ends in one."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def table(
        self,
        rows: Sequence[Sequence[Part]],
        columns: Sequence[Column],
        *,
        indent: str = "  ",
        headings: Mapping[int, Part] | None = None,
        notes: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Add rows as aligned columns, two spaces apart; columns that may shrink give way until the row fits.

        headings: by the index of a row, the line to put before it.
        notes: parallel to the rows, what to put before and into the quiet lines under each.
        """
        texts = [[clean(_text(part)) for part in row] for row in rows]
        widths = _widths(texts, columns, self.screen.width - len(indent) - 2 * (len(columns) - 1))
        for place, (row, parts) in enumerate(zip(texts, rows, strict=True)):
            if headings and place in headings:
                self.cut(headings[place])
            cells: list[Part] = []
            for index, (text, part) in enumerate(zip(row, parts, strict=True)):
                if widths[index] == 0:
                    continue
                shown = fit(text, widths[index])
                space = " " * (widths[index] - width(shown))
                cells += (
                    [space, _with(part, shown), "  "] if columns[index].right else [_with(part, shown), space, "  "]
                )
            self.line(indent, *cells)
            lead, note = notes[place] if notes else ("", "")
            for part in wrapped(note, self.screen.width - width(lead)):
                self.line(lead, Toned(part, Tone.QUIET))

    def text(self) -> str:
        """Return the page, each line ended."""
        return "".join(line + "\n" for line in self.lines)

    def _ink(self, part: Part) -> str:
        text = clean(_text(part))
        tone = part.tone if isinstance(part, Toned) else None
        return f"\x1b[{tone.value}m{text}\x1b[0m" if tone and text and self.screen.colour else text


def wrapped(text: str, columns: int) -> Iterable[str]:
    """Yield the cleaned text in lines of at most so many columns, broken at spaces."""
    words = clean(text).split()
    whole = " ".join(words)
    if width(whole) <= columns:
        words, line = [], whole
    else:
        line = ""
    for word in words:
        if line and width(line) + 1 + width(word) > columns:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def padded(text: str, columns: int) -> str:
    """Return the cleaned text cut or filled to exactly so many columns."""
    return pad(fit(clean(text), columns), columns)


def _text(part: Part) -> str:
    return part.text if isinstance(part, Toned) else part


def _with(part: Part, text: str) -> Part:
    return Toned(text, part.tone) if isinstance(part, Toned) else text


def _widths(texts: Sequence[Sequence[str]], columns: Sequence[Column], room: int) -> list[int]:
    """Natural widths, less what the row has too much: the widest column that may shrink gives way first."""
    widths = []
    for index, column in enumerate(columns):
        natural = max((width(row[index]) for row in texts), default=0)
        widths.append(natural if column.most is None else min(natural, column.most))
    room += 2 * widths.count(0)
    for _ in range(sum(widths) - room):
        spare = [i for i, column in enumerate(columns) if column.least is not None and widths[i] > column.least]
        if not spare:
            break
        widths[max(spare, key=widths.__getitem__)] -= 1
    return widths

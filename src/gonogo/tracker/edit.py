"""Edit one value of a document by splicing bytes: everything outside the given span stays as it is.

Rules:
1. The result is `data[:start] + new + data[end:]`; nothing before or after the span is looked at in order to change it.
2. In a table the new text cannot break its row: `|` is escaped, line breaks become spaces.
3. The cell's padding, and code ticks or emphasis around the whole old value, are kept.
4. In YAML, JSON and CSV the new scalar has the quoting that makes it read back as the same text.

Widths follow Unicode UAX #11: wide and fullwidth characters take two columns, combining ones none.
"""

from __future__ import annotations

import json
import re
import unicodedata

from gonogo.model.item import Span

_WRAPPED = re.compile(r"(\*\*\*|\*\*|__|~~|\*|_)(?=\S)(.*\S)\1\Z", re.DOTALL)
_TICKED = re.compile(r"(`+)(?!`)(.*[^`])\1\Z", re.DOTALL)
_PLAIN_YAML = re.compile(r"[^\W\d_](?:[\w ./@()+*=<>&%;-]*[\w./@()+*=<>&%;-])?")
_OTHER_THAN_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"})
_BOX = re.compile(r"\[(.*)\]", re.DOTALL)
_JSON_WORD = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


def replace_cell(data: bytes, span: Span, text: str, *, table: bool) -> bytes:
    """Put `text` in place of a Markdown value; only the bytes of `span` change.

    `table` says that the span is a cell of a pipe table. The text is taken as Markdown on one line.
    """
    old = data[span.start : span.end].decode("utf-8")
    body = old.strip(" \t")
    lead = old[: len(old) - len(old.lstrip(" \t"))]
    trail = old[len(lead) + len(body) :]
    new = " ".join(text.split())
    new = _escape(new) if table else new
    new = _wrap(new, body)
    if not body:
        lead, trail = (" ", " ") if new and old else ("", old)
    if table and old:
        trail = _pad(data, span, lead + new, old, trail)
        if new.endswith("\\") and not trail and data[span.end : span.end + 1] == b"|":
            trail = " "
    return _splice(data, span, lead + new + trail)


def padded(data: bytes, span: Span) -> Span:
    """Widen the span of a table cell's text to the cell with its padding, up to the pipes.

    An edit of the padded span keeps the columns of an aligned table under each other.
    """
    start, end = span.start, span.end
    while start > 0 and data[start - 1] in b" \t":
        start -= 1
    while end < len(data) and data[end] in b" \t":
        end += 1
    closed = data[start - 1 : start] == b"|" and data[end : end + 1] == b"|"
    return Span(start, end) if closed else span


def replace_box(data: bytes, span: Span, token: str) -> bytes:
    """Set the mark of a checkbox: `span` covers `[ ]` with its brackets, `token` is the mark or the box."""
    boxed = _BOX.fullmatch(token)
    return _splice(data, span, f"[{(boxed[1] if boxed else token) or ' '}]")


def replace_yaml(data: bytes, span: Span, text: str) -> bytes:
    """Put `text` in place of a YAML scalar (quotes included in the span); it reads back as this string."""
    old = data[span.start : span.end].decode("utf-8")
    if old.startswith("'") and text.isprintable():
        new = "'" + text.replace("'", "''") + "'"
    elif not old.startswith(('"', "'")) and _PLAIN_YAML.fullmatch(text) and text.casefold() not in _OTHER_THAN_TEXT:
        new = text
    else:
        new = _quote_yaml(text)
    if old.startswith(("|", ">")) and old.endswith("\n"):
        new += "\r\n" if old.endswith("\r\n") else "\n"
    glued = span.start > 0 and data[span.start - 1 : span.start] in (b":", b"-")
    return _splice(data, span, " " + new if glued else new)


def replace_json(data: bytes, span: Span, text: str) -> bytes:
    """Put `text` in place of a JSON scalar; a number or literal stays one where the new text is one."""
    old = data[span.start : span.end].decode("utf-8")
    bare = not old.startswith('"') and _JSON_WORD.fullmatch(text)
    return _splice(data, span, text if bare else _quote(text))


def replace_csv(data: bytes, span: Span, text: str, *, separator: str = ",") -> bytes:
    """Put `text` in place of a CSV field (quotes included in the span), quoted where it must be or was."""
    old = data[span.start : span.end]
    must = any(mark in text for mark in (separator, '"', "\r", "\n")) or text != text.strip()
    new = '"' + text.replace('"', '""') + '"' if must or old.startswith(b'"') else text
    return _splice(data, span, new)


def width(text: str) -> int:
    """Return the number of terminal columns that a text takes."""
    if text.isascii():
        return len(text)
    columns = 0
    for char in text:
        if char == "\ufe0f":
            columns += 1  # an emoji selector makes the narrow sign before it wide
        elif unicodedata.category(char) not in ("Mn", "Me", "Cf"):
            columns += 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
    return columns


def _splice(data: bytes, span: Span, new: str) -> bytes:
    return data[: span.start] + new.encode("utf-8") + data[span.end :]


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _quote_yaml(text: str) -> str:
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in inner) + '"'


def _escape(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def _wrap(text: str, old: str) -> str:
    """Give a text the marks that enclose the whole of an old value."""
    if not text:
        return text
    ticked = _TICKED.fullmatch(old)
    if ticked and ticked[1] not in ticked[2]:
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = ticked[1] if longest < len(ticked[1]) else "`" * (longest + 1)
        return f"{fence} {text} {fence}" if "`" in (text[0], text[-1]) else fence + text + fence
    wrapped = _WRAPPED.fullmatch(old)
    if wrapped and wrapped[1] not in wrapped[2] and wrapped[1][0] not in text:
        return wrapped[1] + _wrap(text, wrapped[2]) + wrapped[1]
    return text


def _pad(data: bytes, span: Span, new: str, old: str, trail: str) -> str:
    """Return the padding after the new text: as wide as before in a table whose columns stand under each other."""
    spare = width(old) - width(new)
    if spare == len(trail):
        return trail
    if len(trail) > 1 or _aligned(data, span):
        return " " * max(spare, min(len(trail), 1))
    return trail


def _aligned(data: bytes, span: Span) -> bool:
    """Whether the pipe after the cell stands under or above a pipe of a neighbouring line."""
    start = data.rfind(b"\n", 0, span.start) + 1
    column = width(data[start : span.end].decode("utf-8", "replace"))
    above = data[data.rfind(b"\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
    end = data.find(b"\n", span.end)
    after = end + 1 if end >= 0 else len(data)
    stop = data.find(b"\n", after)
    below = data[after : stop if stop >= 0 else len(data)]
    return any(_has_pipe(line.decode("utf-8", "replace"), column) for line in (above, below))


def _has_pipe(line: str, column: int) -> bool:
    at = 0
    for char in line:
        if at >= column:
            return char == "|"
        at += width(char)
    return False

"""Inline markup: what a cell or line says without it, and the code spans and links inside.

Only what trackers use: code spans, links, images, emphasis, strikethrough, line breaks, tags and backslash escapes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gonogo.tracker.remembered import remembered

_MARKED = re.compile(r"[*_`~\[\]<>\\&!\n\r\t]|  ")
_TOKEN = re.compile(
    r"(?<!(?<!\\)`)(?P<ticks>`++)(?P<code>.{1,2000}?)(?<!`)(?P=ticks)(?!`)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|!?\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?P<target>[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
    r"|\[(?P<reference>[^\[\]]+)\]\[[^\[\]]*\]"
    r"|<(?P<auto>(?:https?|mailto|ftp):[^>\s]+)>"
    r"|(?P<tag></?[A-Za-z][^<>]*>|<!--.*?-->)"
    r"|&(?P<entity>amp|lt|gt|quot|nbsp|#124|#x7c);",
    re.DOTALL,
)
_EMPHASIS = (
    re.compile(r"\*\*(?=\S)(.{1,400}?)(?<=\S)\*\*", re.DOTALL),
    re.compile(r"(?<!\w)__(?=\S)(.{1,400}?)(?<=\S)__(?!\w)", re.DOTALL),
    re.compile(r"~~(?=\S)(.{1,400}?)(?<=\S)~~", re.DOTALL),
    re.compile(r"(?<![\w*])\*(?=[^\s*])(.{1,400}?)(?<=[^\s*])\*(?![\w*])", re.DOTALL),
    re.compile(r"(?<![\w_])_(?=[^\s_])(.{1,400}?)(?<=[^\s_])_(?![\w_])", re.DOTALL),
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " ", "#124": "|", "#x7c": "|"}
_KEPT = re.compile("\ue000([0-9]+)\ue001")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
LONGEST = 16_384
"""Characters up to which markup is looked for; longer texts are taken as they stand, so that none takes for ever."""


class Piece(NamedTuple):
    """One part of a cell: `kind` is `code`, `link` or `text`; `target` is set on links."""

    kind: str
    text: str
    target: str = ""


@remembered
def plain(raw: str) -> str:
    """Return the text without markup, white space collapsed."""
    if _MARKED.search(raw) is None:
        return raw.strip()
    if len(raw) > LONGEST:
        return " ".join(raw.split())
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    def swap(match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind in ("code", "escaped", "auto"):
            return keep(match[kind].strip())
        if kind in ("target", "reference"):
            return plain(match["text" if kind == "target" else kind])
        return keep(_ENTITIES[match["entity"]]) if kind == "entity" else " "

    text = _TOKEN.sub(swap, raw.replace("\ue000", " ").replace("\ue001", " "))
    if "*" in text or "_" in text or "~" in text:
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\1", text)
    if kept:
        text = _KEPT.sub(lambda m: kept[int(m[1])], text)
    return " ".join(text.split())


def pieces(raw: str) -> list[Piece]:
    """Return the parts of a cell in order: code spans, links and the text between them."""
    found: list[Piece] = []
    if len(raw) > LONGEST:
        return [Piece("text", raw)]
    at = 0
    for match in _TOKEN.finditer(raw):
        kind = match.lastgroup
        if kind not in ("code", "target", "auto"):
            continue
        if match.start() > at:
            found.append(Piece("text", raw[at : match.start()]))
        if kind == "code":
            found.append(Piece("code", match["code"].strip()))
        elif kind == "target":
            found.append(Piece("link", plain(match["text"]), match["target"]))
        else:
            found.append(Piece("link", match["auto"], match["auto"]))
        at = match.end()
    if at < len(raw):
        found.append(Piece("text", raw[at:]))
    return found


def unescape_pipes(raw: str) -> str:
    r"""Return a table cell's text with each `\\|` as the `|` that it stands for."""
    return raw.replace("\\|", "|") if "\\|" in raw else raw

"""Evidence cells to references, verify cells to commands.

Evidence: code spans and links are references, as are paths, URLs, issue numbers and run ids between commas, semicolons
and line breaks. Remarks in parentheses and prose are dropped; beside other references a short part such as "alarm
screenshot/link" is kept, because it points at something that is to be brought.
Commands: each code span that reads as a command, as written. Without one, a text that begins with a program is one.
"""

from __future__ import annotations

import re

from gonogo.tracker import programs
from gonogo.tracker.inline import BREAK, Piece, pieces, plain
from gonogo.tracker.remembered import remembered

_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}(?:$|[#:?])")
_PATHLIKE = re.compile(r"^[^\s()<>\"']*(?:/[^\s()<>\"']*|\.[A-Za-z][A-Za-z0-9]{0,9}(?:[#:]\S*)?|\*\.\w+)$")
_URL = re.compile(r"https?://[^\s<>()\[\]|]+[^\s<>()\[\]|.,;:]")
_PARTS = re.compile(r"\s*(?:[,;，；、]\s*|\n|•|\s\+\s|\s&\s|\s/\s|(?<=\s)and(?=\s))\s*")
_NUMBER = re.compile(
    r"^(?:(?:PR|MR|issue|run|build|commit|CI run|GitHub Actions run)\s*)?#?(?=[a-f]*\d)[0-9a-f]{5,40}$"
    r"|^(?:(?:PR|MR|issue)\s*)?#\d+$",
    re.IGNORECASE,
)
_SHA = re.compile(r"^[0-9a-f]{7,40}$")
_INSIDE = re.compile(
    r"(?<![\w/])(?:[\w.@~-]+/)+[\w.*@-]*[\w*/]"
    r"|(?<![\w/.-])[\w-]+\.(?:md|py|ts|tsx|js|jsx|json|ya?ml|toml|sql|sh|go|rs|java|kt|rb|php|cs|cpp|c|h|erl|ex|exs|html|css"
    r"|csv|xlsx?|pdf|png|jpe?g|svg|txt|log|xml|lock|proto|tf|ipynb)(?![\w])"
)
_ARTIFACT = re.compile(r"\b(?:links?|screenshots?|urls?|logs?|reports?|tickets?|recordings?|exports?)\b", re.IGNORECASE)
_CHOICES = frozenset(
    ("yes", "no", "n", "a", "y", "pass", "fail", "true", "false", "go", "on", "off", "and", "or", "ci", "cd")
)
_WORDY = 5
_OPEN = re.compile(r"[(（]")
_CLOSE = re.compile(r"[)）]")

PROGRAMS = frozenset(programs.NAMES.split())
"""Programs that a verify command may begin with."""

_RELATIVE = re.compile(r"^(?:\./|\.\\|\.\./|~/|/)?[\w.\-\\/]+\.(?:sh|py|js|ts|mjs|rb|pl|ps1|bat|cmd|exe)$")
_SOURCE = re.compile(r"(?!\.)[\w.\-/]+\.(?:py|js|ts|mjs|rb)")
"""A file that a sentence about a check may name; nothing says that it is run."""
_ASSIGNMENT = re.compile(r"^[A-Z_][A-Z0-9_]*=\S*$")


@remembered
def commands(raw: str) -> tuple[str, ...]:
    """Return the commands of a verify cell, as written."""
    if raw[:1] == "`" == raw[-1:] and raw.count("`") == 2:  # noqa: PLR2004 -- one code span and nothing else
        text = raw[1:-1].strip()
        return (text,) if text and (is_command(text) or not _sentence(text)) else ()
    parts = pieces(raw)
    spans = [p for p in _outside(parts) if p.kind == "code"]
    alone = len(spans) == 1 and not "".join(plain(p.text) for p in parts if p.kind == "text").strip(" ,;.")
    found = [
        p.text
        for p in spans
        if (is_command(p.text) and (alone or not _SOURCE.fullmatch(p.text))) or (alone and not _sentence(p.text))
    ]
    if not spans:
        for line in BREAK.sub("\n", raw).split("\n"):
            text = line.strip().removeprefix("$ ")
            if is_command(text) and not _sentence(text):
                found.append(text)
    return tuple(dict.fromkeys(found))


def is_command(text: str) -> bool:
    """Return whether a text begins as a command does."""
    words = text.split()
    while words and (_ASSIGNMENT.match(words[0]) or words[0] in ("sudo", "time", "$")):
        words = words[1:]
    if not words:
        return False
    first = words[0].rstrip(";")
    return first in PROGRAMS or first.startswith(("./", "../", ".\\")) or _RELATIVE.match(first) is not None


def _sentence(text: str) -> bool:
    return text.endswith((".", "。")) and not text.endswith("..") and " " in text and "/" not in text


def _outside(parts: list[Piece]) -> list[Piece]:
    """Return the pieces that do not stand in parentheses."""
    found: list[Piece] = []
    depth = 0
    for piece in parts:
        if piece.kind != "text":
            if depth <= 0:
                found.append(piece)
            continue
        found.append(piece)
        depth += len(_OPEN.findall(piece.text)) - len(_CLOSE.findall(piece.text))
    return found


@remembered
def references(raw: str) -> tuple[str, ...]:
    """Return the references of an evidence cell, as written and in order."""
    if raw[:1] == "`" == raw[-1:] and raw.count("`") == 2:  # noqa: PLR2004 -- one code span and nothing else
        text = raw[1:-1].strip()
        return (text,) if text else ()
    text = BREAK.sub("\n", raw)
    if "`" not in text and "](" not in text and "<http" not in text:
        return _from_text(text, mixed=False)
    parts = pieces(text)
    prose = "".join(p.text for p in parts if p.kind == "text")
    bare = _without_remarks(prose)
    only = not bare.strip(" \t\n,;.+&/|·•-—–:，；、") or bare.strip() in ("and", "&")
    found: list[str] = []
    for piece in parts:
        if piece.kind == "code":
            if only or _refers(piece.text):
                found.append(piece.text)
        elif piece.kind == "link":
            found.append(piece.target or piece.text)
        elif not only:
            found.extend(_from_text(_without_remarks(piece.text), mixed=True))
    return tuple(dict.fromkeys(found))


def files(raw: str) -> tuple[str, ...]:
    """Return the files that stand in code spans or links, as a list of records gives them."""
    found = [p.target or p.text for p in pieces(raw) if p.kind != "text"]
    return tuple(dict.fromkeys(f for f in found if " " not in f and "/" in f and _EXTENSION.search(f)))


def _without_remarks(text: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]?", " ", text)


def _refers(text: str) -> bool:
    """Return whether a code span among prose is a reference, not a value, a name or a command."""
    if " " in text.strip():
        return bool(_URL.match(text)) or ("::" in text and "/" in text)
    return (
        "/" in text
        or "::" in text
        or "*" in text
        or bool(_EXTENSION.search(text))
        or bool(_SHA.match(text) and any(c.isdigit() for c in text))
    )


def _from_text(text: str, *, mixed: bool) -> tuple[str, ...]:
    found: list[str] = []
    if "://" in text:
        found.extend(_URL.findall(text))
        text = _URL.sub(" ", text)
    for part in _PARTS.split(_without_remarks(text) if not mixed else text):
        part = plain(part).strip(" :;|-–—").rstrip(" .:;|-–—")  # noqa: PLW2901 -- `.ci.yml` keeps its dot
        if not part:
            continue
        if " " not in part:
            if _is_path(part) or _NUMBER.match(part) or "::" in part:
                found.append(part)
            continue
        if _NUMBER.match(part):
            found.append(part)
            continue
        inside = _INSIDE.findall(part)
        named = [p for p in inside if _EXTENSION.search(p) or p.endswith("/")]
        if named:
            found.extend(named)
        elif mixed and inside and len(part.split()) <= _WORDY and _ARTIFACT.search(inside[-1]):
            found.append(part)
    return tuple(dict.fromkeys(found))


def _is_path(token: str) -> bool:
    """Return whether a bare word is a path rather than two words with a stroke between (`N/A`, `CI/CD`)."""
    if _PATHLIKE.match(token) is None:
        return False
    if _EXTENSION.search(token) or token.endswith("/") or token.count("/") > 1 or "*" in token:
        return not token[0].isdigit() or "/" in token or token.count(".") == 1
    return token == token.lower() and not _CHOICES & set(token.split("/"))


_LINK = re.compile(
    r"\[[^\[\]]*\]\(([^()\s]+)\)|https?://[^\s<>()\[\]|`]+|(?<![\w&/])(?:[\w.-]+/[\w.-]+)?#\d+\b|(?<![\w-])[A-Z][A-Z0-9]+-\d+\b"
)


def links(raw: str) -> tuple[str, ...]:
    """Return the issues, pull requests and URLs that a cell names."""
    return tuple(dict.fromkeys(m[1] or m[0] for m in _LINK.finditer(raw)))

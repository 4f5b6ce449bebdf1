"""What a reference in a tracker points at, going by its text alone.

Rules:
1. `https://…`, `#27`, `PR #27`, `owner/name#27` are links. 7 to 40 hex digits (or 64), at least one of them a digit,
   are a commit.
2. Everything else is a path from the workspace's root. What follows `#` is a JSON pointer where it begins with `/`,
   lines where it is `L10` or `L10-L20`, else a heading. `path:10` is a line, `path::name` a test or a symbol.
3. `path (Week 1)`: the qualifier is a note. It may name a heading, or the JUnit file of a test, and need not.
4. Backticks, Markdown link syntax, `./` and doubled slashes are not part of a path. An absolute path, a drive letter,
   `~` and `..` beyond the root lead out of the workspace.
5. The kind follows from the form, then from the name: documents, contracts, tests, code, and the rest are artifacts.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from msgspec import Struct

from gonogo.model.evidence import EvidenceKind
from gonogo.model.patterns import is_wild

LONGEST = 4096
"""Characters; a longer text is no path on any system."""

_DOCUMENT = re.compile(r".*\.(md|markdown|mdown|mdx|rst|adoc|asciidoc|txt|html?|pdf|docx)", re.IGNORECASE)
_CODE = re.compile(
    r".*\.(bash|bat|cc?|cljs?|cpp|cs|css|dart|elm|erl|exs?|f90|fs|go|h|hpp|hs|java|jl|jsx?|kts?|lua|mjs|mli?|nim|php|pl"
    r"|ps1|pyi?|r|rb|rs|scala|sh|sol|sql|svelte|swift|tf|tsx?|vue|zig|zsh)",
    re.IGNORECASE,
)
_CONTRACT = re.compile(r".*\.(avsc|graphqls?|proto|smithy|wsdl|xsd)", re.IGNORECASE)
_STRUCTURED = re.compile(r".*\.(ya?ml|json|toml)", re.IGNORECASE)
_CONTRACT_NAME = re.compile(r"openapi|asyncapi|swagger", re.IGNORECASE)
_TEST_NAME = re.compile(r"(^|[/._-])([Tt]ests?|[Ss]pecs?)([/._-]|$)|(^|/)[A-Z]\w*Tests?\.")

_PLAIN = re.compile(r"[\w@+-][\w.@+-]*(/[\w.@+-]+)*/?", re.ASCII)
_COMMIT = re.compile(r"(?:commit|sha|rev|git)?[ :@]*((?=[0-9a-f]*\d)(?:[0-9a-f]{7,40}|[0-9a-f]{64}))", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^\s>)]+)>?(?:\s+[\"'(].*)?\)")
_QUALIFIER = re.compile(r"(.*\S)\s+[（(]([^()（）]*)[)）]")
_SCHEME = re.compile(r"(https?|ftp|ssh|git|mailto|s3|gs|ipfs|oci|docker|jira|slack)(://|:)\S+", re.IGNORECASE)
_ISSUE = re.compile(
    r"(?:(?:pr|mr|pull request|merge request|issue|gh|ticket)[ -]?)?[#!]\d+|(?:pr|mr|gh)[ -]\d+|[\w.-]+/[\w-]+[#!]\d+",
    re.IGNORECASE,
)
_HOST = re.compile(r"(www\.|github\.com/|gitlab\.com/|bitbucket\.org/)\S+", re.IGNORECASE)
_ABROAD = re.compile(r"[A-Za-z]:[\\/]|~|\\\\|file:", re.IGNORECASE)
_LINES = re.compile(r"L(\d+)(?:-L?(\d+))?")
_PATH_LINE = re.compile(r"(.+?\.\w+|.*/\w+):(\d+)(?:[-:](\d+))?")


class Reference(Struct, frozen=True, kw_only=True):
    """What a text points at. `path` is relative, without `.` and trailing slash; `..` stands at its beginning only."""

    raw: str
    kind: EvidenceKind
    path: str | None = None
    is_glob: bool = False
    is_directory: bool = False
    """Written with a trailing slash."""
    is_outside: bool = False
    anchor: str | None = None
    """A heading, or the id that a document gives to a place."""
    names: tuple[str, ...] = ()
    """A test or a symbol: what stood between `::`."""
    pointer: str | None = None
    line: int | None = None
    """The last line that the reference names, from 1."""
    commit: str | None = None
    url: str | None = None
    note: str | None = None


def classify(text: str) -> Reference:
    """Return what a reference points at; never fails."""
    stripped = text.strip()
    if _PLAIN.fullmatch(stripped) and not _HOST.match(stripped) and len(stripped) <= LONGEST:
        return _classify_commit(text, stripped) or _classify_path(text, stripped, None)
    return _classify_written(text, stripped)


def _classify_written(raw: str, text: str) -> Reference:
    link = _MARKDOWN_LINK.fullmatch(text)
    body = _unwrap(link[1] if link else text)
    note = None
    if not link and (qualified := _QUALIFIER.fullmatch(body)):
        body, note = _unwrap(qualified[1]), qualified[2].strip() or None
        if inner := _MARKDOWN_LINK.fullmatch(body):
            body = inner[1]
    if _SCHEME.fullmatch(body) or _HOST.fullmatch(body) or _ISSUE.fullmatch(body):
        return Reference(raw=raw, kind=EvidenceKind.LINK, url=body, note=note)
    return _classify_commit(raw, body, note) or _classify_path(raw, body, note)


def _classify_commit(raw: str, text: str, note: str | None = None) -> Reference | None:
    found = _COMMIT.fullmatch(text)
    if found is None:
        return None
    return Reference(raw=raw, kind=EvidenceKind.CODE, commit=found[1].lower(), note=note)


def _classify_path(raw: str, text: str, note: str | None) -> Reference:
    written, _, fragment = text.partition("#")
    anchor = pointer = None
    line: int | None = None
    names: tuple[str, ...] = ()
    if fragment.startswith("/"):
        pointer = fragment
    elif lines := _LINES.fullmatch(fragment):
        line = int((lines[2] or lines[1])[:9])
    elif fragment:
        anchor = unquote(fragment)
    if "::" in written:
        written, *parts = written.split("::")
        names = tuple(part for part in parts if part)
    elif found := _PATH_LINE.fullmatch(written):
        written, line = found[1], int((found[3] or found[2])[:9])
    path = _normalise(written)
    return Reference(
        raw=raw,
        kind=_kind(path or "", names, pointer, line),
        path=path,
        is_glob=is_wild(written),
        is_directory=written.endswith(("/", "\\")),
        is_outside=path is None or path == ".." or path.startswith("../"),
        anchor=anchor,
        names=names,
        pointer=pointer,
        line=line,
        note=note,
    )


def _normalise(written: str) -> str | None:
    """Return a relative path, or None for an absolute one."""
    if written.startswith("/") or _ABROAD.match(written):
        return None
    return posixpath.normpath(written.strip() or ".")


def _kind(path: str, names: tuple[str, ...], pointer: str | None, line: int | None) -> EvidenceKind:
    if pointer is not None:
        return EvidenceKind.CONTRACT
    if names or _CODE.fullmatch(path):
        is_test = _TEST_NAME.search(path) or any(name.lower().startswith("test") for name in names)
        return EvidenceKind.TEST if is_test and line is None else EvidenceKind.CODE
    if is_wild(path):
        return EvidenceKind.ARTIFACT
    if _CONTRACT.fullmatch(path) or (_STRUCTURED.fullmatch(path) and _CONTRACT_NAME.search(path)):
        return EvidenceKind.CONTRACT
    if _DOCUMENT.fullmatch(path):
        return EvidenceKind.DOC
    return EvidenceKind.CODE if line is not None else EvidenceKind.ARTIFACT


def _unwrap(text: str) -> str:
    text = text.strip()
    for opening, closing in (("`", "`"), ("<", ">"), ('"', '"'), ("**", "**")):
        if len(text) > 2 * len(opening) and text.startswith(opening) and text.endswith(closing):
            text = text[len(opening) : -len(closing)].strip()
    return text

"""Secrets out of output, before anything is stored. Pure; linear in the output.

Rules:
1. The exact values of the caller's variables whose names look like secrets go first, also URL-quoted, in base64 and
   line by line; then private keys, then tokens of known shapes, then what stands after `password=` and its like.
2. Each is replaced by `[redacted:kind]`, so that a reader sees that something was there.
3. Bytes that are no secret stay as they are, text or not.
4. A private key that begins and does not end, or ends and does not begin, is taken to the edge of what there is.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from urllib.parse import quote_from_bytes

_SECRET_NAME = re.compile(
    r"(?i)(?:^|_)(?:secret|token|passwd|password|passphrase|pass|pwd|pat|apikey|api_?key|access_?key|private_?key"
    r"|signing_?key|credentials?|auth|cookie|dsn|key)(?:_|$|\d)|_url$|^url$|webhook"
)
_HARMLESS_NAME = re.compile(r"(?i)^(?:SSH_AUTH_SOCK|PWD|OLDPWD|XAUTHORITY|GPG_KEY|.*_(?:FILE|PATH|DIR|SOCK))$")
_URL_NAME = re.compile(r"(?i)_url$|^url$")
_CREDENTIALS = re.compile(r"://[^\s/@]*:([^\s/@]+)@")
SHORTEST_VALUE = 6
_SHORTEST_LINE = 12
_WORDS = frozenset({"true", "false", "none", "null", "default", "changeme", "localhost", "enabled", "disabled"})

_PRIVATE_KEY = re.compile(
    rb"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----.*?"
    rb"(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
_KEY_END = re.compile(rb"-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")

_SHAPES: tuple[tuple[str, tuple[bytes, ...], re.Pattern[bytes]], ...] = tuple(
    (kind, needles, re.compile(pattern))
    for kind, needles, pattern in (
        ("aws-key", (b"AKIA", b"ASIA", b"ABIA", b"ACCA"), rb"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"),
        ("github-token", (b"gh", b"github_pat_"), rb"gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{22,255}"),
        ("gitlab-token", (b"glpat-", b"glptt-", b"gldt-"), rb"gl(?:pat|ptt|dt)-[A-Za-z0-9_-]{16,255}"),
        ("slack-token", (b"xox", b"xapp-"), rb"xox[abeoprs]-[A-Za-z0-9-]{10,255}|xapp-[A-Za-z0-9-]{10,255}"),
        ("slack-webhook", (b"hooks.slack.com/",), rb"hooks\.slack\.com/services/[A-Za-z0-9/_-]{10,255}"),
        ("stripe-key", (b"_live_", b"_test_"), rb"(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,255}"),
        ("api-key", (b"sk-",), rb"(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{20,255}"),
        ("google-key", (b"AIza",), rb"AIza[A-Za-z0-9_-]{35}"),
        ("registry-token", (b"npm_", b"pypi-"), rb"npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{16,255}"),
        (
            "jwt",
            (b"eyJ",),
            rb"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{4,8192}\.[A-Za-z0-9_-]{0,2048}",
        ),
    )
)
_URL = re.compile(rb"(://[^\s/:@]{0,256}:)[^\s/@]{1,512}(?=@)")
_HEADER = re.compile(
    rb"(?i)(authorization['\"]?\s{0,3}[:=]\s{0,3}['\"]?(?:bearer|basic|token|digest)\s{1,3})[^\s'\"]{1,8192}"
)
_BARE_HEADER = re.compile(
    rb"(?i)(authorization['\"]?\s{0,3}[:=]\s{0,3}['\"]?)(?!bearer|basic|token|digest|\[redacted)[^\s'\"]{6,8192}"
)
_ASSIGNED = re.compile(
    rb"(?i)((?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)['\"]?\s{0,3}[:=]\s{0,3})"
    rb"(?:\"[^\"\n]{4,4096}\"|'[^'\n]{4,4096}'|(?!\[redacted|\"|'|\$|<|\*{3}|(?:none|null|true|false)\b)[^\s,;&\"')\]}]{4,4096})"
)
_ASSIGNED_NEEDLES = (b"passw", b"passphrase", b"secret", b"token", b"key")


class Redactor:
    """Redacts for one caller; make it once, since it prepares the caller's own secrets."""

    def __init__(self, *environments: Mapping[str, str]) -> None:
        """`environments`: the caller's, and what settings put beside it."""
        found: dict[bytes, bytes] = {}
        for name, value in (entry for environ in environments for entry in environ.items()):
            for secret in _secrets_in(name, value):
                found.update(dict.fromkeys(_spellings(secret), f"[redacted:{name}]".encode()))
        self._values = sorted(found.items(), key=lambda entry: -len(entry[0]))

    def __call__(self, pieces: Iterable[bytes]) -> list[bytes]:
        """Return the pieces of one output without the secrets in them; where there are two, a gap is between them."""
        return [self._redact(piece, torn=index > 0) if piece else piece for index, piece in enumerate(pieces)]

    def _redact(self, data: bytes, *, torn: bool) -> bytes:
        for value, instead in self._values:
            if value in data:
                data = data.replace(value, instead)
        if b"PRIVATE KEY" in data:
            data = _redact_private_keys(data, torn=torn)
        for kind, needles, pattern in _SHAPES:
            if any(needle in data for needle in needles):
                data = pattern.sub(f"[redacted:{kind}]".encode(), data)
        if b"://" in data:
            data = _URL.sub(rb"\1[redacted:password]", data)
        lowered = data.lower()
        if b"authorization" in lowered:
            data = _HEADER.sub(rb"\1[redacted:authorization]", data)
            data = _BARE_HEADER.sub(rb"\1[redacted:authorization]", data)
        if any(needle in lowered for needle in _ASSIGNED_NEEDLES):
            data = _ASSIGNED.sub(rb"\1[redacted:value]", data)
        return data


def _redact_private_keys(data: bytes, *, torn: bool) -> bytes:
    """`torn`: what stood before is not there, so an end without a beginning closes a key."""
    data = _PRIVATE_KEY.sub(b"[redacted:private-key]", data)
    ends = list(_KEY_END.finditer(data)) if torn else []
    return b"[redacted:private-key]" + data[ends[-1].end() :] if ends else data


def _secrets_in(name: str, value: str) -> list[str]:
    if _URL_NAME.search(name):
        return [found for found in _CREDENTIALS.findall(value) if len(found) >= SHORTEST_VALUE]
    if not _SECRET_NAME.search(name) or _HARMLESS_NAME.match(name):
        return []
    plain = value.strip()
    if len(plain) < SHORTEST_VALUE or plain.lower() in _WORDS or (plain.isdigit() and len(plain) < _SHORTEST_LINE):
        return []
    return [value]


def _spellings(secret: str) -> set[bytes]:
    raw = secret.encode("utf-8", "surrogateescape")
    lines = {line for line in raw.split() if len(line) >= _SHORTEST_LINE} if b"\n" in raw.strip() else set()
    spelled = {raw, raw.strip(), raw.replace(b"\n", b"\\n"), quote_from_bytes(raw).encode(), b64encode(raw)} | lines
    return {one for one in spelled if len(one) >= SHORTEST_VALUE}

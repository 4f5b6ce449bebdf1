"""`gonogo.toml`: read, checked to the last key, and turned into a Policy.

Every complaint names the file, the line where the key stands, what was expected, and the nearest name that exists.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from gonogo import canonical
from gonogo.app.settings_reader import NAME, Reader, nearest, seconds
from gonogo.errors import UsageError
from gonogo.model.policy import Policy

__all__ = ["NAME", "canonical_bytes", "decode", "digest", "load", "nearest", "parse", "read", "seconds"]


def load(root: Path) -> Policy:
    """Return the policy of a workspace; without a `gonogo.toml` it is the built-in one."""
    return parse(decode(read(root), str(root / NAME)))


def read(root: Path) -> bytes | None:
    """Return the bytes of a workspace's `gonogo.toml`, or None where there is none."""
    path = root / NAME
    if not path.exists() and not path.is_symlink():
        return None
    if path.exists() and not path.is_file():  # to read a pipe would wait for ever
        raise UsageError(f"{NAME} is not a file", code="SETTING_INVALID", where=str(path), hint="move it away")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{NAME} cannot be read: {error.strerror}", code="SETTING_INVALID", where=str(path)) from error


def decode(data: bytes | None, where: str) -> str:
    """Return the text of a `gonogo.toml`; none is as good as an empty one."""
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{NAME} is not UTF-8: {error.reason} at offset {error.start}",
            code="SETTING_INVALID",
            where=where,
            hint="save it as UTF-8",
        ) from error


def parse(text: str) -> Policy:
    """Return the policy that a settings text describes."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"not valid TOML: {error}", code="SETTING_INVALID", where=NAME) from error
    except RecursionError as error:
        raise UsageError("nested too deep", code="SETTING_INVALID", where=NAME, hint="flatten it") from error
    return Reader(text).policy(table)


def canonical_bytes(policy: Policy) -> bytes:
    """Return the canonical bytes of a policy: equal policies have equal bytes, however their files are written."""
    return canonical.encode(_pairs(msgspec.to_builtins(policy)))


def digest(policy: Policy) -> str:
    """Return the digest that decisions name."""
    return canonical.sha256(canonical_bytes(policy))


def _pairs(value: Any) -> Any:
    """Turn maps into sorted lists of pairs: user text is never a key in canonical bytes."""
    if isinstance(value, dict):
        return [[key, _pairs(inner)] for key, inner in sorted(value.items())]
    return [_pairs(inner) for inner in value] if isinstance(value, list) else value

"""The cache key: what must be equal for an earlier green run to speak for the present. Pure."""

from __future__ import annotations

from hashlib import sha256

from gonogo.model.command import Command

VERSION = "1"
"""Part of every key: a gonogo that runs commands in another way must not reuse what this one ran."""


def cache_key(command: Command, inputs: str, toolchain: str) -> str:
    """Return the SHA-256 over a command with its settings, the digest of its inputs, and the programs that it starts.

    The environment policy is in the command's settings: allowed names and set values; values that are merely taken over
    are not part of the key.
    """
    return key_of(command.key, inputs, toolchain)


def key_of(command: str, inputs: str, toolchain: str) -> str:
    """Return the cache key for a command that is named by its key already."""
    return sha256(f"gonogo cache key {VERSION}\n{command}\n{inputs}\n{toolchain}\n".encode()).hexdigest()

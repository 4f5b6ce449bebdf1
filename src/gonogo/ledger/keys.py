"""The key that signs checkpoints: Ed25519, one a user, made at first use in the per-user private state directory.

The file is `ledger-key.pem` (PKCS #8, mode 0600) in a directory of mode 0700, so that `openssl pkey` reads it too.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from gonogo.errors import IntegrityError
from gonogo.ledger.private import prepare, write_new

FILE = "ledger-key.pem"


class SigningKey:
    """A private key with its public half (32 bytes)."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature (RFC 8032)."""
        return self._private.sign(data)


def signing_key(directory: Path) -> SigningKey:
    """Return the user's key, made now if there is none. Refusal LEDGER_READ_ONLY; IntegrityError CHECKPOINT_INVALID."""
    prepare(directory)
    path = directory / FILE
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        write_new(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return _load(path)


def public_key(directory: Path) -> bytes | None:
    """Return the public half of the user's key, or None where there is none. Creates nothing."""
    path = directory / FILE
    return _load(path).public if path.exists() else None


def verifies(public: bytes, signature: bytes, data: bytes) -> bool:
    """Say whether an Ed25519 signature is right."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _load(path: Path) -> SigningKey:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(path, str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _unreadable(path, f"a key of another kind: {type(key).__name__}")
    return SigningKey(key)


def _unreadable(path: Path, found: str) -> IntegrityError:
    return IntegrityError(
        "the key that signs checkpoints cannot be read",
        code="CHECKPOINT_INVALID",
        where=os.fspath(path),
        expected="an Ed25519 private key, PKCS #8 in PEM",
        found=found,
        hint="restore it from a backup",
    )

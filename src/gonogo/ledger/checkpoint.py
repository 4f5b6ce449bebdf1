"""Checkpoints: signed statements of a ledger's size and root. Pure; signing and verifying come in as functions.

Formats: C2SP tlog-checkpoint (three lines: origin, size, root in base64) in a C2SP signed-note with Ed25519 signatures.

Rules:
1. The origin of a ledger is `gonogo/ledger/<ledger id>`; its key bears the same name.
2. A key id is the first 4 bytes of SHA-256(name || 0x0A || 0x01 || public key).
3. A signature covers the text with its last newline, and not the blank line after it.
4. Checkpoints are chained: SHA-256(chain before || note), from 32 zero bytes; so none can be taken out or exchanged.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256

from msgspec import Struct

from gonogo.errors import IntegrityError
from gonogo.ledger.merkle import HASH_SIZE

FIRST_CHAIN = bytes(HASH_SIZE)
ED25519 = b"\x01"
_NOTE = re.compile(
    r"(?P<text>(?P<origin>[^\s+]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)"
    r"\n— (?P<name>[^\s+]+) (?P<signature>[A-Za-z0-9+/]{91}=)\n",
)


class Checkpoint(Struct, frozen=True, kw_only=True):
    """A signed note, taken apart. Nothing is verified yet."""

    origin: str
    size: int
    root: bytes
    key_id: bytes
    signature: bytes
    text: bytes
    """What the signature covers."""


def origin_of(ledger: str) -> str:
    """Return the origin line, which is also the key name, of a ledger."""
    return f"gonogo/ledger/{ledger}"


def key_id(name: str, public: bytes) -> bytes:
    """Return the 4 bytes that point at an Ed25519 key in a signature line."""
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def verifier(name: str, public: bytes) -> str:
    """Return the key in the vkey form that other tools of signed notes read: `name+hex id+base64`."""
    return f"{name}+{key_id(name, public).hex()}+{b64encode(ED25519 + public).decode()}"


def write(ledger: str, size: int, root: bytes, public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """Return the signed note over a size and root."""
    origin = origin_of(ledger)
    text = f"{origin}\n{size}\n{b64encode(root).decode()}\n"
    signature = b64encode(key_id(origin, public) + sign(text.encode())).decode()
    return f"{text}\n— {origin} {signature}\n"


def read(note: str) -> Checkpoint:
    """Return a note taken apart. IntegrityError CHECKPOINT_INVALID where it is not in the form that `write` gives."""
    found = _NOTE.fullmatch(note)
    if found is None or found["name"] != found["origin"]:
        raise IntegrityError(
            "a checkpoint is not a signed note of three lines and one signature",
            code="CHECKPOINT_INVALID",
            expected="the form of C2SP tlog-checkpoint",
        )
    root, signature = b64decode(found["root"]), b64decode(found["signature"])
    if b64encode(root).decode() != found["root"] or b64encode(signature).decode() != found["signature"]:
        raise IntegrityError("a checkpoint's base64 has stray bits", code="CHECKPOINT_INVALID")
    return Checkpoint(
        origin=found["origin"],
        size=int(found["size"]),
        root=root,
        key_id=signature[:4],
        signature=signature[4:],
        text=found["text"].encode(),
    )


def is_signed_by(checkpoint: Checkpoint, public: bytes, verifies: Callable[[bytes, bytes, bytes], bool]) -> bool:
    """Say whether the signature is that of a key; `verifies` takes public key, signature and text."""
    if checkpoint.key_id != key_id(checkpoint.origin, public):
        return False
    return verifies(public, checkpoint.signature, checkpoint.text)


def chain(before: bytes, note: str) -> bytes:
    """Return the chain value of a note, after that of the one before it (`FIRST_CHAIN` for the first)."""
    return sha256(before + note.encode()).digest()

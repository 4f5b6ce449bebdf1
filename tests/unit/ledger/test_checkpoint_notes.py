"""Signed notes: what other tools of the format agree on, and what is refused."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from gonogo.errors import IntegrityError, Refusal
from gonogo.ledger import checkpoint, keys
from gonogo.ledger.keys import signing_key, verifies

ROOT = bytes(range(32))
LEDGER = "0123456789abcdef"


@pytest.fixture
def note(tmp_path: Path) -> str:
    key = signing_key(tmp_path)
    return checkpoint.write(LEDGER, 42, ROOT, key.public, key.sign)


def test_the_key_id_is_that_of_the_note_in_the_go_documentation() -> None:
    """The vkey published with Go's `sumdb/note`: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW."""
    public = b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]
    assert checkpoint.key_id("PeterNeumann", public).hex() == "c74f20a3"
    assert checkpoint.verifier("PeterNeumann", public) == (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )


def test_a_note_is_three_lines_a_blank_one_and_a_signature_line(note: str) -> None:
    origin, size, root, blank, signature, end = note.split("\n")
    assert (origin, size, root, blank, end) == (f"gonogo/ledger/{LEDGER}", "42", b64encode(ROOT).decode(), "", "")
    assert signature.startswith(f"— {origin} ")


def test_a_note_comes_back_as_it_was_written_and_verifies(note: str, tmp_path: Path) -> None:
    found, public = checkpoint.read(note), keys.public_key(tmp_path)
    assert public is not None
    assert (found.origin, found.size, found.root) == (f"gonogo/ledger/{LEDGER}", 42, ROOT)
    assert checkpoint.is_signed_by(found, public, verifies)


def test_a_note_is_not_signed_by_another_key(note: str, tmp_path: Path) -> None:
    other = signing_key(tmp_path / "other").public
    assert not checkpoint.is_signed_by(checkpoint.read(note), other, verifies)
    assert not checkpoint.is_signed_by(checkpoint.read(note), b"no key", verifies)


def test_a_changed_note_does_not_verify(note: str, tmp_path: Path) -> None:
    public = signing_key(tmp_path).public
    changed = checkpoint.read(note.replace("\n42\n", "\n43\n"))
    assert changed.size == 43
    assert not checkpoint.is_signed_by(changed, public, verifies)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n42\n", "\n042\n"),
        ("\n42\n", "\n-1\n"),
        ("\n42\n", "\n٤٢\n"),
        ("\n42\n", "\n42\r\n"),
        ("gonogo/ledger/", "gonogo ledger/"),
        ("— gonogo/ledger/", "— another/ledger/"),
        ("\n\n", "\nan extension\n\n"),
        ("— ", "- "),
        ("Hh8=\n", "Hh9=\n"),
    ],
)
def test_any_other_spelling_is_refused(note: str, old: str, new: str) -> None:
    assert old in note
    changed = note.replace(old, new, 1)
    with pytest.raises(IntegrityError) as caught:
        checkpoint.read(changed)
    assert caught.value.code == "CHECKPOINT_INVALID"


def test_the_key_is_made_once_for_this_user_alone_and_others_can_read_its_form(tmp_path: Path) -> None:
    place = tmp_path / "state"
    assert keys.public_key(place) is None
    assert not place.exists()
    first = signing_key(place)
    assert signing_key(place).public == first.public == keys.public_key(place)
    file = place / keys.FILE
    assert (place.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert sorted(path.name for path in place.iterdir()) == [keys.FILE]
    assert load_pem_private_key(file.read_bytes(), None)


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_key_that_cannot_be_read_is_said_so_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / keys.FILE).write_bytes(content)
    with pytest.raises(IntegrityError) as caught:
        signing_key(tmp_path)
    assert caught.value.where == str(tmp_path / keys.FILE)
    assert (tmp_path / keys.FILE).read_bytes() == content


def test_a_private_directory_that_cannot_be_made_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as caught:
        signing_key(tmp_path / "file" / "state")
    assert caught.value.code == "LEDGER_READ_ONLY"

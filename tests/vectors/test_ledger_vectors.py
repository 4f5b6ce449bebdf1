"""The ledger's format, as data: `docs/reference/format.md` in numbers, for every program that reads a ledger."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from gonogo.errors import IntegrityError
from gonogo.ledger import body, checkpoint, heads, keys
from gonogo.ledger.database import create_ledger
from gonogo.ledger.keys import verifies
from gonogo.ledger.merkle import (
    Frontier,
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from gonogo.ledger.verify import verify
from gonogo.model.event import Draft

HERE = Path(__file__).parent / "ledger"


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return found


BODIES, TREES, NOTES, TAMPERED = (load(f"{name}.json") for name in ("bodies", "trees", "checkpoints", "tampered"))


@pytest.mark.parametrize("vector", BODIES["events"], ids=lambda vector: vector["event"]["type"])
def test_an_event_has_these_bytes_and_digests(vector: dict[str, Any]) -> None:
    entry = body.write(Draft(**vector["event"]), BODIES["ledger"])
    assert entry.body == vector["body"].encode()
    assert (entry.request.hex(), entry.leaf.hex()) == (vector["request"], vector["leaf"])
    assert leaf_hash(entry.body).hex() == vector["leaf"]
    assert body.request_of(json.loads(vector["body"])).hex() == vector["request"]
    event = body.read(1, 1, entry.body)
    assert {name: getattr(event, name) for name in vector["event"]} == vector["event"]


LEAVES = [bytes.fromhex(leaf) for leaf in TREES["leaves"]]


@pytest.mark.parametrize("vector", TREES["trees"], ids=lambda vector: f"size {vector['size']}")
def test_so_many_leaves_have_this_root_and_frontier(vector: dict[str, Any]) -> None:
    tree = Frontier()
    tree.extend(LEAVES[: vector["size"]])
    assert tree.root().hex() == vector["root"] == root_of(LEAVES[: vector["size"]]).hex()
    assert [peak.hex() for peak in tree.peaks] == vector["frontier"]


@pytest.mark.parametrize("vector", TREES["inclusion"], ids=lambda vector: f"leaf {vector['index']}")
def test_a_leaf_is_shown_to_be_in_the_tree_by_this_proof(vector: dict[str, Any]) -> None:
    size, index = vector["size"], vector["index"]
    proof = inclusion_proof(LEAVES[:size], index)
    assert [step.hex() for step in proof] == vector["proof"]
    assert includes(root_of(LEAVES[:size]), size, LEAVES[index], index, proof)


@pytest.mark.parametrize("vector", TREES["consistency"], ids=lambda vector: f"from {vector['first']}")
def test_a_tree_is_shown_to_extend_a_smaller_one_by_this_proof(vector: dict[str, Any]) -> None:
    first, second = vector["first"], vector["second"]
    proof = consistency_proof(LEAVES[:second], first)
    assert [step.hex() for step in proof] == vector["proof"]
    assert extends(first, root_of(LEAVES[:first]), second, root_of(LEAVES[:second]), proof)


def test_checkpoints_are_these_notes_and_chain_like_this() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(NOTES["private_seed"]))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert public.hex() == NOTES["public_key"]
    origin = checkpoint.origin_of(NOTES["ledger"])
    assert (origin, checkpoint.key_id(origin, public).hex()) == (NOTES["origin"], NOTES["key_id"])
    assert checkpoint.verifier(origin, public) == NOTES["vkey"]
    chain = checkpoint.FIRST_CHAIN
    for vector in NOTES["checkpoints"]:
        note = checkpoint.write(NOTES["ledger"], vector["size"], root_of(LEAVES[: vector["size"]]), public, key.sign)
        assert note == vector["note"]
        assert checkpoint.is_signed_by(checkpoint.read(note), public, verifies)
        chain = checkpoint.chain(chain, note)
        assert chain.hex() == vector["chain"]


@pytest.mark.parametrize("case", TAMPERED["cases"], ids=lambda case: case["name"])
def test_a_tampered_ledger_gives_its_error(case: dict[str, Any], tmp_path: Path) -> None:
    path, state = build(tmp_path, with_head=case["head_kept_outside"])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in case["sql"]:
            connection.execute(statement)
    expected = case["expect"]
    if expected["code"] is None:
        assert verify(path, keys=state).measured == expected["measured"]
        return
    with pytest.raises(IntegrityError) as caught:
        verify(path, keys=state)
    assert caught.value.code == expected["code"]
    if expected["where"] is not None:
        assert caught.value.where == expected["where"]


def build(directory: Path, *, with_head: bool) -> tuple[Path, Path]:
    """Make the sound ledger of the vectors, and the private directory that belongs to it."""
    sound, path, state = TAMPERED["sound"], directory / "ledger.db", directory / "state"
    create_ledger(path, "replaced below")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table, rows in sound["tables"].items():
            connection.execute(f"DELETE FROM {table}")
            for row in rows:
                cells = [bytes.fromhex(cell["hex"]) if isinstance(cell, dict) else cell for cell in row]
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(cells))})", cells)
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(sound["private_seed"]))
    state.mkdir()
    (state / keys.FILE).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    if with_head:
        heads.keep(state, heads.KeptHead(**sound["kept"]))
    return path, state

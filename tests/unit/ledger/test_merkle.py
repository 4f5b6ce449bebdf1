"""The tree of RFC 6962: the roots that its reference implementation publishes, and proofs that hold and only hold."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonogo.ledger.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_hash,
    root_of,
)

# Certificate Transparency's own test tree (merkletree tests of the reference implementation): inputs and roots by size.
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [leaf_hash(bytes.fromhex(data)) for data in INPUTS]
SIZES = st.integers(1, 70)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(size)]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference_implementation(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


@given(st.lists(st.integers(0, 40), max_size=6))
def test_a_frontier_grown_in_any_steps_has_the_root_of_all_leaves(steps: list[int]) -> None:
    leaves, tree = leaves_of(sum(steps)), Frontier()
    for step in steps:
        tree.extend(leaves[tree.size : tree.size + step])
    assert (tree.size, tree.root()) == (len(leaves), root_of(leaves))
    assert Frontier(tree.size, tree.packed()).root() == tree.root()


def test_a_copy_grows_apart() -> None:
    tree = Frontier()
    tree.extend(leaves_of(5))
    twin = tree.copy()
    twin.extend(leaves_of(3))
    assert (tree.size, tree.root()) == (5, root_of(leaves_of(5)))


@pytest.mark.parametrize(("size", "packed"), [(1, b""), (0, bytes(32)), (3, bytes(32)), (1, bytes(31)), (-1, b"")])
def test_a_frontier_that_does_not_fit_its_size_is_refused(size: int, packed: bytes) -> None:
    with pytest.raises(ValueError, match="peaks"):
        Frontier(size, packed)


@given(SIZES, st.data())
def test_an_inclusion_proof_holds_for_its_leaf_and_place_alone(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = leaves_of(size)
    root, proof = root_of(leaves), inclusion_proof(leaves, index)
    assert includes(root, size, leaves[index], index, proof)
    assert not includes(root, size, leaf_hash(b"another"), index, proof)
    assert not includes(sha256(root).digest(), size, leaves[index], index, proof)
    assert not includes(root, size, leaves[index], size, proof)
    assert not includes(root, size, leaves[index], index, (*proof, EMPTY_ROOT))
    if proof:
        assert not includes(root, size, leaves[index], index, proof[:-1])
        assert not includes(root, size, leaves[index], (index + 1) % size, proof)


@given(SIZES, st.data())
def test_a_consistency_proof_holds_for_its_two_trees_alone(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, size))
    leaves = leaves_of(size)
    old, new, proof = root_of(leaves[:first]), root_of(leaves), consistency_proof(leaves, first)
    assert extends(first, old, size, new, proof)
    assert not extends(first, sha256(old).digest(), size, new, proof)
    assert not extends(first, old, size, sha256(new).digest(), proof)
    assert not extends(size + 1, old, size, new, proof)
    if proof:
        assert not extends(first, old, size, new, proof[:-1])


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int) -> None:
    with pytest.raises(ValueError, match="3 leaves"):
        inclusion_proof(leaves_of(3), index)


@pytest.mark.parametrize("first", [0, 4])
def test_a_tree_extends_no_larger_one_and_not_the_empty_one(first: int) -> None:
    with pytest.raises(ValueError, match="3 leaves"):
        consistency_proof(leaves_of(3), first)

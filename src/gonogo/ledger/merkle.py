"""The Merkle tree of RFC 6962 §2.1 over SHA-256: roots, the frontier that grows them, and the two proofs. Pure.

Rules:
1. A leaf is SHA-256(0x00 || data); a node is SHA-256(0x01 || left || right); the root of nothing is SHA-256 of nothing.
2. A tree of n > 1 leaves splits at k, the largest power of two below n.
3. A *frontier* is the roots of the full subtrees that make up a tree, largest first: one for each bit set in its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's data (RFC 6962 §2.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962 §2.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that can only grow: its size and the roots of its full subtrees, nothing else."""

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        """Take a size and its packed frontier; ValueError if their lengths do not fit each other."""
        if size < 0 or len(packed) != HASH_SIZE * size.bit_count():
            raise ValueError(f"a tree of {size} leaves has another number of peaks than {len(packed) / HASH_SIZE:g}")
        self.size = size
        self.peaks = [packed[at : at + HASH_SIZE] for at in range(0, len(packed), HASH_SIZE)]

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes at the right: one by carrying, many level by level."""
        peaks, carry = self.peaks, self.size
        self.size += len(leaves)
        if len(leaves) == 1:
            node = leaves[0]
            while carry & 1:
                node = sha256(b"\x01" + peaks.pop() + node).digest()
                carry >>= 1
            peaks.append(node)
            return
        level, lonely = list(leaves), list[bytes]()
        while level:
            if carry & 1:
                level.insert(0, peaks.pop())
            carry >>= 1
            if len(level) & 1:
                lonely.append(level.pop())
            level = _pair(level)
        peaks += reversed(lonely)

    def copy(self) -> Frontier:
        """Return the same tree, to be grown apart."""
        twin = Frontier.__new__(Frontier)
        twin.size, twin.peaks = self.size, self.peaks.copy()
        return twin

    def first_difference(self, packed: bytes) -> tuple[int, int] | None:
        """Return the first stretch of leaves, as (leaves before it, its end), whose subtree is not that of another
        packed frontier; None where there is none, or where the other is of another size.
        """
        if len(packed) != HASH_SIZE * len(self.peaks):
            return None
        end = 0
        bits = [bit for bit in reversed(range(self.size.bit_length())) if self.size >> bit & 1]
        for place, (bit, peak) in enumerate(zip(bits, self.peaks, strict=True)):
            start, end = end, end + (1 << bit)
            if packed[place * HASH_SIZE : (place + 1) * HASH_SIZE] != peak:
                return start, end
        return None

    def packed(self) -> bytes:
        """Return the peaks as bytes, largest subtree first."""
        return b"".join(self.peaks)

    def root(self) -> bytes:
        """Return the root (RFC 6962 §2.1)."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes, level by level."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        odd = [level.pop()] if len(level) & 1 else []
        level = _pair(level) + odd
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the audit path of the leaf at `index` in the tree over `leaves` (RFC 6962 §2.1.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves has none at {index}")
    path: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        split = start + _split(end - start)
        if index < split:
            path.append(root_of(leaves[split:end]))
            end = split
        else:
            path.append(root_of(leaves[start:split]))
            start = split
    return tuple(reversed(path))


def includes(root: bytes, size: int, leaf: bytes, index: int, proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows `leaf` at `index` in the tree of this size and root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            node = node_hash(step, node)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            node = node_hash(node, step)
        place >>= 1
        last >>= 1
    return last == 0 and node == root


def consistency_proof(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """Return the proof that the tree over `leaves` extends the one over its first `first` (RFC 6962 §2.1.2)."""
    if not 0 < first <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves extends none of {first}")
    path: list[bytes] = []
    start, end, whole = 0, len(leaves), True
    while first != end:
        split = start + _split(end - start)
        if first <= split:
            path.append(root_of(leaves[split:end]))
            end = split
        else:
            path.append(root_of(leaves[start:split]))
            start, whole = split, False
    if not whole:
        path.append(root_of(leaves[start:end]))
    return tuple(reversed(path))


def extends(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows that the second tree begins with the first (RFC 9162 §2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    steps = list(proof)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    if not steps:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place >>= 1
        last >>= 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            new = node_hash(new, step)
        place >>= 1
        last >>= 1
    return last == 0 and old == first_root and new == second_root


def _pair(level: list[bytes]) -> list[bytes]:
    nodes = iter(level)
    return [sha256(b"\x01" + left + right).digest() for left, right in zip(nodes, nodes, strict=True)]


def _split(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)

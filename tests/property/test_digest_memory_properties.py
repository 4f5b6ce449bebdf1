"""Whatever happens to files, digests from memory are those of hashing everything."""

import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo import canonical
from gonogo.workspace.tree import Tree

NAMES = ("a", "b", "c")
CONTENTS = st.sampled_from([b"", b"one", b"two", b"three"])
ACTS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), CONTENTS),
    st.tuples(st.just("touch"), st.sampled_from(NAMES), st.integers(0, 2_000_000_000)),
    st.tuples(st.just("replace"), st.sampled_from(NAMES), CONTENTS),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("save"), st.none(), st.none()),
    st.tuples(st.just("restart"), st.none(), st.none()),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(ACTS, max_size=30))
def test_memory_never_gives_another_digest_than_hashing(acts) -> None:
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory).resolve()
        tree = Tree(root, root / ".gonogo/cache")
        for act, name, value in acts:
            if act == "save":
                tree.save_cache()
            elif act == "restart":
                tree = Tree(root, root / ".gonogo/cache")
            else:
                change(root / name, act, value)
            truth = {path: canonical.sha256((root / path).read_bytes()) for path in NAMES if (root / path).exists()}
            assert {path: found.digest for path, found in tree.digests(NAMES).items()} == truth


def change(place: Path, act: str, value: bytes | int | None) -> None:
    if act == "write":
        place.write_bytes(value)
    elif act == "touch" and place.exists():
        os.utime(place, (value, value))
    elif act == "replace":
        other = place.with_name("other")
        other.write_bytes(value)
        other.replace(place)
    elif act == "remove":
        place.unlink(missing_ok=True)

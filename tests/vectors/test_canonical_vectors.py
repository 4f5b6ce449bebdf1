"""The canonical profile, as data: other programs can read the same files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gonogo import canonical
from gonogo.errors import InputError

HERE = Path(__file__).parent / "canonical"


def vectors(name: str) -> list[Any]:
    found: list[dict[str, str]] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return [pytest.param(vector, id=vector["name"]) for vector in found]


@pytest.mark.parametrize("vector", vectors("values.json"))
def test_a_value_has_one_spelling_or_none(vector: dict[str, str]) -> None:
    value = json.loads(vector["json"])
    if "refused" in vector:
        with pytest.raises(InputError) as caught:
            canonical.encode(value)
        assert (caught.value.code, caught.value.where) == ("NOT_CANONICAL", vector["refused"])
        return
    expected = bytes.fromhex(vector["canonical_hex"]) if "canonical_hex" in vector else vector["canonical"].encode()
    assert canonical.encode(value) == expected
    assert canonical.decode(expected) == value


@pytest.mark.parametrize("vector", vectors("spellings.json"))
def test_any_other_spelling_is_refused(vector: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        canonical.decode(vector["bytes"].encode())
    assert caught.value.code == "NOT_CANONICAL"

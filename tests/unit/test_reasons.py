"""The catalogue of reason codes is closed, and holds nothing that the program never says."""

import re
from pathlib import Path

import gonogo
from gonogo.reasons import CATALOGUE

ROOM = Path(gonogo.__file__).parent
SOURCE = "\n".join(path.read_text() for path in ROOM.rglob("*.py") if path.name != "reasons.py")


def test_every_code_of_the_catalogue_is_said_somewhere() -> None:
    assert [code for code in CATALOGUE if f'"{code}"' not in SOURCE] == []


def test_every_code_that_is_said_is_in_the_catalogue() -> None:
    said = set(re.findall(r'code="([A-Z][A-Z_]+)"', SOURCE))
    assert said - CATALOGUE.keys() == set()


def test_meaning_and_remedy_are_sentences() -> None:
    for reason in CATALOGUE.values():
        assert reason.meaning.endswith("."), reason.code
        assert reason.remedy.endswith("."), reason.code

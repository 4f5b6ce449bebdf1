"""Every rule has a page that says what it means, shows it at work, and how to silence it; no old page is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from gonogo.check.catalogue import FAMILIES, RULES
from gonogo.check.silence import ALWAYS_TOLD
from gonogo.reasons import CATALOGUE

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference" / "rules"


def read(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8")


def test_there_is_a_page_for_each_rule_and_for_nothing_else() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {*RULES, "README"}


@pytest.mark.parametrize("code", RULES)
def test_a_page_has_meaning_examples_remedy_and_silence(code: str) -> None:
    page = read(code)
    fires, _, rest = page.partition("\n## It fires here\n")[2].partition("\n## It is silent here\n")
    honest = rest.partition("\n## Tune or silence it\n")[0]
    assert CATALOGUE[code].meaning in page
    assert CATALOGUE[code].remedy in page
    assert f"  {code}" in fires.partition("$ gonogo check")[2]
    assert "$ gonogo check" in honest
    assert f"  {code}" not in honest.partition("$ gonogo check")[2]
    assert (f"gonogo: ignore {code} until=" in page) is (code not in ALWAYS_TOLD)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_table_lists_each_rule_in_its_family(family: str) -> None:
    section = read("README").partition(f"## {family.capitalize()}\n")[2].partition("\n## ")[0]
    assert [rule.code for rule in FAMILIES[family] if f"| [`{rule.code}`]({rule.code}.md) |" not in section] == []

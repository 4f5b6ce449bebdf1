"""Every rule, in the order in which pages list them."""

from __future__ import annotations

from gonogo.check import (
    commands,
    consistency,
    evidence,
    graph,
    history,
    matrix,
    mentions,
    order,
    people,
    phases,
    silence,
    structure,
)
from gonogo.check.rule import Rule

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "structure": structure.RULES,
    "graph": (*graph.RULES, *matrix.RULES, *order.RULES, *phases.RULES),
    "evidence": evidence.RULES,
    "commands": commands.RULES,
    "people": people.RULES,
    "consistency": consistency.RULES,
    "history": history.RULES,
    "settings": (*mentions.RULES, *silence.RULES),
}
RULES: dict[str, Rule] = {rule.code: rule for rules in FAMILIES.values() for rule in rules}
"""By code."""

"""Every rule, in the order in which pages list them."""

from __future__ import annotations

from gonogo.check import (
    claims,
    commands,
    consistency,
    evidence,
    graph,
    headlines,
    history,
    matrix,
    matrix_gaps,
    mentions,
    order,
    people,
    phases,
    rollups,
    scopes,
    signoffs,
    silence,
    status_cells,
    structure,
)
from gonogo.check.rule import Rule

FAMILIES: dict[str, tuple[Rule, ...]] = {
    "structure": (*structure.RULES, *status_cells.RULES),
    "graph": (*graph.RULES, *matrix.RULES, *matrix_gaps.RULES, *order.RULES, *phases.RULES),
    "evidence": evidence.RULES,
    "commands": commands.RULES,
    "people": (*people.RULES, *signoffs.RULES),
    "consistency": (*rollups.RULES, *headlines.RULES, *claims.RULES, *consistency.RULES, *scopes.RULES),
    "history": history.RULES,
    "settings": (*mentions.RULES, *silence.RULES),
}
RULES: dict[str, Rule] = {rule.code: rule for rules in FAMILIES.values() for rule in rules}
"""By code."""
COUNTING = frozenset({"BULK_FLIP", "COMMAND_SHARED", "EVIDENCE_SHARED"})
"""Rules that speak from a number on, which `minimum` changes."""

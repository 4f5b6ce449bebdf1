"""What is wrong with evidence, as far as reading and looking shows. Pure; one function a rule."""

from __future__ import annotations

from gonogo.check.rule import Rule

RULES: tuple[Rule, ...] = ()

"""Who owns, blocks and signs, and who only seems to. Pure; one function a rule."""

from __future__ import annotations

from gonogo.check.rule import Rule

RULES: tuple[Rule, ...] = ()

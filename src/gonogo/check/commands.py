"""What is wrong with verify commands before any of them runs. Pure; one function a rule."""

from __future__ import annotations

from gonogo.check.rule import Rule

RULES: tuple[Rule, ...] = ()

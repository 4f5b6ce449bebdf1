"""What the past of a tracker gives away. Pure; one function a rule."""

from __future__ import annotations

from gonogo.check.rule import Rule

RULES: tuple[Rule, ...] = ()

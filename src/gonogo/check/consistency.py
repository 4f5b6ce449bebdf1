"""Where a document contradicts itself: counts, claims, mappings, dates. Pure; one function a rule."""

from __future__ import annotations

from gonogo.check.rule import Rule

RULES: tuple[Rule, ...] = ()

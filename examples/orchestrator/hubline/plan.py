"""The hub plan: its chutes, what each may carry, and how long a wave may stay open."""

import json
from dataclasses import dataclass
from pathlib import Path


class PlanError(ValueError):
    """The plan file does not describe a hub; the message names the field."""


@dataclass(frozen=True)
class Chute:
    name: str
    regions: tuple
    capacity: int


@dataclass(frozen=True)
class Plan:
    hub: str
    wave_minutes: int
    chutes: tuple


def load(path):
    """Return the plan that a JSON file holds."""
    try:
        raw = json.loads(Path(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise PlanError(f"{path}: not JSON: {error}") from error
    return parse(raw)


def parse(raw):
    """Return a plan, or raise PlanError naming the first field that does not fit."""
    if not isinstance(raw, dict):
        raise PlanError("plan: an object is expected")
    unknown = set(raw) - {"hub", "wave_minutes", "chutes"}
    if unknown:
        raise PlanError(f"plan: unknown field {sorted(unknown)[0]!r}")
    minutes = raw.get("wave_minutes")
    if not isinstance(minutes, int) or not 5 <= minutes <= 240:
        raise PlanError("wave_minutes: a whole number from 5 to 240 is expected")
    chutes = tuple(_chute(index, entry) for index, entry in enumerate(raw.get("chutes") or ()))
    if not chutes:
        raise PlanError("chutes: at least one is expected")
    names = [chute.name for chute in chutes]
    if len(set(names)) != len(names):
        raise PlanError("chutes: two have the same name")
    return Plan(hub=str(raw.get("hub", "")), wave_minutes=minutes, chutes=chutes)


def _chute(index, entry):
    capacity = entry.get("capacity")
    if not isinstance(capacity, int) or capacity < 1:
        raise PlanError(f"chutes[{index}].capacity: a whole number from 1 is expected")
    regions = tuple(entry.get("regions") or ())
    if not regions:
        raise PlanError(f"chutes[{index}].regions: at least one is expected")
    return Chute(name=str(entry["name"]), regions=regions, capacity=capacity)

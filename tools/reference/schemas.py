"""The JSON Schemas that come with the package, from the structs that the program prints and reads."""

from __future__ import annotations

import inspect
import json
from typing import Any

import msgspec
from msgspec import Struct

from gonogo.model.comparison import Comparison
from gonogo.model.decision import Decision
from gonogo.model.item import Finding, Item
from gonogo.model.policy import Policy
from gonogo.model.timeline import History
from reference import settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PRINTED: dict[str, tuple[type[Struct], str]] = {
    "item": (Item, "One element of the list that `gonogo items --format json` prints."),
    "finding": (Finding, "One element of the list that `gonogo check --format json` prints."),
    "comparison": (Comparison, "What `gonogo check --since git:REV --format comparison` prints."),
    "decision": (Decision, "One element of the list that `gonogo decide --format json` prints."),
    "history": (History, "What `gonogo history --format json` prints."),
}


def files() -> dict[str, str]:
    """Return the schemas by file name."""
    made = {f"{name}.schema.json": _printed(name, struct, words) for name, (struct, words) in PRINTED.items()}
    made["gonogo_toml.schema.json"] = _settings()
    return {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in made.items()}


def _printed(name: str, struct: type[Struct], words: str) -> dict[str, Any]:
    """What gonogo prints has every key, also where the value is null: readers may rely on it."""
    schema = msgspec.json.schema(struct)
    for definition in schema["$defs"].values():
        _dedent(definition)
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
            for inner in definition["properties"].values():
                inner.pop("default", None)
    return {
        "$schema": DIALECT,
        "$id": f"urn:gonogo:schema:{name}:1",
        "title": f"gonogo {name}",
        "description": words,
        **schema,
    }


def _settings() -> dict[str, Any]:
    schema = msgspec.json.schema(Policy)
    definitions = schema["$defs"]
    gate = definitions["Gate"]
    del gate["properties"]["name"]
    gate["required"] = []
    for table, (struct, _) in settings.TABLES.items():
        for name, inner in definitions[struct.__name__]["properties"].items():
            inner["description"] = (
                settings.SENTENCES[f"{table}.{name}"].split("See [")[0] or f"The table [{table}.{name}]."
            )
    for definition in definitions.values():
        _dedent(definition)
        for name, inner in definition.get("properties", {}).items():
            definition["properties"][name] = _loosened(inner)
    definitions["Words"]["properties"]["status"]["additionalProperties"] = {"$ref": "#/$defs/Status"}
    definitions["Status"] = msgspec.json.schema(Item)["$defs"]["Status"]
    return {
        "$schema": DIALECT,
        "$id": "urn:gonogo:schema:gonogo_toml:1",
        "title": "gonogo.toml",
        "description": "The settings of a workspace.",
        **schema,
    }


def _loosened(schema: dict[str, Any]) -> dict[str, Any]:
    """TOML has no null, and one value may stand where a list of them is meant."""
    kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
    lists = [kind for kind in kinds if kind.get("type") == "array"]
    if "anyOf" not in schema and not lists:
        return schema
    about = {name: schema[name] for name in ("description", "default") if schema.get(name) is not None}
    bare = [{name: value for name, value in kind.items() if name not in about} for kind in kinds]
    bare += [kind["items"] for kind in lists]
    return {**about, "anyOf": bare} if len(bare) > 1 else {**about, **bare[0]}


def _dedent(definition: dict[str, Any]) -> None:
    if "description" in definition:
        definition["description"] = inspect.cleandoc(definition["description"])

"""Looking into YAML, JSON and TOML with a JSON pointer (RFC 6901), whatever the file is made of.

Rules:
1. Bounded: size, nesting and time; an alias of YAML is followed, never unfolded.
2. What says two things says nothing: a key that stands twice on the way makes the file unreadable.
3. Scalars of YAML follow the 1.2 core schema (`yes` is text). Numbers with a fraction come as they are written.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import yaml

from gonogo.evidence.answers import NotThere, Unreadable

LARGEST = 16 << 20
"""Bytes."""
LARGEST_YAML = 8 << 20
DEEPEST = 200
REMEMBERED = 4
"""Files that are kept in pieces, because many references may lead into the same one."""
_INTEGER = re.compile(r"[-+]?[0-9]+")
_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Scalar = str | int | bool | None


class Container:
    """A place that holds other places."""


CONTAINER = Container()


def look_up(data: bytes, path: str, pointer: str) -> Scalar | Container:
    """Return what a file holds at a pointer; raises NotThere or Unreadable, whose text says why."""
    if len(data) > LARGEST:
        raise Unreadable(f"larger than the {LARGEST >> 20} MiB that are looked into")
    steps = _steps(pointer)
    suffix = path.rpartition(".")[2].lower()
    try:
        if suffix in {"yaml", "yml"}:
            return _look_up_yaml(data, steps, pointer)
        return _follow(_read_toml(data) if suffix == "toml" else _read_json(data), steps, pointer)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise Unreadable(f"not readable as {suffix.upper() or 'JSON'}: {reason}") from error


@lru_cache(maxsize=REMEMBERED)
def _read_json(data: bytes) -> Any:
    return json.loads(data, parse_float=str, object_pairs_hook=_single)


@lru_cache(maxsize=REMEMBERED)
def _read_toml(data: bytes) -> Any:
    return tomllib.loads(data.decode(), parse_float=str)


@lru_cache(maxsize=REMEMBERED)
def _read_yaml(data: bytes) -> yaml.Node | None:
    _check_depth(data)
    node: yaml.Node | None = next(iter(yaml.compose_all(data, Loader=yaml.CSafeLoader)), None)
    return node


def _steps(pointer: str) -> list[str]:
    if pointer in {"", "/"}:
        return []
    if not pointer.startswith("/"):
        raise NotThere(f"{pointer} is no JSON pointer: it must begin with /")
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]


def _spellings(step: str) -> tuple[str, ...]:
    """Return a step as written and, as in a URL's fragment, unescaped."""
    decoded = unquote(step)
    return (step,) if decoded == step else (step, decoded)


def _follow(value: Any, steps: list[str], pointer: str) -> Scalar | Container:
    for step in steps:
        for name in _spellings(step):
            if isinstance(value, dict) and name in value:
                value = value[name]
                break
            if isinstance(value, list) and name.isdecimal() and int(name[:9]) < len(value):
                value = value[int(name[:9])]
                break
        else:
            raise NotThere(f"it has no {pointer} (nothing at {step!r})")
    if value is None or isinstance(value, str | int):
        return value
    return CONTAINER if isinstance(value, dict | list) else str(value)


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in the same object")
    return found


def _look_up_yaml(data: bytes, steps: list[str], pointer: str) -> Scalar | Container:
    if len(data) > LARGEST_YAML:
        raise Unreadable(f"larger than the {LARGEST_YAML >> 20} MiB of YAML that are looked into")
    node = _read_yaml(data)
    if node is None:
        raise NotThere("the file is empty")
    for step in steps:
        found = next((inner for name in _spellings(step) if (inner := _child(node, name)) is not None), None)
        if found is None:
            raise NotThere(f"it has no {pointer} (nothing at {step!r})")
        node = found
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else CONTAINER


def _check_depth(data: bytes) -> None:
    depth = 0
    for event in yaml.parse(data, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise Unreadable(f"nested deeper than {DEEPEST} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _child(node: yaml.Node, name: str, budget: int = 16) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode):
        items: list[yaml.Node] = node.value
        at = int(name[:9]) if name.isdecimal() else len(items)
        return items[at] if at < len(items) else None
    if not isinstance(node, yaml.MappingNode):
        return None
    found = _named(node).get(name, [])
    if len(found) > 1:
        raise Unreadable(f"the key {name!r} stands twice in the same mapping")
    if found:
        return found[0]
    merged = (_child(inner, name, budget - 1) for inner in _merged(node) if budget > 0)
    return next((inner for inner in merged if inner is not None), None)


@lru_cache(maxsize=16)
def _named(node: yaml.MappingNode) -> dict[str, list[yaml.Node]]:
    """Return the values of a mapping by their keys, as often as each stands there."""
    pairs: list[tuple[yaml.Node, yaml.Node]] = node.value
    found: dict[str, list[yaml.Node]] = {}
    for key, value in pairs:
        if isinstance(key, yaml.ScalarNode):
            found.setdefault(str(key.value), []).append(value)
    return found


def _merged(node: yaml.MappingNode) -> Iterator[yaml.Node]:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.tag == "tag:yaml.org,2002:merge":
            yield from value.value if isinstance(value, yaml.SequenceNode) else (value,)


def _scalar(node: yaml.ScalarNode) -> Scalar:
    text = str(node.value)
    if node.style or node.tag == "tag:yaml.org,2002:str":  # quoted, or plain text
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _INTEGER.fullmatch(text) and len(text) < 100 else text  # noqa: PLR2004 -- no number is longer

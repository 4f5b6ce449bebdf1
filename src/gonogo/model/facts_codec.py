"""Facts as canonical bytes and back, so that a decision can be taken again from what was recorded.

Only what a decision depends on is kept: byte spans are left out, and the unknown columns of a row travel as pairs,
since user text is never a key.
"""

from __future__ import annotations

from typing import Any

import msgspec

from gonogo import canonical
from gonogo.errors import IntegrityError
from gonogo.model.item import Span, Spans
from gonogo.model.standing import Facts

_NOWHERE = msgspec.to_builtins(Spans(row=Span(0, 0)))


def encode(facts: Facts) -> bytes:
    """Return the canonical bytes of facts."""
    value: dict[str, Any] = msgspec.to_builtins(facts)
    for seen in value["items"]:
        item = seen["item"]
        item["extra"] = [[name, text] for name, text in item["extra"].items()]
        del item["span"]
    return canonical.encode(value)


def decode(data: bytes) -> Facts:
    """Return the facts of canonical bytes; raises IntegrityError where they are not facts."""
    value: dict[str, Any] = canonical.decode(data)
    try:
        for seen in value["items"]:
            item = seen["item"]
            item["extra"] = dict(item["extra"])
            item["span"] = _NOWHERE
        return msgspec.convert(value, Facts)
    except (KeyError, TypeError, ValueError) as error:
        raise IntegrityError(f"the recorded facts cannot be read: {error}", code="BLOB_CHANGED") from error

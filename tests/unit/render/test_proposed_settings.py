"""A proposed gonogo.toml: harmless as it stands, valid once its settings are uncommented, whatever the trackers say."""

from __future__ import annotations

import re
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from gonogo.app import settings
from gonogo.model.item import Item, Reading, Span, Spans, Status
from gonogo.model.policy import Policy
from gonogo.render.settings import text

SETTING = re.compile(r"^# (?=\[|[a-z_]+ = |\")", re.MULTILINE)


def test_as_it_stands_it_changes_nothing(make: SimpleNamespace) -> None:
    proposed = text((), [make.item("A-1"), make.item("B-2", status=Status.BLOCKED)])
    assert settings.parse(proposed) == Policy()


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_uncommented_it_is_valid_and_names_the_items_found(key: str, word: str, path: str) -> None:
    key, word, path = (part.encode("utf-8", "replace").decode() for part in (key, word, path))
    spans = Spans(Span(0, 1))
    items = [
        Item(id=key, key=key, title=word, status=Status.DONE, path=path, line=1, span=spans),
        Item(key="other", status=Status.UNKNOWN, status_raw=word, path=path, line=2, span=spans),
    ]
    proposed = text((Reading(path=path, digest="d", size=1, items=tuple(items)),), items)
    policy = settings.parse(SETTING.sub("", proposed))
    assert list(policy.items) == [key]
    assert policy.trackers.include == (path,)
    assert policy.dialect.status == {word: "blocked"}
    assert "release" in policy.gates

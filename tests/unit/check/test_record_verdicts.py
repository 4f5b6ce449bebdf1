"""What a document that somebody wrote as a record says of itself, or of one item."""

from __future__ import annotations

import pytest

from gonogo.check.records import Record
from gonogo.check.verdict_words import bad_words, good_words, may_hold_bad_words

BAD = [
    "# Drill\n\nResult: not run\n",
    "# Drill\n\n- **Result**: Not run yet, the rain did not stop\n",
    "# Drill\n\n| Result | ❌ Failed |\n",
    "# Drill\n\n> Status: Pending approval\n",
    "---\nstatus: deferred\n---\n\n# Drill\n",
    "# Drill\n\n## Setup\n\nAs usual.\n\n## Outcome\n\nVerdict: NO-GO\n",
    "# Drill\n\nStatus: Done\n\nResult: failed\n",
    "# Drill\n\nThe drill was not executed.\n",
    "# Drill\n\nTests were never run\n",
    "# Drill\n\nThe rehearsal has been postponed until the roof is dry\n",
    "# Drill\n\nNot run.\n",
    "# Drill\n\nDeferred to the week after Easter\n",
    "Result: not run\n",
    "# Drill\n\nResult：pending\n",
]
NOTHING = [
    "",
    "# Drill\n\nAll went well.\n",
    "# Drill\n\nThere are no pending items, and nothing was deferred.\n",
    "# Drill\n\nStatus: failed over to the second kiosk\n",
    "# Drill\n\nStatus: pending | passed | failed\n",
    "# Drill\n\nStatus: pending/passed\n",
    "# Drill\n\nStatus: draft\n",
    "# Drill\n\nThe test was not run on a Sunday before\n",
    "# Drill\n\nIf the drill is skipped, tell Ada\n",
    "# Drill\n\n```\nResult: not run\n```\n",
    "# Drill\n\n## Legend\n\nResult: not run\n\n### More\n\nResult: failed\n",
    "# Drill template\n\nResult: not run\n",
    "# Drill\n\nResult: passed\n\n## Later\n\nResult: failed\n",
    "# Drill\n\n- pending\n- failed\n",
    "# Drill\n\nResult: " + "not run " * 100 + "\n",
    "# Drill\n\n| Status | Meaning |\n|---|---|\n| Pending | Not run |\n",
]


@pytest.mark.parametrize("text", BAD)
def test_bad(text: str) -> None:
    verdict = Record(text).verdict("K-1")
    assert verdict is not None
    assert not verdict.good
    assert verdict.told


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_bad(text: str) -> None:
    verdict = Record(text).verdict("K-1")
    assert verdict is None or verdict.good


INDEX = """\
# Index

Status: pending

| Item | Note | Status | Result |
|---|---|---|---|
| `K-1` | a | Done | Deferred |
| K-2 | pending | Done | Passed |
| K-3 | b | Not run | - |

## K-4 and its door

Result: failed

### Again

Result: failed

## K-5

Nothing to say.
"""


@pytest.mark.parametrize(
    ("name", "anchor", "good"),
    [
        ("K-1", None, False),
        ("K-2", None, True),
        ("K-3", None, False),
        ("K-4", None, False),
        ("K-5", None, None),
        ("K-6", None, False),
        ("9", None, False),
        (None, None, False),
        (None, "k-5", None),
        ("K-6", "again", False),
        ("K-6", "gone", None),
    ],
)
def test_what_is_said_of_an_item_counts_before_what_is_said_of_all(
    name: str | None, anchor: str | None, good: bool | None
) -> None:
    verdict = Record(INDEX).verdict(name, anchor)
    assert (None if verdict is None else verdict.good) is good


@pytest.mark.parametrize(
    "text", ["not run", "Not-Executed", "❌ failed", "**pending**", "deferred (rain)", "TBD", "fail: rain"]
)
def test_bad_words(text: str) -> None:
    assert bad_words(text)
    assert not good_words(text)
    assert may_hold_bad_words(text.encode())


@pytest.mark.parametrize("text", ["passed", "✅ OK", "go", "Done", "signed-off", "Completed on Sunday"])
def test_good_words(text: str) -> None:
    assert good_words(text)
    assert not bad_words(text)


@pytest.mark.parametrize("text", ["", "failed over", "pending items: none", "passed|failed", "gone", "goal", "nothing"])
def test_neither(text: str) -> None:
    assert not bad_words(text)
    assert not good_words(text)

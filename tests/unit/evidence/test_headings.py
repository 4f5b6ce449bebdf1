"""Names of places in documents."""

import pytest

from gonogo.evidence.headings import find_places, slug


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Week 1", "week-1"),
        ("What's new? (v2.0)", "whats-new-v20"),
        ("`run_drill.py` — how", "run_drillpy--how"),
        ("A [link](https://example.org) here", "a-link-here"),
        ("Überblick 概要", "überblick-概要"),
        ("✅ Done", "-done"),
    ],
)
def test_a_heading_is_called_as_github_calls_it(heading, expected) -> None:
    assert slug(heading) == expected


def test_headings_of_all_forms_are_found_and_code_is_not() -> None:
    text = """\
# One #
Two words
---------
```sh
# not a heading
```
~~~~
```
# neither
~~~~
## One
<a id="by-hand"></a>
## Custom {#given}
== AsciiDoc
#no heading
"""
    assert find_places(text) == {"one", "two-words", "one-1", "by-hand", "custom-given", "given", "asciidoc"}


@pytest.mark.parametrize("line", ["# " + "[" * 1_000_000, "# a" + " " * 1_000_000 + "b", "id=" * 300_000])
def test_a_line_that_is_no_heading_takes_no_time(line) -> None:
    assert find_places(line) == frozenset()

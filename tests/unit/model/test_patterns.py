"""Which paths a pattern means."""

import pytest

from gonogo.model.patterns import literal_directory, means, select

PATHS = sorted(
    [
        "Makefile",
        "contracts/orders/v1.yaml",
        "contracts/v1.yaml",
        "contracts/orders/v2.yaml",
        "docs/a.md",
        "docs/deep/b.md",
        "docs.md",
        "pages/[id].tsx",
        "pages/i.tsx",
        "src/.hidden",
        "src/app/main.py",
        "src/{slug}.py",
    ]
)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("Makefile", ["Makefile"]),
        ("./Makefile", ["Makefile"]),
        ("docs", ["docs/a.md", "docs/deep/b.md"]),
        ("docs/", ["docs/a.md", "docs/deep/b.md"]),
        ("docs/*.md", ["docs/a.md"]),
        ("docs/*", ["docs/a.md"]),
        ("docs/**", ["docs/a.md", "docs/deep/b.md"]),
        ("**/*.md", ["docs.md", "docs/a.md", "docs/deep/b.md"]),
        ("contracts/**/v1.yaml", ["contracts/orders/v1.yaml", "contracts/v1.yaml"]),
        ("contracts/{orders,users}/v[12].yaml", ["contracts/orders/v1.yaml", "contracts/orders/v2.yaml"]),
        ("d*/", ["docs/a.md", "docs/deep/b.md"]),
        ("src/.hid*", ["src/.hidden"]),
        ("pages/[id].tsx", ["pages/[id].tsx"]),
        ("pages/[i].tsx", ["pages/i.tsx"]),
        ("src/{slug}.py", ["src/{slug}.py"]),
        ("?ocs.md", ["docs.md"]),
        ("**", PATHS),
        (".", PATHS),
        ("nothing/**", []),
        ("", PATHS),
        ("src/[", []),
    ],
)
def test_a_pattern_means_these_paths(pattern, expected) -> None:
    assert select(pattern, PATHS) == expected


def test_what_is_below_a_matched_directory_counts_where_asked() -> None:
    assert select("docs/*", PATHS, into=True) == ["docs/a.md", "docs/deep/b.md"]
    assert select("s*c", PATHS, into=True) == ["src/.hidden", "src/app/main.py", "src/{slug}.py"]


def test_matching_takes_no_longer_than_pattern_times_path() -> None:
    """Backtracking over these would not end in this universe."""
    path = "a" * 200 + "/" + "/".join(["a"] * 100)
    assert select("*a" * 60 + "b/x", [path]) == []
    assert select("**/a/" * 60 + "b", [path]) == []
    assert select("{" + ",".join("ab") + "}" * 1 + "{a,b}" * 40, ["a" * 41]) == []


def test_the_directory_above_the_first_wildcard() -> None:
    assert literal_directory("a/b*/c") == "a"
    assert literal_directory("*.md") == ""
    assert literal_directory("a/b/c.md") == "a/b"


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("docs/**/*.md", "docs/a.md", True),
        ("docs/**/*.md", "docs/deep/b.md", True),
        ("docs/*.md", "docs/deep/b.md", False),
        ("*legacy*", "docs/legacy-plan.md", True),
        ("*.md", "docs/deep/b.md", True),
        ("plan.md", "plan.md", True),
        ("plan.md", "docs/plan.md", False),
        ("docs", "docs/a.md", True),
    ],
)
def test_wildcards_without_a_slash_mean_names_at_any_depth(pattern: str, path: str, expected: bool) -> None:
    assert means(pattern, path) is expected

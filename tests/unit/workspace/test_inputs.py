"""Which files a command's proof depends on."""

import pytest

from gonogo import canonical
from gonogo.errors import InputError
from gonogo.workspace.inputs import Inputs, changed, is_prose, manifest, read_manifest
from gonogo.workspace.naming import Nameable
from gonogo.workspace.tree import Tree


@pytest.fixture
def tree(checkout) -> Tree:
    for name in ("Makefile", "src/app.py", "tests/test_app.py", "README.md", "docs/guide.md", "docs/logo.png"):
        checkout.write(name, name)
    checkout.write("docs/tracker.md", "| ID | Status |")
    checkout.write("requirements.txt", "x==1")
    checkout.write(".gitignore", "build/\n")
    checkout.write("build/out.bin", "built")
    checkout.commit()
    return Tree(checkout.path, None)


CODE = [".gitignore", "Makefile", "requirements.txt", "src/app.py", "tests/test_app.py"]


def paths(found) -> list[str]:
    return [file.path for file in found.files]


def test_the_default_is_every_file_but_prose(tree) -> None:
    assert paths(manifest(tree, patterns=None, named="pytest -q")) == CODE


def test_the_digest_is_that_of_the_canonical_list(tree) -> None:
    found = manifest(tree, patterns=None, named="cat README.md")
    assert found.data == canonical.encode([[file.path, file.digest] for file in found.files])
    assert found.digest == canonical.sha256(found.data)


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("pytest -q", []),
        ("cat README.md", ["README.md"]),
        ("cat ./README.md|wc -l", ["README.md"]),
        ("grep -c x --file=docs/guide.md", ["docs/guide.md"]),
        ("lint 'docs/guide.md' && make", ["docs/guide.md"]),
        ("cat docs/*.md", ["docs/guide.md", "docs/tracker.md"]),
        ("./check.sh docs/", ["docs/guide.md", "docs/logo.png", "docs/tracker.md"]),
        ("lint --files docs/guide.md,README.md", ["README.md", "docs/guide.md"]),
        ("lint docs/{guide,other}.md", ["docs/guide.md"]),
        ("lint .", ["README.md", "docs/guide.md", "docs/logo.png", "docs/tracker.md"]),
        ("pytest docs/guide.md::example", ["docs/guide.md"]),
        ("cat ../README.md", []),
        ("echo READMEXmd", []),
        ("echo 'open quote", []),
    ],
)
def test_prose_counts_where_the_command_names_it(tree, command, named) -> None:
    assert paths(manifest(tree, patterns=None, named=command)) == sorted([*CODE, *named])


def test_words_are_seen_from_where_the_command_runs_too(tree) -> None:
    named = manifest(tree, patterns=None, named="cat guide.md ../README.md", directory="docs")
    assert paths(named) == sorted([*CODE, "docs/guide.md", "README.md"])


def test_names_with_spaces_are_words_in_quotes() -> None:
    names = Nameable(["docs/my guide.md", "docs/other.md"])
    assert names.named_by('cat "docs/my guide.md"') == ("docs/my guide.md",)
    assert names.named_by(r"cat docs/my\ guide.md") == ("docs/my guide.md",)


def test_tracker_documents_and_created_files_do_not_count_even_when_named(tree) -> None:
    found = manifest(tree, patterns=None, named="./check.sh docs/tracker.md", exclude={"docs/tracker.md", "src/app.py"})
    assert "docs/tracker.md" not in paths(found)
    assert "src/app.py" not in paths(found)


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (("src/**",), ["src/app.py"]),
        (("src", "docs/guide.md"), ["docs/guide.md", "src/app.py"]),
        (("**/*.py", "!tests/**"), ["src/app.py"]),
        (("!tests",), [path for path in CODE if path != "tests/test_app.py"]),
        (("<default>", "README.md"), sorted([*CODE, "README.md"])),
        (("<default>", "build/out.bin"), sorted([*CODE, "build/out.bin"])),
        (("build/*.bin",), ["build/out.bin"]),
        (("docs/**",), ["docs/guide.md", "docs/logo.png"]),
        (("docs/**", "docs/tracker.md"), ["docs/guide.md", "docs/logo.png", "docs/tracker.md"]),
        (("../**", "/etc/hostname"), []),
    ],
)
def test_patterns_narrow_and_widen(tree, patterns, expected) -> None:
    assert paths(manifest(tree, patterns=patterns, named="make", exclude={"docs/tracker.md"})) == expected


def test_a_pattern_that_matches_nothing_is_told(tree) -> None:
    found = manifest(tree, patterns=("src/**", "lib/**"), named="make")
    assert found.unmatched == ("lib/**",)


def test_what_changed_between_two_manifests_is_named(checkout, tree) -> None:
    before = manifest(tree, patterns=None, named="make")
    checkout.write("src/app.py", "changed")
    checkout.write("src/new.py")
    (checkout.path / "Makefile").unlink()
    after = manifest(tree.refreshed(), patterns=None, named="make")
    assert changed(before, after) == ("Makefile", "src/app.py", "src/new.py")
    assert changed(read_manifest(before.data), after) == ("Makefile", "src/app.py", "src/new.py")
    assert read_manifest(before.data).digest == before.digest


def test_a_stored_manifest_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="NOT_CANONICAL"):
        read_manifest(b'{"a":1}')


def test_a_touch_and_an_edit_of_a_readme_that_no_command_names_change_nothing(checkout, tree) -> None:
    before = manifest(tree, patterns=None, named="make test").digest
    checkout.write("README.md", "rewritten")
    (checkout.path / "src/app.py").touch()
    assert manifest(tree.refreshed(), patterns=None, named="make test").digest == before
    checkout.write("src/app.py", "edited")
    assert manifest(tree.refreshed(), patterns=None, named="make test").digest != before


def test_many_commands_share_one_list(tree) -> None:
    inputs = Inputs(tree)
    assert inputs.manifest(None, "true 1") is inputs.manifest(None, "true 2")
    assert inputs.manifest(None, "cat README.md") is inputs.manifest(None, "wc README.md")


@pytest.mark.parametrize("name", ["README", "README.md", "LICENSE-MIT", "COPYING.txt", "a/b/CHANGELOG", "logo.SVG"])
def test_prose_is(name) -> None:
    assert is_prose(name)


@pytest.mark.parametrize("name", ["requirements.txt", "CMakeLists.txt", "readme.py", "license_check", "md", "page.mdx"])
def test_prose_is_not(name) -> None:
    assert not is_prose(name)

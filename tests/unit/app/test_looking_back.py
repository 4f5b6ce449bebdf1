"""The past of real repositories: what changed, on which evidence, which ids other branches gave, and gaps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gonogo.app.differences import Differences, differ
from gonogo.app.history import gather_past
from gonogo.app.parse_cache import Parser
from gonogo.app.reading import open_workspace
from gonogo.model.item import Item
from gonogo.model.past import Past
from gonogo.model.policy import Words

HEADER = "| ID | Task | Status | Evidence |\n|---|---|---|---|\n"


def plan(*rows: str) -> str:
    return HEADER + "".join(f"| {row} |\n" for row in rows)


def past(checkout: Any, limit: int = 500, **given: Any) -> Past:
    return gather_past(open_workspace((), checkout.path), limit, **given)


def told(found: Past) -> list[tuple[str, str | None, str | None]]:
    def raw(item: Item | None) -> str | None:
        return item.status_raw if item is not None else None

    return [((s.after or s.before).key, raw(s.before), raw(s.after)) for s in found.steps]  # type: ignore[union-attr]


def test_steps_are_what_each_commit_did_to_each_item_oldest_first(checkout: Any) -> None:
    checkout.write("plan.md", plan("A-1 | x | Open | -", "A-2 | y | Open | -"), fresh=True)
    checkout.commit("first")
    checkout.write("plan.md", plan("A-2 | y | Done | -", "A-3 | z | Open | -"), fresh=True)
    second = checkout.commit("second")
    found = past(checkout)
    assert told(found) == [
        ("A-1", None, "Open"),
        ("A-2", None, "Open"),
        ("A-2", "Open", "Done"),
        ("A-3", None, "Open"),
        ("A-1", "Open", None),
    ]
    assert found.steps[-1].revision == second
    assert list(found.revisions) == [found.steps[0].revision, second]
    assert not found.cut
    assert found.gaps == ()


@pytest.mark.parametrize("content", [b"\0\1\2", b"\xff\xfe\xfa", b"| ID | Task |\n\xff\n"])
def test_a_version_that_is_no_text_is_passed_over(checkout: Any, content: bytes) -> None:
    for text in (plan("A-1 | x | Open | -"), content, plan("A-1 | x | Done | -")):
        checkout.write("plan.md", text, fresh=True)
        checkout.commit("next")
    assert told(past(checkout)) == [("A-1", None, "Open"), ("A-1", "Open", "Done")]


@pytest.mark.parametrize(("old", "new"), [("p.yaml", "p.md"), ("plan.txt", "plan.md")])
def test_a_document_may_change_its_format_with_its_name(checkout: Any, old: str, new: str) -> None:
    first = "items:\n- {id: A-1, title: x, status: open}\n" if old.endswith("yaml") else plan("A-1 | x | Open | -")
    checkout.write(old, first, fresh=True)
    checkout.commit("first")
    checkout.git("mv", old, new)
    if old.endswith("txt"):
        checkout.commit("move")
    checkout.write(new, plan("A-1 | x | Done | -"), fresh=True)
    checkout.commit("in Markdown")
    assert told(past(checkout))[-1][2] == "Done"


def test_a_content_that_is_missing_is_a_gap_and_hides_nothing_else(checkout: Any) -> None:
    for state in ("Open", "In progress", "Done"):
        checkout.write("plan.md", plan(f"A-1 | x | {state} | -"), fresh=True)
        checkout.commit(state)
    lost = checkout.git("rev-parse", "HEAD~1:plan.md")
    (checkout.path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    found = past(checkout)
    assert told(found) == [("A-1", None, "Open"), ("A-1", "Open", "Done")]
    assert [(gap.path, gap.revision.subject) for gap in found.gaps if gap.revision] == [("plan.md", "In progress")]
    assert found.cut


def test_a_clone_without_contents_is_cut_and_not_blamed(checkout: Any, tmp_path: Path) -> None:
    for state in ("Open", "In progress", "Done"):
        checkout.write("plan.md", plan(f"A-1 | x | {state} | -"), fresh=True)
        checkout.commit(state)
    checkout.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    checkout.git("clone", "-q", "--filter=blob:none", checkout.path.as_uri(), str(clone))
    found = gather_past(open_workspace((), clone), 500)
    assert found.gaps == ()
    assert found.cut


def test_without_commits_or_git_there_is_no_past(directory: Any) -> None:
    directory.write("plan.md", plan("A-1 | x | Open | -"))
    assert past(directory) == Past()
    directory.git("init", "-q")
    assert past(directory) == Past()
    directory.commit("first")
    directory.git("checkout", "-q", "--detach")
    assert told(past(directory)) == [("A-1", None, "Open")]
    assert past(directory, 0) == Past()


def test_claims_name_the_commit_and_the_evidence_that_it_had(checkout: Any) -> None:
    checkout.write("docs/plan.md", plan("A-1 | x | Open | `a.txt`", "A-2 | y | Done | `b.txt`, `docs/c/`, `no/*.x`"))
    checkout.write("docs/c/1.txt")
    checkout.commit("first")
    checkout.write("docs/plan.md", plan("A-1 | x | Done | `a.txt`", "A-2 | y | Done | `b.txt`, `docs/c/`"), fresh=True)
    checkout.write("docs/a.txt")
    second = checkout.commit("second")
    checkout.write("b.txt")
    checkout.commit("third")
    checkout.write("docs/new.txt")
    found = {(claim.item, claim.revision): claim.existed for claim in past(checkout).claims}
    first = checkout.git("rev-parse", "HEAD~2")
    assert found == {("A-1", second): {"a.txt": True}, ("A-2", first): {"b.txt": False, "docs/c/": True}}


def test_what_another_branch_calls_by_the_same_id_is_a_rival(checkout: Any) -> None:
    checkout.write("plan.md", plan("A-1 | Rent the van | Open | -"), fresh=True)
    checkout.commit("first")
    checkout.git("checkout", "-q", "-b", "side")
    checkout.write("plan.md", plan("A-1 | Rent the van | Done | -", "A-2 | Print the signs | Open | -"), fresh=True)
    checkout.commit("side")
    checkout.git("checkout", "-q", "-b", "same", "main")
    checkout.write("plan.md", plan("A-1 | Rent | Open | -", "A-2 | Load the chairs, all | Open | -"), fresh=True)
    checkout.commit("same")
    checkout.git("checkout", "-q", "main")
    checkout.write("plan.md", plan("A-1 | Rent the van | Open | -", "A-2 | Load the chairs | Open | -"), fresh=True)
    checkout.commit("main")
    rivals = past(checkout).rivals
    assert [(rival.branch, rival.item.id, rival.item.title) for rival in rivals] == [
        ("side", "A-2", "Print the signs"),
    ]
    assert past(checkout, rivals=False).rivals == ()


def test_what_is_remembered_says_the_same(checkout: Any, tmp_path: Path) -> None:
    for state in ("Open", "In progress", "Done", "Blocked"):
        checkout.write("plan.md", plan(f"A-1 | x | {state} | `a.txt`", "A-2 | y | Done | -"), fresh=True)
        checkout.commit(state)
    cache = tmp_path / "cache"
    fresh, again = (gather_past(open_workspace((), checkout.path, cache=cache, remember=True), 500) for _ in range(2))
    assert fresh == again == past(checkout)
    for path in (cache / "differences").glob("??/*"):
        path.write_bytes(b"rubbish")
    assert gather_past(open_workspace((), checkout.path, cache=cache), 500) == fresh


def test_an_item_that_only_moves_is_no_difference() -> None:
    differences = Differences(Parser(Words()))
    old, new = (
        plan("A-1 | x | Open | -", "A-2 | y | Open | -"),
        "# A heading\n\n" + plan("A-2 | y | Open | -", "A-1 | x | Open | -"),
    )
    found = differences.compare("plan.md", ("1", old.encode()), ("2", new.encode()))
    assert found.changes == ()


def test_a_key_that_stands_twice_is_told_by_its_turn() -> None:
    parser = Parser(Words())
    old = parser.parse("plan.md", plan("A-1 | x | Open | -", "A-1 | y | Open | -").encode()).items
    new = parser.parse("plan.md", plan("A-1 | x | Open | -", "A-1 | y | Done | -").encode()).items
    (change,) = differ(old, new)
    assert change.before == old[1]
    assert change.after == new[1]


def test_a_new_line_that_names_the_reopened_item_is_noted() -> None:
    differences = Differences(Parser(Words()))
    old, new = plan("A-1 | x | Done | -"), plan("A-1 | x | Open | -") + "\nA-1 lost a wheel.\nA-11 too.\n"
    (change,) = differences.compare("plan.md", ("1", old.encode()), ("2", new.encode())).changes
    assert change.noted == ("A-1 lost a wheel.",)

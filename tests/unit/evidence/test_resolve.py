"""What references come to in a working tree and its repository."""

import os
import subprocess

import pytest

from gonogo import canonical
from gonogo.evidence.resolve import Request, resolve, resolve_all
from gonogo.model.command import Expect
from gonogo.model.evidence import Resolved, Tier
from gonogo.workspace.git import Repository
from gonogo.workspace.snapshot import Snapshot
from gonogo.workspace.tree import Tree


def look(checkout, *references: str, expects: tuple[Expect, ...] = ()) -> tuple[Resolved, ...]:
    return resolve(references, Tree(checkout.path, None), Repository.open(checkout.path), expects)


def one(checkout, reference: str, *expects: Expect) -> Resolved:
    return look(checkout, reference, expects=expects)[0]


def test_a_file_resolves_with_digest_size_commit_and_time(checkout) -> None:
    checkout.write("ops/report.json", "{}")
    commit = checkout.commit()
    found = one(checkout, "ops/report.json")
    assert found.met
    assert found.digest == canonical.sha256(b"{}")
    assert (found.size, found.commit, found.dirty, found.tier) == (2, commit, False, Tier.DOCUMENT)
    assert found.time is not None
    checkout.write("ops/report.json", "{1}")
    assert one(checkout, "ops/report.json").dirty


def test_a_directory_is_bound_by_every_file_below_it(checkout) -> None:
    checkout.write(".gitignore", "*.tmp\n")
    checkout.write("ops/m1/a.json", "a")
    checkout.write("ops/m1/deep/b.json", "b")
    checkout.write("ops/m1/c.tmp", "c")
    checkout.commit()
    found = one(checkout, "ops/m1/")
    assert [file.path for file in found.files] == ["ops/m1/a.json", "ops/m1/deep/b.json"]
    assert found.digest == canonical.digest([[file.path, file.digest] for file in found.files])
    assert one(checkout, "ops/m1").digest == found.digest
    assert one(checkout, "./ops//m1/").digest == found.digest
    checkout.write("ops/m1/deep/b.json", "changed")
    changed = one(checkout, "ops/m1/")
    assert changed.digest != found.digest
    assert changed.dirty


def test_a_glob_takes_what_it_matches(checkout) -> None:
    checkout.write("contracts/v1.yaml", "a: 1")
    checkout.write("contracts/orders/v1.yaml", "b: 1")
    checkout.write("contracts/orders/v2.yaml", "c: 1")
    checkout.write("out/cycle/x.json", "{}")
    found = one(checkout, "contracts/**/v1.yaml")
    assert [file.path for file in found.files] == ["contracts/orders/v1.yaml", "contracts/v1.yaml"]
    assert [file.path for file in one(checkout, "out/*").files] == ["out/cycle/x.json"]
    assert one(checkout, "contracts/*.json").code == "EVIDENCE_MISSING"


def test_each_fault_has_its_own_code(checkout, tmp_path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    checkout.write(".gitignore", "build/\n*.log\n")
    checkout.write("build/out.bin")
    checkout.write("ops/run.log")
    checkout.write("empty.json", "")
    checkout.write("kept/.gitkeep", "")
    (checkout.path / "bare").mkdir()
    (checkout.path / "away.txt").symlink_to(tmp_path / "secret.txt")
    (checkout.path / "up").symlink_to("..")
    (checkout.path / "loop").symlink_to("loop")
    (checkout.path / "dangling").symlink_to("nowhere")
    checkout.write("mixed/a.txt")
    (checkout.path / "mixed/away.txt").symlink_to(tmp_path / "secret.txt")
    checkout.write("stale/a.txt")
    (checkout.path / "stale/gone.txt").symlink_to("nowhere")
    os.mkfifo(checkout.path / "pipe")
    checkout.commit()
    expected = {
        "nothing.json": "EVIDENCE_MISSING",
        "a prose remark": "EVIDENCE_MISSING",
        "dangling": "EVIDENCE_MISSING",
        "stale/": "EVIDENCE_MISSING",
        "a\0b": "EVIDENCE_MISSING",
        "x" * 5000: "EVIDENCE_MISSING",
        "a/" * 1500 + "b": "EVIDENCE_MISSING",
        "y" * 300: "EVIDENCE_MISSING",
        "empty.json": "EVIDENCE_EMPTY",
        "kept/": "EVIDENCE_EMPTY",
        "bare/": "EVIDENCE_EMPTY",
        "build/": "EVIDENCE_IGNORED",
        "build/out.bin": "EVIDENCE_IGNORED",
        "build/*.bin": "EVIDENCE_IGNORED",
        "ops/": "EVIDENCE_IGNORED",
        "ops/run.log": "EVIDENCE_IGNORED",
        ".git/config": "EVIDENCE_IGNORED",
        "../secret.txt": "EVIDENCE_OUTSIDE",
        "/etc/hostname": "EVIDENCE_OUTSIDE",
        "away.txt": "EVIDENCE_OUTSIDE",
        "up/secret.txt": "EVIDENCE_OUTSIDE",
        "mixed/": "EVIDENCE_OUTSIDE",
        "m*d": "EVIDENCE_OUTSIDE",
        "loop": "EVIDENCE_OUTSIDE",
        "pipe": "EVIDENCE_UNREADABLE",
        "0123456789": "EVIDENCE_COMMIT_UNKNOWN",
        "https://example.org": "LINK_RECORDED",
        "#27": "LINK_RECORDED",
    }
    assert {found.reference: found.code for found in look(checkout, *expected)} == expected


def test_what_git_ignores_can_still_be_bound_by_a_run(checkout) -> None:
    checkout.write(".gitignore", "build/\n")
    checkout.write("build/out.bin", "x")
    found = one(checkout, "build/out.bin")
    assert found.digest == canonical.sha256(b"x")
    assert not found.met
    assert "git add -f" in (found.hint or "")


def test_a_link_that_stays_inside_leads_to_its_content(checkout) -> None:
    checkout.write("data/v2/report.json", "{}")
    (checkout.path / "latest").symlink_to("data/v2")
    (checkout.path / "report.json").symlink_to("latest/report.json")
    found = one(checkout, "report.json")
    assert found.digest == canonical.sha256(b"{}")
    assert [file.path for file in one(checkout, "latest/").files] == ["latest/report.json"]
    assert one(checkout, "latest/report.json").met


def test_the_workspace_itself_is_a_directory_too(checkout) -> None:
    checkout.write("a.txt", "a")
    commit = checkout.commit()
    (checkout.path / "here").symlink_to(".")
    found = one(checkout, "./")
    assert [file.path for file in found.files] == ["a.txt"]
    assert (found.commit, found.dirty) == (commit, False)
    assert [file.path for file in one(checkout, "here/").files] == ["here/a.txt"]
    (checkout.path / "a.txt").unlink()
    checkout.write("b.txt")
    assert one(checkout, "./").dirty


def test_a_tracked_file_below_a_directory_that_became_a_link_out_is_outside(checkout, tmp_path) -> None:
    checkout.write("ops/report.json", "{}")
    checkout.commit()
    (checkout.path / "ops/report.json").unlink()
    (checkout.path / "ops").rmdir()
    (tmp_path / "report.json").write_text("{}")
    (checkout.path / "ops").symlink_to(tmp_path)
    assert one(checkout, "ops/report.json").code == "EVIDENCE_OUTSIDE"


@pytest.mark.parametrize(
    "written",
    ["docs\\my guide.md", "docs/my%20guide.md", "docs/./my guide.md", "`docs/my guide.md`", "docs/my guide.md/"],
)
def test_a_path_is_found_however_it_is_written(checkout, written) -> None:
    checkout.write("docs/my guide.md")
    assert one(checkout, written).met


def test_a_name_is_found_in_the_other_unicode_form(checkout) -> None:
    checkout.write("docs/re\u0301sume\u0301.md")
    assert one(checkout, "docs/r\u00e9sum\u00e9.md").met


def test_names_with_brackets_are_names_first(checkout) -> None:
    checkout.write("pages/[id].tsx")
    assert one(checkout, "pages/[id].tsx").met


def test_a_relative_link_may_mean_the_directory_of_its_document(checkout) -> None:
    checkout.write("docs/evidence/a.json", "{}")
    checkout.write("ops/b.json", "{}")
    tree = Tree(checkout.path, None)
    request = Request(references=("evidence/a.json", "[b](../ops/b.json)", "../../c.json"), base="docs")
    codes = [found.code for found in resolve_all([request], tree)[0]]
    assert codes == [None, None, "EVIDENCE_OUTSIDE"]


def test_files_of_a_workspace_inside_this_one_are_evidence_too(checkout) -> None:
    checkout.write("examples/gonogo.toml", "")
    checkout.write("examples/report.json", "{}")
    assert one(checkout, "examples/report.json").met
    assert one(checkout, "examples/").met


def test_hints_say_where_a_file_went(checkout) -> None:
    checkout.write("ops/m1/report.json", "a report that is long enough to be known again\n")
    checkout.write("old.json", "another report, with a text of its own\n")
    checkout.write("docs/Guide.md")
    checkout.write("away.json", "{}")
    checkout.write("deep/inside/unique.json", "{}")
    checkout.commit()
    (checkout.path / "archive").mkdir()
    checkout.git("mv", "ops/m1", "archive/m1")
    checkout.git("rm", "--quiet", "old.json")
    commit = checkout.commit()[:7]
    (checkout.path / "away.json").unlink()
    hints = {
        "ops/m1/report.json": f"moved to archive/m1/report.json in {commit}",
        "ops/m1/": f"moved to archive/m1 in {commit}",
        "old.json": f"deleted in {commit}",
        "docs/guide.md": "upper and lower case differ: there is docs/Guide.md",
        "away.json": "it is deleted in the working tree only: git restore away.json",
        "inside/unique.json": "there is deep/inside/unique.json",
        f"{checkout.path}/docs/Guide.md": "write it from the workspace's root: docs/Guide.md",
        "/docs/Guide.md": "write it from the workspace's root: docs/Guide.md",
        "nothing.json": None,
    }
    assert {found.reference: found.hint for found in look(checkout, *hints)} == hints


def test_a_commit_resolves_by_its_id(checkout) -> None:
    commit = checkout.commit()
    found = one(checkout, commit[:10])
    assert (found.met, found.commit) == (True, commit)
    assert found.digest == one(checkout, f"commit {commit}").digest


def test_a_shallow_clone_is_named_as_the_reason_for_an_unknown_commit(checkout, tmp_path) -> None:
    first = checkout.commit()
    checkout.commit()
    shallow = type(checkout)(tmp_path / "shallow")
    checkout.git("clone", "--quiet", "--depth=1", f"file://{checkout.path}", str(shallow.path))
    found = one(shallow, first)
    assert found.code == "EVIDENCE_COMMIT_UNKNOWN"
    assert "shallow" in (found.hint or "")


def test_a_detached_head_changes_nothing(checkout) -> None:
    checkout.write("a.json", "{}")
    commit = checkout.commit()
    checkout.git("checkout", "--quiet", "--detach")
    assert one(checkout, "a.json").commit == commit


def test_without_git_files_resolve_and_commits_do_not(directory) -> None:
    directory.write("ops/a.json", "{}")
    directory.write("node_modules/b.json", "{}")
    file, ignored, commit, missing = look(directory, "ops/", "node_modules/b.json", "8e6c784", "c.json")
    assert file.met
    assert ignored.met
    assert (file.commit, file.dirty) == (None, False)
    assert commit.code == "EVIDENCE_COMMIT_UNKNOWN"
    assert "no Git" in (commit.hint or "")
    assert missing.code == "EVIDENCE_MISSING"


def test_before_the_first_commit_evidence_is_dirty_and_without_commit(checkout) -> None:
    checkout.write("a.json", "{}")
    checkout.git("add", "a.json")
    found = one(checkout, "a.json")
    assert (found.met, found.commit, found.dirty) == (True, None, True)


SOURCE = """
class TestOrders:
    def test_total(self) -> None:
        pass

    class TestInner:
        async def test_deep(self): ...

def test_alone() -> None:
    pass
"""


def test_places_in_files_must_be_there(checkout) -> None:
    checkout.write("docs/guide.md", "# The Guide\n\n## Week 1\ntext\n")
    checkout.write("api/openapi.yaml", "paths:\n  /orders:\n    get: {}\n")
    checkout.write("tests/test_orders.py", SOURCE)
    checkout.write("src/lib.rs", "fn start() {}\n")
    checkout.write("broken.json", "{")
    expected = {
        "docs/guide.md#week-1": None,
        "docs/guide.md#Week 1": None,
        "docs/guide.md#week-2": "EVIDENCE_ANCHOR_MISSING",
        "docs/guide.md (Week 2)": None,
        "docs/guide.md:4": None,
        "docs/guide.md:5": "EVIDENCE_ANCHOR_MISSING",
        "docs/guide.md:0": "EVIDENCE_ANCHOR_MISSING",
        "docs/#week-1": "EVIDENCE_ANCHOR_MISSING",
        "api/openapi.yaml#/paths/~1orders/get": None,
        "api/openapi.yaml#/paths/~1orders/post": "EVIDENCE_ANCHOR_MISSING",
        "broken.json#/a": "EVIDENCE_UNREADABLE",
        "tests/test_orders.py::TestOrders::test_total": None,
        "tests/test_orders.py::TestOrders::test_total[case-1]": None,
        "tests/test_orders.py::TestOrders::TestInner::test_deep": None,
        "tests/test_orders.py::TestOrders": None,
        "tests/test_orders.py::test_alone": None,
        "tests/test_orders.py::test_total": "EVIDENCE_ANCHOR_MISSING",
        "tests/test_orders.py::TestOrders::test_alone": "EVIDENCE_ANCHOR_MISSING",
        "src/lib.rs::start": None,
        "src/lib.rs::star": "EVIDENCE_ANCHOR_MISSING",
    }
    assert {found.reference: found.code for found in look(checkout, *expected)} == expected


def test_a_contradiction_in_a_file_refutes_and_counts_for_the_reference_that_names_it(checkout) -> None:
    checkout.write("ops/m1/report.json", '{"failures": 2}')
    expect = Expect(file="ops/m1/report.json", field="/failures", equals=0)
    among = one(checkout, "ops/m1/", expect)
    assert (among.code, among.contradicted) == ("EVIDENCE_CONTRADICTS", True)
    assert "/failures is 2" in (among.message or "")
    directory, exact = look(checkout, "ops/m1/", "ops/m1/report.json", expects=(expect,))
    assert directory.met
    assert exact.contradicted
    checkout.write("ops/m1/report.json", '{"failures": 0}')
    assert one(checkout, "ops/m1/", expect).met


def test_an_expected_field_that_is_not_there_was_never_shown(checkout) -> None:
    checkout.write("a.json", "{}")
    found = one(checkout, "a.json", Expect(file="a.json", field="/ok", equals=True))
    assert (found.code, found.contradicted) == ("EVIDENCE_ANCHOR_MISSING", False)


def test_a_contradiction_counts_in_what_git_ignores_too(checkout) -> None:
    checkout.write(".gitignore", "*.json\n")
    checkout.write("a.json", '{"ok":false}')
    assert one(checkout, "a.json", Expect(file="a.json", field="/ok", equals=True)).contradicted


JUNIT = '<testsuite><testcase classname="tests.test_orders.TestOrders" name="test_total[1]"/>{}</testsuite>'
FAILED = '<testcase classname="tests.test_orders" name="test_alone"><failure/></testcase>'


def test_a_test_with_its_junit_result_is_of_the_test_tier(checkout) -> None:
    checkout.write("tests/test_orders.py", SOURCE)
    checkout.write("out/junit.xml", JUNIT.format(FAILED))
    passed, failed, absent, none = look(
        checkout,
        "tests/test_orders.py::TestOrders::test_total (out/junit.xml)",
        "tests/test_orders.py::test_alone (out/junit.xml)",
        "tests/test_orders.py::TestOrders::TestInner::test_deep (out/junit.xml)",
        "tests/test_orders.py::test_alone (out/other.xml)",
    )
    assert (passed.met, passed.tier) == (True, Tier.TEST)
    assert [file.path for file in passed.files] == ["tests/test_orders.py", "out/junit.xml"]
    assert failed.contradicted
    assert absent.code == "EVIDENCE_ANCHOR_MISSING"
    assert none.code == "EVIDENCE_MISSING"


def test_a_junit_report_that_is_as_expected_is_of_the_test_tier(checkout) -> None:
    checkout.write("out/junit.xml", JUNIT.format(""))
    found = one(checkout, "out/junit.xml", Expect(junit="out/junit.xml"))
    assert (found.met, found.tier) == (True, Tier.TEST)


def test_names_that_are_no_text_are_evidence_too(checkout) -> None:
    checkout.write(os.fsdecode(b"ops/caf\xe9.json"), "{}")
    checkout.commit()
    found = one(checkout, "ops/")
    assert found.met
    canonical.encode([[file.path, file.digest] for file in found.files])


def test_many_references_are_answered_with_few_runs_of_git(checkout, start_python) -> None:
    for number in range(40):
        checkout.write(f"ops/m{number}/a.json", str(number))
    checkout.commit()
    trace = checkout.path.parent / "trace"
    start_python(
        "import sys; from pathlib import Path; from gonogo.evidence.resolve import Request, resolve_all;"
        "from gonogo.workspace.tree import Tree;"
        "requests = [Request(references=(f'ops/m{n}/', f'ops/m{n}/a.json', f'ops/x{n}.json')) for n in range(40)];"
        "assert len(resolve_all(requests, Tree(Path(sys.argv[1]), None))) == 40",
        str(checkout.path),
        GIT_TRACE2_EVENT=str(trace),
    )
    assert trace.read_text().count('"event":"start"') <= 8


def test_resolving_changes_nothing_on_disk(checkout) -> None:
    checkout.write("a.json", "{}")
    checkout.commit()
    (checkout.path / "a.json").touch()
    listing = ("find", str(checkout.path), "-printf", "%p %T@ %s\n")
    before = subprocess.run(listing, capture_output=True, check=True).stdout
    assert one(checkout, "a.json").met
    assert one(checkout, "b.json").code == "EVIDENCE_MISSING"
    assert subprocess.run(listing, capture_output=True, check=True).stdout == before


def test_what_lies_in_a_submodule_that_is_not_here_is_not_called_missing(checkout) -> None:
    checkout.write("a.txt")
    commit = checkout.commit()
    checkout.git("update-index", "--add", "--cacheinfo", f"160000,{commit},parts")
    checkout.git("commit", "--quiet", "--message", "take in the parts")
    (checkout.path / "parts").mkdir()
    assert one(checkout, "parts/report.json").code == "EVIDENCE_UNREADABLE"
    snapshot = Snapshot.of_commit(checkout.path, checkout.git("rev-parse", "HEAD"))
    (found,) = resolve(["parts/report.json"], snapshot, snapshot.repository())
    assert found.code == "EVIDENCE_UNREADABLE"
    checkout.write("parts/other.json", "{}")
    assert one(checkout, "parts/report.json").code == "EVIDENCE_MISSING"

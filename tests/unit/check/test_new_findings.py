"""Which findings are new: lines may move, documents may be renamed, and what is alike is counted."""

from __future__ import annotations

import pytest

from gonogo.check.since import bare_key, find_new, follow_renames, same_items
from gonogo.model.item import Finding, Item, Severity, Span, Spans

TEXT = b"one\ntwo\nthree\nfour\n"


def finding(line: int, message: str = "is wrong", path: str = "a.md", **more: object) -> Finding:
    made = {"code": "STATUS_UNKNOWN", "severity": Severity.WARNING, "item": None} | more
    return Finding(message=message, path=path, line=line, **made)


def item(key: str, path: str = "a.md", **more: object) -> Item:
    return Item(key=key, path=path, line=1, span=Spans(row=Span(0, 0)), **more)


def new(before: list[Finding], after: list[Finding], old: bytes = TEXT, now: bytes = TEXT) -> list[int]:
    return [found.line for found in find_new(before, after, ({"a.md": old}, {"a.md": now}), {})[0]]


def test_a_finding_whose_line_moved_is_not_new() -> None:
    assert new([finding(2)], [finding(40)]) == []


def test_line_numbers_in_messages_and_keys_do_not_count() -> None:
    before = finding(2, "K-1 stands on 2 items, first at a.md:7; see lines 7-9", item="a.md:7#K-1")
    after = finding(5, "K-1 stands on 2 items, first at a.md:12; see lines 12-14", item="a.md:12#K-1")
    assert new([before], [after]) == []


def test_another_code_item_or_message_is_new() -> None:
    before = [finding(1, item="K-1")]
    for after in (
        finding(1, item="K-2"),
        finding(1, "is worse", item="K-1"),
        finding(1, item="K-1", code="ROW_RAGGED"),
    ):
        assert new(before, [after]) == [1]
        assert find_new(before, [after], ({}, {}), {})[1] == tuple(before)


def test_a_finding_of_another_severity_is_the_same_one() -> None:
    assert new([finding(1)], [finding(1, severity=Severity.ERROR)]) == []


def test_of_those_that_are_alike_the_one_with_a_new_line_is_new() -> None:
    before, after = b"x\nDoen\n", b"Fnished\nx\nDoen\n"
    assert new([finding(2)], [finding(1), finding(3)], before, after) == [1]
    assert new([finding(2)], [finding(3), finding(3)], before, after) == [3]


def test_what_is_gone_is_mended_and_what_stays_is_not() -> None:
    before = [finding(1), finding(2), finding(3, "other")]
    fresh, mended = find_new(before, [finding(2)], ({"a.md": TEXT}, {"a.md": TEXT}), {})
    assert fresh == ()
    assert [found.line for found in mended] == [1, 3]


def test_a_renamed_document_keeps_its_findings() -> None:
    before = finding(2, "old.md names K-1 twice", "old.md", item="old.md#K-1")
    after = finding(2, "new.md names K-1 twice", "new.md", item="new.md#K-1")
    assert find_new([before], [after], ({}, {}), {"old.md": "new.md"}) == ((), ())


def test_renames_are_followed_by_content() -> None:
    before = {"a.md": TEXT, "b.md": b"p\nq\nr\n", "stays.md": b"s\n", "gone.md": b"lost\n"}
    after = {"docs/a.md": TEXT, "c.md": b"p\nq\nr\nfresh\n", "stays.md": b"s\n", "new.md": b"unlike\n"}
    assert follow_renames(before, after) == {"a.md": "docs/a.md", "b.md": "c.md"}


def test_each_document_is_renamed_to_one_and_the_likest_wins() -> None:
    before = {"a.md": b"1\n2\n3\n4\n", "b.md": b"1\n2\n3\n9\n"}
    assert follow_renames(before, {"c.md": b"1\n2\n3\n4\n5\n"}) == {"a.md": "c.md"}


def test_among_very_many_documents_only_names_are_compared() -> None:
    before = {f"old/{number}.md": b"same %d\nx\n" % number for number in range(60)}
    after = {f"new/{number}.md": b"same %d\ny\n" % number for number in range(60)}
    assert follow_renames(before, after) == {f"old/{number}.md": f"new/{number}.md" for number in range(60)}


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (b"fresh\n5 of 7 are done\n", 0),
        (b"fresh\n5 of 8 are done\n", 1),
        (b"fresh\n", 1),
    ],
)
@pytest.mark.parametrize("code", ["HEADLINE_DISAGREES", "ROLLUP_DISAGREES"])
def test_a_wrong_count_is_told_again_where_its_line_changed(now: bytes, count: int, code: str) -> None:
    before, after = finding(1, "it says 5, 4 are", code=code), finding(2, "it says 5, 3 are", code=code)
    assert len(new([before], [after], b"5 of 7 are done\n", now)) == count
    assert len(new([after], [before], now, b"5 of 7 are done\n")) == count


def test_a_wrong_count_is_known_again_by_bytes_that_are_no_text() -> None:
    before, after = finding(1, "4 are", code="ROLLUP_DISAGREES"), finding(2, "3 are", code="ROLLUP_DISAGREES")
    assert new([before], [after], b"5 of 7 \xff\n", b"fresh\n5 of 7 \xff\n") == []


def test_a_wrong_count_may_stand_in_a_last_line_without_an_end() -> None:
    before, after = finding(1, "4 are", code="ROLLUP_DISAGREES"), finding(1, "3 are", code="ROLLUP_DISAGREES")
    assert new([before], [after], b"5 of 7", b"5 of 7") == []


@pytest.mark.parametrize("line", [0, 9])
def test_a_count_beyond_its_document_is_told_by_its_message(line: int) -> None:
    def wrong(message: str) -> Finding:
        return finding(line, message, code="ROLLUP_DISAGREES")

    assert new([wrong("4 are")], [wrong("4 are")], b"a\nb", b"c\nd") == []
    assert new([wrong("4 are")], [wrong("3 are")], b"a\nb", b"c\nd") == [line]


@pytest.mark.parametrize(("old", "now", "fresh", "mended"), [(3, 1, 0, 2), (1, 3, 2, 0), (2, 2, 0, 0), (4, 2, 0, 2)])
def test_findings_that_are_alike_are_counted(old: int, now: int, fresh: int, mended: int) -> None:
    for texts in (({"a.md": TEXT}, {"a.md": TEXT}), ({"a.md": TEXT}, {"a.md": b"uno\n"})):
        found = find_new([finding(1)] * old, [finding(1)] * now, texts, {})
        assert [len(part) for part in found] == [fresh, mended]


def test_of_those_that_are_alike_the_one_whose_line_is_gone_is_mended() -> None:
    texts = ({"a.md": b"x\ny\nz\n"}, {"a.md": b"z\nx\n"})
    fresh, mended = find_new([finding(1), finding(2), finding(3)], [finding(1), finding(2)], texts, {})
    assert fresh == ()
    assert [one.line for one in mended] == [2]


@pytest.mark.parametrize(
    ("old", "now", "same"),
    [
        (b"1\n2\n", b"1\n3\n", True),
        (b"1\n2\n", b"1\n3\n4\n", False),
        (b"1\n2\n\n \n\n", b"\n1\n3\n", True),
        (b"1\n1\n1\n", b"1\n2\n3\n", False),
        (b"", b"\n", False),
        (b"a b\nc d\n", b"a x\nc y\n", False),
    ],
)
def test_half_of_the_lines_make_a_document_the_same_one(old: bytes, now: bytes, same: bool) -> None:
    assert follow_renames({"a.md": old}, {"b.md": now}) == ({"a.md": "b.md"} if same else {})


def test_of_two_that_are_equally_alike_the_first_by_name_is_renamed() -> None:
    halves = {"b.md": b"1\n2\n", "a.md": b"1\n3\n"}
    assert follow_renames(halves, {"c.md": b"1\n4\n"}) == {"a.md": "c.md"}
    assert follow_renames({"c.md": b"1\n4\n"}, halves) == {"c.md": "a.md"}


@pytest.mark.parametrize(("many", "renamed"), [(50, 50), (51, 1)])
def test_beyond_2500_pairs_documents_are_compared_by_name(many: int, renamed: int) -> None:
    before = {f"a/old/{number}.md": b"same %d\nx\n" % number for number in range(50)}
    after = {f"new/{number + 1000 if number else 0}.md": b"same %d\ny\n" % number for number in range(many)}
    assert len(follow_renames(before, after)) == renamed


def test_among_very_many_documents_one_that_moved_as_it_was_is_found_under_any_name() -> None:
    before = {f"a/{number}.md": b"same %d\n" % number for number in range(60)}
    after = {f"b/{number + 100}.md": b"same %d\n" % number for number in range(60)}
    assert follow_renames(before, after) == {f"a/{number}.md": f"b/{number + 100}.md" for number in range(60)}


def test_items_of_a_document_that_was_not_renamed_are_known_again_without_an_id() -> None:
    assert same_items([item("a.md#x")], [item("a.md#x"), item("b.md#x", "b.md")], {"c.md": "d.md"}) == {
        "a.md#x": "a.md#x"
    }


def test_keys_lose_the_place_that_tells_them_apart() -> None:
    assert bare_key("K-1", "a.md") == "K-1"
    assert bare_key("a.md#K-1", "a.md") == "K-1"
    assert bare_key("a.md:12#a.md#part/text", "a.md") == "part/text"
    assert bare_key("b.md#K-1", "a.md") == "b.md#K-1"
    assert bare_key("a.mdx#K-1", "a.md") == "a.mdx#K-1"


def test_items_are_known_again_by_document_then_by_id() -> None:
    before = [item("K-1", id="K-1"), item("a.md#part/x"), item("K-3", id="K-3"), item("K-4", "b.md", id="K-4")]
    after = [
        item("new.md:5#K-1", "new.md", id="K-1"),
        item("new.md:9#K-1", "new.md", id="K-1"),
        item("new.md#part/x", "new.md"),
        item("K-3", "other.md", id="K-3"),
        item("K-5", "new.md", id="K-5"),
    ]
    assert same_items(before, after, {"a.md": "new.md"}) == {
        "new.md:5#K-1": "K-1",
        "new.md#part/x": "a.md#part/x",
        "K-3": "K-3",
    }


def test_items_of_one_name_follow_each_other_in_order() -> None:
    before = [item("a.md:5#K-1", id="K-1"), item("a.md:6#K-1", id="K-1"), item("a.md:7#K-1", id="K-1")]
    after = [item("a.md:6#K-1", id="K-1"), item("a.md:8#K-1", id="K-1"), item("b.md#K-1", "b.md", id="K-1")]
    assert same_items(before, after, {}) == {
        "a.md:6#K-1": "a.md:5#K-1",
        "a.md:8#K-1": "a.md:6#K-1",
        "b.md#K-1": "a.md:7#K-1",
    }

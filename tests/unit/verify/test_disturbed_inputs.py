from gonogo.verify.disturbance import compare, disturbed, written_by

BEFORE = {"src/a.py": "1", "src/b.py": "1", "out/report.xml": "1"}


def test_two_looks_tell_what_changed_went_and_came() -> None:
    change = compare(BEFORE, {"src/a.py": "2", "src/b.py": "1", "new": "1"})
    assert change.changed == {"src/a.py", "out/report.xml"}
    assert change.created == {"new"}
    assert compare(BEFORE, dict(BEFORE)).paths == frozenset()


def test_a_run_owns_what_its_patterns_name() -> None:
    change = compare(BEFORE, {"src/a.py": "2", "src/b.py": "1", "out/report.xml": "2", "out/deep/new": "1"})
    assert written_by(["out/"], change) == {"out/report.xml", "out/deep/new"}
    assert written_by(["out/*.xml", "src/b.py"], change) == {"out/report.xml"}
    assert written_by([], change) == frozenset()


def test_a_changed_input_disturbs_unless_the_run_may_write_it() -> None:
    after = {**BEFORE, "src/a.py": "2"}
    change = compare(BEFORE, after)
    assert disturbed(BEFORE, after, change, frozenset(), frozenset()) == ("src/a.py",)
    assert disturbed(BEFORE, after, change, {"src/a.py"}, frozenset()) == ()


def test_a_file_that_is_no_input_disturbs_nobody() -> None:
    change = compare(BEFORE, {**BEFORE, "src/a.py": "2"})
    inputs = {"src/b.py": "1"}
    assert disturbed(inputs, inputs, change, frozenset(), frozenset()) == ()


def test_a_result_disturbs_only_those_who_name_it() -> None:
    """A result is left out of the inputs afterwards, except where a pattern spells it."""
    change = compare(BEFORE, {**BEFORE, "out/report.xml": "2"})
    results = {"out/report.xml"}
    without = {path: digest for path, digest in BEFORE.items() if path not in results}
    assert disturbed(BEFORE, without, change, frozenset(), results) == ()
    assert disturbed(BEFORE, {**BEFORE, "out/report.xml": "2"}, change, frozenset(), results) == ("out/report.xml",)

"""gonogo.toml: what it may say, and how clearly it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from gonogo.app import settings
from gonogo.errors import UsageError
from gonogo.model.decision import Scope
from gonogo.model.standing import Standing


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        ("x =", "SETTING_INVALID", None, "not valid TOML"),
        ("[itemz.a]\nx=1", "SETTING_UNKNOWN", 1, "did you mean 'items'?"),
        ('[items.A]\nverify="x"\ntimeot="5m"', "SETTING_UNKNOWN", 3, "did you mean 'timeout'?"),
        ('[items.A]\nverify="x"\ntimeout="5x"', "SETTING_INVALID", 3, '"90s"'),
        ('[items.A]\ndirectory="a/../../b"', "SETTING_INVALID", 2, "inside the workspace"),
        ('[verify]\ndirectory="/etc"', "SETTING_INVALID", 2, "inside the workspace"),
        ("[items.A]\ntimeout=0", "SETTING_INVALID", 2, "above 0"),
        ('[items.A]\nexpect={output="("}', "SETTING_INVALID", 2, "regular expression"),
        ("[items.A]\nexpect=[{foo=1}]", "SETTING_UNKNOWN", 2, "items.A.expect.foo"),
        ('[items.A]\nexpect={output="a", junit="b"}', "SETTING_INVALID", 2, "exactly one of"),
        ('[items.A]\nexpect={field="/a", equals=1}', "SETTING_INVALID", 2, "`file` beside `field`"),
        ('[items.A]\nexpect={field="/a", file="a.json"}', "SETTING_INVALID", 2, "`equals` beside `field`"),
        ('[items.A]\nexpect={field="/a", file="a.json", equals=9007199254740992}', "SETTING_INVALID", 2, "2^53"),
        ('[items.A]\nexpect={output=""}', "SETTING_INVALID", 2, "not empty"),
        ('[items.A]\nexpect={absent=""}', "SETTING_INVALID", 2, "not empty"),
        ('[items.A]\nexpect={output="ok", count=0}', "SETTING_INVALID", 2, "above 0"),
        ('[items.A]\nexpect={junit="j.xml", min_tests=-1}', "SETTING_INVALID", 2, "above 0"),
        ("[verify]\ntimeout=99999999999999999999", "SETTING_INVALID", 2, "90s"),
        ('[dialect.status]\n"prima"="dine"', "SETTING_INVALID", 2, "did you mean 'done'?"),
        ("[trackers]\ninclude=3", "SETTING_INVALID", 2, "trackers.include"),
        ("trackers=3", "SETTING_INVALID", 1, "a table"),
        ('[gates.ship]\naccept=["open"]', "SETTING_INVALID", 2, "documented, proven, stale, waived"),
        ('[gates.ship]\nscope={priorty=["P0"]}', "SETTING_UNKNOWN", 2, "did you mean 'priority'?"),
        ('[gates.ship]\nminimum_tier="prod"', "SETTING_INVALID", 2, "gates.ship.minimum_tier"),
        ('[gates.default]\ndemand="honest"', "SETTING_INVALID", 1, "built in and fixed"),
        ('[gates.ship]\nname="other"', "SETTING_INVALID", 2, "the table's name"),
        ("check=3", "SETTING_INVALID", 1, "a table"),
        ("[check]\nhistory=-1", "SETTING_INVALID", 2, "0 for none"),
        ("[check]\nhistori=1", "SETTING_UNKNOWN", 2, "did you mean 'history'?"),
        ('[check.rules.TARGET_PAS]\nseverity="note"', "SETTING_INVALID", 1, "did you mean 'TARGET_PAST'?"),
        ('[check.rules.TARGET_PAST]\nseverity="off"', "SETTING_INVALID", 2, "error, warning, note"),
        ("[check.rules.BULK_FLIP]\nminimum=1", "SETTING_INVALID", 2, "above 1"),
        ("[check.rules.TARGET_PAST]\nminimum=5", "SETTING_INVALID", 2, "BULK_FLIP"),
        ('[check.rules.TRACKER_UNREADABLE]\nseverity="note"', "SETTING_INVALID", 2, "can be tuned"),
        ('[check.ignore]\ncode="TARGET_PAST"', "SETTING_INVALID", 1, "[[check.ignore]]"),
        ('[[check.ignore]]\ncode="TARGET_PAST"\nreason="later"', "SETTING_INVALID", 1, "`until`: a silence has"),
        ('[[check.ignore]]\ncode="TARGET_PAST"\nreason=" "\nuntil="2026-12-31"', "SETTING_INVALID", 3, "a reason"),
        ('[[check.ignore]]\ncode="TARGET_PAST"\nreason="later"\nuntil="soon"', "SETTING_INVALID", 4, "2026-12-31"),
        ('[[check.ignore]]\ncode="NONE"\nreason="later"\nuntil=2026-12-31', "SETTING_INVALID", 2, "code of a rule"),
        ('[[check.ignore]]\ncode="SILENCE_EXPIRED"\nreason="a"\nuntil=2026-12-31', "SETTING_INVALID", 2, "silenced"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place_and_cure(
    text: str, code: str, line: int | None, says: str
) -> None:
    with pytest.raises(UsageError) as caught:
        settings.parse(text)
    assert caught.value.code == code
    assert says in str(caught.value)
    if line is not None:
        assert caught.value.where == f"gonogo.toml:{line}"


def test_a_silence_may_end_on_a_day_of_toml_and_name_one_path() -> None:
    text = '[[check.ignore]]\ncode="TARGET_PAST"\nreason="later"\nuntil=2026-12-31\npaths="a/**"\n'
    (silence,) = settings.parse(text).check.ignore
    assert (silence.code, silence.until, silence.paths, silence.items) == ("TARGET_PAST", "2026-12-31", ("a/**",), ())


def test_a_rule_may_be_tuned() -> None:
    checks = settings.parse('[check]\nhistory=9\n[check.rules.BULK_FLIP]\nseverity="error"\nminimum=3\n').check
    assert (checks.history, checks.rules["BULK_FLIP"].severity, checks.rules["BULK_FLIP"].minimum) == (9, "error", 3)


def test_without_a_file_the_two_gates_exist(tmp_path: Path) -> None:
    assert sorted(settings.load(tmp_path).gates) == ["default", "honest"]


def test_a_lone_string_stands_for_a_list_of_one() -> None:
    policy = settings.parse('[items.A]\nverify="x"\n[gates.ship]\nscope.priority="P0"\naccept="documented"')
    assert policy.items["A"].verify == ("x",)
    assert policy.gates["ship"].scope == Scope(priority=("P0",))
    assert policy.gates["ship"].accept == (Standing.DOCUMENTED,)


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("10m", 600), ("2h", 7200), ("30d", 2_592_000), (5, 5)])
def test_durations(text: str | int, seconds: int) -> None:
    assert settings.seconds(text, "here") == seconds


def test_equal_policies_have_equal_digests_however_they_are_written() -> None:
    one = settings.parse('[items.A]\nverify="x"\n[items.B]\nverify="y"')
    other = settings.parse('# a comment\n[items.B]\nverify=["y"]\n[items.A]\nverify=["x"]')
    assert settings.digest(one) == settings.digest(other)
    assert settings.digest(one) != settings.digest(settings.parse('[items.A]\nverify="z"\n[items.B]\nverify="y"'))


def test_words_in_any_script_have_a_digest() -> None:
    assert len(settings.digest(settings.parse('[dialect.status]\n"완료"="done"'))) == 64


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gonogo.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        settings.load(tmp_path)

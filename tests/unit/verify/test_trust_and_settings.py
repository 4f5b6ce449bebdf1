from pathlib import Path

import pytest

from gonogo.errors import Refusal
from gonogo.model.command import Command, Settings
from gonogo.verify.environment import environment
from gonogo.verify.grouping import group
from gonogo.verify.trust import TrustStore

NOW = "2026-11-21T09:30:00.000Z"
HERE = Path("/srv/space")
COMMAND = Command(text="pytest -q")


def test_trust_is_for_one_workspace_one_text_and_one_way_of_running(tmp_path: Path) -> None:
    store = TrustStore(tmp_path)
    assert store.trust(HERE, [COMMAND, COMMAND], NOW) == (COMMAND,)
    assert store.trust(HERE, [COMMAND], NOW) == ()
    assert store.trusted(HERE) == {("pytest -q", Settings())}
    assert store.trusted(Path("/srv/other")) == frozenset()
    other = [Command(text="pytest"), Command(text="pytest -q", settings=Settings(timeout=5))]
    assert not {(one.text, one.settings) for one in other} & store.trusted(HERE)


def test_trust_can_be_taken_back(tmp_path: Path) -> None:
    store = TrustStore(tmp_path)
    store.trust(HERE, [COMMAND], NOW)
    assert store.untrust(HERE, [COMMAND, Command(text="make")]) == (COMMAND,)
    assert store.trusted(HERE) == frozenset()


def test_asking_creates_nothing_and_the_store_is_for_its_user_alone(tmp_path: Path) -> None:
    state = tmp_path / "state"
    store = TrustStore(state)
    assert store.trusted(HERE) == frozenset()
    assert not state.exists()
    store.trust(HERE, [COMMAND], NOW)
    modes = {path.stat().st_mode & 0o777 for path in state.rglob("*") if path.is_file()}
    assert modes == {0o600}


@pytest.mark.parametrize("damage", ["writable", "garbage", "elsewhere", "newer"])
def test_a_store_that_is_not_what_it_should_be_trusts_nothing(tmp_path: Path, damage: str) -> None:
    store = TrustStore(tmp_path)
    store.trust(HERE, [COMMAND], NOW)
    (file,) = tmp_path.rglob("*.json")
    text = file.read_text()
    if damage == "writable":
        file.chmod(0o666)
    else:
        changed = {
            "garbage": "{",
            "elsewhere": text.replace("/srv/space", "/other"),
            "newer": text.replace(":1,", ":2,", 1),
        }
        file.write_text(changed[damage])
    assert store.trusted(HERE) == frozenset()


def test_a_store_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "trust").write_text("a file in the way")
    with pytest.raises(Refusal) as caught:
        TrustStore(tmp_path).trust(HERE, [COMMAND], NOW)
    assert caught.value.code == "TRUST_UNWRITABLE"


def test_near_equal_commands_are_asked_about_together() -> None:
    texts = [
        "pytest tests/a.py",
        "make lint",
        "pytest tests/b.py::test_x",
        "pytest -x tests/a.py",
        "make lint; rm -rf x",
        "run 1",
        "run 22",
    ]
    groups = [[command.text for command in members] for members in group(Command(text=text) for text in texts)]
    assert groups == [
        ["pytest tests/a.py", "pytest tests/b.py::test_x"],
        ["make lint"],
        ["pytest -x tests/a.py"],
        ["make lint; rm -rf x"],
        ["run 1", "run 22"],
    ]


def test_other_settings_are_asked_about_on_their_own() -> None:
    assert len(group([Command(text="run 1"), Command(text="run 2", settings=Settings(directory="app"))])) == 2


def test_the_environment_is_an_allow_list() -> None:
    caller = {"PATH": "/bin", "HOME": "/h", "LC_ALL": "C", "GITHUB_TOKEN": "t", "CI": "1", "MY_A": "a", "MY_B": "b"}
    settings = Settings(allow=("CI", "MY_*"), environment=(("HOME", "/other"), ("NEW", "n")))
    assert environment(Settings(), caller) == {"PATH": "/bin", "HOME": "/h", "LC_ALL": "C"}
    assert environment(settings, caller) == {
        "PATH": "/bin", "HOME": "/other", "LC_ALL": "C", "CI": "1", "MY_A": "a", "MY_B": "b", "NEW": "n",
    }  # fmt: skip
    assert Path(environment(Settings(), {})["PATH"].split(":")[0]).is_absolute()

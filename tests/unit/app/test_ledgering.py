"""Where a workspace keeps its ledger, and what making and reading one leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gonogo.app import ledgering
from gonogo.errors import InputError, Refusal
from gonogo.model.event import Draft


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"GONOGO_STATE": "/s/own", "XDG_STATE_HOME": "/x", "HOME": "/h"}, "/s/own"),
        ({"XDG_STATE_HOME": "/x", "HOME": "/h"}, "/x/gonogo"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/h"}, "/h/.local/state/gonogo"),
        ({"GONOGO_STATE": "", "HOME": "/h"}, "/h/.local/state/gonogo"),
    ],
)
def test_the_private_directory_follows_the_environment(environ: dict[str, str], expected: str) -> None:
    assert ledgering.state_directory(environ) == Path(expected)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"GONOGO_STATE": str(tmp_path / "state")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path / "workspace"
    place.mkdir()
    return place


def test_the_first_write_makes_a_directory_that_git_ignores(
    root: Path, environ: dict[str, str], draft: Callable[..., Draft]
) -> None:
    given = draft()
    with ledgering.open_for_writing(root, environ) as ledger:
        ledger.append([given])
    assert sorted(path.name for path in (root / ".gonogo").iterdir()) == [".gitignore", "ledger.db"]
    assert (root / ".gonogo" / ".gitignore").read_text() == "*\n"
    assert [event.id for event in ledgering.log(root, environ)] == [given.id]
    assert ledgering.verify(root, environ).events == 1


def test_reading_where_there_is_no_ledger_makes_none(root: Path, tmp_path: Path, environ: dict[str, str]) -> None:
    with ledgering.open_for_reading(root, environ) as ledger:
        assert ledger is None
    assert ledgering.log(root, environ) == ()
    with pytest.raises(InputError) as caught:
        ledgering.verify(root, environ)
    assert caught.value.code == "LEDGER_ABSENT"
    assert [*root.iterdir(), *(path for path in tmp_path.iterdir() if path != root)] == []


def test_a_workspace_that_cannot_be_written_is_a_refusal(root: Path, environ: dict[str, str]) -> None:
    (root / ".gonogo").write_text("in the way")
    with pytest.raises(Refusal) as caught, ledgering.open_for_writing(root, environ):
        pass
    assert caught.value.code == "LEDGER_READ_ONLY"

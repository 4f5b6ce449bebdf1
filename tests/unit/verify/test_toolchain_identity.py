import os
from pathlib import Path

from gonogo.model.command import Command, Settings
from gonogo.verify.cache_key import cache_key
from gonogo.verify.toolchain import Toolchain, started_by


def program(place: Path, text: str = "#!/bin/sh\n", name: str = "checker") -> Path:
    place.mkdir(parents=True, exist_ok=True)
    path = place / name
    path.write_text(text)
    path.chmod(0o755)
    return path


def identity(root: Path, text: str = "checker -q", settings: Settings | None = None) -> str:
    command = Command(text=text, settings=settings or Settings())
    return Toolchain(root, {"PATH": f"{root}/bin:/usr/bin:/bin"}).identify(command)


def test_installing_and_upgrading_a_program_changes_what_a_command_is(tmp_path: Path) -> None:
    missing = identity(tmp_path)
    path = program(tmp_path / "bin")
    installed = identity(tmp_path)
    os.utime(path, (1, 1))
    assert len({missing, installed, identity(tmp_path)}) == 3


def test_the_same_program_is_the_same(tmp_path: Path) -> None:
    program(tmp_path / "bin")
    assert identity(tmp_path, "checker -q") == identity(tmp_path, "checker -v")


def test_an_interpreter_counts(tmp_path: Path) -> None:
    interpreter = program(tmp_path / "lib", name="python9")
    program(tmp_path / "bin", f"#!{interpreter}\n")
    before = identity(tmp_path)
    os.utime(interpreter, (1, 1))
    assert identity(tmp_path) != before


def test_a_program_by_path_is_seen_from_the_commands_directory(tmp_path: Path) -> None:
    program(tmp_path / "app")
    here = identity(tmp_path, "./checker")
    there = identity(tmp_path, "./checker", Settings(directory="app"))
    assert here != there


def test_a_script_starts_the_shell_and_all_that_it_names() -> None:
    assert started_by("pytest -q") == ("pytest",)
    assert started_by("cd app && pytest | tee log") == ("bash", "pytest", "tee")
    assert started_by("if x; then y; fi") == ("bash",)


def test_every_part_of_a_cache_key_counts() -> None:
    command = Command(text="x")
    keys = {
        cache_key(command, "i", "t"),
        cache_key(command, "j", "t"),
        cache_key(command, "i", "u"),
        cache_key(Command(text="y"), "i", "t"),
        cache_key(Command(text="x", settings=Settings(allow=("CI",))), "i", "t"),
    }
    assert len(keys) == 5

"""What a command surely runs, going by its words alone."""

from __future__ import annotations

import pytest

from gonogo.check.callees import Sort
from gonogo.check.targets import targets

RUN = [
    ("pytest -q tests/test_a.py", [(Sort.TEST, "tests/test_a.py", "")]),
    ("pytest tests/test_a.py::TestA::test_b", [(Sort.TEST, "tests/test_a.py", "")]),
    ("py.test -k 'a or b' -m slow --maxfail 2 --junitxml out.xml tests", [(Sort.TEST, "tests", "")]),
    ("pytest --unknown tests/a.py tests/b.py", [(Sort.TEST, "tests/b.py", "")]),
    ("pytest --unknown=1 -x -- tests/a.py", [(Sort.TEST, "tests/a.py", "")]),
    ("pytest --ignore tests/old.py --deselect tests/a.py::test_x tests/new.py", [(Sort.TEST, "tests/new.py", "")]),
    ("pytest --pyargs some.package", []),
    ('pytest "$TESTS" tests/*.py', []),
    ("python tools/weigh.py --all data.csv", [(Sort.FILE, "tools/weigh.py", "")]),
    ("python3.12 -W error -u tools/weigh.py", [(Sort.FILE, "tools/weigh.py", "")]),
    (".venv/bin/python tools/weigh.py", [(Sort.FILE, "tools/weigh.py", "")]),
    ("python -c 'import this'", []),
    ("python -m pytest tests/a.py", [(Sort.TEST, "tests/a.py", "")]),
    ("python -m coverage run -m pytest tests/a.py", [(Sort.TEST, "tests/a.py", "")]),
    ("python -m tools.weigh --all", [(Sort.MODULE, "tools.weigh", "")]),
    ("python -m unittest tests.test_a.TestA", [(Sort.MODULE, "tests.test_a.TestA", "")]),
    ("python -m http", []),
    ("python server", []),
    ("bash -euo pipefail scripts/a.sh", [(Sort.FILE, "scripts/a.sh", "")]),
    ("sh -c 'make -C sub all'", [(Sort.MAKE, "all", "sub")]),
    ('bash -c "$X"', []),
    ("source scripts/env.sh && . lib/more.sh", [(Sort.FILE, "scripts/env.sh", ""), (Sort.FILE, "lib/more.sh", "")]),
    ("source .env.local; ./check.sh", [(Sort.FILE, "./check.sh", "")]),
    ("./check", [(Sort.FILE, "./check", "")]),
    ("make build && ./check", [(Sort.MAKE, "build", "")]),
    ("npm ci && ./scripts/check.sh", [(Sort.FILE, "./scripts/check.sh", "")]),
    ("./target/debug/app && build/app.sh && node dist/app.js", []),
    ("/usr/local/bin/check.sh", []),
    ("make", [(Sort.MAKE, "", "")]),
    ("make -j 4 -k CC=clang check lint", [(Sort.MAKE, "check", ""), (Sort.MAKE, "lint", "")]),
    ("make -f other.mk check", []),
    ("make $(TARGET)", []),
    ("make -C ../other check", []),
    ("just", [(Sort.JUST, "", "")]),
    ("just --quiet mode=fast test one two", [(Sort.JUST, "test", "")]),
    ("just --justfile other test", []),
    ("npm run lint -- --fix", [(Sort.NPM, "lint", "")]),
    ("npm -s t", [(Sort.NPM, "test", "")]),
    ("npm --prefix=web run build", [(Sort.NPM, "build", "web")]),
    ("pnpm -C web test", [(Sort.NPM, "test", "web")]),
    ("pnpm lint; yarn run lint; npm install; npm run", []),
    ("npm run lint --workspaces; pnpm -r test; npm run lint -w a", []),
    ("npm run test -- --workspace x", [(Sort.NPM, "test", "")]),
    ("poetry run poe check; uv run --frozen poe lint", [(Sort.POE, "check", ""), (Sort.POE, "lint", "")]),
    ("uv run --with x poe check; npx --package y z.js", []),
    ("uv run tools/a.py && uv run b.py", [(Sort.FILE, "tools/a.py", ""), (Sort.FILE, "b.py", "")]),
    ("node --test --require x.js tests/a.test.mjs", [(Sort.FILE, "tests/a.test.mjs", "")]),
    ("node --unknown a.js", []),
    ("npx tsx scripts/a.ts", [(Sort.FILE, "scripts/a.ts", "")]),
    ("bun run scripts/a.ts && bun run build", [(Sort.FILE, "scripts/a.ts", "")]),
    ("ruby -I lib tools/a.rb && perl -ne 'print' && php tools/a", [(Sort.FILE, "tools/a.rb", "")]),
    ("go test -run X ./internal/... ./cmd/a", [(Sort.DIRECTORY, "./internal", ""), (Sort.DIRECTORY, "./cmd/a", "")]),
    ("go run ./main.go; go test ./...; go env; go test -C x ./y", [(Sort.FILE, "./main.go", "")]),
    ("cargo test -p weights -- -p x", [(Sort.CRATE, "weights", "")]),
    ("cd web && npm test", [(Sort.DIRECTORY, "web", ""), (Sort.NPM, "test", "web")]),
    ("cd web/app && cd .. && python a.py", [(Sort.DIRECTORY, "web/app", ""), (Sort.FILE, "a.py", "web")]),
    ("cd $X && python a.py", []),
    ("cd ../x && python a.py", []),
    ("cd /x && python a.py", []),
    ("test -f a.sh && sh a.sh", []),
    ("command -v just && just test", []),
    ("test -f x; sh a.sh", [(Sort.FILE, "a.sh", "")]),
    ("sh a.sh || sh b.sh", []),
    ("sh a.sh || true", [(Sort.FILE, "a.sh", "")]),
    ("! sh a.sh", []),
    ("curl -o a.sh https://example.org && sh a.sh", []),
    ("timeout 60 env A=1 sudo sh a.sh", [(Sort.FILE, "a.sh", "")]),
    ("timeout --foreground 60 sh a.sh; env -i sh a.sh", []),
    ("docker compose run app pytest tests/a.py; ssh host sh a.sh", []),
    ("if true; then sh a.sh; fi", []),
    ("python tests\\test_a.py", []),
    ("sh a.sh | tee log", [(Sort.FILE, "a.sh", "")]),
    ("'unclosed", []),
    ("", []),
]


@pytest.mark.parametrize(("command", "expected"), RUN)
def test_targets_of(command: str, expected: list[tuple[Sort, str, str]]) -> None:
    assert [(target.sort, target.name, target.place) for target in targets(command)] == expected


def test_a_subshell_keeps_its_directory_to_itself() -> None:
    places = {target.name: target.place for target in targets("(cd web && python a.py) && python b.py")}
    assert places == {"web": "", "a.py": "web", "b.py": ""}


def test_a_test_keeps_its_name_and_classes() -> None:
    assert [target.test for target in targets("pytest a.py::TestA::test_b[1-2] c.py")] == ["TestA::test_b[1-2]", None]


def test_a_module_may_be_spelled_as_a_file_a_package_or_a_part_of_one() -> None:
    (target,) = targets("python -m tools.weigh.all")
    assert {"tools/weigh.py", "tools/weigh/all.py", "src/tools/weigh/all.py", "tools/weigh/all"} <= set(
        target.spellings
    )
    assert target.only_if == ("tools", "src/tools")

import pytest

from gonogo.verify.vacuous import vacuous


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "# nothing to see",
        "true",
        "true 1",
        ":",
        "exit 0",
        "/bin/true",
        "X=1",
        "echo done",
        "set +e",
        "test 1",
        "[ 1 ]",
        "[[ 1 == 1 ]]",
        "! false",
        "env A=1 true",
        "true && true",
        "pytest || true",
        "pytest || :",
        "pytest || echo failed",
        "pytest || exit 0",
        "pytest || { echo failed; }",
        "pytest ||\ntrue",
        "pytest; true",
        "pytest; exit 0",
        "set +e; pytest; true",
        "exit 0; pytest",
        "pytest &",
        "pytest | tee log",
        "pytest |& tee log",
        "pytest 2>&1 | tail -5",
        "cd app && pytest || true; echo ok",
        "(pytest || true)",
        "{ pytest; true; }",
        "trap 'exit 0' EXIT; pytest",
        "bash -c true",
        "bash -c 'pytest || true'",
        "sh -c 'exit 0'",
        'python -c "pass"',
        "ruff check --exit-zero .",
        "make -i test",
    ],
)
def test_what_cannot_fail_is_named(text: str) -> None:
    assert vacuous(text)


@pytest.mark.parametrize(
    "text",
    [
        "pytest",
        "pytest && true",
        "pytest && echo ok",
        "pytest -k 'a or true'",
        "pytest || exit 1; echo ok",
        "set -e; pytest; echo ok",
        "(set -e; pytest; true)",
        "set -o pipefail; pytest | tee log",
        "set -euo pipefail\npytest | tee log",
        "bash -o pipefail -c 'pytest | tee log'",
        "bash -ec 'pytest; true'",
        "pytest | grep passed",
        "cat log | grep -q passed",
        "false || pytest",
        "! grep TODO src",
        "exit $?",
        "pytest; exit $?",
        "test -f report.xml",
        "[ -f report.xml ]",
        "[ $count ]",
        'test "$(cat version)" = 1',
        "cat report.xml",
        "cd app",
        "diff a b",
        "echo ${REPORT:?missing}",
        "if pytest; then true; fi",
        "for t in a b; do pytest $t; done",
        "check() { true; }; pytest",
        "exec pytest",
        "pytest 'unclosed",
        "python - <<EOF\npass\nEOF",
    ],
)
def test_what_can_fail_or_is_not_understood_is_left_alone(text: str) -> None:
    assert vacuous(text) is None


def test_deep_nesting_ends() -> None:
    assert vacuous("(" * 5_000 + "pytest" + ")" * 5_000) is None

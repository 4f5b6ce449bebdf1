"""Which files of a workspace are trackers: judged by path and first bytes alone, each with its reason in a sentence.

Rules:
1. Only texts of a known format are looked at: Markdown, plain text, YAML, JSON, CSV, TSV.
2. Vendored code, test fixtures, templates, issue forms, lock files and package manifests are left out by path.
3. A telling name needs a sign of items in the content; without a telling name the content must show a list of items.
4. README, changelog and files of instructions need more than the few boxes that such files have.
5. Structured data needs titles, known status words and a third field that only trackers have; a bare table of data or a
   configuration has these by accident at most.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from gonogo.tracker.signs import Signs, look

HEAD = 65_536
"""How many bytes of a file `judge` wants to see."""


class Verdict(StrEnum):
    """What a path alone tells."""

    LEFT_OUT = "left_out"
    NAMED = "named"
    """Its name says that it is a tracker; the content must not contradict."""
    WARY = "wary"
    """A README, a changelog or the like: content decides, strictly."""
    UNKNOWN = "unknown"
    """Content decides."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A file, whether it is read as a tracker, and why."""

    path: str
    take: bool
    why: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PROSE = frozenset({"md", "markdown", "mdown", "mkd", "txt"})
STRUCTURED = frozenset({"yaml", "yml", "json", "csv", "tsv"})

_VENDORED = _words(
    "node_modules vendor vendored third_party third-party thirdparty site-packages dist-packages "
    "bower_components jspm_packages .venv venv virtualenv .tox .nox pods carthage .git .gonogo .hg .svn .cargo "
    ".bundle .yarn __pycache__ .mypy_cache .pytest_cache external_libs deps_vendor"
)
_FIXTURES = _words(
    "fixtures fixture __fixtures__ testdata test-data test_data test-fixtures test_fixtures __snapshots__ "
    "snapshots golden goldens __mocks__ cassettes corpus corpora"
)
_TEMPLATES = _words(
    "templates template issue_template pull_request_template issue_templates merge_request_templates skeleton "
    "skeletons archetype archetypes boilerplate cookiecutter"
)
_CATALOGUES = _words("locales locale i18n l10n translations lang schemas workflows __generated__ generated")
_MANIFEST = re.compile(
    r"(?:package|composer|bower|tsconfig|jsconfig|deno|manifest|angular|nx|lerna|turbo|renovate|vercel|netlify|firebase"
    r"|app|appsettings|launch|settings|tasks\.vscode|mkdocs|docker-compose|compose|openapi|asyncapi|swagger|pubspec"
    r"|chart|values|kustomization|serverless|cloudbuild|azure-pipelines|\.[\w.-]+)(?:\.[\w-]+)*\.(?:json|ya?ml)"
)
_LOCK = re.compile(r"(?:.*[-.]lock|npm-shrinkwrap|packages\.lock|.*lockfile)\.(?:json|ya?ml|txt)|.*\.lock")
_TEMPLATE = re.compile(r"(?:^|[^a-z])(?:template|tmpl|boilerplate|skeleton)s?(?:[^a-z]|$)")
_LEGAL = re.compile(
    r"(?:contributing|code_of_conduct|code-of-conduct|licen[cs]e|notice|authors|maintainers|codeowners)\b"
)
_WARY = re.compile(
    r"(?:readme|change_?log|changes|history|news|release[-_]?notes?|agents|claude|gemini|copilot-instructions|security"
    r"|support|index|glossary|faq|tutorial|requirements|robots|cmakelists)(?:[-_.].*)?$"
)
_NAMED = re.compile(
    r"track(?:er|ing)|readiness|check-?list|go-?no-?go|task-?(?:board|list|breakdown)|tasks?(?:-|$)|road-?map|milestones?"
    r"|sign-?off|execution|status|board(?:-|$)|kanban|backlog|to-?do|progress|gates?(?:-|$)|exit-criteria|acceptance"
    r"|remediation|hardening|evidence|ledger|work-?plan|action-?(?:plan|items)|delivery-plan|release-plan|launch"
    r"|production-ready|matrix|deliverables|burn-?down|sprint|epics?(?:-|$)|phases?(?:-|$)"
    r"|任务|任務|进度|進度|清单|清單|タスク|チェックリスト|進捗|체크리스트|할일|дорожная|чек-?лист|задачи|aufgaben|pendientes|tareas"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=4096)
def _folder(part: str) -> str | None:
    """Why everything in a folder of this name is left out, if it is."""
    name = part.casefold()
    if name in _VENDORED:
        return f"`{part}` holds code or files of others"
    if name in _FIXTURES:
        return f"`{part}` holds test data"
    if name in _TEMPLATES:
        return f"`{part}` holds templates"
    return None


def judge_name(path: str) -> Verdict | None:
    """Return what the path tells; None where the format is none that trackers have (its bytes need not be read)."""
    name = path.rpartition("/")[2]
    kind = name.rpartition(".")[2].casefold()
    if kind not in PROSE and kind not in STRUCTURED:
        return None
    if _left_out(path) is not None:
        return Verdict.LEFT_OUT
    stem = name[: -len(kind) - 1]
    plain = re.sub(r"[\W_]+", "-", _CAMEL.sub("-", stem)).casefold()
    if _WARY.match(stem.casefold()):
        return Verdict.WARY
    return Verdict.NAMED if _NAMED.search(plain) else Verdict.UNKNOWN


def judge(path: str, head: bytes) -> Candidate:
    """Return whether a file is read as a tracker, from its path and first `HEAD` bytes, and say why in one sentence."""
    verdict = judge_name(path)
    if verdict is None:
        return Candidate(path=path, take=False, why="is in no format that trackers have")
    if verdict is Verdict.LEFT_OUT:
        return Candidate(path=path, take=False, why=_left_out(path) or "is left out")
    take, why = _weigh(path, verdict, look(path, head))
    return Candidate(path=path, take=take, why=why)


def _left_out(path: str) -> str | None:
    folders, _, name = path.casefold().rpartition("/")
    parts = folders.split("/") if folders else []
    why = next((why for part in parts if (why := _folder(part))), None)
    stem, _, kind = name.rpartition(".")
    if why is None and (_TEMPLATE.search(stem) or (name.startswith("issue_") and ".github" in parts)):
        why = "its name says that it is a template"
    if why is None and _LEGAL.match(stem):
        why = "such files tell people how to contribute, not what is done"
    return _configures(name, parts) if why is None and kind in STRUCTURED else why


def _configures(name: str, parts: list[str]) -> str | None:
    """Why a structured file is for a program and not for people."""
    if _LOCK.fullmatch(name):
        return "it is a lock file"
    if _MANIFEST.fullmatch(name) or ".github" in parts or ".vscode" in parts:
        return "it configures a tool"
    if any(part in _CATALOGUES for part in parts):
        return "its folder holds texts, schemas or workflows for programs"
    return None


def _weigh(path: str, verdict: Verdict, signs: Signs) -> tuple[bool, str]:
    if signs.fault:
        named = verdict is Verdict.NAMED
        return (
            named and signs.damaged,
            f"{'is named like a tracker, but' if named else 'it'} {signs.fault}",
        )
    if signs.placeholder:
        return False, "it holds placeholders only, so it is a template"
    if path.rpartition(".")[2].casefold() in STRUCTURED:
        return _weigh_structured(verdict, signs)
    return _weigh_prose(verdict, signs)


def _weigh_structured(verdict: Verdict, signs: Signs) -> tuple[bool, str]:
    if verdict is Verdict.NAMED and signs.rows >= 1:
        return True, f"is named like a tracker and lists {_count(signs.rows, 'entry', 'entries')} with a status"
    if signs.rows >= 2 and signs.fields >= 1:  # noqa: PLR2004 -- one entry is no list
        return True, f"lists {_count(signs.rows, 'entry', 'entries')} with title, status and other fields of a tracker"
    return False, "lists no entries with a title or id and a status"


def _weigh_prose(verdict: Verdict, signs: Signs) -> tuple[bool, str]:
    if signs.boundary:
        return True, "says what may not be written yet, so it is a boundary"
    found = _found(signs)
    if verdict is Verdict.WARY:
        take = signs.identified >= 3 or signs.boxes >= 10  # noqa: PLR2004 -- rule 4
        few = "files of this name seldom track anything, and it has no long list of items"
        return take, f"has {found}, which is more than such files usually have" if take else few
    if verdict is Verdict.NAMED:
        few = "is named like a tracker, and has neither a table with a status nor boxes"
        return bool(found), f"is named like a tracker and has {found}" if found else few
    take = signs.identified >= 1 or signs.rows >= 2 or signs.boxes >= 3 or signs.nodes >= 2  # noqa: PLR2004 -- rule 3
    return take, f"has {found}" if take else "has no list of items"


def _found(signs: Signs) -> str:
    found = [
        _count(signs.rows, "table row with a status", "table rows with a status"),
        _count(signs.boxes, "box", "boxes"),
        _count(signs.nodes, "diagram node with a status", "diagram nodes with a status"),
    ]
    told = [part for part in found if part] or [_count(signs.listed, "line with a status", "lines with a status")]
    return " and ".join(part for part in told if part)


def _count(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}" if number else ""

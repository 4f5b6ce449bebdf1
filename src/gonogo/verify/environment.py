"""The environment of a verify command: an allow-list of the caller's, with what the settings set. Pure.

Rules:
1. Nothing is taken over that is not on the list: tokens and keys of the caller's shell do not reach a command.
2. `allow` in the settings adds names; a trailing `*` adds all that begin so. `environment` sets values, and wins.
3. `GONOGO_RUN` names the run and `GONOGO_SESSION` the `gonogo verify` that made it: they mark its processes, so that
   those which left their group can be found and ended.
"""

from __future__ import annotations

from collections.abc import Mapping

from gonogo.model.command import Settings

TAKEN_OVER = frozenset(
    """
    HOME LANG LANGUAGE LOGNAME PATH SHELL TEMP TERM TMP TMPDIR TZ USER VIRTUAL_ENV XDG_CACHE_HOME XDG_RUNTIME_DIR
    SSL_CERT_FILE SSL_CERT_DIR
    """.split()  # noqa: SIM905 -- words read best as words
)
PREFIXES = ("LC_",)
RUN_MARK = "GONOGO_RUN"
SESSION_MARK = "GONOGO_SESSION"
DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin"


def environment(settings: Settings, caller: Mapping[str, str]) -> dict[str, str]:
    """Return what a command of these settings gets from a caller with this environment, without the marks."""
    names = TAKEN_OVER.union(name for name in settings.allow if not name.endswith("*"))
    prefixes = PREFIXES + tuple(name[:-1] for name in settings.allow if name.endswith("*"))
    taken = {name: value for name, value in caller.items() if name in names or name.startswith(prefixes)}
    taken.setdefault("PATH", DEFAULT_PATH)
    return {**taken, **dict(settings.environment)}

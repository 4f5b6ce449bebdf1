"""The one place that turns whatever happens into an exit status and words for a person.

0 done or go · 1 no-go, refused, errors found · 2 bad usage or input · 3 internal error · 4 integrity broken ·
130 interrupted. A stack trace is shown only under GONOGO_DEBUG=1.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from gonogo.cli.group import gonogo
from gonogo.cli.output import show, talk
from gonogo.errors import GonogoError, InternalError, Refusal, UsageError

INTERRUPTED = 130
DEBUG = "GONOGO_DEBUG"


def run(arguments: Sequence[str]) -> int:
    """Run gonogo on these arguments and return its exit status; nothing is raised."""
    try:
        status = gonogo.main(args=list(arguments), prog_name="gonogo", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        talk("", "interrupted")
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        show(f"{error.format_message()}\n")
        return UsageError.status
    except click.ClickException as error:
        return _tell(_usage(error))
    except GonogoError as error:
        return _tell(error)
    except Exception as error:  # noqa: BLE001 -- the last net: whatever it is, a person gets words and a status
        return _tell(_internal(error))
    return status if isinstance(status, int) else 0


def _usage(error: click.ClickException) -> UsageError:
    message = error.format_message().rstrip(".")
    hint = None
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f"{error.ctx.command_path} --help"
        if isinstance(error, click.NoSuchOption) and error.ctx.parent is None:
            hint = f"options of a verb stand after it: gonogo status {error.option_name}"
    return UsageError(message[:1].lower() + message[1:], hint=hint)


def _internal(error: Exception) -> InternalError:
    shown = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return InternalError(
        f"gonogo broke: {shown}",
        hint=f"this is a fault of gonogo's; {DEBUG}=1 shows where it happened, which helps in a report",
    )


def _tell(error: GonogoError) -> int:
    """Print an error with its cure; a code that has a remedy in the catalogue is never left without one."""
    if os.environ.get(DEBUG) == "1":
        import traceback  # noqa: PLC0415 -- lazy: a program that ends well never needs it

        talk(*"".join(traceback.format_exception(error.__cause__ or error.__context__ or error)).splitlines())
    if error.hint is None and error.code is not None:
        error.hint = _remedy(error.code)
    lines = str(error).splitlines() or [""]
    talk(f"{'refused' if isinstance(error, Refusal) else 'error'}: {lines[0]}", *lines[1:])
    return error.status


def _remedy(code: str) -> str | None:
    from gonogo import reasons  # noqa: PLC0415 -- lazy: `--help` and `--version` never need it

    known = reasons.CATALOGUE.get(code)
    return known.remedy if known is not None else None

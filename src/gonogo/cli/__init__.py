"""One file a verb: parse, call one use case, render.

$ gonogo              the board
$ gonogo why M-04     why an item stands as it does
$ gonogo decide       go or no-go; exit status 0 or 1
"""

from __future__ import annotations

import sys

from gonogo.cli.failure import run

__all__ = ["main"]


def main() -> None:
    """Run gonogo on the arguments of this process and end it with the status of design §12."""
    sys.exit(run(sys.argv[1:]))

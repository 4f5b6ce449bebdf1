"""`python -m gonogo`: the same as `gonogo`."""

from __future__ import annotations

from gonogo.cli import main

if __name__ == "__main__":
    main()

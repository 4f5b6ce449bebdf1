"""Write the pages and schemas that are made from the program; with --check, say which of them are out of date.

python tools/generate.py            write
python tools/generate.py --check    end in 1 where a file differs from what would be written
"""

from __future__ import annotations

import sys
from pathlib import Path

from reference import cli, picture, reasons, rules, schemas, settings

ROOT = Path(__file__).resolve().parent.parent


def contents() -> dict[Path, str]:
    """Return every generated file with what belongs into it."""
    reference = ROOT / "docs" / "reference"
    made = {
        reference / "cli.md": cli.page(),
        reference / "reasons.md": reasons.page(),
        reference / "settings.md": settings.page(),
        ROOT / "README.md": picture.in_readme((ROOT / "README.md").read_text(encoding="utf-8")),
    }
    for name, text in rules.files().items():
        made[reference / "rules" / name] = text
    for name, text in schemas.files().items():
        made[ROOT / "src" / "gonogo" / "schemas" / name] = text
    return made


def main(arguments: list[str]) -> int:
    """Write or check, and return the exit status."""
    stale = []
    for path, text in contents().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'out of date' if '--check' in arguments else 'written'}: {path}")
    if stale and "--check" in arguments:
        print("hint: make docs")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

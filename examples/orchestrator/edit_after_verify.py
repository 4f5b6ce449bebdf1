"""Do to the workspace what happens to every workspace after somebody wrote "Done"; run it from this directory.

1. Tidy `hubline/intake.py`: the proof of HL-03 was for other content, so HL-03 is stale.
2. Move `docs/alarms.md` into an archive: the evidence of HL-08 is gone from where the tracker says it is.
3. Touch `hubline/chutes.py` without changing it: nothing follows, for contents count and times do not.
4. Add a line to `README.md`: nothing follows, for no command reads it.
"""

import os
import sys
from pathlib import Path


def tidy_intake():
    path = Path("hubline/intake.py")
    text = path.read_text(encoding="utf-8")
    before, after = "HEAVIEST_GRAMS = 31_500", "HEAVIEST_GRAMS = 31_500  # what a belt joint carries"
    if after not in text:
        path.write_text(text.replace(before, after, 1), encoding="utf-8")


def archive_alarms():
    source, target = Path("docs/alarms.md"), Path("docs/archive/alarms.md")
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)


def touch_chutes():
    os.utime("hubline/chutes.py")


def extend_readme():
    with Path("README.md").open("a", encoding="utf-8") as file:
        file.write("\nEdited after verifying.\n")


if __name__ == "__main__":
    if not Path("hubline/intake.py").exists():
        sys.exit("edit_after_verify.py: run it from the directory that holds hubline/")
    for step in (tidy_intake, archive_alarms, touch_chutes, extend_readme):
        step()
        print(f"edited: {step.__name__.replace('_', ' ')}")

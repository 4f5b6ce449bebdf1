"""Check that every promise in the targets file is there, is a number, and has an alarm no laxer than itself."""

import json
import sys
from pathlib import Path


def faults(targets):
    """Return what is wrong, a sentence each."""
    found = []
    for name in ("sorted_in_first_wave_per_thousand", "misrouted_per_thousand", "restart_seconds"):
        if not isinstance(targets.get(name), int):
            found.append(f"{name}: a whole number is missing")
    limits = {rule["of"]: rule["per_thousand"] for rule in targets.get("alarms", ())}
    if limits.get("misrouted", 1000) > targets.get("misrouted_per_thousand", 0):
        found.append("alarms: misroutes are promised to be rarer than the alarm notices")
    return found


if __name__ == "__main__":
    found = faults(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    for fault in found:
        print(fault)
    print("targets: " + (f"{len(found)} faults" if found else "ok"))
    sys.exit(1 if found else 0)

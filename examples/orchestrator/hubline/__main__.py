"""python -m hubline PLAN SCANS: sort a night's scans (one JSON object a line) and print the manifest."""

import json
import sys
from pathlib import Path

from hubline.chutes import Board, Full
from hubline.intake import Rejected, admit
from hubline.manifest import manifest
from hubline.metrics import Night
from hubline.plan import PlanError, load


def main(arguments):
    if len(arguments) != 2:
        print("usage: python -m hubline PLAN SCANS", file=sys.stderr)
        return 2
    try:
        plan = load(arguments[0])
    except (OSError, PlanError) as error:
        print(f"hubline: {error}", file=sys.stderr)
        return 2
    board, night, sorted_parcels = Board(plan), Night(), []
    for line in Path(arguments[1]).read_text(encoding="utf-8").splitlines():
        try:
            parcel = admit(json.loads(line))
            sorted_parcels.append(f"{parcel.barcode} {board.take(parcel.region)}")
            night.count("sorted")
        except Rejected as error:
            night.count("rejected")
            print(f"hubline: {error}", file=sys.stderr)
        except Full as error:
            night.count("full")
            print(f"hubline: no chute left for {error}", file=sys.stderr)
    print(json.dumps({**manifest(plan.hub, sorted_parcels), "counts": dict(night.counts)}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

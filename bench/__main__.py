"""`make bench`: runs every bench, keeps the results by date, exits 1 when a bound is missed."""

import importlib
import json
import os
import sys
from datetime import date
from pathlib import Path

from .measured import Measured, machine

BENCHES = (
    "reading",
    "rules",
    "points_page",
    "brief",
    "cold_review",
    "cannot_judge",
    "peers",
    "search",
    "organisation_as_of",
)
RESULTS = Path(__file__).resolve().parents[1] / "var" / "bench"


def main(names: list[str]) -> int:
    """Measure the benches named (all without a name); a bench that measures nothing counts as missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.local")
    print(machine())
    measured: list[Measured] = []
    empty: list[str] = []
    for name in names or BENCHES:
        found = importlib.import_module(f"bench.{name}").run()
        if not found:
            empty.append(name)
        for result in found:
            print(result.line(), flush=True)
            measured.append(result)
    RESULTS.mkdir(parents=True, exist_ok=True)
    record = {"machine": machine(), "results": [result.as_dict() for result in measured]}
    path = RESULTS / f"{date.today().isoformat()}.json"  # noqa: DTZ011 - the day of the machine is what is meant
    path.write_text(json.dumps(record, indent=1), encoding="utf-8")
    missed = [result.what for result in measured if not result.holds] + [f"{name}: measured nothing" for name in empty]
    if missed:
        print(f"Missed: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Share of `cannot_judge` on the demo's packages, printed per rule; at most 2 %."""

from collections import Counter
from datetime import date

from styringsdialog.demo.generate import generate
from styringsdialog.demo.world import PACKAGE_YEARS
from styringsdialog.rulebook.engine import review
from styringsdialog.rulebook.finding import Outcome

DAY = date(2026, 9, 1)
BOUND_PCT = 2.0


def run() -> bool:
    """Print the share per rule and in all; True when it is within the bound."""
    findings = [
        finding
        for owner in generate().owners
        if owner.spec.has_package
        for year in PACKAGE_YEARS
        for finding in review(owner.packages[year], DAY)
    ]
    tried = Counter(finding.rule for finding in findings)
    unsure = Counter(finding.rule for finding in findings if finding.outcome is Outcome.CANNOT_JUDGE)
    print("share of cannot_judge on the demo's packages, by rule")
    for rule in sorted(tried):
        print(f"  {rule:6} {unsure[rule]:4} of {tried[rule]:5} = {100 * unsure[rule] / tried[rule]:5.2f} %")
    share = 100 * unsure.total() / tried.total()
    print(f"  all    {unsure.total():4} of {tried.total():5} = {share:5.2f} % (bound {BOUND_PCT:.0f} %)")
    return share <= BOUND_PCT


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)

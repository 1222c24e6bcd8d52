"""Share of `cannot_judge` on the demo's packages, printed per rule; at most 2 %."""

from collections import Counter
from datetime import date

from styringsdialog.demo.generate import generate
from styringsdialog.demo.world import PACKAGE_YEARS
from styringsdialog.rulebook.engine import review
from styringsdialog.rulebook.finding import Outcome

from .measured import Measured

DAY = date(2026, 9, 1)
BOUND_PCT = 2.0


def run() -> list[Measured]:
    """Print the share per rule, and answer with the share of all findings."""
    packages = [owner.packages[year] for owner in generate().owners if owner.spec.has_package for year in PACKAGE_YEARS]
    findings = [finding for package in packages for finding in review(package, DAY)]
    tried = Counter(finding.rule for finding in findings)
    unsure = Counter(finding.rule for finding in findings if finding.outcome is Outcome.CANNOT_JUDGE)
    for rule in sorted(tried):
        print(f"     {rule}: {unsure[rule]} of {tried[rule]} = {100 * unsure[rule] / tried[rule]:.2f} %")
    share = 100 * unsure.total() / tried.total()
    dataset = f"{len(packages)} packages, {tried.total()} findings"
    return [Measured("share of cannot_judge on the demo's packages", share, BOUND_PCT, "%", dataset)]

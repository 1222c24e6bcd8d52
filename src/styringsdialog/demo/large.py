"""One large package for measuring: complete, sound, and cheap to make."""

from dataclasses import replace

import numpy as np

from styringsdialog.exchange.content import OwnerKind, PackageFacts, changed

from . import packaging
from .generate import simulate
from .maintenance import plan
from .stock import COUNTS, MUNICIPALITY, division
from .world import OwnerSpec

LINES_A_YEAR = 4  # works a year in each maintenance plan: 30 years x 4 lines x 5 columns = 600 cells a division
YEAR = 2025


def large_package(divisions: int = 40, seed: int = 1) -> PackageFacts:
    """A package of the edition 2026 whose workbook has over 1,250 cells a division (50,000 for 40).

    By division: some 145 accounts with number, text and up to four amounts (about 800 cells), a plan of 600 cells,
    provisions, sheet and tenancies. At most 999 divisions, for the LBF number has three digits.
    """
    if not 1 <= divisions <= 999:
        raise ValueError("a package has 1 to 999 divisions")
    spec = OwnerSpec(
        "storgaard",
        "9199",
        "Storgård Almene Boliger (måling)",
        OwnerKind.OWN_DIVISIONS,
        "99001999",
        1,
        MUNICIPALITY.code,
        traits=frozenset({"fund_below_paying", "working_capital_below_paying"}),
    )
    first = sum(COUNTS.values())  # names after those of the demo
    specs = tuple(replace(division(spec, number, first + number, seed), area="") for number in range(1, divisions + 1))
    organisation_years, division_years = simulate(spec, specs, seed)
    facts = []
    for it in specs:
        made = packaging.division_facts(it, spec, division_years[it.number], YEAR, seed)
        now = division_years[it.number][YEAR]
        rng = np.random.default_rng([seed, int(it.number)])
        works = plan(
            now.next_budget["116.gross"],
            now.next_budget["120"],
            now.movements["401"]["closing"],
            YEAR + 1,
            rng,
            lines_a_year=LINES_A_YEAR,
        )
        facts.append(changed(made, plan=works))
    results = [division_years[it.number][YEAR] for it in specs]
    organisation = packaging.organisation_facts(spec, specs, organisation_years, results, YEAR, seed)
    return packaging.package(organisation, tuple(facts))

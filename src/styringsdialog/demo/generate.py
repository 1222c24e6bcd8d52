"""Makes the fictional municipality: the same seed gives the same world, figure by figure."""

from dataclasses import replace

from styringsdialog.exchange.content import PackageFacts

from . import packaging
from .areas import areas
from .division_year import WARM_UP_YEAR, DivisionSimulation
from .organisation_year import OrganisationSimulation, OrganisationYear
from .people import UNITS, USERS
from .planting import with_faults
from .simulated import DivisionYear
from .stock import MUNICIPALITY, NEIGHBOUR, OWNERS, divisions
from .world import LAST_YEAR, YEARS, DemoWorld, DivisionSpec, Owner, OwnerSpec, tenancy_units

SEED = 2026


def generate(seed: int = SEED) -> DemoWorld:
    """The whole municipality with six years of accounts. Pure: no clock, no database, no global random state."""
    return DemoWorld(seed, MUNICIPALITY, NEIGHBOUR, UNITS, USERS, tuple(_owner(spec, seed) for spec in OWNERS), areas())


def _owner(spec: OwnerSpec, seed: int) -> Owner:
    specs = divisions(spec, seed)
    organisation_years, division_years = simulate(spec, specs, seed)
    packages: dict[int, PackageFacts] = {}
    for year in YEARS:
        facts = tuple(packaging.division_facts(it, spec, division_years[it.number], year, seed) for it in specs)
        results = [division_years[it.number][year] for it in specs]
        organisation = packaging.organisation_facts(spec, specs, organisation_years, results, year, seed)
        sound = with_faults(packaging.package(organisation, facts), spec.key, year)
        before = packages.get(year - 1)
        packages[year] = replace(sound, previous=replace(before, previous=None) if before else None)
    return Owner(spec, specs, packages)


def simulate(
    spec: OwnerSpec, specs: tuple[DivisionSpec, ...], seed: int
) -> tuple[dict[int, OrganisationYear], dict[str, dict[int, DivisionYear]]]:
    """Organisation years by year, and division years by LBF number and year, from the warm-up year on."""
    units = float(sum((tenancy_units(it.tenancies) for it in specs), start=tenancy_units(())))
    organisation = OrganisationSimulation(spec, units, seed)
    running = {it.number: DivisionSimulation(it, spec.kind, seed) for it in specs}
    organisation_years: dict[int, OrganisationYear] = {}
    division_years: dict[str, dict[int, DivisionYear]] = {number: {} for number in running}
    budgets = {number: it.budget(WARM_UP_YEAR, organisation.charge(WARM_UP_YEAR)) for number, it in running.items()}
    own = organisation.budget(list(budgets.values()), WARM_UP_YEAR)
    for year in range(WARM_UP_YEAR, LAST_YEAR + 1):
        now = OrganisationYear(year, own)
        for number, it in running.items():
            current = DivisionYear(year, budgets[number])
            it.close(current)
            budgets[number] = current.next_budget = it.budget(year + 1, organisation.charge(year + 1))
            division_years[number][year] = current
        organisation.close(now, [division_years[number][year] for number in running])
        own = now.next_budget = organisation.budget(list(budgets.values()), year + 1)
        organisation_years[year] = now
    return organisation_years, division_years

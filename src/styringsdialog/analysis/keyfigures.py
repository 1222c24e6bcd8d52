"""Key figures of an organisation and of a division, year by year, from accounts and counts; a gap stays a gap."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Amount = int | Decimal
YearValues = Mapping[str, Amount]  # one year: figure name or account number -> kroner, m2 or count


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One key figure: `unit` is kr_per_unit, kr_per_m2, kr_per_dwelling, kr, pct or score; `of` computes one year."""

    name: str
    unit: str
    decimals: int
    of: Callable[[YearValues], Decimal | None]


@dataclass(frozen=True, slots=True)
class Series:
    """A key figure over consecutive years, oldest first; None where a year cannot be computed, never zero."""

    figure: KeyFigure
    years: tuple[int, ...]
    values: tuple[Decimal | None, ...]

    @property
    def known(self) -> bool:
        return any(value is not None for value in self.values)


def ratio(above: Amount | None, below: Amount | None, factor: int = 1) -> Decimal | None:
    """`above` x `factor` / `below`, or None where a part is missing or there is nothing to share by."""
    if above is None or below is None or below <= 0:
        return None
    return Decimal(above) * factor / Decimal(below)


def _share(account: str, per: str, factor: int = 1) -> Callable[[YearValues], Decimal | None]:
    return lambda year: ratio(year.get(account), year.get(per), factor)


def _stated(name: str) -> Callable[[YearValues], Decimal | None]:
    return lambda year: None if year.get(name) is None else Decimal(year[name])


def _organisation_result(year: YearValues) -> Decimal | None:
    """Surplus (550) less deficit (620): only one of them is filled in, so one alone is enough."""
    surplus, deficit = year.get("550"), year.get("620")
    if surplus is None and deficit is None:
        return None
    return Decimal(surplus or 0) - abs(Decimal(deficit or 0))


RENT = ("201.1", "201.2", "201.3")


def _rent(year: YearValues) -> Decimal | None:
    """The rent as stated; else dwellings' rent (201.1 family, 201.2 youth, 201.3 elderly) by their m2."""
    stated = year.get("rent_per_m2_kr")
    if stated is not None:
        return Decimal(stated)
    parts = [Decimal(year[account]) for account in RENT if account in year]
    return ratio(sum(parts, Decimal(0)), year.get("dwelling_m2")) if parts else None


# Formulas: ../field/accounts.md 2.3 (Landsbyggefonden counts provisions by dwelling).
ORGANISATION = (
    KeyFigure("dispositionsfond_per_unit", "kr_per_unit", 0, _share("dispositionsfond_liquid_kr", "tenancy_units")),
    KeyFigure("arbejdskapital_per_unit", "kr_per_unit", 0, _share("arbejdskapital_liquid_kr", "tenancy_units")),
    KeyFigure("administration_per_unit", "kr_per_unit", 0, _share("530", "tenancy_units")),
    KeyFigure("organisation_result", "kr", 0, _organisation_result),
)
DIVISION = (
    KeyFigure("rent_per_m2", "kr_per_m2", 0, _rent),
    KeyFigure("provisions_per_dwelling", "kr_per_dwelling", 0, _share("401", "dwellings")),
    KeyFigure("provisions_per_m2", "kr_per_m2", 0, _share("401", "dwelling_m2")),
    KeyFigure("result_account_per_unit", "kr_per_unit", 0, _share("407", "tenancy_units")),
    KeyFigure("cleaning_per_m2", "kr_per_m2", 0, _share("114", "dwelling_m2")),
    KeyFigure("energy_per_m2", "kr_per_m2", 0, _share("111", "dwelling_m2")),
    KeyFigure("move_out_pct", "pct", 1, _share("external_move_outs", "dwellings", 100)),
    KeyFigure("vacancy_pct", "pct", 1, _share("vacant_dwellings", "dwellings", 100)),
    KeyFigure("efficiency_score", "score", 0, _stated("efficiency_score")),
)


def series(figures: Iterable[KeyFigure], by_year: Mapping[int, YearValues], last: int, count: int = 5) -> list[Series]:
    """Each figure over the `count` years that end with `last`; years without data are None."""
    years = tuple(range(last - count + 1, last + 1))
    nothing: YearValues = {}
    return [Series(figure, years, tuple(figure.of(by_year.get(year, nothing)) for year in years)) for figure in figures]


@dataclass(frozen=True, slots=True)
class Change:
    """From the first to the last known year: `way` is up, down or level; `step` in the figure's own unit.

    `pct` is None from zero or below, where a percentage says nothing.
    """

    way: str
    step: Decimal
    pct: Decimal | None


def change(values: Iterable[Decimal | None], level_pct: int = 2) -> Change | None:
    """The direction over the years, or None with fewer than two known values.

    Less than `level_pct` percent of the larger of the two counts as level, so that noise is not called a trend.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    step, scale = last - first, max(abs(first), abs(last))
    pct = step * 100 / first if first > 0 and last >= 0 else None
    if step == 0 or abs(step) * 100 < scale * level_pct:
        return Change("level", step, pct)
    return Change("up" if step > 0 else "down", step, pct)

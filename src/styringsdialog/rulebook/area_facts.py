"""What the rule about area classes may know: the figures of one housing area («boligområde») for one list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .facts import NOTHING, Facts, missing

AVERAGED = ("share_outside_work_education_pct", "convicted_pct")


@dataclass(frozen=True, slots=True)
class AreaFacts(Facts):
    """One area as published for one list. Shares in percent; names are the columns of the published tables.

    The two averaged shares may be given as the mean itself, or by calendar year under `by_year`; the mean is then
    made over the years before the list year that the law of the list asks for.
    """

    name: str
    municipality: str = ""
    key: str = ""  # the register's key, where the area has one
    residents: int = missing()
    share_outside_work_education_pct: Decimal = missing()  # 18-64 years, mean of years
    share_nonwestern_pct: Decimal = missing()
    convicted_pct: Decimal = missing()  # 18 years and over, mean of years
    share_basic_education_pct: Decimal = missing()  # 30-59 years
    income_pct_of_region: Decimal = missing()
    by_year: Mapping[str, Mapping[int, Decimal]] = field(
        default_factory=lambda: NOTHING
    )  # name of an averaged share -> year -> percent
    convicted_national_pct: Decimal = missing()  # the country's share, read only where the year's limit is not known

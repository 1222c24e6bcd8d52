"""Published levels of the sector that the demo's figures are drawn around; kr. per m2 a year in 2021 unless it says so.

Sources: the field notes on statistics and accounts (section 2.3). What was not found is an assumption and says so.
"""

from datetime import date

from styringsdialog.exchange.content import TenancyKind

# Rent of all homes 844 (2020), 857 (2021), 899 (2023, +2.9 % on 2022: so 873.7 in 2022). 2019: 833.
# 2024 and 2025 were not found: +3.0 % and +2.5 % are assumptions.
RENT_ALL = {2019: 833.0, 2020: 844.0, 2021: 857.0, 2022: 873.7, 2023: 899.0, 2024: 926.0, 2025: 949.0, 2026: 970.0}
INDEX = {year: rent / RENT_ALL[2021] for year, rent in RENT_ALL.items()}
RENT_2021 = {TenancyKind.FAMILY: 835.0, TenancyKind.YOUTH: 958.0, TenancyKind.ELDERLY: 1117.0}
RENT_SPREAD = 0.07  # standard deviation as a share; assumption (capital region 920, South 737: +-11 % by region)

# Account: (level per m2, spread of the logarithm). Found: 114 (84 in 2018), 115 (32 in 2015), 117/121 (12), 119 (8.1 in
# 2018), 124 (230 where used), 120 from 105 spent in 2015. The rest are assumptions that add up to the published rent.
COST_PER_M2 = {
    "106": (42.0, 0.20),
    "107": (14.0, 0.30),
    "109": (34.0, 0.20),
    "110": (17.0, 0.25),
    "111": (25.0, 0.30),
    "114": (86.0, 0.20),
    "115": (35.0, 0.25),
    "118": (12.0, 0.50),
    "119": (8.6, 0.30),
    "120": (122.0, 0.18),
    "123": (3.0, 0.20),
    "126": (8.0, 0.50),
    "131": (2.0, 0.40),
}
CLEANING_RANGE = (43.0, 112.0)  # most divisions lie between 40 and 120 (2018)
A_SCHEME = 12.0
B_SCHEME = 14.0
OTHER_PROVISIONS = 200.0
COUNTRY_LEVY = 38.0  # account 113: divisions taken into use before 1970 pay; amount an assumption
ADMINISTRATION_PER_UNIT = 4350.0  # account 112.1; not found, assumption
VACANCY_LOSS = 5.4  # account 129 in 2021; 97 % of it covered by the dispositionsfond
MOVE_OUT_LOSS = 4.0  # account 130; not found, assumption
SAVED_PER_DWELLING_2019 = 44300.0  # account 401
MOVE_OUT_SHARE = {TenancyKind.FAMILY: 0.104, TenancyKind.YOUTH: 0.399, TenancyKind.ELDERLY: 0.12}  # elderly: assumption
VACANCY_WEIGHT = {
    TenancyKind.FAMILY: 0.94,
    TenancyKind.YOUTH: 2.5,
    TenancyKind.ELDERLY: 0.3,
}  # 6.1 / 16.1 / 1.9 per mille


def net_capital_per_m2(build_year: int, kind: TenancyKind) -> float:
    """Net capital cost, nominal: family 166, elderly 563 in the mean; the oldest 22, after 1998 591 (2017)."""
    if kind is TenancyKind.ELDERLY:
        return 563.0
    if kind is TenancyKind.YOUTH:
        return 230.0  # assumption: what the published rent leaves
    if build_year < 1960:
        return 22.0
    if build_year < 1975:
        return 75.0
    if build_year < 1990:
        return 165.0
    return 330.0 if build_year < 1999 else 591.0


def move_out_rate(year: int) -> float:
    """What a division bears itself of move-out losses, kr. per tenancy unit: 336 in 2021 (derived), indexed."""
    return 336.0 * INDEX[year]


# Rates by the first day on which a fiscal year can begin and have them (571 and 161: published for 1 January 2019; 163
# and 165 published; the rest indexed from them with the net price index for April).
FUND_RATES = (
    (date(2018, 1, 1), 566),
    (date(2019, 1, 1), 571),
    (date(2019, 7, 1), 577),
    (date(2020, 7, 1), 579),
    (date(2021, 7, 1), 584),
    (date(2022, 7, 1), 621),
    (date(2023, 7, 1), 661),
    (date(2024, 7, 1), 662),
)
WORKING_CAPITAL_RATES = (
    (date(2018, 1, 1), 160),
    (date(2019, 1, 1), 161),
    (date(2019, 7, 1), 163),
    (date(2021, 7, 1), 165),
    (date(2022, 7, 1), 176),
    (date(2023, 7, 1), 187),
)


def rate_on(rates: tuple[tuple[date, int], ...], first_day: date) -> int:
    """The rate of a fiscal year that begins on `first_day`, kr. per tenancy unit."""
    return next(rate for day, rate in reversed(rates) if day <= first_day)

"""The eight housing areas and what they show on the lists of 2020-2025: invented values, told area by area."""

from decimal import Decimal

from .stock import AREA_MEMBERS
from .world import Area, AreaYear

# Per area: the story, then a row a year: residents, outside work and education, non-western, convicted, only basic
# education, income as a share of the region's (all in percent), designation as it would have been published.
# Criteria of these years (field note areas): at least 1,000 residents; vulnerable when 2 of 4 of work > 40, convicted
# >= 3 x the national average (2020: 2.27, 2021: 2.35, 2022: 2.18; later limits not read), education > 60, income < 55.
# Parallel society: vulnerable and non-western > 50; transformation: so on five lists running. Prevention: non-western
# > 30 and 2 of 4 of work > 30, convicted >= 2 x, education > 60, income < 65.
STORIES: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "Slåenparken": (
        "På hver liste siden 2016: hårdt ghettoområde i 2020, siden omdannelsesområde.",
        (
            ("2496", "47.1", "62.4", "2.61", "68.9", "51.8", "hårdt ghettoområde"),
            ("2451", "46.4", "61.7", "2.52", "68.1", "52.2", "omdannelsesområde"),
            ("2418", "45.9", "60.6", "2.49", "67.2", "52.6", "omdannelsesområde"),
            ("2382", "45.0", "59.3", "2.40", "66.5", "53.0", "omdannelsesområde"),
            ("2347", "44.1", "58.2", "2.36", "65.8", "53.4", "omdannelsesområde"),
            ("2310", "43.2", "57.0", "2.31", "65.0", "53.9", "omdannelsesområde"),
        ),
    ),
    "Mirabellunden": (
        "Udsat boligområde, der går over 50 pct. ikke-vestlige i 2024 og bliver parallelsamfund.",
        (
            ("1688", "42.2", "48.7", "1.90", "63.1", "56.2", "udsat boligområde"),
            ("1677", "42.0", "49.2", "1.84", "62.9", "56.0", "udsat boligområde"),
            ("1669", "41.8", "49.6", "1.88", "62.6", "55.8", "udsat boligområde"),
            ("1658", "41.7", "50.0", "1.92", "62.2", "55.6", "udsat boligområde"),
            ("1649", "41.5", "50.4", "1.85", "61.9", "55.4", "parallelsamfund"),
            ("1640", "41.3", "50.9", "1.81", "61.5", "55.3", "parallelsamfund"),
        ),
    ),
    "Kvædehaven": (
        "Udsat til og med 2023; beskæftigelsen stiger, og området går over på forebyggelseslisten.",
        (
            ("1466", "42.9", "44.0", "1.40", "62.0", "56.9", "udsat boligområde"),
            ("1458", "42.1", "43.6", "1.36", "61.7", "57.2", "udsat boligområde"),
            ("1449", "41.3", "43.1", "1.30", "61.2", "57.6", "udsat boligområde"),
            ("1440", "40.4", "42.7", "1.27", "60.8", "58.0", "udsat boligområde"),
            ("1431", "39.3", "42.0", "1.20", "59.4", "58.6", "forebyggelsesområde"),
            ("1420", "38.2", "41.2", "1.15", "59.1", "59.1", "forebyggelsesområde"),
        ),
    ),
    "Humletoften": (
        "Forebyggelsesområde på alle lister siden 2021.",
        (
            ("1288", "35.8", "37.0", "1.20", "57.3", "62.0", "ikke på listen"),
            ("1281", "35.5", "37.3", "1.16", "57.0", "61.8", "forebyggelsesområde"),
            ("1277", "35.0", "37.7", "1.11", "56.7", "61.6", "forebyggelsesområde"),
            ("1270", "34.6", "37.9", "1.10", "56.1", "61.5", "forebyggelsesområde"),
            ("1266", "34.3", "38.1", "1.06", "55.8", "61.3", "forebyggelsesområde"),
            ("1260", "34.0", "38.4", "1.02", "55.4", "61.1", "forebyggelsesområde"),
        ),
    ),
    "Hyldeengen": (
        "Lige ved grænserne uden at gå over: 40,0 pct. uden for arbejde og 60,0 pct. med grundskole.",
        (
            ("1121", "39.2", "27.4", "1.05", "59.1", "57.7", "ikke på listen"),
            ("1115", "39.4", "27.9", "1.02", "59.3", "57.3", "ikke på listen"),
            ("1108", "39.6", "28.3", "1.00", "59.5", "57.0", "ikke på listen"),
            ("1101", "39.7", "28.8", "0.98", "59.7", "56.6", "ikke på listen"),
            ("1096", "39.9", "29.4", "0.97", "59.9", "56.1", "ikke på listen"),
            ("1090", "40.0", "30.0", "0.95", "60.0", "55.8", "ikke på listen"),
        ),
    ),
    "Lupinengen": (
        "Udsat boligområde, der falder under 1.000 beboere i 2025 og derfor forlader listen.",
        (
            ("1049", "43.5", "35.2", "1.60", "64.4", "54.2", "udsat boligområde"),
            ("1041", "43.1", "35.0", "1.58", "64.0", "54.4", "udsat boligområde"),
            ("1030", "42.8", "34.6", "1.49", "63.7", "54.5", "udsat boligområde"),
            ("1021", "42.6", "34.3", "1.44", "63.1", "54.7", "udsat boligområde"),
            ("1000", "42.3", "34.0", "1.40", "62.8", "54.8", "udsat boligområde"),
            ("987", "42.0", "33.6", "1.37", "62.4", "54.9", "ikke på listen"),
        ),
    ),
    "Akelejebakken": (
        "To værdier er ikke offentliggjort i 2024 og 2025, og de kan afgøre, om området er udsat.",
        (
            ("1203", "41.0", "40.2", "1.30", "58.8", "56.0", "forebyggelsesområde"),
            ("1199", "40.8", "40.0", "1.28", "58.6", "56.1", "forebyggelsesområde"),
            ("1195", "40.9", "39.8", "1.26", "58.9", "55.9", "forebyggelsesområde"),
            ("1190", "39.9", "39.5", "1.22", "59.2", "55.7", "forebyggelsesområde"),
            ("1186", "41.3", "39.3", "1.20", "", "", ""),
            ("1180", "41.2", "39.0", "1.18", "", "", ""),
        ),
    ),
    "Brombærskrænten": (
        "Et velfungerende område uden kriterier i nærheden af grænserne.",
        (
            ("1362", "22.4", "14.1", "0.55", "38.9", "78.4", "ikke på listen"),
            ("1360", "22.1", "14.3", "0.52", "38.4", "78.9", "ikke på listen"),
            ("1358", "21.8", "14.2", "0.50", "38.0", "79.3", "ikke på listen"),
            ("1355", "21.4", "14.5", "0.49", "37.5", "79.8", "ikke på listen"),
            ("1352", "21.1", "14.4", "0.47", "37.1", "80.2", "ikke på listen"),
            ("1350", "20.9", "14.6", "0.46", "36.8", "80.6", "ikke på listen"),
        ),
    ),
}
# Until 2020 no prevention list existed: Akelejebakken met one criterion of four (work) and stood on no list that year.
NOT_LISTED_2020 = ("Akelejebakken",)
MEMBER_SINCE_2016 = "Slåenparken"
MEMBER_FROM = {"Mirabellunden": 2024}


def _year(name: str, year: int, row: tuple[str, ...]) -> AreaYear:
    residents, *values, designation = row
    work, nonwestern, convicted, education, income = (Decimal(value) if value else None for value in values)
    if year == 2020 and name in NOT_LISTED_2020:
        designation = "ikke på listen"
    return AreaYear(year, int(residents), work, nonwestern, convicted, education, income, designation)


def areas() -> tuple[Area, ...]:
    """The areas in the order of the table, with the values of 2020-2025."""
    return tuple(
        Area(f"omraade-{place}", name, story, tuple(_year(name, 2020 + offset, row) for offset, row in enumerate(rows)))
        for place, (name, (story, rows)) in enumerate(STORIES.items(), start=1)
        if name in AREA_MEMBERS
    )


def memberships() -> tuple[tuple[int, str, str, str], ...]:
    """The published ghetto and parallel-society lists of the municipality: year, list, area, basis.

    Whole from 2016 to 2025, so that whoever is not named is known to have been absent.
    """
    rows = []
    for year in range(2016, 2026):
        title = "ghettoliste" if year < 2018 else "ghettoområder" if year < 2021 else "parallelsamfund"
        members = [MEMBER_SINCE_2016, *(name for name, first in MEMBER_FROM.items() if year >= first)]
        rows += [(year, title, name, f"direct (complete, {len(members)})") for name in members]
    return tuple(rows)

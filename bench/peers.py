"""The peers of one division among all of the country's: pure arithmetic, without a database."""

import random

from styringsdialog.analysis.peers import Row, nearest

from .measured import Measured, median_ms

DIVISIONS = 7_100  # divisions of social housing in Denmark
BOUND_MS = 50
FIGURES = ("rent_per_m2", "provisions_per_dwelling", "move_out_pct", "cleaning_per_m2", "energy_per_m2")


def run() -> list[Measured]:
    """Five figures and size, one row in twenty lacks a figure; then with form, age and region as well."""
    rows = made(DIVISIONS)
    options = {"figures": FIGURES, "size_figure": "dwellings", "count": 8}
    narrow = {**options, "same_form": True, "age_within": 15, "region": [f"{n:04}" for n in range(101, 150)]}
    dataset = f"{DIVISIONS} made-up divisions, {len(FIGURES)} figures and size"
    return [
        Measured("peers among all", median_ms(lambda: nearest(rows[0], rows, **options)), BOUND_MS, "ms", dataset),
        Measured(
            "peers of same form, age and region",
            median_ms(lambda: nearest(rows[0], rows, **narrow)),
            BOUND_MS,
            "ms",
            dataset,
        ),
    ]


def made(count: int) -> list[Row]:
    """Divisions by a seed: the same on every machine."""
    chance = random.Random(7)  # noqa: S311 - figures, not secrets
    return [
        Row(
            f"{number:05}",
            {
                "dwellings": float(chance.randint(8, 900)),
                **{name: None if chance.random() < 0.01 and number else chance.gauss(100, 20) for name in FIGURES},
            },
            form=chance.choice(("etage", "taet_lav", "blandet")),
            build_year=chance.randint(1920, 2020),
            region=f"{chance.randint(101, 198):04}",
        )
        for number in range(count)
    ]

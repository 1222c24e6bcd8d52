"""Thirty-year maintenance plans whose first year is next year's budget and whose works the provisions can carry."""

import numpy as np

from styringsdialog.exchange.content import PlannedWork

HORIZON = 30  # years; own knowledge in the field note, not read in a source
PARTS = (
    ("Tag", "Udskiftning af tagbelægning"),
    ("Facade", "Omfugning og reparation"),
    ("Vinduer", "Udskiftning af vinduer"),
    ("Døre", "Udskiftning af indgangsdøre"),
    ("Badeværelser", "Renovering af vådrum"),
    ("Køkkener", "Udskiftning af køkkener"),
    ("Varmeanlæg", "Udskiftning af varmecentral"),
    ("Ventilation", "Udskiftning af ventilatorer"),
    ("Elinstallation", "Udskiftning af tavler"),
    ("Vand og afløb", "Strømpeforing af faldstammer"),
    ("Trapper", "Maling af opgange"),
    ("Elevatorer", "Modernisering af elevator"),
    ("Belægning", "Ny asfalt og fliser"),
    ("Legeplads", "Fornyelse af legeredskaber"),
    ("Belysning", "Ny udebelysning"),
    ("Kældre", "Reparation af kældergulve"),
    ("Altaner", "Betonreparation"),
    ("Vaskeri", "Udskiftning af maskiner"),
    ("Porttelefon", "Nyt anlæg"),
    ("Materiel", "Udskiftning af plæneklipper"),
)


def plan(
    first_budget: int,
    provision: int,
    opening: int,
    year: int,
    rng: np.random.Generator,
    *,
    lines_a_year: int = 2,
    horizon: int = HORIZON,
) -> tuple[PlannedWork, ...]:
    """Works from `year` on, kr. in fixed prices: year 1 is the budget of account 116, and no year ends below zero.

    `provision` is account 120, `opening` account 401 at the start of `year`.
    """
    works: list[PlannedWork] = []
    fund = opening
    for offset in range(horizon):
        wanted = first_budget if offset == 0 else round(provision * float(rng.uniform(0.55, 1.3)), -3)
        amount = max(0, int(min(wanted, max(0, fund + provision)) if offset else first_budget))
        fund += provision - amount
        first = int(rng.integers(len(PARTS)))
        rest = amount
        for line in range(lines_a_year):
            part, activity = PARTS[(first + line * 7) % len(PARTS)]
            share = rest if line == lines_a_year - 1 else amount // lines_a_year
            works.append(PlannedWork(year + offset, part, activity, share))
            rest -= share
    return tuple(works)

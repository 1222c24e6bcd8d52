"""The owners and divisions of the fictional municipality: who owns what, where it lies, how large and how old it is."""

from decimal import Decimal

import numpy as np

from styringsdialog.exchange.content import OwnerKind, TenancyCount, TenancyKind

from .world import DivisionSpec, Municipality, OwnerSpec

# No Danish municipality bears these names, and no municipality code begins with 099.
MUNICIPALITY = Municipality("0990", "Egekær Kommune")
NEIGHBOUR = Municipality("0991", "Sønderlyng Kommune")

OWNERS = (
    OwnerSpec(
        "elmelund",
        "9101",
        "Almene Boliger Elmelund",
        OwnerKind.OWN_DIVISIONS,
        "99000124",
        1,
        "0990",
        traits=frozenset({"fund_below_paying", "working_capital_above_charged"}),
    ),
    OwnerSpec(
        "ravnso",
        "9102",
        "Ravnsø Almennyttige Boligforening",
        OwnerKind.OWN_DIVISIONS,
        "99000213",
        7,
        "0990",
        traits=frozenset({"fund_below_not_paying", "working_capital_below_paying"}),
    ),
    OwnerSpec(
        "vesterlyng",
        "9103",
        "Vesterlyng Boligselskab",
        OwnerKind.OWN_DIVISIONS,
        "99000302",
        10,
        "0991",
        traits=frozenset({"fund_above_charged", "working_capital_below_paying"}),
    ),
    OwnerSpec("tjornehoj", "9104", "Tjørnehøj Almene Administration", OwnerKind.MANAGING, "99000418", 4, "0990"),
    OwnerSpec(
        "birkeso",
        "9105",
        "Den selvejende ældreboliginstitution Birkesøhjemmet",
        OwnerKind.SELF_OWNING_ELDERLY,
        "99000507",
        1,
        "0990",
        administrator="9104",
    ),
    OwnerSpec(
        "kollegium",
        "9106",
        "Den selvejende ungdomsboliginstitution Egekærkollegierne",
        OwnerKind.SELF_OWNING_YOUTH,
        "99000612",
        7,
        "0990",
        administrator="9104",
    ),
    OwnerSpec(
        "kommunal",
        "9107",
        "Egekær Kommunes ældreboliger",
        OwnerKind.MUNICIPAL_ELDERLY,
        "99000701",
        1,
        "0990",
        has_package=False,
    ),
    # Seated in the neighbouring municipality; its last division lies in Egekær.
    OwnerSpec(
        "engblomme",
        "9108",
        "Engblomme Boligselskab",
        OwnerKind.OWN_DIVISIONS,
        "99000817",
        1,
        "0991",
        traits=frozenset({"fund_below_paying", "working_capital_below_paying"}),
    ),
)
COUNTS = {
    "elmelund": 22,
    "ravnso": 16,
    "vesterlyng": 12,
    "tjornehoj": 0,
    "birkeso": 3,
    "kollegium": 4,
    "kommunal": 6,
    "engblomme": 4,
}
# Divisions that lie in the neighbouring municipality: the others lie in Egekær.
IN_NEIGHBOUR = {("ravnso", 16), ("vesterlyng", 11), ("vesterlyng", 12)} | {
    ("engblomme", number) for number in (1, 2, 3)
}

# Area: residents on the latest list, and its divisions by owner. Every area spans several owners.
AREA_MEMBERS: dict[str, tuple[int, tuple[tuple[str, int], ...]]] = {
    "Slåenparken": (2310, (("elmelund", 1), ("elmelund", 2), ("ravnso", 1), ("vesterlyng", 1))),
    "Mirabellunden": (1640, (("elmelund", 3), ("ravnso", 2), ("ravnso", 3))),
    "Kvædehaven": (1420, (("elmelund", 4), ("elmelund", 5), ("vesterlyng", 2))),
    "Humletoften": (1260, (("ravnso", 4), ("ravnso", 5), ("vesterlyng", 3))),
    "Hyldeengen": (1090, (("elmelund", 6), ("ravnso", 6))),
    "Lupinengen": (987, (("elmelund", 7), ("vesterlyng", 4))),
    "Akelejebakken": (1180, (("elmelund", 8), ("elmelund", 9), ("ravnso", 7), ("kollegium", 1))),
    "Brombærskrænten": (1350, (("elmelund", 10), ("ravnso", 8), ("vesterlyng", 5), ("kommunal", 1))),
}
RESIDENTS_PER_HOME = 1.9  # above the sector's 1.7 of 2022: areas with many family homes

# Economic situations that the accounts grow out of (situations.py tells them in words).
DIVISION_TRAITS: dict[tuple[str, int], frozenset[str]] = {
    ("elmelund", 11): frozenset({"deficit_unbudgeted"}),
    ("elmelund", 12): frozenset({"deficit_budgeted"}),
    ("elmelund", 18): frozenset({"low_efficiency"}),
    ("elmelund", 20): frozenset({"low_provisions"}),
    ("ravnso", 14): frozenset({"dear_cleaning"}),
    ("vesterlyng", 3): frozenset({"overdrawn_401"}),
    ("vesterlyng", 6): frozenset({"surplus"}),
    ("vesterlyng", 9): frozenset({"uncovered_vacancy"}),
    ("vesterlyng", 10): frozenset({"move_out_losses_borne"}),
    ("birkeso", 1): frozenset({"elderly_deficit_three_years"}),
    ("kollegium", 2): frozenset({"empty_homes"}),
    ("engblomme", 2): frozenset({"surplus"}),
}
FIRST = (
    "Slåen",
    "Mirabel",
    "Kvæde",
    "Humle",
    "Hylde",
    "Lupin",
    "Akeleje",
    "Brombær",
    "Timian",
    "Merian",
    "Kløver",
    "Mynte",
    "Salvie",
    "Havtorn",
    "Kaprifolie",
    "Ridderspore",
)
LAST = ("toften", "bakken", "skrænten", "engen", "krogen", "dammen")
LABELS = ("A2015", "A2010", "B", "C", "C", "C", "D", "D", "E")


def _dwellings(owner: OwnerSpec, count: int, rng: np.random.Generator) -> tuple[TenancyCount, ...]:
    """Rows of homes by kind: family 78 m2, elderly 62 m2, youth 35 m2 in the mean."""
    if owner.kind is OwnerKind.SELF_OWNING_YOUTH:
        return (TenancyCount(TenancyKind.YOUTH, count, Decimal(round(count * rng.normal(35, 2)))),)
    if owner.kind in (OwnerKind.SELF_OWNING_ELDERLY, OwnerKind.MUNICIPAL_ELDERLY):
        return (TenancyCount(TenancyKind.ELDERLY, count, Decimal(round(count * rng.normal(62, 2)))),)
    family = TenancyCount(TenancyKind.FAMILY, count, Decimal(round(count * rng.normal(78, 5))))
    return (family,)


def _build_year(owner: OwnerSpec, rng: np.random.Generator) -> int:
    """Build year: self-owning and municipal homes are young, the rest 47 years old in the mean of 2023."""
    if owner.kind is not OwnerKind.OWN_DIVISIONS:
        return int(rng.integers(1988, 2012))
    start, end = ((1938, 1959), (1960, 1974), (1975, 1989), (1990, 1998), (1999, 2015))[
        int(rng.choice(5, p=(0.16, 0.37, 0.30, 0.08, 0.09)))
    ]
    return int(rng.integers(start, end + 1))


def _homes(owner: OwnerSpec, number: int, rng: np.random.Generator) -> tuple[str, int]:
    """The area a division lies in, if any, and its number of homes."""
    spread = rng.uniform(0.85, 1.15)
    for area, (residents, members) in AREA_MEMBERS.items():
        if (owner.key, number) in members:
            small = sum(1 for key, _ in members if key in ("kollegium", "kommunal"))
            share = (residents / RESIDENTS_PER_HOME - 50 * small) / (len(members) - small)
            return area, round(50 * spread if owner.key in ("kollegium", "kommunal") else share * spread)
    return "", round({"birkeso": 44, "kollegium": 95, "kommunal": 32}.get(owner.key, 62) * spread)


def division(owner: OwnerSpec, number: int, place: int, seed: int) -> DivisionSpec:
    """One division; `place` is its number among all divisions and decides its name. Own random stream per division."""
    rng = np.random.default_rng([seed, int(owner.lbf_number), number])
    area, homes = _homes(owner, number, rng)
    name = f"{FIRST[place % len(FIRST)]}{LAST[(place // len(FIRST) + place) % len(LAST)]}"
    own = owner.kind is OwnerKind.OWN_DIVISIONS
    return DivisionSpec(
        owner=owner.key,
        number=f"{number:03d}",
        name=name,
        dwellings=_dwellings(owner, homes, rng),
        build_year=_build_year(owner, rng),
        building_form=str(rng.choice(("etage", "taet_lav", "blandet"), p=(0.60, 0.32, 0.08))),
        address=f"{name} 1-{homes * 2 - 1}",
        area=area,
        location=NEIGHBOUR.code if (owner.key, number) in IN_NEIGHBOUR else MUNICIPALITY.code,
        commercial=tuple(int(m2) for m2 in rng.integers(45, 400, int(rng.integers(1, 4))))
        if own and place % 5 == 0
        else (),
        garages=int(rng.integers(4, 48)) if own and (number == 16 or rng.random() < 0.4) else 0,
        energy_label=str(rng.choice(LABELS)),
        b_scheme=bool(rng.random() < 0.13),
        other_provisions=(place % 20 == 7),
        has_board=bool(rng.random() < 0.74),
        traits=DIVISION_TRAITS.get((owner.key, number), frozenset()),
    )


def divisions(owner: OwnerSpec, seed: int) -> tuple[DivisionSpec, ...]:
    """All divisions of one owner, by number."""
    before = 0
    for key, count in COUNTS.items():
        if key == owner.key:
            break
        before += count
    return tuple(division(owner, number, before + number - 1, seed) for number in range(1, COUNTS[owner.key] + 1))

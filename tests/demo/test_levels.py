"""The demo's levels and spreads follow the published figures; each tolerance is shown with its arithmetic.

Means are over all divisions of a kind, weighted by m2 or homes as the source does.
"""

import pytest

from styringsdialog.demo.situations import SITUATIONS
from styringsdialog.exchange.content import known

THOUSAND_SLIP = {("elmelund", "015", 2025)}


def divisions(world, year, kind=None):
    for owner in world.owners:
        for division in owner.packages[year].divisions:
            if kind is None or division.tenancies[0].kind == kind:
                yield owner.spec.key, division


def per_m2(world, year, account, kind=None):
    """Kr. per m2: the sum of the account over the sum of the dwelling area."""
    chosen = [it for key, it in divisions(world, year, kind) if (key, it.lbf_number, year) not in THOUSAND_SLIP]
    return sum(it.statement.known(account) or 0 for it in chosen) / float(sum(it.dwelling_m2 for it in chosen))


@pytest.mark.parametrize(
    ("year", "published"),
    # All homes 844 (2020), 857 (2021), 899 (2023). The demo has 5 % elderly (221 + 144 homes of 8,300) and 4 % youth
    # homes like the sector's 7 % and 7 %. 50 divisions that spread by 7 % have a standard error of 1 %: 5 % is ample.
    [(2020, 844), (2021, 857), (2023, 899)],
)
def test_rent_of_all_homes(world, year, published):
    rent = sum(per_m2(world, year, account) for account in ("201.1", "201.2", "201.3"))
    assert rent == pytest.approx(published, rel=0.05)


@pytest.mark.parametrize(
    ("account", "kind", "published", "tolerance"),
    # 2021: family 835, elderly 1,117, youth 958. Nine elderly, four youth divisions: 7 % / sqrt(4) = 3.5 %, twice that.
    [("201.1", "family", 835, 0.04), ("201.3", "elderly", 1117, 0.07), ("201.2", "youth", 958, 0.07)],
)
def test_rent_by_kind_2021(world, account, kind, published, tolerance):
    assert per_m2(world, 2021, account, kind) == pytest.approx(published, rel=tolerance)


def test_rent_grows_as_published(world):
    """899 / 857 = 1.049 from 2021 to 2023; what is settled on 407 moves single years by some 1 %."""
    grown = per_m2(world, 2023, "201") / per_m2(world, 2021, "201")
    assert grown == pytest.approx(899 / 857, abs=0.015)


def test_rent_spreads_as_regions_do(world):
    """2021: capital region 920 and South 737 around 835, so most family divisions lie within 835 +- 25 %."""
    rents = [float(it.rent_per_m2_kr) for _, it in divisions(world, 2021, "family")]
    inside = [rent for rent in rents if 835 * 0.75 <= rent <= 835 * 1.25]
    assert len(inside) / len(rents) >= 0.9


def test_net_capital_cost(world):
    """2017: family 166, elderly 563 kr. per m2; loans are nominal, so no index."""
    assert per_m2(world, 2021, "105.9", "family") == pytest.approx(166, rel=0.10)
    assert per_m2(world, 2021, "105.9", "elderly") == pytest.approx(563, rel=0.02)


def test_cleaning(world):
    """84 kr. per m2 in 2018, most divisions 40-120. From 2018 to 2020 rents rose 844 / 823.9 = 2.4 % (833 in 2019 was
    +1.1 %, so 823.9 in 2018): 84 becomes 86."""
    assert per_m2(world, 2020, "114") == pytest.approx(86, rel=0.08)
    dear = {it.division for it in SITUATIONS if it.key == "dear_cleaning"}
    for _, division in divisions(world, 2020):
        cost = division.statement.amount("114") / float(division.dwelling_m2)
        assert 40 <= cost <= 122 or division.lbf_number in dear


def test_maintenance(world):
    """2015: 105 kr. planned, 32 kr. ordinary; to 2021 rents rose some 9 % (2015-2019 6 %, assumption): 114, 35."""
    assert per_m2(world, 2021, "116.gross") == pytest.approx(114, rel=0.15)
    assert per_m2(world, 2021, "115") == pytest.approx(35, rel=0.12)


def test_saved_provisions(world):
    """44,300 kr. a home in 2019, the year before the first of ours."""
    chosen = [it for _, it in divisions(world, 2020)]
    saved = sum(it.provision("401").opening for it in chosen)
    homes = sum(row.count for it in chosen for row in it.tenancies if row.kind in ("family", "youth", "elderly"))
    assert saved / homes == pytest.approx(44300, rel=0.08)


def test_small_costs(world):
    """2018: 119 is 8.1 kr. per m2 (8.6 by the index of 2021); 2021: 12 kr. on move-out repairs in the A scheme."""
    assert per_m2(world, 2021, "119") == pytest.approx(8.6, rel=0.12)
    using = [it for _, it in divisions(world, 2021) if it.statement.amount("121")]
    spent = sum(it.statement.amount("117.1") for it in using) / float(sum(it.dwelling_m2 for it in using))
    assert spent == pytest.approx(12, rel=0.12)
    assert 0.75 <= len(using) / 63 <= 0.97  # 87 % of divisions use A


def test_vacancy(world):
    """5.4 kr. per m2 in 2021 on account 129; 6.5 per mille of homes vacant (2024). Both are skewed, so the mean of six
    years is compared: 63 x 6 draws of a gamma with coefficient of variation 1.2 have a standard error of 6 %."""
    years = range(2020, 2024)  # before one planted division stands half empty
    assert sum(per_m2(world, year, "129.1") for year in years) / 4 == pytest.approx(5.4, rel=0.20)
    homes = vacant = 0
    for year in years:
        for _, it in divisions(world, year):
            homes += sum(row.count for row in it.tenancies if row.kind in ("family", "youth", "elderly"))
            vacant += it.vacant_dwellings
    assert 1000 * vacant / homes == pytest.approx(6.5, rel=0.25)


def test_covers_of_vacancy(world):
    """97 % of the loss was covered by the dispositionsfond in 2021; ours counts organisations that have one."""
    chosen = [it for _, it in divisions(world, 2021) if it.owner_kind == "own_divisions"]
    covered = -sum(it.statement.amount("129.2") for it in chosen) / sum(it.statement.amount("129.1") for it in chosen)
    assert covered == pytest.approx(0.97, abs=0.03)


@pytest.mark.parametrize(("kind", "published"), [("family", 10.4), ("youth", 39.9)])
def test_move_outs(world, kind, published):
    """2019. Binomial: 335 youth homes x 6 years give a standard error of sqrt(0.4 x 0.6 / 2010) = 1.1 points."""
    homes = moved = 0
    for year in range(2020, 2026):
        for _, it in divisions(world, year, kind):
            count = known(it, "external_move_outs")
            if count is not None:
                homes += it.tenancies[0].count
                moved += count
    assert 100 * moved / homes == pytest.approx(published, abs=2.2 if kind == "youth" else 0.5)


def test_size_and_age(world):
    """2023: 75.9 m2 and 47 years in the mean; ours are family homes for nine in ten."""
    chosen = [it for owner in world.owners for it in owner.divisions]
    homes = sum(it.dwelling_count for it in chosen)
    assert float(sum(it.dwelling_m2 for it in chosen)) / homes == pytest.approx(75.9, rel=0.05)
    assert 2023 - sum(it.build_year * it.dwelling_count for it in chosen) / homes == pytest.approx(47, abs=6)


def test_boards(world):
    """74 % of divisions had a board in 2019; 63 draws have a standard error of 5.5 points."""
    chosen = [it for owner in world.owners for it in owner.divisions]
    assert sum(it.has_board for it in chosen) / len(chosen) == pytest.approx(0.74, abs=0.11)

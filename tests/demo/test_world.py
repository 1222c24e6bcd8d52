"""What the fictional municipality consists of: counts, names that nobody bears, the same world from a seed."""

import csv
from pathlib import Path

from styringsdialog.demo.generate import generate
from styringsdialog.demo.situations import SITUATIONS
from styringsdialog.demo.world import YEARS
from styringsdialog.exchange.content import OwnerKind, known

MUNICIPALITIES = """Albertslund Allerød Assens Ballerup Billund Bornholm Brøndby Brønderslev Dragør Egedal Esbjerg
Faaborg-Midtfyn Fanø Favrskov Faxe Fredensborg Fredericia Frederiksberg Frederikshavn Frederikssund Furesø Gentofte
Gladsaxe Glostrup Greve Gribskov Guldborgsund Haderslev Halsnæs Hedensted Helsingør Herlev Herning Hillerød Hjørring
Holbæk Holstebro Horsens Hvidovre Høje-Taastrup Hørsholm Ikast-Brande Ishøj Jammerbugt Kalundborg Kerteminde Kolding
København Køge Langeland Lejre Lemvig Lolland Lyngby-Taarbæk Læsø Mariagerfjord Middelfart Morsø Norddjurs Nordfyns
Nyborg Næstved Odder Odense Odsherred Randers Rebild Ringkøbing-Skjern Ringsted Roskilde Rudersdal Rødovre Samsø
Silkeborg Skanderborg Skive Slagelse Solrød Sorø Stevns Struer Svendborg Syddjurs Sønderborg Thisted Tønder Tårnby
Vallensbæk Varde Vejen Vejle Vesthimmerland Viborg Vordingborg Ærø Aabenraa Aalborg Aarhus""".split()
# Names of well-known organisations and administrators, none of which may stand in ours.
ORGANISATIONS = """Domea Lejerbo KAB AAB FSB DAB DEAS Himmerland Plus Bolig Brabrand Ringgården Østjysk ØsterBO
Boligkontoret Vivabolig Sundby-Hvorup Fruehøjgaard Civica Kristiansdal Højstrup Bovia Arbejdernes VIBO Samvirkende 3B
PAB Bo-Vita Boligkorporationen Tyrstrup Salus Grejsdalen
Lægeforeningens Vollsmose Gellerup Egebjergvang Hyldespjældet""".replace("Plus Bolig", "PlusBolig").split()


def words(world):
    """Every name that the demo shows."""
    yield world.municipality.name
    yield world.neighbour.name
    for owner in world.owners:
        yield owner.spec.name
        yield from (it.name for it in owner.divisions)
    yield from (area.name for area in world.areas)
    yield from (unit.name for unit in world.units)


def test_counts(world):
    assert len(world.owners) == 8
    assert {owner.spec.kind for owner in world.owners} == set(OwnerKind)
    assert 60 <= sum(len(owner.divisions) for owner in world.owners) <= 70
    assert len(world.areas) == 8
    assert all(tuple(owner.packages) == YEARS for owner in world.owners)
    assert len(YEARS) == 6
    assert {owner.spec.fiscal_start for owner in world.owners} == {1, 4, 7, 10}
    assert {owner.spec.key for owner in world.owners if owner.spec.seat == world.neighbour.code} == {
        "vesterlyng",
        "engblomme",
    }
    assert 8 <= sum(unit.municipality == world.municipality.code for unit in world.units) <= 10


def test_every_role_signs_in(world):
    """Every role in Egekær; in the neighbour those who run a municipality; and four organisations with their own."""
    of_a_municipality = {"coordinator", "case_worker", "unit_contact", "manager", "adviser", "administrator"}
    places = {
        place: {it.role for it in world.users if not it.owner and it.municipality == place}
        for place in ("0990", "0991")
    }
    assert places == {"0990": of_a_municipality, "0991": {"coordinator", "case_worker", "administrator"}}
    theirs = {"organisation_editor", "organisation_signatory", "auditor"}
    assert {it.role for it in world.users if it.owner == "elmelund"} == theirs
    assert {it.owner for it in world.users if it.owner} == {"elmelund", "ravnso", "vesterlyng", "engblomme"}
    assert all("Eksempel" in user.label and user.email.endswith("@example.org") for user in world.users)
    assert len({user.username for user in world.users}) == len(world.users)


def test_each_municipality_reaches_into_the_other(world):
    """An organisation of each has a division in the other: location municipality and seat differ."""
    abroad = {
        (owner.spec.key, it.number)
        for owner in world.owners
        for it in owner.divisions
        if it.location != owner.spec.seat
    }
    assert {("ravnso", "016"), ("engblomme", "004")} <= abroad
    assert {key for key, _ in abroad} == {"ravnso", "engblomme", "vesterlyng"}


def test_nobody_real(world):
    assert len(MUNICIPALITIES) == 98
    real = {f"{name} kommune".casefold() for name in MUNICIPALITIES} | {
        f"{name}s kommune".casefold() for name in MUNICIPALITIES
    }
    for word in words(world):
        assert word.casefold() not in real
        assert not {part.casefold() for part in word.split()} & {it.casefold() for it in MUNICIPALITIES + ORGANISATIONS}
    assert world.municipality.is_fictional
    assert world.neighbour.is_fictional
    # Municipality codes in use are 101-860 (four digits as text: 0101-0860).
    assert min(int(world.municipality.code), int(world.neighbour.code)) > 860


def test_names_differ(world):
    names = [division.name for owner in world.owners for division in owner.divisions]
    assert len(set(names)) == len(names)


def test_areas_span_several_owners_and_their_size_fits(world):
    """Residents of the latest list are 1.5 to 2.3 a home; the sector has 1.7 (2022)."""
    for area in world.areas:
        inside = [(owner.spec.key, it) for owner in world.owners for it in owner.divisions if it.area == area.name]
        assert len({key for key, _ in inside}) >= 2, area.name
        homes = sum(it.dwelling_count for _, it in inside)
        assert 1.5 <= area.years[-1].residents / homes <= 2.3, (area.name, homes)


def test_same_seed_same_world(world, in_full):
    """Every figure of the latest package, which rests on all years before; another seed gives another municipality."""
    again, other = generate(), generate(7)
    for here, there, elsewhere in zip(world.owners, again.owners, other.owners, strict=True):
        assert here.divisions == there.divisions
        latest = in_full(here.packages[2025].divisions)
        assert latest == in_full(there.packages[2025].divisions)
        assert in_full(here.packages[2025].organisation) == in_full(there.packages[2025].organisation)
        assert here.divisions != elsewhere.divisions or not here.divisions


def test_previous_package_is_last_years(world, in_full):
    for owner in world.owners:
        for year in YEARS[1:]:
            before = owner.packages[year].previous
            assert in_full(before.organisation) == in_full(owner.packages[year - 1].organisation)
        assert owner.packages[YEARS[0]].previous is None


def test_only_planted_figures_are_missing(world):
    """Nothing a rule of ours reads is unstated, but where the table of situations says so."""
    missing = set()
    for owner in world.owners:
        if not owner.spec.has_package:
            continue
        funds = owner.spec.kind in (OwnerKind.OWN_DIVISIONS, OwnerKind.MANAGING)
        for year in YEARS:
            organisation = owner.packages[year].organisation
            names = ["tenancy_units", "board_approved_on", "top_body_approved_on", "submitted_on"]
            names += (
                [
                    "dispositionsfond_liquid_kr",
                    "arbejdskapital_liquid_kr",
                    "dispositionsfond_contribution_kr",
                    "arbejdskapital_contribution_kr",
                ]
                if funds
                else []
            )
            missing |= {(owner.spec.key, "", year) for name in names if known(organisation, name) is None}
            for division in owner.packages[year].divisions:
                names = [
                    "build_year",
                    "tenancy_units",
                    "dwelling_m2",
                    "rent_per_m2_kr",
                    "rent_increase_pct",
                    "external_move_outs",
                    "vacant_dwellings",
                    "vacant_days",
                    "efficiency_score",
                    "has_board",
                    "external_review_on",
                    "provision_401_next_year_kr",
                    "plan_first_year",
                    "plan_last_year",
                ]
                empty = any(known(division, name) is None for name in names)
                empty |= any(line.result is None for line in division.statement.lines.values())
                empty |= any(row.closing is None for row in division.provisions)
                if empty:
                    missing.add((owner.spec.key, division.lbf_number, year))
    assert missing == {
        (it.owner, it.division, year) for it in SITUATIONS for year in it.years if it.key.endswith("_unstated")
    }


def test_area_names_are_not_real(world):
    """The names of the published lists, as far as they are in the test data of the rules."""
    for folder in Path(__file__).parents[1].glob("**/membership*.csv"):
        with folder.open(encoding="utf-8") as rows:
            real = {row["area"].casefold() for row in csv.DictReader(rows)}
        assert not real & {area.name.casefold() for area in world.areas}

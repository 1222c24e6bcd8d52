"""Peers beside a point: chosen among divisions that the municipality sees, kept with their values on that day."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.reviews.conftest import DAY
from tests.submissions import made

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register.models import HousingOrganisation, Role
from styringsdialog.reviews.models import PeerChoice
from styringsdialog.reviews.peers import (
    FIGURES,
    PeerCriteria,
    candidate_rows,
    choose_peers,
    criteria_of,
    peers_beside,
)
from styringsdialog.submissions.models import DivisionSheet
from styringsdialog.submissions.services import store_package

pytestmark = pytest.mark.django_db


def organisation(number, name, place, rents):
    """A package of another owner with a division for each rent."""
    owner = HousingOrganisation.objects.create(
        lbf_number=number, name=name, owner_kind="own_divisions", seat_municipality=place
    )
    divisions = tuple(
        made.division(f"{n:03}", name=f"{name} {n}", rent_per_m2_kr=Decimal(rent), location_municipality=place.code)
        for n, rent in enumerate(rents, 1)
    )
    facts = made.package(number, name=name, divisions=divisions)
    day = Acting(None, DAY)
    return store_package(day, facts=facts, organisation=owner, upload=None, received_on=day.day)


@pytest.fixture
def others(place, neighbour):
    """Two divisions of another owner in the same municipality, one of an owner that only the neighbour handles."""
    organisation("0102", "Bakken", place, ["900", "1200"])
    organisation("0201", "Østbo", neighbour, ["893.25"])


def test_candidates_are_of_what_the_actor_sees_with_their_owners_named(worker, somebody, neighbour, package, others):
    pool = candidate_rows(worker, package)
    assert pool.owners == ("Bakken", "Boligforeningen Åen")
    assert [one.key for one in pool.candidates] == ["0101-001", "0101-002", "0102-001", "0102-002"]
    there = candidate_rows(somebody(Role.CASE_WORKER, at=neighbour), package)
    assert there.owners == ("Boligforeningen Åen", "Østbo")


def test_figures_are_the_key_figures_of_the_division_pages(worker, package):
    one = candidate_rows(worker, package).candidates[0]
    values = one.row.values
    # 55 family homes, 4 moved out: 7.3 per cent; account 114 is 1,100 kr. over 4,321.5 m2: 0; rent 893.25 -> 893.
    assert (values["dwellings"], values["move_out_pct"], values["rent_per_m2"]) == (55.0, 7.3, 893.0)
    assert values["cleaning_per_m2"] == 0.0
    assert values["efficiency_score"] is None
    assert set(FIGURES) | {"dwellings"} == set(values)
    assert (one.row.form, one.row.build_year, one.row.region) == ("etage", 1972, "0981")


def test_the_pool_takes_as_many_queries_however_large_it_is(worker, package, place):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            candidate_rows(worker, package)
        return len(queries)

    candidate_rows(worker, package)
    few = asked()
    organisation("0103", "Engen", place, [str(800 + n) for n in range(30)])
    assert (asked(), few) == (3, 3)
    assert len(candidate_rows(worker, package).candidates) == 32


def test_a_choice_is_kept_with_the_values_of_the_day(worker, package, findings, others):
    criteria = PeerCriteria(figures=("rent_per_m2",), by_size=False, count=2)
    choose_peers(worker, finding=findings[1], criteria=criteria)
    beside = peers_beside(worker, findings[1])
    # Ådalen 001 and Øbo 002 both have 893; Bakken 1 has 900 and Bakken 2 1.200.
    assert [(peer["owner"], peer["name"]) for peer in beside.peers] == [
        ("Boligforeningen Åen", "Øbo"),
        ("Bakken", "Bakken 1"),
    ]
    assert beside.peers[0]["distance"] == 0
    assert (beside.subject, beside.peers[1]["values"]) == ({"rent_per_m2": 893.0}, {"rent_per_m2": 900.0})
    assert (beside.divisions, beside.owners) == (3, ("Bakken", "Boligforeningen Åen"))
    assert criteria_of(beside.choice) == criteria
    DivisionSheet.objects.update(rent_per_m2_kr=Decimal(1))
    assert peers_beside(worker, findings[1]).peers == beside.peers


def test_a_new_choice_takes_the_place_of_the_old(worker, findings, others):
    choose_peers(worker, finding=findings[1], criteria=PeerCriteria(figures=("rent_per_m2",)))
    choose_peers(worker, finding=findings[1], criteria=PeerCriteria(figures=("move_out_pct", "rent_per_m2"), count=1))
    choice = PeerChoice.objects.get()
    assert len(choice.peers) == 1
    beside = peers_beside(worker, findings[1])
    assert beside.figures == ("rent_per_m2",)
    assert beside.constant == ("move_out_pct", "dwellings"), "alike for all, so they do not decide"
    assert peers_beside(worker, findings[2]) is None


def test_same_place_leaves_out_divisions_elsewhere(worker, findings, others):
    choose_peers(worker, finding=findings[1], criteria=PeerCriteria(figures=("rent_per_m2",), same_place=True))
    beside = peers_beside(worker, findings[1])
    assert beside.left_out == {"region": 1}
    assert {peer["owner"] for peer in beside.peers} == {"Bakken"}


def test_what_cannot_be_compared_is_said(worker, findings, others):
    def refused(message, finding, **criteria):
        with pytest.raises(UserError) as refusal:
            choose_peers(worker, finding=finding, criteria=PeerCriteria(**criteria))
        assert refusal.value.message == message

    refused("peers.not_a_division", findings[0])
    refused("peers.unknown_figure", findings[1], figures=("password",))
    refused("peers.no_figure", findings[1], figures=("efficiency_score",), by_size=False)
    DivisionSheet.objects.filter(division__lbf_number="002", package__organisation__lbf_number="0101").delete()
    refused("peers.no_sheet", findings[2])


def test_who_chooses_peers(somebody, findings, others):
    criteria = PeerCriteria(figures=("rent_per_m2",))
    choose_peers(somebody(Role.ADVISER), finding=findings[1], criteria=criteria)
    for role in (Role.UNIT_CONTACT, Role.MANAGER, Role.ORGANISATION_EDITOR):
        with pytest.raises(NotAllowed):
            choose_peers(somebody(role), finding=findings[1], criteria=criteria)


def test_another_municipality_does_not_see_the_choice(somebody, worker, neighbour, findings, others):
    choose_peers(worker, finding=findings[1], criteria=PeerCriteria(figures=("rent_per_m2",)))
    assert peers_beside(somebody(Role.CASE_WORKER, at=neighbour), findings[1]) is None

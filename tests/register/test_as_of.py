"""The day before, the day and the day after each kind of event: who is there, what it is called, whose it is."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from tests.register.world import user

from styringsdialog.core.acting import Acting
from styringsdialog.register import history, services
from styringsdialog.register.as_of import divisions_as_of, organisation_as_of, organisations_as_of
from styringsdialog.register.models import Division, HousingOrganisation, Membership, Municipality, Role
from styringsdialog.register.today import bring_up_to
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "organisations.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 9, 1)
SYSTEM = Acting(None, TODAY)


@pytest.fixture
def world():
    places = {
        name: Municipality.objects.create(code=code, name=name)
        for code, name in (("0981", "Ålev"), ("0982", "Østborg"))
    }
    for number, (name, seat) in CASES["start"]["organisations"].items():
        services.create_organisation(
            SYSTEM, lbf_number=number, name=name, owner_kind="own_divisions", seat_municipality=places[seat]
        )
    for name, (owner, number) in CASES["start"]["divisions"].items():
        services.create_division(
            SYSTEM,
            organisation=HousingOrganisation.objects.get(lbf_number=owner),
            lbf_number=number,
            name=name,
            location_municipality=places["Østborg" if name == "Øbo" else "Ålev"],
        )
    worker = user("b")
    Membership.objects.create(
        user=worker, role=Role.CASE_WORKER, municipality=places["Østborg"], valid_from=date(2020, 1, 1)
    )
    return worker


def found(key, value):
    """What a case names: organisations by number, divisions by name; parts of a split as their classes."""
    owner = HousingOrganisation.objects.get
    division = Division.objects.get
    if key == "organisation" or (key == "into" and isinstance(value, str) and value.isdigit()):
        return owner(lbf_number=value)
    if key == "ceasing":
        return [owner(lbf_number=one) if one.isdigit() else division(name=one) for one in value]
    if key == "municipality":
        return Municipality.objects.get(name=value)
    if key == "division" or (key == "into" and isinstance(value, str)):
        return division(name=value)
    if key == "division_numbers":
        return {division(name=name).pk: number for name, number in value.items()}
    if key == "into":
        return [
            history.SplitPart(one[0], one[1], [division(name=name) for name in one[2]])
            if len(one) == 3
            else history.DivisionPart(*one)
            for one in value
        ]
    return value


def carry_out(deed, day):
    ((service, given),) = deed.items()
    return getattr(history, service)(SYSTEM, day=day, **{key: found(key, value) for key, value in given.items()})


def told(day, worker):
    seen = organisations_as_of(Acting(worker, TODAY), day)
    rows = list(organisations_as_of(SYSTEM, day))
    return {
        "organisations": {row.lbf_number: [row.name_then, row.seat_name_then] for row in rows},
        "kinds": {row.lbf_number: row.owner_kind_then for row in rows},
        "months": {row.lbf_number: row.fiscal_year_end_month_then for row in rows},
        "divisions": {
            row.name_then: [HousingOrganisation.objects.get(pk=row.owner_then_id).lbf_number, row.lbf_number_then]
            for row in divisions_as_of(SYSTEM, day)
        },
        "seen_by_b": [row.lbf_number for row in sorted(seen, key=lambda row: row.lbf_number)],
    }


def differing(expected, answer):
    return {
        key: answer[key]
        for key, value in expected.items()
        if (
            {name: answer[key].get(name) for name in value} != value
            if key in ("kinds", "months")
            else answer[key] != value
        )
    }


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["what"])
def test_the_day_before_the_day_and_the_day_after(world, case):
    day, start = case["day"], CASES["start"]
    if "first" in case:
        carry_out(case["first"], day)
    entries = TrailEntry.objects.count()
    carry_out(case["happens"], day)
    assert TrailEntry.objects.count() == entries + 1
    # Only the deed before the event lets B see more of the day before: that is written in the case.
    before = {**start, **case.get("before", {})}
    if day < TODAY and "before" not in case:
        before.pop("seen_by_b")
    for shift, expected in ((-1, before), (0, case["then"]), (1, case["then"])):
        shown = {**{key: value for key, value in start.items() if key != "seen_by_b"}, **expected}
        assert differing(shown, told(day + timedelta(shift), world)) == {}, shift
    columns = dict(HousingOrganisation.objects.values_list("lbf_number", "name"))
    assert {number: columns[number] for number in case["columns"]} == case["columns"]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["what"])
def test_what_is_withdrawn_never_was(world, case):
    if "first" in case:
        carry_out(case["first"], case["day"])
    days = [case["day"] + timedelta(shift) for shift in (-1, 0, 1)]
    rows = [told(day, world) for day in days]
    numbers = sorted(HousingOrganisation.objects.values_list("lbf_number", "name", "ended_on"))
    event = carry_out(case["happens"], case["day"])
    history.withdraw_event(SYSTEM, event=event, reason="Forkert dato")
    assert [told(day, world) for day in days] == rows
    assert sorted(HousingOrganisation.objects.values_list("lbf_number", "name", "ended_on")) == numbers


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["what"])
def test_the_daily_step_brings_the_columns_along_and_does_nothing_twice(world, case):
    carry_out(case["first"], case["day"]) if "first" in case else None
    carry_out(case["happens"], case["day"])
    day = max(TODAY, case["day"])
    bring_up_to(day)
    assert bring_up_to(day) == 0
    then = {row.pk: row.name_then for row in organisations_as_of(SYSTEM, day)}
    assert then == dict(HousingOrganisation.objects.filter(pk__in=then).values_list("pk", "name"))
    owned = {row.pk: (row.owner_then_id, row.lbf_number_then) for row in divisions_as_of(SYSTEM, day)}
    assert owned == {row.pk: (row.organisation_id, row.lbf_number) for row in Division.objects.filter(pk__in=owned)}


def test_rows_without_periods_hold_as_their_columns_say(world):
    place = Municipality.objects.get(name="Ålev")
    bare = HousingOrganisation.objects.create(
        lbf_number="0777", name="Bar", owner_kind="managing", seat_municipality=place
    )
    Division.objects.create(organisation=bare, lbf_number="001", name="Bart hus", location_municipality=place)
    then = organisation_as_of(SYSTEM, bare, date(1990, 1, 1))
    assert (then.name, then.seat, [row.name_then for row in then.divisions]) == ("Bar", place, ["Bart hus"])
    history.rename_organisation(SYSTEM, organisation=bare, name="Ikke bar", day=date(2024, 1, 1))
    assert organisation_as_of(SYSTEM, bare, date(2023, 12, 31)).name == "Bar"
    assert organisation_as_of(SYSTEM, bare, date(2024, 1, 1)).name == "Ikke bar"

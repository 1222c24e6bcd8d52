"""The register as a workbook: out and in changes nothing, corrections are corrections, and events are events."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.register.world import user

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.exchange.reading.register_sheets import SHEETS
from styringsdialog.processes.register_upload import (
    accept_register_workbook,
    examine_register_workbook,
    write_register,
)
from styringsdialog.register import agreements, services, surfaces
from styringsdialog.register.models import (
    AdministrationAgreement,
    CollaborationSurface,
    Contact,
    Division,
    EventKind,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
    RegisterEvent,
    Role,
    SurfaceTopic,
)
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
SYSTEM = Acting(None, DAY)


@pytest.fixture
def place():
    place = services.create_municipality(SYSTEM, code="0981", name="Ålev")
    owners = {
        number: services.create_organisation(
            SYSTEM, lbf_number=number, name=name, owner_kind=kind, seat_municipality=place
        )
        for number, name, kind in (
            ("0101", "Åen", "own_divisions"),
            ("0102", "Bakken", "own_divisions"),
            ("0103", "=SUM(A1)", "managing"),
        )
    }
    area = services.create_area(SYSTEM, municipality=place, name="Åparken")
    for owner, number in (("0101", "001"), ("0101", "002"), ("0102", "003")):
        services.create_division(
            SYSTEM,
            organisation=owners[owner],
            lbf_number=number,
            name=f"Hus {number}",
            location_municipality=place,
            area=area if number == "001" else None,
            build_year=1972,
        )
    unit = services.create_unit(SYSTEM, municipality=place, name="Bolig", topic="Boliger", valid_from=date(2020, 1, 1))
    surfaces.start_catalogue(SYSTEM, municipality=place)
    topic = SurfaceTopic.objects.get(key="supervision")
    for target in ({}, {"organisation": owners["0101"]}, {"area": area}, {"division": Division.objects.first()}):
        surfaces.open_surface(
            SYSTEM, topic=topic, unit=unit, valid_from=date(2024, 1, 1), responsible_name="Vibeke", **target
        )
    surfaces.add_contact(
        SYSTEM,
        municipality=place,
        organisation=owners["0101"],
        function="director",
        name="Ole Krog",
        phone="00112233",
        valid_from=date(2024, 1, 1),
    )
    agreements.add_agreement(
        SYSTEM, organisation=owners["0101"], administrator=owners["0103"], valid_from=date(2024, 1, 1)
    )
    return place


def written(place) -> bytes:
    target = BytesIO()
    write_register(SYSTEM, place, target)
    return target.getvalue()


def typed(data: bytes, *cells) -> bytes:
    """The workbook with some cells typed over: (sheet, row number or None for a new row, {column: value})."""
    book = load_workbook(BytesIO(data))
    for sheet, at, values in cells:
        page = book[SHEETS[sheet].title]
        row = at
        if row is None:
            row = next(number for number in range(4, page.max_row + 2) if page.cell(number, 1).value is None)
        for name, value in values.items():
            place = [column.name for column in SHEETS[sheet].columns].index(name) + 1
            page.cell(row, place).value = datetime(value.year, value.month, value.day) if type(value) is date else value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def row_of(data: bytes, sheet: str, **values) -> int:
    page = load_workbook(BytesIO(data))[SHEETS[sheet].title]
    names = [column.name for column in SHEETS[sheet].columns]
    for number in range(4, page.max_row + 1):
        if all(page.cell(number, names.index(name) + 1).value == value for name, value in values.items()):
            return number
    raise LookupError(values)


def examined(place, data):
    return examine_register_workbook(SYSTEM, municipality=place, file=data)


def test_out_and_in_changes_nothing(place):
    proposal = examined(place, written(place))
    assert (proposal.changes, proposal.problems) == ((), ())
    # 1 unit, 1 area, 3 organisations, 3 divisions, 13 topics, 4 surfaces, 1 contact, 1 agreement
    assert proposal.unchanged == 1 + 1 + 3 + 3 + 13 + 4 + 1 + 1
    assert not proposal.is_acceptable


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)


@settings(max_examples=12)
@given(names=st.lists(TEXT, min_size=1, max_size=4, unique_by=str.casefold), note=TEXT, month=st.integers(1, 12))
def test_any_name_survives_the_way_out_and_in(names, note, month):
    with transaction.atomic():
        place = services.create_municipality(SYSTEM, code="0981", name="Ålev")
        unit = services.create_unit(SYSTEM, municipality=place, name="Enhed", valid_from=date(2020, 1, 1))
        topic = surfaces.set_topic(SYSTEM, municipality=place, key="x", name=names[0])
        for number, name in enumerate(names):
            owner = services.create_organisation(
                SYSTEM,
                lbf_number=f"{number:04}",
                name=name,
                owner_kind="own_divisions",
                seat_municipality=place,
                fiscal_year_end_month=month,
                began_on=date(2000, month, 1),
            )
            services.create_division(
                SYSTEM, organisation=owner, lbf_number="001", name=name, address=note, location_municipality=place
            )
            surfaces.open_surface(
                SYSTEM, topic=topic, unit=unit, organisation=owner, note=note, valid_from=date(2024, 1, 1)
            )
        proposal = examined(place, written(place))
        assert (proposal.changes, proposal.problems) == ((), ())
        assert proposal.unchanged == 2 + 3 * len(names)
        transaction.set_rollback(True)


def test_a_correction_a_new_row_and_a_merger_are_shown_then_done_whole(place):
    data = written(place)
    data = typed(
        data,
        ("organisations", row_of(data, "organisations", lbf_number="0101"), {"cvr": "12345678"}),
        (
            "organisations",
            row_of(data, "organisations", lbf_number="0102"),
            {"event": "Sammenlægning", "event_day": date(2026, 1, 1), "event_into": "0101", "event_note": "Besluttet"},
        ),
        (
            "areas",
            row_of(data, "areas", name="Åparken"),
            {"event": "Navneændring", "event_day": date(2025, 1, 1), "new_name": "Nyparken"},
        ),
        ("areas", None, {"name": "Bakken"}),
        ("divisions", None, {"organisation": "0101", "lbf_number": "009", "name": "Nybo", "area": "Bakken"}),
        ("contacts", None, {"organisation": "0101", "function": "Økonomi", "name": "Ida", "valid_from": DAY}),
    )
    entries = TrailEntry.objects.count()
    proposal = examined(place, data)
    assert proposal.problems == ()
    assert [(one.what, one.subject) for one in proposal.changes] == [
        ("new", "Bakken"),
        ("changed", "0101 Åen"),
        ("new", "009 Nybo"),
        ("new", "Ida"),
        ("event", "Åparken"),
        ("event", "0102 Bakken"),
    ]
    correction = proposal.changes[1].details
    assert [(line.heading, line.old, line.new) for line in correction] == [("CVR-nummer", "", "12345678")]
    # Looking changes nothing.
    assert (TrailEntry.objects.count(), HousingArea.objects.count()) == (entries, 1)
    accept_register_workbook(SYSTEM, municipality=place, file=data)
    assert HousingOrganisation.objects.get(lbf_number="0101").cvr == "12345678"
    assert not RegisterEvent.objects.filter(parties__organisation__lbf_number="0101", kind=EventKind.RENAMED).exists()
    assert HousingOrganisation.objects.get(lbf_number="0102").ended_on == date(2026, 1, 1)
    assert Division.objects.get(lbf_number="003").organisation.lbf_number == "0101"
    assert Division.objects.get(lbf_number="009").area.name == "Bakken"
    area = HousingArea.objects.get(name="Nyparken")
    assert [row.name for row in area.periods.order_by("valid_from")] == ["Åparken", "Nyparken"]
    assert Contact.objects.get(name="Ida").function == "finance"
    assert TrailEntry.objects.filter(action="trail.register.uploaded").count() == 1
    again = examined(place, written(place))
    assert (again.changes, again.problems) == ((), ())


@pytest.mark.parametrize(
    ("sheet", "find", "values", "said"),
    [
        ("organisations", {"lbf_number": "0102"}, {"event": "Sammenlægning", "event_into": "0101"}, "ingen dato"),
        ("organisations", {"lbf_number": "0102"}, {"event_day": DAY}, "ingen hændelse"),
        ("organisations", {"lbf_number": "0102"}, {"seat": "0982"}, "kun ændres med en hændelse"),
        ("organisations", {"lbf_number": "0102"}, {"event": "Ophør", "event_day": DAY}, "så længe der er afdelinger"),
        ("organisations", {"lbf_number": "0102"}, {"lbf_number": "0101"}, "står to gange"),
        ("organisations", {"lbf_number": "0102"}, {"owner_kind": "Andelsforening"}, "Andelsforening"),
        ("divisions", {"lbf_number": "003"}, {"area": "Findes ikke"}, "«Findes ikke» findes ikke i registret"),
        ("divisions", {"lbf_number": "003"}, {"name": None}, "«Navn» skal udfyldes"),
        ("surfaces", {"area": "Åparken"}, {"note": "Ring til 010190-1234"}, "CPR"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_taken_in(place, sheet, find, values, said):
    data = written(place)
    data = typed(data, (sheet, row_of(data, sheet, **find), values))
    proposal = examined(place, data)
    assert any(said in problem.text() for problem in proposal.errors), [one.text() for one in proposal.problems]
    assert not proposal.is_acceptable
    assert all(problem.cell for problem in proposal.errors)
    marked = load_workbook(BytesIO(proposal.marked))
    assert marked.sheetnames[0] == "Fejl"
    assert marked[proposal.errors[0].sheet][proposal.errors[0].cell].comment is not None
    counted = TrailEntry.objects.count()
    with pytest.raises(UserError), transaction.atomic():
        accept_register_workbook(SYSTEM, municipality=place, file=data)
    assert TrailEntry.objects.count() == counted


def test_another_municipalitys_workbook_and_another_file_are_refused(place):
    other = Municipality.objects.create(code="0982", name="Østborg")
    proposal = examined(other, written(place))
    assert "0981" in proposal.errors[0].text()
    for content in (b"", b"nothing", b"PK\x03\x04"):
        with pytest.raises(UserError):
            examined(place, content)
    with pytest.raises(UserError) as refusal:
        examined(place, b"x" * 5_000_001)
    assert "5 MB" in refusal.value.text


def test_only_who_keeps_the_register_takes_a_workbook_in(place):
    data = written(place)
    manager = user("leder")
    Membership.objects.create(user=manager, role=Role.MANAGER, municipality=place, valid_from=date(2020, 1, 1))
    for deed in (examine_register_workbook, accept_register_workbook):
        with pytest.raises(NotAllowed):
            deed(Acting(manager, DAY, place), municipality=place, file=data)


def test_writing_makes_the_same_number_of_queries_whatever_there_is(place):
    with CaptureQueriesContext(connection) as few:
        written(place)
    owner = HousingOrganisation.objects.get(lbf_number="0101")
    for number in range(10, 30):
        services.create_division(
            SYSTEM, organisation=owner, lbf_number=f"{number:03}", name=f"Hus {number}", location_municipality=place
        )
    with CaptureQueriesContext(connection) as many:
        written(place)
    assert len(few) == len(many)
    assert MunicipalUnit.objects.count() == AdministrationAgreement.objects.count() == 1
    assert CollaborationSurface.objects.count() == 4
